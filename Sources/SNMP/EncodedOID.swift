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
        let count = octets.count
        guard range.count == count, range.upperBound <= bytes.byteCount else { return false }
        // Safe: `bytes` is marked because of elements with padding, and a UInt8 has none.
        let expected = unsafe octets.span.bytes
        guard count >= 8 else {
            for position in 0..<count
            where bytes.octet(at: range.lowerBound + position) != expected.octet(at: position) {
                return false
            }
            return true
        }
        // From the last backwards, because names of one request differ at their ends; the first eight may overlap.
        var position = count
        while position > 0 {
            position = max(0, position - 8)
            guard bytes.eightOctets(at: range.lowerBound + position) == expected.eightOctets(at: position) else {
                return false
            }
        }
        return true
    }
}
