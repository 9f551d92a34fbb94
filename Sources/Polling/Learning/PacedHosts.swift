import HeapModule

/// Hosts that have something to ask, but not yet: for the sake of their agent or their line. Each waits once. Times are
/// monotonic nanoseconds.
struct PacedHosts {
    private struct Entry: Comparable {
        var time: Int64
        var place: Int

        static func < (left: Entry, right: Entry) -> Bool { (left.time, left.place) < (right.time, right.place) }
    }

    private var entries = Heap<Entry>()
    private var waiting: Set<Int> = []

    /// When the first may ask.
    var next: Int64? { entries.min?.time }

    /// Has a host wait, unless it does already.
    mutating func add(_ place: Int, until time: Int64) {
        if waiting.insert(place).inserted { entries.insert(Entry(time: time, place: place)) }
    }

    /// Takes out the next one that may ask by now.
    mutating func popDue(now: Int64) -> Int? {
        guard let first = entries.min, first.time <= now else { return nil }
        entries.removeMin()
        waiting.remove(first.place)
        return first.place
    }
}
