public import Model

/// A name as its BER content octets.
public struct EncodedOID: Hashable, Sendable {
    /// The content octets, without tag and length.
    public let octets: [UInt8]

    /// A name without an encoding (``OID/isEncodable``) becomes 0.0, which no agent has.
    public init(_ oid: OID) {
        var writer = BERWriter()
        writer.appendContent(of: oid)
        octets = writer.bytes
    }
}
