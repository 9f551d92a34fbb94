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
    /// What the last row held, and the last known value of each slot.
    private var slots = SlotWords()

    /// All rows of the run, while they take little memory; else `nil`.
    private(set) var rows: RunRows? = RunRows()

    /// Keeps the last row, unless that makes more than so many bytes.
    mutating func keep(upTo limit: Int) {
        rows?.append(time, uptime: uptime, slots)
        if (rows?.byteCount ?? 0) > limit { rows = nil }
    }

    /// A run without rows.
    init(first: Slot) {
        self.first = first
        last = first
        time = Timestamp(milliseconds: first &* 1000)
    }

    var slotCount: Int { slots.slotCount }

    /// Bits of the byte that tells what follows.
    private enum Parts {
        static let present: UInt8 = 1
        static let reals: UInt8 = 2
        static let changes: UInt8 = 4
        static let all: UInt8 = 7
    }

    // MARK: - Writing

    /// The row for these readings, at least as many as the run has slots; it becomes the reference of the next.
    mutating func append(_ readings: Readings, at slot: Slot) -> [UInt8] {
        let count = readings.values.count
        let differences = slots.take(readings.values)
        // A bit for each value that is there, if that saves more zeros than it costs.
        let marksChanges = differences.unchanged > (differences.numbers.count + 7) / 8
        var parts: UInt8 = 0
        if differences.isPresentChanged { parts |= Parts.present }
        if differences.isRealChanged { parts |= Parts.reals }
        if marksChanges { parts |= Parts.changes }

        var row = ByteWriter(capacity: 24 + (count + 7) / 8 * 2 + differences.length)
        row.append(byte: Self.version)
        row.append(varint: rowCount == 0 ? 0 : UInt64(bitPattern: slot &- last))
        row.append(signed: readings.time.milliseconds &- slot &* 1000)
        row.append(
            varint: readings.uptime.map { zigzag(Int64($0) &- expectedUptime(at: readings.time)) &+ 1 } ?? 0)
        row.append(varint: UInt64(count))
        row.append(byte: parts)
        if differences.isPresentChanged { row.append(marks: slots.present, count: count) }
        if differences.isRealChanged { row.append(marks: slots.reals, count: count) }
        let numbers = differences.numbers.span
        if marksChanges {
            for start in stride(from: 0, to: numbers.count, by: 8) {
                var changes: UInt8 = 0
                for place in start..<min(start + 8, numbers.count) where numbers[place] != 0 {
                    changes |= 1 << UInt8(place - start)
                }
                row.append(byte: changes)
            }
        }
        for place in numbers.indices where !marksChanges || numbers[place] != 0 {
            row.append(varint: numbers[place])
        }
        check = CRC32.ethernet.checksum(row.bytes, continuing: check)
        row.append(littleEndian: check)
        advance(to: slot, time: readings.time, uptime: readings.uptime)
        return row.bytes
    }

    // MARK: - Reading

    /// How many slots before this row its reference lies, 0 for a whole row.
    static func distanceToReference(in row: [UInt8]) throws(RowError) -> Slot {
        var reader = ByteReader(row)
        return try distanceToReference(from: &reader)
    }

    private static func distanceToReference(from reader: inout ByteReader) throws(RowError) -> Slot {
        guard try reader.byte() == version else { throw RowError(.unknownVersion, offset: 0) }
        let distance = try reader.varint()
        guard distance <= UInt64(Slot.max) else { throw RowError(.outOfRange, offset: reader.offset) }
        return Slot(distance)
    }

    /// What the row holds; it becomes the reference of the next. After an error the run must not be used any more.
    mutating func read(_ row: [UInt8], at slot: Slot, key: GroupKey) throws(RowError) -> Readings {
        try advance(by: row, at: slot)
        return readings(of: key)
    }

    /// What the last row held.
    func readings(of key: GroupKey) -> Readings {
        Readings(key: key, time: time, uptime: uptime, values: (0..<slots.slotCount).map { slots[$0] })
    }

    /// Reads the next row of the run. After an error the run must not be used any more.
    mutating func advance(by row: [UInt8], at slot: Slot) throws(RowError) {
        guard row.count > 4 else { throw RowError(.truncated, offset: row.count) }
        let end = row.count - 4
        check = CRC32.ethernet.checksum(row, count: end, continuing: check)
        guard storedChecksum(of: row) == check else { throw RowError(.wrongChecksum, offset: end) }

        var reader = ByteReader(row, from: 0, to: end)
        let distance = try Self.distanceToReference(from: &reader)
        guard distance == (rowCount == 0 ? 0 : slot &- last) else { throw RowError(.wrongReference, offset: 1) }
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
        slots.grow(to: count)
        let parts = try reader.byte()
        guard parts & ~Parts.all == 0 else { throw RowError(.outOfRange, offset: reader.offset) }
        let present = parts & Parts.present != 0 ? try reader.marks(count) : Array(slots.present)
        let reals = parts & Parts.reals != 0 ? try reader.marks(count) : Array(slots.reals)
        let there = present.reduce(0) { $0 + $1.nonzeroBitCount }
        let changes = parts & Parts.changes != 0 ? try reader.marks(there) : nil
        try slots.apply(present: present, reals: reals, changes: changes, from: &reader)
        guard reader.remaining == 0 else { throw RowError(.trailingBytes, offset: reader.offset) }
        advance(to: slot, time: moment, uptime: uptime)
    }

    private func readUptime(from reader: inout ByteReader, at moment: Timestamp) throws(RowError) -> UInt32? {
        let code = try reader.varint()
        guard code > 0 else { return nil }
        guard let uptime = UInt32(exactly: unzigzag(code - 1) &+ expectedUptime(at: moment)) else {
            throw RowError(.outOfRange, offset: reader.offset)
        }
        return uptime
    }

    // MARK: - Both

    /// What sysUpTime should say at that moment if the device just went on.
    private func expectedUptime(at moment: Timestamp) -> Int64 {
        guard let uptime else { return 0 }
        return Int64(uptime) &+ (moment.milliseconds &- time.milliseconds) / 10
    }

    private mutating func advance(to slot: Slot, time: Timestamp, uptime: UInt32?) {
        last = slot
        rowCount += 1
        self.time = time
        self.uptime = uptime
    }
}
