import Model
import Testing

@Suite struct CounterRateTests {
    private static let start = Timestamp(seconds: 1_795_420_800)
    private static let range = Int64(1) << 32

    struct Uptimes: Sendable, CustomTestStringConvertible {
        var story: String
        var before: UInt32?
        var after: UInt32?
        var seconds: Int64 = 60
        var isContinuous: Bool?
        var testDescription: String { story }
    }

    @Test(arguments: [
        Uptimes(story: "counted on", before: 100_000, after: 106_000, isContinuous: true),
        Uptimes(story: "its clock is a little slow", before: 100_000, after: 105_900, isContinuous: true),
        Uptimes(story: "restarted", before: 100_000, after: 3000, isContinuous: nil),
        Uptimes(
            story: "restarted, and already up for longer than before", before: 1000, after: 3000, seconds: 600,
            isContinuous: nil),
        Uptimes(story: "wrapped after 497 days", before: .max - 2999, after: 3000, isContinuous: true),
        Uptimes(story: "restarted just before the wrap", before: .max - 300_000, after: 3000, isContinuous: nil),
        Uptimes(story: "gives no uptime", before: nil, after: nil, isContinuous: false),
        Uptimes(story: "gives none any more", before: 100_000, after: nil, isContinuous: false),
        Uptimes(story: "no time went by", before: 100_000, after: 100_000, seconds: 0, isContinuous: nil),
        Uptimes(story: "time went back", before: 100_000, after: 106_000, seconds: -60, isContinuous: nil),
    ])
    func `the agent counted on, was restarted, or wrapped`(uptimes: Uptimes) {
        let interval = CounterRate(
            from: Self.start, to: Self.start + .seconds(uptimes.seconds), uptimes: (uptimes.before, uptimes.after))
        #expect(interval?.isContinuous == uptimes.isContinuous)
    }

    struct Growth: Sendable, CustomTestStringConvertible {
        var story: String
        var from: Int64
        var to: Int64
        var measure: Measure
        var knowsUptime = true
        var rate: Double?
        var testDescription: String { story }
    }

    @Test(arguments: [
        Growth(story: "grows", from: 1000, to: 7000, measure: .counter64, rate: 100),
        Growth(story: "stands still", from: 1000, to: 1000, measure: .counter64, rate: 0),
        Growth(
            story: "64 bits, beyond what a double holds", from: 9_007_199_254_740_993, to: 9_007_199_254_741_053,
            measure: .counter64, rate: 1),
        Growth(story: "64 bits, over the sign", from: .max - 29, to: .min + 30, measure: .counter64, rate: 1),
        Growth(story: "64 bits, over the wrap", from: -30, to: 30, measure: .counter64, rate: 1),
        Growth(story: "64 bits, set anew", from: 1_000_000, to: 10, measure: .counter64, rate: nil),
        Growth(story: "64 bits, beyond any line", from: 0, to: .max, measure: .counter64, rate: nil),
        Growth(story: "32 bits, over the wrap", from: range - 3000, to: 3000, measure: .counter32, rate: 100),
        Growth(
            story: "32 bits, lower, and no uptime to tell", from: range - 3000, to: 3000, measure: .counter32,
            knowsUptime: false, rate: nil),
        Growth(story: "32 bits, set anew", from: 5000, to: 10, measure: .counter32, rate: nil),
        Growth(story: "32 bits, but more than fits", from: 0, to: range, measure: .counter32, rate: nil),
        Growth(story: "a gauge has no rate", from: 0, to: 60, measure: .gauge, rate: nil),
    ])
    func `a rate is exact or missing`(growth: Growth) throws {
        let uptime: (UInt32?, UInt32?) = growth.knowsUptime ? (100_000, 106_000) : (nil, nil)
        let interval = try #require(
            CounterRate(from: Self.start, to: Self.start + .seconds(60), uptimes: uptime))
        #expect(interval.perSecond(from: growth.from, to: growth.to, measure: growth.measure) == growth.rate)
    }

    @Test func `no pair of numbers traps`() {
        let edges: [Int64] = [.min, .min + 1, -1, 0, 1, Self.range - 1, Self.range, .max]
        for from in edges {
            for to in edges {
                let interval = CounterRate(
                    from: Timestamp(milliseconds: from), to: Timestamp(milliseconds: to), uptimes: (.max, .max))
                for measure in [Measure.counter32, .counter64] {
                    let rate = interval?.perSecond(from: from, to: to, measure: measure)
                    #expect(rate.map { $0 >= 0 && $0.isFinite } ?? true)
                }
            }
        }
    }
}
