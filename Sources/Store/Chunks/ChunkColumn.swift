/// What one slot held at the times of a chunk.
struct ChunkColumn: Hashable {
    enum Kind: UInt8 {
        case missing, integer, real
    }

    /// One for each time.
    var kinds: [Kind]
    /// The bits of each value; 0 where none was read.
    var patterns: [UInt64]

    /// A column without values.
    init(count: Int) {
        kinds = [Kind](repeating: .missing, count: count)
        patterns = [UInt64](repeating: 0, count: count)
    }

    init(kinds: [Kind], patterns: [UInt64]) {
        self.kinds = kinds
        self.patterns = patterns
    }

    // MARK: - Writing

    private enum Form {
        /// Runs of values and gaps follow.
        static let gaps: UInt8 = 1
        static let integers: UInt8 = 2
        static let reals: UInt8 = 4
        static let all: UInt8 = 7
    }

    /// Nothing is written for a column without values.
    func write(to writer: inout ByteWriter) {
        var integerCount = 0
        var realCount = 0
        for kind in kinds {
            switch kind {
            case .missing: break
            case .integer: integerCount += 1
            case .real: realCount += 1
            }
        }
        guard integerCount + realCount > 0 else { return }
        let hasGaps = integerCount + realCount < kinds.count
        writer.append(
            byte: (hasGaps ? Form.gaps : 0) | (integerCount > 0 ? Form.integers : 0) | (realCount > 0 ? Form.reals : 0))
        if hasGaps { writeRuns(of: kinds.lazy.map { $0 != .missing }, to: &writer) }
        if integerCount > 0, realCount > 0 {
            writeRuns(of: kinds.lazy.filter { $0 != .missing }.map { $0 == .integer }, to: &writer)
        }
        if integerCount > 0 {
            var integers: [Int64] = []
            integers.reserveCapacity(integerCount)
            for place in kinds.indices where kinds[place] == .integer {
                integers.append(Int64(bitPattern: patterns[place]))
            }
            IntegerSeries.write(integers, to: &writer)
        }
        if realCount > 0 {
            var reals: [UInt64] = []
            reals.reserveCapacity(realCount)
            for place in kinds.indices where kinds[place] == .real { reals.append(patterns[place]) }
            RealSeries.write(reals, to: &writer)
        }
    }

    /// The lengths of the stretches of yes and no in turn, the first of yes; the last one ends with the column and is
    /// not written.
    private func writeRuns(of flags: some Sequence<Bool>, to writer: inout ByteWriter) {
        var runs: [UInt64] = []
        var current = true
        var length: UInt64 = 0
        for flag in flags {
            if flag != current {
                runs.append(length)
                current = flag
                length = 0
            }
            length += 1
        }
        writer.append(varint: UInt64(runs.count))
        for run in runs { writer.append(varint: run) }
    }

    // MARK: - Reading

    /// - Parameter count: How many times the chunk has.
    init(count: Int, from reader: inout ByteReader) throws(RowError) {
        self.init(count: count)
        guard reader.remaining > 0 else { return }
        let form = try reader.byte()
        guard form & ~Form.all == 0, form & (Form.integers | Form.reals) != 0 else {
            throw RowError(.outOfRange, offset: reader.offset)
        }
        if form & Form.gaps == 0, form != Form.integers | Form.reals {
            // By far the most: a value of one kind at each time.
            let isReal = form & Form.reals != 0
            kinds = [Kind](repeating: isReal ? .real : .integer, count: count)
            guard count > 0 else { throw RowError(.outOfRange, offset: reader.offset) }
            patterns =
                isReal
                ? try RealSeries.read(count: count, from: &reader)
                : try IntegerSeries.read(count: count, from: &reader).map(UInt64.init(bitPattern:))
        } else {
            try readMixture(form, from: &reader)
        }
        guard reader.remaining == 0 else { throw RowError(.trailingBytes, offset: reader.offset) }
    }

    private mutating func readMixture(_ form: UInt8, from reader: inout ByteReader) throws(RowError) {
        var places = Array(kinds.indices)
        if form & Form.gaps != 0 { places = try Self.readRuns(over: places, from: &reader).yes }
        var integerPlaces = form & Form.integers != 0 ? places : []
        var realPlaces = form & Form.reals != 0 ? places : []
        if form & Form.integers != 0, form & Form.reals != 0 {
            (integerPlaces, realPlaces) = try Self.readRuns(over: places, from: &reader)
        }
        guard (form & Form.integers != 0) == !integerPlaces.isEmpty, (form & Form.reals != 0) == !realPlaces.isEmpty
        else { throw RowError(.outOfRange, offset: reader.offset) }
        if !integerPlaces.isEmpty {
            let integers = try IntegerSeries.read(count: integerPlaces.count, from: &reader)
            for (place, integer) in zip(integerPlaces, integers) {
                kinds[place] = .integer
                patterns[place] = UInt64(bitPattern: integer)
            }
        }
        if !realPlaces.isEmpty {
            let reals = try RealSeries.read(count: realPlaces.count, from: &reader)
            for (place, pattern) in zip(realPlaces, reals) {
                kinds[place] = .real
                patterns[place] = pattern
            }
        }
    }

    private static func readRuns(
        over places: [Int], from reader: inout ByteReader
    ) throws(RowError) -> (yes: [Int], no: [Int]) {
        let count = try reader.varint()
        guard count <= UInt64(places.count) else { throw RowError(.outOfRange, offset: reader.offset) }
        var yes: [Int] = []
        var no: [Int] = []
        var next = 0
        for run in 0...count {
            let rest = places.count - next
            let length = run == count ? UInt64(rest) : try reader.varint()
            // Only the first may be empty.
            guard length <= UInt64(rest), length > 0 || run == 0 else {
                throw RowError(.outOfRange, offset: reader.offset)
            }
            let stretch = places[next..<next + Int(length)]
            if run % 2 == 0 { yes += stretch } else { no += stretch }
            next += Int(length)
        }
        return (yes, no)
    }
}
