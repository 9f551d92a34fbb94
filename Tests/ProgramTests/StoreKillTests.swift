import Foundation
import Testing

/// A process that does nothing but write to the database, and is killed (Tests/StoreWriter).
@Suite(.serialized) struct StoreKillTests {
    let scene: Scene

    init() throws { scene = try Scene() }

    /// What one life of the writer was told and has told.
    private struct Promises {
        var batches = 0
        var confirmed = 0
    }

    @Test func `whatever was acknowledged is there after each kill, exactly and once`() async throws {
        var plan = KillPlan("MONITOR_STORE_KILLS", otherwise: 30)
        var promises = Promises()
        var (directory, workload, acknowledged) = ("", UInt64(0), 0)
        for kill in 1...plan.kills {
            // A new database now and then: to look through all that was ever written takes longer and longer.
            if kill % 20 == 1 {
                if kill > 1 { try await look(at: directory, workload, promises) }
                acknowledged += promises.batches
                promises = Promises()
                workload = plan.random.next() % 1_000_000
                directory = "store-\(kill)"
                try scene.makeDirectory(directory)
            }
            let writer = try start(directory, workload, promises)
            // Some are killed while they recover what the one before has left.
            if !plan.isOne(in: 5) {
                try await eventually("it checks: \(writer.errors); \(plan.place(kill))", within: .seconds(60)) {
                    writer.hasEnded || writer.output.contains("checked")
                }
            }
            plan.letTimePass(atMost: .milliseconds(120))
            writer.signal(SIGKILL)
            let end = try await writer.outcome()
            try #require(end.code == 128 + SIGKILL, "\(end.errors); \(plan.place(kill))")
            take(end.output, into: &promises)
            guard FileManager.default.fileExists(atPath: scene.path("\(directory)/monitor.db")) else { continue }
            let check = try await scene.sqlite(copyOf: scene.path(directory), "PRAGMA integrity_check")
            #expect(check == ["ok"], "\(plan.place(kill))")
        }
        try await look(at: directory, workload, promises)
        acknowledged += promises.batches
        print("\(plan.kills) kills of a writer, \(acknowledged) batches acknowledged, seed \(plan.seed)")
        #expect(acknowledged > plan.kills)
    }

    @Test func `a promise that was not kept is told`() async throws {
        try scene.makeDirectory("store")
        let writer = try start("store", 7, Promises(batches: 3))
        let end = try await writer.outcome()
        #expect(end.code == 1)
        #expect(end.errors.contains("3 batches were acknowledged, 0 are there"), "\(end.errors)")
    }

    private func start(_ directory: String, _ workload: UInt64, _ promises: Promises) throws -> Program {
        try scene.start(
            Built.storeWriter,
            [
                scene.path(directory), "\(workload)", "\(promises.batches)", "\(promises.confirmed)",
                // The one that was being written may be there.
                "\(promises.batches + 1)",
            ])
    }

    /// Lines that were not written to their end promise nothing.
    private func take(_ output: String, into promises: inout Promises) {
        for line in output.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
            let words = line.split(separator: " ")
            guard words.count == 2, let number = Int(words[1]) else { continue }
            if words[0] == "confirmed" {
                promises.confirmed = max(promises.confirmed, number)
            } else {
                promises.batches = max(promises.batches, number)
            }
        }
    }

    /// The last one is not killed before it has checked.
    private func look(at directory: String, _ workload: UInt64, _ promises: Promises) async throws {
        let writer = try start(directory, workload, promises)
        try await eventually("it checks: \(writer.errors)", within: .seconds(60)) {
            try #require(!writer.hasEnded, "\(writer.errors)")
            return writer.output.contains("checked")
        }
        writer.signal(SIGKILL)
    }
}
