public import Control
public import Model

/// For people: each series under its path, a line for each reading or window. Windows of which nothing is known are one
/// line, however many.
public struct QueryTable: QueryWriter {
    /// What the lines say.
    public enum Content: Sendable, Hashable {
        case readings
        case windows(Step, [Aggregate])
        /// What was counted, and for how much of the time where that is not nearly all of it.
        case volumes(Step)
    }

    private let content: Content
    private let wording: Wording
    private let now: Timestamp
    private var current: ShownSeries?
    private var hasSeries = false
    private var unknown: (first: Timestamp, last: Timestamp)?
    private var gaps: [Gap] = []
    private var lines = 0
    private var total = 0.0

    /// - Parameter now: Times of its year are written without the year.
    public init(_ content: Content, wording: Wording, now: Timestamp) {
        self.content = content
        self.wording = wording
        self.now = now
    }

    /// The lines of one more page.
    public mutating func page(_ reply: QueryReply) -> String {
        var text = ""
        gaps += reply.gaps ?? []
        for series in reply.series {
            let shown = ShownSeries(series)
            if shown != current {
                text += finish()
                if hasSeries { text += "\n" }
                hasSeries = true
                current = shown
                text += heading(shown)
            }
            for point in series.points { text += line(point, of: shown) }
        }
        return text
    }

    /// What stands behind the last page.
    public mutating func end() -> String {
        let text = finish() + (gaps.isEmpty ? "" : "\n")
        return text + gaps.map { wording.lost($0, now: now) + "\n" }.joined()
    }

    /// What stands under the series that ends.
    private mutating func finish() -> String {
        guard let current else { return "" }
        var text = gap()
        if lines == 0, text.isEmpty { text = "  \(wording.nothingRecorded)\n" }
        if case .volumes = content, lines > 1 {
            text += "  " + wording.total.padded(labelWidth) + current.sum(total, wording).moved(Self.width) + "\n"
        }
        self.current = nil
        (lines, total) = (0, 0)
        return text
    }

    private func heading(_ series: ShownSeries) -> String {
        let path = series.path.visible() + "\n"
        guard case .windows(_, let show) = content, show.count > 1 else { return path }
        let names = show.map { wording.word($0).moved(Self.width) }.joined()
        return path + "  " + "".padded(labelWidth) + names + "\n"
    }

    private mutating func line(_ point: RecordedPoint, of series: ShownSeries) -> String {
        let cells: [String?]
        var note = ""
        switch content {
        case .readings: cells = [point.value.map { series.value($0, wording) }]
        case .windows(_, let show): cells = show.map { cell(point, $0, of: series) }
        case .volumes:
            cells = [point.sum.map { series.sum($0, wording) }]
            total += point.sum ?? 0
            if let share = point.share, share < 0.99, point.isMissingMuch, point.sum != nil {
                note = "   " + wording.known(share)
            }
        }
        guard cells.contains(where: { $0 != nil }) else {
            unknown = (unknown?.first ?? point.time, point.time)
            return ""
        }
        lines += 1
        let columns = cells.map { ($0 ?? "–").moved(Self.width) }.joined()
        return gap() + "  " + label(point.time).padded(labelWidth) + columns + note + "\n"
    }

    private func cell(_ point: RecordedPoint, _ aggregate: Aggregate, of series: ShownSeries) -> String? {
        guard let value = point.value(aggregate) else { return nil }
        switch aggregate {
        case .average, .minimum, .maximum, .last, .percentile: return series.value(value, wording)
        case .sum: return series.sum(value, wording)
        case .count: return wording.number(value)
        case .covered: return wording.value(value * 100, .percent)
        }
    }

    /// The line for the windows of which nothing was known; empty if there were none.
    private mutating func gap() -> String {
        guard let (first, last) = unknown else { return "" }
        unknown = nil
        let span = first == last ? label(first) : "\(label(first)) – \(label(last))"
        return "  " + span.padded(labelWidth) + "–".moved(Self.width) + "\n"
    }

    // MARK: - Times

    /// Of a column of values.
    private static let width = 14

    private var labelWidth: Int {
        switch content {
        case .readings: 21
        case .windows(let step, _), .volumes(let step):
            switch step {
            case .seconds: 18
            case .days, .weeks: 16
            case .months: 8
            case .whole: 18
            }
        }
    }

    private func label(_ time: Timestamp) -> String {
        let shown = wording.localTime(time)
        let day = wording.day(time) + (shown.year == wording.localTime(now).year ? "" : String(shown.year))
        switch content {
        case .readings: return "\(day) \(wording.clockWithSeconds(time))" + offset(time)
        case .windows(let step, _), .volumes(let step):
            switch step {
            case .seconds(let seconds) where seconds.isMultiple(of: 60):
                return "\(day) \(wording.clock(time))" + offset(time)
            case .seconds: return "\(day) \(wording.clockWithSeconds(time))" + offset(time)
            case .days, .weeks: return "\(wording.day(time))\(shown.year)"
            case .months: return "\(shown.month)/\(shown.year)"
            case .whole: return "\(day) \(wording.clock(time))"
            }
        }
    }

    /// In the hour that a clock shows twice: how far it is ahead of UTC.
    private func offset(_ time: Timestamp) -> String {
        let shown = wording.localTime(time)
        let isTwice = [time - .seconds(3600), time + .seconds(3600)].contains { moment in
            let other = wording.localTime(moment)
            return (other.day, other.hour) == (shown.day, shown.hour) && other.offset != shown.offset
        }
        return isTwice ? " UTC+\(wording.number(Double(shown.offset) / 3600))" : ""
    }
}

/// For people: one percentile of each series over the whole time, a line each.
public struct QueryPercentiles: QueryWriter {
    private let percent: Double
    private let wording: Wording
    private var isTitled = false

    public init(_ percent: Double, wording: Wording) {
        self.percent = percent
        self.wording = wording
    }

    /// The lines of one more page.
    public mutating func page(_ reply: QueryReply) -> String {
        var text = ""
        if !isTitled {
            let span = "\(wording.dayAndClock(reply.from)) – \(wording.dayAndClock(reply.to))"
            text = "\(wording.percentile(percent)), \(span)\n"
            isTitled = true
        }
        let width = reply.series.map { $0.path.visible().columns }.max() ?? 0
        for series in reply.series {
            let shown = ShownSeries(series)
            for point in series.points {
                let value = point.percentile.map { shown.value($0, wording) } ?? "–"
                text += "  " + series.path.visible().padded(width) + value.moved(14) + "\n"
            }
        }
        return text
    }

    /// What stands behind the last page.
    public func end() -> String { "" }
}
