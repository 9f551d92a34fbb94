import FoundationEssentials
import GRDB
public import Model

/// What is to be sealed next, and up to where the hot rows may go.
struct Sealing {
    /// What becomes a chunk at once.
    enum Step {
        /// The rows of a group in one window of two hours.
        case window(Int64, StoredGroup)
        /// The windows of one day of a part of a group.
        case day(Int64, StoredGroup, part: Int)
    }

    var steps: [Step] = []
    /// The window up to which steps were looked for.
    var lookedAt: Int64?
    /// The last day that was gone through; what is left of it cannot be sealed.
    var lastDay: Int64 = -1
    /// The hot rows that belong to no run any more are gone.
    var isSwept = false
    /// Nothing is due until the next window is over; a look at the database would cost more than a batch.
    var isIdle = false
    var ends = DayEnds()

    /// A window is sealed when it has been over for so long: what was read in it has been committed.
    static let patience = Duration.seconds(120)
}

extension Archive {
    /// Seals what is due: hot rows of windows that are over into chunks of two hours, chunks of two hours of days that are
    /// over into chunks of a day, with roll-ups. One call does a small step, so that no commit waits long: to be called
    /// every second.
    ///
    /// The rows that become a chunk stop to count in the transaction that stores it, and not before it was read back.
    ///
    /// - Parameter limit: Not many more values than this are sealed in one call.
    /// - Returns: whether more is due.
    @discardableResult
    public func seal(now: Timestamp, limit: Int = 50_000) throws(StoreError) -> Bool {
        let window = ChunkPeriod.short.number(at: now - Sealing.patience)
        if sealing.lookedAt != window { sealing.isIdle = false }
        guard !sealing.isIdle, damage == nil else { return false }
        if sealing.steps.isEmpty { try lookForSteps(window, now: now) }
        guard !sealing.steps.isEmpty else {
            sealing.isIdle = try !sweep()
            return !sealing.isIdle
        }
        var taken = 0
        var done = 0
        var damaged = 0
        do {
            try database.writeWithoutTransaction { database in
                try use(.normal, in: database)
                try transaction(in: database) {
                    var sealer = Sealer(record(in: database), ends: sealing.ends)
                    // Not copied at the first change; if this fails they are read again.
                    sealing.ends = DayEnds()
                    while done < sealing.steps.count, taken < limit {
                        let step = sealing.steps[sealing.steps.count - 1 - done]
                        switch step {
                        case .window(let number, let group): taken += try sealer.sealWindow(number, of: group)
                        case .day(let day, let group, let part):
                            taken += try sealer.sealDay(day, of: group, part: part)
                        }
                        // Looking costs something too.
                        taken += 500
                        done += 1
                    }
                    damaged = sealer.damaged
                    sealing.ends = sealer.ends
                }
            }
        } catch {
            // Nothing was lost: it is tried again.
            throw noted(StoreError(error, while: "seal readings in", path: path))
        }
        for step in sealing.steps.suffix(done) {
            guard case .window(let number, let group) = step else { continue }
            let isSealed = { ChunkPeriod.short.number(ofSecond: $0) == number }
            if let run = runs[group.id], isSealed(run.first) {
                newest[group.id] = run.readings(of: group.layout.key)
                runs[group.id] = nil
            }
            if endedRuns[group.id].map({ isSealed($0.first) }) == true { endedRuns[group.id] = nil }
        }
        sealing.steps.removeLast(done)
        damagedRows += damaged
        return true
    }

    /// What is due: first windows, then days.
    private func lookForSteps(_ window: Int64, now: Timestamp) throws(StoreError) {
        let day = ChunkPeriod.day.number(at: now - Sealing.patience)
        try attempt("read runs from") { database in
            let groups = Dictionary(uniqueKeysWithValues: catalog.generations.values.joined().map { ($0.id, $0) })
            if sealing.lookedAt != window {
                var steps: Set<SealingKey> = []
                let keys = try Int64.fetchCursor(database, sql: "SELECT first FROM runs")
                while let key = try keys.next() {
                    let number = ChunkPeriod.short.number(ofSecond: HotKey.firstSlot(ofRun: key))
                    if number < window { steps.insert(SealingKey(number: number, group: HotKey.group(ofRun: key))) }
                }
                sealing.lookedAt = window
                sealing.steps = steps.sorted { ($0.number, $0.group) > ($1.number, $1.group) }.compactMap { step in
                    groups[step.group].map { .window(step.number, $0) }
                }
                sealing.isSwept = false
                sealing.lastDay = -1
                if !sealing.steps.isEmpty { return }
            }
            let first = sealing.lastDay + 1
            let lowest = ChunkKey.first(of: first * ChunkPeriod.day.seconds / ChunkPeriod.short.seconds)
            guard
                let key = try Int64.fetchOne(
                    database, sql: "SELECT key FROM shortChunks WHERE key >= ? ORDER BY key LIMIT 1",
                    arguments: [lowest])
            else { return }
            let due = ChunkKey(key).period * ChunkPeriod.short.seconds / ChunkPeriod.day.seconds
            guard due < day else { return }
            sealing.lastDay = due
            sealing.steps = groups.values.sorted { $0.id > $1.id }.flatMap { group in
                (0..<group.layout.partCount).reversed().map { .day(due, group, part: $0) }
            }
        }
    }

    private struct SealingKey: Hashable {
        var number: Int64
        var group: StoredGroup.ID
    }

    /// Deletes hot rows that belong to no run any more, some at a time.
    ///
    /// - Returns: whether there are more.
    private func sweep(limit: Int = 5000) throws(StoreError) -> Bool {
        guard !sealing.isSwept, let window = sealing.lookedAt else { return false }
        return try attempt("delete sealed readings from") { database in
            try use(.normal, in: database)
            try database.inTransaction(.immediate) {
                // The rows of a run lie behind its first one. Those of one that began behind the clock are among them.
                let firsts = try Int64.fetchAll(database, sql: "SELECT first FROM runs")
                let oldest = firsts.map(HotKey.firstSlot).min() ?? HotKey.slots.upperBound - 1
                let slot = max(0, min(oldest, window * ChunkPeriod.short.seconds))
                // A range is deleted in a third of the time of as many single keys.
                let border = HotKey.key(slot: slot, group: 0)
                let next = try Int64.fetchOne(
                    database, sql: "SELECT key FROM hot WHERE key < ? ORDER BY key LIMIT 1 OFFSET ?",
                    arguments: [border, limit])
                try database.execute(sql: "DELETE FROM hot WHERE key < ?", arguments: [next ?? border])
                sealing.isSwept = next == nil
                return .commit
            }
            return !sealing.isSwept
        }
    }

    /// A reader of all that is stored, in one access to the database.
    func record(in database: Database) -> RecordReader {
        RecordReader(
            database: database, catalog: catalog, openRuns: runs,
            endedRuns: endedRuns)
    }
}
