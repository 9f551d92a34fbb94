import Model

/// What the readings of a series over a window come to.
struct Summary: Hashable {
    var minimum: Value
    var maximum: Value
    /// Of a gauge the sum of the readings; of a counter what it grew by; of a state the last reading.
    var sum: Value
    /// Readings; of a counter those before which another one lies from which the growth is known.
    var count: Int64
    /// Of a counter the time for which the growth is known, in milliseconds.
    var span: Int64

    /// Takes in what comes later.
    mutating func add(_ later: Summary, measure: Measure) {
        if later.minimum.number < minimum.number { minimum = later.minimum }
        if later.maximum.number > maximum.number { maximum = later.maximum }
        sum = measure == .state ? later.sum : sum.adding(later.sum)
        count += later.count
        span += later.span
    }
}

extension Value {
    /// Exact as long as both are integers and their sum is one of 64 bits.
    fileprivate func adding(_ other: Value) -> Value {
        if let one = integer, let two = other.integer {
            let (sum, overflow) = one.addingReportingOverflow(two)
            if !overflow { return .integer(sum) }
        }
        return .real(number + other.number)
    }
}

/// A reading of a counter, from which the next one's growth is reckoned.
struct CounterEnd: Hashable {
    /// Milliseconds since 1970.
    var time: Int64
    var uptime: UInt32?
    var value: Int64
}

/// Turns the readings of a series, one by one in the order of their times, into what a window takes in.
struct SummaryReader {
    /// Of a counter that was not read for longer nobody knows when it grew.
    static let longestGap = Duration.seconds(3 * 3600)
    private static let longestGapMilliseconds = longestGap.wholeMilliseconds

    let measure: Measure
    /// The rates of a window need it only for the lowest and the highest of them.
    private let isRounding: Bool
    private var earlier: CounterEnd?

    /// - Parameter earlier: Of a counter, the reading before the first.
    init(measure: Measure, earlier: CounterEnd? = nil, isRounding: Bool = true) {
        self.measure = measure
        self.earlier = earlier
        self.isRounding = isRounding
    }

    /// What one reading comes to; `nil` of a counter whose growth since the reading before is not known, and of
    /// numbers that are none.
    mutating func summary(at time: Int64, uptime: UInt32?, value: Value) -> Summary? {
        switch measure {
        case .gauge, .state:
            guard value.number.isFinite else { return nil }
            return Summary(minimum: value, maximum: value, sum: value, count: 1, span: 0)
        case .counter32, .counter64:
            guard let counter = value.integer else { return nil }
            defer { earlier = CounterEnd(time: time, uptime: uptime, value: counter) }
            guard let earlier, time - earlier.time <= Self.longestGapMilliseconds,
                let span = CounterRate(
                    from: Timestamp(milliseconds: earlier.time), to: Timestamp(milliseconds: time),
                    uptimes: (earlier.uptime, uptime)),
                let growth = span.growth(from: earlier.value, to: counter, measure: measure)
            else { return nil }
            let exact = Double(growth) / span.seconds
            let rate = Value.real(isRounding ? Self.rounded(exact) : exact)
            return Summary(minimum: rate, maximum: rate, sum: .integer(growth), count: 1, span: time - earlier.time)
        }
    }

    /// Rates are kept to four digits, below 10 to the thousandth: more digits only cost space.
    static func rounded(_ rate: Double) -> Double {
        if rate < 10 { return (rate * 1000).rounded() / 1000 }
        if rate < 100 { return (rate * 100).rounded() / 100 }
        if rate < 1000 { return (rate * 10).rounded() / 10 }
        var unit = 1.0
        while rate >= 10_000 * unit { unit *= 10 }
        return (rate / unit).rounded() * unit
    }
}

/// Roll-ups of a part of a group: for each slot five columns, at the times at which windows begin.
enum RollUp {
    static let columnsPerSlot = 5

    /// The readings by the hour (UTC).
    ///
    /// - Parameters:
    ///   - before: Of each column the last reading of the day before, for the growth of counters across midnight.
    ///   - measures: Of each column of the stretch.
    static func hours(of stretch: Stretch, before: [CounterEnd?], measures: [Measure]) -> Stretch {
        let hour: Int64 = 3_600_000
        var windows: [Int64] = []
        for time in stretch.times where windows.last != time - time % hour { windows.append(time - time % hour) }
        var result = Stretch(columns: 0)
        result.times = windows
        result.uptimes = ChunkColumn(count: windows.count)
        let uptimes = stretch.uptimes.uptimes
        for (slot, measure) in measures.enumerated() {
            var summaries = [Summary?](repeating: nil, count: windows.count)
            if slot < stretch.columns.count {
                var reader = SummaryReader(
                    measure: measure, earlier: slot < before.count ? before[slot] : nil, isRounding: false)
                let column = stretch.columns[slot]
                var window = 0
                var whole: Summary?
                for place in stretch.times.indices {
                    let time = stretch.times[place]
                    guard let value = column[place],
                        let summary = reader.summary(at: time, uptime: uptimes[place], value: value)
                    else { continue }
                    while windows[window] + hour <= time {
                        summaries[window] = whole
                        whole = nil
                        window += 1
                    }
                    if whole == nil { whole = summary } else { whole?.add(summary, measure: measure) }
                }
                if let whole { summaries[window] = whole }
                settle(&summaries, column, measure)
            }
            result.columns += columns(of: summaries)
        }
        return result
    }

    /// Sums of decimals are decimals: what adding them left behind the last digit goes. Rates are rounded.
    private static func settle(_ summaries: inout [Summary?], _ column: ChunkColumn, _ measure: Measure) {
        if measure == .counter32 || measure == .counter64 {
            for place in summaries.indices {
                guard let summary = summaries[place] else { continue }
                summaries[place]?.minimum = .real(SummaryReader.rounded(summary.minimum.number))
                summaries[place]?.maximum = .real(SummaryReader.rounded(summary.maximum.number))
            }
            return
        }
        guard column.kinds.contains(.real), let decimals = column.decimals else { return }
        for place in summaries.indices {
            if case .real(let sum)? = summaries[place]?.sum {
                summaries[place]?.sum = .real(RealSeries.rounded(sum, decimals: decimals))
            }
        }
    }

    /// The day that hours make.
    static func day(of hours: Stretch, begin: Int64, measures: [Measure]) -> Stretch {
        var result = Stretch(columns: 0)
        result.times = [begin]
        result.uptimes = ChunkColumn(count: 1)
        for (slot, measure) in measures.enumerated() {
            var whole: Summary?
            for place in hours.times.indices {
                guard let summary = summary(in: hours, slot: slot, place: place) else { continue }
                if whole == nil { whole = summary } else { whole?.add(summary, measure: measure) }
            }
            result.columns += columns(of: [whole])
        }
        return result
    }

    private static func columns(of summaries: [Summary?]) -> [ChunkColumn] {
        var columns = [ChunkColumn](repeating: ChunkColumn(count: 0), count: columnsPerSlot)
        for summary in summaries {
            columns[0].append(summary?.minimum)
            columns[1].append(summary?.maximum)
            columns[2].append(summary?.sum)
            columns[3].append(summary.map { .integer($0.count) })
            columns[4].append(summary.flatMap { $0.span > 0 ? .integer(max(1, ($0.span + 500) / 1000)) : nil })
        }
        return columns
    }

    /// What a stretch of roll-ups says of a slot at one of its times.
    ///
    /// - Parameter slot: Counted in the stretch's own columns, five for each.
    static func summary(in stretch: Stretch, slot: Int, place: Int) -> Summary? {
        let first = slot * columnsPerSlot
        guard first + columnsPerSlot <= stretch.columns.count, let minimum = stretch.columns[first][place],
            let maximum = stretch.columns[first + 1][place], let sum = stretch.columns[first + 2][place],
            let count = stretch.columns[first + 3][place]?.integer
        else { return nil }
        return Summary(
            minimum: minimum, maximum: maximum, sum: sum, count: count,
            span: (stretch.columns[first + 4][place]?.integer ?? 0) * 1000)
    }
}

extension Stretch {
    /// The last reading of each counter; `nil` of all other columns, and of those that were not read.
    func counterEnds(_ measures: [Measure]) -> [CounterEnd?] {
        let uptimes = uptimes.uptimes
        return measures.enumerated().map { slot, measure in
            guard measure == .counter32 || measure == .counter64, slot < columns.count,
                let place = columns[slot].kinds.lastIndex(where: { $0 != .missing }),
                let value = columns[slot][place]?.integer
            else { return nil }
            return CounterEnd(time: times[place], uptime: uptimes[place], value: value)
        }
    }
}

extension ChunkColumn {
    /// As they are used; `nil` where there was none.
    var uptimes: [UInt32?] {
        kinds.indices.map { self[$0]?.integer.flatMap(UInt32.init(exactly:)) }
    }

    /// How many decimals its reals have; `nil` if one has more than a double tells.
    fileprivate var decimals: Int? {
        RealSeries.decimals(of: kinds.indices.lazy.filter { kinds[$0] == .real }.map { patterns[$0] })
    }
}
