import Model
import Store

/// OpenMetrics 1.0: the series of one family together, times that grow, `# EOF` at the end.
struct OpenMetricsWriter: ExportWriter {
    let rates: Bool
    let head = ""
    let end = "# EOF\n"
    private var last: (series: Series, time: Timestamp)?

    init(rates: Bool) {
        self.rates = rates
    }

    func ordered(_ series: [Series]) -> [ExportPart] {
        MetricFamily.families(of: series, rates: rates)
            .map { ExportPart(head: $0.head, name: $0.sample, series: $0.series) }
    }

    mutating func text(_ data: SeriesData, in part: ExportPart) -> (text: String, count: Int) {
        let name = part.name + data.series.metricLabels
        var text = ""
        var count = 0
        for point in data.points {
            // "MetricPoints … MUST be in order of increasing timestamps"
            if let last, last.series == data.series, point.time <= last.time { continue }
            last = (data.series, point.time)
            text += "\(name) \(number(point.value, of: data.series)) \(seconds(point.time))\n"
            count += 1
        }
        return (text, count)
    }

    private func number(_ value: Value, of series: Series) -> String {
        switch value {
        case .real(.infinity): "+Inf"
        case .real(-.infinity): "-Inf"
        case .real(let real) where real.isNaN: "NaN"
        case .integer, .real: value.exact(of: series)
        }
    }

    /// Seconds since 1970 with milliseconds; nothing older is stored.
    private func seconds(_ time: Timestamp) -> String {
        let rest = String(time.milliseconds % 1000)
        return "\(time.milliseconds / 1000)." + String(repeating: "0", count: 3 - rest.count) + rest
    }
}
