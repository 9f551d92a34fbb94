/// CRC-32C (Castagnoli; RFC 3720 appendix B.4), eight bytes a step by eight tables.
enum CRC32C {
    /// The checksum of the first `count` bytes.
    static func checksum(_ row: [UInt8], count: Int) -> UInt32 {
        let bytes = row.span
        let tables = tables.span
        var remainder: UInt32 = ~0
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

    /// Table k at 256·k: the remainder of a byte with k bytes of 0 behind it.
    private static let tables: [UInt32] = {
        var tables: [UInt32] = []
        for number in 0..<256 as Range<UInt32> {
            var remainder = number
            for _ in 0..<8 { remainder = remainder & 1 == 1 ? 0x82F6_3B78 ^ remainder >> 1 : remainder >> 1 }
            tables.append(remainder)
        }
        for place in 256..<2048 {
            let shorter = tables[place - 256]
            tables.append(tables[Int(shorter & 0xFF)] ^ shorter >> 8)
        }
        return tables
    }()
}
