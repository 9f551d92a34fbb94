public import Model

/// What an ICMP message says about an echo of ours, before anybody has looked whether it really was ours.
public enum EchoAnswer: Hashable, Sendable {
    /// The echo itself came back. `token` is `nil` if it carries too little data to be ours.
    case reply(identifier: UInt16, sequence: UInt16, token: UInt64?)
    /// Somebody on the way could not deliver it, and quotes it. Cheap devices quote too little for the token.
    case refusal(Refusal, identifier: UInt16, sequence: UInt16, destination: IPAddress, token: UInt64?)
}

/// Why an echo was not delivered, in one set of words for both protocols.
public enum Refusal: Hashable, Sendable {
    /// No way to the network (RFC 792 type 3 codes 0, 6, 11; RFC 4443 type 1 codes 0, 2).
    case noRoute
    /// The last router cannot find the host on its wire (3/1, 7, 12; 1/3).
    case hostUnreachable
    /// A filter forbids it (3/9, 10, 13; 1/1, 5, 6).
    case prohibited
    /// Too long for the path (3/4; type 2).
    case tooBig
    /// It went in circles or too far (type 11; type 3).
    case timeExceeded
    case other(type: UInt8, code: UInt8)

    init(type: UInt8, code: UInt8, version: ICMPVersion) {
        self =
            switch (version, type, code) {
            case (.v4, 3, 0), (.v4, 3, 6), (.v4, 3, 11), (.v6, 1, 0), (.v6, 1, 2): .noRoute
            case (.v4, 3, 1), (.v4, 3, 7), (.v4, 3, 12), (.v6, 1, 3): .hostUnreachable
            case (.v4, 3, 9), (.v4, 3, 10), (.v4, 3, 13), (.v6, 1, 1), (.v6, 1, 5), (.v6, 1, 6): .prohibited
            case (.v4, 3, 4), (.v6, 2, _): .tooBig
            case (.v4, 11, _), (.v6, 3, _): .timeExceeded
            default: .other(type: type, code: code)
            }
    }
}

/// Why bytes are no answer to any echo. Raw sockets hear all sorts of things, so it is counted, not reported.
public struct EchoDecodingError: Error, Hashable, Sendable {
    public enum Reason: Hashable, Sendable {
        case truncated
        /// The IP header in front is none of version 4, or shorter than 20 bytes.
        case notIPv4
        case wrongChecksum
        /// An ICMP type that neither answers nor refuses an echo.
        case otherType(UInt8)
        /// It quotes something else than an ICMP echo.
        case otherQuote
    }

    public var reason: Reason
    /// Bytes from the start of what was received.
    public var offset: Int
}

extension EchoAnswer {
    /// Reads one received ICMP message; `hasIPHeader` for raw IPv4 sockets, which deliver it too (man 7 raw).
    public static func decode(
        _ bytes: RawSpan, version: ICMPVersion, hasIPHeader: Bool
    ) throws(EchoDecodingError) -> EchoAnswer {
        var start = 0
        if hasIPHeader {
            start = try ipv4HeaderLength(bytes, at: 0)
        }
        try require(8, at: start, of: bytes)
        if version == .v4, InternetChecksum.sum(of: bytes, from: start) != 0xffff {
            throw EchoDecodingError(reason: .wrongChecksum, offset: start + 2)
        }
        let type = bytes.byte(at: start)
        switch (version, type) {
        case (.v4, 0), (.v6, 129):
            return .reply(
                identifier: bytes.number(at: start + 4, as: UInt16.self),
                sequence: bytes.number(at: start + 6, as: UInt16.self), token: token(bytes, echoAt: start))
        case (.v4, 3), (.v4, 11), (.v4, 12), (.v6, 1), (.v6, 2), (.v6, 3), (.v6, 4):
            let refusal = Refusal(type: type, code: bytes.byte(at: start + 1), version: version)
            return try quoted(bytes, at: start + 8, version: version, refusal)
        default:
            throw EchoDecodingError(reason: .otherType(type), offset: start)
        }
    }

    /// The packet that a refusal quotes: its IP header and at least 8 bytes more (RFC 792; RFC 4443 §3: as much as fits).
    private static func quoted(
        _ bytes: RawSpan, at start: Int, version: ICMPVersion, _ refusal: Refusal
    ) throws(EchoDecodingError) -> EchoAnswer {
        let echo: Int
        let protocolOffset: Int
        let destination: IPAddress
        switch version {
        case .v4:
            echo = start + (try ipv4HeaderLength(bytes, at: start))
            protocolOffset = start + 9
            destination = .v4(bytes.number(at: start + 16, as: UInt32.self))
        case .v6:
            try require(40, at: start, of: bytes)
            echo = start + 40
            // Our echoes have no extension headers, so ICMPv6 follows at once.
            protocolOffset = start + 6
            destination = .v6(
                high: bytes.number(at: start + 24, as: UInt64.self), low: bytes.number(at: start + 32, as: UInt64.self))
        }
        guard bytes.byte(at: protocolOffset) == (version == .v4 ? 1 : 58) else {
            throw EchoDecodingError(reason: .otherQuote, offset: protocolOffset)
        }
        try require(8, at: echo, of: bytes)
        guard bytes.byte(at: echo) == version.echoRequestType else {
            throw EchoDecodingError(reason: .otherQuote, offset: echo)
        }
        return .refusal(
            refusal, identifier: bytes.number(at: echo + 4, as: UInt16.self),
            sequence: bytes.number(at: echo + 6, as: UInt16.self), destination: destination,
            token: token(bytes, echoAt: echo))
    }

    /// The token behind the echo header, if as many bytes are there.
    private static func token(_ bytes: RawSpan, echoAt start: Int) -> UInt64? {
        bytes.byteCount - start >= 16 ? bytes.number(at: start + 8, as: UInt64.self) : nil
    }

    /// Checks that a whole IPv4 header stands at `start` (RFC 791 §3.1); its length in bytes.
    private static func ipv4HeaderLength(_ bytes: RawSpan, at start: Int) throws(EchoDecodingError) -> Int {
        try require(20, at: start, of: bytes)
        let first = bytes.byte(at: start)
        let length = Int(first & 0x0f) * 4
        guard first >> 4 == 4, length >= 20 else { throw EchoDecodingError(reason: .notIPv4, offset: start) }
        try require(length, at: start, of: bytes)
        return length
    }

    private static func require(_ count: Int, at start: Int, of bytes: RawSpan) throws(EchoDecodingError) {
        guard bytes.byteCount - start >= count else {
            throw EchoDecodingError(reason: .truncated, offset: bytes.byteCount)
        }
    }
}
