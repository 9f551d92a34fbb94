import Model
import Testing

/// Until when something is to hold, as people type it.
@Suite struct MomentFutureTests {
    /// Helsinki in 2026: summer time from 29.3. 3:00 to 25.10. 4:00.
    private static func offset(_ moment: Timestamp) -> Int {
        let begin = UTCTime(year: 2026, month: 3, day: 29, hour: 1).timestamp
        let end = UTCTime(year: 2026, month: 10, day: 25, hour: 1).timestamp
        return moment >= begin && moment < end ? 3 * 3600 : 2 * 3600
    }

    private static let wording = Wording(language: .english) { moment in
        var time = CalendarTime(utc: moment + .seconds(offset(moment)))
        time.offset = offset(moment)
        return time
    }

    /// As `LocalTime.timestamp`: of two the earlier, and a skipped one counts on from the hour before.
    private static func timestamp(
        _ year: Int, _ month: Int, _ day: Int, _ hour: Int, _ minute: Int, _ second: Int
    ) -> Timestamp {
        let wall =
            UTCTime(year: year, month: month, day: 1).timestamp
            + .seconds(((day - 1) * 24 + hour) * 3600 + minute * 60 + second)
        let offsets = [offset(wall - .seconds(86_400)), offset(wall + .seconds(86_400))]
        let right = offsets.map { wall - .seconds($0) }.filter { wall - $0 == .seconds(offset($0)) }
        return right.min() ?? wall - .seconds(offsets[0])
    }

    private func read(_ text: String, at now: String = "2026-11-23T10:16:04.000Z") throws -> String {
        let now = try #require(Timestamp(iso8601: now))
        return try Moment.readFuture(
            text, now: now, wording: MomentFutureTests.wording, timestamp: MomentFutureTests.timestamp
        ).description
    }

    // It is Monday, 12:16:04.
    @Test(arguments: [
        ("15:00", "2026-11-23T13:00:00.000Z"), ("15.00", "2026-11-23T13:00:00.000Z"),
        ("12:16", "2026-11-24T10:16:00.000Z"), ("8:00", "2026-11-24T06:00:00.000Z"),
        ("+2h", "2026-11-23T12:16:04.000Z"), ("+30min", "2026-11-23T10:46:04.000Z"),
        ("+3d", "2026-11-26T10:16:04.000Z"), ("+2w", "2026-12-07T10:16:04.000Z"),
        ("+2mo", "2027-01-23T10:16:04.000Z"), ("+1y", "2027-11-23T10:16:04.000Z"),
        ("tomorrow", "2026-11-23T22:00:00.000Z"), ("tomorrow 7:30", "2026-11-24T05:30:00.000Z"),
        ("huomenna 7.30", "2026-11-24T05:30:00.000Z"), ("today 15:00", "2026-11-23T13:00:00.000Z"),
        ("friday 8:00", "2026-11-27T06:00:00.000Z"), ("Fri 8:00", "2026-11-27T06:00:00.000Z"),
        ("perjantai 8.00", "2026-11-27T06:00:00.000Z"), ("fre 8:00", "2026-11-27T06:00:00.000Z"),
        ("friday", "2026-11-26T22:00:00.000Z"), ("mon 15:00", "2026-11-23T13:00:00.000Z"),
        ("mon 8:00", "2026-11-30T06:00:00.000Z"), ("ma", "2026-11-29T22:00:00.000Z"),
        ("2026-12-24", "2026-12-23T22:00:00.000Z"), ("2026-12-24T15:00", "2026-12-24T13:00:00.000Z"),
        ("2026-12-24 15:00", "2026-12-24T13:00:00.000Z"), ("2026-12-24T15:00:00Z", "2026-12-24T15:00:00.000Z"),
    ])
    func `moments to come are read as people type them`(text: String, moment: String) throws {
        #expect(try read(text) == moment)
    }

    @Test(arguments: [
        ("-2h", "-2h is over", "write 15:00, +2h"), ("now", "now is over", "write 15:00"),
        ("2026-11-22", "2026-11-22 is over", "write"), ("today", "today is over", "write"),
        ("2026-11-23T10:00:00Z", "2026-11-23t10:00:00z is over", "write"),
        ("today 8:00", "today 8:00 is over", "write"),
        ("15", "15 may be a time of day or a length", "write 15:00 or +15h"),
        ("2h", "2h has no direction", "write +2h"),
        ("+2m", "+2m may be minutes or months", "write +2min or +2mo"),
        ("2027-02-30", "there is no 2027-02-30", "look at the calendar"),
        ("someday", "someday is no time", "write 15:00"), ("", " is no time", "write"), ("+", "+ is no time", "write"),
        ("+2", "+2 has no unit", "write +2min, +2h or +2d"),
        ("+99999999999999999999h", "+99999999999999999999h is no time", "write"),
        ("25:00", "25:00 is no time", "write"), ("24.12.", "24.12. is no time", "write"),
        ("t", "t is no time", "write"), ("s 8:00", "s 8:00 is no time", "write"),
        ("friday at eight", "friday at eight is no time", "write"),
        ("2026-12-24T", "2026-12-24t is no time", "write"), ("8:00 friday", "8:00 friday is no time", "write"),
    ])
    func `what is over or no time is refused with what to write`(text: String, problem: String, remedy: String) throws {
        let mistake = try #require(throws: Moment.Mistake.self) { try read(text) }
        #expect(mistake.problem == problem)
        #expect(mistake.remedy.hasPrefix(remedy))
    }

    @Test func `the night the clocks go forward has no half past three`() throws {
        let evening = "2026-03-28T20:00:00.000Z"
        let mistake = try #require(throws: Moment.Mistake.self) { try read("3:30", at: evening) }
        #expect(mistake.problem == "3:30 does not come on 29.3.2026: the clocks go forward that night")
        #expect(mistake.remedy == "write an hour later")
        #expect(try read("4:30", at: evening) == "2026-03-29T01:30:00.000Z")
        // The same time of day, 23 hours later; hours are hours.
        #expect(try read("+1d", at: evening) == "2026-03-29T19:00:00.000Z")
        #expect(try read("+24h", at: evening) == "2026-03-29T20:00:00.000Z")
    }

    @Test func `the night the clocks go back has half past three twice`() throws {
        let evening = "2026-10-24T19:00:00.000Z"
        let mistake = try #require(throws: Moment.Mistake.self) { try read("3:30", at: evening) }
        #expect(mistake.problem == "3:30 comes twice on 25.10.2026: the clocks go back that night")
        #expect(mistake.remedy == "write 2026-10-25T00:30:00Z or 2026-10-25T01:30:00Z")
        #expect(try read("2026-10-25T01:30:00Z", at: evening) == "2026-10-25T01:30:00.000Z")
        // After the first of them only one is left.
        #expect(try read("3:30", at: "2026-10-25T00:40:00.000Z") == "2026-10-25T01:30:00.000Z")
        #expect(try read("3:30", at: "2026-10-25T01:40:00.000Z") == "2026-10-26T01:30:00.000Z")
        #expect(try read("+1d", at: evening) == "2026-10-25T20:00:00.000Z")
    }

    @Test(arguments: [
        ("friday", true), ("ke", true), ("2026-12-24", true), ("tomorrow", true), ("+2h", false), ("8:00", false),
        ("psu", false),
    ])
    func `a day may be followed by its time`(text: String, isDay: Bool) {
        #expect(Moment.isDay(text) == isDay)
        #expect(Moment.isClock("8:00") && !Moment.isClock("8") && !Moment.isClock("8:60"))
    }
}
