import HeapModule
import Model

/// Who is due when. Hosts are spread over their interval by a stable hash of their name, so that a restart neither
/// bunches them nor moves them. Times are monotonic nanoseconds.
struct Agenda {
    private struct Entry: Comparable {
        var due: Int64
        var place: Int

        static func < (left: Entry, right: Entry) -> Bool {
            (left.due, left.place) < (right.due, right.place)
        }
    }

    private var entries = Heap<Entry>()

    /// The next moment at which somebody is due.
    var next: Int64? { entries.min?.due }

    /// Takes a host in; its first turn comes within one interval from `now`, at the same moment of the interval whenever
    /// it is taken in.
    mutating func add(_ place: Int, name: Host.Name, interval: Int64, now: Int64) {
        let interval = max(1, interval)
        let phase = Int64(Agenda.stableHash(name) % UInt64(interval))
        let since = (now - phase) % interval
        entries.insert(Entry(due: now + (since > 0 ? interval - since : -since), place: place))
    }

    /// Takes out the next one that is due, and enters it again one interval later.
    ///
    /// A host whose turns passed while nobody asked (a suspended machine) is asked once, not once for each.
    mutating func popDue(now: Int64, interval: (Int) -> Int64?) -> (place: Int, due: Int64)? {
        guard let entry = entries.min, entry.due <= now else { return nil }
        entries.removeMin()
        guard let step = interval(entry.place) else { return popDue(now: now, interval: interval) }
        let missed = (now - entry.due) / max(1, step)
        entries.insert(Entry(due: entry.due + (missed + 1) * max(1, step), place: entry.place))
        return (entry.place, entry.due)
    }

    /// Forgets everybody, for another configuration.
    mutating func removeAll() {
        entries = Heap()
    }

    /// FNV-1a with 64 bits, its high bits folded in: the same on every machine and in every run.
    static func stableHash(_ name: String) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in name.utf8 {
            hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
        }
        return hash ^ hash >> 32
    }
}
