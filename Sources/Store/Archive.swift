import FoundationEssentials
import GRDB
public import Model

/// The daemon's database: `DIRECTORY/monitor.db`, one connection, used by nobody else but `Outbox` and readers.
///
/// All work is done on the archive's own queue; a call blocks the caller only until it has been carried out.
public actor Archive {
    private nonisolated let executor = ArchiveExecutor()
    public nonisolated var unownedExecutor: UnownedSerialExecutor {
        unsafe executor.asUnownedSerialExecutor()
    }

    /// What had to be set aside at start; `nil` if the database was sound.
    public nonisolated let recovery: Recovery?
    /// Readings that were not stored: no layout was known, more values than slots, a time before 1970.
    public internal(set) var refusedReadings = 0
    /// Rows that could not be read back: a checksum was wrong or a reference was missing.
    public internal(set) var damagedRows = 0
    /// What of them was no JSON.
    var damagedContents: Set<Data> = []

    /// The disk has no room: readings are being lost, events are kept as long as the reserve lasts.
    public internal(set) var isFull = false

    /// What was found wrong with the file while it was used: nothing is written any more before `recover`.
    var damage: StoreError?
    /// The last time that the database was replaced, at start or later.
    var latestRecovery: Recovery?

    nonisolated let path: String
    nonisolated let file: DatabaseFile
    let reserve: DiskReserve
    /// Held until `close`.
    private var lock: DirectoryLock?
    var database: DatabaseQueue
    var catalog: GroupCatalog
    /// The runs that are being written, by group.
    var runs: [StoredGroup.ID: HotRun] = [:]
    /// The run of each group before the one that is being written, until it is sealed.
    var endedRuns: [StoredGroup.ID: HotRun] = [:]
    var sealing = Sealing()
    /// The last readings of groups that have no open run, as far as they were asked for or sealed since the start.
    var newest: [StoredGroup.ID: Readings] = [:]
    var synchronous = Synchronous.full

    /// How much a commit must outlive.
    enum Synchronous: String {
        /// The end of the process.
        case normal = "NORMAL"
        /// A power cut.
        case full = "FULL"
    }

    /// Opens or makes the database, brings its tables up to date and checks it. One that is damaged is set aside and
    /// replaced by the newest good backup.
    ///
    /// - Parameters:
    ///   - directory: A directory on a local disk that exists and can be written.
    ///   - backups: Where backups are looked for; `nil`: in `DIRECTORY/backups`.
    ///   - now: Stands in the name of a damaged database that is set aside.
    public init(directory: String, backups: BackupFolder? = nil, now: Timestamp) throws(StoreError) {
        file = DatabaseFile(directory: directory)
        path = file.path
        reserve = DiskReserve(path: directory + "/reserve")
        try file.checkDirectory()
        lock = try DirectoryLock(directory: directory)
        do throws(StoreError) {
            (database, catalog) = try Self.open(file)
            recovery = nil
        } catch {
            guard error.code == .damaged else { throw error }
            let rescue = Rescue(file: file, backups: backups ?? BackupFolder(path: directory + "/backups"), now: now)
            (recovery, database, catalog) = try rescue.carryOut(
                finding: error.cause ?? error.problem, until: now, open: nil)
        }
        latestRecovery = recovery
        reserve.fill()
        damagedRows = catalog.damagedRows
    }

    static func open(_ file: DatabaseFile) throws(StoreError) -> (DatabaseQueue, GroupCatalog) {
        do {
            let database = try file.open(label: "archive", patience: .seconds(5))
            if let finding = try file.damage(in: database) {
                throw StoreError(
                    .damaged, problem: "\(file.path) is damaged", remedy: "it is set aside", cause: finding)
            }
            let isNewer = try database.read { try Schema.migrator.hasBeenSuperseded($0) }
            guard !isNewer else {
                throw StoreError(
                    .newerSchema, problem: "\(file.path) was written by a newer version of the program",
                    remedy: "install that version again, or move the file away to start a new one")
            }
            try Schema.migrator.migrate(database)
            try database.write { try endRuns(in: $0) }
            return (database, try database.read { try GroupCatalog($0) })
        } catch {
            throw StoreError(error, while: "open", path: file.path)
        }
    }

    /// Closes the connection; nothing may be called after it.
    public func close() throws(StoreError) {
        try attempt("close") { _ in }
        do {
            try database.close()
        } catch {
            throw StoreError(error, while: "close", path: path)
        }
        lock = nil
    }

    /// Does something outside of a transaction, with errors as this module's.
    func attempt<Result>(_ task: String, _ body: (Database) throws -> Result) throws(StoreError) -> Result {
        do {
            return try database.writeWithoutTransaction(body)
        } catch {
            throw noted(StoreError(error, while: task, path: path))
        }
    }
}
