import GRDB
import GRDBSQLite
import Glibc
import Model

/// Where the database lies, and how every connection to it is set up.
struct DatabaseFile {
    /// By measurement (docs/decisions/0027). A database that is there keeps the length that it was made with.
    static let pageBytes = 2048
    /// So long the journal grows before its pages are put in their place: 8 MB.
    private static let pagesToCheckpoint = 4000
    /// Of larger files the tables of readings are not read through at start: it takes 2 s of processor time for 1 GB.
    /// Their rows carry checksums, the daily backup reads everything, and damage that is met later is dealt with then.
    static let wholeCheckBytes = 64 << 20
    private static let tablesOfReadings = ["hot", "shortChunks", "dayChunks", "hourRollUps", "dayRollUps"]

    let directory: String

    var path: String { directory + "/monitor.db" }

    var exists: Bool { unsafe access(path, F_OK) == 0 }

    /// Refuses what could only fail later, with the remedy.
    func checkDirectory() throws(StoreError) {
        var status = stat()
        guard unsafe stat(directory, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
            throw StoreError(
                .missingDirectory, problem: "there is no directory \(directory)",
                remedy: "make it: install -d -o monitor -g monitor -m 0750 \(directory)")
        }
        guard unsafe access(directory, W_OK | X_OK) == 0 else {
            throw StoreError(
                .notWritable, problem: "\(directory) cannot be written",
                remedy: "give it to the user that the daemon runs as (chown), and look for a read-only mount")
        }
        if let type = MountTable.current?.type(ofDevice: UInt64(status.st_dev)), MountTable.networkTypes.contains(type)
        {
            throw StoreError(
                .networkFileSystem, problem: "\(directory) is on a network file system (\(type))",
                remedy: "choose a directory on a local disk: SQLite's locks do not work over a network")
        }
    }

    /// A connection that waits up to `patience` for another process's write lock.
    func open(label: String, patience: Duration, isReadOnly: Bool = false) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.label = label
        configuration.readonly = isReadOnly
        if !isReadOnly { configuration.journalMode = .wal }
        configuration.foreignKeysEnabled = false
        let (seconds, attoseconds) = patience.components
        configuration.busyMode = .timeout(Double(seconds) + Double(attoseconds) / 1e18)
        configuration.prepareDatabase { database in
            guard !isReadOnly else { return }
            // Debian builds SQLite with SECURE_DELETE on: it would overwrite every deleted reading with zeros.
            try database.execute(
                sql: """
                    PRAGMA secure_delete = OFF;
                    PRAGMA page_size = \(DatabaseFile.pageBytes);
                    PRAGMA cache_size = -16384;
                    PRAGMA wal_autocheckpoint = \(DatabaseFile.pagesToCheckpoint);
                    PRAGMA journal_size_limit = 67108864;
                    """)
        }
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        // GRDB opens a WAL database with NORMAL, behind `prepareDatabase`. A connection of ours begins with the level that
        // outlives a power cut; whoever can do with less says so.
        try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
        return queue
    }

    /// What SQLite finds wrong in the file, `nil` if nothing.
    func damage(in queue: DatabaseQueue) throws -> String? {
        try queue.writeWithoutTransaction { database in
            let bytes = try Int.fetchOne(
                database, sql: "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
            var checks = ["PRAGMA quick_check(1)"]
            if bytes ?? 0 > Self.wholeCheckBytes {
                let tables = try String.fetchAll(database, sql: "SELECT name FROM sqlite_schema WHERE type = 'table'")
                checks = tables.filter { !Self.tablesOfReadings.contains($0) }.map { "PRAGMA quick_check('\($0)')" }
            }
            for check in checks {
                if let finding = try String.fetchOne(database, sql: check), finding != "ok" { return finding }
            }
            return nil
        }
    }

    /// A connection that leaves everything as it is.
    func openAsIs(label: String) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.label = label
        configuration.busyMode = .timeout(20)
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA cache_size = -4096") }
        return try DatabaseQueue(path: path, configuration: configuration)
    }

    /// Moves the database with its journal out of the way, whole. Nothing that was set aside before is overwritten.
    ///
    /// - Parameter mark: Stands behind its name: `damaged-20261127T033000Z`.
    /// - Returns: its new name; it may be that there was nothing to move.
    func setAside(mark: String) throws(StoreError) -> String {
        let names = (1...100).map { $0 == 1 ? "\(path).\(mark)" : "\(path).\(mark)-\($0)" }
        guard let target = names.first(where: { FileIdentity(path: $0) == nil }) else {
            throw StoreError(.failed, problem: "\(path) was set aside 100 times", remedy: "remove \(path).\(mark)*")
        }
        for suffix in ["", "-wal", "-shm"] {
            guard unsafe rename(path + suffix, target + suffix) == 0 || errno == ENOENT else {
                throw StoreError(
                    .failed, problem: "\(path) cannot be renamed to \(target)", remedy: "move it away by hand",
                    cause: unsafe String(cString: strerror(errno)))
            }
        }
        return target
    }

    /// The length of a file, `nil` if there is none.
    static func size(of path: String) -> Int64? {
        var status = stat()
        return unsafe stat(path, &status) == 0 ? Int64(status.st_size) : nil
    }

    /// A moment as it stands in names of files: `20261127T033000Z`.
    static func stamp(_ moment: Timestamp) -> String {
        String(moment.description.filter { $0 != "-" && $0 != ":" }.prefix(15)) + "Z"
    }
}
