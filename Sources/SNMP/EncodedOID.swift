public import Model

/// A name as its BER content octets, to be compared with the octets of an answer.
public struct EncodedOID: Hashable, Sendable {
    /// The content octets, without tag and length.
    public let octets: [UInt8]

    /// A name without an encoding (``OID/isEncodable``) becomes 0.0, which no agent has.
    public init(_ oid: OID) {
        var writer = BERWriter()
        writer.appendContent(of: oid)
        octets = writer.bytes
    }

    /// Whether these are the octets of `range`.
    func isEqual(to range: Range<Int>, in bytes: RawSpan) -> Bool {
        guard range.upperBound <= bytes.byteCount else { return false }
        // Safe: `bytes` is marked because of elements with padding, and a UInt8 has none.
        return unsafe bytes.isEqual(range, to: octets.span.bytes, octets.indices)
    }
}
