import Foundation
import Model
import Testing

/// Who hangs on whom: hosts proposed with their parents, access points as hosts of their own.
@Suite(.serialized) struct TopologyTests {
    let scene: Scene

    init() throws { scene = try Scene() }

    private static let core = """
        1.0.8802.1.1.2.1.3.2.0|4x|020000000001
        1.0.8802.1.1.2.1.3.7.1.3.1|4|A1
        1.0.8802.1.1.2.1.4.1.1.4.0.1.1|2|4
        1.0.8802.1.1.2.1.4.1.1.5.0.1.1|4x|020000000002
        1.0.8802.1.1.2.1.4.1.1.7.0.1.1|4|24
        1.0.8802.1.1.2.1.4.1.1.9.0.1.1|4|
        1.3.6.1.2.1.1.1.0|4|Core switch
        1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.99999.1
        1.3.6.1.2.1.1.3.0|67|8640000
        1.3.6.1.2.1.1.5.0|4|core-1
        1.3.6.1.2.1.1.6.0|4|School Kuusela, 1st floor
        1.3.6.1.2.1.2.2.1.2.1|4|A1
        1.3.6.1.2.1.2.2.1.2.2|4|A2
        1.3.6.1.2.1.2.2.1.6.1|4x|020000000001
        1.3.6.1.2.1.2.2.1.8.1|2|1
        1.3.6.1.2.1.2.2.1.8.2|2|1
        1.3.6.1.2.1.17.1.4.1.2.1|2|1
        1.3.6.1.2.1.17.1.4.1.2.2|2|2
        1.3.6.1.2.1.17.7.1.2.2.1.2.1.2.0.0.0.0.2|2|1
        1.3.6.1.2.1.17.7.1.2.2.1.2.1.2.0.0.0.0.3|2|2
        1.3.6.1.2.1.17.7.1.2.2.1.3.1.2.0.0.0.0.2|2|3
        1.3.6.1.2.1.17.7.1.2.2.1.3.1.2.0.0.0.0.3|2|3
        1.3.6.1.2.1.31.1.1.1.1.1|4|A1
        1.3.6.1.2.1.31.1.1.1.1.2|4|A2

        """

    private static func device(_ name: String, mac: String) -> String {
        """
        1.3.6.1.2.1.1.1.0|4|Device
        1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.99999.2
        1.3.6.1.2.1.1.3.0|67|8640000
        1.3.6.1.2.1.1.5.0|4|\(name)
        1.3.6.1.2.1.2.2.1.2.1|4|eth0
        1.3.6.1.2.1.2.2.1.6.1|4x|\(mac)
        1.3.6.1.2.1.2.2.1.8.1|2|1

        """
    }

    /// The lab with these recordings.
    ///
    /// - Returns: The addresses by name.
    private func startLab(_ recordings: [String: String]) async throws -> [String: String] {
        try scene.makeDirectory("recordings")
        for (name, text) in recordings { try scene.write(text, to: "recordings/\(name).snmprec") }
        let list = scene.path("list")
        let lab = try scene.start(
            Built.monitor,
            ["lab", "--port", "\(try FreePort.udp())", "--list", list, "--recordings", scene.path("recordings")])
        try await eventually("the lab writes its list: \(lab.errors)", within: .seconds(30)) {
            try #require(!lab.hasEnded, "the lab ended: \(lab.errors)")
            return FileManager.default.fileExists(atPath: list)
        }
        let lines = try scene.text("list").split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
        return Dictionary(uniqueKeysWithValues: lines.map { ($0[0], $0[1]) })
    }

    private func write(_ addresses: [String]) async throws -> Program.Outcome {
        try await scene.run(
            Built.monitor,
            ["discover"] + addresses + ["--write", scene.path("new.yaml"), "--config", scene.configuration])
    }

    @Test func `hosts are proposed with the ports that they hang on; again, only what is new`() async throws {
        let addresses = try await startLab([
            "a-core": Self.core, "b-leaf": Self.device("leaf", mac: "020000000002"),
            "c-camera": Self.device("camera", mac: "020000000003"),
        ])
        let (core, leaf) = (try #require(addresses["a-core"]), try #require(addresses["b-leaf"]))
        let camera = try #require(addresses["c-camera"])
        try scene.configure(["far: {address: 127.0.0.99, snmp: none}"])
        let outcome = try await write([core, leaf])
        #expect(outcome.code == 0, "\(outcome.errors)")
        #expect(outcome.output.contains("new        leaf  \(leaf)  behind core-1:A1"), "\(outcome.output)")
        let text = try scene.text("new.yaml")
        #expect(text.contains("\n  core-1: {address: '\(core)'"), "\(text)")
        #expect(text.contains(", on core-1:A1\n  leaf: {address: '\(leaf)'"), "\(text)")
        #expect(text.contains(", parent: core-1}"), "\(text)")

        // Read through, renamed, included.
        try scene.write(text.replacing("  leaf: {", with: "  sw-leaf: {place: 'rack 3', "), to: "new.yaml")
        try scene.write(
            "include: [new.yaml]\n" + scene.text("monitor.yaml"), to: "monitor.yaml")
        let checked = try await scene.run(Built.monitor, ["config", "check", scene.configuration])
        #expect(checked.code == 0, "\(checked.output)")
        let again = try await write([core, leaf, camera])
        #expect(again.output.contains("new        camera  \(camera)  behind core-1:A2"), "\(again.output)")
        #expect(again.output.contains("1 host proposed; 2 are as configured"), "\(again.output)")
        #expect(again.output.contains("the configuration reads it"), "\(again.output)")
        let after = try scene.text("new.yaml")
        #expect(after.contains("sw-leaf: {place: 'rack 3', address: '\(leaf)'"), "\(after)")
        #expect(after.hasPrefix(text.prefix(60)) && after.contains("\n  camera: {address: '\(camera)'"), "\(after)")
    }

    @Test func `a file of something else, and a mixture of flags, are refused`() async throws {
        let addresses = try await startLab(["a": Self.device("a", mac: "020000000002")])
        let address = try #require(addresses["a"])
        try scene.configure(["far: {address: 127.0.0.99, snmp: none}"])
        try scene.write("title: mine\n", to: "new.yaml")
        let outcome = try await write([address])
        #expect(outcome.code == 1)
        #expect(outcome.errors.contains("new.yaml:1:1: unknown field 'title'"), "\(outcome.errors)")
        #expect(try scene.text("new.yaml") == "title: mine\n")
        let mixed = try await scene.run(Built.monitor, ["discover", address, "--json", "--write", "x.yaml"])
        #expect(mixed.code == EX_USAGE)
    }

    @Test func `one that moved is known by its serial number, and keeps its name`() async throws {
        let recording =
            Self.device("printer", mac: "020000000009")
            + "1.3.6.1.2.1.47.1.1.1.1.5.1|2|3\n1.3.6.1.2.1.47.1.1.1.1.11.1|4|SN-4711\n1.3.6.1.2.1.47.1.1.1.1.13.1|4|X-1\n"
        let addresses = try await startLab(["a": recording, "b": recording])
        let (before, after) = (try #require(addresses["a"]), try #require(addresses["b"]))
        try scene.configure(["printer-2: {address: '\(before)'}"])
        _ = try await scene.startDaemon()
        try await eventually("the daemon knows its addresses", within: .seconds(20)) {
            try await scene.curl("/v1/facts")?.contains("02:00:00:00:00:09") ?? false
        }
        let outcome = try await write([after])
        #expect(outcome.output.contains("moved      printer-2: \(before) → \(after)"), "\(outcome.output)")
        #expect(outcome.output.contains("0 hosts proposed"), "\(outcome.output)")
        try scene.configure(["printer-2: {address: '\(after)'}"])
    }

    // MARK: - Controllers

    private static let controller = """
        title: Controllers
        recognize: {sysObjectID: 1.3.6.1.4.1.99999.3}
        groups:
          access-points:
            kind: access-point
            hosts: yes
            rows:
              key: 1.3.6.1.4.1.99999.3.1
              label: 1.3.6.1.4.1.99999.3.2
              identity: 1.3.6.1.4.1.99999.3.3
              texts:
                serial: 1.3.6.1.4.1.99999.3.3
                address: {column: 1.3.6.1.4.1.99999.3.4, as: ip}
            columns:
              state:
                object: 1.3.6.1.4.1.99999.3.1
                states: {1: [disconnected, red], 7: [running, green]}
            checks:
              - {aspect: wireless, state: state}

        """

    private static func recording(_ states: [Int]) -> String {
        let rows = states.enumerated().map { ($0 + 1, $1) }
        return """
            1.3.6.1.2.1.1.1.0|4|Controller
            1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.99999.3
            1.3.6.1.2.1.1.3.0|67|8640000
            1.3.6.1.2.1.1.5.0|4|msm

            """ + rows.map { "1.3.6.1.4.1.99999.3.1.\($0)|2|\($1)\n" }.joined()
                + rows.map { "1.3.6.1.4.1.99999.3.2.\($0.0)|4|AP \($0.0)\n" }.joined()
                + rows.map { "1.3.6.1.4.1.99999.3.3.\($0.0)|4|SN\($0.0)\n" }.joined()
                + rows.map { "1.3.6.1.4.1.99999.3.4.\($0.0)|64|127.0.9.\($0.0)\n" }.joined()
    }

    @Test func `access points of a controller are hosts, pinged by us and judged by what it says, over a restart too`()
        async throws
    {
        let addresses = try await startLab(["msm": Self.recording([7, 1])])
        try scene.configure(["msm-1: {address: '\(try #require(addresses["msm"]))'}"])
        try scene.makeDirectory("probes")
        try scene.write(Self.controller, to: "probes/controller.yaml")
        let daemon = try await scene.startDaemon(probes: scene.path("probes"))
        try await scene.light(of: "ap-1", becomes: .green)
        try await scene.light(of: "ap-2", becomes: .red)
        let detail = try await scene.detail("ap-1")
        #expect(detail.light.endpoint.description == "127.0.9.1")
        #expect(detail.verdict(.wireless, "msm-1")?.status == .green)
        #expect(try await scene.detail("msm-1").verdict(.wireless) == nil)
        let told = try await scene.monitor("status", "ap-2", "--language", "en").output
        #expect(told.contains("disconnected"), "\(told)")
        try await eventually("its appearance is an event", within: .seconds(10)) {
            try await scene.events().contains {
                $0.check.host == "ap-1" && $0.reason == .finding(.appeared(at: "msm-1"))
            }
        }
        daemon.signal(SIGTERM)
        #expect(try await daemon.outcome(within: .seconds(5)).code == 0)

        _ = try await scene.startDaemon(probes: scene.path("probes"))
        #expect(Set(try await scene.board().hosts.map(\.id)) == ["msm-1", "ap-1", "ap-2", "monitor"])
        try await scene.light(of: "ap-2", becomes: .red)
    }
}
