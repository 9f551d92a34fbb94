internal import Model

/// The values of a series by their age in hours, turned so that the limit is above.
struct HourlyValues {
    static let longestDays = 90

    /// By age: the first is that of the last hour; `nan` where nothing is known. The oldest is known.
    var byAge: [Double]
    /// How old the newest known value is.
    private(set) var newestAge: Int

    /// - Returns: `nil` if there is no number of the last 48 hours.
    init?(_ samples: [Forecast.Sample], sign: Double, now: Timestamp) {
        var byAge = [Double](repeating: .nan, count: HourlyValues.longestDays * 24)
        var oldest = -1
        var newest = Int.max
        for sample in samples where sample.value.isFinite && sample.time <= now {
            let (distance, isFar) = now.milliseconds.subtractingReportingOverflow(sample.time.milliseconds)
            let age = distance / 3_600_000
            guard !isFar, age < byAge.count else { continue }
            // Beyond this, differences of values would be no numbers.
            let value = sign * min(1e150, max(-1e150, sample.value))
            let place = Int(age)
            byAge[place] = byAge[place].isNaN ? value : max(byAge[place], value)
            oldest = max(oldest, place)
            newest = min(newest, place)
        }
        guard newest <= 48 else { return nil }
        byAge.removeLast(byAge.count - oldest - 1)
        self.byAge = byAge
        newestAge = newest
    }

    var newest: Double { byAge[newestAge] }

    /// For how long it is known.
    var days: Double { Double(byAge.count) / 24 }

    /// Only what is younger.
    func younger(than age: Int) -> HourlyValues {
        var values = self
        values.byAge.removeLast(max(0, byAge.count - age))
        while values.byAge.last?.isNaN == true { values.byAge.removeLast() }
        return values
    }
}

/// The upper envelope of a series every six hours: what counts are the peaks.
///
/// A point is the second-highest value of the 24 hours before it: of every time of the day there is one in it, and one
/// hour alone is none.
struct Envelope {
    static let pointsADay = 4
    private static let hours = 24 / pointsADay

    /// By age; `nan` where nothing is known of the 24 hours.
    private(set) var points: [Double]

    init(_ values: HourlyValues) {
        let hours = values.byAge
        points = (0..<max(1, hours.count / Envelope.hours)).map { place in
            let begin = place * Envelope.hours
            var highest = -Double.infinity
            var second = -Double.infinity
            var known = 0
            for age in begin..<min(hours.count, begin + 24) where !hours[age].isNaN {
                known += 1
                if hours[age] > highest {
                    second = highest
                    highest = hours[age]
                } else if hours[age] > second {
                    second = hours[age]
                }
            }
            return known == 0 ? .nan : known == 1 ? highest : second
        }
    }

    /// The mean of the 24 hours before, on some scale.
    init(meansOf values: HourlyValues, _ scale: (Double) -> Double) {
        let hours = values.byAge
        points = (0..<max(1, hours.count / Envelope.hours)).map { place in
            let begin = place * Envelope.hours
            let known = hours[begin..<min(hours.count, begin + 24)].filter { !$0.isNaN }
            return known.isEmpty ? .nan : scale(known.reduce(0, +) / Double(known.count))
        }
    }

    /// It has been as high before, longer ago than so many days, and lower since: it comes back, and does not grow.
    func regains(after days: Double) -> Bool {
        let recent = Int(days * Double(Envelope.pointsADay))
        let known = points.filter { !$0.isNaN }
        guard let newest, points.count > recent, let lowest = known.min(), let highest = known.max() else {
            return false
        }
        let asHigh = newest - (highest - lowest) / 10
        return points[recent...].contains { $0 >= asHigh }
    }

    /// The youngest that is known.
    var newest: Double? { points.first { !$0.isNaN } }

    /// The mean of the two busiest days of each week: what rests on weekends, and on a holiday.
    func weekly() -> Envelope {
        var weeks = self
        guard points.count > 6 * Envelope.pointsADay else { return self }
        weeks.points = (0..<(points.count - 6 * Envelope.pointsADay)).map { begin in
            let days = (0..<7).map { points[begin + $0 * Envelope.pointsADay] }.filter { !$0.isNaN }.sorted(by: >)
            return days.count < 4 ? .nan : days.prefix(2).reduce(0, +) / 2
        }
        return weeks
    }

    /// The highest of the points over so many hours before each; points with less behind them are left out.
    func widened(to hours: Int) -> Envelope {
        let width = (hours + Envelope.hours - 1) / Envelope.hours - 24 / Envelope.hours + 1
        guard width > 1, points.count > width else { return self }
        var wide = self
        wide.points = (0...(points.count - width)).map { begin in
            var highest = -Double.infinity
            for place in begin..<(begin + width) where points[place] > highest { highest = points[place] }
            return highest == -.infinity ? .nan : highest
        }
        return wide
    }
}
