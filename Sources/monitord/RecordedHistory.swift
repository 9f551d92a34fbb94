import Control
import Model
import Platform
import Store

/// Answers what was recorded, page by page, on a connection of its own: the daemon's commits never wait for it.
struct RecordedHistory: Sendable {
    /// A reply has at most so many points unless another limit is asked for.
    private static let limit = 10_000

    let reader: ArchiveReader
    let localTime: LocalTime

    /// The answer, or a page of it: readings, or windows where there is a step.
    ///
    /// - Parameters:
    ///   - pattern: The question's `series`.
    ///   - view: Of the archive as it is now.
    @concurrent
    func reply(
        _ question: QueryQuestion, matching pattern: String, view: ArchiveView, now: Timestamp
    ) async throws(StoreError) -> QueryReply {
        let to = question.to ?? now
        let from = question.from ?? to - (question.step?.usualRange ?? .seconds(86_400))
        let series = try await reader.series(host: question.host, matching: pattern, view: view)
            .map { (place: Place($0), series: $0) }.sorted { $0.place < $1.place }
        let cursor = question.after.flatMap { QueryCursor($0) }
        // A series that is gone since the page before: the one behind it is next.
        let start = cursor.map { cursor in
            let place = Place(cursor)
            let index = series.firstIndex { $0.place >= place } ?? series.count
            let isThere = index < series.count && series[index].place == place
            return SeriesPlace(index: index, time: isThere ? cursor.time : from)
        }
        var reply = QueryReply(host: question.host, from: from, to: to, series: [])
        let next: SeriesPlace?
        let limit = question.limit ?? Self.limit
        let range = SeriesRange(series.map(\.series), from: from, to: to)
        if let step = question.step {
            let detail = WindowDetail(
                last: question.show.contains(.last), percentile: question.show.lazy.compactMap(\.percent).first)
            var pages = WindowPages(reader, of: range, detail: detail, limit: limit, at: start, view: view) {
                localTime.edges(step, from: $0, to: to, limit: $1)
            }
            let writer = WindowWriter(show: question.show.isEmpty ? [.average, .minimum, .maximum] : question.show)
            for part in try await pages.next() { reply.series += writer.recorded(part, now: now) }
            next = pages.place
        } else {
            var pages = PointPages(reader, of: range, counters: .rate, limit: limit, at: start, view: view)
            for data in try await pages.next() { reply.series.append(RecordedSeries(data)) }
            next = pages.place
        }
        reply.next = next.map { next in
            let place = series[next.index].place
            return QueryCursor(group: place.group, path: place.path, identity: place.identity, time: next.time).text
        }
        return reply
    }

    /// Where a series stands in the answer.
    private struct Place: Comparable {
        var path: String
        var group: String
        var identity: String

        init(_ series: Series) {
            (path, group, identity) = (series.path, series.group, series.identity)
        }

        init(_ cursor: QueryCursor) {
            (path, group, identity) = (cursor.path, cursor.group, cursor.identity)
        }

        static func < (left: Place, right: Place) -> Bool {
            (left.path, left.group, left.identity) < (right.path, right.group, right.identity)
        }
    }
}

/// Writes of windows what was asked for.
private struct WindowWriter {
    let show: [Aggregate]

    func recorded(_ part: WindowPages.Part, now: Timestamp) -> [RecordedSeries] {
        part.series.map { windows in
            var series = RecordedSeries(SeriesData(series: windows.series, points: []))
            series.points = zip(windows.values, zip(part.edges, part.edges.dropFirst())).map { window, edges in
                let length = min(edges.1, max(now, edges.0)) - edges.0
                return point(window, from: edges.0, length: windows.series.isCounter ? length : nil)
            }
            return series
        }
    }

    /// - Parameter length: How much of the window has gone by; `nil` where what is read now says nothing of the time before.
    private func point(_ window: WindowValue?, from: Timestamp, length: Duration?) -> RecordedPoint {
        var point = RecordedPoint(time: from, value: nil)
        guard let window else { return point }
        for aggregate in show {
            switch aggregate {
            case .average: point.value = window.average
            case .minimum: point.minimum = window.minimum
            case .maximum: point.maximum = window.maximum
            case .last: point.last = window.last
            case .count: point.count = window.count
            case .sum: point.sum = window.sum
            case .covered:
                guard let length else { continue }
                point.covered = Double(window.covered.wholeMilliseconds) / 1000
                point.length = Double(length.wholeMilliseconds) / 1000
            case .percentile: point.percentile = window.percentile
            }
        }
        return point
    }
}

extension Aggregate {
    /// Of a percentile.
    fileprivate var percent: Double? {
        if case .percentile(let percent) = self { percent } else { nil }
    }
}

extension RecordedSeries {
    /// Counters as rates.
    init(_ data: SeriesData) {
        self.init(
            path: data.series.path, group: data.series.group, unit: data.series.unitOfRate,
            counted: data.series.isCounter ? data.series.unit : nil,
            points: data.points.map { RecordedPoint(time: $0.time, value: $0.value.number) })
    }
}
