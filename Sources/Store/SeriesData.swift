public import Model

/// The values of a series in the order of their times.
public struct SeriesData: Sendable, Hashable {
    public struct Point: Sendable, Hashable {
        /// When it was read; of an average the beginning of its step.
        public var time: Timestamp
        public var value: Value

        public init(time: Timestamp, value: Value) {
            self.time = time
            self.value = value
        }
    }

    public var series: Series
    public var points: [Point]

    public init(series: Series, points: [Point]) {
        self.series = series
        self.points = points
    }
}

/// What a query gives of a counter.
public enum CounterForm: Sendable, Hashable {
    /// The counter as it was read.
    case stored
    /// Its growth a second since the reading before, where that can be known.
    case rate
}

/// Averages over equal steps; of a state, which has no average, the last.
struct StepAverage {
    private let step: Int64
    private let origin: Int64
    private let keepsLast: Bool
    private var current: Int64?
    private var sum = 0.0
    private var count = 0
    private var last = Value.integer(0)
    private(set) var points: [SeriesData.Point] = []

    /// A step of less than a millisecond counts as one.
    init(origin: Timestamp, step: Duration, measure: Measure) {
        self.origin = origin.milliseconds
        self.step = max(1, step.wholeMilliseconds)
        keepsLast = measure == .state
    }

    mutating func add(_ point: SeriesData.Point) {
        let number = (point.time.milliseconds - origin) / step
        if let current, current != number { end() }
        current = number
        sum += point.value.number
        count += 1
        last = point.value
    }

    /// Ends the step that is open; nothing happens if none is.
    mutating func end() {
        guard let number = current else { return }
        let value = keepsLast ? last : .real(sum / Double(count))
        points.append(SeriesData.Point(time: Timestamp(milliseconds: origin + number * step), value: value))
        current = nil
        sum = 0
        count = 0
    }
}

/// Turns the readings of a counter into rates, one by one.
struct RateReader {
    private var earlier: (time: Timestamp, uptime: UInt32?, value: Int64)?
    let measure: Measure

    init(measure: Measure) {
        self.measure = measure
    }

    /// The rate since the reading before; `nil` for the first and where it cannot be known.
    mutating func rate(at time: Timestamp, uptime: UInt32?, value: Int64) -> Double? {
        defer { earlier = (time, uptime, value) }
        guard let earlier,
            let span = CounterRate(from: earlier.time, to: time, uptimes: (earlier.uptime, uptime))
        else { return nil }
        return span.perSecond(from: earlier.value, to: value, measure: measure)
    }
}
