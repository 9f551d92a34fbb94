public import Model

/// A host's word that nobody listens on one of its UDP ports: ICMP type 3, code 3 (RFC 792) or ICMPv6 type 1, code 4
/// (RFC 4443 §3.1), as a raw socket hears it.
public struct PortRefusal: Hashable, Sendable {
    /// Whom the refused datagram was for, and its port there.
    public var destination: IPAddress
    public var destinationPort: UInt16
    /// The port of ours that it came from.
    public var sourcePort: UInt16

    /// Reads one received ICMP message; `nil` if it is anything else.
    ///
    /// - Parameter hasIPHeader: As raw IPv4 sockets deliver it (man 7 raw).
    public init?(decoding bytes: RawSpan, version: ICMPVersion, hasIPHeader: Bool) {
        var start = 0
        if hasIPHeader {
            guard let length = PortRefusal.ipv4HeaderLength(bytes, at: 0) else { return nil }
            start = length
        }
        let quote = start + 8
        guard bytes.byteCount > quote else { return nil }
        let kind = (bytes.byte(at: start), bytes.byte(at: start + 1))
        let datagram: Int
        switch version {
        case .v4:
            guard kind == (3, 3), InternetChecksum.sum(of: bytes, from: start) == 0xffff,
                let length = PortRefusal.ipv4HeaderLength(bytes, at: quote), bytes.byteCount >= quote + length + 4,
                bytes.byte(at: quote + 9) == PortRefusal.udp
            else { return nil }
            datagram = quote + length
            destination = .v4(bytes.number(at: quote + 16, as: UInt32.self))
        case .v6:
            // Our requests have no extension headers, so UDP follows at once.
            guard kind == (1, 4), bytes.byteCount >= quote + 44, bytes.byte(at: quote + 6) == PortRefusal.udp
            else { return nil }
            datagram = quote + 40
            destination = .v6(
                high: bytes.number(at: quote + 24, as: UInt64.self), low: bytes.number(at: quote + 32, as: UInt64.self))
        }
        sourcePort = bytes.number(at: datagram, as: UInt16.self)
        destinationPort = bytes.number(at: datagram + 2, as: UInt16.self)
    }

    /// UDP's number in the header of IP.
    private static let udp: UInt8 = 17

    /// Of the IPv4 header at `start` (RFC 791 §3.1); `nil` if no whole one stands there.
    private static func ipv4HeaderLength(_ bytes: RawSpan, at start: Int) -> Int? {
        guard bytes.byteCount >= start + 20 else { return nil }
        let first = bytes.byte(at: start)
        let length = Int(first & 0x0f) * 4
        return first >> 4 == 4 && length >= 20 && bytes.byteCount >= start + length ? length : nil
    }
}
