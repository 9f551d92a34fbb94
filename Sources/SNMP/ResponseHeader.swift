/// What stands before the bindings of a PDU; the same in every version of the protocol (RFC 3416 §3).
public struct PDUHeader: Hashable, Sendable {
    public let operation: PDU.Operation
    public let requestID: Int32
    public let errorStatus: Int32
    public let errorIndex: Int32
    /// Where the bindings lie, for a ``BindingCursor``.
    public let bindings: Range<Int>

    /// Reads the PDU that comes next; the bindings themselves are not looked at.
    public init(decoding reader: inout BERReader, in bytes: RawSpan) throws(DecodingError) {
        let start = reader.offset
        let (tag, content) = try reader.element(in: bytes)
        guard let operation = PDU.Operation(rawValue: tag) else {
            throw DecodingError(offset: start, reason: .badTag(tag))
        }
        var inside = BERReader(content)
        self.operation = operation
        requestID = try inside.integer(in: bytes)
        errorStatus = try inside.integer(in: bytes)
        errorIndex = try inside.integer(in: bytes)
        bindings = try inside.content(of: BERTag.sequence, in: bytes)
    }
}

/// An SNMPv1 or v2c message up to its bindings, read where it lies: nothing is allocated or copied.
public struct ResponseHeader: Hashable, Sendable {
    public let version: Version
    /// Where the community's octets lie.
    public let community: Range<Int>
    public let pdu: PDUHeader

    public var operation: PDU.Operation { pdu.operation }
    public var requestID: Int32 { pdu.requestID }
    public var errorStatus: Int32 { pdu.errorStatus }
    public var errorIndex: Int32 { pdu.errorIndex }
    /// Where the bindings lie, for a ``BindingCursor``.
    public var bindings: Range<Int> { pdu.bindings }

    /// - Throws: ``DecodingError``; `unsupportedVersion` for SNMPv3.
    public init(decoding bytes: RawSpan) throws(DecodingError) {
        guard bytes.byteCount <= Limits.messageLength else {
            throw DecodingError(offset: Limits.messageLength, reason: .messageTooLong)
        }
        var datagram = BERReader(bytes.byteOffsets)
        var message = try datagram.enter(BERTag.sequence, in: bytes)
        let start = message.offset
        guard let version = Version(rawValue: Int(try message.integer(in: bytes))), version != .v3 else {
            throw DecodingError(offset: start, reason: .unsupportedVersion)
        }
        self.version = version
        community = try message.content(of: BERTag.octetString, in: bytes)
        pdu = try PDUHeader(decoding: &message, in: bytes)
    }
}
