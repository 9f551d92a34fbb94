/// How long the windows are into which a query divides time. They begin on the site's clock: at midnight and every so
/// many minutes or hours after it, at the beginning of a day, on a Monday, on the first of a month.
public enum Step: Hashable, Sendable {
    /// Less than a day, counted from midnight; the last one of a day ends with it.
    case seconds(Int)
    case days(Int)
    case weeks(Int)
    case months(Int)
    /// One window from the beginning to the end of what is asked for.
    case whole

    private static let day = 86_400

    /// Reads `90s`, `5min`, `1h`, `1d`, `1w`, `1mo`, `1y`, `all`, and a bare number of seconds; `nil` for anything else
    /// and for more than a century.
    public init?(_ text: String) {
        if text == "all" {
            self = .whole
            return
        }
        let digits = text.prefix { ("0"..."9").contains($0) }
        let unit = text[digits.endIndex...]
        guard let count = Int(digits), (1...3_155_760_000).contains(count) else { return nil }
        let isLeap = unit == "mo" || unit == "y"
        if isLeap {
            let months = unit == "y" ? count * 12 : count
            guard months <= 1200 else { return nil }
            self = .months(months)
            return
        }
        guard let seconds = unit.isEmpty ? count : Moment.duration(text).map({ Int($0.wholeMilliseconds / 1000) })
        else {
            return nil
        }
        switch seconds {
        case ..<Step.day: self = .seconds(seconds)
        case _ where unit == "w": self = .weeks(count)
        case _ where seconds.isMultiple(of: Step.day): self = .days(seconds / Step.day)
        default: return nil
        }
    }

    /// The shortest that a window of it can be, by the clocks that are put forward; `whole` has none.
    public var shortest: Duration {
        switch self {
        case .seconds(let seconds): .seconds(seconds)
        case .days(let days): .seconds(days * Step.day - 3600)
        case .weeks(let weeks): .seconds(weeks * 7 * Step.day - 3600)
        case .months(let months): .seconds(months * 28 * Step.day)
        case .whole: .zero
        }
    }

    /// How far back somebody looks who does not say from when.
    public var usualRange: Duration {
        switch self {
        case .seconds(...300): .seconds(Step.day)
        case .seconds(...3600): .seconds(7 * Step.day)
        case .seconds: .seconds(31 * Step.day)
        case .days(let days): .seconds(days * 30 * Step.day)
        case .weeks(let weeks): .seconds(weeks * 12 * 7 * Step.day)
        case .months(let months): .seconds(months * 365 * Step.day)
        case .whole: .seconds(30 * Step.day)
        }
    }
}

extension Step: CustomStringConvertible {
    /// As `init` reads it.
    public var description: String {
        switch self {
        case .seconds(let seconds) where seconds.isMultiple(of: 3600): "\(seconds / 3600)h"
        case .seconds(let seconds) where seconds.isMultiple(of: 60): "\(seconds / 60)min"
        case .seconds(let seconds): "\(seconds)s"
        case .days(let days): "\(days)d"
        case .weeks(let weeks): "\(weeks)w"
        case .months(let months): "\(months)mo"
        case .whole: "all"
        }
    }
}

/// What is told of a window.
public enum Aggregate: Hashable, Sendable {
    case average, minimum, maximum, last
    /// How many readings.
    case count
    /// Of a counter how much it grew, of anything else the sum of the readings.
    case sum
    /// For how much of the window it is known.
    case covered
    /// What so many per cent of the values do not exceed, above 0 and at most 100.
    case percentile(Double)

    /// Reads `average`, `minimum` … and `p95`, `p99.9`; the first letters of a word will do.
    public init?(_ text: String) {
        if text.hasPrefix("p"), let percent = Double(text.dropFirst()), percent > 0, percent <= 100 {
            self = .percentile(percent)
            return
        }
        let found = Aggregate.words.filter { text.count >= 3 && $0.word.hasPrefix(text) }
        guard found.count == 1 else { return nil }
        self = found[0].aggregate
    }

    /// Those that have a word of their own.
    public static let words: [(word: String, aggregate: Aggregate)] = [
        ("average", .average), ("minimum", .minimum), ("maximum", .maximum), ("last", .last), ("count", .count),
        ("sum", .sum), ("covered", .covered),
    ]
}

extension Aggregate: CustomStringConvertible {
    /// As `init` reads it.
    public var description: String {
        switch self {
        case .average: "average"
        case .minimum: "minimum"
        case .maximum: "maximum"
        case .last: "last"
        case .count: "count"
        case .sum: "sum"
        case .covered: "covered"
        case .percentile(let percent):
            percent == percent.rounded() ? "p\(Int(percent))" : "p\(percent)"
        }
    }
}
