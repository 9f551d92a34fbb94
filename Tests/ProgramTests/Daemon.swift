import Foundation
import Model
import Testing

extension Scene {
    var configuration: String { path("monitor.yaml") }
    var socket: String { path("monitor.sock") }

    /// Writes `monitor.yaml`: a daemon of this scene that reads every two seconds, one site, and the hosts.
    ///
    /// - Parameters:
    ///   - hosts: Lines of YAML, `NAME: {address: …}`.
    ///   - site: More fields of the site, as `, budget: 4kB/s`.
    func configure(
        _ hosts: [String], rules: [String] = [], interval: Int = 2, language: String = "en", site: String = ""
    ) throws {
        try write(
            """
            title: Valvonta
            data: data
            socket: monitor.sock
            timezone: Europe/Helsinki
            language: \(language)
            interval: \(interval)s
            ping: 1s
            grace: 0s
            snmp:
              default: {version: 2c, community: public}
              old: {version: 1, community: public}
            sites:
              kanerva: {name: Päiväkoti Kanerva, names: '*'\(site)}
            hosts:
            \(hosts.map { "  \($0)\n" }.joined())
            """ + (rules.isEmpty ? "" : "rules:\n" + rules.map { "  - {\($0)}\n" }.joined()), to: "monitor.yaml")
    }

    /// Starts the daemon and waits until its socket answers.
    ///
    /// - Parameter probes: The directory of its probes; `nil`: those that we ship.
    func startDaemon(probes: String? = nil) async throws -> Program {
        let daemon = try start(
            Built.monitord, ["--config", configuration] + (probes.map { ["--probes", $0] } ?? []))
        try await eventually("the daemon answers; \(daemon.errors)", within: .seconds(20)) {
            try #require(!daemon.hasEnded, "monitord ended: \(daemon.errors)")
            return try await curl("/v1/status") != nil
        }
        return daemon
    }

    /// Runs `monitor` with this scene's daemon.
    func monitor(
        _ arguments: String..., environment: [String: String] = [:], within deadline: Duration = .seconds(30)
    ) async throws -> Program.Outcome {
        try await run(
            Built.monitor, arguments + ["--config", configuration], environment: environment, within: deadline)
    }

    /// The body of an answer that is good; `nil` without a daemon.
    func curl(_ path: String) async throws -> String? {
        let answer = try await run(
            "/usr/bin/curl", ["--silent", "--show-error", "--fail", "--unix-socket", socket, "http://monitor\(path)"])
        return answer.code == 0 ? answer.output : nil
    }

    /// The board, as `monitor status --json` prints it.
    func board() async throws -> Board {
        let status = try await monitor("status", "--json")
        return try JSONDecoder().decode(Board.self, from: Data(status.output.utf8))
    }

    /// One host, as `monitor status HOST --json` prints it.
    func detail(_ host: String) async throws -> HostDetail {
        let status = try await monitor("status", host, "--json")
        return try JSONDecoder().decode(HostDetail.self, from: Data(status.output.utf8))
    }

    /// Waits until a host's light has this colour.
    func light(of host: String, becomes status: Status, within deadline: Duration = .seconds(20)) async throws {
        var last: HostLight?
        try await eventually("\(host) is \(status); it is \(last as Any)", within: deadline) {
            last = try await board().hosts.first { $0.id == host }
            return last?.status == status
        }
    }

    func events() async throws -> [Event] {
        struct Reply: Decodable { var events: [Event] }
        let text = try #require(try await curl("/v1/events?limit=1000"))
        return try JSONDecoder().decode(Reply.self, from: Data(text.utf8)).events
    }
}

extension HostDetail {
    /// The first verdict of an aspect, of one subject where it is named.
    func verdict(_ aspect: Aspect, _ subject: String? = nil) -> Verdict? {
        checks.first { $0.check.aspect == aspect && (subject == nil || $0.check.subject == subject) }?.verdict
    }
}

extension Verdict {
    /// What was measured, if it is about a number.
    var number: Double? {
        if case .measured(let value, _, _, _, _) = reason { value } else { nil }
    }
}
