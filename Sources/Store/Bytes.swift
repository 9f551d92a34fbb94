/// Appends numbers to a blob.
struct ByteWriter {
    private(set) var bytes: [UInt8] = []

    init(capacity: Int) {
        bytes.reserveCapacity(capacity)
    }

    mutating func append(byte: UInt8) {
        bytes.append(byte)
    }

    mutating func append(bytes more: [UInt8]) {
        bytes += more
    }

    /// Seven bits a byte, the lowest first, the top bit set on all but the last (LEB128).
    mutating func append(varint number: UInt64) {
        var rest = number
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    mutating func append(signed number: Int64) {
        append(varint: zigzag(number))
    }

    mutating func append(littleEndian number: UInt32) {
        for shift in stride(from: 0, to: 32, by: 8) {
            bytes.append(UInt8(truncatingIfNeeded: number >> UInt32(shift)))
        }
    }
}

extension ByteWriter {
    mutating func append(littleEndian number: UInt64) {
        append(littleEndian: UInt32(truncatingIfNeeded: number))
        append(littleEndian: UInt32(truncatingIfNeeded: number >> 32))
    }
}

/// Takes numbers from a blob; it never reads beyond the end.
struct ByteReader {
    private let bytes: [UInt8]
    private let end: Int
    private(set) var offset: Int

    init(_ bytes: [UInt8]) {
        self.init(bytes, from: 0, to: bytes.count)
    }

    /// A part of a blob; offsets count from the begin of the whole.
    init(_ bytes: [UInt8], from start: Int, to end: Int) {
        self.bytes = bytes
        self.end = min(end, bytes.count)
        offset = min(start, self.end)
    }

    var remaining: Int { end - offset }

    mutating func byte() throws(RowError) -> UInt8 {
        guard offset < end else { throw RowError(.truncated, offset: offset) }
        defer { offset += 1 }
        return bytes[offset]
    }

    mutating func take(_ count: Int) throws(RowError) -> [UInt8] {
        guard count >= 0, count <= remaining else { throw RowError(.truncated, offset: offset) }
        defer { offset += count }
        return Array(bytes[offset..<offset + count])
    }

    /// At most ten bytes; one that would exceed 64 bits is refused.
    mutating func varint() throws(RowError) -> UInt64 {
        // By far the most are one byte long.
        if offset < end, bytes[offset] < 0x80 {
            defer { offset += 1 }
            return UInt64(bytes[offset])
        }
        var number: UInt64 = 0
        var shift: UInt64 = 0
        while true {
            let next = try byte()
            let part = UInt64(next & 0x7F)
            guard shift < 63 || (shift == 63 && part <= 1) else { throw RowError(.outOfRange, offset: offset) }
            number |= part << shift
            if next & 0x80 == 0 { return number }
            shift += 7
        }
    }

    mutating func signed() throws(RowError) -> Int64 {
        unzigzag(try varint())
    }

    mutating func littleEndian() throws(RowError) -> UInt64 {
        guard remaining >= 8 else { throw RowError(.truncated, offset: offset) }
        var number: UInt64 = 0
        for place in 0..<8 { number |= UInt64(bytes[offset + place]) << UInt64(8 * place) }
        offset += 8
        return number
    }

    /// Numbers of `width` bits each, 0…64, the lowest bit first; whole bytes are taken.
    mutating func unpack(
        width: Int, adding reference: Int64, into numbers: inout [Int64], at places: Range<Int>
    ) throws(RowError) {
        let length = (places.count * width + 7) / 8
        guard length <= remaining else { throw RowError(.truncated, offset: offset) }
        let end = offset + length
        let blob = bytes
        let source = blob.span
        let width = UInt64(width)
        let mask = width == 64 ? UInt64.max : 1 << width &- 1
        var waiting: UInt64 = 0
        var count: UInt64 = 0
        var next = offset
        for place in places {
            var low = waiting
            if count < width {
                while count <= 56, next < end {
                    waiting |= UInt64(source[next]) << count
                    count &+= 8
                    next &+= 1
                }
                low = waiting
                if count < width {
                    // More than 56 bits, of which up to 7 lie in one byte more.
                    let byte = UInt64(source[next])
                    next &+= 1
                    low |= byte << count
                    let taken = width &- count
                    numbers[place] = reference &+ Int64(bitPattern: low & mask)
                    waiting = byte >> taken
                    count = 8 &- taken
                    continue
                }
            }
            numbers[place] = reference &+ Int64(bitPattern: low & mask)
            waiting = width == 64 ? 0 : waiting >> width
            count &-= width
        }
        offset = end
    }
}

/// Small numbers of either sign become small: 0, −1, 1, −2 … → 0, 1, 2, 3 …
func zigzag(_ number: Int64) -> UInt64 {
    UInt64(bitPattern: (number << 1) ^ (number >> 63))
}

func unzigzag(_ number: UInt64) -> Int64 {
    Int64(bitPattern: number >> 1) ^ -Int64(bitPattern: number & 1)
}

/// The last four bytes of a row, little endian. - Precondition: it has as many.
func storedChecksum(of row: [UInt8]) -> UInt32 {
    var checksum: UInt32 = 0
    for place in 1...4 { checksum = checksum << 8 | UInt32(row[row.count - place]) }
    return checksum
}
