import FoundationEssentials
import GRDB
public import Model

/// How long things are kept; `nil` is for ever.
public struct Retention: Sendable, Hashable {
    /// Every reading.
    public var readings: Duration?
    /// What an hour of readings comes to.
    public var hours: Duration?
    /// What a day of readings comes to.
    public var days: Duration?
    /// Events, closed incidents and delivered notices: also what people did.
    public var events: Duration?

    /// Readings for two years and a bit, so that a month can be held against the same month two years ago.
    public init(
        readings: Duration? = .seconds(800 * 86_400), hours: Duration? = .seconds(5 * 366 * 86_400),
        days: Duration? = nil, events: Duration? = nil
    ) {
        self.readings = readings
        self.hours = hours
        self.days = days
        self.events = events
    }
}

extension Archive {
    /// Deletes what is too old, at most `limit` rows of each kind in one call, so that no commit takes long: to be called
    /// every few minutes. Space is used again, never given back to the file system.
    ///
    /// A clock that was set far ahead does not empty the database: what is too old is reckoned from a time that comes
    /// nearer to the clock's by at most an hour with each round.
    ///
    /// - Returns: whether there is more to delete.
    @discardableResult
    public func forget(olderThan retention: Retention, now: Timestamp, limit: Int = 1000) throws(StoreError) -> Bool {
        try attempt("delete old readings from") { database in
            var isMore = false
            try database.inTransaction(.immediate) {
                let now = try believed(now, in: database)
                let border = { (age: Duration?) in age.map { now - $0 } }
                if let oldest = border(retention.readings) {
                    isMore = try forgetHotRows(before: oldest, limit: limit, in: database)
                    for period in [ChunkPeriod.short, .day] {
                        isMore = try forget(period, before: oldest, limit: limit / 10, in: database) || isMore
                    }
                }
                for (period, age) in [(ChunkPeriod.hours, retention.hours), (.days, retention.days)] {
                    guard let oldest = border(age) else { continue }
                    isMore = try forget(period, before: oldest, limit: limit / 10, in: database) || isMore
                }
                if !isMore { try believe(now, in: database) }
                if let oldest = border(retention.events) { try forgetEvents(before: oldest, in: database) }
                return .commit
            }
            return isMore
        }
    }

    /// Deletes the rows of periods that are over since then.
    private func forget(_ period: ChunkPeriod, before oldest: Timestamp, limit: Int, in database: Database) throws
        -> Bool
    {
        let deletion = try database.cachedStatement(
            sql: """
                DELETE FROM \(period.table) WHERE key IN
                    (SELECT key FROM \(period.table) WHERE key < ? ORDER BY key LIMIT ?)
                """)
        try deletion.execute(arguments: [ChunkKey.first(of: max(0, period.number(at: oldest))), limit])
        return database.changesCount == limit
    }

    private func forgetHotRows(before oldest: Timestamp, limit: Int, in database: Database) throws -> Bool {
        // A run across the border loses its first row, and with it the rest: at most two hours.
        let slot = max(0, HotKey.slot(at: oldest))
        let deletion = try database.cachedStatement(
            sql: "DELETE FROM hot WHERE key IN (SELECT key FROM hot WHERE key < ? ORDER BY key LIMIT ?)")
        try deletion.execute(arguments: [HotKey.key(slot: slot, group: 0), limit])
        let deleted = database.changesCount
        let isMore = deleted == limit
        if deleted > 0, !isMore { try forgetRuns(before: slot, in: database) }
        if deleted > 0 { runs = runs.filter { $0.value.first >= slot } }
        return isMore
    }

    private func forgetEvents(before oldest: Timestamp, in database: Database) throws {
        let oldest = oldest.milliseconds
        for condition in ["events WHERE time < ?", "incidents WHERE closed < ?", "outbox WHERE delivered < ?"] {
            try database.cachedStatement(sql: "DELETE FROM \(condition)").execute(arguments: [oldest])
        }
    }

    /// The key of the time that the last round reckoned from.
    private static let clockKey = "retention clock"

    /// The time to reckon from: the clock's, but not further ahead of what was reckoned from before, or of the newest
    /// reading, than a round's step.
    private func believed(_ now: Timestamp, in database: Database) throws -> Timestamp {
        guard let before = try lastBelieved(in: database) else { return now }
        return min(now, before + .seconds(3600))
    }

    private func lastBelieved(in database: Database) throws -> Timestamp? {
        let row = try Data.fetchOne(
            database, sql: "SELECT bytes FROM state WHERE key = ?", arguments: [Archive.clockKey])
        if let row, let before = Timestamp(iso8601: String(decoding: row, as: UTF8.self)) { return before }
        if let key = try Int64.fetchOne(database, sql: "SELECT max(key) FROM hot") { return HotKey.time(of: key) }
        let day = try Int64.fetchOne(database, sql: "SELECT max(key) FROM dayChunks").map { ChunkKey($0).period }
        return day.map { Timestamp(milliseconds: ChunkPeriod.day.begin(of: $0 + 1)) }
    }

    /// A clock that was set back takes nothing back.
    private func believe(_ now: Timestamp, in database: Database) throws {
        let time = try max(now, lastBelieved(in: database) ?? now)
        try database.execute(
            sql: "INSERT OR REPLACE INTO state (key, bytes) VALUES (?, ?)",
            arguments: [Archive.clockKey, Data(time.description.utf8)])
    }

    private func forgetRuns(before oldest: HotRun.Slot, in database: Database) throws {
        for group in catalog.generations.values.joined() {
            try database.execute(
                sql: "DELETE FROM runs WHERE first >= ? AND first < ?",
                arguments: [
                    HotKey.runKey(first: 0, group: group.id), HotKey.runKey(first: oldest, group: group.id),
                ])
        }
    }
}
