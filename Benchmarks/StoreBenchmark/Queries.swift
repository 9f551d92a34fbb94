import Model
import Store

/// How long it takes to read: the first time after opening, then the middle of many times.
struct Stopwatch {
    private var first = 0.0
    private var later: [Double] = []

    /// Does it so often.
    mutating func measure(times: Int = 21, _ body: () async throws -> Void) async throws {
        for round in 0..<times {
            let begin = Figures.seconds()
            try await body()
            let milliseconds = (Figures.seconds() - begin) * 1000
            if round == 0 { first = milliseconds } else { later.append(milliseconds) }
        }
    }

    /// `first/median`.
    var text: String {
        let middle = later.isEmpty ? first : later.sorted()[later.count / 2]
        return "\(first.rounded(to: 2))/\(middle.rounded(to: 2))"
    }
}

/// The questions of the promise to a database that `ingest` has made, as the daemon puts them: by a reader of the archive
/// that is open. Milliseconds of the clock on the wall; each question is once the first after opening.
struct Queries {
    private let archive: Archive
    private let reader: ArchiveReader
    private let view: ArchiveView
    private let opening: Double

    static func run(_ directory: String) async throws {
        let newest = try await opened(directory) { try await $0.newest() }
        print("query newest=\(newest.text)")
        print("query day=\(try await opened(directory) { try await $0.day(newest.last) })")
        let loads = try await opened(directory) {
            try await $0.hourly(newest.last, "cpu/*") { $0.field.hasSuffix("-0") || $0.identity == "1" }
        }
        print("query hourly=\(loads)")
        let octets = try await opened(directory) { try await $0.hourly(newest.last, "port/*inOctets*") { _ in true } }
        print("query counters-hourly=\(octets)")
    }

    private static func opened<Answer>(
        _ directory: String, _ body: (Queries) async throws -> Answer
    ) async throws -> Answer {
        let begin = Figures.seconds()
        let archive = try Archive(directory: directory, now: Timestamp(seconds: 0))
        let reader = try archive.reader()
        let queries = Queries(
            archive: archive, reader: reader, view: await archive.view, opening: (Figures.seconds() - begin) * 1000)
        let answer = try await body(queries)
        try await archive.close()
        return answer
    }

    /// The newest value of every series.
    private func newest() async throws -> (text: String, last: Timestamp) {
        var watch = Stopwatch()
        var found: [SeriesData] = []
        try await watch.measure { found = try await archive.newestValues() }
        guard let last = found.compactMap({ $0.points.last?.time }).max() else {
            throw BenchmarkError("there are no values in the database")
        }
        return ("\(watch.text) (\(found.count) values; opened in \(opening.rounded(to: 1)) ms)", last)
    }

    /// One series over a day, which lies in two days of UTC.
    private func day(_ end: Timestamp) async throws -> String {
        guard let series = try await reader.series(matching: "port/*inOctets*", view: view).first else {
            throw BenchmarkError("there are no ports in the database")
        }
        var watch = Stopwatch()
        var count = 0
        try await watch.measure {
            let found = try await reader.points(
                of: [series], from: end - .seconds(36 * 3600), to: end - .seconds(12 * 3600), view: view)
            count = found.reduce(0) { $0 + $1.points.count }
        }
        return "\(watch.text) (\(count) values)"
    }

    /// A hundred series of as many groups as there are, over the last seven days by the hour.
    private func hourly(_ end: Timestamp, _ pattern: String, _ isMeant: (Series) -> Bool) async throws -> String {
        let series = try await reader.series(matching: pattern, view: view).filter(isMeant).prefix(100)
        let hour: Int64 = 3_600_000
        let last = end.milliseconds / hour
        let edges = (last - 167...last + 1).map { Timestamp(milliseconds: $0 * hour) }
        var watch = Stopwatch()
        var count = 0
        try await watch.measure {
            let found = try await reader.windows(of: Array(series), edges: edges, view: view)
            count = found.reduce(0) { $0 + $1.values.count { $0 != nil } }
        }
        return "\(watch.text) (\(series.count) series, \(count) hours)"
    }
}
