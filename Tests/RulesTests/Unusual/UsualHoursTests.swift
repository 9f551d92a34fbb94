import Model
import TestSupport
import Testing

@testable import Rules

/// What is learnt of the last weeks.
@Suite struct UsualHoursTests {
    private static func hour(_ text: String) -> Int64 { (Timestamp(iso8601: text) ?? Timestamp(seconds: 0)).hour }

    /// What is usual at an hour, if each hour of the 35 days before it teaches what a clock in Helsinki shows.
    private static func usual(
        at text: String, _ lesson: (Int64, CalendarTime) -> UsualHours.Lesson?
    ) -> UsualHour? {
        let now = hour(text)
        let first = (Timestamp(milliseconds: now * 3_600_000) - UsualHours.history).hour
        let clock = HoursOfWeek(first..<now + Int64(UsualHours.ahead)) { StoryClock.calendar($0) }
        let lessons = (first..<now).map { hour in
            lesson(now - hour, StoryClock.calendar(Timestamp(milliseconds: hour * 3_600_000)))
        }
        return UsualHours(lessons, from: first, clock: clock, now: now)
            .hour(at: Timestamp(milliseconds: now * 3_600_000))
    }

    @Test func `it is the same hour of the week and those beside it that tell`() throws {
        let usual = try #require(
            UsualHoursTests.usual(at: "2026-11-23T08:00:00Z") { _, clock in
                UsualHours.Lesson(value: Double(clock.weekday * 100 + clock.hour))
            })
        #expect((usual.low, usual.median, usual.high) == (109, 110, 111))
        #expect(usual.weeks == 4)
        // At that time of another day it goes higher.
        #expect(usual.ceiling == 711)
    }

    @Test(arguments: [("2026-10-26T08:00:00Z", 10), ("2026-03-30T07:00:00Z", 10), ("2026-10-25T01:30:00Z", 3)])
    func `what counts is what the clocks show, also when they were changed`(text: String, hour: Int) throws {
        let usual = try #require(
            UsualHoursTests.usual(at: text) { _, clock in UsualHours.Lesson(value: Double(clock.hour)) })
        #expect(usual.median == Float(hour))
        #expect(usual.low == Float(hour - 1) && usual.high == Float(hour + 1))
    }

    @Test func `three of four weeks have to be known, and nothing younger than a day counts`() {
        func weeks(_ known: Set<Int64>) -> UInt8? {
            UsualHoursTests.usual(at: "2026-11-23T08:00:00Z") { age, _ in
                known.contains((age + 84) / 168) ? UsualHours.Lesson(value: 5) : nil
            }?.weeks
        }
        #expect(weeks([1, 2, 3, 4]) == 4)
        #expect(weeks([1, 2, 4]) == 3)
        #expect(weeks([0, 1, 2]) == nil)
        #expect(weeks([0, 1, 2, 5]) == nil)
    }

    @Test func `what was out of the ordinary once tells how far it goes, not what is usual`() throws {
        let usual = try #require(
            UsualHoursTests.usual(at: "2026-11-23T08:00:00Z") { age, _ in
                UsualHours.Lesson(value: age == 168 ? 90 : 5, isUsual: age != 168)
            })
        #expect((usual.median, usual.high, usual.ceiling) == (5, 5, 90))
    }

    @Test func `what hardly moves has a floor under its spread`() throws {
        let comparison = Comparison(share: 0.1, least: 5)
        let same = UsualHour(median: 3, deviation: 0, low: 3, high: 3, ceiling: 3, weeks: 4)
        let bounds = try #require(comparison.bounds(same))
        #expect(!bounds.isBeyond(3.1) && !bounds.isBeyond(32.9) && bounds.isBeyond(33))
        #expect(bounds.isBack(17.9) && !bounds.isBack(18))
        // By its share where it is large.
        let large = UsualHour(median: 80, deviation: 0, low: 80, high: 80, ceiling: 80, weeks: 4)
        #expect(comparison.bounds(large)?.limit == 128)
        // By what is usual at other times of the kind.
        let peak = UsualHour(median: 3, deviation: 1, low: 2, high: 9, ceiling: 61, weeks: 4)
        #expect(comparison.bounds(peak)?.limit == 119)
        #expect(comparison.bounds(peak)?.back == 61)
    }

    @Test func `clients that are always there may not all be gone`() throws {
        let comparison = Comparison(share: 0.3, least: 1, isOfNothing: true)
        let many = UsualHour(median: 12, deviation: 3, low: 6, high: 20, ceiling: 25, weeks: 4)
        let bounds = try #require(comparison.bounds(many))
        #expect(bounds.isBeyond(0) && !bounds.isBeyond(1))
        #expect(bounds.isBack(2) && !bounds.isBack(1))
        let few = UsualHour(median: 12, deviation: 3, low: 0, high: 20, ceiling: 25, weeks: 4)
        #expect(comparison.bounds(few) == nil)
    }

    @Test func `half of the numbers do not move the middle`() throws {
        let spread = try #require(Spread([10, 11, 9, 10, 12, 100, 8, 10]))
        #expect(spread.median == 10)
        #expect(abs(spread.deviation - 1.4826) < 1e-9)
        #expect(Spread([]) == nil)
    }
}

/// When it shows, and when it ends.
@Suite struct OddityTests {
    private static let bounds = UsualBounds(limit: 60, back: 40, low: 12, high: 31)

    /// Values minute by minute; the minutes at which it began and ended to show.
    private static func turns(_ values: [Double], bounds: UsualBounds? = bounds) -> [Int] {
        let start = ManualClock.start
        var oddity = Oddity(values[0], at: start)
        var turns: [Int] = []
        for (minute, value) in values.enumerated().dropFirst() {
            let wasShown = oddity.shown != nil
            oddity.take(value, at: start + .seconds(minute * 60))
            oddity.decide(
                value, unit: .percent,
                grounds: bounds.map { [Oddity.Ground(bounds: $0, ground: .weeks(4))] } ?? [], isShared: false)
            if (oddity.shown != nil) != wasShown { turns.append(minute) }
        }
        return turns
    }

    private static func values(_ parts: (Double, Int)...) -> [Double] {
        parts.flatMap { Array(repeating: $0.0, count: $0.1) }
    }

    @Test func `it shows after half an hour, and ends when it was back for a quarter`() throws {
        let turns = OddityTests.turns(OddityTests.values((20, 60), (90, 120), (20, 60)))
        try #require(turns.count == 2)
        #expect((95...105).contains(turns[0]))
        #expect((200...220).contains(turns[1]))
    }

    @Test func `a burst of twenty minutes does not show, nor what is over when half an hour has passed`() {
        #expect(OddityTests.turns(OddityTests.values((20, 60), (100, 20), (20, 120))) == [])
    }

    @Test func `between the two limits it stays as it was`() {
        #expect(OddityTests.turns(OddityTests.values((20, 60), (50, 120))) == [])
        #expect(OddityTests.turns(OddityTests.values((20, 60), (90, 120), (50, 240))).count == 1)
    }

    @Test func `where nothing is known it does not begin`() {
        #expect(OddityTests.turns(OddityTests.values((20, 60), (90, 120)), bounds: nil) == [])
    }
}

/// Which hours teach.
@Suite struct LessonsTests {
    private static let check = Check(host: "srv-1", aspect: .cpu)
    private static let start = ManualClock.start

    private static func event(_ hours: Int, _ from: Status, _ to: Status, _ reason: Reason) -> Event {
        Event(time: start + .seconds(hours * 3600), check: check, from: from, to: to, reason: reason)
    }

    /// What each of ten hours teaches: `-`: nothing, `o`: that it happens, `u`: what is usual.
    private static func taught(_ events: [Event], windows: [OpeningHours] = [], days: Int = 2) -> String {
        let lessons = Lessons(events, windows: windows, now: start + .seconds(days * 86_400)) { CalendarTime(utc: $0) }
        return (0..<10).map { hour in
            guard let lesson = lessons.lesson(1, of: check, hour: start.hour + Int64(hour)) else { return "-" }
            return lesson.isUsual ? "u" : "o"
        }.joined()
    }

    private static let hot = Reason.measured(
        value: 90, unit: .percent, condition: .above, limits: Limits(yellow: 80))
    private static let odd = Reason.unusual(
        Deviation(value: 78, low: 12, high: 31, unit: .percent, ground: .weeks(4)))

    @Test func `hours under a light teach nothing, with the half hour before it`() {
        let begin = LessonsTests.event(3, .green, .yellow, LessonsTests.hot)
        let end = LessonsTests.event(5, .yellow, .green, LessonsTests.hot)
        #expect(LessonsTests.taught([begin, end]) == "uu---uuuuu")
        #expect(LessonsTests.taught([begin]) == "uu--------")
        #expect(LessonsTests.taught([end]) == "-----uuuuu")
        let worse = LessonsTests.event(4, .yellow, .red, LessonsTests.hot)
        #expect(LessonsTests.taught([begin, worse, end]) == "uu---uuuuu")
    }

    @Test func `what was unusual teaches that it happens, and after a week that it is so`() {
        let begin = LessonsTests.event(3, .green, .yellow, LessonsTests.odd)
        let end = LessonsTests.event(5, .yellow, .green, LessonsTests.hot)
        #expect(LessonsTests.taught([begin, end]) == "uuooouuuuu")
        #expect(LessonsTests.taught([begin]) == "uu--------")
        #expect(LessonsTests.taught([begin], days: 8) == "uuuuuuuuuu")
    }

    @Test func `planned work and pauses teach nothing`() throws {
        let clock = CalendarTime(utc: LessonsTests.start + .seconds(4 * 3600))
        let names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
        let window = try #require(OpeningHours("\(names[clock.weekday - 1]) \(clock.hour)-\(clock.hour + 2)"))
        #expect(LessonsTests.taught([], windows: [window]) == "uuuu--uuuu")
        func act(_ deed: Act.Deed) -> Reason { .act(Act(person: Person(user: "maija"), deed: deed, text: "")) }
        let pause = LessonsTests.event(2, .green, .green, act(.pause(.host("srv-1"), until: nil)))
        let resume = LessonsTests.event(6, .green, .green, act(.resume(.host("srv-1"))))
        #expect(LessonsTests.taught([pause, resume]) == "uu----uuuu")
    }
}
