public import Model

/// Windows of time on the wall clock: days of 23 and 25 hours are days.
extension LocalTime {
    private static let day = 86_400

    /// The beginnings of the windows that reach into the time between two moments, and the end of the last: one more
    /// than there are windows. The first may begin before `from` and the last end after `to`: windows are whole.
    ///
    /// - Parameter limit: At most so many windows.
    public func edges(_ step: Step, from: Timestamp, to: Timestamp, limit: Int) -> [Timestamp] {
        guard step != .whole else { return [from, to] }
        var edges = [beginning(of: step, at: from)]
        while let last = edges.last, last < to, edges.count <= limit { edges.append(end(of: step, beginningAt: last)) }
        return edges
    }

    /// When the window began in which the moment lies.
    public func beginning(of step: Step, at moment: Timestamp) -> Timestamp {
        let time = calendar(moment)
        switch step {
        case .seconds(let seconds):
            let midnight = timestamp(year: time.year, month: time.month, day: time.day)
            guard seconds > 3600 else {
                let gone = Int((moment - midnight).wholeMilliseconds / 1000)
                return midnight + .seconds(gone / seconds * seconds)
            }
            return timestamp(
                year: time.year, month: time.month, day: time.day, second: secondOfDay(time) / seconds * seconds)
        case .days(let days):
            let number = dayNumber(time)
            return timestamp(year: time.year, month: time.month, day: time.day - floorRemainder(number, days))
        case .weeks(let weeks):
            // Weeks are counted from Monday, 29 December 1969: day -3.
            let number = dayNumber(time) + 3
            return timestamp(year: time.year, month: time.month, day: time.day - floorRemainder(number, weeks * 7))
        case .months(let months):
            return first(ofMonth: (time.year * 12 + time.month - 1) / months * months)
        case .whole:
            return moment
        }
    }

    /// When the window ends that begins then, which is when the next one begins.
    func end(of step: Step, beginningAt beginning: Timestamp) -> Timestamp {
        let time = calendar(beginning)
        switch step {
        case .seconds(let seconds):
            let midnight = timestamp(year: time.year, month: time.month, day: time.day + 1)
            guard seconds > 3600 else { return min(beginning + .seconds(seconds), midnight) }
            let next = (secondOfDay(time) / seconds + 1) * seconds
            guard next < LocalTime.day else { return midnight }
            return timestamp(year: time.year, month: time.month, day: time.day, second: next)
        case .days(let days): return timestamp(year: time.year, month: time.month, day: time.day + days)
        case .weeks(let weeks): return timestamp(year: time.year, month: time.month, day: time.day + weeks * 7)
        case .months(let months): return first(ofMonth: time.year * 12 + time.month - 1 + months)
        case .whole: return beginning
        }
    }

    private func secondOfDay(_ time: CalendarTime) -> Int { (time.hour * 60 + time.minute) * 60 + time.second }

    /// Days since 1970-01-01 by the date alone.
    private func dayNumber(_ time: CalendarTime) -> Int {
        let date = UTCTime(year: time.year, month: time.month, day: time.day).timestamp
        return Int(date.milliseconds / 1000) / LocalTime.day
    }

    /// - Parameter month: Counted from January of the year 0.
    private func first(ofMonth month: Int) -> Timestamp {
        timestamp(year: month / 12, month: month % 12 + 1, day: 1)
    }

    private func floorRemainder(_ number: Int, _ divisor: Int) -> Int {
        let remainder = number % divisor
        return remainder < 0 ? remainder + divisor : remainder
    }
}
