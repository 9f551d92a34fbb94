import FuzzSupport
import Model

@_cdecl("FuzzChunks_main")
public func main(_ count: CInt, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> CInt {
    drive(count, arguments, seeds: { ChunkSeeds.all }, test: testOneInput)
}

/// What libFuzzer calls with every input: rows as they could stand in a damaged database. Whatever the bytes are, reading
/// them must neither stop the program nor take long; and what is read must come back when it is written again.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    guard let start, count > 0 else { return 0 }
    // The first byte says what is done with the others, so that each way gets its own inputs.
    let way = start[0]
    let bytes = Array(UnsafeBufferPointer(start: start + 1, count: count - 1))
    switch way & 3 {
    case 0: readRow(bytes)
    case 1: readRow(sealed([Chunk.version] + bytes))
    case 2: readColumn(bytes)
    default: readHotRows(bytes)
    }
    return 0
}

/// Nobody guesses a checksum, so what lies behind it would never be reached.
private func sealed(_ body: [UInt8]) -> [UInt8] {
    var writer = ByteWriter(capacity: body.count + 4)
    writer.append(bytes: body)
    writer.append(littleEndian: CRC32.castagnoli.checksum(body))
    return writer.bytes
}

private func readRow(_ row: [UInt8]) {
    guard let reader = try? ChunkReader(row) else { return }
    // The largest take long to unpack as a whole; a reader asks for single columns.
    guard reader.times.count * (reader.columnCount + 1) <= 1 << 14 else {
        _ = try? reader.column(0)
        _ = try? reader.uptimes()
        return
    }
    guard let chunk = try? reader.chunk() else { return }
    guard let again = try? ChunkReader(chunk.row()).chunk() else { fatalError("what was written cannot be read") }
    precondition(again == chunk)
}

private func readColumn(_ bytes: [UInt8]) {
    guard let first = bytes.first else { return }
    let count = Int(first) + 1
    var reader = ByteReader(bytes, from: 1, to: bytes.count)
    guard let column = try? ChunkColumn(count: count, from: &reader) else { return }
    var writer = ByteWriter(capacity: 64)
    column.write(to: &writer)
    var second = ByteReader(writer.bytes)
    guard let again = try? ChunkColumn(count: count, from: &second) else {
        fatalError("what was written cannot be read")
    }
    precondition(again == column)
}

/// The rows of a run, each with its length before it, and with right checksums.
private func readHotRows(_ bytes: [UInt8]) {
    var run = HotRun(first: 1000)
    var check: UInt32 = 0
    var offset = 0
    var slot: HotRun.Slot = 1000
    let key = GroupKey(host: "h", group: "p.g")
    for _ in 0..<8 {
        guard offset < bytes.count else { return }
        let end = min(bytes.count, offset + 1 + Int(bytes[offset]))
        var row = Array(bytes[offset + 1..<end])
        offset = end
        check = CRC32.ethernet.checksum(row, continuing: check)
        for shift in [0, 8, 16, 24] as [UInt32] { row.append(UInt8(truncatingIfNeeded: check >> shift)) }
        guard let distance = try? HotRun.distanceToReference(in: row) else { return }
        slot &+= distance
        guard let readings = try? run.read(row, at: slot, key: key) else { return }
        precondition(readings.values.count <= HotRun.maximumSlotCount)
    }
}

/// Sound rows of every kind, from which the fuzzer goes on.
private enum ChunkSeeds {
    private static var columns: [ChunkColumn] {
        let length = 140
        let courses: [(Int) -> Value?] = [
            { _ in .integer(7) }, { .integer(Int64($0 * $0)) }, { .integer($0 == 70 ? .min : Int64($0 % 9)) },
            { .real(Double($0 % 40) / 10) }, { .real(Double($0) / 3) },
            { $0 % 5 == 0 ? nil : .integer(4096 * Int64($0)) },
            { $0 % 3 == 0 ? .real(-0.0) : .integer(-1) }, { $0 == 9 ? .real(.nan) : nil },
        ]
        return courses.map { course in
            var column = ChunkColumn(count: 0)
            for place in 0..<length {
                switch course(place) {
                case nil:
                    column.kinds.append(.missing)
                    column.patterns.append(0)
                case .integer(let integer):
                    column.kinds.append(.integer)
                    column.patterns.append(UInt64(bitPattern: integer))
                case .real(let real):
                    column.kinds.append(.real)
                    column.patterns.append(real.bitPattern)
                }
            }
            return column
        }
    }

    static var all: [[UInt8]] {
        var seeds: [[UInt8]] = []
        let times = (0..<140).map { Int64($0 * 60_000 + $0 % 7) }
        for column in columns {
            let row = Chunk(times: times, uptimes: columns[1], columns: [column]).row()
            seeds.append([0] + row)
            seeds.append([1] + row.dropFirst().dropLast(4))
            var writer = ByteWriter(capacity: 64)
            column.write(to: &writer)
            seeds.append([2, 139] + writer.bytes)
        }
        var run = HotRun(first: 1000)
        var rows: [UInt8] = [3]
        for number in 0..<4 as Range<Int64> {
            let readings = Readings(
                key: GroupKey(host: "h", group: "p.g"), time: Timestamp(milliseconds: 1_000_000 + number * 60_000),
                uptime: UInt32(number * 6000), values: [.integer(number << 40), .real(0.5), nil])
            let row = run.append(readings, at: 1000 + number * 60).dropLast(4)
            rows += [UInt8(row.count)] + row
        }
        return seeds + [rows]
    }
}
