import Model
import Store

/// Stores a file of polls as the daemon does: a batch every fifteen seconds of the samples' own time, between the batches
/// the sealing of what has ended.
struct Ingest {
    let archive: Archive
    let directory: String
    /// As Watch has them of what is polled once a minute.
    var batchAge = Duration.seconds(15)
    static let batchValues = 20_000
    static let forgetInterval = Duration.seconds(300)
    /// Five a second, in which a batch is not waited for.
    static let mostSteps = 75

    private(set) var values = 0
    private(set) var batches = 0
    /// Processor seconds of the calls to the archive; making the readings is not the store's.
    private(set) var writing = 0.0
    private(set) var upkeep = 0.0
    /// Of upkeep what went into calls that found nothing to do.
    private(set) var idle = 0.0
    private(set) var idleCalls = 0
    private var wasMore = false
    private(set) var longestStep = 0.0
    private var batch = Batch()
    private var waiting = 0
    private var opened = Timestamp(milliseconds: 0)
    private var forgot = Timestamp(milliseconds: 0)

    init(directory: String, now: Timestamp) async throws {
        self.directory = directory
        archive = try Archive(directory: directory, now: now)
        opened = now
        forgot = now
    }

    mutating func add(layouts: [GroupLayout]) {
        batch.layouts += layouts
    }

    mutating func add(_ readings: [Readings], count: Int, at time: Timestamp) async throws {
        if time - opened >= batchAge || waiting >= Self.batchValues { try await commit(at: time) }
        batch.readings += readings
        waiting += count
    }

    mutating func commit(at time: Timestamp) async throws {
        let begin = Figures.processorSeconds()
        try await archive.write(batch)
        writing += Figures.processorSeconds() - begin
        values += waiting
        batches += 1
        batch = Batch()
        waiting = 0
        opened = time
        let between = Figures.processorSeconds()
        for _ in 0..<Self.mostSteps where try await !step(now: time) { break }
        if time - forgot >= Self.forgetInterval {
            forgot = time
            while try await archive.forget(olderThan: Retention(), now: time) {}
        }
        upkeep += Figures.processorSeconds() - between
    }

    /// One step of sealing; whether more is due.
    private mutating func step(now: Timestamp) async throws -> Bool {
        let (begin, before) = (Figures.seconds(), Figures.processorSeconds())
        let isMore = try await archive.seal(now: now)
        longestStep = max(longestStep, Figures.seconds() - begin)
        // The first call that says so may have done the last of the work.
        defer { wasMore = isMore }
        if !isMore, !wasMore {
            idleCalls += 1
            idle += Figures.processorSeconds() - before
        }
        return isMore
    }

    /// Seals all that has ended by then.
    mutating func finish(now: Timestamp) async throws {
        let begin = Figures.processorSeconds()
        while try await step(now: now) {}
        upkeep += Figures.processorSeconds() - begin
    }

    var fileBytes: Int { Figures.bytes(ofFile: directory + "/monitor.db") }
}

extension Ingest {
    /// Stores the whole file and prints what it cost.
    static func run(_ path: String, into directory: String, division: Division) async throws {
        var reader = try PollReader(path)
        let placements = reader.groups.map { Placement($0, division: division) }
        var ingest = try await Ingest(directory: directory, now: reader.first)
        ingest.add(layouts: placements.flatMap(\.layouts))
        let (begin, beginTime) = (Figures.processorSeconds(), Figures.seconds())
        // Half an hour into a day what ended at midnight is sealed.
        var days: [(values: Int, bytes: Int)] = []
        let dayMilliseconds: Int64 = 86_400_000
        var nextDay = (reader.first.milliseconds / dayMilliseconds + 1) * dayMilliseconds + 1_800_000
        while let poll = reader.next() {
            if poll.time.milliseconds >= nextDay {
                try await ingest.commit(at: poll.time)
                days.append((ingest.values, ingest.fileBytes))
                nextDay += dayMilliseconds
            }
            let count = poll.values.reduce(0) { $0 + ($1 == nil ? 0 : 1) }
            try await ingest.add(
                placements[poll.group].readings(of: poll), count: count, at: poll.time)
        }
        try await ingest.commit(at: reader.last)
        // A day later what the last day still owes is sealed.
        try await ingest.finish(now: reader.last + .seconds(86_400))
        days.append((ingest.values, ingest.fileBytes))
        let whole = Figures.processorSeconds() - begin
        let wall = Figures.seconds() - beginTime
        let refused = await ingest.archive.refusedReadings
        try await ingest.archive.close()
        let million = { (seconds: Double) in (seconds / Double(ingest.values) * 1e6).rounded(to: 3) }
        // That nothing is to be sealed is found once a second, however much is stored: no cost of a sample.
        let sealing = ingest.upkeep - ingest.idle
        let idleMicroseconds = ingest.idle / Double(max(1, ingest.idleCalls)) * 1e6
        let bytes = ingest.fileBytes
        print(
            "ingest division=\(division.rawValue) samples=\(ingest.values) refused=\(refused) batches=\(ingest.batches)"
                + " cpu-per-million=\(million(ingest.writing + sealing)) writing=\(million(ingest.writing))"
                + " sealing=\(million(sealing)) whole-process=\(million(whole)) wall=\(wall.rounded(to: 1))"
                + " idle-call-us=\(idleMicroseconds.rounded(to: 0))"
                + " longest-step-ms=\((ingest.longestStep * 1000).rounded(to: 0))"
                + " peak-rss-mb=\(Figures.peakMegabytes().rounded(to: 1)) bytes=\(bytes)"
                + " bytes-per-sample=\((Double(bytes) / Double(ingest.values)).rounded(to: 3))")
        for (before, after) in zip(days, days.dropFirst()) {
            let values = after.values - before.values
            guard values > 0 else { continue }
            let growth = Double(after.bytes - before.bytes) / Double(values)
            print("a further day: samples=\(values) bytes-per-sample=\(growth.rounded(to: 3)) file=\(after.bytes)")
        }
    }
}
