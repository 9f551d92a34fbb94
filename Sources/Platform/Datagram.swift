public import Model

/// When a datagram arrived, in nanoseconds since 1970 (CLOCK_REALTIME).
public struct ReceiveTime: Hashable, Comparable, Sendable {
    public var nanoseconds: Int64
    /// Stamped by the kernel as the packet came in; else by us as we read it, with all our own delays in it.
    public var isKernelStamp: Bool

    public init(nanoseconds: Int64, isKernelStamp: Bool) {
        self.nanoseconds = nanoseconds
        self.isKernelStamp = isKernelStamp
    }

    /// To the millisecond.
    public var timestamp: Timestamp {
        Timestamp(milliseconds: nanoseconds / 1_000_000)
    }

    public static func < (left: ReceiveTime, right: ReceiveTime) -> Bool {
        left.nanoseconds < right.nanoseconds
    }
}

/// One received datagram as a value, for callers that keep it; `receiveBatch` hands out the same parts without a copy.
public struct Datagram: Hashable, Sendable {
    public var bytes: [UInt8]
    public var peer: SocketAddress
    public var received: ReceiveTime
    /// The address of ours it was sent to, where the socket was opened with `wantsDestination`.
    public var local: IPAddress?

    public init(bytes: [UInt8], peer: SocketAddress, received: ReceiveTime, local: IPAddress? = nil) {
        self.bytes = bytes
        self.peer = peer
        self.received = received
        self.local = local
    }
}

/// What became of one datagram. Being refused is an expected outcome, not an error.
public enum SendOutcome: Hashable, Sendable {
    case sent
    /// The send buffer is full (EAGAIN, ENOBUFS): try the same datagram again a little later.
    case wouldBlock
    /// This datagram cannot go out: ENETUNREACH without a route, EMSGSIZE, EPERM by a packet filter …
    case failed(errno: Int32)
}
