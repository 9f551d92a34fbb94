import HeapModule
import Model
import Ping
import Platform

/// Which host's echo is due when, by a clock that is never set. Every host has one entry at most.
struct EchoAgenda {
    private struct Entry: Comparable {
        var due: Timestamp
        var place: Int

        static func < (left: Entry, right: Entry) -> Bool { left.due < right.due }
    }

    /// Those that take their turns together, and those that wait for nobody: re-checks, and hosts somebody asks for.
    private var ordinary = Heap<Entry>()
    private var urgent = Heap<Entry>()
    /// The entry of each host that counts; others of it in the heaps are void.
    private var valid: [Int: Entry] = [:]

    /// The next moment at which somebody may be due, in turn or at once.
    var next: (ordinary: Timestamp?, urgent: Timestamp?) { (ordinary.min?.due, urgent.min?.due) }

    /// Enters a host's moment, in place of the one before.
    mutating func add(_ place: Int, due: Timestamp, isUrgent: Bool = false) {
        let entry = Entry(due: due, place: place)
        valid[place] = entry
        if isUrgent { urgent.insert(entry) } else { ordinary.insert(entry) }
    }

    /// Takes out the next host that is due: by the last turn, or now if it waits for nobody. It has no entry then.
    mutating func popDue(by turn: Timestamp, now: Timestamp) -> Int? {
        while true {
            let entry: Entry
            if let next = urgent.min, next.due <= now {
                entry = urgent.removeMin()
            } else if let next = ordinary.min, next.due <= turn {
                entry = ordinary.removeMin()
            } else {
                return nil
            }
            guard valid[entry.place] == entry else { continue }
            valid[entry.place] = nil
            return entry.place
        }
    }

    /// Whether a host has an entry.
    func has(_ place: Int) -> Bool { valid[place] != nil }

    /// Forgets everybody, for another configuration.
    mutating func removeAll() {
        self = EchoAgenda()
    }
}

/// A socket for echoes with the ledger of what is on its way. Belongs to one actor.
final class EchoSocket {
    let socket: DatagramSocket
    let version: ICMPVersion
    let hasIPHeader: Bool
    var ledger: EchoLedger
    var buffer: [UInt8] = []

    init(socket: DatagramSocket, family: AddressFamily) {
        self.socket = socket
        version = family == .v4 ? .v4 : .v6
        switch socket.kind {
        case .icmpDatagram:
            // The kernel puts the local port in place of the identifier (man 7 icmp).
            ledger = EchoLedger(identifier: socket.localAddress?.port ?? 0)
            hasIPHeader = false
        case .icmpRaw, .udp:
            ledger = EchoLedger(identifier: UInt16.random(in: 1...UInt16.max))
            hasIPHeader = family == .v4
        }
    }

    /// Forgets what is on its way: its answers will be nobody's.
    func forgetEchoes() {
        ledger = EchoLedger(identifier: ledger.identifier)
    }
}
