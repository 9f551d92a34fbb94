import Testing

@testable import Polling

struct TurnGrainTests {
    private static let second: Int64 = 1_000_000_000

    @Test func `a small fleet at its leisure is visited once a second`() {
        let grain = TurnGrain(intervals: Array(repeating: .seconds(60), count: 100), Exchange.Settings())
        #expect(grain.next(after: 5 * Self.second + 1) == 6 * Self.second)
        #expect(grain.next(after: 6 * Self.second) == 6 * Self.second)
        #expect(grain.last(before: 6 * Self.second + 7) == 6 * Self.second)
    }

    @Test func `nobody waits for more than a twentieth of the shortest interval`() {
        let grain = TurnGrain(intervals: [.seconds(60), .seconds(2)], Exchange.Settings())
        #expect(grain.next(after: 1) == Self.second / 10)
    }

    @Test func `of a large fleet no more than 64 come together`() {
        let grain = TurnGrain(intervals: Array(repeating: .seconds(60), count: 10_000), Exchange.Settings())
        #expect(abs(grain.next(after: 1) - 64 * 6_000_000) <= 1)
    }

    @Test func `one host at its leisure does not make a large fleet come together`() {
        let grain = TurnGrain(
            intervals: Array(repeating: .seconds(5), count: 5000) + [.seconds(3600)], Exchange.Settings())
        #expect((63_000_000...64_000_000).contains(grain.next(after: 1)))
    }

    @Test func `without anybody every moment is as good as another`() {
        let grain = TurnGrain(intervals: [], Exchange.Settings())
        #expect(grain.next(after: 12_345) == 12_345)
        #expect(grain.last(before: 12_345) == 12_345)
    }
}
