/// A checksum of 32 bits, eight bytes a step by eight tables.
struct CRC32 {
    /// Of chunks: CRC-32C (RFC 3720 appendix B.4).
    static let castagnoli = CRC32(reversedPolynomial: 0x82F6_3B78)
    /// Of hot rows: that of Ethernet and zip (ISO 3309).
    static let ethernet = CRC32(reversedPolynomial: 0xEDB8_8320)

    /// Table k at 256·k: the remainder of a byte with k bytes of 0 behind it.
    private let tables: [UInt32]

    private init(reversedPolynomial: UInt32) {
        var tables: [UInt32] = []
        for number in 0..<256 as Range<UInt32> {
            var remainder = number
            for _ in 0..<8 { remainder = remainder & 1 == 1 ? reversedPolynomial ^ remainder >> 1 : remainder >> 1 }
            tables.append(remainder)
        }
        for place in 256..<2048 {
            let shorter = tables[place - 256]
            tables.append(tables[Int(shorter & 0xFF)] ^ shorter >> 8)
        }
        self.tables = tables
    }

    /// The checksum of all bytes, or of the first `count`.
    ///
    /// - Parameter earlier: The checksum of what comes before them.
    func checksum(_ row: [UInt8], count: Int? = nil, continuing earlier: UInt32 = 0) -> UInt32 {
        let count = count ?? row.count
        let bytes = row.span
        let tables = tables.span
        var remainder = ~earlier
        var offset = 0
        while offset &+ 8 <= count {
            let low =
                remainder ^ UInt32(bytes[offset]) ^ UInt32(bytes[offset &+ 1]) << 8
                ^ UInt32(bytes[offset &+ 2]) << 16 ^ UInt32(bytes[offset &+ 3]) << 24
            let first = tables[1792 &+ Int(low & 0xFF)] ^ tables[1536 &+ Int(low >> 8 & 0xFF)]
            let second = tables[1280 &+ Int(low >> 16 & 0xFF)] ^ tables[1024 &+ Int(low >> 24)]
            let third = tables[768 &+ Int(bytes[offset &+ 4])] ^ tables[512 &+ Int(bytes[offset &+ 5])]
            let fourth = tables[256 &+ Int(bytes[offset &+ 6])] ^ tables[Int(bytes[offset &+ 7])]
            remainder = first ^ second ^ third ^ fourth
            offset &+= 8
        }
        while offset < count {
            remainder = tables[Int((remainder ^ UInt32(bytes[offset])) & 0xFF)] ^ remainder >> 8
            offset &+= 1
        }
        return ~remainder
    }
}
