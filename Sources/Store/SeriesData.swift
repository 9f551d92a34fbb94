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

/// What the readings of a series over a window come to; numbers as people see them, counters as rates.
public struct WindowValue: Sendable, Hashable {
    /// Readings that the window knows of; of a counter those from which a growth is known.
    public var count: Int
    public var minimum: Double
    public var maximum: Double
    /// Of a counter the growth divided by the time for which it is known; of a state its last reading.
    public var average: Double
    /// Of a gauge the sum of the readings; of a counter what it grew by.
    public var sum: Double
    /// Of a counter the time for which the growth is known, else 0.
    public var covered: Duration
    /// The last reading (of a counter the last rate); only where `detail` asked for it.
    public var last: Double?
    /// Only where `detail` asked for one.
    public var percentile: Double?
}

/// The windows of a series; `nil` where nothing is known: a gap stays a gap.
public struct SeriesWindows: Sendable, Hashable {
    public var series: Series
    /// One for each window, in their order.
    public var values: [WindowValue?]
}

/// What roll-ups do not hold and every reading has to be looked at for.
public struct WindowDetail: Sendable, Hashable {
    public var last: Bool
    /// 0…100; the nearest rank (ceil(p/100 · n)-th of the sorted readings, of a counter of its rates).
    public var percentile: Double?

    public static let none = WindowDetail()

    public init(last: Bool = false, percentile: Double? = nil) {
        self.last = last
        self.percentile = percentile
    }
}
