import Model
import Testing

@testable import Lab

@Suite struct RhythmTests {
    @Test(arguments: Rhythm.allCases)
    func `the integral is the sum of the levels`(rhythm: Rhythm) {
        let start = Shipped.noon
        var sum = 0.0
        for second in stride(from: 0, to: 2 * 86_400, by: 20) {
            sum += 20 * rhythm.level(at: start + .seconds(second + 10))
        }
        let total =
            rhythm.total(atSeconds: Double(start.milliseconds) / 1000 + 2 * 86_400)
            - rhythm.total(atSeconds: Double(start.milliseconds) / 1000)
        #expect(abs(total - sum) < 5, "\(total) \(sum)")
    }

    @Test func `the integral goes on over the end of the week`() {
        let sunday = UTCTime(year: 2026, month: 11, day: 22, hour: 21, minute: 59).timestamp
        var last = 0.0
        for second in 0..<240 {
            let total = Rhythm.office.total(atSeconds: Double(sunday.milliseconds) / 1000 + Double(second))
            #expect(total > last)
            if last > 0 { #expect(total - last < 2) }
            last = total
        }
    }

    @Test func `a school is full on Monday at ten and empty on Sunday`() {
        #expect(Rhythm.school.level(at: UTCTime(year: 2026, month: 11, day: 23, hour: 8).timestamp) > 0.8)
        #expect(Rhythm.school.level(at: UTCTime(year: 2026, month: 11, day: 22, hour: 8).timestamp) < 0.1)
    }
}
