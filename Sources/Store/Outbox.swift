import FoundationEssentials
import GRDB
public import Model

/// The notices that wait to be delivered. It works on a connection of its own, so another process may deliver while the
/// daemon writes.
///
/// Whoever claims a row has it for the length of the lease. What is not confirmed by then, because the claimant died,
/// becomes due again: a notice is delivered at least once.
public final class Outbox: Sendable {
    private let path: String
    private let database: DatabaseQueue

    /// Opens the database that a daemon has made.
    ///
    /// - Parameter directory: As given to `Archive`.
    public init(directory: String) throws(StoreError) {
        let file = DatabaseFile(directory: directory)
        path = file.path
        try file.checkDirectory()
        guard file.exists else {
            throw StoreError(
                .missingDirectory, problem: "there is no database \(file.path)",
                remedy: "start the daemon once, or name the directory that it uses")
        }
        do {
            let opened = try file.open(label: "outbox", patience: .seconds(20))
            database = opened
            let isReady = try opened.read { database in
                guard try !Schema.migrator.hasBeenSuperseded(database) else {
                    throw StoreError(
                        .newerSchema, problem: "\(file.path) was written by a newer version of the program",
                        remedy: "use the tool of that version")
                }
                return try Schema.migrator.hasCompletedMigrations(database)
            }
            guard isReady else {
                throw StoreError(
                    .failed, problem: "\(file.path) is of an older version",
                    remedy: "start the daemon of this version once: it brings the tables up to date")
            }
        } catch {
            throw StoreError(error, while: "open", path: file.path)
        }
    }

    /// How many notices are not delivered yet, and since when the oldest has been waiting.
    public func waiting() throws(StoreError) -> (count: Int, oldest: Timestamp?) {
        try attempt("read the outbox of") { database in
            let rows = try GRDB.Row.fetchAll(
                database, sql: "SELECT id, notice FROM outbox WHERE delivered IS NULL ORDER BY id")
            for row in rows {
                if case .success(let notice) = Outbox.notice(in: row) { return (rows.count, notice.time) }
            }
            return (rows.count, nil)
        }
    }

    /// Takes the rows that are due, oldest first. Two claimants never get the same row, and the notices of an incident
    /// are given out in order: not while an earlier one waits for its next attempt or is in somebody's hands.
    ///
    /// - Parameters:
    ///   - claimant: The number of the process.
    ///   - lease: When it has ended without a word, the row is due again.
    ///   - unreadable: Told of each row that cannot be understood. It is left aside for a day and keeps nobody from the
    ///     others.
    public func claim(
        now: Timestamp, claimant: Int64, lease: Duration, limit: Int = 100,
        unreadable: (OutboxRow.ID) -> Void
    ) throws(StoreError) -> [OutboxRow] {
        try attempt("claim from the outbox of") { database in
            var claimed: [OutboxRow] = []
            try database.inTransaction(.immediate) {
                let rows = try GRDB.Row.fetchAll(
                    database,
                    sql: """
                        SELECT id, notice, due, failures, claimedUntil FROM outbox WHERE delivered IS NULL ORDER BY id
                        """)
                var held: Set<Incident.Number> = []
                for row in rows where claimed.count < limit {
                    let isTaken = (row["claimedUntil"] as Int64?).map { $0 > now.milliseconds } ?? false
                    let isDue = (row["due"] as Int64) <= now.milliseconds
                    guard case .success(let notice) = Outbox.notice(in: row) else {
                        if isDue, !isTaken {
                            unreadable(row["id"])
                            try take(row["id"], claimant: claimant, until: now + .seconds(86_400), in: database)
                        }
                        continue
                    }
                    guard isDue, !isTaken, !held.contains(notice.incident.number) else {
                        held.insert(notice.incident.number)
                        continue
                    }
                    claimed.append(
                        OutboxRow(
                            id: row["id"], notice: try completed(notice, in: database), failures: row["failures"]))
                }
                for row in claimed { try take(row.id, claimant: claimant, until: now + lease, in: database) }
                return .commit
            }
            return claimed
        }
    }

    private func take(_ id: OutboxRow.ID, claimant: Int64, until end: Timestamp, in database: Database) throws {
        try database.execute(
            sql: "UPDATE outbox SET claimant = ?, claimedUntil = ? WHERE id = ?",
            arguments: [claimant, end.milliseconds, id])
    }

    private static func notice(in row: GRDB.Row) -> Result<Notice, any Error> {
        Result { try JSONDecoder().decode(Notice.self, from: row["notice"] as Data) }
    }

    /// A notice whose incident knows by now who else is behind it: the beginning is written before that is known.
    private func completed(_ notice: Notice, in database: Database) throws -> Notice {
        guard
            let row = try Data.fetchOne(
                database, sql: "SELECT incident FROM incidents WHERE number = ?", arguments: [notice.incident.number])
        else { return notice }
        var completed = notice
        if case .success(let incident) = Result(catching: { try JSONDecoder().decode(Incident.self, from: row) }),
            incident.behind.count > notice.incident.behind.count
        {
            completed.incident.behind = incident.behind
        }
        return completed
    }

    /// Marks a row as delivered: it never comes again.
    public func confirm(_ id: OutboxRow.ID, now: Timestamp) throws(StoreError) {
        try attempt("confirm a delivery in") { database in
            try database.execute(
                sql: "UPDATE outbox SET delivered = ?, claimant = NULL, claimedUntil = NULL WHERE id = ?",
                arguments: [now.milliseconds, id])
        }
    }

    /// Gives a row back whose delivery failed, to be tried again from `due` on.
    public func postpone(_ id: OutboxRow.ID, until due: Timestamp) throws(StoreError) {
        try attempt("postpone a delivery in") { database in
            try database.execute(
                sql: """
                    UPDATE outbox SET due = ?, failures = failures + 1, claimant = NULL, claimedUntil = NULL
                    WHERE id = ? AND delivered IS NULL
                    """,
                arguments: [due.milliseconds, id])
        }
    }

    /// Gives a row back untried: it is due at once.
    public func release(_ id: OutboxRow.ID) throws(StoreError) {
        try attempt("release a delivery in") { database in
            try database.execute(
                sql: "UPDATE outbox SET claimant = NULL, claimedUntil = NULL WHERE id = ? AND delivered IS NULL",
                arguments: [id])
        }
    }

    private func attempt<Result>(_ task: String, _ body: (Database) throws -> Result) throws(StoreError) -> Result {
        do {
            return try database.writeWithoutTransaction(body)
        } catch {
            throw StoreError(error, while: task, path: path)
        }
    }
}
