public import Model

/// Reads windows of many series over any time in pages of bounded size.
///
/// A percentile is that of 5-minute averages, in windows of up to five minutes that of the readings.
public struct WindowPages: Sendable {
    /// Some series over the same windows.
    public struct Part: Sendable, Hashable {
        /// One more than there are windows.
        public var edges: [Timestamp]
        public var series: [SeriesWindows]
    }

    /// A page ends when it has looked through so many days of single series.
    private static let mostDays = 4096
    /// So many windows of five minutes are in memory at once: those of a week.
    private static let slice = 2016
    private static let fiveMinutes = Duration.seconds(300)

    private let reader: ArchiveReader
    private let view: ArchiveView?
    private let range: SeriesRange
    private let detail: WindowDetail
    private let limit: Int
    private let edges: @Sendable (_ from: Timestamp, _ limit: Int) -> [Timestamp]
    /// Where the next page begins; `nil` if all has been read.
    public private(set) var place: SeriesPlace?

    /// - Parameters:
    ///   - detail: A percentile is above 0 and at most 100.
    ///   - limit: At most so many windows on a page, above 0.
    ///   - place: Where an earlier reading of the same series over the same time has ended.
    ///   - view: As with `ArchiveReader.windows`.
    ///   - edges: The edges of at most so many windows from a moment on, until the end of the range has been reached;
    ///     called with an edge, it begins with it.
    public init(
        _ reader: ArchiveReader, of range: SeriesRange, detail: WindowDetail, limit: Int, at place: SeriesPlace? = nil,
        view: ArchiveView? = nil, edges: @escaping @Sendable (Timestamp, Int) -> [Timestamp]
    ) {
        self.reader = reader
        self.view = view
        self.range = range
        self.detail = detail
        self.limit = max(1, limit)
        self.edges = edges
        let start = place ?? SeriesPlace(index: 0, time: range.from)
        self.place = start.index < range.series.count ? start : nil
    }

    /// The next page.
    public mutating func next() async throws(StoreError) -> [Part] {
        guard let start = place else { return [] }
        var parts: [Part] = []
        var room = limit
        // The rest of a series that was begun, or one that is longer than a page.
        var edges = edges(start.time, limit)
        if start.time > range.from || isCut(edges) {
            parts.append(try await read(start.index..<start.index + 1, edges))
            room -= edges.count - 1
            let last = edges.last ?? range.to
            place = isCut(edges) ? SeriesPlace(index: start.index, time: last) : range.place(start.index + 1)
            guard !isCut(edges), place != nil else { return parts }
            edges = self.edges(range.from, limit)
        }
        // Whole series, as many as there is room for.
        let windows = max(1, edges.count - 1)
        var patience = max(1, Self.mostDays / range.days)
        while let start = place, !isCut(edges), room >= windows, patience > 0 {
            let count = min(PointPages.batch, room / windows, patience, range.series.count - start.index)
            parts.append(try await read(start.index..<start.index + count, edges))
            room -= windows * count
            patience -= count
            place = range.place(start.index + count)
        }
        return parts
    }

    private func isCut(_ edges: [Timestamp]) -> Bool {
        edges.last.map { $0 < range.to } ?? false
    }

    private func read(_ places: Range<Int>, _ edges: [Timestamp]) async throws(StoreError) -> Part {
        let series = Array(range.series[places])
        let isLong = zip(edges, edges.dropFirst()).contains { $1 - $0 > Self.fiveMinutes }
        guard let percent = detail.percentile, isLong else {
            return Part(
                edges: edges, series: try await reader.windows(of: series, edges: edges, detail: detail, view: view))
        }
        var plain = detail
        plain.percentile = nil
        var part = Part(
            edges: edges, series: try await reader.windows(of: series, edges: edges, detail: plain, view: view))
        for (window, (begin, end)) in zip(edges, edges.dropFirst()).enumerated() {
            let averages = try await averages(of: series, from: begin, to: end)
            for place in series.indices {
                part.series[place].values[window]?.percentile = Self.nearestRank(percent, of: averages[place])
            }
        }
        return part
    }

    /// The averages over five minutes, of each series those that are known.
    private func averages(
        of series: [Series], from: Timestamp, to: Timestamp
    ) async throws(StoreError) -> [[Double]] {
        var averages = [[Double]](repeating: [], count: series.count)
        var begin = from
        while begin < to {
            var edges = [begin]
            while let last = edges.last, last < to, edges.count <= Self.slice {
                edges.append(min(to, last + Self.fiveMinutes))
            }
            let windows = try await reader.windows(of: series, edges: edges, detail: .none, view: view)
            for (place, windows) in windows.enumerated() {
                averages[place] += windows.values.lazy.compactMap { $0?.average }
            }
            begin = edges.last ?? to
        }
        return averages
    }

    /// The smallest value that so many per cent of the values do not exceed; `nil` of none.
    static func nearestRank(_ percent: Double, of values: [Double]) -> Double? {
        guard !values.isEmpty else { return nil }
        let rank = Int((percent / 100 * Double(values.count)).rounded(.up))
        return values.sorted()[min(max(rank, 1), values.count) - 1]
    }
}
