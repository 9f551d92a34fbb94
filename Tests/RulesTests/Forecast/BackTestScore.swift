import Model
import Rules

/// How often forecasts were right.
struct BackTestScore {
    struct Count {
        /// Crossed, and there was an alarm.
        var hits = 0
        /// Crossed, and there was none.
        var missed = 0
        /// An alarm of what stayed below.
        var alarmed = 0
        var quiet = 0
        /// Hits whose date was within the range that was told.
        var covered = 0

        /// The days between the earliest and the latest date of each hit.
        var ranges: [Double] = []

        var precision: Double { Double(hits) / Double(max(1, hits + alarmed)) }
        var recall: Double { Double(hits) / Double(max(1, hits + missed)) }
        var coverage: Double { Double(covered) / Double(max(1, hits)) }

        static func += (sum: inout Count, other: Count) {
            sum.hits += other.hits
            sum.missed += other.missed
            sum.alarmed += other.alarmed
            sum.quiet += other.quiet
            sum.covered += other.covered
            sum.ranges += other.ranges
        }
    }

    private(set) var kinds: [(kind: BackTestSet.Kind, count: Count)] = []
    private(set) var total = Count()
    /// What went wrong, one line each.
    private(set) var mistakes: [String] = []

    init(
        seeds: ClosedRange<UInt64>, kinds: [BackTestSet.Kind] = BackTestSet.Kind.all,
        horizonDays: Int? = nil, forecast: (BackTestSet.Case) -> Forecast
    ) {
        for kind in kinds {
            var count = Count()
            for one in BackTestSet.cases(of: kind, seeds: seeds) {
                let mistakes = count.add(one, forecast(one), horizonDays: Double(horizonDays ?? one.horizonDays))
                if let mistakes { self.mistakes.append(mistakes) }
            }
            self.kinds.append((kind, count))
            total += count
        }
    }

    /// As it stands in docs/forecast.md.
    var table: String {
        var rows = kinds.map { BackTestScore.row($0.kind.rawValue, $0.count) }
        rows.append(BackTestScore.row("**all**", total))
        return (["| kind | hits | missed | false | quiet | in range |", "|---|--:|--:|--:|--:|--:|"] + rows)
            .joined(separator: "\n")
    }

    /// `precision 0.953, recall 0.912, date in range 0.843; …`
    var summary: String {
        func rounded(_ part: Double) -> Double { (part * 1000).rounded() / 1000 }
        return "precision \(rounded(total.precision)), recall \(rounded(total.recall)), "
            + "date in range \(rounded(total.coverage)); "
            + "half of the ranges are shorter than \(total.ranges.sorted().dropFirst(total.hits / 2).first ?? 0) days"
    }

    private static func row(_ name: String, _ count: Count) -> String {
        "| \(name) | \(count.hits) | \(count.missed) | \(count.alarmed) | \(count.quiet) | \(count.covered) |"
    }
}

extension BackTestScore.Count {
    /// - Parameter horizonDays: At most that of the set.
    /// - Returns: What was wrong with the forecast.
    fileprivate mutating func add(_ one: BackTestSet.Case, _ forecast: Forecast, horizonDays: Double) -> String? {
        let horizon = Duration.seconds(horizonDays * 86_400)
        let crossing = one.crossing.map { $0 - one.now }
        let date = one.crossing.map { "\($0.days(after: one.now)) days" } ?? "never"
        let story = "\(one.kind.rawValue) \(one.seed), \(date): \(forecast.story(now: one.now))"
        switch (crossing, forecast.isDue) {
        case (let time?, true) where time <= horizon:
            hits += 1
            ranges.append(forecast.rangeDays)
            guard forecast.covers(one.crossing) else { return "not in range: " + story }
            covered += 1
        case (let time?, false) where time <= horizon:
            missed += 1
            return "missed: " + story
        case (let time?, _) where time <= horizon * 1.5: break
        case (_, true):
            alarmed += 1
            return "false: " + story
        case (_, false): quiet += 1
        }
        return nil
    }
}

extension BackTestSet.Case {
    /// When it is at the limit, if that is within 1.5 horizons.
    fileprivate var crossing: Timestamp? {
        switch truth {
        case .crosses(let date), .undecided(let date): date
        case .stays: nil
        }
    }

    var history: [Forecast.Sample] { samples.map { Forecast.Sample(time: $0.time, value: $0.value) } }

    func target(horizonDays: Int? = nil) -> Forecast.Target {
        let horizon = Duration.seconds((horizonDays ?? self.horizonDays) * 86_400)
        if let matter { return matter.prospect.target(limit: limit, floor: floor, horizon: horizon) }
        return Forecast.Target(
            limit: limit, direction: isFalling ? .falling : .rising, floor: floor, horizon: horizon)
    }
}

extension Course.Matter {
    fileprivate var prospect: Prospect.Matter {
        switch self {
        case .light: .light
        case .laser: .laser
        case .fan: .fan
        case .temperature: .temperature
        case .errors: .errors
        case .sectors: .sectors
        case .flash: .flash
        case .battery: .battery
        case .traffic: .traffic
        }
    }
}

extension Forecast {
    fileprivate func covers(_ date: Timestamp?) -> Bool {
        guard case .expected(let arrival) = self, let date else { return false }
        return date >= arrival.earliest && arrival.latest.map { date <= $0 } ?? true
    }

    fileprivate var rangeDays: Double {
        guard case .expected(let arrival) = self, let latest = arrival.latest else { return .infinity }
        return latest.days(after: arrival.earliest)
    }

    fileprivate func story(now: Timestamp) -> String {
        guard case .expected(let arrival) = self else { return "\(self)" }
        let latest = arrival.latest.map { "\($0.days(after: now))" } ?? "never"
        return "\(arrival.earliest.days(after: now))…\(arrival.likeliest.days(after: now))…\(latest) days, "
            + "\(arrival.perDay) a day since \(arrival.since.days(after: now)), \(arrival.basis), \(arrival.urgency)"
    }
}

extension Timestamp {
    /// To a tenth.
    fileprivate func days(after moment: Timestamp) -> Double {
        (Double((self - moment).wholeMilliseconds) / 8_640_000).rounded() / 10
    }
}
