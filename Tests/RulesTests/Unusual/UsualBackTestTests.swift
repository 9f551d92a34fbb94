import Foundation
import Model
import Testing

/// How rare and how right unusual lights are, on made-up series of a year; what is printed stands in docs/unusual.md.
@Suite struct UsualBackTestTests {
    /// More of them with `UNUSUAL=20 swift test -c release --filter UsualBackTest`.
    private static let seeds = 1...(ProcessInfo.processInfo.environment["UNUSUAL"].flatMap { UInt64($0) } ?? 1)

    @Test(arguments: UsualCourse.Kind.allCases)
    func `a light is rare where nothing happens, and comes where something does`(kind: UsualCourse.Kind) {
        let score = UsualScore(kind, seeds: UsualBackTestTests.seeds, clock: UsualScore.clock)
        print(score.row)
        #expect(score.perYear <= (kind == .school || kind == .uplink ? 5 : 1))
        if kind.isTrue { #expect(Double(score.found) >= 0.8 * Double(score.truths)) }
    }
}
