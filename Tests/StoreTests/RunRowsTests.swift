import Model
import TestSupport
import Testing

@testable import Store

@Suite struct `Rows that are kept` {
    @Test(arguments: [1, 2, 3, 4, 5] as [UInt64])
    func `come back column by column, whichever slots are added on the way`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        var run = HotRun(first: 7200)
        var all: [Readings] = []
        var slotCount = Int.random(in: 1...70, using: &random)
        for number in 0..<80 {
            if Int.random(in: 0..<6, using: &random) == 0 { slotCount += Int.random(in: 1...40, using: &random) }
            let slot = 7200 + HotRun.Slot(number) * 60
            let readings = Readings(
                key: .ports, time: Timestamp(seconds: slot),
                uptime: Bool.random(using: &random) ? UInt32(number) : nil,
                values: (0..<slotCount).map { _ in
                    switch Int.random(in: 0..<4, using: &random) {
                    case 0: nil
                    case 1: .real(Double(bitPattern: random.next()))
                    default: .integer(Int64(bitPattern: random.next()))
                    }
                })
            _ = run.append(readings, at: slot)
            run.keep(upTo: .max)
            all.append(readings)
        }
        let rows = try #require(run.rows)
        // One slot more than there is.
        let stretch = rows.stretch(of: 0...slotCount)
        #expect(stretch.times == all.map(\.time.milliseconds))
        for (place, readings) in all.enumerated() {
            var wide = readings
            wide.values += [Value?](repeating: nil, count: slotCount + 1 - readings.values.count)
            let back = stretch.readings(place, of: .ports)
            #expect(back.patterns == wide.patterns && back.uptime == wide.uptime, "row \(place), seed \(seed)")
        }
        let last = rows.lastRow(of: 0..<slotCount).readings(0, of: .ports)
        #expect(last.patterns == all.last?.patterns)
        #expect(run.readings(of: .ports).patterns == all.last?.patterns)
    }

    @Test func `are given up when they take too much memory`() {
        var run = HotRun(first: 7200)
        for number in 0..<10 as Range<HotRun.Slot> {
            let slot = 7200 + number * 60
            _ = run.append(
                Readings(key: .ports, time: Timestamp(seconds: slot), uptime: nil, values: [.integer(number)]),
                at: slot)
            run.keep(upTo: 200)
        }
        #expect(run.rows == nil)
    }
}
