public import Model

/// Which of the two protocols a message is in; they differ in types, checksum and what they quote.
public enum ICMPVersion: Hashable, Sendable {
    /// RFC 792.
    case v4
    /// RFC 4443. The kernel writes and checks its checksum (RFC 3542 §3.1).
    case v6

    /// The one that reaches `address`.
    public init(of address: IPAddress) {
        switch address {
        case .v4: self = .v4
        case .v6: self = .v6
        }
    }

    var echoRequestType: UInt8 { self == .v4 ? 8 : 128 }
    var echoReplyType: UInt8 { self == .v4 ? 0 : 129 }
}

/// One echo to send (RFC 792 "Echo", RFC 4443 §4.1). Its data are a token, the send stamp and padding.
public struct EchoRequest: Hashable, Sendable {
    /// Of the header and the two words behind it; no echo is shorter.
    public static let minimumBytes = 24

    /// Which sender it is from; a datagram socket's kernel puts its own in place of it.
    public var identifier: UInt16
    public var sequence: UInt16
    /// Random, and different in each echo: who has not seen this one cannot answer it.
    public var token: UInt64
    /// Nanoseconds since 1970, for those who read a packet capture; round trips are taken from the ledger's own copy.
    public var sentNanoseconds: Int64

    public init(identifier: UInt16, sequence: UInt16, token: UInt64, sentNanoseconds: Int64) {
        self.identifier = identifier
        self.sequence = sequence
        self.token = token
        self.sentNanoseconds = sentNanoseconds
    }

    /// The ICMP message, without IP header, zeros added up to `length`.
    public func encoded(for version: ICMPVersion, length: Int = minimumBytes) -> [UInt8] {
        var bytes: [UInt8] = []
        encode(for: version, length: length, into: &bytes)
        return bytes
    }

    /// As `encoded`, over what stands in `bytes`: a sender of thousands keeps one buffer.
    public func encode(for version: ICMPVersion, length: Int = minimumBytes, into bytes: inout [UInt8]) {
        bytes.removeAll(keepingCapacity: true)
        bytes.append(contentsOf: [version.echoRequestType, 0, 0, 0])
        EchoRequest.append(identifier, to: &bytes)
        EchoRequest.append(sequence, to: &bytes)
        EchoRequest.append(token, to: &bytes)
        EchoRequest.append(sentNanoseconds, to: &bytes)
        while bytes.count < length { bytes.append(0) }
        if version == .v4 {
            let checksum = ~InternetChecksum.sum(of: bytes)
            bytes[2] = UInt8(truncatingIfNeeded: checksum >> 8)
            bytes[3] = UInt8(truncatingIfNeeded: checksum)
        }
    }

    private static func append(_ number: some FixedWidthInteger, to bytes: inout [UInt8]) {
        var shift = number.bitWidth
        while shift > 0 {
            shift -= 8
            bytes.append(UInt8(truncatingIfNeeded: number >> shift))
        }
    }
}

/// The ones' complement sum of 16-bit words (RFC 1071 §1).
enum InternetChecksum {
    /// A correct message sums to 0xffff with its checksum in place; its checksum is the complement without.
    static func sum(of bytes: [UInt8]) -> UInt16 {
        var sum: UInt64 = 0
        for (index, byte) in bytes.enumerated() {
            sum &+= index & 1 == 0 ? UInt64(byte) << 8 : UInt64(byte)
        }
        return folded(sum)
    }

    static func sum(of bytes: RawSpan, from start: Int) -> UInt16 {
        var sum: UInt64 = 0
        for index in start..<bytes.byteCount {
            let byte = UInt64(bytes.byte(at: index))
            sum &+= (index - start) & 1 == 0 ? byte << 8 : byte
        }
        return folded(sum)
    }

    private static func folded(_ sum: UInt64) -> UInt16 {
        var sum = sum
        while sum > 0xffff { sum = (sum & 0xffff) &+ (sum >> 16) }
        return UInt16(sum)
    }
}

extension RawSpan {
    /// The byte at `offset`; outside the span it traps, so callers look at the length first.
    func byte(at offset: Int) -> UInt8 {
        // The load checks its bounds; it counts as unsafe for types in which not every pattern is a value.
        unsafe unsafeLoad(fromByteOffset: offset, as: UInt8.self)
    }

    /// The `Number` in network order at `offset`; same bounds.
    func number<Number: FixedWidthInteger & UnsignedInteger>(at offset: Int, as type: Number.Type) -> Number {
        var number: Number = 0
        for index in 0..<Number.bitWidth / 8 {
            number = number << 8 | Number(byte(at: offset + index))
        }
        return number
    }
}
