import Control
import Model
import Platform
import Rules
import Store

extension Watch {
    /// What was recorded of a host: counters as rates, octets as bits or bytes stay what they are.
    func query(_ question: QueryQuestion) async throws -> QueryReply? {
        let isKnown = judge.detail(of: question.host, now: SystemClock.now()) != nil
        guard isKnown else { return nil }
        let to = question.to ?? SystemClock.now()
        let from = question.from ?? to - .seconds(86_400)
        guard let pattern = question.series else {
            let newest = try await archive.newestValues(host: question.host)
            return QueryReply(
                host: question.host, from: from, to: to, series: newest.map { recorded($0, isRate: false) })
        }
        let view = await archive.view
        let series = try await reader.series(host: question.host, matching: pattern, view: view)
        guard let step = question.step else {
            let data = try await reader.points(of: series, from: from, to: to, counters: .rate, view: view)
            return QueryReply(host: question.host, from: from, to: to, series: data.map { recorded($0, isRate: true) })
        }
        var edges = [from]
        while let last = edges.last, last < to { edges.append(last + step) }
        let windows = try await reader.windows(of: series, edges: edges, view: view)
        return QueryReply(host: question.host, from: from, to: to, series: windows.map { recorded($0, edges: edges) })
    }

    private func recorded(_ windows: SeriesWindows, edges: [Timestamp]) -> RecordedSeries {
        let points = zip(edges, windows.values).compactMap { start, value in
            value.map {
                RecordedPoint(time: start, value: $0.average, minimum: $0.minimum, maximum: $0.maximum)
            }
        }
        return RecordedSeries(
            path: windows.series.path, group: windows.series.group, unit: windows.series.unitOfRate, points: points)
    }

    private func recorded(_ data: SeriesData, isRate: Bool) -> RecordedSeries {
        RecordedSeries(
            path: data.series.path, group: data.series.group,
            unit: isRate ? data.series.unitOfRate : data.series.unit,
            points: data.points.map { RecordedPoint(time: $0.time, value: $0.value.number) })
    }
}

extension Series {
    /// The unit of its rate if it is a counter, else its own.
    fileprivate var unitOfRate: Unit {
        switch measure {
        case .gauge, .state: unit
        case .counter32, .counter64:
            switch unit {
            case .bytes: .bytesPerSecond
            default: .perSecond
            }
        }
    }
}
