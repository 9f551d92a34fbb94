import GRDB
public import Model

extension Archive {
    /// Hands out the readings of a group between two moments, both included, run by run and inside a run in the order
    /// in which they were written; with them the layout that tells what their slots mean.
    ///
    /// Rows that cannot be read are left out and counted in `damagedRows`.
    public func readings(
        of key: GroupKey, from: Timestamp, to: Timestamp, each: (GroupLayout, Readings) -> Void
    ) throws(StoreError) {
        var damaged = 0
        defer { damagedRows += damaged }
        try attempt("read readings from") { database in
            for group in catalog.generations[key] ?? [] {
                for run in try storedRuns(of: group.id, from: from, to: to, in: database) {
                    damaged += try read(run, of: group, in: database) { readings in
                        if readings.time >= from, readings.time <= to { each(group.layout, readings) }
                    }
                }
            }
        }
    }

    /// The readings of a group between two moments, both included.
    public func readings(of key: GroupKey, from: Timestamp, to: Timestamp) throws(StoreError) -> [Readings] {
        var found: [Readings] = []
        try readings(of: key, from: from, to: to) { _, readings in found.append(readings) }
        return found
    }

    /// The last readings of a group, from memory or, after a restart, from its last run. `nil` if it has none.
    public func newestReadings(of key: GroupKey) throws(StoreError) -> Readings? {
        if let known = newest[key] { return known }
        var found: Readings?
        var damaged = 0
        defer { damagedRows += damaged }
        try attempt("read readings from") { database in
            guard let group = catalog[key],
                let run = try lastRun(of: group.id, in: database)
            else { return }
            damaged += try read(run, of: group, in: database) { found = $0 }
        }
        if let found { newest[key] = found }
        return found
    }

    // MARK: - Runs

    /// A run as the table has it; `end` is the last slot in which its last row may lie.
    private struct StoredRun {
        var first: HotRun.Slot
        var end: HotRun.Slot
    }

    /// The runs that can have rows between two moments. A run begins at most `longestRun` before its last row; rows can
    /// be a minute of slots away from their time.
    private func storedRuns(
        of group: StoredGroup.ID, from: Timestamp, to: Timestamp, in database: Database
    ) throws -> [StoredRun] {
        let reach = Self.longestRun.components.seconds + 60
        let lower = max(0, HotKey.slot(at: from) - reach)
        let upper = min(HotKey.slots.upperBound - 1, HotKey.slot(at: to) + 160)
        guard lower <= upper else { return [] }
        return try runs(
            of: group, sql: "first BETWEEN ? AND ? ORDER BY first",
            arguments: [
                HotKey.runKey(first: lower, group: group), HotKey.runKey(first: upper, group: group),
            ], in: database)
    }

    private func lastRun(of group: StoredGroup.ID, in database: Database) throws -> StoredRun? {
        let slots = HotKey.slots
        return try runs(
            of: group, sql: "first BETWEEN ? AND ? ORDER BY first DESC LIMIT 1",
            arguments: [
                HotKey.runKey(first: slots.lowerBound, group: group),
                HotKey.runKey(first: slots.upperBound - 1, group: group),
            ], in: database
        ).first
    }

    private func runs(
        of group: StoredGroup.ID, sql condition: String, arguments: StatementArguments, in database: Database
    ) throws -> [StoredRun] {
        let statement = try database.cachedStatement(sql: "SELECT first, last FROM runs WHERE \(condition)")
        return try GRDB.Row.fetchAll(statement, arguments: arguments).map { row in
            let first = HotKey.firstSlot(ofRun: row["first"])
            let open = runs[group].flatMap { $0.first == first ? $0.last : nil }
            return StoredRun(first: first, end: row["last"] ?? open ?? first + Self.longestRun.components.seconds)
        }
    }

    /// Reads a run from its first row on: goes back along the references from its end, then forward.
    ///
    /// - Returns: how many rows could not be read.
    private func read(
        _ stored: StoredRun, of group: StoredGroup, in database: Database, each: (Readings) -> Void
    ) throws -> Int {
        var rows: [(slot: HotRun.Slot, row: [UInt8])] = []
        var slot = stored.end
        var damaged = 0
        while slot >= stored.first {
            guard let row = try hotRow(at: slot, of: group.id, in: database) else {
                slot -= 1
                continue
            }
            do throws(HotRowError) {
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
        guard rows.last?.slot == stored.first else { return damaged + rows.count }
        var run = HotRun(first: stored.first)
        for (number, entry) in rows.reversed().enumerated() {
            do throws(HotRowError) {
                var readings = try run.read(entry.row, at: entry.slot, key: group.layout.key)
                guard readings.values.count <= group.layout.slotCount else {
                    throw HotRowError(.outOfRange, offset: 0)
                }
                let missing = group.layout.slotCount - readings.values.count
                readings.values += [Value?](repeating: nil, count: missing)
                each(readings)
            } catch {
                // Without its reference no later row means anything.
                return damaged + rows.count - number
            }
        }
        return damaged
    }

    private func hotRow(
        at slot: HotRun.Slot, of group: StoredGroup.ID, in database: Database
    ) throws -> [UInt8]? {
        let statement = try database.cachedStatement(sql: "SELECT row FROM hot WHERE key = ?")
        let key = HotKey.key(slot: slot, group: group)
        return try GRDB.Row.fetchOne(statement, arguments: [key]).flatMap { row in
            try row.withUnsafeData(atIndex: 0) { $0.map { [UInt8]($0) } }
        }
    }
}
