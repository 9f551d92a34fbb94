import GRDB
import Glibc
import Model
import Testing

@testable import Store

@Suite struct `A damaged database` {
    private let directory: TemporaryDirectory
    private let elsewhere: TemporaryDirectory
    private var database: String { directory.path + "/monitor.db" }
    private var folder: BackupFolder { BackupFolder(path: elsewhere.path) }
    private let now = Timestamp.start + .seconds(3000 * 60)

    init() throws {
        directory = try TemporaryDirectory()
        elsewhere = try TemporaryDirectory()
    }

    private func open() throws -> Archive {
        try Archive(directory: directory.path, backups: folder, now: now)
    }

    /// An archive with a backup of its first 1000 minutes, and 1000 more; events on both sides.
    private func archive() async throws -> Archive {
        let archive = try open()
        try await archive.write(
            Batch(
                layouts: [.ports(["1", "2"])], readings: (0..<1000).map(minute),
                events: [.loss(of: "sw-1", at: .start)]))
        _ = try BackupRun(of: directory.path, to: folder.file(of: minute(999).time)).make()
        try await archive.write(
            Batch(
                layouts: [.ports(["a"], of: GroupKey(host: "sw-2", group: "if-mib.ports"))],
                readings: (1000..<2000).map(minute), events: [.loss(of: "sw-2", at: minute(1500).time)],
                incidents: [.of("sw-2", number: 7, at: minute(1500).time)]))
        return archive
    }

    @Test func `found at the start is replaced by the newest good backup, and the gap is marked`() async throws {
        let first = try await archive()
        let pages = try await first.pages(of: "hot")
        try await first.close()
        spoil(pages, of: database)
        elsewhere.write(String(repeating: "rubbish ", count: 2000), to: "monitor-20261124T1200Z.db")

        let second = try open()
        let recovery = try #require(second.recovery)
        #expect(recovery.setAside == database + ".damaged-20261125T121600Z")
        #expect(recovery.backup == folder.file(of: minute(999).time))
        #expect(recovery.passedOver == ["monitor-20261124T1200Z.db: file is not a database"])
        let gap = Gap(from: minute(999).time, to: now, reason: "the database was damaged: \(recovery.finding)")
        #expect(recovery.gap == gap)
        #expect(try await second.gaps(from: now - .seconds(60), to: now) == [gap])
        #expect(try await second.gaps(from: now + .seconds(1), to: now + .seconds(60)) == [])
        #expect(try await second.gaps(from: .start, to: minute(998).time) == [])
        #expect(try await second.readings(of: .ports, from: always.from, to: always.to) == (0..<1000).map(minute))
        #expect(directory.names.contains("monitor.db.damaged-20261125T121600Z"))
        #expect(!directory.names.contains("monitor.db.restoring"))
        #expect(elsewhere.names.count == 2)
    }

    @Test func `keeps its events, incidents and numbers where only readings are damaged`() async throws {
        let first = try await archive()
        let events = try await first.events(limit: 9)
        let pages = try await first.pages(of: "hot")
        try await first.close()
        spoil(pages, of: database)
        let second = try open()
        #expect(second.recovery?.hasAllEvents == true)
        #expect(try await second.events(limit: 9) == events)
        #expect(try await second.openIncidents().map(\.number) == [7])
        #expect(second.recovery?.description.hasSuffix("no readings are known") == true)
    }

    @Test func `whose events are damaged too goes on with those of the backup, and gives no number again`() async throws
    {
        let first = try await archive()
        let pages = try await first.pages(of: "incidents") + first.pages(of: "events")
        try await first.close()
        spoil(pages, of: database)
        let second = try open()
        #expect(second.recovery?.hasAllEvents == false)
        #expect(try await second.events(limit: 9) == [.loss(of: "sw-1", at: .start)])
        #expect(try await second.lastIncidentNumber() >= 7)
        #expect(second.recovery?.description.hasSuffix("nothing is known") == true)
    }

    @Test func `met while it is used is replaced without a restart, and what is in hand is stored`() async throws {
        let archive = try await archive()
        let pages = try await archive.pages(of: "hot")
        try await archive.settle()
        spoil(pages, of: database)
        await #expect(throws: StoreError.self) {
            try await archive.readings(of: .ports, from: always.from, to: always.to)
        }
        let error = await #expect(throws: StoreError.self) {
            try await archive.write(Batch(readings: [minute(2000)]))
        }
        #expect(error?.code == .damaged)

        let other = GroupKey(host: "sw-2", group: "if-mib.ports")
        let late = Readings(key: other, time: minute(2001).time, values: [.integer(1), nil, nil])
        let recovery = try await archive.recover(
            writing: Batch(readings: [minute(2000), late], events: [.loss(of: "sw-3", at: minute(2000).time)]),
            backups: folder, now: now)
        #expect(recovery.gap.from == minute(999).time)
        #expect(recovery.gap.to == minute(2000).time)
        #expect(await archive.account.recovery == recovery)
        try await archive.write(Batch(readings: [minute(2002)]))
        let expected = (0..<1000).map(minute) + [minute(2000), minute(2002)]
        #expect(try await archive.readings(of: .ports, from: always.from, to: always.to) == expected)
        // A layout that was stored after the backup is known all the same.
        #expect(try await archive.readings(of: other, from: always.from, to: always.to) == [late])
        #expect(try await archive.events(limit: 9).map(\.check.host) == ["sw-3", "sw-2", "sw-1"])
        try await archive.close()
        let again = try open()
        #expect(again.recovery == nil)
        #expect(try await again.readings(of: .ports, from: always.from, to: always.to) == expected)
    }

    @Test func `without a good backup is replaced by a new one`() async throws {
        let first = try open()
        try await first.write(
            Batch(
                layouts: [.ports(["1", "2"])], readings: (0..<1000).map(minute),
                events: [.loss(of: "sw-1", at: .start)]))
        let pages = try await first.pages(of: "hot")
        try await first.close()
        spoil(pages, of: database)
        let second = try open()
        #expect(second.recovery?.backup == nil)
        #expect(second.recovery?.gap.from == nil)
        #expect(try await second.readings(of: .ports, from: always.from, to: always.to) == [])
        #expect(try await second.events(limit: 9) == [.loss(of: "sw-1", at: .start)])
        #expect(try await second.gaps(from: always.from, to: .start).map(\.from) == [nil])
    }

    // MARK: - Restoring by hand

    @Test func `a backup that is restored takes the place, and what was there is kept`() async throws {
        let first = try await archive()
        let backup = folder.file(of: minute(999).time)
        let refusal = #expect(throws: StoreError.self) {
            try Restoration.carryOut(backup, to: directory.path, now: now)
        }
        #expect(refusal?.code == .inUse)
        try await first.close()
        let restored = try Restoration.carryOut(backup, to: directory.path, now: now)
        #expect(restored.gap == Gap(from: minute(999).time, to: minute(1999).time, reason: "a backup was restored"))
        let aside = try #require(restored.setAside)
        #expect(aside == database + ".before-restore-20261125T121600Z")
        #expect(try DatabaseCopy(path: aside).verify().newest == minute(1999).time)

        let second = try open()
        #expect(second.recovery == nil)
        #expect(try await second.readings(of: .ports, from: always.from, to: always.to) == (0..<1000).map(minute))
        #expect(try await second.gaps(from: always.from, to: always.to).count == 1)
        #expect(try await second.events(host: "monitor", limit: 9).count == 1)
        #expect(elsewhere.names.count == 1)
    }

    @Test func `what is no good backup is refused, and nothing is touched`() async throws {
        let first = try await archive()
        try await first.close()
        let before = directory.names
        elsewhere.write(String(repeating: "rubbish ", count: 2000), to: "rubbish.db")
        try await DatabaseQueue(path: elsewhere.path + "/strange.db").write {
            try $0.execute(sql: "CREATE TABLE a (b)")
        }
        for (name, words) in [
            ("rubbish.db", "file is not a database"), ("strange.db", "is no database of this program"),
            ("missing.db", "No such file or directory"),
        ] {
            let error = #expect(throws: StoreError.self) {
                try Restoration.carryOut(elsewhere.path + "/" + name, to: directory.path, now: now)
            }
            #expect(error?.description.contains(words) == true, "\(String(describing: error))")
        }
        #expect(directory.names == before)
    }
}

extension Incident {
    /// An open one about a host.
    static func of(_ host: String, number: Number, at time: Timestamp) -> Incident {
        Incident(
            number: number, cause: Check(host: host, aspect: .reach), site: "a", status: .red, worst: .red,
            reason: .hostDown, opened: time)
    }
}
