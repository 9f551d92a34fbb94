import Foundation
import Model
import Testing

/// The daemon's life: its API, its end, its death, and a new configuration.
@Suite(.serialized) struct DaemonTests {
    let scene: Scene

    init() throws { scene = try Scene() }

    /// A daemon with a red host, whose disk a rule finds too full, and a good one.
    private func startDaemon() async throws -> (Agent, Program) {
        let agent = try await scene.startAgent()
        try configure(agent)
        let daemon = try await scene.startDaemon()
        try await scene.light(of: "full", becomes: .red)
        try await scene.light(of: "good", becomes: .green)
        // What the board shows is stored; the light may be there a moment before its incident.
        try await eventually("the incident is open", within: .seconds(10)) {
            try await scene.board().incidents.contains { $0.cause.host == "full" }
        }
        return (agent, daemon)
    }

    private func configure(_ agent: Agent, more: String...) throws {
        try scene.configure(
            ["good: {address: '127.0.0.1:\(agent.port)'}", "full: {address: '127.0.0.2:\(agent.port)'}"] + more,
            rules: [
                "aspect: disk, judge: no", "aspect: io, judge: no",
                "aspect: disk, host: full, subject: '/', yellow: 0, red: 0",
            ])
    }

    @Test func `a killed daemon is seen within 5 s, and a new one goes on where it was`() async throws {
        let (_, daemon) = try await startDaemon()
        let mail = try await scene.monitor("alert")
        #expect(mail.output.components(separatedBy: "[RED]").count == 2, "\(mail.output)")
        let watch = try await Terminal(
            scene, [Built.monitor, "watch", "--socket", scene.socket, "--language", "en"])
        try await watch.screen(within: .seconds(10)) { $0.contains("● LIVE") }
        let before = try await scene.detail("full")
        let eventsBefore = try await scene.events().filter { $0.check.host != "monitor" }

        daemon.signal(SIGKILL)
        try await watch.screen(within: .seconds(5)) { $0.contains("NOT LIVE") }
        let status = try await scene.monitor("status")
        #expect(status.code == 3)
        #expect(status.output.contains("NOT LIVE"), "\(status.output) \(status.errors)")
        #expect(status.output.contains(/\d+ (s|min)/))
        #expect(try await scene.sqlite("PRAGMA integrity_check") == "ok")

        _ = try await scene.startDaemon()
        let after = try await scene.detail("full")
        #expect(after.light.status == .red)
        #expect(
            after.checks.first { $0.check.subject == "/" }?.since
                == before.checks.first { $0.check.subject == "/" }?.since)
        #expect(after.incidents.map(\.number) == before.incidents.map(\.number))
        try await watch.screen(within: .seconds(10)) { $0.contains("● LIVE") }
        // Until it has read every host again
        let restarted = try #require(after.light.evidence)
        try await eventually("the hosts are read again", within: .seconds(20)) {
            try await scene.board().hosts.allSatisfy { $0.id == "monitor" || ($0.evidence ?? restarted) > restarted }
        }
        #expect(try await scene.events().filter { $0.check.host != "monitor" } == eventsBefore)
        let again = try await scene.monitor("alert").output
        #expect(again == "", "\(again)")
    }

    @Test func `SIGTERM ends it cleanly within 5 s`() async throws {
        let (_, daemon) = try await startDaemon()
        daemon.signal(SIGTERM)
        let end = try await daemon.outcome(within: .seconds(5))
        #expect(end.code == 0)
        #expect(end.errors.contains("stopped"))
        #expect(!FileManager.default.fileExists(atPath: scene.socket))
        #expect(try await scene.sqlite("PRAGMA integrity_check") == "ok")
        let status = try await scene.monitor("status", "good")
        #expect(status.code == 3)
    }

    @Test func `a broken new configuration changes nothing but the daemon's own light; a good one is taken`()
        async throws
    {
        let (agent, daemon) = try await startDaemon()
        let good = try scene.text("monitor.yaml")
        let line =
            good.split(separator: "\n", omittingEmptySubsequences: false).firstIndex { $0.contains("full:") } ?? 0
        let broken = good.replacing("full: {address", with: "full: {adress")
        try scene.write(broken, to: "monitor.yaml")
        daemon.signal(SIGHUP)
        let place = "monitor.yaml:\(line + 1):10: "
        try await eventually("the mistake is logged at \(place): \(daemon.errors)", within: .seconds(10)) {
            daemon.errors.contains(place)
        }
        try await scene.light(of: "monitor", becomes: .yellow)
        let own = try await scene.run(
            Built.monitor, ["status", "monitor", "--socket", scene.socket, "--language", "en"])
        #expect(own.code == 1)
        #expect(own.output.contains("the old one is in use"), "\(own.output)")
        let board = try await scene.board()
        #expect(Set(board.hosts.map(\.id)) == ["good", "full", "monitor"])
        #expect(board.hosts.first { $0.id == "full" }?.status == .red)

        try configure(agent, more: "new: {address: '127.0.0.3:\(agent.port)'}")
        daemon.signal(SIGHUP)
        try await scene.light(of: "new", becomes: .green)
        #expect(try await scene.detail("monitor").verdict(.services, "configuration")?.status == .green)
    }

    /// What a configuration that was taken changed, newest first, by the host that was told.
    private func changes() async throws -> [(host: String, change: ConfigurationChange)] {
        try await scene.events().compactMap { event in
            if case .finding(.configured(let change)) = event.reason { (event.check.host, change) } else { nil }
        }
    }

    @Test func `what a new configuration changed is told, also where it is found at a start`() async throws {
        let (agent, daemon) = try await startDaemon()
        #expect(try await changes().isEmpty, "the first one changes nothing")
        daemon.signal(SIGHUP)
        try configure(agent, more: "new: {address: '127.0.0.3:\(agent.port)', parent: good}")
        daemon.signal(SIGHUP)
        try await scene.light(of: "new", becomes: .green)
        let added = ConfigurationChange([.init(.host, .added, "new")])
        try await eventually("it is told", within: .seconds(10)) { try await changes().count == 2 }
        #expect(try await changes().allSatisfy { $0.change == added })
        #expect(try await Set(changes().map(\.host)) == ["monitor", "new"])
        let why = try await scene.monitor("why", "new")
        #expect(why.output.contains("new configuration: added host new"), "\(why.output) \(why.errors)")

        daemon.signal(SIGTERM)
        _ = try await daemon.outcome(within: .seconds(5))
        try configure(agent, more: "new: {address: '127.0.0.3:\(agent.port)', parent: full}")
        let again = try await scene.startDaemon()
        let changed = ConfigurationChange([.init(.host, .changed, "new", fields: ["parent"])])
        try await eventually("it is told after the start", within: .seconds(10)) {
            try await changes().prefix(2).allSatisfy { $0.change == changed }
        }
        #expect(try await changes().count == 4)
        again.signal(SIGTERM)
        _ = try await again.outcome(within: .seconds(5))
        _ = try await scene.startDaemon()
        try await scene.light(of: "new", becomes: .green)
        #expect(try await changes().count == 4, "the same one is told once")
        let mails = try await scene.monitor("alert").output
        #expect(!mails.contains("configuration"), "\(mails)")
    }

    @Test func `probes with mistakes are left out; the daemon goes on and says which`() async throws {
        let agent = try await scene.startAgent()
        try configure(agent)
        try scene.makeDirectory("probes/broken")
        for name in ["system", "if-mib"] {
            try FileManager.default.copyItem(
                atPath: Built.probeFile(name), toPath: scene.path("probes/\(name).yaml"))
        }
        try scene.write("title: Top\nrecognise: {}\n", to: "probes/broken/top.yaml")
        try scene.write("- {name: Old, sysDescr: '(', ends: 2020-01-01}\n", to: "probes/support.yaml")
        try scene.write("title: Rest\ngroups:\n  a: {kind: port, colums: {}}\n", to: "probes/broken/rest.yaml")
        let daemon = try await scene.startDaemon(probes: scene.path("probes"))
        try await scene.light(of: "good", becomes: .green)
        try await scene.light(of: "monitor", becomes: .yellow)
        try await eventually("the light names what was found later too", within: .seconds(20)) {
            let status = try await scene.monitor("status", "monitor").output
            return status.contains("broken/top.yaml:2:1: unknown field 'recognise'") && status.contains("2 more")
        }
        #expect(daemon.errors.contains("left out: support.yaml:1:"))
        #expect(daemon.errors.contains("left out: broken/rest.yaml:3:19: unknown field 'colums'"))
        #expect(try await scene.detail("good").facts?.probes.sorted() == ["if-mib", "system"])
    }

    @Test func `curl reads the status, a host, the events and the board's stream`() async throws {
        _ = try await startDaemon()
        var file = stat()
        #expect(stat(scene.socket, &file) == 0 && file.st_mode & 0o777 == 0o660)

        let status = try json(try await scene.curl("/v1/status"))
        let board = try #require(status["board"] as? [String: Any])
        #expect(
            (board["hosts"] as? [[String: Any]])?.compactMap { $0["id"] as? String }.sorted() == [
                "full", "good", "monitor",
            ])
        let host = try json(try await scene.curl("/v1/hosts/full"))
        let light = try #require((host["host"] as? [String: Any])?["light"] as? [String: Any])
        #expect(light["status"] as? String == "red")
        let events = try json(try await scene.curl("/v1/events?host=full"))
        #expect((events["events"] as? [[String: Any]])?.isEmpty == false)
        let none = try await scene.run(
            "/usr/bin/curl", ["-s", "-w", "%{http_code}", "--unix-socket", scene.socket, "http://monitor/v1/hosts/ful"])
        #expect(none.output.hasSuffix("404") && none.output.contains("full"))

        let stream = try scene.start(
            "/usr/bin/curl", ["-sN", "--unix-socket", scene.socket, "http://monitor/v1/board"])
        try await eventually("the board, then a heartbeat: \(stream.output.prefix(300))", within: .seconds(10)) {
            let names = stream.output.split(separator: "\n").filter { $0.hasPrefix("event: ") }
            return names.first == "event: board" && names.contains("event: heartbeat")
        }
    }

    private func json(_ text: String?) throws -> [String: Any] {
        let bytes = Data(try #require(text).utf8)
        return try #require(try JSONSerialization.jsonObject(with: bytes) as? [String: Any])
    }
}
