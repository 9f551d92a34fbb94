import GRDB

extension Archive {
    /// Notes where the runs end that nobody has ended: the process before was killed, or just ended. Else every reading of
    /// such a run would look for its last row slot by slot, two hours of them.
    ///
    /// What is noted is the last slot of the group that is possible. It may hold a row of another run if the clock was set
    /// back: a reader goes on backwards from there.
    static func endRuns(in database: Database) throws {
        var starts: [StoredGroup.ID: [HotRun.Slot]] = [:]
        for key in try Int64.fetchAll(database, sql: "SELECT first FROM runs WHERE last IS NULL") {
            starts[HotKey.group(ofRun: key), default: []].append(HotKey.firstSlot(ofRun: key))
        }
        var ends: [Int64: HotRun.Slot] = [:]
        for span in spans(of: starts.values.joined()) {
            let keys = try Int64.fetchCursor(
                database, sql: "SELECT key FROM hot WHERE key >= ? AND key < ? ORDER BY key",
                arguments: [
                    HotKey.key(slot: span.lowerBound, group: 0), HotKey.key(slot: span.upperBound + 1, group: 0),
                ])
            while let key = try keys.next() {
                let (slot, group) = (HotKey.slot(of: key), HotKey.group(of: key))
                for first in starts[group] ?? [] where reach(of: first).contains(slot) {
                    ends[HotKey.runKey(first: first, group: group)] = slot
                }
            }
        }
        let update = try database.cachedStatement(sql: "UPDATE runs SET last = ? WHERE first = ?")
        for (first, last) in ends { try update.execute(arguments: [last, first]) }
    }

    /// The slots that a run can have.
    private static func reach(of first: HotRun.Slot) -> ClosedRange<HotRun.Slot> {
        let window = ChunkPeriod.short.number(ofSecond: first) + 1
        return first...max(first, min(window * ChunkPeriod.short.seconds - 1, HotKey.slots.upperBound - 2))
    }

    /// All slots that runs can have, each once.
    private static func spans(of starts: some Sequence<HotRun.Slot>) -> [ClosedRange<HotRun.Slot>] {
        var spans: [ClosedRange<HotRun.Slot>] = []
        for next in starts.sorted().map(reach) {
            if let last = spans.last, next.lowerBound <= last.upperBound {
                spans[spans.count - 1] = last.lowerBound...max(last.upperBound, next.upperBound)
            } else {
                spans.append(next)
            }
        }
        return spans
    }
}
