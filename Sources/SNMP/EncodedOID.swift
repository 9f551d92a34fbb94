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

    /// Whether these are the octets of `range`, from the last backwards: names of one request differ at their ends.
    func isEqual(to range: Range<Int>, in bytes: RawSpan) -> Bool {
        guard range.count == octets.count, range.upperBound <= bytes.byteCount else { return false }
        let expected = octets.span
        var position = range.count
        while position > 0 {
            position -= 1
            guard bytes.octet(at: range.lowerBound + position) == expected[position] else { return false }
        }
        return true
    }
}
