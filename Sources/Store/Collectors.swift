import Model

/// Collects the points of one series.
struct PointCollector {
    private let series: Series
    private let from: Int64
    private var rates: RateReader?
    private var points: [SeriesData.Point] = []
    private var isAscending = true

    init(_ series: Series, from: Timestamp, form: CounterForm) {
        self.series = series
        self.from = from.milliseconds
        let isCounter = series.measure == .counter32 || series.measure == .counter64
        rates = isCounter && form == .rate ? RateReader(measure: series.measure) : nil
    }

    mutating func add(_ times: [Int64], _ uptimes: [UInt32?], _ column: ChunkColumn) {
        for place in times.indices {
            guard var value = column[place] else { continue }
            let time = Timestamp(milliseconds: times[place])
            if rates != nil {
                guard let counter = value.integer,
                    let rate = rates?.rate(at: time, uptime: uptimes[place], value: counter)
                else { continue }
                value = .real(rate)
            }
            guard times[place] >= from else { continue }
            if let last = points.last, last.time > time { isAscending = false }
            points.append(SeriesData.Point(time: time, value: value))
        }
    }

    /// All points in the order of their times.
    func result() -> SeriesData {
        SeriesData(series: series, points: isAscending ? points : points.sorted { $0.time < $1.time })
    }
}

/// Turns the readings of a counter into rates, one by one.
struct RateReader {
    private var earlier: (time: Timestamp, uptime: UInt32?, value: Int64)?
    let measure: Measure

    init(measure: Measure) {
        self.measure = measure
    }

    /// The rate since the reading before; `nil` for the first, where it cannot be known, and after a long gap.
    mutating func rate(at time: Timestamp, uptime: UInt32?, value: Int64) -> Double? {
        defer { earlier = (time, uptime, value) }
        guard let earlier, time - earlier.time <= SummaryReader.longestGap,
            let span = CounterRate(from: earlier.time, to: time, uptimes: (earlier.uptime, uptime))
        else { return nil }
        return span.perSecond(from: earlier.value, to: value, measure: measure)
    }
}

/// Collects what falls into the windows of one series.
struct WindowCollector {
    private let measure: Measure
    private let edges: [Int64]
    private let detail: WindowDetail
    private var reader: SummaryReader
    private var summaries: [Summary?]
    private var last: [Double?]
    private var values: [[Double]]
    private var window = 0
    /// Readings before are there for the growth of a counter only.
    var countsFrom = Int64.min

    init(measure: Measure, edges: [Timestamp], detail: WindowDetail) {
        self.measure = measure
        self.edges = edges.map(\.milliseconds)
        self.detail = detail
        reader = SummaryReader(measure: measure)
        summaries = [Summary?](repeating: nil, count: edges.count - 1)
        last = detail.last ? [Double?](repeating: nil, count: edges.count - 1) : []
        values = detail.percentile == nil ? [] : [[Double]](repeating: [], count: edges.count - 1)
    }

    mutating func add(_ times: [Int64], _ uptimes: [UInt32?], _ column: ChunkColumn) {
        for place in times.indices {
            guard let value = column[place],
                let summary = reader.summary(at: times[place], uptime: uptimes[place], value: value),
                times[place] >= countsFrom
            else { continue }
            add(summary, at: times[place])
        }
    }

    mutating func add(_ summary: Summary, at time: Int64) {
        guard let first = edges.first, let end = edges.last, time >= first, time < end else { return }
        if time < edges[window] { window = 0 }
        while edges[window + 1] <= time { window += 1 }
        if summaries[window] == nil {
            summaries[window] = summary
        } else {
            summaries[window]?.add(summary, measure: measure)
        }
        if detail.last { last[window] = summary.maximum.number }
        if detail.percentile != nil { values[window].append(summary.maximum.number) }
    }

    func result() -> [WindowValue?] {
        summaries.indices.map { window in
            guard let summary = summaries[window] else { return nil }
            var average = summary.sum.number / Double(summary.count)
            switch measure {
            case .gauge: break
            case .state: average = summary.sum.number
            case .counter32, .counter64: average = summary.sum.number / (Double(summary.span) / 1000)
            }
            return WindowValue(
                count: Int(summary.count), minimum: summary.minimum.number, maximum: summary.maximum.number,
                average: average, sum: summary.sum.number, covered: .milliseconds(summary.span),
                last: detail.last ? last[window] : nil, percentile: percentile(of: window))
        }
    }

    /// The nearest rank.
    private func percentile(of window: Int) -> Double? {
        detail.percentile.flatMap { WindowPages.nearestRank($0, of: values[window]) }
    }
}
