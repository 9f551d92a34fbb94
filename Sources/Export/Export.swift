public import Model
public import Store

// Export — what was recorded, as text for other programs.
//
// It reads and writes page by page and keeps nothing of what has passed; it opens no files, judges nothing and shows
// nothing to people.
//
//   Export            chooses the series, reads them, and has them written
//   ExportFormat      CSV, JSON lines, OpenMetrics
//   CSVWriter, JSONLinesWriter, OpenMetricsWriter
//                     one series after the other
//   MetricFamily      what OpenMetrics wants to have together

/// Writes recorded series, one after the other, as text.
public struct Export: Sendable {
    /// What of the records is wanted.
    public struct Selection: Sendable, Hashable {
        /// Patterns with `*`; `nil`: all.
        public var hosts: String?
        public var series: String?
        public var from: Timestamp
        public var to: Timestamp
        /// Counters as their growth a second instead of as they were read.
        public var counters: CounterForm

        public init(
            hosts: String? = nil, series: String? = nil, from: Timestamp, to: Timestamp, counters: CounterForm = .stored
        ) {
            self.hosts = hosts
            self.series = series
            self.from = from
            self.to = to
            self.counters = counters
        }
    }

    /// What was written.
    public struct Summary: Sendable, Hashable {
        public var series = 0
        public var values = 0
        /// Values that could not be written, as the clock had been set back and OpenMetrics wants times that grow.
        public var left = 0
    }

    /// So many values are in memory at once.
    private static let page = 20_000

    private let reader: ArchiveReader
    private let selection: Selection

    public init(_ reader: ArchiveReader, _ selection: Selection) {
        self.reader = reader
        self.selection = selection
    }

    /// Writes everything that is wanted, series by series.
    ///
    /// - Parameter write: Takes some lines; what it throws ends the export and is thrown on.
    public func run(as format: ExportFormat, write: (String) throws -> Void) async throws -> Summary {
        let pattern = selection.hosts.map(NamePattern.init)
        let only = pattern.flatMap { $0.isOpen ? nil : $0.text }
        let series = try await reader.series(host: only, matching: selection.series)
            .filter { pattern?.fits($0.host) ?? true }
        var writer = format.writer(rates: selection.counters == .rate)
        var summary = Summary()
        try write(writer.head)
        for part in writer.ordered(series) {
            summary.series += part.series.count
            try write(part.head)
            let range = SeriesRange(part.series, from: selection.from, to: selection.to)
            var pages = PointPages(reader, of: range, counters: selection.counters, limit: Export.page)
            while pages.place != nil {
                for data in try await pages.next() {
                    let text = writer.text(data, in: part)
                    summary.values += text.count
                    summary.left += data.points.count - text.count
                    try write(text.text)
                }
            }
        }
        try write(writer.end)
        return summary
    }
}

/// What the text is.
public enum ExportFormat: String, Sendable, CaseIterable {
    /// RFC 4180, a line for each value.
    case csv
    /// One JSON object a line for each value.
    case json
    /// OpenMetrics 1.0, for Prometheus and its kin.
    case openmetrics

    func writer(rates: Bool) -> any ExportWriter {
        switch self {
        case .csv: CSVWriter(rates: rates)
        case .json: JSONLinesWriter(rates: rates)
        case .openmetrics: OpenMetricsWriter(rates: rates)
        }
    }
}

/// One format.
protocol ExportWriter {
    /// What stands before everything.
    var head: String { get }
    /// What stands behind everything.
    var end: String { get }
    /// The series in the order in which they are written, in parts with a head of their own.
    func ordered(_ series: [Series]) -> [ExportPart]
    /// The points of a series, and how many of them were written; one series is asked for in one go, in any number of
    /// pieces.
    mutating func text(_ data: SeriesData, in part: ExportPart) -> (text: String, count: Int)
}

/// Series that stand together.
struct ExportPart: Hashable {
    var head = ""
    /// What its values are called in OpenMetrics.
    var name = ""
    var series: [Series]
}

extension Value {
    /// The value to the last digit; a counter of 64 bits is the number that its bits are.
    func exact(of series: Series) -> String {
        switch self {
        case .integer(let integer):
            series.measure == .counter64 ? String(UInt64(bitPattern: integer)) : String(integer)
        case .real(let real): real.description
        }
    }
}
