import Model
import Testing

struct WordingTests {
    /// A town where the clock shows UTC.
    private static func wording(_ language: Language) -> Wording {
        Wording(language: language) { moment in
            let time = UTCTime(moment)
            // 1970-01-01 was a Thursday.
            let weekday = Int((moment.milliseconds / 86_400_000 + 3) % 7) + 1
            return CalendarTime(
                year: time.year, month: time.month, day: time.day, hour: time.hour, minute: time.minute,
                second: time.second, weekday: weekday, offset: 0)
        }
    }

    private let finnish = wording(.finnish)
    private let swedish = wording(.swedish)
    private let english = wording(.english)
    /// Monday 2026-11-23 10:16:04.
    private let now = Timestamp(seconds: 1_795_428_964)

    @Test(
        arguments: [
            (0, "0", "0"), (0.42, "0,42", "0.42"), (0.4, "0,4", "0.4"), (12.34, "12,3", "12.3"), (12.96, "13", "13"),
            (9.994, "9,99", "9.99"), (9.996, "10", "10"), (99.94, "99,9", "99.9"), (99.96, "100", "100"),
            (340.4, "340", "340"), (1234.5, "1235", "1235"), (-6.1, "−6,1", "−6.1"), (-0.001, "0", "0"),
            (50, "50", "50"),
            (.nan, "?", "?"), (.infinity, "?", "?"), (-.infinity, "?", "?"),
        ] as [(Double, String, String)])
    func `a number has three digits that matter`(number: Double, comma: String, point: String) {
        #expect(finnish.number(number) == comma)
        #expect(swedish.number(number) == comma)
        #expect(english.number(number) == point)
    }

    @Test(
        arguments: [
            (97, .percent, "97 %", "97 %"), (0, .bytes, "0 t", "0 B"), (1023, .bytes, "1023 t", "1023 B"),
            (1024, .bytes, "1 kt", "1 KiB"), (1_048_570, .bytes, "1 Mt", "1 MiB"),
            (13_958_643_712, .bytes, "13 Gt", "13 GiB"),
            (1.5e18, .bytes, "1332 Pt", "1332 PiB"), (2048, .bytesPerSecond, "2 kt/s", "2 KiB/s"),
            (340e6, .bitsPerSecond, "340 Mbit/s", "340 Mbit/s"), (999.6, .bitsPerSecond, "1 kbit/s", "1 kbit/s"),
            (1100, .microseconds, "1,1 ms", "1.1 ms"), (80, .microseconds, "0,08 ms", "0.08 ms"),
            (2_500_000, .microseconds, "2,5 s", "2.5 s"), (1500, .milliseconds, "1,5 s", "1.5 s"),
            (660, .seconds, "11 min", "11 min"), (39, .celsius, "39 °C", "39 °C"),
            (2.4e9, .hertz, "2,4 GHz", "2.4 GHz"),
            (-14, .decibelMilliwatts, "−14 dBm", "−14 dBm"), (3, .none, "3", "3"), (.nan, .percent, "? %", "? %"),
            (.infinity, .seconds, "? s", "? s"), (-2048, .bytes, "−2 kt", "−2 KiB"),
        ] as [(Double, Unit, String, String)])
    func `a value has its unit, in steps that people know`(value: Double, unit: Unit, finnish: String, english: String)
    {
        #expect(self.finnish.value(value, unit) == finnish)
        #expect(self.english.value(value, unit) == english)
    }

    @Test(arguments: [
        (-5, "0 s", "0 s"), (0, "0 s", "0 s"), (59, "59 s", "59 s"), (60, "1 min", "1 min"), (3599, "59 min", "59 min"),
        (3600, "1 h", "1 h"), (14_640, "4 h 4 min", "4 h 4 min"), (86_399, "23 h 59 min", "23 h 59 min"),
        (86_400, "1 vrk", "1 d"), (266_400, "3 vrk 2 h", "3 d 2 h"), (864_000, "10 vrk", "10 d"),
        (18_489_600, "214 vrk", "214 d"),
    ])
    func `a duration has its two largest units`(seconds: Int, finnish: String, other: String) {
        #expect(self.finnish.duration(.seconds(seconds)) == finnish)
        #expect(swedish.duration(.seconds(seconds)) == other)
        #expect(english.duration(.seconds(seconds)) == other)
    }

    @Test func `clock and day are those of the language`() {
        #expect([finnish, swedish, english].map { $0.clock(now) } == ["10.16", "10.16", "10:16"])
        #expect([finnish, swedish, english].map { $0.clockWithSeconds(now) } == ["10.16.04", "10.16.04", "10:16:04"])
        #expect([finnish, swedish, english].map { $0.day(now) } == ["ma 23.11.", "mån 23.11.", "Mon 23.11."])
        #expect(
            [finnish, swedish, english].map { $0.dayAndClock(now) }
                == ["ma 23.11. klo 10.16", "mån 23.11. kl. 10.16", "Mon 23.11. 10:16"])
    }

    @Test(arguments: [
        (0, "10:16"), (36_964, "00:00"), (36_965, "Sun 22.11."), (28_203_364, "Thu 1.1."), (28_203_365, "31.12.2025"),
    ])
    func `since is as short as can be understood`(secondsAgo: Int64, text: String) {
        let moment = now - .seconds(secondsAgo)
        #expect(english.since(moment, now: now) == text)
    }

    @Test func `every colour has a shape, a short word and a word of its own in every language`() {
        #expect(Set(Status.allCases.map(\.shape)).count == Status.allCases.count)
        for wording in [finnish, swedish, english] {
            let short = Status.allCases.map(wording.short)
            #expect(Set(short).count == short.count)
            #expect(short.allSatisfy { (1...5).contains($0.count) && $0 == $0.uppercased() })
            #expect(Set(Status.allCases.map { wording.word($0) }).count == Status.allCases.count)
        }
    }

    @Test func `every aspect has a heading that fits its column`() {
        for wording in [finnish, swedish, english] {
            let headings = Aspect.allCases.map(wording.heading)
            #expect(Set(headings).count == headings.count)
            #expect(headings.allSatisfy { (1...6).contains($0.count) })
        }
    }

    @Test func `a reason names value and limit, and what would be green`() {
        let limits = Limits(yellow: 90, red: 95, hysteresis: 1)
        let reason = Reason.measured(value: 97, unit: .percent, condition: .above, limits: limits)
        #expect(finnish.reason(reason, now: now) == "97 %, raja 95")
        #expect(swedish.reason(reason, now: now) == "97 %, gräns 95")
        #expect(english.reason(reason, now: now) == "97 %, limit 95")
        #expect(english.greenWhen(reason) == "green below 89 %")
        let below = Reason.measured(
            value: 660, unit: .seconds, condition: .below, limits: Limits(yellow: 900, red: 180, hysteresis: 60))
        #expect(english.reason(below, now: now) == "11 min, limit 15 min")
        #expect(english.greenWhen(below) == "green above 16 min")
    }

    @Test func `what a device says is made visible in a reason`() {
        let texts = [
            Reason.state(name: "\u{1B}[2J", number: 1), .notVisible("\u{202E}x"), .own("a\nb"),
            .silent(.otherAddress("\u{1B}c"), since: now), .silent(.malformed("\r"), since: now),
        ].map { english.reason($0, now: now) }
        for text in texts {
            #expect(text.visible() == text)
            #expect(text.contains("\\u{"))
        }
    }
}
