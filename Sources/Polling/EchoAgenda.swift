import HeapModule
import Model
import Ping
import Platform

/// Which host's echo is due when, by a clock that is never set.
struct EchoAgenda {
    private struct Entry: Comparable {
        var due: Timestamp
        var place: Int

        static func < (left: Entry, right: Entry) -> Bool { left.due < right.due }
    }

    private var entries = Heap<Entry>()

    /// Before every turn.
    static let atOnce = Timestamp(milliseconds: 0)

    /// The next moment at which somebody may be due.
    var next: Timestamp? { entries.min?.due }

    /// Enters a moment; earlier ones of the same host stay and are found to be void when they come.
    mutating func add(_ place: Int, due: Timestamp) {
        entries.insert(Entry(due: due, place: place))
    }

    /// Takes out the next one that is due by a moment.
    mutating func popDue(by moment: Timestamp) -> Int? {
        guard let entry = entries.min, entry.due <= moment else { return nil }
        entries.removeMin()
        return entry.place
    }

    /// Forgets everybody, for another configuration.
    mutating func removeAll() {
        entries = Heap()
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
