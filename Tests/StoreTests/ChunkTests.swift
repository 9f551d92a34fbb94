import Foundation
import TestSupport
import Testing

@testable import Store

/// How many values the property test makes; a long run by hand: `MONITOR_VALUES=1000000000`.
private let valueCount = ProcessInfo.processInfo.environment["MONITOR_VALUES"].flatMap { Int($0) } ?? 10_000_000

@Suite struct `Chunks` {
    // MARK: - Round trip

    @Test(arguments: [11, 12] as [UInt64])
    func `columns of every kind come back bit for bit`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        var count = 0
        var kinds: Set<RandomColumn.Course> = []
        while count < valueCount / 2 {
            let length = Int.random(in: 1...(Int.random(in: 0..<8, using: &random) == 0 ? 3000 : 300), using: &random)
            let chunk = Chunk(
                times: RandomColumn.times(length, using: &random),
                uptimes: RandomColumn.uptimes(length, using: &random),
                columns: (0..<Int.random(in: 0...24, using: &random)).map { _ in
                    let course = RandomColumn.Course.allCases.randomElement(using: &random) ?? .constant
                    kinds.insert(course)
                    return RandomColumn.column(length, course, using: &random)
                })
            let row = chunk.row()
            #expect(try ChunkReader(row).chunk() == chunk, "seed \(seed), after \(count) values")
            count += length * chunk.columns.count
        }
        #expect(kinds.count == RandomColumn.Course.allCases.count)
    }

    @Test(arguments: [1, 2, 3, 127, 128, 129, 130, 257])
    func `every course and packing comes back at the borders of blocks`(length: Int) throws {
        let extremes: [Int64] = [.min, .max, 0, -1, 1, .min + 1, 1 << 53, -(1 << 53)]
        for one in extremes {
            for other in extremes {
                let patterns: [(Int) -> Int64] = [
                    { _ in one }, { $0 % 2 == 0 ? one : other }, { $0 == 0 ? one : other },
                    { one &+ Int64($0) &* other }, { $0 == length - 1 ? other : one },
                    { one &+ Int64($0 * $0) &* other }, { $0 % 128 == 127 ? other : one &+ Int64($0) },
                ]
                for pattern in patterns {
                    let numbers = (0..<length).map(pattern)
                    var writer = ByteWriter(capacity: 64)
                    IntegerSeries.write(numbers, to: &writer)
                    var reader = ByteReader(writer.bytes)
                    #expect(try IntegerSeries.read(count: length, from: &reader) == numbers)
                    #expect(reader.remaining == 0)
                    writer = ByteWriter(capacity: 64)
                    let bits = numbers.map(UInt64.init(bitPattern:))
                    RealSeries.write(bits, to: &writer)
                    reader = ByteReader(writer.bytes)
                    #expect(try RealSeries.read(count: length, from: &reader) == bits)
                    #expect(reader.remaining == 0)
                }
            }
        }
    }

    @Test func `reals with decimals are integers, others are bits, all come back`() throws {
        let notes: [(reals: [Double], form: UInt8)] = [
            ([21.5, 21.6, 21.4], 1), ([1, 2, 1000], 0), ([0.001, 12.345], 3), ([1e15, 0.5], 255), ([1.0 / 3], 255),
            ([-0.0], 255), ([.nan], 255), ([1, .infinity], 255), ([.leastNonzeroMagnitude], 255), ([0x1p53], 0),
            ([0x1p54], 255), ([0.1 + 0.2], 255), ([123_456_789.123_456], 6), ([0x1p53, 0.5], 255),
        ]
        for (reals, form) in notes {
            var writer = ByteWriter(capacity: 64)
            RealSeries.write(reals.map(\.bitPattern), to: &writer)
            #expect(writer.bytes[0] == form, "\(reals)")
            var reader = ByteReader(writer.bytes)
            #expect(try RealSeries.read(count: reals.count, from: &reader) == reals.map(\.bitPattern))
        }
    }

    // MARK: - Size

    @Test func `what does not change takes next to nothing`() {
        let times = (0..<1440).map { Int64($0 * 60_000) }
        let still = ChunkColumn(
            kinds: Array(repeating: .integer, count: 1440), patterns: Array(repeating: 1 << 60, count: 1440))
        var steady = still
        for place in 0..<1440 { steady.patterns[place] = UInt64(place * 7_777_777) }
        let nothing = ChunkColumn(count: 1440)
        let row = Chunk(times: times, uptimes: nothing, columns: [still, steady, nothing]).row()
        #expect(row.count < 60)
    }

    @Test func `a counter that begins anew does not make its block wide`() {
        var random = SeededRandom(seed: 5)
        var counter: Int64 = 1 << 50
        var numbers: [Int64] = []
        for place in 0..<128 {
            counter = place == 70 ? 0 : counter + Int64.random(in: 1000..<1256, using: &random)
            numbers.append(counter)
        }
        var writer = ByteWriter(capacity: 64)
        IntegerSeries.write(numbers, to: &writer)
        // A byte each, the first number, and one exception.
        #expect(writer.bytes.count < 128 + 30)
    }

    // MARK: - The worked example of docs/archive-format.md

    static let example = Chunk(
        times: [1000, 61_003, 121_001, 301_000],
        uptimes: ChunkColumn(
            kinds: [.integer, .integer, .integer, .integer], patterns: [500, 6500, 12_500, 30_500]),
        columns: [
            ChunkColumn(kinds: Array(repeating: .integer, count: 4), patterns: [4096, 12_288, 20_480, 20_480]),
            ChunkColumn(
                kinds: [.real, .missing, .real, .real],
                patterns: [(21.5 as Double).bitPattern, 0, (21.75 as Double).bitPattern, (21.5 as Double).bitPattern]),
            ChunkColumn(count: 4),
        ])

    @Test func `the example of the specification is what is written`() throws {
        let row = Self.example.row()
        let hex = row.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: " ")
        let page = try String(
            contentsOfFile: #filePath.replacing("Tests/StoreTests/ChunkTests.swift", with: "docs/archive-format.md"),
            encoding: .utf8)
        let rows = page.split(separator: "\n").filter { $0.hasPrefix("| `") }.compactMap {
            $0.split(separator: "|").first
        }
        let words = rows.joined().split(whereSeparator: { " \n|`".contains($0) })
        let bytes = words.filter { $0.count == 2 && UInt8($0, radix: 16) != nil }.joined(separator: " ")
        #expect(bytes.contains(hex), "\(hex)")
        #expect(try ChunkReader(row).chunk() == Self.example)
    }

    // MARK: - Hostile bytes

    @Test func `a row with any bit turned or any end cut off is refused`() {
        let row = Self.example.row()
        for bit in 0..<row.count * 8 {
            var broken = row
            broken[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(throws: RowError.self) { try ChunkReader(broken).chunk() }
        }
        for length in 0..<row.count {
            #expect(throws: RowError.self) { try ChunkReader(Array(row.prefix(length))).chunk() }
        }
    }

    @Test(arguments: [21, 22, 23] as [UInt64])
    func `bytes of any kind behind a right checksum give an error or a chunk, and end`(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var refused = 0
        for _ in 0..<20_000 {
            var row = Self.example.row()
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                row[Int.random(in: 1..<row.count - 4, using: &random)] = UInt8.random(in: 0 ... .max, using: &random)
            }
            if Bool.random(using: &random) {
                row.insert(
                    UInt8.random(in: 0 ... .max, using: &random), at: Int.random(in: 1..<row.count, using: &random))
            }
            row = Rows.sealed(row)
            do {
                let chunk = try ChunkReader(row).chunk()
                #expect(chunk.times.count <= Chunk.maximumTimes)
            } catch {
                refused += 1
            }
        }
        #expect(refused > 10_000)
    }

    @Test func `a few bytes do not unpack to gigabytes`() throws {
        // 2¹⁷ times and 512 columns that never change: the largest that is taken.
        let times = (0..<Int64(Chunk.maximumTimes)).map { $0 * 500 }
        let still = ChunkColumn(
            kinds: Array(repeating: .integer, count: times.count), patterns: Array(repeating: 7, count: times.count))
        let empty = ChunkColumn(count: times.count)
        let row = Chunk(
            times: times, uptimes: empty, columns: [still] + Array(repeating: empty, count: 511)
        ).row()
        #expect(try ChunkReader(row).column(0) == still)
        var longer = ByteWriter(capacity: 16)
        longer.append(byte: Chunk.version)
        longer.append(varint: UInt64(Chunk.maximumTimes) + 1)
        #expect(throws: RowError.self) { try ChunkReader(Rows.sealed(longer.bytes + [0, 0, 0, 0, 0])) }
    }

    @Test(arguments: [[.min, .max], [-(1 << 40) - 1, 0], [0, (1 << 40) + 1], [5, 4]] as [[Int64]])
    func `times that no period has are refused`(times: [Int64]) {
        var writer = ByteWriter(capacity: 64)
        writer.append(byte: Chunk.version)
        writer.append(varint: UInt64(times.count))
        writer.append(varint: 0)
        IntegerSeries.write(times, to: &writer)
        writer.append(varint: 0)
        writer.append(varint: 0)
        #expect(throws: RowError.self) { try ChunkReader(Rows.sealed(writer.bytes + [0, 0, 0, 0])) }
    }

    @Test func `the checksum is that of RFC 3720`() {
        // Appendix B.4: 32 bytes of zeros, of ones, ascending.
        #expect(CRC32.castagnoli.checksum([UInt8](repeating: 0, count: 32)) == 0x8A91_36AA)
        #expect(CRC32.castagnoli.checksum([UInt8](repeating: 0xFF, count: 32)) == 0x62A8_AB43)
        #expect(CRC32.castagnoli.checksum(Array(0..<32)) == 0x46DD_794E)
        #expect(CRC32.castagnoli.checksum(Array("123456789".utf8)) == 0xE306_9283)
    }
}

private enum Rows {
    /// The row with the checksum that it should have.
    static func sealed(_ row: [UInt8]) -> [UInt8] {
        var writer = ByteWriter(capacity: row.count)
        writer.append(bytes: Array(row.dropLast(4)))
        writer.append(littleEndian: CRC32.castagnoli.checksum(row, count: row.count - 4))
        return writer.bytes
    }
}
