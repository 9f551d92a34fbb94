import Foundation
import Model
import Testing

/// Backups, a damaged database and a full disk, with the programs as they run.
@Suite(.serialized) struct DamageTests {
    let scene: Scene
    private var database: String { scene.path("data/monitor.db") }

    init() throws { scene = try Scene() }

    private func startDaemon() async throws -> Program {
        let agent = try await scene.startAgent()
        try scene.configure(["good: {address: '127.0.0.1:\(agent.port)'}"])
        let daemon = try await scene.startDaemon()
        try await scene.light(of: "good", becomes: .green)
        return daemon
    }

    private func run(_ words: String...) async throws -> Program.Outcome {
        try await scene.run(Built.monitor, words + ["--config", scene.configuration])
    }

    private func rows(_ table: String = "hot") async throws -> Int {
        try #require(Int(try await scene.sqlite("SELECT count(*) FROM \(table)")))
    }

    /// Waits until the daemon has stored more readings.
    private func storesReadings() async throws {
        let before = try await rows()
        try await eventually("more readings are stored", within: .seconds(30)) { try await rows() > before }
    }

    /// Puts a backup where the daemon looks for those that it makes.
    private func backUp() async throws -> String {
        try await eventually("readings are stored", within: .seconds(30)) { try await rows() > 5 }
        try scene.makeDirectory("data/backups")
        let digits = Timestamp(seconds: Int64(Date().timeIntervalSince1970)).description.filter {
            $0 != "-" && $0 != ":"
        }
        let file = scene.path("data/backups/monitor-\(digits.prefix(13))Z.db")
        let backup = try await run("backup", file)
        try #require(backup.code == 0, "\(backup.errors)")
        #expect(backup.output.contains(/monitor-.*\.db: \d+\.\d MB in \d+\.\d+ s, read back, good/), "\(backup.output)")
        return file
    }

    @Test func `a backup is made while the daemon writes, and restored when it has ended`() async throws {
        let daemon = try await startDaemon()
        let file = try await backUp()
        let again = try await run("backup", file)
        #expect(again.code == EX_CANTCREAT && again.errors.contains("is there already; name another file, or --force"))
        let forced = try await run("backup", "--force", file)
        #expect(forced.code == 0, "\(forced.errors)")
        let names = try FileManager.default.contentsOfDirectory(atPath: scene.path("data/backups"))
        #expect(names.count == 1)
        let check = try await scene.run(
            "/usr/bin/sqlite3", [file, "PRAGMA integrity_check; SELECT count(*) > 5 FROM hot"])
        #expect(check.output == "ok\n1\n", "\(check.errors)")
        try await storesReadings()

        let refused = try await run("restore", file)
        #expect(refused.code == EX_TEMPFAIL && refused.errors.contains("another daemon uses the data directory"))
        daemon.end()
        let before = try await rows()
        let restored = try await run("restore", file)
        #expect(restored.code == 0, "\(restored.errors)")
        #expect(restored.output.contains(/lies in .*monitor\.db\.before-restore-\d{8}T\d{6}Z\n/), "\(restored.output)")
        #expect(restored.output.contains("lost: from "))
        #expect(try await rows() < before)
        _ = try await scene.startDaemon()
        try await storesReadings()
        #expect(try await scene.events().contains { $0.check.host == "monitor" && "\($0.reason)".contains("restored") })
        #expect(try await rows("gaps") == 1)
    }

    @Test func `damage while it runs is found, and the last good backup goes on without a restart`() async throws {
        let daemon = try await startDaemon()
        let file = try await backUp()
        // The file that is there now, whatever its name will be.
        let descriptor = open(database, O_WRONLY)
        defer { close(descriptor) }
        let rubbish = [UInt8](repeating: 0xAA, count: 4096)
        try await eventually("the damage is found; \(daemon.errors)", within: .seconds(60)) {
            // Another process's commit has the daemon read pages anew. It fails when it meets the damage itself.
            _ = try await scene.run(
                "/usr/bin/sqlite3",
                [database, "INSERT OR REPLACE INTO state VALUES ('test', x'01'); PRAGMA wal_checkpoint(TRUNCATE)"])
            var status = stat()
            fstat(descriptor, &status)
            // All but the first: that it is a database can still be seen.
            for page in 1..<max(2, status.st_size / 4096) { pwrite(descriptor, rubbish, 4096, page * 4096) }
            return daemon.errors.contains("took its place")
        }
        #expect(!daemon.hasEnded)
        #expect(daemon.errors.contains("the backup \(file) took its place"))
        try await storesReadings()
        #expect(try await scene.sqlite("PRAGMA integrity_check") == "ok")
        #expect(try await rows("gaps") == 1)
        try await scene.light(of: "monitor", becomes: .yellow)
        let own = try await scene.monitor("status", "monitor").output
        #expect(own.contains("the database was damaged"), "\(own)")
        try await scene.light(of: "good", becomes: .green)
        let series = try await scene.monitor("query", "good", "*").output
        #expect(series.contains("Readings lost: ") && series.contains("(the database was damaged"), "\(series)")

        let names = try FileManager.default.contentsOfDirectory(atPath: scene.path("data"))
        let aside = names.filter { $0.contains("damaged-") }
        #expect(!aside.isEmpty)
        for name in aside { try FileManager.default.removeItem(atPath: scene.path("data/\(name)")) }
        try await eventually("the light is green when the file is gone", within: .seconds(30)) {
            try await scene.detail("monitor").verdict(.disk, "database")?.status == .green
        }
    }

    @Test func `damage at the start is found, and the last good backup is gone on with`() async throws {
        let first = try await startDaemon()
        let file = try await backUp()
        first.signal(SIGKILL)
        _ = try await first.outcome()
        _ = try await scene.sqlite("PRAGMA wal_checkpoint(TRUNCATE)")
        let handle = try #require(FileHandle(forUpdatingAtPath: database))
        try handle.seek(toOffset: 4096)
        try handle.write(contentsOf: Data(repeating: 0xAA, count: 40 * 4096))
        try handle.close()
        let second = try await scene.startDaemon()
        #expect(second.errors.contains("the backup \(file) took its place"), "\(second.errors)")
        try await storesReadings()
        try await scene.light(of: "good", becomes: .green)
        #expect(try await rows("gaps") == 1)
    }

    @Test func `a full disk loses readings but no event, and is got over without help`() async throws {
        let agent = try await scene.startAgent()
        try scene.configure(["good: {address: '127.0.0.1:\(agent.port)'}"])
        // A small disk of the daemon's own: mounts of this namespace end with it.
        let isRoot = geteuid() == 0
        let daemon = try scene.start(
            "/usr/bin/unshare",
            (isRoot ? [] : ["--user", "--map-root-user"]) + [
                "--mount", "/bin/sh", "-c",
                "mount -t tmpfs -o size=24m tmpfs \"$1\" && exec \"$0\" --config \"$2\"",
                Built.monitord, scene.path("data"), scene.configuration,
            ])
        try await eventually("the daemon answers; \(daemon.errors)", within: .seconds(20)) {
            try #require(!daemon.hasEnded, "\(daemon.errors)")
            return try await scene.curl("/v1/status") != nil
        }
        try await scene.light(of: "good", becomes: .green)
        let inside = (isRoot ? [] : ["--user", "--preserve-credentials"]) + ["--mount", "--target", "\(daemon.id)"]
        func shell(_ line: String) async throws -> Program.Outcome {
            try await scene.run("/usr/bin/nsenter", inside + ["/bin/sh", "-c", "cd \(scene.path("data")); \(line)"])
        }
        let filled = try await shell("cat /dev/zero >filler; stat -f -c %a .")
        try #require(filled.output == "0\n", "\(filled.output) \(filled.errors)")
        try await eventually("its own light says so", within: .seconds(30)) {
            let database = try await scene.detail("monitor").verdict(.disk, "database")
            return database?.status == .red && "\(database?.reason as Any)".contains("the disk is full")
        }
        // Something that is told: it goes into the reserve.
        try scene.configure(
            ["good: {address: '127.0.0.1:\(agent.port)'}"],
            rules: ["aspect: disk, host: good, subject: '/', yellow: 0, red: 0"])
        daemon.signal(SIGHUP)
        try await scene.light(of: "good", becomes: .red)
        try await eventually("its incident is stored", within: .seconds(20)) {
            try await shell("sqlite3 monitor.db 'SELECT count(*) FROM incidents'").output.hasPrefix("0") == false
        }
        #expect(try await shell("ls reserve").code != 0)
        let refused = try await shell("\(Built.monitor) backup --config \(scene.configuration) x.db")
        #expect(refused.code == EX_CANTCREAT && refused.errors.contains("no room for a backup"), "\(refused.errors)")
        #expect(!daemon.hasEnded)

        _ = try await shell("rm filler")
        try await eventually("it stores again", within: .seconds(30)) {
            try await scene.detail("monitor").verdict(.disk, "database")?.status != .red
        }
        #expect(try await shell("ls reserve").code == 0)
        let before = try await shell("sqlite3 monitor.db 'SELECT count(*) FROM hot'").output
        try await eventually("readings are stored again", within: .seconds(30)) {
            try await shell("sqlite3 monitor.db 'SELECT count(*) FROM hot'").output != before
        }
        #expect(try await shell("sqlite3 monitor.db 'PRAGMA integrity_check'").output == "ok\n")
    }

    @Test func `a backup is made every day by itself, once`() async throws {
        let daemon = try await startDaemon()
        // Not before the first minute; the time of day has passed since the last one, for there is none.
        try await eventually("it is there; \(daemon.errors)", within: .seconds(100)) {
            daemon.errors.contains(#/backup .*/data/backups/monitor-\d{8}T\d{4}Z\.db:/#)
        }
        try await eventually("the light tells its age", within: .seconds(20)) {
            let light = try await scene.detail("monitor").verdict(.backup, "backup")
            guard light?.status == .green else { return false }
            return try await scene.monitor("status", "monitor").output.contains("the last good one is")
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: scene.path("data/backups"))
        #expect(names.count == 1)
    }
}
