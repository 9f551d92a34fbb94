public import Model

/// What a value is in one hour of the week.
struct UsualHour: Sendable, Hashable {
    /// Of the same hour and its neighbours in the last four weeks.
    var median: Float
    var deviation: Float
    var low: Float
    var high: Float
    /// The highest at that time of the day in the last five weeks: what is done at night may be done in another night.
    var ceiling: Float
    /// In how many of the four weeks it is known.
    var weeks: UInt8
}

/// What is usual in the hours to come, learnt from those of the last weeks.
public struct UsualHours: Sendable, Hashable {
    /// So much of the past is looked at: four weeks, a week more for what comes once a month, and an hour.
    public static let history = Duration.seconds(35 * 86_400 + 3600)
    /// So many hours are worked out at once, from the present one on.
    public static let ahead = 8
    private static let weeks = 4
    /// Weeks of which the hour has to be known.
    private static let fewestWeeks = 3
    /// What is younger belongs to the present.
    private static let youngest: Int64 = 20

    /// Counted from 1970.
    private let first: Int64
    private let hours: [UsualHour?]

    /// - Parameters:
    ///   - lessons: The hours from `begin` on; what is unknown, or teaches nothing, is `nil`.
    ///   - begin: An hour, counted from 1970.
    ///   - clock: Of these hours and of those to come.
    ///   - now: An hour.
    public init(_ lessons: [Lesson?], from begin: Int64, clock: HoursOfWeek, now: Int64) {
        first = now
        hours = (now..<now + Int64(UsualHours.ahead)).map { hour in
            clock[hour].flatMap { UsualHours.usual(lessons, from: begin, clock: clock, at: hour, mark: $0) }
        }
    }

    /// What an hour teaches.
    public struct Lesson: Sendable, Hashable {
        public var value: Double
        /// It was out of the ordinary itself: it tells how far values go once in a while, not what is usual.
        public var isUsual: Bool

        public init(value: Double, isUsual: Bool = true) {
            self.value = value
            self.isUsual = isUsual
        }
    }

    /// Nothing is known.
    public var isEmpty: Bool { hours.allSatisfy { $0 == nil } }

    func hour(at moment: Timestamp) -> UsualHour? {
        let place = moment.hour - first
        return place >= 0 && place < hours.count ? hours[Int(place)] : nil
    }

    private static func usual(
        _ lessons: [Lesson?], from begin: Int64, clock: HoursOfWeek, at hour: Int64, mark: HoursOfWeek.Mark
    ) -> UsualHour? {
        var same: [Double] = []
        var known: Set<Int64> = []
        var ceiling = -Double.infinity
        for (place, lesson) in lessons.enumerated() {
            let then = begin + Int64(place)
            guard let lesson, lesson.value.isFinite, hour - then >= youngest, let past = clock[then],
                past.isSameTime(mark)
            else { continue }
            ceiling = max(ceiling, lesson.value)
            let week = (hour - then + 84) / 168
            guard lesson.isUsual, past.isNear(mark), (1...Int64(weeks)).contains(week) else { continue }
            same.append(lesson.value)
            known.insert(week)
        }
        guard known.count >= fewestWeeks, let spread = Spread(same), let low = same.min(), let high = same.max() else {
            return nil
        }
        return UsualHour(
            median: Float(spread.median), deviation: Float(spread.deviation), low: Float(low), high: Float(high),
            ceiling: Float(max(ceiling, high)), weeks: UInt8(known.count))
    }
}

/// What wall clocks of the sites show in each hour of some weeks.
public struct HoursOfWeek: Sendable {
    /// An hour of the week, from Monday 0:00 on.
    struct Mark: Hashable, Sendable {
        private let hour: UInt8

        init(_ time: CalendarTime) { hour = UInt8((time.weekday - 1) * 24 + time.hour) }

        /// The same hour of the week, or one beside it: what is begun by a clock in UTC moves by an hour twice a year.
        func isNear(_ other: Mark) -> Bool { Mark.isNext(hour, other.hour, of: 168) }

        /// About the same time of any day.
        func isSameTime(_ other: Mark) -> Bool { Mark.isNext(hour % 24, other.hour % 24, of: 24) }

        private static func isNext(_ left: UInt8, _ right: UInt8, of count: Int) -> Bool {
            let distance = abs(Int(left) - Int(right))
            return distance <= 1 || distance == count - 1
        }
    }

    private let first: Int64
    private let marks: [Mark]

    /// - Parameters:
    ///   - hours: Counted from 1970.
    ///   - calendar: What the clocks show.
    public init(_ hours: Range<Int64>, calendar: (Timestamp) -> CalendarTime) {
        first = hours.lowerBound
        marks = hours.map { Mark(calendar(Timestamp(milliseconds: $0 * 3_600_000 + 1_800_000))) }
    }

    subscript(hour: Int64) -> Mark? {
        let place = hour - first
        return place >= 0 && place < marks.count ? marks[Int(place)] : nil
    }
}

extension Timestamp {
    /// The hour that it lies in, counted from 1970.
    public var hour: Int64 {
        let length: Int64 = 3_600_000
        return (milliseconds - (milliseconds % length + length) % length) / length
    }
}

extension Comparison {
    /// What is unusual in an hour; `nil` where nothing would be.
    func bounds(_ hour: UsualHour) -> UsualBounds? {
        let spread = Spread(median: Double(hour.median), deviation: Double(hour.deviation))
        let (low, high) = (Double(hour.low), Double(hour.high))
        return isOfNothing
            ? boundsOfNothing(spread, low: low, high: high)
            : bounds(spread, low: low, high: high, ceiling: Double(hour.ceiling))
    }
}

extension Spread {
    init(median: Double, deviation: Double) {
        self.median = median
        self.deviation = deviation
    }
}
