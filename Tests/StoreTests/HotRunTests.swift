import Model
import TestSupport
import Testing

@testable import Store

@Suite struct `Hot rows` {
    private let key = GroupKey.ports

    /// Values as devices give them, and those that no device should give.
    private static func value(_ random: inout SeededRandom, near last: Value?) -> Value? {
        let extremes: [Int64] = [.min, .max, 0, -1, 1, .min + 1, 1 << 32, 1 << 53]
        let reals: [Double] = [
            -0.0, 0, .infinity, -.infinity, .nan, .signalingNaN, Double(bitPattern: 0x7FF0_0000_0000_BEEF),
            Double(bitPattern: 0xFFF8_1234_5678_9ABC), .leastNonzeroMagnitude, .greatestFiniteMagnitude, 0.1, 21.5,
        ]
        switch UInt64.random(in: 0..<12, using: &random) {
        case 0: return nil
        case 1: return extremes.randomElement(using: &random).map(Value.integer)
        case 2: return reals.randomElement(using: &random).map(Value.real)
        case 3: return .integer(Int64(bitPattern: random.next()))
        case 4: return .real(Double(bitPattern: random.next()))
        case 5...8: return last
        default: return .integer((last?.integer ?? 0) &+ Int64.random(in: 0..<100_000, using: &random))
        }
    }

    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func `a million values come back bit for bit`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        var count = 0
        while count < 260_000 {
            var slotCount = Int.random(in: 0...200, using: &random)
            var slot = HotKey.slot(at: .start)
            var writer = HotRun(first: slot)
            var reader = HotRun(first: slot)
            var values = [Value?](repeating: nil, count: slotCount)
            for number in 0..<Int.random(in: 1...60, using: &random) {
                if number > 0 { slot += HotRun.Slot.random(in: 1...3600, using: &random) }
                if Int.random(in: 0..<20, using: &random) == 0 {
                    slotCount += Int.random(in: 1...20, using: &random)
                    values += [Value?](repeating: nil, count: slotCount - values.count)
                }
                values = values.map { Self.value(&random, near: $0) }
                let readings = Readings(
                    key: key,
                    time: Timestamp(milliseconds: slot * 1000 + Int64.random(in: -70_000...999, using: &random)),
                    uptime: Bool.random(using: &random) ? UInt32.random(in: 0 ... .max, using: &random) : nil,
                    values: values)
                let row = writer.append(readings, at: slot)
                let back = try reader.read(row, at: slot, key: key)
                #expect(back.patterns == readings.patterns, "seed \(seed)")
                #expect(back.time == readings.time && back.uptime == readings.uptime, "seed \(seed)")
                count += slotCount
            }
        }
        #expect(count >= 260_000)
    }

    @Test func `a poll in which little has changed takes little space`() {
        let slot = HotKey.slot(at: .start)
        var run = HotRun(first: slot)
        var values = (0..<400).map { Value?.some(.integer(Int64($0) << 32)) }
        let whole = run.append(Readings(key: key, time: .start, uptime: 1000, values: values), at: slot)
        values[7] = .integer(7 << 32 + 1500)
        let next = run.append(
            Readings(key: key, time: .start + .seconds(60), uptime: 7000, values: values), at: slot + 60)
        #expect(whole.count > 2000)
        // 50 bytes say which have changed, 2 how; 13 are frame.
        #expect(next.count <= 66)
    }

    /// Two rows: a whole one and a difference.
    private func sample() -> (first: [UInt8], second: [UInt8], slot: HotRun.Slot) {
        let slot = HotKey.slot(at: .start)
        var run = HotRun(first: slot)
        let values: [Value?] = (0..<12).map { (number: Int64) -> Value? in
            if number % 5 == 4 { return nil }
            return number % 3 == 0 ? .real(Double(number) / 7) : .integer(number * 99)
        }
        let first = run.append(Readings(key: key, time: .start, uptime: 5, values: values), at: slot)
        let second = run.append(
            Readings(key: key, time: .start + .seconds(60), uptime: 6005, values: values.reversed()), at: slot + 60)
        return (first, second, slot)
    }

    @Test func `a row cut off anywhere is an error`() throws {
        let (first, second, slot) = sample()
        for length in 0..<second.count {
            var run = HotRun(first: slot)
            _ = try run.read(first, at: slot, key: key)
            #expect(throws: RowError.self) { try run.read(Array(second.prefix(length)), at: slot + 60, key: key) }
        }
    }

    @Test func `a row with any bit turned over is an error`() throws {
        let (first, second, slot) = sample()
        for bit in 0..<second.count * 8 {
            var run = HotRun(first: slot)
            _ = try run.read(first, at: slot, key: key)
            var broken = second
            broken[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(throws: RowError.self) { try run.read(broken, at: slot + 60, key: key) }
        }
    }

    @Test func `a row after another one than its reference is an error`() throws {
        let (first, second, slot) = sample()
        var run = HotRun(first: slot)
        #expect(throws: RowError.self) { try run.read(second, at: slot + 60, key: key) }
        run = HotRun(first: slot)
        _ = try run.read(first, at: slot, key: key)
        #expect(throws: RowError(.wrongReference, offset: 1)) { try run.read(second, at: slot + 61, key: key) }
    }

    @Test(arguments: [11, 12, 13] as [UInt64])
    func `hostile rows with a right checksum end in a value or an error`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let (first, second, slot) = sample()
        var refused = 0
        for _ in 0..<20_000 {
            var run = HotRun(first: slot)
            var body = Array(first.dropLast(4))
            if Bool.random(using: &random) {
                _ = try run.read(first, at: slot, key: key)
                body = Array(second.dropLast(4))
            }
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                let place = Int.random(in: 0..<body.count, using: &random)
                body[place] =
                    [0, 0x7F, 0x80, 0xFF, UInt8(truncatingIfNeeded: random.next())]
                    .randomElement(using: &random) ?? 0
            }
            body = Array(body.prefix(Int.random(in: 1...body.count, using: &random)))
            let earlier = first.suffix(4).reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            var row = ByteWriter(capacity: 0)
            row.append(bytes: body)
            row.append(littleEndian: CRC32.ethernet.checksum(body, continuing: run.rowCount == 0 ? 0 : earlier))
            do throws(RowError) {
                _ = try run.read(row.bytes, at: run.rowCount == 0 ? slot : slot + 60, key: key)
            } catch {
                refused += 1
            }
        }
        #expect(refused > 5000, "seed \(seed)")
    }

    @Test func `an announced size that the row cannot hold costs no memory`() {
        var row = ByteWriter(capacity: 0)
        row.append(byte: HotRun.version)
        for number in [0, 0, 0, 1 << 19] as [UInt64] { row.append(varint: number) }
        row.append(byte: 0)
        row.append(littleEndian: CRC32.ethernet.checksum(row.bytes))
        var run = HotRun(first: 0)
        #expect(throws: RowError(.outOfRange, offset: 7)) { try run.read(row.bytes, at: 0, key: key) }
    }

    @Test func `the checksum is the one of ISO 3309`() {
        #expect(CRC32.ethernet.checksum(Array("123456789".utf8)) == 0xCBF4_3926)
    }

    @Test(arguments: [0, 1, -1, 63, -64, 64, .max, .min] as [Int64])
    func `zigzag is its own way back`(number: Int64) throws {
        #expect(unzigzag(zigzag(number)) == number)
        var writer = ByteWriter(capacity: 10)
        writer.append(signed: number)
        var reader = ByteReader(writer.bytes)
        #expect(try reader.signed() == number)
        #expect(reader.remaining == 0)
    }

    @Test func `eleven bytes are no number`() {
        var reader = ByteReader([UInt8](repeating: 0x80, count: 10) + [1])
        #expect(throws: RowError.self) { try reader.varint() }
        var tooLarge = ByteReader([UInt8](repeating: 0xFF, count: 9) + [2])
        #expect(throws: RowError.self) { try tooLarge.varint() }
    }
}
