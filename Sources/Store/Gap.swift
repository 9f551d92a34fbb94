import GRDB
public import Model

extension Gap {
    /// Marks it.
    func insert(into database: Database) throws {
        try database.execute(
            sql: "INSERT INTO gaps (began, ended, reason) VALUES (?, ?, ?)",
            arguments: [from?.milliseconds, to.milliseconds, reason])
    }

    /// Those that reach into a span, the oldest first.
    static func all(from: Timestamp, to: Timestamp, in database: Database) throws -> [Gap] {
        let rows = try GRDB.Row.fetchAll(
            database,
            sql: """
                SELECT began, ended, reason FROM gaps WHERE ended >= ? AND (began IS NULL OR began <= ?)
                ORDER BY ended, id
                """,
            arguments: [from.milliseconds, to.milliseconds])
        return rows.map { row in
            Gap(
                from: (row["began"] as Int64?).map { Timestamp(milliseconds: $0) },
                to: Timestamp(milliseconds: row["ended"]), reason: row["reason"])
        }
    }
}

extension Archive {
    /// Spans between two moments of which readings are missing, the oldest first.
    public func gaps(from: Timestamp, to: Timestamp) throws(StoreError) -> [Gap] {
        try attempt("read gaps from") { try Gap.all(from: from, to: to, in: $0) }
    }
}

/// How far a database reaches.
enum NewestEntry {
    /// The time of the newest reading or event, by the right ends of the trees: it costs nothing. `nil` for an empty
    /// database.
    static func time(in database: Database) throws -> Timestamp? {
        let tables = Set(try String.fetchAll(database, sql: "SELECT name FROM sqlite_schema WHERE type = 'table'"))
        // Of a window or a day only its beginning is sure.
        let ends: [(table: String, sql: String, time: (Int64) -> Timestamp)] = [
            ("hot", "SELECT max(key) FROM hot", { HotKey.time(of: $0) }),
            ("shortChunks", "SELECT max(key) FROM shortChunks", { ChunkPeriod.short.begin(ofRow: $0) }),
            ("dayChunks", "SELECT max(key) FROM dayChunks", { ChunkPeriod.day.begin(ofRow: $0) }),
            ("events", "SELECT max(time) FROM events", { Timestamp(milliseconds: $0) }),
        ]
        return try ends.filter { tables.contains($0.table) }.compactMap { end in
            try Int64.fetchOne(database, sql: end.sql).map(end.time)
        }.max()
    }
}
