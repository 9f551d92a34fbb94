import Model

/// What reader and writer both know after a row of a run: the reference of the next one.
///
/// A run is a chain of rows of one group. Its first row is whole, every other one is the difference to the row before.
/// The layout of a row stands in docs/archive-format.md.
struct HotRun {
    /// Rows are numbered by the second in which they were read, or the next one that is free.
    typealias Slot = Int64

    static let version: UInt8 = 1
    /// So many values a row may have; a device that shows more is not believed.
    static let maximumSlotCount = 1 << 20

    let first: Slot
    private(set) var last: Slot
    private(set) var time: Timestamp
    private(set) var rowCount = 0
    private(set) var uptime: UInt32?
    private var check: UInt32 = 0
    /// The last known value of each slot, by its bit pattern.
    private var values: [UInt64]
    /// Which slots had a value in the last row.
    private var present: Bits
    /// Which of the last known values are reals.
    private var reals: Bits

    /// A row as it is stored.
    struct StoredRow: Sendable {
        var slot: Slot
        var row: [UInt8]
    }

    /// All rows of the run, while they take little memory; else `nil`.
    private(set) var rows: [StoredRow]? = []
    private var keptBytes = 0

    /// Keeps a row that was stored, unless that makes more than so many bytes.
    mutating func keep(_ row: [UInt8], at slot: Slot, upTo limit: Int) {
        keptBytes += row.count + 64
        if keptBytes > limit { rows = nil }
        rows?.append(StoredRow(slot: slot, row: row))
    }

    /// A run without rows.
    init(first: Slot) {
        self.first = first
        last = first
        time = Timestamp(milliseconds: first &* 1000)
        values = []
        present = Bits(count: 0)
        reals = Bits(count: 0)
    }

    var slotCount: Int { values.count }

    /// Bits of the byte that tells what follows.
    private enum Parts {
        static let present: UInt8 = 1
        static let reals: UInt8 = 2
        static let changes: UInt8 = 4
        static let all: UInt8 = 7
    }

    // MARK: - Writing

    /// The row for these readings; it becomes the reference of the next.
    mutating func append(_ readings: Readings, at slot: Slot) -> [UInt8] {
        let count = readings.values.count
        grow(to: count)
        let differences = takeDifferences(to: readings.values)
        // A bit for each value that is there, if that saves more zeros than it costs.
        let marksChanges = differences.unchanged > (differences.numbers.count + 7) / 8
        var parts: UInt8 = 0
        if differences.present != present.bytes { parts |= Parts.present }
        if differences.reals != reals.bytes { parts |= Parts.reals }
        if marksChanges { parts |= Parts.changes }

        var row = ByteWriter(capacity: 32 + differences.numbers.count * 2)
        row.append(byte: Self.version)
        row.append(varint: rowCount == 0 ? 0 : UInt64(bitPattern: slot &- last))
        row.append(signed: readings.time.milliseconds &- slot &* 1000)
        row.append(
            varint: readings.uptime.map { zigzag(Int64($0) &- expectedUptime(at: readings.time)) &+ 1 } ?? 0)
        row.append(varint: UInt64(count))
        row.append(byte: parts)
        if parts & Parts.present != 0 { row.append(bytes: differences.present) }
        if parts & Parts.reals != 0 { row.append(bytes: differences.reals) }
        if marksChanges {
            var changes = [UInt8](repeating: 0, count: (differences.numbers.count + 7) / 8)
            for (place, number) in differences.numbers.enumerated() where number != 0 {
                changes[place >> 3] |= 1 << UInt8(place & 7)
            }
            row.append(bytes: changes)
        }
        for number in differences.numbers where !marksChanges || number != 0 { row.append(varint: number) }
        check = checksum(row.bytes, continuing: check)
        row.append(littleEndian: check)
        advance(
            to: slot, time: readings.time, uptime: readings.uptime,
            present: Bits(unchecked: differences.present, count: count),
            reals: Bits(unchecked: differences.reals, count: count))
        return row.bytes
    }

    private struct Differences {
        /// The bits of the slots that have a value, and of the last known values that are reals.
        var present: [UInt8]
        var reals: [UInt8]
        /// One for each value that is there.
        var numbers: [UInt64] = []
        var unchanged = 0
    }

    /// How the values differ from their references, of which they take the place. Integers by their wrapping difference;
    /// reals by XOR with the bytes turned round, so that the zeros at the end of short decimals come to the front. The
    /// reference is 0 where the slot held the other kind.
    private mutating func takeDifferences(to next: [Value?]) -> Differences {
        // A local of its own: the loop is the hottest one of storing.
        var values: [UInt64] = []
        swap(&values, &self.values)
        defer { swap(&values, &self.values) }
        var differences = Differences(present: [UInt8](repeating: 0, count: (next.count + 7) / 8), reals: reals.bytes)
        differences.numbers.reserveCapacity(next.count)
        for (place, value) in next.enumerated() {
            let bit = UInt8(1) << UInt8(place & 7)
            let difference: UInt64
            switch value {
            case nil: continue
            case .integer(let integer):
                let pattern = UInt64(bitPattern: integer)
                let isKnown = differences.reals[place >> 3] & bit == 0
                difference = zigzag(Int64(bitPattern: pattern &- (isKnown ? values[place] : 0)))
                if !isKnown { differences.reals[place >> 3] &= ~bit }
                values[place] = pattern
            case .real(let real):
                let isKnown = differences.reals[place >> 3] & bit != 0
                difference = (real.bitPattern ^ (isKnown ? values[place] : 0)).byteSwapped
                if !isKnown { differences.reals[place >> 3] |= bit }
                values[place] = real.bitPattern
            }
            differences.present[place >> 3] |= bit
            if difference == 0 { differences.unchanged += 1 }
            differences.numbers.append(difference)
        }
        return differences
    }

    // MARK: - Reading

    /// How many slots before this row its reference lies, 0 for a whole row.
    static func distanceToReference(in row: [UInt8]) throws(RowError) -> Slot {
        var reader = ByteReader(row)
        guard try reader.byte() == version else { throw RowError(.unknownVersion, offset: 0) }
        let distance = try reader.varint()
        guard distance <= UInt64(Slot.max) else { throw RowError(.outOfRange, offset: reader.offset) }
        return Slot(distance)
    }

    /// What the row holds; it becomes the reference of the next. After an error the run must not be used any more.
    mutating func read(_ row: [UInt8], at slot: Slot, key: GroupKey) throws(RowError) -> Readings {
        try advance(by: row, at: slot)
        return Readings(key: key, time: time, uptime: uptime, values: (0..<present.count).map(value))
    }

    /// What the last row held at a place.
    private func value(_ place: Int) -> Value? {
        switch kind(of: place) {
        case .missing: nil
        case .integer: .integer(Int64(bitPattern: values[place]))
        case .real: .real(Double(bitPattern: values[place]))
        }
    }

    /// What the last row held at a place; beyond its slots nothing.
    func kind(of place: Int) -> ChunkColumn.Kind {
        guard place < present.count, present[place] else { return .missing }
        return reals[place] ? .real : .integer
    }

    /// The bits of the last value that a place held.
    func pattern(of place: Int) -> UInt64 { values[place] }

    /// Reads the next row of the run. After an error the run must not be used any more.
    mutating func advance(by row: [UInt8], at slot: Slot) throws(RowError) {
        guard row.count > 4 else { throw RowError(.truncated, offset: row.count) }
        let end = row.count - 4
        check = checksum(row.prefix(end), continuing: check)
        let stored = row.suffix(4).reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        guard stored == check else { throw RowError(.wrongChecksum, offset: end) }

        let distance = try Self.distanceToReference(in: row)
        guard distance == (rowCount == 0 ? 0 : slot &- last) else { throw RowError(.wrongReference, offset: 1) }
        var reader = ByteReader(row, from: 0, to: end)
        _ = try reader.byte()
        _ = try reader.varint()
        let offset = try reader.signed()
        guard ChunkTimes.bounds.contains(offset) else { throw RowError(.outOfRange, offset: reader.offset) }
        let moment = Timestamp(milliseconds: slot &* 1000 &+ offset)
        let uptime = try readUptime(from: &reader, at: moment)
        let announced = try reader.varint()
        // Each value costs at least a bit somewhere, unless the reference has as many.
        guard announced <= UInt64(Self.maximumSlotCount),
            announced <= UInt64(max(slotCount, reader.remaining &* 8)), announced >= UInt64(slotCount)
        else { throw RowError(.outOfRange, offset: reader.offset) }
        let count = Int(announced)
        grow(to: count)
        let parts = try reader.byte()
        guard parts & ~Parts.all == 0 else { throw RowError(.outOfRange, offset: reader.offset) }
        let nextPresent = parts & Parts.present != 0 ? try readBits(count, from: &reader) : present
        let nextReals = parts & Parts.reals != 0 ? try readBits(count, from: &reader) : reals
        try readValues(
            present: nextPresent, reals: nextReals, marksChanges: parts & Parts.changes != 0, from: &reader)
        guard reader.remaining == 0 else { throw RowError(.trailingBytes, offset: reader.offset) }
        advance(to: slot, time: moment, uptime: uptime, present: nextPresent, reals: nextReals)
    }

    private func readUptime(from reader: inout ByteReader, at moment: Timestamp) throws(RowError) -> UInt32? {
        let code = try reader.varint()
        guard code > 0 else { return nil }
        guard let uptime = UInt32(exactly: unzigzag(code - 1) &+ expectedUptime(at: moment)) else {
            throw RowError(.outOfRange, offset: reader.offset)
        }
        return uptime
    }

    private func readBits(_ count: Int, from reader: inout ByteReader) throws(RowError) -> Bits {
        let bytes = try reader.take((count + 7) / 8)
        guard let bits = Bits(bytes: bytes, count: count) else {
            throw RowError(.outOfRange, offset: reader.offset)
        }
        return bits
    }

    private mutating func readValues(
        present: Bits, reals nextReals: Bits, marksChanges: Bool, from reader: inout ByteReader
    ) throws(RowError) {
        var count = 0
        for place in 0..<present.count where present[place] { count += 1 }
        let changes = marksChanges ? try readBits(count, from: &reader) : nil
        var number = 0
        for place in 0..<present.count where present[place] {
            let difference = changes?[number] == false ? 0 : try reader.varint()
            number += 1
            let isReal = nextReals[place]
            let reference = isReal == reals[place] ? values[place] : 0
            values[place] =
                isReal ? reference ^ difference.byteSwapped : reference &+ UInt64(bitPattern: unzigzag(difference))
        }
    }

    // MARK: - Both

    /// What sysUpTime should say at that moment if the device just went on.
    private func expectedUptime(at moment: Timestamp) -> Int64 {
        guard let uptime else { return 0 }
        return Int64(uptime) &+ (moment.milliseconds &- time.milliseconds) / 10
    }

    private mutating func grow(to count: Int) {
        guard count > values.count else { return }
        values += [UInt64](repeating: 0, count: count - values.count)
        present.grow(to: count)
        reals.grow(to: count)
    }

    private mutating func advance(to slot: Slot, time: Timestamp, uptime: UInt32?, present: Bits, reals: Bits) {
        last = slot
        rowCount += 1
        self.time = time
        self.uptime = uptime
        self.present = present
        self.reals = reals
    }
}
