import GRDB
import Glibc
import Model
import Testing

@testable import Store

@Suite struct `Backups` {
    private let directory: TemporaryDirectory
    private let elsewhere: TemporaryDirectory
    private var target: String { elsewhere.path + "/copy.db" }

    init() throws {
        directory = try TemporaryDirectory()
        elsewhere = try TemporaryDirectory()
    }

    private func archive(_ minutes: Range<Int> = 0..<300) async throws -> Archive {
        let archive = try Archive(directory: directory.path, now: .start)
        try await archive.write(Batch(layouts: [.ports(["1", "2"])], readings: minutes.map(minute)))
        return archive
    }

    @Test func `a backup that is made while readings are written has all up to one moment`() async throws {
        let archive = try await archive()
        let writing = Task {
            for number in 300..<2000 { try await archive.write(Batch(readings: [minute(number)])) }
        }
        let backup = try await BackupRun(of: directory.path, to: target, pace: .gentle).made()
        try await writing.value

        #expect(elsewhere.names == ["copy.db"])
        var status = stat()
        #expect(stat(target, &status) == 0 && status.st_mode & 0o777 == 0o600 && Int64(status.st_size) == backup.bytes)
        let mode = try await DatabaseQueue(path: target).read { try String.fetchOne($0, sql: "PRAGMA journal_mode") }
        #expect(mode == "delete")

        let other = try TemporaryDirectory()
        #expect(rename(target, other.path + "/monitor.db") == 0)
        let copy = try Archive(directory: other.path, now: .start)
        let found = try await copy.readings(of: .ports, from: always.from, to: always.to)
        #expect(found.count >= 300)
        #expect(found == (0..<found.count).map(minute))
        #expect(backup.newest == Timestamp(seconds: found.last.map { $0.time.milliseconds / 1000 } ?? 0))
        #expect(try await archive.readings(of: .ports, from: always.from, to: always.to).count == 2000)
    }

    @Test func `a file that is there is replaced only if that is wanted, and never the database itself`() async throws {
        _ = try await archive()
        elsewhere.write("somebody's", to: "copy.db")
        var error = #expect(throws: StoreError.self) { try BackupRun(of: directory.path, to: target).make() }
        #expect(error?.description == "\(target) is there already; name another file, or --force")
        let backup = try BackupRun(of: directory.path, to: target, replaces: true).make()
        #expect(backup.bytes > 10_000)
        let database = directory.path + "/monitor.db"
        error = #expect(throws: StoreError.self) {
            try BackupRun(of: directory.path, to: database, replaces: true).make()
        }
        #expect(error?.description == "\(database) is the database itself; name another file")
        #expect(elsewhere.names == ["copy.db"])
    }

    @Test func `one that is stopped leaves nothing`() async throws {
        _ = try await archive()
        let run = BackupRun(of: directory.path, to: target)
        run.cancel()
        let error = #expect(throws: StoreError.self) { try run.make() }
        #expect(error?.code == .cancelled)
        #expect(elsewhere.names == [])

        let second = BackupRun(of: directory.path, to: target)
        let stopped = #expect(throws: StoreError.self) { try second.make { _, _ in second.cancel() } }
        #expect(stopped?.code == .cancelled)
        #expect(elsewhere.names == [])
    }

    @Test func `of a damaged database no backup is made, and the database is named`() async throws {
        let archive = try await archive(0..<3000)
        let pages = try await archive.pages(of: "hot")
        try await archive.settle()
        spoil(Array(pages.dropFirst(pages.count / 2).prefix(1)), of: directory.path + "/monitor.db")
        let error = #expect(throws: StoreError.self) { try BackupRun(of: directory.path, to: target).make() }
        #expect(error?.code == .damaged)
        #expect(error?.problem.contains(directory.path + "/monitor.db") == true, "\(String(describing: error))")
        #expect(elsewhere.names == [])
    }

    @Test func `names sort by time, the newest are kept, and what is not ours stays`() throws {
        let folder = BackupFolder(path: elsewhere.path)
        let day = Duration.seconds(86_400)
        #expect(folder.file(of: .start) == elsewhere.path + "/monitor-20261123T1016Z.db")
        for number in 0..<5 {
            elsewhere.write("x", to: String(folder.file(of: .start + day * number).dropFirst(elsewhere.path.count + 1)))
        }
        for name in ["monitor-20261123T1016Z.db.new", "monitor-2026.db", "notes.txt", "monitor-20991123T1016Z.db"] {
            elsewhere.write("x", to: name)
        }
        let now = Timestamp.start + day * 4
        #expect(try folder.entries(now: now).map(\.time) == (0..<5).reversed().map { .start + day * $0 })
        try folder.keep(2, now: now)
        #expect(
            elsewhere.names == [
                "monitor-2026.db", "monitor-20261126T1016Z.db", "monitor-20261127T1016Z.db",
                "monitor-20991123T1016Z.db", "notes.txt",
            ])
    }

    @Test func `one is due once a day at its time, also when the daemon was not there then`() {
        let day = Duration.seconds(86_400)
        // 03:30 of the day of a moment
        func at(_ moment: Timestamp) -> Timestamp {
            Timestamp(seconds: moment.milliseconds / 86_400_000 * 86_400 + 3 * 3600 + 1800)
        }
        var schedule = BackupSchedule(started: .start)
        func isDue(_ now: Timestamp, newest: Timestamp?) -> Bool {
            schedule.isDue(now: now, newest: newest, moment: at)
        }
        let soon = Timestamp.start + .seconds(61)
        #expect(!isDue(.start, newest: nil))
        #expect(isDue(soon, newest: nil))
        // It is 10:17; what was made at 04:00 is of today, what was made at 03:00 is not.
        #expect(!isDue(soon, newest: at(.start) + .seconds(1800)))
        #expect(isDue(soon, newest: at(.start) - .seconds(1800)))
        // At night before the time: of yesterday
        let night = at(.start + day) - .seconds(60)
        #expect(!isDue(night, newest: at(.start) + .seconds(60)))
        #expect(isDue(night + .seconds(60), newest: at(.start) + .seconds(60)))

        schedule.begin()
        #expect(!isDue(soon, newest: nil))
        schedule.fail(StoreError(.noRoom, problem: "no room", remedy: "make room"), at: soon)
        #expect(!isDue(soon + .seconds(3599), newest: nil))
        #expect(isDue(soon + .seconds(3600), newest: nil))
        // A clock that is set back behind the failure does not wait for it to come again.
        #expect(isDue(soon - .seconds(1), newest: nil))
        schedule.succeed(at: soon, bytes: 5)
        #expect(schedule.failure == nil && schedule.last == soon)
    }
}
