import Model

@testable import Rules

/// What unusual lights a year of a series would have had.
struct UsualBackTest {
    private static let check = Check(host: "srv-1", aspect: .cpu)

    /// When lights came, by the places of the values, and how long they lasted.
    private(set) var alarms: [(place: Int, length: Int)] = []

    init(_ course: UsualCourse, clock: HoursOfWeek, times: Double = Comparison.times) {
        guard
            var comparison = Comparison.standard(
                aspect: course.kind.aspect, condition: .above(Limits(yellow: 90)), unit: .percent)
        else { return }
        comparison.times = times
        let averages = UsualBackTest.averages(course)
        let begin = UsualCourse.begin.hour
        let history = 35 * 24 + 1
        var events: [Event] = []
        var oddity: Oddity?
        var usual: UsualHours?
        for place in (history * UsualCourse.perHour)..<course.values.count {
            let hour = place / UsualCourse.perHour
            let now = UsualCourse.begin + .seconds(place * 600)
            if place % (6 * UsualCourse.perHour) == 0 {
                let lessons = Lessons(events, now: now) { StoryClock.calendar($0) }
                let from = hour - history
                let values = averages[from..<hour].enumerated().map { offset, value in
                    lessons.lesson(value, of: UsualBackTest.check, hour: begin + Int64(from + offset))
                }
                usual = UsualHours(values, from: begin + Int64(from), clock: clock, now: begin + Int64(hour))
            }
            let value = course.values[place]
            guard !value.isNaN else { continue }
            var new = oddity ?? Oddity(value, at: now)
            new.take(value, at: now)
            let hours = usual?.hour(at: now)
            let bounds = hours.flatMap { comparison.bounds($0) }
            let wasShown = new.shown != nil
            new.decide(
                value, unit: .percent, grounds: bounds.map { [Oddity.Ground(bounds: $0, ground: .weeks(4))] } ?? [],
                isShared: false)
            if let deviation = new.shown, !wasShown {
                alarms.append((place, 0))
                events.append(
                    Event(time: now, check: UsualBackTest.check, from: .green, to: .yellow, reason: .unusual(deviation))
                )
            } else if new.shown == nil, wasShown {
                alarms[alarms.count - 1].length = place - alarms[alarms.count - 1].place
                events.append(
                    Event(time: now, check: UsualBackTest.check, from: .yellow, to: .green, reason: .notYetChecked))
            }
            oddity = new
        }
    }

    private static func averages(_ course: UsualCourse) -> [Double?] {
        (0..<UsualCourse.hours).map { hour in
            let known = course.values[hour * UsualCourse.perHour..<(hour + 1) * UsualCourse.perHour]
                .filter { !$0.isNaN }
            return known.isEmpty ? nil : known.reduce(0, +) / Double(known.count)
        }
    }
}

/// Of many series of a kind.
struct UsualScore {
    var kind: UsualCourse.Kind
    var years = 0
    var truths = 0
    var found = 0
    /// Lights that nothing out of the ordinary explains.
    var alarms = 0
    /// Minutes from the beginning to the light.
    var delays: [Int] = []

    init(_ kind: UsualCourse.Kind, seeds: ClosedRange<UInt64>, clock: HoursOfWeek, times: Double = Comparison.times) {
        self.kind = kind
        for seed in seeds {
            let course = UsualCourse(kind, seed: seed)
            let test = UsualBackTest(course, clock: clock, times: times)
            years += 1
            truths += course.truths.count
            var unexplained = test.alarms.map(\.place)
            for truth in course.truths {
                // What began is found within four hours; lights of the ten days after it are its own.
                if let place = unexplained.first(where: { $0 >= truth && $0 < truth + 24 }) {
                    found += 1
                    delays.append((place - truth) * 10)
                }
                unexplained.removeAll { $0 >= truth && $0 < truth + 11 * 24 * UsualCourse.perHour }
            }
            alarms += unexplained.count
        }
    }

    var perYear: Double { Double(alarms) / Double(years) }

    /// A row of the table in docs/unusual.md.
    var row: String {
        let median = delays.sorted().dropFirst(delays.count / 2).first
        let share = truths == 0 ? "" : "\(found) of \(truths)"
        return "| \(kind.rawValue) | \(years) | \(alarms) | \((perYear * 100).rounded() / 100) | \(share) | "
            + "\(median.map { "\($0) min" } ?? "") |"
    }

    static let clock = HoursOfWeek(
        UsualCourse.begin.hour..<UsualCourse.begin.hour + Int64(UsualCourse.hours) + Int64(UsualHours.ahead)
    ) { StoryClock.calendar($0) }
}
