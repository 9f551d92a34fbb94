import Model
import Testing

/// What another configuration changed, in words.
@Suite struct ConfigurationChangeTests {
    private func text(_ items: [ConfigurationChange.Item], _ language: Language = .english) -> String {
        Wording(language: language) { CalendarTime(utc: $0) }.configuration(ConfigurationChange(items))
    }

    private static let items: [ConfigurationChange.Item] = [
        .init(.rule, .changed, "disk srv-*", fields: ["limits"]), .init(.host, .added, "sw-5"),
        .init(.host, .added, "sw-4"), .init(.host, .changed, "sw-2", fields: ["address", "parent"]),
        .init(.site, .removed, "library"), .init(.setting, .changed, "ping"),
    ]

    @Test func `added, removed and changed, hosts first`() {
        #expect(
            text(Self.items) == "new configuration: added hosts sw-4, sw-5; removed site library; "
                + "changed host sw-2 (address, parent), rule disk srv-* (limits), setting ping")
        #expect(
            text(Self.items, .finnish)
                == "uudet asetukset: lisätty laitteet sw-4, sw-5; poistettu toimipaikka library; "
                + "muutettu laite sw-2 (address, parent), sääntö disk srv-* (limits), asetus ping")
        #expect(
            text(Self.items, .swedish) == "ny konfiguration: nytt: enheter sw-4, sw-5; borttaget: plats library; "
                + "ändrat: enhet sw-2 (address, parent), regel disk srv-* (limits), inställning ping")
    }

    @Test func `of many some are named and the rest is counted`() {
        let items = (1...500).map { ConfigurationChange.Item(.host, .added, "srv-\(1000 + $0)", fields: ["x"]) }
        let change = ConfigurationChange(items)
        #expect(change.entries.map(\.names.count) == [ConfigurationChange.nameLimit])
        #expect(change.entries.first?.more == 492)
        #expect(text(items).hasSuffix("srv-1008 and 492 more"))
        let long = String(repeating: "x", count: 5000)
        #expect(text([.init(.rule, .added, long)]).count < 120)
    }

    @Test func `a rule picks hosts by all that it names`() {
        let host = Host(
            id: "srv-1", endpoint: Endpoint(address: .v4(1)), site: "hall", tags: ["db", "old"])
        #expect(ConfigurationChange.Scope().fits(host))
        #expect(ConfigurationChange.Scope(host: "srv-*", site: "h*", tag: "db").fits(host))
        #expect(!ConfigurationChange.Scope(host: "srv-*", site: "library").fits(host))
        #expect(!ConfigurationChange.Scope(tag: "d").fits(host))
    }
}
