import GRDB
import Glibc
import Model

/// Puts something good in the place of a damaged database.
struct Rescue {
    let file: DatabaseFile
    let backups: BackupFolder
    let now: Timestamp

    /// What stands ready to take the place.
    private struct Candidate {
        var backup: String
        var contents: DatabaseCopy.Contents
    }

    /// Sets the present database aside, and opens what took its place.
    ///
    /// - Parameters:
    ///   - finding: What is wrong with the present one.
    ///   - until: From when on readings are known again.
    ///   - open: The connection to the present one, which is closed.
    func carryOut(
        finding: String, until: Timestamp, open connection: DatabaseQueue?
    ) throws(StoreError) -> (Archive.Recovery, DatabaseQueue, GroupCatalog) {
        let ready = DatabaseCopy(path: file.path + ".restoring")
        var passedOver: [String] = []
        let candidate = try candidate(into: ready, &passedOver)
        // Renamed before it is closed: SQLite removes the journal by its name.
        let setAside = try file.setAside(mark: "damaged-\(DatabaseFile.stamp(now))")
        do {
            try connection?.close()
        } catch {
            // Then it goes with the last who uses it; the file is out of the way.
        }
        if candidate != nil { try FileBytes.rename(ready.path, to: file.path) }
        let (database, _) = try Archive.open(file)
        let newest = candidate?.contents.newest
        let gap = Gap(from: newest, to: max(until, newest ?? until), reason: "the database was damaged: \(finding)")
        do {
            let salvage = Salvage(from: setAside)
            let isWhole = try salvage.carryOver(to: database)
            try database.write { try gap.insert(into: $0) }
            let recovery = Archive.Recovery(
                setAside: setAside, finding: finding, backup: candidate?.backup, passedOver: passedOver, gap: gap,
                hasAllEvents: isWhole)
            return (recovery, database, try database.read { try GroupCatalog($0) })
        } catch {
            throw StoreError(error, while: "restore", path: file.path)
        }
    }

    /// The newest backup that is good, copied and read through. A bad one is passed over, never removed.
    private func candidate(
        into ready: DatabaseCopy, _ passedOver: inout [String]
    ) throws(StoreError) -> Candidate? {
        ready.remove()
        for entry in try entries(&passedOver) {
            do throws(StoreError) {
                let contents = try take(entry.path, into: ready)
                return Candidate(backup: entry.path, contents: contents)
            } catch {
                ready.remove()
                let name = entry.path.split(separator: "/").last.map(String.init) ?? entry.path
                passedOver.append("\(name): \(error.cause ?? error.problem)")
            }
        }
        return nil
    }

    private func entries(_ passedOver: inout [String]) throws(StoreError) -> [BackupFolder.Entry] {
        do throws(StoreError) {
            return try backups.entries(now: now)
        } catch {
            passedOver.append(error.description)
            return []
        }
    }

    /// A copy, so that the backup stays. Where there is no room for one the backup itself, once it is read through.
    private func take(_ backup: String, into ready: DatabaseCopy) throws(StoreError) -> DatabaseCopy.Contents {
        let bytes = DatabaseFile.size(of: backup) ?? 0
        if let room = FileBytes.room(in: file.directory), room < bytes + DatabaseCopy.spare {
            let contents = try DatabaseCopy(path: backup).verify()
            try FileBytes.rename(backup, to: ready.path)
            return contents
        }
        try ready.create()
        try ready.fill(from: backup)
        try ready.settle()
        let contents = try ready.verify()
        try ready.settle()
        return contents
    }
}

extension DatabaseCopy {
    /// What is to stay free beside a copy that takes the database's place.
    static let spare: Int64 = 16 << 20
}

/// Saves what can still be read of the small tables of a database that was set aside: what people did and what was
/// told is worth more than readings, and damage is seldom there, as they are a small part of the file.
struct Salvage {
    /// Whole where the damaged one has them whole.
    private static let tables = ["incidents", "outbox", "events", "facts", "manners", "members", "state", "gaps"]
    /// Without them it cannot be said that nothing is missing.
    private static let telling: Set = ["incidents", "outbox", "events"]
    /// What no number is given twice of. If the last ones cannot be read, so many are left out.
    private static let counted = ["incidents", "outbox", "events"]
    private static let skippedNumbers = 1000

    private let path: String

    init(from path: String) {
        self.path = path
    }

    /// - Returns: whether all events, incidents and notices are there.
    func carryOver(to target: DatabaseQueue) throws -> Bool {
        var configuration = Configuration()
        configuration.label = "salvage"
        configuration.readonly = true
        var saved: Set<String> = []
        var numbers: [String: Int64] = [:]
        do {
            let source = try DatabaseQueue(path: path, configuration: configuration)
            numbers = try source.read(Salvage.lastNumbers)
            for table in Salvage.tables {
                do {
                    try source.read { from in try target.write { into in try Salvage.copy(table, from, into) } }
                    saved.insert(table)
                } catch {
                    // Of a table that is damaged too the backup's state stays.
                    continue
                }
            }
            try source.close()
        } catch {
            // Nothing can be read, or no more than was.
        }
        try target.write { into in
            for table in Salvage.counted {
                let present = try Int64.fetchOne(
                    into, sql: "SELECT seq FROM sqlite_sequence WHERE name = ?", arguments: [table])
                let next = numbers[table] ?? (present ?? 0) + Int64(Salvage.skippedNumbers)
                if present == nil {
                    try into.execute(
                        sql: "INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", arguments: [table, next])
                } else {
                    try into.execute(
                        sql: "UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?", arguments: [next, table])
                }
            }
        }
        return saved.isSuperset(of: Salvage.telling)
    }

    private static func lastNumbers(_ database: Database) throws -> [String: Int64] {
        let rows = try GRDB.Row.fetchAll(database, sql: "SELECT name, seq FROM sqlite_sequence")
        return Dictionary(rows.map { ($0["name"], $0["seq"]) }) { first, _ in first }
    }

    private struct Unsound: Error {}

    /// Replaces a table's rows, or of events adds the later ones.
    private static func copy(_ table: String, _ from: Database, _ into: Database) throws {
        let definition = "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?"
        guard let here = try String.fetchOne(into, sql: definition, arguments: [table]),
            try String.fetchOne(from, sql: definition, arguments: [table]) == here,
            try String.fetchOne(from, sql: "PRAGMA quick_check('\(table)')") == "ok"
        else { throw Unsound() }
        var condition = ""
        if table == "events" {
            condition = "WHERE id > \(try Int64.fetchOne(into, sql: "SELECT coalesce(max(id), 0) FROM events") ?? 0)"
        } else {
            try into.execute(sql: "DELETE FROM \(table)")
        }
        let selection = try from.makeStatement(sql: "SELECT * FROM \(table) \(condition)")
        let rows = try GRDB.Row.fetchCursor(selection)
        let places = Array(repeating: "?", count: selection.columnCount).joined(separator: ", ")
        let insertion = try into.makeStatement(sql: "INSERT INTO \(table) VALUES (\(places))")
        while let row = try rows.next() {
            try insertion.execute(arguments: StatementArguments(row.databaseValues))
        }
    }
}
