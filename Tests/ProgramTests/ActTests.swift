import Control
import Foundation
import Model
import Testing

/// What people do, with a real daemon: it is stored when it is answered.
@Suite(.serialized) struct ActTests {
    let scene: Scene

    init() throws { scene = try Scene() }

    /// A daemon with a host whose disk a rule finds too full.
    private func startDaemon() async throws -> (Agent, Program) {
        let agent = try await scene.startAgent()
        try scene.configure(
            ["full: {address: '127.0.0.2:\(agent.port)'}"],
            rules: [
                "aspect: disk, judge: no", "aspect: io, judge: no",
                "aspect: disk, host: full, subject: '/', yellow: 0, red: 0",
            ])
        let file = URL(fileURLWithPath: scene.configuration)
        let text = try String(contentsOf: file, encoding: .utf8)
        try (text + "people: {accounts: [\(NSUserName())], initials: [MK, HL]}\n")
            .write(to: file, atomically: true, encoding: .utf8)
        let daemon = try await scene.startDaemon()
        try await scene.light(of: "full", becomes: .red)
        try await eventually("the incident is open", within: .seconds(10)) { try await incident() != nil }
        return (agent, daemon)
    }

    private func incident() async throws -> Incident? {
        try await scene.board().incidents.first { $0.cause.host == "full" }
    }

    /// The answer's body, and its status behind it.
    private func post(_ request: ActRequest) async throws -> String {
        let body = String(decoding: try ControlJSON.encode(request), as: UTF8.self)
        return try await scene.run(
            "/usr/bin/curl",
            [
                "-s", "-w", "%{http_code}", "--data", body, "--unix-socket", scene.socket,
                "http://monitor\(ControlPath.acts)",
            ], within: .seconds(20)
        ).output
    }

    @Test func `what was answered is there after the daemon was killed`() async throws {
        let (_, daemon) = try await startDaemon()
        let number = try #require(try await incident()).number
        let unnamed = try await post(ActRequest(.acknowledge, incident: number))
        #expect(unnamed.contains("is shared") && unnamed.contains("MK and HL") && unnamed.hasSuffix("403"))
        let unknown = try await post(ActRequest(.acknowledge, incident: number, initials: "XX"))
        #expect(unknown.contains("nobody has the initials XX"), "\(unknown)")
        let done = try await post(ActRequest(.acknowledge, incident: number, text: "a new disk", initials: "MK"))
        #expect(done.hasSuffix("200"), "\(done)")
        daemon.signal(SIGKILL)
        _ = try await daemon.outcome(within: .seconds(5))
        _ = try await scene.startDaemon()
        let known = try #require(try await incident()?.acknowledgement)
        #expect(known.person == Person(user: NSUserName(), initials: "MK"))
        #expect(known.text == "a new disk")
        #expect(try await incident()?.status == .red)
        let acts = try await scene.events().filter { if case .act = $0.reason { true } else { false } }
        #expect(acts.map(\.incident) == [number])
    }

    @Test func `a paused host is blue over a restart, and red once it is resumed`() async throws {
        let (_, daemon) = try await startDaemon()
        let number = try #require(try await incident()).number
        let paused = try await post(ActRequest(.pause, host: "full", text: "new disk", initials: "HL"))
        #expect(paused.hasSuffix("200"), "\(paused)")
        try await scene.light(of: "full", becomes: .blue)
        daemon.signal(SIGTERM)
        _ = try await daemon.outcome(within: .seconds(10))
        _ = try await scene.startDaemon()
        try await scene.light(of: "full", becomes: .blue)
        #expect(try await scene.monitor("status", "full").code == 0)
        let resumed = try await post(ActRequest(.resume, host: "full", initials: "HL"))
        #expect(resumed.hasSuffix("200"), "\(resumed)")
        try await scene.light(of: "full", becomes: .red)
        #expect(try await incident()?.number == number)
    }
}
