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
    private var uptime: UInt32?
    private var check: UInt32 = 0
    /// The last known value of each slot, by its bit pattern.
    private var values: [UInt64]
    /// Which slots had a value in the last row.
    private var present: Bits
    /// Which of the last known values are reals.
    private var reals: Bits

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
        var nextPresent = Bits(count: count)
        var nextReals = reals
        var differences: [UInt64] = []
        differences.reserveCapacity(count)
        var unchanged = 0
        for (place, value) in readings.values.enumerated() {
            guard let value else { continue }
            nextPresent[place] = true
            let difference = difference(of: value, at: place)
            if difference == 0 { unchanged += 1 }
            differences.append(difference)
            nextReals[place] = value.integer == nil
            values[place] = value.pattern
        }
        // A bit for each value that is there, if that saves more zeros than it costs.
        let marksChanges = unchanged > (differences.count + 7) / 8
        var parts: UInt8 = 0
        if nextPresent != present { parts |= Parts.present }
        if nextReals != reals { parts |= Parts.reals }
        if marksChanges { parts |= Parts.changes }

        var row = ByteWriter(capacity: 32 + differences.count * 2)
        row.append(byte: Self.version)
        row.append(varint: rowCount == 0 ? 0 : UInt64(bitPattern: slot &- last))
        row.append(signed: readings.time.milliseconds &- slot &* 1000)
        row.append(
            varint: readings.uptime.map { zigzag(Int64($0) &- expectedUptime(at: readings.time)) &+ 1 } ?? 0)
        row.append(varint: UInt64(count))
        row.append(byte: parts)
        if parts & Parts.present != 0 { row.append(bytes: nextPresent.bytes) }
        if parts & Parts.reals != 0 { row.append(bytes: nextReals.bytes) }
        if marksChanges {
            var changes = Bits(count: differences.count)
            for (place, difference) in differences.enumerated() where difference != 0 { changes[place] = true }
            row.append(bytes: changes.bytes)
        }
        for difference in differences where !marksChanges || difference != 0 {
            row.append(varint: difference)
        }
        check = checksum(row.bytes, continuing: check)
        row.append(littleEndian: check)
        advance(to: slot, time: readings.time, uptime: readings.uptime, present: nextPresent, reals: nextReals)
        return row.bytes
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
        guard row.count > 4 else { throw RowError(.truncated, offset: row.count) }
        let body = Array(row.dropLast(4))
        check = checksum(body, continuing: check)
        let stored = row.suffix(4).reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        guard stored == check else { throw RowError(.wrongChecksum, offset: body.count) }

        let distance = try Self.distanceToReference(in: body)
        guard distance == (rowCount == 0 ? 0 : slot &- last) else { throw RowError(.wrongReference, offset: 1) }
        var reader = ByteReader(body)
        _ = try reader.byte()
        _ = try reader.varint()
        let moment = Timestamp(milliseconds: slot &* 1000 &+ (try reader.signed()))
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
        let readValues = try readValues(
            present: nextPresent, reals: nextReals, marksChanges: parts & Parts.changes != 0, from: &reader)
        guard reader.remaining == 0 else { throw RowError(.trailingBytes, offset: reader.offset) }
        advance(to: slot, time: moment, uptime: uptime, present: nextPresent, reals: nextReals)
        return Readings(key: key, time: moment, uptime: uptime, values: readValues)
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
    ) throws(RowError) -> [Value?] {
        let places = (0..<present.count).filter { present[$0] }
        let changes = marksChanges ? try readBits(places.count, from: &reader) : nil
        var result = [Value?](repeating: nil, count: present.count)
        for (number, place) in places.enumerated() {
            let difference = changes?[number] == false ? 0 : try reader.varint()
            let isReal = nextReals[place]
            let reference = isReal == reals[place] ? values[place] : 0
            if isReal {
                values[place] = reference ^ difference.byteSwapped
                result[place] = .real(Double(bitPattern: values[place]))
            } else {
                values[place] = reference &+ UInt64(bitPattern: unzigzag(difference))
                result[place] = .integer(Int64(bitPattern: values[place]))
            }
        }
        return result
    }

    // MARK: - Both

    /// Integers by their wrapping difference; reals by XOR with the bytes turned round, so that the zeros at the end
    /// of short decimals come to the front. The reference is 0 where the slot held the other kind.
    private func difference(of value: Value, at place: Int) -> UInt64 {
        switch value {
        case .integer(let integer):
            let reference = reals[place] ? 0 : Int64(bitPattern: values[place])
            return zigzag(integer &- reference)
        case .real(let real):
            let reference = reals[place] ? values[place] : 0
            return (real.bitPattern ^ reference).byteSwapped
        }
    }

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

extension Value {
    /// The 64 bits that stand for it, whichever kind it is.
    fileprivate var pattern: UInt64 {
        switch self {
        case .integer(let integer): UInt64(bitPattern: integer)
        case .real(let real): real.bitPattern
        }
    }
}
