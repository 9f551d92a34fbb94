import Foundation
import Model
import Testing

/// What was recorded, as `monitor query` shows and `monitor export` hands on.
@Suite(.serialized) struct QueryTests {
    let scene: Scene

    init() throws { scene = try Scene() }

    /// The API's reply as far as it is looked at here.
    private struct Reply: Decodable {
        struct Series: Decodable {
            var path: String
            var points: [Point]
        }
        struct Point: Decodable, Equatable {
            var time: String
            var value: Double?
        }

        var from: String
        var to: String
        var series: [Series]
        var next: String?
    }

    /// A daemon that has read its host a few times.
    private func startDaemon() async throws -> Program {
        let agent = try await scene.startAgent()
        try scene.configure(["good: {address: '127.0.0.1:\(agent.port)'}"])
        let daemon = try await scene.startDaemon()
        try await eventually("four rates are there", within: .seconds(40)) {
            let rates = try await scene.monitor("query", "good", "port/lo/inOctets", "--csv")
            return rates.output.split(separator: "\n").count > 4
        }
        return daemon
    }

    private func reply(_ question: String) async throws -> Reply {
        let text = try #require(try await scene.curl("/v1/query?host=good&" + question))
        return try JSONDecoder().decode(Reply.self, from: Data(text.utf8))
    }

    @Test func `pages of the API come to the same as one answer, and the tool joins them`() async throws {
        _ = try await startDaemon()
        let whole = try await reply("series=port/*&limit=50000")
        #expect(whole.next == nil)
        let span = "from=\(whole.from)&to=\(whole.to)"
        var joined: [Reply.Series] = []
        var after: String?
        repeat {
            let page = try await reply("series=port/*&limit=7&\(span)" + (after.map { "&after=\($0)" } ?? ""))
            #expect(page.series.map(\.points.count).reduce(0, +) <= 7)
            for series in page.series {
                if joined.last?.path == series.path {
                    joined[joined.count - 1].points += series.points
                } else {
                    joined.append(series)
                }
            }
            // Percent-encoded in itself: as a parameter each % stands as %25.
            after = page.next?.replacingOccurrences(of: "%", with: "%25")
            try #require(joined.count < 10_000)
        } while after != nil
        #expect(joined.map(\.path) == whole.series.map(\.path))
        #expect(joined.map(\.points) == whole.series.map(\.points))

        let tool = try await scene.monitor("query", "good", "port/*", "--json", "--from", whole.from, "--to", whole.to)
        let document = try JSONDecoder().decode(Reply.self, from: Data(tool.output.utf8))
        #expect(document.series.map(\.points) == whole.series.map(\.points))
    }

    @Test func `windows, volumes and percentiles are there, and what is not known is a dash`() async throws {
        _ = try await startDaemon()
        let windows = try await scene.monitor(
            "query", "good", "port/lo/inOctets", "--step", "1h", "--show", "average,max,count,p95", "--from", "-5h")
        let lines = windows.output.split(separator: "\n")
        // Path, heading, the hours before in one line, and this hour; perhaps another that has just ended.
        try #require((4...5).contains(lines.count), "\(windows.output) \(windows.errors)")
        #expect(lines[1].contains(/average +maximum +readings +p95$/))
        #expect(lines[2].contains("–"))
        #expect(lines.last?.contains(/bit\/s/) == true)
        let volume = try await scene.monitor("query", "good", "port/lo/*", "--volume", "month")
        #expect(volume.output.contains(/port\/lo\/inOctets\n/))
        #expect(!volume.output.contains("inErrors"))
        #expect(volume.output.contains(/% of the time/))
        let percentile = try await scene.monitor("query", "good", "port/lo/inOctets", "--percentile", "95")
        #expect(percentile.output.hasPrefix("95th percentile of 5-minute averages, "), "\(percentile.errors)")
    }

    @Test func `a reader that has seen enough ends it quietly`() async throws {
        _ = try await startDaemon()
        for command in ["query good '*' --step 1s --from -1h --csv", "export --rates"] {
            let line = "\(Built.monitor) \(command) --config \(scene.configuration) | head -n 1; echo ${PIPESTATUS[0]}"
            let outcome = try await scene.run("/bin/bash", ["-c", line])
            #expect(outcome.errors == "")
            let lines = outcome.output.split(separator: "\n")
            #expect(lines.count == 2)
            #expect(lines.last == "0" || lines.last == "141", "\(lines)")
        }
    }

    private static let mistakes: [(arguments: [String], answer: String)] = [
        (["good", "prot/lo/*"], "did you mean port/lo/*?"), (["god"], "did you mean good?"),
        (["good", "port/*", "--from", "today", "--to", "yesterday"], "--from today is not before --to yesterday"),
        (["good", "port/*", "--from", "2126-01-01"], "is in the future"),
        (["good", "port/*", "--step", "fortnight"], "write 5min, 1h, 1d, 1w, 1mo or all"),
        (["good", "port/*", "--show", "sum"], "--show needs --step"),
        (["good", "port/*", "--step", "1h", "--show", "mean"], "write average, minimum"),
        (["good", "port/*", "--step", "1h", "--show", "p5,p95"], "more than one percentile"),
        (["good", "--volume", "day"], "--volume needs a series"),
        (["good", "port/*", "--volume", "decade"], "write hour, day, week, month or year"),
        (["good", "ping/*", "--volume", "day"], "none of these series counts bytes"),
        (["good", "port/*", "--percentile", "0"], "is no number above 0"),
    ]

    @Test func `what people get wrong is answered with what to write`() async throws {
        _ = try await startDaemon()
        for (arguments, answer) in Self.mistakes {
            let outcome = try await scene.run(Built.monitor, ["query"] + arguments + ["--config", scene.configuration])
            #expect(outcome.code == 64, "\(arguments)")
            #expect(outcome.errors.contains(answer), "\(arguments): \(outcome.errors)")
        }
    }

    @Test func `everything is exported while the daemon runs, after it, and from a copy`() async throws {
        let daemon = try await startDaemon()
        let running = try await scene.monitor("export", "--series", "port/lo/inOctets")
        #expect(running.code == 0, "\(running.errors)")
        #expect(running.output.split(separator: "\n").first == "time,host,group,series,unit,value")
        #expect(running.output.contains(/Z,good,[a-z.-]+,port\/lo\/inOctets,B,\d+\n/))

        daemon.signal(SIGTERM)
        _ = try await daemon.outcome()
        let ended = try await scene.monitor("export", "--series", "port/lo/inOctets")
        #expect(ended.output.hasPrefix(running.output))
        try scene.makeDirectory("copy")
        try FileManager.default.copyItem(atPath: scene.path("data/monitor.db"), toPath: scene.path("copy/monitor.db"))
        let copy = try await scene.run(
            Built.monitor,
            [
                "export", "--data", scene.path("copy"), "--format", "openmetrics", "--output", scene.path("all.om"),
                "--config", scene.configuration,
            ])
        #expect(copy.code == 0, "\(copy.errors)")
        let metrics = try scene.text("all.om")
        #expect(metrics.hasSuffix("\n# EOF\n"))
        #expect(
            metrics.split(separator: "\n").filter {
                $0.hasPrefix("monitor_port_in_octets_bytes_total{") && $0.contains("label=\"lo\"")
            }
            .count == ended.output.split(separator: "\n").count - 1)
        #expect(!FileManager.default.fileExists(atPath: scene.path("all.om.part")))

        let none = try await scene.monitor("export", "--host", "nobody")
        #expect(none.code == 65)
        #expect(none.errors.contains("no series fits"))
    }
}
