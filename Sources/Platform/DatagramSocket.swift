internal import CLinux
import Glibc
public import Model

/// The version of IP a socket speaks; IPv6 sockets here never speak IPv4 (IPV6_V6ONLY).
public enum AddressFamily: Hashable, Sendable {
    case v4, v6

    public init(of address: IPAddress) {
        switch address {
        case .v4: self = .v4
        case .v6: self = .v6
        }
    }

    var version: UInt8 { self == .v4 ? 4 : 6 }
}

/// A non-blocking datagram socket that reads and writes in batches and carries the kernel's receive stamps.
///
/// Not `Sendable`: it belongs to one actor (see `SerialQueueExecutor`), which a `ReadinessSource` calls when
/// `descriptor` has something. Closed when it is released.
// Safe: the two batches are private, made in init or on first use and freed only in deinit; indexes into them are
// checked by the shim, and a batch is never resized, so its memory outlives every span given out.
@safe public final class DatagramSocket {
    /// What is spoken over the socket.
    public enum Kind: Hashable, Sendable {
        case udp
        /// A "ping" socket (man 7 icmp): any user of a group in `ping_group_range`, the kernel sets the identifier to
        /// the local port and delivers only replies to it, without IP header. Unreachable messages do not arrive.
        case icmpDatagram
        /// A raw socket: needs CAP_NET_RAW. Everything of `types` that reaches the machine arrives; v4 with IP header.
        case icmpRaw(ICMPTypes)
    }

    /// Sizes, and what is to be told with each datagram.
    public struct Options: Hashable, Sendable {
        /// Datagrams that one call of `receiveBatch` or one system call of `flush` can carry.
        public var batch = 64
        /// The longest datagram; longer ones are dropped and counted, not cut. 9,216 carries a jumbo frame.
        public var datagramBytes = 9216
        /// The kernel's receive buffer; capped at `net.core.rmem_max` without CAP_NET_ADMIN.
        public var receiveBufferBytes = 4 << 20
        public var sendBufferBytes = 1 << 20
        /// Tells the address of ours that each datagram was sent to (IP_PKTINFO), to answer from the same.
        public var wantsDestination = false
        /// Lets several sockets share one address (SO_REUSEADDR); for UDP only simulators want it.
        public var reusesAddress = false

        public init() {}
    }

    /// What happened since the socket was opened; nothing is lost silently.
    public struct Counters: Hashable, Sendable {
        public var received = 0
        public var sent = 0
        /// Dropped by the kernel because the receive buffer was full (SO_RXQ_OVFL), as known from the newest datagram.
        public var overflowed = 0
        /// Longer than `datagramBytes`.
        public var tooLong = 0
        /// Receive calls that failed with anything but "nothing there", and the errno of the last.
        public var receiveFailures = 0
        public var lastReceiveErrno: Int32 = 0
        /// Datagrams that could not go out, send buffer full not counted.
        public var sendFailures = 0
    }

    public let family: AddressFamily
    public let kind: Kind
    /// For a `ReadinessSource`. Stays the socket's own: nobody else closes it.
    public let descriptor: Int32
    public private(set) var counters = Counters()

    private let batch: Int
    private let datagramBytes: Int
    private let incoming: OpaquePointer
    /// Made at the first `stage`: most sockets send one by one.
    private var outgoing: OpaquePointer?
    /// Datagrams in `outgoing`.
    private var staged = 0
    /// Datagrams that did not go since the last `flush`.
    private var unsent = 0

    /// Opens a socket, bound to `bind` if given (port `nil`: the kernel chooses one).
    ///
    /// Throws EACCES or EPERM where the user may not have such a socket, EADDRINUSE, EADDRNOTAVAIL, EMFILE.
    public init(
        family: AddressFamily, kind: Kind, bind: Endpoint? = nil, options: Options = Options()
    ) throws(PlatformError) {
        let descriptor = try DatagramSocket.open(family, kind)
        do throws(PlatformError) {
            try DatagramSocket.configure(descriptor, family, kind, options)
            try DatagramSocket.bind(descriptor, family, kind, to: bind)
        } catch {
            _ = close(descriptor)
            throw error
        }
        batch = min(max(options.batch, 1), 1024)
        datagramBytes = min(max(options.datagramBytes, 64), 65_536)
        guard let incoming = unsafe clinux_batch_create(UInt32(batch), UInt32(datagramBytes)) else {
            _ = close(descriptor)
            throw PlatformError("allocate buffers for", kind.description, code: ENOMEM)
        }
        unsafe self.incoming = incoming
        self.family = family
        self.kind = kind
        self.descriptor = descriptor
    }

    deinit {
        unsafe clinux_batch_destroy(incoming)
        if let outgoing = unsafe outgoing { unsafe clinux_batch_destroy(outgoing) }
        _ = close(descriptor)
    }

    /// The address and port it is bound to; for `icmpDatagram` the port is the echo identifier. `nil` before binding.
    public var localAddress: SocketAddress? {
        var local = clinux_address()
        guard unsafe clinux_local_address(descriptor, &local) == 0, let address = local.address else { return nil }
        return SocketAddress(address, port: local.port)
    }

    // MARK: - Receiving

    /// Hands up to `limit` waiting datagrams to `body` without waiting for more; returns how many the kernel gave.
    ///
    /// The bytes live only during `body`, which must not receive from this socket itself. The address is where it was sent to, with `wantsDestination`. Less than
    /// `limit` means that nothing is left; with `limit` ask again, or let the readiness source do so.
    @discardableResult
    public func receiveBatch(
        limit: Int = 64, _ body: (RawSpan, SocketAddress, ReceiveTime, IPAddress?) -> Void
    ) -> Int {
        let received = unsafe clinux_batch_receive(incoming, descriptor, UInt32(min(max(limit, 1), batch)))
        guard received >= 0 else {
            if received != -EAGAIN && received != -EINTR {
                counters.receiveFailures += 1
                counters.lastReceiveErrno = -received
            }
            return 0
        }
        var datagram = unsafe clinux_datagram()
        for index in 0..<UInt32(received) {
            unsafe clinux_batch_get(incoming, index, &datagram)
            if unsafe datagram.has_drops != 0 { counters.overflowed = unsafe Int(datagram.drops) }
            guard unsafe datagram.truncated == 0 else {
                counters.tooLong += 1
                continue
            }
            // A datagram without a sender's address cannot be answered or matched; the kernel always gives one.
            guard let peer = unsafe datagram.peer.address else { continue }
            counters.received += 1
            let time =
                unsafe datagram.has_time != 0
                ? ReceiveTime(nanoseconds: unsafe datagram.nanoseconds, isKernelStamp: true)
                : ReceiveTime(nanoseconds: SystemClock.nanoseconds(), isKernelStamp: false)
            // The memory lives as long as the socket; only the next receive changes what stands in it.
            let bytes = unsafe UnsafeRawBufferPointer(start: datagram.bytes, count: Int(datagram.length))
            body(
                unsafe bytes.bytes, SocketAddress(peer, port: unsafe datagram.peer.port), time,
                unsafe datagram.destination.address)
        }
        return Int(received)
    }

    // MARK: - Sending

    /// Sends one datagram without waiting; `source` is an address of ours to send from (Linux `IP_PKTINFO`).
    public func send(_ bytes: RawSpan, to peer: SocketAddress, from source: IPAddress? = nil) -> SendOutcome {
        var peer = clinux_address(peer.address, port: peer.port)
        var source = source.map { clinux_address($0) } ?? .none
        let result = unsafe bytes.withUnsafeBytes { buffer in
            unsafe clinux_send(
                descriptor, buffer.baseAddress?.assumingMemoryBound(to: UInt8.self), UInt32(buffer.count), &peer,
                &source)
        }
        let outcome = DatagramSocket.outcome(result)
        count(outcome)
        return outcome
    }

    /// As `send` of a span.
    public func send(_ bytes: [UInt8], to peer: SocketAddress, from source: IPAddress? = nil) -> SendOutcome {
        // `Span.bytes` counts as unsafe because elements may have padding; a byte has none.
        unsafe send(bytes.span.bytes, to: peer, from: source)
    }

    /// Puts a datagram into the batch that `flush` sends with few system calls; a full batch goes at once.
    ///
    /// For echoes use `send`: one stamp for a batch makes round trips too long.
    public func stage(_ bytes: RawSpan, to peer: SocketAddress, from source: IPAddress? = nil) {
        if staged == batch { sendStaged() }
        guard let outgoing = unsafe outgoing ?? clinux_batch_create(UInt32(batch), UInt32(datagramBytes)) else {
            unsent += 1
            return
        }
        unsafe self.outgoing = outgoing
        var peer = clinux_address(peer.address, port: peer.port)
        var source = source.map { clinux_address($0) } ?? .none
        let refusal = unsafe bytes.withUnsafeBytes { buffer in
            unsafe clinux_batch_put(
                outgoing, UInt32(staged), buffer.baseAddress?.assumingMemoryBound(to: UInt8.self),
                UInt32(buffer.count), &peer, &source)
        }
        guard refusal == 0 else {
            counters.sendFailures += 1
            unsent += 1
            return
        }
        staged += 1
    }

    /// As `stage` of a span.
    public func stage(_ bytes: [UInt8], to peer: SocketAddress, from source: IPAddress? = nil) {
        // `Span.bytes` counts as unsafe because elements may have padding; a byte has none.
        unsafe stage(bytes.span.bytes, to: peer, from: source)
    }

    /// Sends what was staged, without waiting.
    ///
    /// - Returns: How many of the datagrams staged since the last call did not go: too long, refused by the kernel, or
    ///   behind a full send buffer. They are lost, as they could be on the wire.
    @discardableResult public func flush() -> Int {
        sendStaged()
        defer { unsent = 0 }
        return unsent
    }

    private func sendStaged() {
        guard staged > 0, let outgoing = unsafe outgoing else { return }
        var next = 0
        while next < staged {
            let result = unsafe clinux_batch_send(outgoing, descriptor, UInt32(next), UInt32(staged - next))
            if result > 0 {
                next += Int(result)
                counters.sent += Int(result)
            } else if DatagramSocket.outcome(result) == .wouldBlock {
                unsent += staged - next
                break
            } else {
                // It stopped at one that cannot go; those behind it may.
                counters.sendFailures += 1
                unsent += 1
                next += 1
            }
        }
        staged = 0
    }

    private static func outcome(_ result: Int32) -> SendOutcome {
        switch -result {
        case ...0: .sent
        case EAGAIN, ENOBUFS, EINTR: .wouldBlock
        case let errno: .failed(errno: errno)
        }
    }

    private func count(_ outcome: SendOutcome) {
        switch outcome {
        case .sent: counters.sent += 1
        case .wouldBlock: break
        case .failed: counters.sendFailures += 1
        }
    }
}
