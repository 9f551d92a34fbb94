import GRDB
import GRDBSQLite
import Model

/// Reads what is stored of groups, whichever form it has by now: chunks of days, chunks of two hours, hot rows.
///
/// It lives only inside one access to the database, so all that it reads is of one moment.
struct RecordReader {
    let database: Database
    let catalog: GroupCatalog
    /// The runs that are being written, where they are known: their ends do not stand in the table yet.
    let openRuns: [StoredGroup.ID: HotRun]
    /// The runs before those, whose rows may be at hand.
    let endedRuns: [StoredGroup.ID: HotRun]
    /// Rows that could not be read.
    private(set) var damaged = 0

    /// A row's slot, where one is taken, is the next that is free: so far it can be from its time, in seconds.
    private static let slack: Int64 = 160

    init(
        database: Database, catalog: GroupCatalog, openRuns: [StoredGroup.ID: HotRun],
        endedRuns: [StoredGroup.ID: HotRun]
    ) {
        self.database = database
        self.catalog = catalog
        self.openRuns = openRuns
        self.endedRuns = endedRuns
    }

    // MARK: - By column

    /// Hands out some slots of a group between two moments, both included, stretch by stretch: first what lies in chunks
    /// of days, then of two hours, then in hot rows. Only after the clock was set back does one begin before the end
    /// of the one before.
    mutating func stretches(
        of group: StoredGroup, slots: [Int], from: Timestamp, to: Timestamp, each: (Stretch) -> Void
    ) throws {
        guard !slots.isEmpty, from <= to else { return }
        let bounds = max(0, from.milliseconds)...max(0, to.milliseconds)
        for period in [ChunkPeriod.day, .short] {
            for number in try numbers(of: period, from: from, to: to) {
                try stretches(of: group, slots: slots, period, number) { stretch in
                    if let cut = stretch.cut(to: bounds) { each(cut) }
                }
            }
        }
        for run in try storedRuns(of: group.id, from: from, to: to) {
            if let cut = try rows(of: run, in: group)?.stretch(of: slots).cut(to: bounds) { each(cut) }
        }
    }

    /// The stretches of one period; several where the slots lie in several parts.
    private mutating func stretches(
        of group: StoredGroup, slots: [Int], _ period: ChunkPeriod, _ number: Int64, each: (Stretch) -> Void
    ) throws {
        let begin = period.begin(of: number)
        var parts: [Int: ChunkReader] = [:]
        for part in Set(slots.map { $0 / ChunkKey.slotsPerPart }) {
            parts[part] = try chunk(ChunkKey(period: number, group: group.id, part: part), in: period)
        }
        // Parts of one period have nearly always the same times: then they are one stretch.
        var different: [[Int64]] = []
        for chunk in parts.values where !different.contains(chunk.times) { different.append(chunk.times) }
        for times in different {
            var stretch = Stretch(
                times: times.map { $0 + begin }, uptimes: ChunkColumn(count: times.count),
                columns: [ChunkColumn](repeating: ChunkColumn(count: times.count), count: slots.count))
            do throws(RowError) {
                for (place, slot) in slots.enumerated() {
                    guard let chunk = parts[slot / ChunkKey.slotsPerPart], chunk.times == times else { continue }
                    stretch.columns[place] = try chunk.column(slot % ChunkKey.slotsPerPart)
                }
                if let chunk = parts.values.first(where: { $0.times == times }) {
                    stretch.uptimes = try chunk.uptimes()
                }
                each(stretch)
            } catch {
                damaged += 1
            }
        }
    }

    /// The row of that key, checked; `nil` if there is none or if it cannot be read.
    mutating func chunk(_ key: ChunkKey, in period: ChunkPeriod) throws -> ChunkReader? {
        let statement = try database.cachedStatement(sql: "SELECT row FROM \(period.table) WHERE key = ?")
        guard let row = try blob(statement, key.value) else { return nil }
        do throws(RowError) {
            return try ChunkReader(row)
        } catch {
            damaged += 1
            return nil
        }
    }

    /// The periods between two moments for which there can be rows.
    func numbers(of period: ChunkPeriod, from: Timestamp, to: Timestamp) throws -> Range<Int64> {
        let slack = Duration.seconds(RecordReader.slack)
        guard let extent = try extent(of: period) else { return 0..<0 }
        let lower = max(extent.lowerBound, period.number(at: from - slack))
        let upper = min(extent.upperBound, period.number(at: to + slack))
        return lower..<max(lower, upper + 1)
    }

    /// The first and the last period that any group has rows of.
    func extent(of period: ChunkPeriod) throws -> ClosedRange<Int64>? {
        let statement = try database.cachedStatement(
            sql: "SELECT (SELECT min(key) FROM \(period.table)), (SELECT max(key) FROM \(period.table))")
        guard let row = try GRDB.Row.fetchOne(statement), let first = row[0] as Int64?, let last = row[1] as Int64?
        else { return nil }
        return ChunkKey(first).period...ChunkKey(last).period
    }

    // MARK: - By row

    /// Hands out the whole readings of a group between two moments, both included.
    mutating func readings(
        of group: StoredGroup, from: Timestamp, to: Timestamp, each: (Readings) -> Void
    ) throws {
        try stretches(of: group, slots: Array(0..<group.layout.slotCount), from: from, to: to) { stretch in
            for place in stretch.times.indices { each(stretch.readings(place, of: group.layout.key)) }
        }
    }

    /// The last readings of a group; of one that has not been read for more than a day none.
    mutating func newestReadings(of group: StoredGroup) throws -> Readings? {
        var newest: Readings?
        if let run = try lastRun(of: group.id) {
            if let rows = try rows(of: run, in: group), rows.count > 0 {
                return rows.lastRow(of: 0..<group.layout.slotCount).readings(0, of: group.layout.key)
            }
        }
        for period in [ChunkPeriod.short, .day] {
            guard let last = try extent(of: period)?.upperBound else { continue }
            var number = last
            while newest == nil, number >= 0, number > last - (period == .day ? 2 : 13) {
                let begin = Timestamp(milliseconds: period.begin(of: number))
                try stretches(of: group, slots: Array(0..<group.layout.slotCount), period, number) { stretch in
                    guard let place = stretch.times.indices.last, newest.map({ $0.time < begin }) ?? true else {
                        return
                    }
                    newest = stretch.readings(place, of: group.layout.key)
                }
                number -= 1
            }
            if newest != nil { return newest }
        }
        return nil
    }

    // MARK: - Runs

    /// A run as the table has it; `end` is the last slot in which its last row may lie.
    struct StoredRun {
        var first: HotRun.Slot
        var end: HotRun.Slot
    }

    /// The runs that can have rows between two moments.
    private func storedRuns(of group: StoredGroup.ID, from: Timestamp, to: Timestamp) throws -> [StoredRun] {
        let lower = max(0, HotKey.slot(at: from) - ChunkPeriod.short.seconds - RecordReader.slack)
        let upper = min(HotKey.slots.upperBound - 1, HotKey.slot(at: to) + RecordReader.slack)
        guard lower <= upper else { return [] }
        return try runs(of: group, first: lower...upper)
    }

    private func lastRun(of group: StoredGroup.ID) throws -> StoredRun? {
        let slots = HotKey.slots
        return try runs(
            of: group, first: slots.lowerBound...slots.upperBound - 1, suffix: "ORDER BY first DESC LIMIT 1"
        ).first
    }

    /// The runs of a group that begin in a range of slots.
    func runs(
        of group: StoredGroup.ID, first: ClosedRange<HotRun.Slot>, suffix: String = "ORDER BY first"
    ) throws -> [StoredRun] {
        let statement = try database.cachedStatement(
            sql: "SELECT first, last FROM runs WHERE first BETWEEN ? AND ? \(suffix)")
        let arguments: StatementArguments = [
            HotKey.runKey(first: first.lowerBound, group: group), HotKey.runKey(first: first.upperBound, group: group),
        ]
        return try GRDB.Row.fetchAll(statement, arguments: arguments).map { row in
            let first = HotKey.firstSlot(ofRun: row["first"])
            let open = openRuns[group].flatMap { $0.first == first ? $0.last : nil }
            return StoredRun(first: first, end: try row["last"] ?? open ?? latestEnd(ofRunFrom: first))
        }
    }

    /// Where a run ends at the latest of which nothing is known: with its window, and with the last row there is.
    private func latestEnd(ofRunFrom first: HotRun.Slot) throws -> HotRun.Slot {
        let window = (ChunkPeriod.short.number(ofSecond: first) + 1) * ChunkPeriod.short.seconds - 1
        let newest = try Int64.fetchOne(database.cachedStatement(sql: "SELECT max(key) FROM hot"))
        return max(first, min(window, newest.map(HotKey.slot(of:)) ?? first))
    }

    /// The second at which the oldest run begins.
    func oldestRun() throws -> HotRun.Slot? {
        try Int64.fetchAll(database.cachedStatement(sql: "SELECT first FROM runs")).map(HotKey.firstSlot).min()
    }

    /// Some slots of a row of roll-ups, five columns for each; `nil` if it cannot be read.
    mutating func rollUp(_ row: ChunkReader, slots: [Int], begin: Int64) -> Stretch? {
        do throws(RowError) {
            var stretch = Stretch(columns: 0)
            stretch.times = row.times.map { $0 &+ begin }
            for slot in slots {
                for column in 0..<RollUp.columnsPerSlot {
                    stretch.columns.append(try row.column(slot * RollUp.columnsPerSlot + column))
                }
            }
            return stretch
        } catch {
            damaged += 1
            return nil
        }
    }

    /// The rows of a run: those that are at hand, or read from the first one on. `nil` if that one cannot be found.
    mutating func rows(of stored: StoredRun, in group: StoredGroup) throws -> RunRows? {
        let known = [openRuns[group.id], endedRuns[group.id]].compactMap { $0 }
        if let rows = known.first(where: { $0.first == stored.first && $0.last == stored.end })?.rows { return rows }
        guard let entries = try storedRows(of: stored, group) else { return nil }
        var run = HotRun(first: stored.first)
        for (number, entry) in entries.enumerated() {
            do throws(RowError) {
                try run.advance(by: entry.row, at: entry.slot)
                guard run.slotCount <= group.layout.slotCount else { throw RowError(.outOfRange, offset: 0) }
                run.keep(upTo: .max)
            } catch {
                // Without its reference no later row means anything.
                damaged += entries.count - number
                break
            }
        }
        return run.rows
    }

    /// The rows of a run as they are stored, the first one first; `nil` if the first one cannot be found.
    private mutating func storedRows(
        of stored: StoredRun, _ group: StoredGroup
    ) throws -> [(slot: HotRun.Slot, row: [UInt8])]? {
        let statement = try database.cachedStatement(sql: "SELECT row FROM hot WHERE key = ?")
        var rows: [(slot: HotRun.Slot, row: [UInt8])] = []
        var slot = stored.end
        while slot >= stored.first {
            guard let row = try blob(statement, HotKey.key(slot: slot, group: group.id)) else {
                slot -= 1
                continue
            }
            do throws(RowError) {
                let distance = try HotRun.distanceToReference(in: row)
                rows.append((slot, row))
                if distance == 0, slot == stored.first { break }
                if distance == 0 || slot - stored.first < distance {
                    // A row of another run: after a crash nobody knows where the run ended, and later ones have begun.
                    rows.removeAll()
                    slot -= 1
                } else {
                    slot -= distance
                }
            } catch {
                damaged += 1
                slot -= 1
            }
        }
        guard rows.last?.slot == stored.first else {
            damaged += rows.count
            return nil
        }
        return rows.reversed()
    }

    /// One blob by its key, by SQLite's own calls: a run is a hundred of them.
    private func blob(_ selection: Statement, _ key: Int64) throws -> [UInt8]? {
        let statement = unsafe selection.sqliteStatement
        unsafe sqlite3_bind_int64(statement, 1, key)
        defer { unsafe sqlite3_reset(statement) }
        let code = unsafe sqlite3_step(statement)
        switch code {
        case SQLITE_DONE:
            return nil
        case SQLITE_ROW:
            let count = Int(unsafe sqlite3_column_bytes(statement, 0))
            guard count > 0, let bytes = unsafe sqlite3_column_blob(statement, 0) else { return [] }
            return unsafe [UInt8](UnsafeRawBufferPointer(start: bytes, count: count))
        default:
            throw DatabaseError(
                resultCode: ResultCode(rawValue: code),
                message: unsafe String(cString: sqlite3_errmsg(database.sqliteConnection)))
        }
    }
}
