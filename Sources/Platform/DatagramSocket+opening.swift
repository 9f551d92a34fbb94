internal import CLinux
import Glibc
public import Model

/// The ICMP message types that a raw socket lets through; the kernel keeps all others out (ICMP_FILTER).
public struct ICMPTypes: Hashable, Sendable, ExpressibleByArrayLiteral {
    fileprivate var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

    public init(arrayLiteral types: UInt8...) {
        for type in types { insert(type) }
    }

    /// Echo reply and what a router says instead of one: unreachable (RFC 792: 3; RFC 4443: 1), packet too big (2),
    /// time exceeded (11; 3), parameter problem (12; 4).
    public static func echoAnswers(_ family: AddressFamily) -> ICMPTypes {
        switch family {
        case .v4: [0, 3, 11, 12]
        case .v6: [129, 1, 2, 3, 4]
        }
    }

    /// Lets messages of that type through.
    public mutating func insert(_ type: UInt8) {
        let bit: UInt64 = 1 << UInt64(type % 64)
        switch type / 64 {
        case 0: words.0 |= bit
        case 1: words.1 |= bit
        case 2: words.2 |= bit
        default: words.3 |= bit
        }
    }

    public static func == (left: ICMPTypes, right: ICMPTypes) -> Bool {
        left.words == right.words
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(words.0)
        hasher.combine(words.1)
        hasher.combine(words.2)
        hasher.combine(words.3)
    }
}

extension DatagramSocket.Kind: CustomStringConvertible {
    public var description: String {
        switch self {
        case .udp: "UDP socket"
        case .icmpDatagram: "ICMP datagram socket"
        case .icmpRaw: "raw ICMP socket"
        }
    }
}

extension DatagramSocket {
    /// Opens the socket that this user may have for echoes: a datagram one if `ping_group_range` allows it, else raw.
    ///
    /// Prefer raw with `prefersRaw`: it alone hears "unreachable". Throws the raw socket's EPERM with both remedies.
    public static func echo(
        family: AddressFamily, prefersRaw: Bool = false, bind: Endpoint? = nil, options: Options = Options()
    ) throws(PlatformError) -> DatagramSocket {
        let raw = Kind.icmpRaw(.echoAnswers(family))
        let kinds = prefersRaw ? [raw, .icmpDatagram] : [.icmpDatagram, raw]
        do throws(PlatformError) {
            return try DatagramSocket(family: family, kind: kinds[0], bind: bind, options: options)
        } catch {
            guard error.code == EACCES || error.code == EPERM else { throw error }
            return try DatagramSocket(family: family, kind: kinds[1], bind: bind, options: options)
        }
    }

    static func open(_ family: AddressFamily, _ kind: Kind) throws(PlatformError) -> Int32 {
        let domain = family == .v4 ? AF_INET : AF_INET6
        let icmp = Int32(family == .v4 ? IPPROTO_ICMP : IPPROTO_ICMPV6)
        let (type, protocolNumber) =
            switch kind {
            case .udp: (SOCK_DGRAM, Int32(IPPROTO_UDP))
            case .icmpDatagram: (SOCK_DGRAM, icmp)
            case .icmpRaw: (SOCK_RAW, icmp)
            }
        let flags = Int32(SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
        let descriptor = socket(domain, Int32(type.rawValue) | flags, protocolNumber)
        guard descriptor < 0 else { return descriptor }
        let code = errno
        switch (kind, code) {
        case (.icmpDatagram, EACCES), (.icmpDatagram, EPERM), (.icmpRaw, EACCES), (.icmpRaw, EPERM):
            throw PlatformError(
                "open", kind.description, code: code,
                remedy: "give the daemon CAP_NET_RAW (AmbientCapabilities=CAP_NET_RAW in the unit), or its group a "
                    + "place in net.ipv4.ping_group_range")
        default:
            throw PlatformError("open", kind.description, code: code)
        }
    }

    static func configure(
        _ descriptor: Int32, _ family: AddressFamily, _ kind: Kind, _ options: Options
    ) throws(PlatformError) {
        // Raw sockets are of one family anyway and refuse the option.
        if family == .v6, kind == .udp { try set(descriptor, Int32(IPPROTO_IPV6), IPV6_V6ONLY, 1, "IPV6_V6ONLY") }
        try set(descriptor, SOL_SOCKET, SO_TIMESTAMPNS, 1, "SO_TIMESTAMPNS")
        try set(descriptor, SOL_SOCKET, SO_RXQ_OVFL, 1, "SO_RXQ_OVFL")
        if options.reusesAddress { try set(descriptor, SOL_SOCKET, SO_REUSEADDR, 1, "SO_REUSEADDR") }
        if options.wantsDestination {
            switch family {
            case .v4: try set(descriptor, Int32(IPPROTO_IP), IP_PKTINFO, 1, "IP_PKTINFO")
            case .v6: try set(descriptor, Int32(IPPROTO_IPV6), IPV6_RECVPKTINFO, 1, "IPV6_RECVPKTINFO")
            }
        }
        try setBuffer(descriptor, SO_RCVBUFFORCE, SO_RCVBUF, options.receiveBufferBytes, "SO_RCVBUF")
        try setBuffer(descriptor, SO_SNDBUFFORCE, SO_SNDBUF, options.sendBufferBytes, "SO_SNDBUF")
        if case .icmpRaw(let types) = kind {
            var words = [types.words.0, types.words.1, types.words.2, types.words.3]
            let result = unsafe clinux_icmp_filter(descriptor, family.version, &words)
            guard result == 0 else { throw PlatformError("set filter of", kind.description, code: -result) }
        }
    }

    /// A ping socket is bound even if nobody asks, so that its identifier is known before the first echo.
    static func bind(
        _ descriptor: Int32, _ family: AddressFamily, _ kind: Kind, to endpoint: Endpoint?
    ) throws(PlatformError) {
        let wanted: Endpoint
        if let endpoint {
            wanted = endpoint
        } else if kind == .icmpDatagram {
            wanted = Endpoint(address: family == .v4 ? .v4(0) : .v6(high: 0, low: 0))
        } else {
            return
        }
        guard AddressFamily(of: wanted.address) == family else {
            throw PlatformError("bind \(kind) to", wanted.description, code: EAFNOSUPPORT)
        }
        var address = clinux_address(wanted.address, port: wanted.port ?? 0)
        let result = unsafe clinux_bind(descriptor, &address)
        guard result == 0 else { throw PlatformError("bind \(kind) to", wanted.description, code: -result) }
    }

    private static func set(
        _ descriptor: Int32, _ level: Int32, _ option: Int32, _ value: Int32, _ name: String
    ) throws(PlatformError) {
        guard setOption(descriptor, level, option, value) else {
            throw PlatformError("set socket option", name, code: errno)
        }
    }

    /// The forced form goes beyond `rmem_max` but needs CAP_NET_ADMIN; the plain one is capped silently.
    private static func setBuffer(
        _ descriptor: Int32, _ forced: Int32, _ plain: Int32, _ bytes: Int, _ name: String
    ) throws(PlatformError) {
        let value = Int32(clamping: bytes)
        guard !setOption(descriptor, SOL_SOCKET, forced, value) else { return }
        try set(descriptor, SOL_SOCKET, plain, value, name)
    }

    private static func setOption(_ descriptor: Int32, _ level: Int32, _ option: Int32, _ value: Int32) -> Bool {
        var value = value
        return unsafe setsockopt(descriptor, level, option, &value, socklen_t(MemoryLayout<Int32>.size)) == 0
    }
}
