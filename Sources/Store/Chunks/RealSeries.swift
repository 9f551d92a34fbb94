/// A column of doubles: as integers with a power of ten where each comes back bit for bit so (what devices tell has few
/// decimals), else by the bits in which each differs from the one before.
enum RealSeries {
    /// More decimals than a double has digits help nobody.
    private static let mostDecimals = 15
    private static let bits: UInt8 = 0xFF

    // MARK: - Writing

    /// - Parameter patterns: The bits of the doubles; at least one.
    static func write(_ patterns: [UInt64], to writer: inout ByteWriter) {
        if let (decimals, integers) = scaled(patterns) {
            writer.append(byte: UInt8(decimals))
            IntegerSeries.write(integers, to: &writer)
            return
        }
        writer.append(byte: bits)
        writer.append(littleEndian: patterns[0])
        var differences = [Int64](repeating: 0, count: patterns.count - 1)
        var all: UInt64 = 0
        for place in differences.indices {
            let difference = patterns[place + 1] ^ patterns[place]
            all |= difference
            differences[place] = Int64(bitPattern: difference)
        }
        let shift = all == 0 ? 0 : all.trailingZeroBitCount
        if shift > 0 {
            for place in differences.indices {
                differences[place] = Int64(bitPattern: UInt64(bitPattern: differences[place]) >> UInt64(shift))
            }
        }
        let packing = Residuals.packing(of: differences.span, below: .max)?.0 ?? .list
        writer.append(byte: UInt8(shift) | (packing.isList ? 0x80 : 0))
        Residuals.write(differences.span, packing, to: &writer)
    }

    /// The doubles as integers · 10^−decimals with the fewest decimals; `nil` if one does not come back bit for bit.
    private static func scaled(_ patterns: [UInt64]) -> (decimals: Int, integers: [Int64])? {
        guard let decimals = decimals(of: patterns) else { return nil }
        var integers = [Int64](repeating: 0, count: patterns.count)
        for place in patterns.indices {
            // One that came back with fewer decimals can be too large for more.
            guard let integer = integer(patterns[place], decimals) else { return nil }
            integers[place] = integer
        }
        return (decimals, integers)
    }

    /// How many decimals the one needs that needs most; `nil` if one needs more than a double tells.
    static func decimals(of patterns: some Sequence<UInt64>) -> Int? {
        var decimals = 0
        for pattern in patterns {
            guard Double(bitPattern: pattern).isFinite else { return nil }
            while integer(pattern, decimals) == nil {
                guard decimals < mostDecimals else { return nil }
                decimals += 1
            }
        }
        return decimals
    }

    /// The nearest number with so many decimals.
    static func rounded(_ real: Double, decimals: Int) -> Double {
        let raised = (real * powersOfTen[decimals]).rounded()
        return raised.magnitude <= 0x1p53 ? raised / powersOfTen[decimals] : real
    }

    private static func integer(_ pattern: UInt64, _ decimals: Int) -> Int64? {
        let real = Double(bitPattern: pattern)
        let raised = (real * powersOfTen[decimals]).rounded()
        guard raised.magnitude <= 0x1p53 else { return nil }
        let integer = Int64(raised)
        // By the way that a reader goes: −0 does not come back as an integer.
        return (Double(integer) / powersOfTen[decimals]).bitPattern == pattern ? integer : nil
    }

    // MARK: - Reading

    /// The bits of the doubles.
    static func read(count: Int, from reader: inout ByteReader) throws(RowError) -> [UInt64] {
        let form = try reader.byte()
        guard form == bits else { return try readScaled(count: count, decimals: Int(form), from: &reader) }
        var pattern = try reader.littleEndian()
        let packing = try reader.byte()
        let shift = UInt64(packing & 0x7F)
        guard shift < 64 else { throw RowError(.outOfRange, offset: reader.offset) }
        let differences = try Residuals.read(count: count - 1, isList: packing & 0x80 != 0, from: &reader)
        var patterns = [UInt64](repeating: pattern, count: count)
        for place in differences.indices {
            pattern ^= UInt64(bitPattern: differences[place]) << shift
            patterns[place + 1] = pattern
        }
        return patterns
    }

    private static func readScaled(
        count: Int, decimals: Int, from reader: inout ByteReader
    ) throws(RowError) -> [UInt64] {
        guard decimals <= mostDecimals else { throw RowError(.outOfRange, offset: reader.offset) }
        let divisor = powersOfTen[decimals]
        return try IntegerSeries.read(count: count, from: &reader).map { (Double($0) / divisor).bitPattern }
    }

    /// Exact up to 10^22.
    private static let powersOfTen: [Double] = [
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
    ]
}
