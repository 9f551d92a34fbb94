import Model
import Rules

extension Story {
    /// What rows of a group told in the weeks before a story, hour by hour.
    struct Past {
        var group: String
        var label: String
        /// From hour to hour it goes from the one to the other and back.
        var low: Double
        var high: Double
        /// Only at this hour of the day.
        var hour: Int?
        var weeks: Int
        var end: Timestamp

        fileprivate func value(at hour: Int64, shown: CalendarTime) -> Double? {
            guard hour >= end.hour - Int64(weeks * 168), hour < end.hour, self.hour.map({ $0 == shown.hour }) ?? true
            else { return nil }
            return hour % 2 == 0 ? low : high
        }
    }

    /// What is usual of a host, learnt as the daemon does it: from the hours of five weeks, and the events since.
    func usual(of host: Host.Name) -> [Check: UsualHours] {
        let first = (now - UsualHours.history).hour
        let clock = HoursOfWeek(first..<now.hour + Int64(UsualHours.ahead)) { StoryClock.calendar($0) }
        let lessons = Lessons(
            events.filter { $0.check.host == host }, windows: judge.plannedWork(on: host), now: now
        ) { StoryClock.calendar($0) }
        var usual: [Check: UsualHours] = [:]
        for question in judge.usualQuestions(of: host) {
            let hours = (first..<now.hour).map { hour in
                let shown = StoryClock.calendar(Timestamp(milliseconds: hour * 3_600_000))
                let values = question.series.map { series in
                    // What was told last of an hour holds.
                    (past[host] ?? []).reversed().lazy.filter { $0.group == series.group && $0.label == series.label }
                        .compactMap { $0.value(at: hour, shown: shown) }.first
                }
                return lessons.lesson(question.value(of: values), of: question.check, hour: hour)
            }
            let found = UsualHours(hours, from: first, clock: clock, now: now.hour)
            if !found.isEmpty { usual[question.check] = found }
        }
        return usual
    }
}
