import FoundationEssentials
import GRDB
import GRDBSQLite
import Model

extension Archive {
    /// Reading one value means reading its run up to it.
    static let maximumRowsPerRun = 512
    /// So much memory all runs may take for their rows, so that they need not be looked up one by one when they are
    /// sealed; of larger fleets they are read back.
    static let keptBytes = 16 << 20

    /// Commits the batch whole or, if this throws, nothing of it.
    ///
    /// Two things are left out and counted in `refusedReadings` instead: readings that cannot be stored for their own
    /// sake; and, when the disk is full, all readings (and layouts) of a batch that carries more than readings: the rest
    /// of it is stored in the reserve.
    ///
    /// - Throws: `damaged` also if reading has found damage before: then `recover` is to be called.
    public func write(_ batch: Batch) throws(StoreError) {
        if let damage { throw damage }
        if isFull { isFull = !reserve.fill() }
        do throws(StoreError) {
            // What is left of the reserve is for events: readings wait until it can be filled again.
            guard !isFull else {
                throw StoreError(
                    .full, problem: "could not write to \(path)",
                    remedy: "the disk is full: make space, then it goes on")
            }
            try commit(batch)
        } catch {
            guard error.code == .full else { throw error }
            isFull = true
            guard batch.mustOutlivePowerCut else { throw error }
            reserve.release()
            var essential = batch
            essential.layouts = []
            essential.readings = []
            try commit(essential)
            refusedReadings += batch.readings.count
        }
    }

    private func commit(_ batch: Batch) throws(StoreError) {
        let level: Synchronous = batch.mustOutlivePowerCut ? .full : .normal
        var changed: [GroupKey: StoredGroup] = [:]
        var refused = 0
        do {
            try database.writeWithoutTransaction { database in
                try use(level, in: database)
                try transaction(in: database) {
                    for layout in batch.layouts {
                        let pending = changed[layout.key]
                        if let group = try catalog.store(layout, after: pending, in: database) {
                            changed[layout.key] = group
                        }
                    }
                    refused = try append(batch.readings, changed: changed, in: database)
                    try storeEvents(of: batch, in: database)
                }
            }
        } catch {
            // The references of rows that were rolled back lead nowhere: begin anew.
            runs.removeAll()
            endedRuns.removeAll()
            newest.removeAll()
            throw noted(StoreError(error, while: "write to", path: path))
        }
        for group in changed.values { catalog.add(group) }
        refusedReadings += refused
    }

    /// A transaction that has the write lock from its begin. Of several hundred values in a batch, GRDB's own way would take
    /// a tenth of the time for compiling BEGIN and COMMIT.
    func transaction(in database: Database, _ body: () throws -> Void) throws {
        try database.cachedStatement(sql: "BEGIN IMMEDIATE").execute()
        do {
            try body()
            try database.cachedStatement(sql: "COMMIT").execute()
        } catch {
            if database.isInsideTransaction { try database.execute(sql: "ROLLBACK") }
            throw error
        }
    }

    /// `synchronous` may only be set outside of a transaction.
    func use(_ level: Synchronous, in database: Database) throws {
        guard level != synchronous else { return }
        try database.execute(sql: "PRAGMA synchronous = \(level.rawValue)")
        synchronous = level
    }

    // MARK: - Readings

    /// Where a row is to stand; numbers only, so that sorting moves no references about.
    private struct NewRow {
        var slot: HotRun.Slot
        var group: StoredGroup.ID
        /// Of its readings in the batch.
        var place: Int
    }

    /// Those that can be stored, in the order of their keys, so that pages are filled from left to right.
    private func sortedRows(of readings: [Readings], changed: [GroupKey: StoredGroup]) -> [NewRow] {
        var rows: [NewRow] = []
        rows.reserveCapacity(readings.count)
        for place in readings.indices {
            let key = readings[place].key
            let slot = HotKey.slot(at: readings[place].time)
            guard let target = (changed.isEmpty ? nil : changed[key]?.target) ?? catalog.target(of: key),
                readings[place].values.count <= min(target.slotCount, HotRun.maximumSlotCount),
                HotKey.slots.contains(slot)
            else { continue }
            rows.append(NewRow(slot: slot, group: target.id, place: place))
        }
        rows.sort { $0.slot == $1.slot ? $0.group < $1.group : $0.slot < $1.slot }
        return rows
    }

    /// - Returns: how many were refused.
    private func append(
        _ readings: [Readings], changed: [GroupKey: StoredGroup], in database: Database
    ) throws -> Int {
        let rows = sortedRows(of: readings, changed: changed)
        let insertion = try database.cachedStatement(sql: "INSERT OR IGNORE INTO hot (key, row) VALUES (?, ?)")
        var refused = readings.count - rows.count
        for row in rows where try !append(readings[row.place], to: row.group, by: insertion, in: database) {
            refused += 1
        }
        return refused
    }

    /// Stores one row; `false` if there is no free slot near its time.
    private func append(
        _ readings: Readings, to group: StoredGroup.ID, by insertion: Statement, in database: Database
    ) throws -> Bool {
        var slot = HotKey.slot(at: readings.time)
        if let place = runs.index(forKey: group) {
            let step = runs.values[place].step(to: readings, at: slot)
            slot = step.slot
            if let row = step.row {
                // If its slot is taken, the run is over.
                if try insert(row, key: HotKey.key(slot: slot, group: group), by: insertion, in: database) {
                    runs.values[place].keep(upTo: Self.keptBytes / runs.count)
                    return true
                }
            } else {
                endedRuns[group] = runs.values[place]
            }
            try database.cachedStatement(sql: "UPDATE runs SET last = ? WHERE first = ?")
                .execute(arguments: [step.last, HotKey.runKey(first: step.first, group: group)])
        }
        // A slot may be taken by rows from before a restart, or from before the clock was set back.
        for candidate in slot..<min(slot + 100, HotKey.slots.upperBound) {
            var run = HotRun(first: candidate)
            let row = run.append(readings, at: candidate)
            guard try insert(row, key: HotKey.key(slot: candidate, group: group), by: insertion, in: database) else {
                continue
            }
            try database.cachedStatement(sql: "INSERT OR REPLACE INTO runs (first) VALUES (?)")
                .execute(arguments: [HotKey.runKey(first: candidate, group: group)])
            run.keep(upTo: Self.keptBytes / max(1, runs.count))
            runs[group] = run
            // The clock was set back: what comes late is sealed at the next look.
            if let looked = sealing.lookedAt, ChunkPeriod.short.number(ofSecond: candidate) < looked {
                sealing.lookedAt = nil
            }
            return true
        }
        return false
    }

    /// Inserts by SQLite's own calls: a third of the cost of bound arguments. The step is done inside the closure,
    /// while the bytes stay where they are. `false` if the key is taken.
    private func insert(_ row: [UInt8], key: Int64, by insertion: Statement, in database: Database) throws -> Bool {
        let statement = unsafe insertion.sqliteStatement
        let code = unsafe row.withUnsafeBytes { bytes -> CInt in
            unsafe sqlite3_bind_int64(statement, 1, key)
            unsafe sqlite3_bind_blob(statement, 2, bytes.baseAddress, CInt(bytes.count), nil)
            let code = unsafe sqlite3_step(statement)
            unsafe sqlite3_reset(statement)
            return code
        }
        guard code == SQLITE_DONE else {
            throw DatabaseError(
                resultCode: ResultCode(rawValue: code),
                message: unsafe String(cString: sqlite3_errmsg(database.sqliteConnection)))
        }
        return database.changesCount == 1
    }

    // MARK: - Everything else

    private func storeEvents(of batch: Batch, in database: Database) throws {
        let encoder = JSONEncoder()
        for event in batch.events { try event.insert(into: database) }
        for incident in batch.incidents {
            try database.execute(
                sql: "INSERT OR REPLACE INTO incidents (number, opened, closed, incident) VALUES (?, ?, ?, ?)",
                arguments: [
                    incident.number, incident.opened.milliseconds, incident.closed?.milliseconds,
                    try encoder.encode(incident),
                ])
        }
        for (host, facts) in batch.facts {
            try database.execute(
                sql: "INSERT OR REPLACE INTO facts (host, facts) VALUES (?, ?)",
                arguments: [host, try encoder.encode(facts)])
        }
        for learnt in batch.manners {
            try database.execute(
                sql: "INSERT OR REPLACE INTO manners (host, agent, manners) VALUES (?, ?, ?)",
                arguments: [learnt.host, learnt.agent, try encoder.encode(learnt.manners)])
        }
        for entry in batch.members {
            try database.execute(
                sql: "INSERT OR REPLACE INTO members (key, host, entry) VALUES (?, ?, ?)",
                arguments: [entry.key, entry.host, try encoder.encode(entry)])
        }
        for key in batch.forgottenMembers {
            try database.execute(sql: "DELETE FROM members WHERE key = ?", arguments: [key])
        }
        for notice in batch.outbox {
            try database.execute(
                sql: "INSERT INTO outbox (notice, due) VALUES (?, ?)",
                arguments: [try encoder.encode(notice), notice.time.milliseconds])
        }
        for (key, bytes) in batch.state {
            if bytes.isEmpty {
                try database.execute(sql: "DELETE FROM state WHERE key = ?", arguments: [key])
            } else {
                try database.execute(
                    sql: "INSERT OR REPLACE INTO state (key, bytes) VALUES (?, ?)", arguments: [key, Data(bytes)])
            }
        }
    }
}

extension Event {
    /// Stores it.
    func insert(into database: Database) throws {
        try database.execute(
            sql: "INSERT INTO events (time, host, event) VALUES (?, ?, ?)",
            arguments: [time.milliseconds, check.host, try JSONEncoder().encode(self)])
    }
}

extension HotRun {
    /// What becomes of the next readings of a group.
    fileprivate struct Step {
        /// The run's slots before it.
        var first: Slot
        var last: Slot
        /// Where the readings are to stand.
        var slot: Slot
        /// Their row; `nil` if they do not belong into the run.
        var row: [UInt8]?
    }

    /// All in one call, so that the run is changed in its place: a copy of it would cost more than the row.
    fileprivate mutating func step(to readings: Readings, at wanted: Slot) -> Step {
        var step = Step(first: first, last: last, slot: wanted)
        if wanted <= last, last - wanted < 60 { step.slot = last + 1 }
        if step.slot > last, canTake(readings, at: step.slot) { step.row = append(readings, at: step.slot) }
        return step
    }

    /// Whether the row belongs into this run: a run does not leave its two hours, which become one chunk.
    private func canTake(_ readings: Readings, at slot: Slot) -> Bool {
        ChunkPeriod.short.number(ofSecond: slot) == ChunkPeriod.short.number(ofSecond: first)
            && rowCount < Archive.maximumRowsPerRun && readings.values.count >= slotCount
    }
}
