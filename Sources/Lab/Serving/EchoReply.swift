import Model

/// Turns an echo request, as a raw socket delivers it, into the reply (RFC 792).
enum EchoReply {
    private static let request: UInt8 = 8

    /// The reply's ICMP message to `packet`, an IPv4 packet with its header; `nil` if it is no sound echo request.
    static func reply(to packet: RawSpan) -> [UInt8]? {
        guard packet.byteCount >= 20 else { return nil }
        func byte(_ place: Int) -> UInt8 { packet.checkedByte(place) }
        let header = Int(byte(0) & 0x0f) * 4
        guard byte(0) >> 4 == 4, header >= 20, packet.byteCount >= header + 8, byte(header) == request,
            byte(header + 1) == 0
        else { return nil }
        var message = (header..<packet.byteCount).map { byte($0) }
        // Type 8 becomes 0: the one's complement sum loses 0x0800, so its complement gains it (RFC 1624).
        message[0] = 0
        let sum = UInt32(message[2]) << 8 + UInt32(message[3]) + 0x0800
        let folded = (sum & 0xffff) + (sum >> 16)
        message[2] = UInt8(truncatingIfNeeded: folded >> 8)
        message[3] = UInt8(truncatingIfNeeded: folded)
        return message
    }
}

extension RawSpan {
    /// The byte at a place that was checked; traps outside.
    fileprivate func checkedByte(_ place: Int) -> UInt8 {
        unsafe unsafeLoad(fromByteOffset: place, as: UInt8.self)
    }
}
