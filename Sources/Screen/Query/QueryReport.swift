public import Control
public import Model

/// Writes the answer of `monitor query` page by page: nothing is kept but the place where the last page ended.
public protocol QueryWriter {
    /// The text for one more page, whole lines or the beginning of what the next page goes on with.
    mutating func page(_ reply: QueryReply) -> String
    /// What stands behind the last page.
    mutating func end() -> String
}

/// `monitor query HOST`: which series there are.
public enum QueryReport {
    /// A line for each series: its path and its last value.
    public static func list(_ reply: QueryReply, wording: Wording) -> [String] {
        let paths = reply.series.map { $0.path.visible() }
        let width = paths.map(\.columns).max() ?? 0
        return zip(reply.series, paths).map { series, path in
            let last = series.points.last { $0.value != nil }
            let value = last?.value.map { wording.value($0, series.unit) } ?? "–"
            let padding = String(repeating: " ", count: width - path.columns)
            let line = [path + padding, value, last.map { wording.since($0.time, now: reply.to) } ?? ""]
            return line.joined(separator: "  ").trimmedEnd
        }
    }
}

/// What tells a series from the others of an answer, and how its values are shown.
struct ShownSeries: Equatable {
    var path: String
    var group: String
    private var unit: Unit
    private var counted: Unit?

    init(_ series: RecordedSeries) {
        path = series.path
        group = series.group
        unit = series.unit
        counted = series.counted
    }

    /// Traffic of ports is said in bits a second, as their speed is.
    func value(_ value: Double, _ wording: Wording) -> String {
        unit == .bytesPerSecond && path.hasPrefix("port/")
            ? wording.value(value * 8, .bitsPerSecond) : wording.value(value, unit)
    }

    func sum(_ sum: Double, _ wording: Wording) -> String { wording.value(sum, counted ?? unit) }
}

extension RecordedPoint {
    /// What of it is to be shown; `nil` where nothing is known.
    func value(_ aggregate: Aggregate) -> Double? {
        switch aggregate {
        case .average: value
        case .minimum: minimum
        case .maximum: maximum
        case .last: last
        case .count: count.map(Double.init)
        case .sum: sum
        case .covered: share
        case .percentile: percentile
        }
    }

    /// For what part of the window it is known, 0 to 1.
    var share: Double? {
        guard let covered, let length, length > 0 else { return nil }
        return min(1, covered / length)
    }

    /// More is missing than a reading that is still to come.
    var isMissingMuch: Bool { (length ?? 0) - (covered ?? 0) > 300 }
}

extension String {
    var trimmedEnd: String {
        var text = self
        while text.last == " " { text.removeLast() }
        return text
    }

    /// With spaces up to so many columns.
    func padded(_ width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - columns))
    }

    /// With spaces before it.
    func moved(_ width: Int) -> String {
        String(repeating: " ", count: max(0, width - columns)) + self
    }
}
