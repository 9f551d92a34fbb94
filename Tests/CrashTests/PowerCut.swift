import CPowerLoss
import CrashWorkload
import Foundation
import Model
import TestSupport

@testable import Store

/// What came of one run, or of several together.
struct CutOutcome {
    var images = 0
    /// Batches of readings that were acknowledged and are gone: that is allowed.
    var lostReadings = 0
    /// The power was off before the database could be opened, while it was being made or recovered.
    var early = 0
    /// What is wrong, with the seed.
    var complaints: [String] = []

    /// Adds another one.
    static func += (sum: inout CutOutcome, other: CutOutcome) {
        sum.images += other.images
        sum.lostReadings += other.lostReadings
        sum.early += other.early
        sum.complaints += other.complaints
    }
}

/// A run of a workload on a disk whose power is cut at a call chosen by the seed, the same run each time.
struct PowerCut {
    let seed: UInt64
    /// Whether the disk's syncs do nothing.
    let lies: Bool
    private var random: SeededRandom
    private var workload: Workload
    private var outcome = CutOutcome()

    private static let mostBatches = 80

    init(seed: UInt64, lies: Bool = false) {
        self.seed = seed
        self.lies = lies
        random = SeededRandom(seed: seed)
        workload = Workload(seed: seed)
    }

    /// Cuts the power once; and every third time again, after a restart from what was left of the first.
    mutating func run() async throws -> CutOutcome {
        let scratch = try ScratchDirectory()
        let stored = try await cut(try scratch.make("disk"), from: 0, images: try Images(scratch, "first"))
        if seed % 3 == 0 {
            _ = try await cut("\(scratch.path)/first-again", from: stored, images: try Images(scratch, "second"))
        }
        return outcome
    }

    /// Where the images of one cut go. What is looked at is changed by it: one more, like the first, goes on.
    private struct Images {
        var looked: [String]
        var again: String

        init(_ scratch: ScratchDirectory, _ name: String) throws {
            looked = try (0..<3).map { try scratch.make("\(name)-\($0)") }
            again = try scratch.make("\(name)-again")
        }
    }

    /// Runs until the power is off, then holds images against what was acknowledged.
    ///
    /// - Returns: how many batches the first image has.
    private mutating func cut(_ directory: String, from first: Int, images: Images) async throws -> Int {
        // Small numbers too: opening alone takes a hundred calls.
        let limit = Int64(1) << Int64.random(in: 7...11, using: &random)
        let disk = try CutDisk(
            directory, sector: Bool.random(using: &random) ? 512 : 4096,
            cut: Int64.random(in: 1...limit, using: &random), lies: lies)
        var told = Workload.Told(batches: first, begun: first)
        let acknowledged = try await write(to: disk, told: &told)
        let arrivals = images.looked.map { _ in random.next() }
        for (path, arrival) in zip(images.looked + [images.again], arrivals + arrivals.prefix(1)) {
            try disk.writeImage(to: path, seed: arrival)
            // The file of the shared memory is no part of the database: anything may be in it.
            let rubbish = (0..<Int.random(in: 0...40_000, using: &random)).map { UInt8(truncatingIfNeeded: $0 &* 31) }
            try Data(rubbish).write(to: URL(filePath: "\(path)/monitor.db-shm"))
        }
        try disk.remove()
        var stored: [Int] = []
        for path in images.looked { stored.append(try await look(at: path, told: told)) }
        outcome.images += stored.count
        outcome.lostReadings += stored.reduce(0) { $0 + max(0, acknowledged - $1) }
        return stored[0]
    }

    /// - Parameter told: What of the acknowledged must outlive the power.
    /// - Returns: how many batches were acknowledged, those of readings alone too.
    private mutating func write(to disk: CutDisk, told: inout Workload.Told) async throws -> Int {
        var acknowledged = told.batches
        do {
            let archive = try Archive(directory: disk.path, now: workload.time(of: acknowledged))
            do {
                try await write(to: archive, told: &told, acknowledged: &acknowledged)
            } catch {
                guard disk.isOff else { throw error }
            }
            // Without power it can only be let go of.
            disk.cut()
            do { try await archive.close() } catch {}
        } catch {
            guard disk.isOff else { throw error }
            outcome.early += 1
        }
        return acknowledged
    }

    private mutating func write(
        to archive: Archive, told: inout Workload.Told, acknowledged: inout Int
    ) async throws {
        let outbox = try Outbox(directory: URL(filePath: archive.path).deletingLastPathComponent().path)
        for number in acknowledged..<acknowledged + PowerCut.mostBatches {
            told.begun = number + 1
            try await archive.write(workload.batch(number))
            acknowledged = number + 1
            if workload.carriesEvent(number) { told.batches = number + 1 }
            try await workload.tidy(archive, after: number)
            try workload.deliver(from: outbox, after: number) { told.confirmed = $0 }
            if Int.random(in: 0..<8, using: &random) == 0 { try await checkpoint(archive) }
        }
    }

    /// SQLite's own comes after 1,000 pages, more than most of these runs write.
    private mutating func checkpoint(_ archive: Archive) async throws {
        let mode = ["PASSIVE", "FULL", "RESTART", "TRUNCATE"].randomElement(using: &random) ?? "PASSIVE"
        try await archive.database.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA wal_checkpoint(\(mode))")
        }
    }

    /// Opens what is left, as the next start does.
    ///
    /// - Returns: how many batches it has.
    private mutating func look(at path: String, told: Workload.Told) async throws -> Int {
        var stored = 0
        do {
            let archive = try Archive(directory: path, now: workload.time(of: told.begun))
            let check = try await archive.database.writeWithoutTransaction { database in
                try String.fetchAll(database, sql: "PRAGMA integrity_check")
            }
            if check != ["ok"] { complain("integrity_check: \(check.joined(separator: "; "))") }
            let outbox = try Outbox(directory: path)
            let found = try await workload.findings(archive, outbox, told: told)
            for complaint in found.complaints { complain(complaint) }
            stored = found.stored
            try await archive.close()
        } catch {
            complain("\(error)")
        }
        return stored
    }

    private mutating func complain(_ text: String) { outcome.complaints.append("seed \(seed): \(text)") }
}
