import Model
import TestSupport
import Testing

struct TimestampTests {
    /// By `date -u -d … +%s`.
    @Test(
        arguments: [
            ("1970-01-01T00:00:00.000Z", 0), ("1969-12-31T23:59:59.000Z", -1),
            ("2000-02-29T12:00:00.000Z", 951_825_600),
            ("1900-03-01T00:00:00.000Z", -2_203_891_200), ("1900-02-28T23:59:59.000Z", -2_203_891_201),
            ("2024-02-29T00:00:00.000Z", 1_709_164_800), ("2100-02-28T00:00:00.000Z", 4_107_456_000),
            ("2100-03-01T00:00:00.000Z", 4_107_542_400), ("2026-11-23T10:16:04.000Z", 1_795_428_964),
            ("2038-01-19T03:14:08.000Z", 2_147_483_648), ("0000-01-01T00:00:00.000Z", -62_167_219_200),
            ("9999-12-31T23:59:59.000Z", 253_402_300_799),
        ] as [(String, Int64)])
    func `a moment is written and read in UTC`(text: String, seconds: Int64) {
        #expect(Timestamp(seconds: seconds).description == text)
        #expect(Timestamp(iso8601: text) == Timestamp(seconds: seconds))
    }

    @Test func `milliseconds are written, also before 1970, and may be left out`() {
        #expect(Timestamp(milliseconds: -1).description == "1969-12-31T23:59:59.999Z")
        #expect(Timestamp(milliseconds: 1_795_428_964_007).description == "2026-11-23T10:16:04.007Z")
        #expect(Timestamp(iso8601: "2026-11-23T10:16:04Z") == Timestamp(seconds: 1_795_428_964))
    }

    @Test(arguments: [
        "", "Z", "2026-11-23", "2026-11-23T10:16:04", "2026-11-23T10:16:04+02:00", "2026-11-23 10:16:04Z",
        "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z", "2026-02-29T00:00:00Z", "2026-04-31T00:00:00Z",
        "2026-11-23T24:00:00Z", "2026-11-23T10:60:00Z", "2026-11-23T23:59:60Z", "2026-11-23T10:16:04.1Z",
        "2026-11-23T10:16:04.1234Z", "2026-11-23T10:16:04.+12Z", "2026-1-1T1:1:1Z", "+026-11-23T10:16:04Z",
        "2026-11-23T10:16:04.Z", "2026-11-23T10:16:04..000Z", "99999-01-01T00:00:00Z",
    ])
    func `what is no moment is none`(text: String) {
        #expect(Timestamp(iso8601: text) == nil)
    }

    @Test func `every moment comes back from its parts and from its text`() {
        let seed: UInt64 = 20_261_123
        var random = SeededRandom(seed: seed)
        for _ in 0..<2000 {
            let moment = Timestamp(milliseconds: .random(in: -62_167_219_200_000..<253_402_300_800_000, using: &random))
            #expect(UTCTime(moment).timestamp == moment, "seed \(seed)")
            #expect(Timestamp(iso8601: moment.description) == moment, "seed \(seed)")
        }
    }

    @Test func `every day of four centuries follows the one before`() {
        var before = UTCTime(year: 1999, month: 12, day: 31)
        for number in Int64(10_957)..<Int64(10_957 + 146_097) {
            let day = UTCTime(Timestamp(seconds: number * 86_400))
            let follows =
                day.day == before.day + 1 && (day.month, day.year) == (before.month, before.year)
                || day.day == 1 && before.day >= 28
                    && (day.month == before.month + 1 && day.year == before.year
                        || day.month == 1 && before.month == 12 && day.year == before.year + 1)
            guard follows else {
                Issue.record("\(day) after \(before)")
                return
            }
            before = day
        }
        #expect(before == UTCTime(year: 2399, month: 12, day: 31))
    }

    @Test func `durations move a moment, what is below a millisecond is cut off`() {
        let moment = Timestamp(seconds: 100)
        #expect(moment + .microseconds(1999) == Timestamp(milliseconds: 100_001))
        #expect(moment - .seconds(101) == Timestamp(milliseconds: -1000))
        #expect(Timestamp(seconds: 40) - moment == .seconds(-60))
        #expect(Duration.milliseconds(-1500).wholeMilliseconds == -1500)
        #expect(Duration.nanoseconds(2_999_999).wholeMicroseconds == 2999)
    }
}
