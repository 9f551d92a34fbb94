public import Model

extension Archive {
    /// The series that are stored, sorted by host and path.
    ///
    /// - Parameters:
    ///   - host: `nil`: of all hosts.
    ///   - pattern: For the path, with `*` for anything; `nil`: all.
    public func series(host: Host.Name? = nil, matching pattern: String? = nil) throws(StoreError) -> [Series] {
        let fits = Self.choice(pattern)
        var found: [Series] = []
        for groups in catalog.generations.values {
            guard let layout = groups.last?.layout, host == nil || layout.key.host == host else { continue }
            for slot in 0..<layout.slotCount {
                let series = layout.series(slot: slot)
                if fits(series) { found.append(series) }
            }
        }
        return found.map { ($0, $0.path) }.sorted { ($0.0.host, $0.1) < ($1.0.host, $1.1) }.map(\.0)
    }

    /// The newest value of each chosen series that has one.
    public func newestValues(
        host: Host.Name? = nil, matching pattern: String? = nil
    ) throws(StoreError) -> [SeriesData] {
        let fits = Self.choice(pattern)
        var found: [SeriesData] = []
        for groups in catalog.generations.values {
            guard let layout = groups.last?.layout, host == nil || layout.key.host == host,
                let readings = try newestReadings(of: layout.key)
            else { continue }
            for (slot, value) in readings.values.enumerated() where slot < layout.slotCount {
                let series = layout.series(slot: slot)
                guard let value, fits(series) else { continue }
                found.append(
                    SeriesData(series: series, points: [SeriesData.Point(time: readings.time, value: value)]))
            }
        }
        return found
    }

    /// Whether a series is meant by the pattern.
    private static func choice(_ pattern: String?) -> (Series) -> Bool {
        guard let pattern = pattern.map(NamePattern.init) else { return { _ in true } }
        return { pattern.fits($0.path) }
    }

    /// The values of series between two moments, both included.
    ///
    /// - Parameters:
    ///   - form: What to give of counters.
    ///   - step: Averages over steps of this length, counted from `from`; `nil`: every value. The average of a counter
    ///     makes sense only as a rate.
    public func query(
        _ series: [Series], from: Timestamp, to: Timestamp, counters form: CounterForm = .stored, step: Duration? = nil
    ) throws(StoreError) -> [SeriesData] {
        var results = series.map { SeriesReader($0, from: from, form: form, step: step) }
        let places = Dictionary(grouping: series.indices) { GroupKey(host: series[$0].host, group: series[$0].group) }
        for (key, places) in places {
            // The first rate needs the reading before.
            let start = form == .rate ? from - .seconds(1200) : from
            var slots: [Int?] = []
            var known: GroupLayout?
            try readings(of: key, from: start, to: to) { layout, readings in
                if known != layout {
                    known = layout
                    slots = places.map { layout.slot(of: series[$0]) }
                }
                for (place, slot) in zip(places, slots) {
                    guard let slot, let value = readings.values[slot] else { continue }
                    results[place].add(value, of: readings)
                }
            }
        }
        return results.map { $0.result() }
    }
}

/// Collects the points of one series.
private struct SeriesReader {
    private let series: Series
    private let from: Timestamp
    private var rates: RateReader?
    private var average: StepAverage?
    private var points: [SeriesData.Point] = []

    init(_ series: Series, from: Timestamp, form: CounterForm, step: Duration?) {
        self.series = series
        self.from = from
        let isCounter = series.measure == .counter32 || series.measure == .counter64
        rates = isCounter && form == .rate ? RateReader(measure: series.measure) : nil
        average = step.map { StepAverage(origin: from, step: $0, measure: series.measure) }
    }

    mutating func add(_ value: Value, of readings: Readings) {
        var value = value
        if rates != nil {
            guard let counter = value.integer,
                let rate = rates?.rate(at: readings.time, uptime: readings.uptime, value: counter)
            else { return }
            value = .real(rate)
        }
        guard readings.time >= from else { return }
        let point = SeriesData.Point(time: readings.time, value: value)
        if average == nil {
            points.append(point)
        } else {
            average?.add(point)
        }
    }

    func result() -> SeriesData {
        guard var average else { return SeriesData(series: series, points: points) }
        average.end()
        return SeriesData(series: series, points: average.points)
    }
}

extension GroupLayout {
    /// Where the series lies in readings of this layout; its label may have been another then.
    fileprivate func slot(of series: Series) -> Int? {
        guard let column = columns.firstIndex(where: { $0.name == series.field && $0.kind == series.kind }),
            let row = rows.firstIndex(where: { $0.identity == series.identity })
        else { return nil }
        return slot(row: row, column: column)
    }
}
