/// The readings of some slots of a group over a period, column by column (docs/archive-format.md).
///
/// Times are relative to the begin of the period, which the row's key tells. A slot that was not read at a time is
/// missing there; a slot that was never read has an empty column.
struct Chunk: Hashable {
    static let version: UInt8 = 1
    /// More times than a day has seconds, and more columns than a part has, are not believed.
    static let maximumTimes = 1 << 17
    static let maximumColumns = 512

    /// Milliseconds since the begin of the period, ascending.
    var times: [Int64]
    /// sysUpTime at each time in hundredths of a second, where there was one.
    var uptimes: ChunkColumn
    var columns: [ChunkColumn]

    // MARK: - Writing

    /// The bytes of the row. - Precondition: There is at least one time.
    func row() -> [UInt8] {
        var writer = ByteWriter(capacity: 64 + times.count * (columns.count + 1))
        writer.append(byte: Self.version)
        writer.append(varint: UInt64(times.count))
        ChunkTimes.write(times, to: &writer)
        var body = ByteWriter(capacity: times.count * columns.count)
        lag(adding: -1).write(to: &body)
        var lengths = [body.bytes.count]
        for column in columns {
            let before = body.bytes.count
            column.write(to: &body)
            lengths.append(body.bytes.count - before)
        }
        writer.append(varint: UInt64(columns.count))
        for length in lengths { writer.append(varint: UInt64(length)) }
        writer.append(bytes: body.bytes)
        writer.append(littleEndian: CRC32.castagnoli.checksum(writer.bytes))
        return writer.bytes
    }

    /// The uptimes without what went by since the begin of the period: the same number as long as the agent runs.
    private func lag(adding sign: Int64) -> ChunkColumn {
        Self.lag(uptimes, times: times, adding: sign)
    }

    fileprivate static func lag(_ uptimes: ChunkColumn, times: [Int64], adding sign: Int64) -> ChunkColumn {
        var lag = uptimes
        for place in lag.kinds.indices where lag.kinds[place] == .integer {
            lag.patterns[place] =
                UInt64(bitPattern: Int64(bitPattern: lag.patterns[place]) &+ sign &* (times[place] / 10))
        }
        return lag
    }
}

/// A chunk's row of which only those columns are unpacked that are asked for.
struct ChunkReader {
    let times: [Int64]
    let columnCount: Int
    private let bytes: [UInt8]
    /// Where each column begins and the last one ends; the first is that of the uptimes.
    private let offsets: [Int]

    /// Checks the row as a whole and reads its times.
    init(_ row: [UInt8]) throws(RowError) {
        bytes = row
        guard let first = row.first else { throw RowError(.truncated, offset: 0) }
        guard first == Chunk.version else { throw RowError(.unknownVersion, offset: 0) }
        let end = row.count - 4
        guard end > 0 else { throw RowError(.truncated, offset: row.count) }
        guard CRC32.castagnoli.checksum(row, count: end) == storedChecksum(of: row) else {
            throw RowError(.wrongChecksum, offset: end)
        }
        var reader = ByteReader(row, from: 1, to: end)
        let count = try reader.varint()
        guard (1...UInt64(Chunk.maximumTimes)).contains(count) else { throw RowError(.outOfRange, offset: 1) }
        times = try ChunkTimes.read(count: Int(count), from: &reader)
        let columns = try reader.varint()
        guard columns <= UInt64(Chunk.maximumColumns) else { throw RowError(.outOfRange, offset: reader.offset) }
        columnCount = Int(columns)
        var lengths: [Int] = []
        for _ in 0...columns {
            let length = try reader.varint()
            guard length <= UInt64(end) else { throw RowError(.outOfRange, offset: reader.offset) }
            lengths.append(Int(length))
        }
        var offsets = [reader.offset]
        for length in lengths { offsets.append(offsets[offsets.count - 1] + length) }
        guard offsets[offsets.count - 1] == end else { throw RowError(.trailingBytes, offset: reader.offset) }
        self.offsets = offsets
    }

    /// - Parameter number: Below `columnCount`; one that is not has no values.
    func column(_ number: Int) throws(RowError) -> ChunkColumn {
        guard number < columnCount else { return ChunkColumn(count: times.count) }
        return try read(number + 1)
    }

    func uptimes() throws(RowError) -> ChunkColumn {
        Chunk.lag(try read(0), times: times, adding: 1)
    }

    /// All of it.
    func chunk() throws(RowError) -> Chunk {
        var columns: [ChunkColumn] = []
        columns.reserveCapacity(columnCount)
        for number in 0..<columnCount { columns.append(try column(number)) }
        return Chunk(times: times, uptimes: try uptimes(), columns: columns)
    }

    private func read(_ number: Int) throws(RowError) -> ChunkColumn {
        var reader = ByteReader(bytes, from: offsets[number], to: offsets[number + 1])
        return try ChunkColumn(count: times.count, from: &reader)
    }
}
