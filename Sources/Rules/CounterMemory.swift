internal import Model

/// The last values of the counters that sums take rates of.
struct CounterMemory: Sendable {
    private(set) var columns: [Int] = []
    private var measures: [Measure] = []
    private var values: [Int64] = []
    private var isKnown: [Bool] = []
    private var time: Timestamp?
    private var uptime: UInt32?

    /// The place of a column among the remembered ones.
    mutating func remember(_ column: Int, measure: Measure) -> Int {
        if let place = columns.firstIndex(of: column) { return place }
        columns.append(column)
        measures.append(measure)
        return columns.count - 1
    }

    func interval(to readings: Readings) -> CounterRate? {
        guard !columns.isEmpty, let time else { return nil }
        return CounterRate(from: time, to: readings.time, uptimes: (uptime, readings.uptime))
    }

    func rate(_ place: Int, row: Int, width: Int, in now: [Value?], over interval: CounterRate) -> Double? {
        let memory = row * columns.count + place
        let slot = row * width + columns[place]
        guard memory < values.count, isKnown[memory], slot < now.count, let value = now[slot]?.integer else {
            return nil
        }
        return interval.perSecond(from: values[memory], to: value, measure: measures[place])
    }

    mutating func keep(_ readings: Readings, rows: Int, width: Int) {
        guard !columns.isEmpty else { return }
        time = readings.time
        uptime = readings.uptime
        values.removeAll(keepingCapacity: true)
        isKnown.removeAll(keepingCapacity: true)
        for row in 0..<rows {
            for column in columns {
                let slot = row * width + column
                let value = slot < readings.values.count ? readings.values[slot]?.integer : nil
                values.append(value ?? 0)
                isKnown.append(value != nil)
            }
        }
    }
}
