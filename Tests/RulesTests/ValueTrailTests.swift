import Model
import TestSupport
import Testing

@testable import Rules

/// How far a value went up or down within a time.
@Suite struct ValueTrailTests {
    private static let rise = ValueChange(.rise, Limits(yellow: 5), within: .seconds(600))
    private static let fall = ValueChange(.fall, Limits(yellow: 5), within: .seconds(600))

    @Test(arguments: 1...20) func `it is the difference to the lowest value of the time, whatever came between`(
        seed: UInt64
    ) {
        var random = SeededRandom(seed: seed)
        var (up, down) = (ValueTrail(), ValueTrail())
        var past: [(time: Int64, value: Double)] = []
        var time: Int64 = 0
        for _ in 0..<200 {
            time += Int64.random(in: 10...120, using: &random)
            let value = Double(Int.random(in: 0...40, using: &random))
            past.append((time, value))
            let recent = past.filter { $0.time >= time - 600 }.map(\.value)
            let rise = up.take(value, at: Timestamp(seconds: time), Self.rise)
            let fall = down.take(value, at: Timestamp(seconds: time), Self.fall)
            #expect(rise == value - (recent.min() ?? value), "seed \(seed)")
            #expect(fall == (recent.max() ?? value) - value, "seed \(seed)")
        }
    }

    @Test func `a week of values takes no more room than a few`() {
        let week = ValueChange(.rise, Limits(yellow: 5), within: .seconds(7 * 86_400))
        var trail = ValueTrail()
        var leastRise = Double.infinity
        for minute in 0..<(14 * 1440) {
            let rise = trail.take(Double(minute), at: Timestamp(seconds: Int64(minute) * 60), week)
            if minute > 7 * 1440 { leastRise = min(leastRise, rise) }
        }
        // A part of the time, 84 minutes, is told by its first value.
        #expect(leastRise >= 7 * 1440 - 84)
        #expect(trail.count <= 121)
    }

    @Test func `what is later than now was before the clock was set back`() {
        var trail = ValueTrail()
        _ = trail.take(20, at: Timestamp(seconds: 5000), Self.rise)
        let first = trail.take(27, at: Timestamp(seconds: 1000), Self.rise)
        let second = trail.take(30, at: Timestamp(seconds: 1060), Self.rise)
        #expect(first == 0)
        #expect(second == 3)
    }
}
