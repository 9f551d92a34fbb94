public import Model

/// Content octets of the simple types, read as values. The ranges must lie within the octets, as those from
/// ``BERReader/element(in:)`` do.
///
/// Padded and unpadded integers are taken alike, as net-snmp does: agents send 32-bit counters without the zero octet
/// that keeps them positive, and numbers with more octets than needed.
public enum BERContent {
    /// INTEGER. A number from 2³¹ to 2³²−1, which some agents send for an unsigned one, is taken by its 32-bit pattern.
    @inline(__always)
    public static func integer(in bytes: RawSpan, _ content: Range<Int>) throws(DecodingError) -> Int32 {
        let value = try number(in: bytes, content, isSigned: true)
        if let exact = Int32(exactly: value) { return exact }
        guard let unsigned = UInt32(exactly: value) else {
            throw DecodingError(offset: content.lowerBound, reason: .integerOutOfRange)
        }
        return Int32(bitPattern: unsigned)
    }

    /// Counter32, Gauge32, TimeTicks. Up to four octets are unsigned even where the zero octet that says so was left
    /// out; a negative number of more octets is taken by its 32-bit pattern.
    @inline(__always)
    public static func unsigned(in bytes: RawSpan, _ content: Range<Int>) throws(DecodingError) -> UInt32 {
        let value = try number(in: bytes, content, isSigned: content.count > 4)
        if let exact = UInt32(exactly: value) { return exact }
        guard let negative = Int32(exactly: value) else {
            throw DecodingError(offset: content.lowerBound, reason: .integerOutOfRange)
        }
        return UInt32(bitPattern: negative)
    }

    /// Counter64, unsigned even where the zero octet that says so was left out.
    @inline(__always)
    public static func counter64(in bytes: RawSpan, _ content: Range<Int>) throws(DecodingError) -> UInt64 {
        UInt64(bitPattern: try number(in: bytes, content, isSigned: false))
    }

    /// A number of up to 8 octets by its 64-bit pattern; an unsigned one may have a zero octet before them.
    @inline(__always)
    private static func number(in bytes: RawSpan, _ content: Range<Int>, isSigned: Bool) throws(DecodingError)
        -> Int64
    {
        let first = content.lowerBound
        guard !content.isEmpty else { throw DecodingError(offset: first, reason: .badLength) }
        guard content.count <= 8 || (content.count == 9 && !isSigned && bytes.octet(at: first) == 0) else {
            throw DecodingError(offset: first, reason: .integerTooLong)
        }
        // The eight octets that end the number, of which those before it are shifted out. A message has that many
        // before its first number; where there are fewer, zeros stand for them.
        let shift = max(0, 64 - content.count * 8)
        let pattern =
            content.upperBound >= 8
            ? UInt64(bigEndian: bytes.eightOctets(at: content.upperBound - 8))
            : (0..<content.upperBound).reduce(0) { $0 << 8 | UInt64(bytes.octet(at: $1)) }
        let aligned = pattern << UInt64(shift)
        return isSigned ? Int64(bitPattern: aligned) >> Int64(shift) : Int64(bitPattern: aligned >> UInt64(shift))
    }

    /// IpAddress: four octets in network order.
    public static func ipAddress(in bytes: RawSpan, _ content: Range<Int>) throws(DecodingError) -> UInt32 {
        guard content.count == 4 else { throw DecodingError(offset: content.lowerBound, reason: .badLength) }
        return content.reduce(0) { $0 << 8 | UInt32(bytes.octet(at: $1)) }
    }

    /// OBJECT IDENTIFIER (X.690 §8.19). Without contents it is 0.0, the name that means nothing (RFC 2578 §2).
    public static func oid(in bytes: RawSpan, _ content: Range<Int>) throws(DecodingError) -> OID {
        guard !content.isEmpty else { return OID([0, 0]) }
        var subidentifiers: [UInt32] = []
        subidentifiers.reserveCapacity(min(content.count + 1, OID.maximumLength))
        var value: UInt64 = 0
        var isComplete = true
        for offset in content {
            let octet = bytes.octet(at: offset)
            value = value << 7 | UInt64(octet & 0x7f)
            isComplete = octet & 0x80 == 0
            // The first number on the wire is 40 times the first arc plus the second: up to 80 more than 2³²−1.
            let limit = UInt64(UInt32.max) + (subidentifiers.isEmpty ? 80 : 0)
            guard value <= limit, subidentifiers.count < OID.maximumLength else {
                throw DecodingError(offset: offset, reason: .subidentifierLimit)
            }
            guard isComplete else { continue }
            if subidentifiers.isEmpty {
                let arc = min(value / 40, 2)
                subidentifiers.append(UInt32(arc))
                subidentifiers.append(UInt32(value - arc * 40))
            } else {
                subidentifiers.append(UInt32(value))
            }
            value = 0
        }
        guard isComplete else { throw DecodingError(offset: content.upperBound, reason: .truncated) }
        return OID(subidentifiers)
    }

    /// The floating-point number that net-snmp wraps into an Opaque (draft-perkins-opaque-01): the octets
    /// `9f 78 04` and a big-endian float, or `9f 79 08` and a double. `nil` for any other Opaque.
    public static func real(in bytes: RawSpan, _ content: Range<Int>) -> Double? {
        guard content.count >= 3, bytes.octet(at: content.lowerBound) == 0x9f else { return nil }
        let pattern = content.dropFirst(3).reduce(UInt64(0)) { $0 << 8 | UInt64(bytes.octet(at: $1)) }
        switch (bytes.octet(at: content.lowerBound + 1), bytes.octet(at: content.lowerBound + 2), content.count) {
        case (0x78, 4, 7): return Double(Float(bitPattern: UInt32(truncatingIfNeeded: pattern)))
        case (0x79, 8, 11): return Double(bitPattern: pattern)
        default: return nil
        }
    }

    /// The value of a binding by its tag.
    /// - Throws: ``DecodingError`` for tags that are no value, and for contents that their type does not allow.
    public static func value(tag: UInt8, in bytes: RawSpan, _ content: Range<Int>) throws(DecodingError)
        -> VariableValue
    {
        switch tag {
        case BERTag.integer: return .integer(try integer(in: bytes, content))
        case BERTag.octetString: return .octetString(bytes.octets(content))
        case BERTag.objectIdentifier: return .oid(try oid(in: bytes, content))
        case BERTag.ipAddress: return .ipAddress(try ipAddress(in: bytes, content))
        case BERTag.counter32: return .counter32(try unsigned(in: bytes, content))
        case BERTag.gauge32, BERTag.uInteger32: return .gauge32(try unsigned(in: bytes, content))
        case BERTag.timeTicks: return .timeTicks(try unsigned(in: bytes, content))
        case BERTag.opaque: return .opaque(bytes.octets(content))
        case BERTag.counter64: return .counter64(try counter64(in: bytes, content))
        case BERTag.null, BERTag.noSuchObject, BERTag.noSuchInstance, BERTag.endOfMibView:
            guard content.isEmpty else { throw DecodingError(offset: content.lowerBound, reason: .badLength) }
            switch tag {
            case BERTag.noSuchObject: return .noSuchObject
            case BERTag.noSuchInstance: return .noSuchInstance
            case BERTag.endOfMibView: return .endOfMibView
            default: return .null
            }
        default: throw DecodingError(offset: content.lowerBound, reason: .badTag(tag))
        }
    }
}
