import Model
import Testing

@Suite struct MomentTests {
    private func read(_ text: String) -> String? {
        Moment.read(text, now: Town.now, wording: Town.wording(.english)) { year, month, day, hour, minute, second in
            UTCTime(year: year, month: month, day: day, hour: hour, minute: minute, second: second).timestamp
                - .seconds(2 * 3600)
        }?.description
    }

    @Test(arguments: [
        ("now", "2026-11-23T10:16:04.000Z"), ("-2h", "2026-11-23T08:16:04.000Z"), ("-90s", "2026-11-23T10:14:34.000Z"),
        ("-1w", "2026-11-16T10:16:04.000Z"), ("-3mo", "2026-08-23T10:16:04.000Z"), ("-1y", "2025-11-23T10:16:04.000Z"),
        ("-11mo", "2025-12-23T10:16:04.000Z"), ("today", "2026-11-22T22:00:00.000Z"),
        ("yesterday", "2026-11-21T22:00:00.000Z"), ("2026-11-23", "2026-11-22T22:00:00.000Z"),
        ("2026-11-23T10:00", "2026-11-23T08:00:00.000Z"), ("2026-11-23T10:00:30", "2026-11-23T08:00:30.000Z"),
        ("2026-11-23T10:00:30Z", "2026-11-23T10:00:30.000Z"),
    ])
    func `times are read as people type them`(text: String, moment: String) {
        #expect(read(text) == moment)
    }

    @Test(arguments: [
        "", "-", "-h", "-2x", "2h", "--2h", "-99999999999999999999d", "-101y", "-mo", "-9999999999999w", "tomorrow",
        "2026-13-01",
        "2026-1", "23.11.2026", "2026-11-23T25:00", "2026-11-23T10", "2026-11-23T10:00T", "2026-+1-01",
    ])
    func `what is no time is refused`(text: String) {
        #expect(read(text) == nil)
    }
}
