import Config
import Foundation
import Model
import Testing

/// What became another one between two configurations, in short.
struct ConfigurationDigestTests {
    private static let base = """
        snmp: {default: {version: 2c, community: {env: COMMUNITY}}}
        sites: {hall: {name: Town hall}, library: {name: Library, maintenance: Sun 2-4}}
        hosts:
          core-1: {address: 10.0.0.1, site: hall}
          sw-1: {address: 10.0.0.2, site: hall, parent: core-1, tags: [switch, old]}
          sw-2: {address: 10.0.0.3, site: library}
        rules:
          - {aspect: disk, host: "srv-*", yellow: 80, red: 90}
          - {aspect: disk, host: "srv-*", hold: 5m}
        applications: {Payroll: "all of core-1"}
        """

    private func load(_ text: String, community: String = "public") throws -> Configuration {
        let directory = try TemporaryDirectory()
        try directory.write(text, to: "monitor.yaml")
        return try Configuration.load(
            file: directory.path("monitor.yaml"), environment: ["COMMUNITY": community])
    }

    /// Without the settings that name the directory of the test.
    private func changes(_ old: Configuration, _ new: Configuration) -> [ConfigurationChange.Item] {
        old.changes(to: new).filter {
            $0.part != .setting || !["data", "socket", "probes", "backup"].contains($0.name)
        }
    }

    @Test func `the same text is no change, wherever its lines stand`() throws {
        let old = try load(Self.base)
        #expect(changes(old, try load(Self.base)) == [])
        #expect(changes(old, try load("# A comment\n\n" + Self.base)) == [])
    }

    @Test func `each thing is told by its name, with the words that changed`() throws {
        let text = Self.base.replacing("10.0.0.2, site: hall, parent: core-1", with: "10.0.0.9, site: hall")
            .replacing("  sw-2: {address: 10.0.0.3, site: library}", with: "  sw-3: {address: 10.0.0.3, site: hall}")
            .replacing("Sun 2-4", with: "Sun 2-5").replacing("hold: 5m", with: "hold: 6m")
            .replacing("applications: {Payroll: \"all of core-1\"}", with: "interval: 30s")
        let changes = try changes(load(Self.base), load(text))
        let scope = ConfigurationChange.Scope(host: "srv-*")
        #expect(
            changes == [
                .init(.host, .changed, "sw-1", fields: ["address", "parent"]), .init(.host, .removed, "sw-2"),
                .init(.host, .added, "sw-3"), .init(.site, .changed, "library", fields: ["maintenance"]),
                .init(.rule, .changed, "disk srv-* (2)", fields: ["hold"], scope: scope),
                .init(.application, .removed, "Payroll"), .init(.setting, .changed, "interval"),
            ])
    }

    @Test func `another community is told at a reload, and no digest knows of it`() throws {
        let (old, new) = (try load(Self.base, community: "hush"), try load(Self.base, community: "hush2"))
        #expect(changes(old, new) == [.init(.credential, .changed, "default")])
        let bytes = try JSONEncoder().encode(old.digest)
        #expect(!String(decoding: bytes, as: UTF8.self).contains("hush"))
        #expect(old.digest.changes(to: new.digest).allSatisfy { $0.part == .setting })
    }

    @Test func `what is kept says after a restart what changed`() throws {
        let kept = try JSONDecoder().decode(
            ConfigurationDigest.self, from: JSONEncoder().encode(load(Self.base).digest))
        let next = try load(Self.base.replacing("tags: [switch, old]", with: "tags: [switch]"))
        let items = kept.changes(to: next.digest).filter { $0.part != .setting }
        #expect(items == [.init(.host, .changed, "sw-1", fields: ["tags"])])
    }
}
