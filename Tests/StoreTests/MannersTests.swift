import Model
import Testing

@testable import Store

@Suite struct `Manners in the archive` {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    private func open() throws -> Archive {
        try Archive(directory: directory.path, now: .start)
    }

    private func learnt(_ host: Host.Name, of agent: String = "10.0.0.1 safe SNMPv3", gap: Int) -> LearntManners {
        LearntManners(
            host: host, agent: agent,
            manners: Manners(
                get: Manners.Limits(bindings: 12, octets: 640), walk: Manners.Limits(bindings: 1), gapMilliseconds: gap,
                needsVersion1: true,
                engine: Manners.Engine(
                    id: EngineID([0x80, 0x00, 0x1F, 0x88, 0x04]), boots: 3, time: 86_400, asOf: .start)))
    }

    @Test func `they come back after a restart, the latest of each host, with whom they were learnt of`() async throws {
        let first = try open()
        try await first.write(Batch(manners: [learnt("sw-2", gap: 50), learnt("sw-1", gap: 20)]))
        try await first.write(Batch(manners: [learnt("sw-1", of: "10.0.0.9 default SNMPv2c", gap: 30)]))
        try await first.close()
        #expect(
            try await open().manners()
                == [learnt("sw-1", of: "10.0.0.9 default SNMPv2c", gap: 30), learnt("sw-2", gap: 50)])
    }

    @Test func `they are stored with the rest of their batch or not at all`() async throws {
        let archive = try open()
        try await archive.breakTable("events")
        let event = Event(
            time: .start, check: Check(host: "sw-1", aspect: .reach), from: .green, to: .red, reason: .hostDown)
        await #expect(throws: StoreError.self) {
            try await archive.write(Batch(events: [event], manners: [learnt("sw-1", gap: 50)]))
        }
        #expect(try await archive.manners() == [])
    }

    @Test func `a row that cannot be read costs only itself and is counted once`() async throws {
        let archive = try open()
        try await archive.write(Batch(manners: [learnt("sw-1", gap: 50), learnt("sw-2", gap: 50)]))
        try await archive.spoil("manners", column: "manners", where: "host = 'sw-1'")
        for _ in 0..<2 {
            #expect(try await archive.manners() == [learnt("sw-2", gap: 50)])
            #expect(await archive.account.damagedRows == 1)
        }
    }

    @Test func `of what could not be stored the latest of each host waits`() {
        var batch = Batch(manners: [learnt("sw-1", gap: 2)])
        batch.takeBack(Batch(manners: [learnt("sw-1", gap: 1), learnt("sw-2", gap: 1)]))
        #expect(batch.manners == [learnt("sw-2", gap: 1), learnt("sw-1", gap: 2)])
    }

    @Test func `a database of the first version gets its table, and keeps what it has`() async throws {
        let first = try open()
        try await first.write(Batch(state: [("key", [1])]))
        try await first.database.writeWithoutTransaction { database in
            try database.execute(sql: "DROP TABLE manners; DELETE FROM grdb_migrations WHERE identifier LIKE '2 %'")
        }
        try await first.close()
        let second = try open()
        #expect(second.recovery == nil)
        #expect(try await second.state("key") == [1])
        try await second.write(Batch(manners: [learnt("sw-1", gap: 50)]))
        #expect(try await second.manners() == [learnt("sw-1", gap: 50)])
    }
}
