public import Model

/// How far the reading of many series has come: they are read one after the other, each from its beginning to its end.
public struct SeriesPlace: Sendable, Hashable {
    /// Which of them.
    public var index: Int
    /// From when on.
    public var time: Timestamp

    public init(index: Int, time: Timestamp) {
        self.index = index
        self.time = time
    }
}

/// Series that are read together over one time.
public struct SeriesRange: Sendable, Hashable {
    public var series: [Series]
    public var from: Timestamp
    public var to: Timestamp

    public init(_ series: [Series], from: Timestamp, to: Timestamp) {
        self.series = series
        self.from = from
        self.to = to
    }

    /// How long it is in days, at least 1.
    var days: Int { max(1, Int((to - from).wholeMilliseconds / 86_400_000)) }

    /// The beginning of a series; `nil` behind the last.
    func place(_ index: Int) -> SeriesPlace? {
        index < series.count ? SeriesPlace(index: index, time: from) : nil
    }
}

/// Reads the points of many series over any time in pages of bounded size.
public struct PointPages: Sendable {
    /// So many series are read at once at most, and so many days of single series.
    static let batch = 64
    /// A page ends after so many series although there is room: also what finds nothing takes its time.
    private static let mostSeries = 1024
    /// What is read of a series at first; nothing is stored more often than once a second.
    private static let firstSlice = Duration.seconds(86_400)

    private let reader: ArchiveReader
    private let view: ArchiveView?
    private let range: SeriesRange
    private let form: CounterForm
    private let limit: Int
    /// How many points a series had lately, with what it may have more.
    private var expected: Int
    /// Where the next page begins; `nil` if all has been read.
    public private(set) var place: SeriesPlace?

    /// - Parameters:
    ///   - range: Both its ends are included.
    ///   - limit: At most so many points on a page, above 0.
    ///   - place: Where an earlier reading of the same series over the same time has ended.
    ///   - view: As with `ArchiveReader.points`.
    public init(
        _ reader: ArchiveReader, of range: SeriesRange, counters form: CounterForm, limit: Int,
        at place: SeriesPlace? = nil, view: ArchiveView? = nil
    ) {
        self.reader = reader
        self.view = view
        self.range = range
        self.form = form
        self.limit = max(1, limit)
        expected = self.limit
        let start = place ?? SeriesPlace(index: 0, time: range.from)
        self.place = start.index < range.series.count && start.time <= range.to ? start : nil
    }

    /// The next page. A series that does not fit goes on with the next one; one without points is told, too.
    public mutating func next() async throws(StoreError) -> [SeriesData] {
        var found: [SeriesData] = []
        var room = limit
        while let start = place, room > 0, found.count < Self.mostSeries {
            let count = min(Self.batch / range.days, room / max(1, expected), range.series.count - start.index)
            let isWhole = start.time == range.from && count > 1
            let part = isWhole ? try await readWhole(start.index, count, room) : [try await readSlices(start, room)]
            room -= part.map(\.points.count).reduce(0, +)
            found += part
        }
        return found
    }

    /// Reads some series from their beginning to their end, as many as there is room for, but at least one.
    private mutating func readWhole(_ index: Int, _ count: Int, _ room: Int) async throws(StoreError) -> [SeriesData] {
        let read = try await reader.points(
            of: Array(range.series[index..<index + count]), from: range.from, to: range.to, counters: form, view: view)
        expect(read.map(\.points.count).max() ?? 0)
        var rest = room
        let fitting = read.prefix { data in
            rest -= data.points.count
            return rest >= 0
        }
        // Only if it was less than thought: then it is read on its own.
        guard !fitting.isEmpty else { return [try await readSlices(SeriesPlace(index: index, time: range.from), room)] }
        place = range.place(index + fitting.count)
        return Array(fitting)
    }

    /// Reads on in one series until there is no room or nothing more of it. How often something was stored shows in the
    /// first slice.
    private mutating func readSlices(_ start: SeriesPlace, _ room: Int) async throws(StoreError) -> SeriesData {
        let series = range.series[start.index]
        var data = SeriesData(series: series, points: [])
        var from = start.time
        var length = Self.firstSlice
        while from <= range.to {
            let to = min(range.to, from + length)
            let read = try await reader.points(of: [series], from: from, to: to, counters: form, view: view)
            let points = read.first?.points ?? []
            data.points += points.prefix(room - data.points.count)
            if data.points.count >= room, let last = data.points.last {
                place = SeriesPlace(index: start.index, time: last.time + .milliseconds(1))
                if last.time >= range.to { place = range.place(start.index + 1) }
                return data
            }
            from = to + .milliseconds(1)
            let left = room - data.points.count
            length = length * Double(min(8, max(1, left / max(1, points.count))))
        }
        if start.time == range.from { expect(data.points.count) }
        place = range.place(start.index + 1)
        return data
    }

    private mutating func expect(_ count: Int) { expected = max(1, count * 5 / 4) }
}
