import Foundation
import Model
import Testing

/// What the daemon keeps of its hosts' agents over its own end, and what it shows of a site's budget.
@Suite(.serialized) struct MannersTests {
    let scene: Scene

    init() throws { scene = try Scene() }

    /// Has the archive of a stopped daemon say that this was learnt of a host.
    private func learn(_ manners: Manners, at host: String, of agent: String) async throws {
        let text = String(decoding: try JSONEncoder().encode(manners), as: UTF8.self)
        _ = try await scene.sqlite("INSERT OR REPLACE INTO manners VALUES ('\(host)', '\(agent)', '\(text)')")
    }

    @Test func `what was learnt is there at once after a restart, and not for another device`() async throws {
        let agent = try await scene.startAgent()
        let address = "127.0.0.1:\(agent.port)"
        try scene.configure(["good: {address: '\(address)'}", "moved: {address: '127.0.0.2:\(agent.port)'}"])
        let first = try await scene.startDaemon()
        try await scene.light(of: "good", becomes: .green)
        let before = try await scene.monitor("status", "good")
        #expect(before.output.contains("SNMPv2c \"default\""), "\(before.output)")
        #expect(!before.output.contains("learnt"))
        first.signal(SIGTERM)
        #expect(try await first.outcome(within: .seconds(5)).code == 0)

        let manners = Manners(get: .init(bindings: 12, octets: 640), gapMilliseconds: 5)
        try await learn(manners, at: "good", of: "\(address) default SNMPv2c")
        try await learn(manners, at: "moved", of: "127.0.0.9:\(agent.port) default SNMPv2c")
        let second = try await scene.startDaemon()
        let after = try await scene.monitor("status", "good").output
        #expect(
            after.contains("learnt    answers at most 12 values or 640 bytes; 5 ms between packets"), "\(after)")
        #expect(try await scene.detail("good").polled?.manners?.get == manners.get)
        #expect(try await scene.detail("moved").polled?.manners?.get.bindings == nil)

        // The same name, another credential: what was learnt is not for it.
        try scene.configure(["good: {address: '\(address)', snmp: old}", "new: {address: '127.0.0.3:\(agent.port)'}"])
        second.signal(SIGHUP)
        try await scene.light(of: "new", becomes: .green)
        #expect(try await scene.detail("good").polled?.manners?.get.bindings == nil)
    }

    @Test func `a site's budget is shown with what its hosts took of it`() async throws {
        let agent = try await scene.startAgent()
        try scene.configure(["good: {address: '127.0.0.1:\(agent.port)'}"], site: ", budget: 40kB/s")
        _ = try await scene.startDaemon()
        try await scene.light(of: "good", becomes: .green)
        try await eventually("something was used", within: .seconds(10)) {
            try await (scene.board().sites.first?.usedBytesPerSecond ?? 0) > 0
        }
        let site = try await scene.monitor("status", "kanerva")
        #expect(site.output.contains(/polled  budget 40 kB\/s, [0-9.]+ k?B\/s used/), "\(site.output)")
        #expect(try await scene.board().sites.first?.budgetBytesPerSecond == 40_000)
    }
}
