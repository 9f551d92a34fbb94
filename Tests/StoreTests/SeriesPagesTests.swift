import Model
import TestSupport
import Testing

@testable import Store

/// Reading in pages, held against reading all at once.
@Suite struct `Pages of series` {
    private let directory: TemporaryDirectory
    private let end = Timestamp.start + .seconds(86_400)

    init() throws {
        directory = try TemporaryDirectory()
    }

    /// Two groups: one read every minute for four hours with holes, one every hour; a port that gives nothing.
    private func reader() async throws -> ArchiveReader {
        let archive = try Archive(directory: directory.path, now: .start)
        let slow = GroupKey(host: "sw-1", group: "slow.ports")
        try await archive.write(Batch(layouts: [.ports(["1", "2", "3"]), .ports(["9"], of: slow)]))
        var readings: [Readings] = []
        for minute in 0..<240 where !(100..<130).contains(minute) {
            let values = (0..<3).flatMap { port -> [Value?] in
                port == 2
                    ? [nil, nil, nil]
                    : [
                        .integer(Int64(minute * 6000)), .real(Double(minute) / 8),
                        minute.isMultiple(of: 3) ? nil : .integer(1),
                    ]
            }
            let time = Timestamp.start + .milliseconds(minute * 60_000 + minute % 7)
            readings.append(Readings(key: .ports, time: time, uptime: UInt32(minute * 6000), values: values))
            guard minute.isMultiple(of: 60) else { continue }
            readings.append(
                Readings(
                    key: slow, time: time, uptime: UInt32(minute * 6000), values: [.integer(1), .real(2), .integer(3)]))
        }
        try await archive.write(Batch(readings: readings))
        try await archive.close()
        return try ArchiveReader(directory: directory.path)
    }

    @Test(arguments: [1, 2, 7, 64, 209, 210, 211, 500, 100_000], [CounterForm.stored, .rate])
    func `pages of points hold together what one reading gives`(limit: Int, form: CounterForm) async throws {
        let reader = try await reader()
        let series = try await reader.series()
        let whole = try await reader.points(of: series, from: .start, to: end, counters: form)
        try #require(whole.map(\.points.count).max() ?? 0 > 200)
        let range = SeriesRange(series, from: .start, to: end)
        var pages = PointPages(reader, of: range, counters: form, limit: limit)
        var joined: [SeriesData] = []
        while let place = pages.place {
            // Each page can be read by somebody who knows its place only.
            pages = PointPages(reader, of: range, counters: form, limit: limit, at: place)
            let page = try await pages.next()
            #expect(page.map(\.points.count).reduce(0, +) <= limit)
            for data in page {
                if joined.last?.series == data.series {
                    joined[joined.count - 1].points += data.points
                } else {
                    joined.append(data)
                }
            }
        }
        #expect(joined == whole)
    }

    @Test(arguments: [1, 2, 5, 12, 47, 48, 49, 10_000])
    func `pages of windows hold together what one reading gives`(limit: Int) async throws {
        let reader = try await reader()
        let series = try await reader.series()
        let (from, to) = (Timestamp.start, Timestamp.start + .seconds(4 * 3600 + 10))
        let length = Duration.seconds(300)
        let all = (0...49).map { from + length * $0 }
        let whole = try await reader.windows(of: series, edges: all)
        let range = SeriesRange(series, from: from, to: to)
        var pages = WindowPages(reader, of: range, detail: .none, limit: limit) { from, limit in
            var edges = [from]
            while let last = edges.last, last < to, edges.count <= limit { edges.append(last + length) }
            return edges
        }
        var joined: [SeriesWindows] = []
        while pages.place != nil {
            let parts = try await pages.next()
            #expect(parts.map { ($0.edges.count - 1) * $0.series.count }.reduce(0, +) <= limit)
            for part in parts {
                #expect(part.series.allSatisfy { $0.values.count == part.edges.count - 1 })
                for windows in part.series {
                    if joined.last?.series == windows.series {
                        joined[joined.count - 1].values += windows.values
                    } else {
                        joined.append(windows)
                    }
                }
            }
        }
        #expect(joined == whole)
        #expect(whole.contains { $0.values.contains { $0 == nil } && $0.values.contains { $0 != nil } })
    }

    @Test func `no series and a place behind the last give no page`() async throws {
        let reader = try await reader()
        let series = try await reader.series()
        let range = SeriesRange(series, from: .start, to: end)
        let none = SeriesRange([], from: .start, to: end)
        #expect(PointPages(reader, of: none, counters: .rate, limit: 10).place == nil)
        let behind = SeriesPlace(index: series.count, time: .start)
        #expect(PointPages(reader, of: range, counters: .rate, limit: 10, at: behind).place == nil)
        #expect(
            WindowPages(reader, of: range, detail: .none, limit: 10, at: behind, edges: { _, _ in [] }).place == nil)
    }

    @Test func `a percentile of long windows is that of averages over five minutes`() async throws {
        let reader = try await reader()
        let load = try await reader.series(matching: "port/1/load")
        let to = Timestamp.start + .seconds(7200)
        var pages = WindowPages(
            reader, of: SeriesRange(load, from: .start, to: to), detail: WindowDetail(percentile: 50), limit: 10
        ) { from, _ in [from, to] }
        let part = try #require(try await pages.next().first)
        // Two hours from 0 on, an eighth a minute, without the minutes from 100 on: averages of 0…4, 5…9, … are 2/8, 7/8, …;
        // the tenth of twenty is that of 45…49.
        #expect(part.series[0].values[0]?.percentile == 47.0 / 8)
    }

    @Test(arguments: [(95.0, 95.0), (100, 100), (1, 1), (0.1, 1), (94.5, 95), (50, 50)])
    func `a percentile is a value that was there`(percent: Double, value: Double) {
        #expect(WindowPages.nearestRank(percent, of: (1...100).map(Double.init).reversed()) == value)
        #expect(WindowPages.nearestRank(percent, of: []) == nil)
    }
}
