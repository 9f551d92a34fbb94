import Model
import Store

/// One series over the two years of a town, as a graph asks for it: by the day and by the hour.
enum Graph {
    static func run(_ directory: String, host: Host.Name, pattern: String, from: Timestamp, to: Timestamp) async throws
    {
        let reader = try ArchiveReader(directory: directory)
        guard let series = try await reader.series(host: host, matching: pattern).first else {
            throw BenchmarkError("\(host) has no series \(pattern)")
        }
        for (name, step) in [("days", Int64(86_400_000)), ("hours", 3_600_000)] {
            let first = from.milliseconds / step
            let edges = (first...to.milliseconds / step).map { Timestamp(milliseconds: $0 * step) }
            var known = 0
            var watch = Stopwatch()
            let begin = Figures.processorSeconds()
            try await watch.measure(times: 11) {
                known = try await reader.windows(of: [series], edges: edges).reduce(0) {
                    $0 + $1.values.count { $0 != nil }
                }
            }
            let cpu = (Figures.processorSeconds() - begin) / 11 * 1000
            print(
                "graph of \(host) \(series.path) by \(name): \(known) of \(edges.count - 1) known, ms=\(watch.text)"
                    + " cpu-ms=\(cpu.rounded(to: 1))")
        }
    }
}
