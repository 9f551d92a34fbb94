import FoundationEssentials
import GRDB
import Glibc
import Model

/// A database file that nobody else uses: a backup, or a file that is to become one or to take the database's place.
struct DatabaseCopy {
    let path: String

    /// What was found in a sound one.
    struct Contents: Equatable {
        /// The newest reading or event.
        var newest: Timestamp?
    }

    /// Opens it without a change of its journal's kind, for this connection alone.
    func open() throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.label = "copy"
        configuration.prepareDatabase { database in
            // Alone: no shared memory, which some file systems do not have.
            try database.execute(sql: "PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -4096")
        }
        return try DatabaseQueue(path: path, configuration: configuration)
    }

    /// Reads the file through from end to end and makes it one plain file, without a journal beside it.
    ///
    /// - Parameters:
    ///   - counts: How many rows its tables must have, if that is known.
    ///   - working: Given the connection while it is at work, so that it can be interrupted; then `nil`.
    func verify(
        counts: [String: Int]? = nil, working: (DatabaseQueue?) throws -> Void = { _ in }
    ) throws(StoreError) -> Contents {
        do {
            let queue = try open()
            try working(queue)
            let contents = try queue.writeWithoutTransaction { database in
                if let finding = try String.fetchOne(database, sql: "PRAGMA quick_check(1)"), finding != "ok" {
                    throw bad(finding)
                }
                try checkSchema(database)
                if let counts {
                    let found = try DatabaseCopy.counts(in: database)
                    if let table = counts.keys.sorted().first(where: { found[$0] != counts[$0] }) {
                        let rows = "\(found[table] ?? 0) of \(counts[table] ?? 0) rows"
                        throw bad("table \(table) has \(rows)")
                    }
                }
                let newest = try NewestEntry.time(in: database)
                try database.execute(sql: "PRAGMA journal_mode = DELETE")
                return Contents(newest: newest)
            }
            try working(nil)
            try queue.close()
            return contents
        } catch {
            throw StoreError(error, while: "read", path: path)
        }
    }

    private func bad(_ finding: String) -> StoreError {
        StoreError(.damaged, problem: "\(path) is damaged", remedy: "use another backup", cause: finding)
    }

    private func checkSchema(_ database: Database) throws {
        let isOurs = try database.tableExists("grdb_migrations") && database.tableExists("hot")
        guard isOurs else {
            throw StoreError(.failed, problem: "\(path) is no database of this program", remedy: "name a backup")
        }
        guard try !Schema.migrator.hasBeenSuperseded(database) else {
            throw StoreError(
                .newerSchema, problem: "\(path) was written by a newer version of the program",
                remedy: "install that version again")
        }
    }

    /// How many rows each table has.
    static func counts(in database: Database) throws -> [String: Int] {
        let tables = try String.fetchAll(
            database,
            sql: "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'")
        return try Dictionary(
            uniqueKeysWithValues: tables.map { table in
                (table, try Int.fetchOne(database, sql: "SELECT count(*) FROM \"\(table)\"") ?? 0)
            })
    }

    /// Makes an empty file of mode 0600, in place of what lies there.
    func create() throws(StoreError) {
        remove()
        let descriptor = unsafe Glibc.open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw StoreError(errno: errno, while: "create", path: path) }
        close(descriptor)
    }

    /// Fills it with what another file holds; with a journal that lies beside that file, its journal.
    func fill(from source: String) throws(StoreError) {
        for suffix in ["", "-wal"] where suffix.isEmpty || DatabaseFile.size(of: source + suffix) ?? 0 > 0 {
            try FileBytes.copy(from: source + suffix, to: path + suffix)
        }
    }

    /// Has the disk take it, and the memory that it was read through given back.
    func settle() throws(StoreError) {
        try FileBytes.flush(path)
    }

    /// Removes it, with journals of it.
    func remove() {
        for suffix in ["", "-journal", "-wal", "-shm"] { unsafe unlink(path + suffix) }
    }
}

/// Whole files. Never of a database that this process has open: closing any descriptor of it
/// would take SQLite's locks away (man 2 fcntl).
enum FileBytes {
    static func copy(from source: String, to target: String) throws(StoreError) {
        let input = unsafe open(source, O_RDONLY | O_CLOEXEC)
        guard input >= 0 else { throw StoreError(errno: errno, while: "read", path: source) }
        defer { close(input) }
        let output = unsafe open(target, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard output >= 0 else { throw StoreError(errno: errno, while: "write", path: target) }
        defer { close(output) }
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            let count = unsafe buffer.withUnsafeMutableBytes { unsafe read(input, $0.baseAddress, $0.count) }
            guard count >= 0 else { throw StoreError(errno: errno, while: "read", path: source) }
            if count == 0 { return }
            guard writeAll(buffer[..<count], to: output) else {
                throw StoreError(errno: errno, while: "write", path: target)
            }
        }
    }

    private static func writeAll(_ bytes: ArraySlice<UInt8>, to output: Int32) -> Bool {
        var rest = bytes
        while !rest.isEmpty {
            let written = unsafe rest.withUnsafeBytes { unsafe write(output, $0.baseAddress, $0.count) }
            guard written > 0 else { return false }
            rest = rest.dropFirst(written)
        }
        return true
    }

    /// Waits until the disk has the file; its pages need not stay in memory.
    static func flush(_ path: String) throws(StoreError) {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw StoreError(errno: errno, while: "write", path: path) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw StoreError(errno: errno, while: "write", path: path) }
        // Advice only.
        _ = posix_fadvise(descriptor, 0, 0, POSIX_FADV_DONTNEED)
    }

    /// Renames a file and waits until the disk knows it.
    static func rename(_ source: String, to target: String) throws(StoreError) {
        guard unsafe Glibc.rename(source, target) == 0 else {
            throw StoreError(errno: errno, while: "put in place", path: target)
        }
        let directory = directory(of: target)
        let descriptor = unsafe open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw StoreError(errno: errno, while: "write", path: directory) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw StoreError(errno: errno, while: "write", path: directory) }
    }

    static func directory(of path: String) -> String {
        path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    }

    /// How many bytes may still be written to the file system of a directory; `nil` if it does not tell.
    static func room(in directory: String) -> Int64? {
        var system = statvfs()
        guard unsafe statvfs(directory, &system) == 0 else { return nil }
        return Int64(clamping: UInt64(system.f_bavail) * UInt64(system.f_frsize))
    }
}
