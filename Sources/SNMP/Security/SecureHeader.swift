/// An SNMPv3 message with the User-based Security Model up to its scoped PDU, read where it lies (RFC 3412 §6,
/// RFC 3414 §2.4). Nothing in it is to be believed before ``LocalizedKeys/open(_:of:)``.
public struct SecureHeader: Hashable, Sendable {
    /// msgID: the message that it answers.
    public let messageID: Int32
    /// msgMaxSize: octets of a message that the sender takes.
    public let maximumOctets: Int32
    public let level: SecurityLevel
    /// Whether the sender wants a report if something is wrong.
    public let isReportable: Bool
    /// msgAuthoritativeEngineID's octets.
    public let engineID: Range<Int>
    /// msgAuthoritativeEngineBoots, from 0.
    public let boots: Int32
    /// msgAuthoritativeEngineTime in seconds, from 0.
    public let time: Int32
    /// msgUserName's octets.
    public let userName: Range<Int>
    /// msgAuthenticationParameters' octets: the digest.
    public let digest: Range<Int>
    /// msgPrivacyParameters' octets: the salt.
    public let salt: Range<Int>
    /// The scoped PDU as an element; where it is encrypted, the octets that are.
    public let scopedPDU: Range<Int>
    /// Where the message ends; octets behind it do not belong to it.
    public let end: Int

    /// RFC 3412 §6.4, msgFlags.
    static let reportableFlag: UInt8 = 4
    /// RFC 3411 §5, SnmpSecurityModel.
    static let userBased: Int32 = 3

    /// - Throws: ``DecodingError``; `unsupportedVersion` for SNMPv1 and v2c.
    public init(decoding bytes: RawSpan) throws(DecodingError) {
        guard bytes.byteCount <= Limits.messageLength else {
            throw DecodingError(offset: Limits.messageLength, reason: .messageTooLong)
        }
        var datagram = BERReader(bytes.byteOffsets)
        var message = try datagram.enter(BERTag.sequence, in: bytes)
        end = datagram.offset
        let start = message.offset
        guard try message.integer(in: bytes) == Version.v3.rawValue else {
            throw DecodingError(offset: start, reason: .unsupportedVersion)
        }
        var global = try message.enter(BERTag.sequence, in: bytes)
        messageID = try global.integer(in: bytes)
        maximumOctets = try global.integer(in: bytes)
        let flags = try global.content(of: BERTag.octetString, in: bytes)
        guard flags.count == 1 else { throw DecodingError(offset: flags.lowerBound, reason: .badLength) }
        let bits = bytes.octet(at: flags.lowerBound)
        level = SecurityLevel(rawValue: bits).intersection(.authPriv)
        isReportable = bits & SecureHeader.reportableFlag != 0
        guard level != .encrypted else { throw DecodingError(offset: flags.lowerBound, reason: .badSecurityLevel) }
        let model = global.offset
        guard try global.integer(in: bytes) == SecureHeader.userBased else {
            throw DecodingError(offset: model, reason: .unsupportedSecurityModel)
        }
        let parameters = try message.content(of: BERTag.octetString, in: bytes)
        var outer = BERReader(parameters)
        var security = try outer.enter(BERTag.sequence, in: bytes)
        engineID = try security.octets(0...32, in: bytes)
        boots = try security.natural(in: bytes)
        time = try security.natural(in: bytes)
        userName = try security.octets(0...32, in: bytes)
        digest = try security.octets(0...64, in: bytes)
        salt = try security.octets(0...64, in: bytes)
        if level.contains(.encrypted) {
            scopedPDU = try message.content(of: BERTag.octetString, in: bytes)
        } else {
            let start = message.offset
            _ = try message.content(of: BERTag.sequence, in: bytes)
            scopedPDU = start..<message.offset
        }
    }
}

/// A scoped PDU up to its bindings (RFC 3412 §6.8).
public struct ScopedHeader: Hashable, Sendable {
    /// contextEngineID's octets.
    public let contextEngineID: Range<Int>
    /// contextName's octets.
    public let contextName: Range<Int>
    public let pdu: PDUHeader

    /// - Throws: ``DecodingError``. Octets behind the scoped PDU are DES's padding.
    public init(decoding bytes: RawSpan) throws(DecodingError) {
        var reader = BERReader(bytes.byteOffsets)
        var scoped = try reader.enter(BERTag.sequence, in: bytes)
        contextEngineID = try scoped.content(of: BERTag.octetString, in: bytes)
        contextName = try scoped.content(of: BERTag.octetString, in: bytes)
        pdu = try PDUHeader(decoding: &scoped, in: bytes)
    }
}

extension BERReader {
    /// An OCTET STRING of so many octets.
    fileprivate mutating func octets(
        _ count: ClosedRange<Int>, in bytes: RawSpan
    ) throws(DecodingError) -> Range<Int> {
        let content = try content(of: BERTag.octetString, in: bytes)
        guard count.contains(content.count) else {
            throw DecodingError(offset: content.lowerBound, reason: .badLength)
        }
        return content
    }

    /// An INTEGER from 0 to 2³¹−1.
    fileprivate mutating func natural(in bytes: RawSpan) throws(DecodingError) -> Int32 {
        let start = offset
        let number = try integer(in: bytes)
        guard number >= 0 else { throw DecodingError(offset: start, reason: .integerOutOfRange) }
        return number
    }
}
