import Glibc
import Model
import Testing

@testable import Store

@Suite struct `Opening the database` {
    private let directory: TemporaryDirectory
    private var path: String { directory.path }

    init() throws {
        directory = try TemporaryDirectory()
    }

    /// What opening says, `nil` if it succeeds.
    private func refusal() -> StoreError? {
        do throws(StoreError) {
            _ = try Archive(directory: path, now: .start)
            return nil
        } catch {
            return error
        }
    }

    @Test func `it may be opened again and again`() async throws {
        for number in 0..<3 {
            let archive = try Archive(directory: path, now: .start)
            try await archive.write(Batch(state: [("count", [UInt8(number)])]))
            #expect(try await archive.state("count") == [UInt8(number)])
            #expect(archive.recovery == nil)
            try await archive.close()
        }
    }

    @Test func `a newer version's database is refused and left alone`() async throws {
        let archive = try Archive(directory: path, now: .start)
        try await archive.database.writeWithoutTransaction { database in
            try database.execute(sql: "INSERT INTO grdb_migrations VALUES ('99 something of the future')")
        }
        try await archive.close()
        #expect(
            refusal()?.description == """
                \(path)/monitor.db was written by a newer version of the program; \
                install that version again, or move the file away to start a new one
                """)
        #expect(refusal()?.code == .newerSchema)
        #expect(directory.names == ["lock", "monitor.db", "reserve"])
    }

    @Test func `a directory that is missing is named with the command that makes it`() {
        rmdir(path)
        #expect(
            refusal()?.description == """
                there is no directory \(path); make it: install -d -o monitor -g monitor -m 0750 \(path)
                """)
    }

    @Test func `a directory that cannot be written is refused`() async {
        chmod(path, 0o555)
        // In a process of its own, because root may write everywhere: there it becomes nobody first.
        await #expect(processExitsWith: .success) { [path = path as String] in
            #expect(geteuid() != 0 || setuid(65_534) == 0)
            let error = #expect(throws: StoreError.self) { try Archive(directory: path, now: .start) }
            #expect(
                error?.description == """
                    \(path) cannot be written; give it to the user that the daemon runs as (chown), \
                    and look for a read-only mount
                    """)
        }
    }

    @Test func `a file that is no database is set aside whole`() async throws {
        directory.write(String(repeating: "this is no database. ", count: 500), to: "monitor.db")
        let archive = try Archive(directory: path, now: .start)
        #expect(archive.recovery?.setAside == path + "/monitor.db.damaged-20261123T101600Z")
        #expect(archive.recovery?.finding == "file is not a database")
        #expect(directory.names.contains("monitor.db.damaged-20261123T101600Z"))
        try await archive.write(Batch(state: [("key", [1])]))
        #expect(try await archive.state("key") == [1])
    }

    @Test func `a database with a page overwritten is set aside`() async throws {
        let archive = try Archive(directory: path, now: .start)
        try await archive.write(Batch(state: (0..<2000).map { ("key \($0)", [1, 2, 3]) }))
        try await archive.close()
        let file = open(path + "/monitor.db", O_WRONLY)
        // Well behind the pages of the schema.
        let offset = lseek(file, 0, SEEK_END) - 3 * off_t(DatabaseFile.pageBytes)
        let rubbish = [UInt8](repeating: 0xAA, count: DatabaseFile.pageBytes)
        #expect(pwrite(file, rubbish, rubbish.count, offset) == rubbish.count)
        close(file)
        let next = try Archive(directory: path, now: .start)
        #expect(next.recovery != nil)
        #expect(try await next.state("key 1") == nil)
    }

    @Test func `deleted readings are not overwritten with zeros`() async throws {
        let archive = try Archive(directory: path, now: .start)
        let settings = try await archive.database.writeWithoutTransaction { database in
            try ["secure_delete", "journal_mode", "page_size"].map {
                try String.fetchOne(database, sql: "PRAGMA \($0)") ?? ""
            }
        }
        #expect(settings == ["0", "wal", String(DatabaseFile.pageBytes)])
    }

    @Test func `a connection begins with the level that outlives a power cut`() throws {
        let queue = try DatabaseFile(directory: path).open(label: "test", patience: .seconds(1))
        let level = try queue.writeWithoutTransaction { try Int.fetchOne($0, sql: "PRAGMA synchronous") }
        #expect(level == 2)
    }

    @Test func `network file systems are known by their mounts`() {
        let table = MountTable(
            """
            22 28 0:20 / /sys rw,nosuid - sysfs sysfs rw
            28 1 254:1 / / rw,relatime shared:1 - ext4 /dev/vda1 rw
            90 28 0:52 / /srv/with\\040space rw,relatime shared:50 master:2 - nfs4 nas:/srv rw,vers=4.2
            nonsense
            91 28 x:y / /mnt rw - cifs //nas/x rw
            """)
        #expect(table.type(ofDevice: 52) == "nfs4")
        #expect(table.type(ofDevice: 254 << 8 | 1) == "ext4")
        #expect(table.type(ofDevice: 53) == nil)
        #expect(MountTable.networkTypes.contains("nfs4"))
        #expect(!MountTable.networkTypes.contains("ext4"))
    }
}
