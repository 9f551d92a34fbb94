public import Model

/// Steps through the bindings of a PDU where they lie: nothing is allocated or copied.
public struct BindingCursor: Hashable, Sendable {
    private var reader: BERReader
    /// Bindings stepped over so far.
    public private(set) var count = 0

    /// Stands before the first binding of ``PDUHeader/bindings``.
    public init(_ bindings: Range<Int>) {
        reader = BERReader(bindings)
    }

    /// Stands before the binding that begins at an octet.
    public init(at offset: Int, in bytes: RawSpan) {
        reader = BERReader(offset..<max(offset, bytes.byteCount))
    }

    /// Where the next binding begins.
    var offset: Int { reader.offset }

    /// The next binding, `nil` behind the last.
    /// - Throws: ``DecodingError``; after one there is nothing to be had from this message.
    public mutating func next(in bytes: RawSpan) throws(DecodingError) -> EncodedBinding? {
        guard !reader.isAtEnd else { return nil }
        guard count < Limits.bindings else { throw DecodingError(offset: reader.offset, reason: .tooManyBindings) }
        count += 1
        var binding = try reader.enter(BERTag.sequence, in: bytes)
        let name = try binding.content(of: BERTag.objectIdentifier, in: bytes)
        let (tag, content) = try binding.element(in: bytes)
        // Octets behind the value would be another binding to net-snmp: nobody knows what the agent means.
        guard binding.isAtEnd else { throw DecodingError(offset: binding.offset, reason: .badLength) }
        return EncodedBinding(name: name, tag: tag, content: content)
    }
}

/// Where one binding's name and value lie in a message. All ranges belong to the span it was read from.
public struct EncodedBinding: Hashable, Sendable {
    /// The name's content octets.
    public let name: Range<Int>
    /// The value's type, one of ``BERTag``.
    public let tag: UInt8
    /// The value's content octets.
    public let content: Range<Int>

    /// Whether the agent has no such value: one of the three exceptions of RFC 3416 §3, or NULL.
    public var isMissing: Bool {
        switch tag {
        case BERTag.null, BERTag.noSuchObject, BERTag.noSuchInstance, BERTag.endOfMibView: true
        default: false
        }
    }

    /// An integer of any type, a Counter64 by its bit pattern; `nil` for other types.
    /// - Throws: ``DecodingError`` where the octets are no number of that type.
    @inline(__always)
    public func integer(in bytes: RawSpan) throws(DecodingError) -> Int64? {
        switch tag {
        case BERTag.integer: Int64(try BERContent.integer(in: bytes, content))
        case BERTag.counter32, BERTag.gauge32, BERTag.timeTicks, BERTag.uInteger32:
            Int64(try BERContent.unsigned(in: bytes, content))
        case BERTag.counter64: Int64(bitPattern: try BERContent.counter64(in: bytes, content))
        default: nil
        }
    }

    /// A float or double that net-snmp wrapped into an Opaque; `nil` for anything else.
    public func real(in bytes: RawSpan) -> Double? {
        tag == BERTag.opaque ? BERContent.real(in: bytes, content) : nil
    }

    /// A copy of an OCTET STRING's octets; `nil` for other types.
    public func octets(in bytes: RawSpan) -> [UInt8]? {
        tag == BERTag.octetString ? bytes.octets(content) : nil
    }

    /// An OBJECT IDENTIFIER; `nil` for other types.
    public func oid(in bytes: RawSpan) throws(DecodingError) -> OID? {
        tag == BERTag.objectIdentifier ? try BERContent.oid(in: bytes, content) : nil
    }

    /// Name and value as values of their own.
    public func binding(in bytes: RawSpan) throws(DecodingError) -> VariableBinding {
        VariableBinding(
            name: try BERContent.oid(in: bytes, name),
            value: try BERContent.value(tag: tag, in: bytes, content))
    }
}
