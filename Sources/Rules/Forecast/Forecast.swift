public import Model

/// When a series will reach its limit, or why that cannot be said.
///
/// It is about what happens if nobody does anything, and it is for series that mean a stock: used space, memory, runtime
/// left, light, toner. docs/forecast.md tells the method and how often it was right.
public enum Forecast: Hashable, Codable, Sendable {
    /// It heads for the limit.
    case expected(Arrival)
    /// The newest value is at the limit or beyond: a matter of thresholds.
    case reached
    /// Nothing can be said, or there is nothing to be said.
    case none(Absence)

    /// One value of a series: the average of an hour, or its maximum (minimum, if it falls) where short peaks count.
    public struct Sample: Hashable, Sendable {
        /// The end of the hour.
        public var time: Timestamp
        public var value: Double

        public init(time: Timestamp, value: Double) {
            self.time = time
            self.value = value
        }
    }

    /// On which side the limit is.
    public enum Direction: String, Hashable, Codable, Sendable {
        case rising, falling

        /// What makes of a limit below one above.
        fileprivate var sign: Double { self == .rising ? 1 : -1 }
    }

    /// What a series is held against.
    public struct Target: Hashable, Codable, Sendable {
        /// In the unit of the values: 100 for per cent of a disk.
        public var limit: Double
        public var direction: Direction
        /// A date is no trouble before this value is passed, unless it may come within 48 hours; `nil`: always.
        public var floor: Double?
        /// A date is trouble if it may come within this time.
        public var horizon: Duration
        /// What of the series is drawn on.
        public var reading: Reading
        /// What lasts less than so many days is weather, and not foretold.
        public var shortestDays: Double

        public init(
            limit: Double, direction: Direction = .rising, floor: Double? = nil, horizon: Duration,
            reading: Reading = .dailyPeaks, shortestDays: Double = 0
        ) {
            self.limit = limit
            self.direction = direction
            self.floor = floor
            self.horizon = horizon
            self.reading = reading
            self.shortestDays = shortestDays
        }
    }

    /// What of a series is held against the limit.
    public enum Reading: String, Hashable, Codable, Sendable {
        /// The hours of a day but the highest, without saw-teeth, falls and single jumps.
        case dailyPeaks
        /// The same of a week: what rests on weekends.
        case weeklyPeaks
        /// The mean of a day, by its logarithm: what doubles again and again, out of next to nothing.
        case factors
        /// The mean of a day, by its square root: what is counted, and comes ever more often.
        case counts
    }

    /// The dates between which the limit will be reached, and how that is known.
    public struct Arrival: Hashable, Codable, Sendable {
        public var earliest: Timestamp
        public var likeliest: Timestamp
        /// `nil`: later than two years from now.
        public var latest: Timestamp?
        /// In the unit of the values, below zero if they fall.
        public var perDay: Double
        /// The beginning of the time that `perDay` was taken from.
        public var since: Timestamp
        public var basis: Basis
        public var urgency: Urgency

        public init(
            earliest: Timestamp, likeliest: Timestamp, latest: Timestamp?, perDay: Double, since: Timestamp,
            basis: Basis, urgency: Urgency
        ) {
            self.earliest = earliest
            self.likeliest = likeliest
            self.latest = latest
            self.perDay = perDay
            self.since = since
            self.basis = basis
            self.urgency = urgency
        }
    }

    /// What grows.
    public enum Basis: String, Hashable, Codable, Sendable {
        /// The daily peaks.
        case peaks
        /// The peaks of a saw-tooth that comes again and again.
        case teeth
        /// What climbs now and will not fall back in time, or should have fallen back already.
        case climb
    }

    /// Whether somebody has to look after it.
    public enum Urgency: String, Hashable, Codable, Sendable {
        /// Yellow: the earliest date is within the horizon, the others are not much later, and the floor is passed.
        case due
        /// There is a date, later than the horizon or so vague that it may be.
        case beyondHorizon
        /// There is a date within the horizon, but there is much room yet.
        case belowFloor
    }

    /// Why there is no date.
    public enum Absence: String, Hashable, Codable, Sendable {
        /// No number, no limit, or nothing new for two days.
        case noData
        /// Less than three days are known.
        case tooNew
        /// It neither grows nor shrinks, or moves away from the limit.
        case flat
        /// It goes up and down more than it grows.
        case noisy
        /// It climbs and falls back, and the peaks do not grow.
        case sawTooth
        /// It has jumped; what comes after that is not known yet.
        case step
        /// It grows less and less, and will stay below the limit.
        case levelling
        /// Later than two years from now.
        case tooFar
    }

    /// Whether it is a reason for yellow.
    public var isDue: Bool {
        if case .expected(let arrival) = self { arrival.urgency == .due } else { false }
    }

    /// Foretells when a series reaches its limit.
    ///
    /// - Parameters:
    ///   - samples: In any order; what is no number, later than `now` or older than 90 days is left out.
    ///   - now: Dates begin here.
    public static func of(_ samples: [Sample], target: Target, now: Timestamp) -> Forecast {
        let sign = target.direction.sign
        guard target.limit.isFinite, let hours = HourlyValues(samples, sign: sign, now: now) else {
            return .none(.noData)
        }
        let limit = sign * target.limit
        if hours.newest >= limit, target.reading == .dailyPeaks { return .reached }
        if hours.days < max(shortestHistoryDays, target.shortestDays * 1.5) { return .none(.tooNew) }
        switch target.reading {
        case .dailyPeaks:
            let outlook = Outlook(hours, limit: limit, shortestDays: target.shortestDays)
            return forecast(outlook, newest: hours.newest, knownDays: hours.days, target: target, now: now)
        case .weeklyPeaks:
            let peaks = Envelope(hours).weekly()
            if peaks.regains(after: target.shortestDays) { return .none(.noisy) }
            return forecast(peaks, limit: limit, knownDays: hours.days, target: target, now: now)
        case .factors:
            return stretched(by: Stretch.logarithm(of: target.limit), hours, target: target, now: now)
        case .counts:
            return stretched(by: Stretch.squareRoot, hours, target: target, now: now)
        }
    }

    private static func forecast(
        _ envelope: Envelope, limit: Double, knownDays: Double, target: Target, now: Timestamp
    ) -> Forecast {
        guard let newest = envelope.newest else { return .none(.noData) }
        if newest >= limit { return .reached }
        let outlook = Outlook(envelope, limit: limit, basis: .peaks, shortestDays: target.shortestDays)
        return forecast(outlook, newest: newest, knownDays: knownDays, target: target, now: now)
    }

    /// What grows by factors or ever faster is a line on another scale.
    private static func stretched(
        by stretch: Stretch, _ hours: HourlyValues, target: Target, now: Timestamp
    ) -> Forecast {
        guard target.limit > 0, target.direction == .rising else { return .none(.noData) }
        var scaled = target
        scaled.limit = stretch.scaled(target.limit)
        scaled.floor = target.floor.map(stretch.scaled)
        let means = Envelope(meansOf: hours, stretch.scaled)
        let found = forecast(means, limit: scaled.limit, knownDays: hours.days, target: scaled, now: now)
        guard case .expected(var arrival) = found, let newest = means.newest else { return found }
        // What it comes to within the next day.
        arrival.perDay = stretch.value(newest + arrival.perDay) - stretch.value(newest)
        return .expected(arrival)
    }

    private static func forecast(
        _ outlook: Outlook, newest: Double, knownDays: Double, target: Target, now: Timestamp
    ) -> Forecast {
        let sign = target.direction.sign
        let limit = sign * target.limit
        switch outlook {
        case .absent(let absence): return .none(absence)
        case .arrival(let days, let trend, let basis):
            guard days.lowerBound <= farthestDays else { return .none(.tooFar) }
            return .expected(
                Arrival(
                    earliest: now.after(days: days.lowerBound),
                    likeliest: now.after(days: min(farthestDays, trend.days(to: limit))),
                    latest: days.upperBound <= farthestDays ? now.after(days: days.upperBound) : nil,
                    perDay: sign * trend.line.slope, since: now.after(days: -trend.days), basis: basis,
                    urgency: target.urgency(
                        days: days, likeliest: trend.days(to: limit), known: knownDays, newest: newest)))
        }
    }

    private static let shortestHistoryDays = 3.0
    private static let farthestDays = 730.0
}

extension Forecast.Target {
    /// A floor is no comfort if it may be a matter of so many days.
    private static let shortNoticeDays = 2.0

    fileprivate func urgency(
        days: ClosedRange<Double>, likeliest: Double, known: Double, newest: Double
    ) -> Forecast.Urgency {
        let horizon = horizon / .seconds(86_400)
        let isVague = likeliest > horizon / 2 && days.upperBound > 2.5 * horizon
        // Nothing is drawn on for much longer than it has been seen: a rhythm of two weeks looks like growth in its first.
        let isFar = days.lowerBound > horizon || likeliest > min(1.3 * horizon, 1.5 * known)
        if isFar || isVague { return .beyondHorizon }
        guard let floor, newest < direction.sign * floor, days.lowerBound > Forecast.Target.shortNoticeDays else {
            return .due
        }
        return .belowFloor
    }
}

extension Timestamp {
    fileprivate func after(days: Double) -> Timestamp {
        let (sum, isBeyond) = milliseconds.addingReportingOverflow(Int64(days * 86_400_000))
        return Timestamp(milliseconds: isBeyond ? (days < 0 ? .min : .max) : sum)
    }
}
