import Foundation
import Model
import Testing

/// The daemon on recorded devices with faults: what it learns of them, and that it still knows it after a restart.
@Suite(.serialized) struct LearningTests {
    let scene: Scene

    init() throws { scene = try Scene() }

    private static let ports = 60

    /// A switch with as many ports, counters as they stood.
    private func writeRecording() throws -> String {
        var lines: [(OID, String)] = []
        func add(_ oid: String, _ value: String) {
            if let name = OID(oid) { lines.append((name, "\(oid)|\(value)\n")) }
        }
        add("1.3.6.1.2.1.1.1.0", "4|A switch")
        add("1.3.6.1.2.1.1.2.0", "6|1.3.6.1.4.1.99999.1")
        add("1.3.6.1.2.1.1.3.0", "67|4711000")
        add("1.3.6.1.2.1.1.5.0", "4|sw")
        add("1.3.6.1.2.1.1.6.0", "4|cellar")
        for port in 1...Self.ports {
            add("1.3.6.1.2.1.2.2.1.1.\(port)", "2|\(port)")
            add("1.3.6.1.2.1.2.2.1.2.\(port)", "4|Port \(port)")
            add("1.3.6.1.2.1.2.2.1.3.\(port)", "2|6")
            for column in [7, 8] { add("1.3.6.1.2.1.2.2.1.\(column).\(port)", "2|1") }
            for column in [13, 14, 19, 20] { add("1.3.6.1.2.1.2.2.1.\(column).\(port)", "65|0") }
            add("1.3.6.1.2.1.31.1.1.1.1.\(port)", "4|A\(port)")
            for column in [6, 10] { add("1.3.6.1.2.1.31.1.1.1.\(column).\(port)", "70|\(port)000000000000") }
            add("1.3.6.1.2.1.31.1.1.1.15.\(port)", "66|1000")
        }
        return try scene.write(lines.sorted { $0.0 < $1.0 }.map(\.1).joined(), to: "sw.snmprec")
    }

    /// Serves the recording with faults.
    /// - Returns: `ADDRESS:PORT`.
    private func startLab(_ arguments: [String]) async throws -> String {
        let list = scene.path("list")
        let lab = try scene.start(
            Built.monitor,
            ["lab", "--port", "\(try FreePort.udp())", "--list", list, "--recording", try writeRecording()] + arguments)
        try await eventually("the lab writes its list: \(lab.errors)", within: .seconds(60)) {
            try #require(!lab.hasEnded, "the lab ended: \(lab.errors)")
            return FileManager.default.fileExists(atPath: list)
        }
        return String(try #require(try scene.text("list").split(separator: " ").last).prefix { $0 != "\n" })
    }

    /// The ports of which the last reading is there.
    private func readPorts() async throws -> Int {
        let query = try await scene.monitor("query", "sw")
        return query.output.split(separator: "\n").filter { $0.contains("/inOctets") }.count
    }

    @Test func `answers over 700 octets that vanish are learnt, and known after a restart`() async throws {
        let address = try await startLab(["--drop-over", "700"])
        try scene.configure(["sw: {address: '\(address)'}"], interval: 4)
        let first = try await scene.startDaemon()
        try await eventually("all ports are read and the size is learnt", within: .seconds(40)) {
            guard let polled = try await scene.detail("sw").polled else { return false }
            return try await readPorts() == Self.ports && polled.manners?.get.octets ?? .max < 1400
        }
        let learnt = try #require(try await scene.detail("sw").polled)
        #expect(try await scene.monitor("status", "sw").output.contains("answers at most"))
        first.signal(SIGTERM)
        #expect(try await first.outcome(within: .seconds(10)).code == 0)

        _ = try await scene.startDaemon()
        try await eventually("read again", within: .seconds(20)) {
            guard let polled = try await scene.detail("sw").polled, polled.cost.packetsReceived > 0 else {
                return false
            }
            // Its first visit after the restart discovers and reads, and nothing of it was asked in vain.
            #expect(polled.cost.retries == 0, "\(learnt.manners as Any), now \(polled.manners as Any)")
            return true
        }
        #expect(try await readPorts() == Self.ports)
    }

    @Test func `an agent that mixes garbage into its answers is read`() async throws {
        let address = try await startLab(["--garbage"])
        try scene.configure(["sw: {address: '\(address)'}"])
        _ = try await scene.startDaemon()
        try await eventually("all ports are read", within: .seconds(40)) { try await readPorts() == Self.ports }
        let counters = try #require(try await scene.curl("/v1/counters"))
        #expect(!counters.contains("\"malformed\":0,"), "\(counters)")
    }
}
