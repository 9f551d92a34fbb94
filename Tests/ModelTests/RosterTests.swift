import Model
import Testing

/// Access points in the table of their controller.
struct RosterTests {
    private static let start = Timestamp(seconds: 1_800_000_000)
    private static let base = Fleet(
        sites: [
            Site(id: "hall", name: "Hall"), Site(id: "school", name: "School", subnets: ["10.4.0.0/16"]),
        ],
        hosts: [
            host("msm-1", "10.1.0.2"), host("sw-1", "10.1.0.3"), host("ap-known", "10.4.0.99"),
        ])

    private static func host(_ name: Host.Name, _ address: String) -> Host {
        Host(id: name, endpoint: Endpoint(address: IPAddress(address) ?? .v4(1)), site: "hall")
    }

    private static func member(_ name: String, _ serial: String, _ address: String?) -> Surroundings.Member {
        Surroundings.Member(
            group: "hp-msm.access-points", identity: serial, name: name, address: address.flatMap { IPAddress($0) },
            serial: serial)
    }

    private var roster = Roster()

    @discardableResult
    private mutating func take(_ members: Surroundings.Member..., at seconds: Int64 = 0) -> [Roster.News] {
        roster.take(
            members, of: "msm-1", names: Set(Self.base.hosts.map(\.id)), now: Self.start + .seconds(seconds))
    }

    private static func topology(_ ports: [Host.Name: String]) -> Topology {
        Topology(
            stations: (["sw-1"] + ports.keys.sorted()).map { Topology.Station(host: $0, systemName: $0) },
            surroundings: [
                "sw-1": Surroundings(neighbours: ports.sorted { $0.key < $1.key }.map { .init(port: $1, name: $0) })
            ])
    }

    @Test mutating func `each is a host at its own address and site, managed by the controller`() throws {
        let news = take(Self.member("AP Library", "A1", "10.4.0.7"), Self.member("AP-2", "A2", "10.1.0.8"))
        #expect(news == [.appeared("ap-library"), .appeared("ap-2")])
        let hosts = roster.fleet(over: Self.base).hosts.dropFirst(3)
        #expect(hosts.map(\.id) == ["ap-2", "ap-library"])
        #expect(hosts.map(\.site) == ["hall", "school"])
        let library = try #require(hosts.last)
        #expect(library.endpoint == Endpoint(address: try #require(IPAddress("10.4.0.7"))))
        #expect(
            library.membership
                == Membership(
                    manager: "msm-1", group: "hp-msm.access-points", identity: "A1", serial: "A1"))
        #expect(library.credential == nil && library.parents == [])
    }

    @Test mutating func `who is configured stays as configured, and is told whose row is his`() {
        take(Self.member("other name", "A1", "10.4.0.99"), Self.member("sw-1", "A2", nil))
        let hosts = roster.fleet(over: Self.base).hosts
        #expect(hosts.map(\.id) == ["msm-1", "sw-1", "ap-known"])
        #expect(hosts.map(\.membership?.identity) == [nil, "A2", "A1"])
    }

    @Test mutating func `names are unique and given once; a new address is news`() {
        take(
            Self.member("ap", "A1", "10.4.0.1"), Self.member("AP", "A2", "10.4.0.2"),
            Self.member("msm-1", "A3", "10.4.0.3"))
        #expect(roster.entries.map(\.host) == ["ap", "ap-2", "msm-1-2"])
        let news = take(Self.member("renamed", "A1", "10.4.0.11"), at: 60)
        #expect(news == [.moved("ap", from: IPAddress("10.4.0.1"), to: IPAddress("10.4.0.11"))])
        #expect(roster.fleet(over: Self.base).host("ap")?.endpoint.address == IPAddress("10.4.0.11"))
        #expect(roster.fleet(over: Self.base).host("ap-2") != nil, "one that is gone from the table is watched on")
    }

    @Test(arguments: [nil, "0.0.0.0"])
    mutating func `one whose address its controller has forgotten is watched where it was`(_ address: String?) {
        take(Self.member("ap", "A1", "10.4.0.1"))
        #expect(take(Self.member("ap", "A1", address), at: 60) == [])
        #expect(roster.fleet(over: Self.base).host("ap")?.endpoint.address == IPAddress("10.4.0.1"))
    }

    @Test(arguments: ["127.0.0.1", "0.0.0.0", "224.0.0.1", "255.255.255.255", "::1", "ff02::1"])
    mutating func `an address that no access point can have is not pinged`(_ address: String) {
        take(Self.member("ap", "A1", address))
        #expect(roster.fleet(over: Self.base).hosts.count == 3)
    }

    @Test mutating func `one that both controllers of a pair list is one host, told by one of them`() {
        func manager(_ roster: Roster) -> Host.Name? { roster.fleet(over: pair).host("ap")?.membership?.manager }
        let pair = Fleet(sites: Self.base.sites, hosts: Self.base.hosts + [Self.host("msm-2", "10.1.0.9")])
        take(Self.member("ap", "A1", "10.4.0.1"))
        let there = roster.take(
            [Self.member("ap", "A1", "10.4.0.1")], of: "msm-2", names: [], now: Self.start + .seconds(60))
        #expect(there == [])
        #expect(roster.fleet(over: pair).hosts.count == 5)
        #expect(manager(roster) == "msm-1")
        // It has gone over to the other one.
        take(at: 120)
        #expect(manager(roster) == "msm-2")
        #expect(Roster(roster.entries).fleet(over: pair).hosts.count == 5)
    }

    @Test mutating func `it hangs on the switch whose port names it`() {
        take(Self.member("ap-1", "A1", "10.4.0.1"))
        _ = roster.take(Self.topology(["ap-1": "7"]))
        #expect(roster.fleet(over: Self.base).host("ap-1")?.parents == ["sw-1"])
        #expect(roster.entries.first?.attachment == Attachment(host: "sw-1", port: "7"))
    }

    @Test mutating func `a new one in the port of one that is gone replaces it`() throws {
        take(Self.member("ap-1", "A1", "10.4.0.1"), Self.member("ap-2", "A2", "10.4.0.2"))
        _ = roster.take(Self.topology(["ap-1": "7", "ap-2": "8"]))
        take(Self.member("ap-2", "A2", "10.4.0.2"), Self.member("new", "B1", "10.4.0.3"), at: 240)
        #expect(roster.take(Self.topology(["new": "7", "ap-2": "8"])) == [.replaced("ap-1", by: "new")])
        #expect(roster.fleet(over: Self.base).hosts.dropFirst(3).map(\.id) == ["ap-2", "new"])
        #expect(roster.entries.first?.replacedBy == "new")
        // Kept over a restart, and undone when it comes back.
        var restarted = Roster(roster.entries)
        #expect(restarted.fleet(over: Self.base).host("ap-1") == nil)
        _ = restarted.take(
            [Self.member("ap-1", "A1", "10.4.0.1")], of: "msm-1", names: [], now: Self.start + .seconds(600))
        #expect(restarted.fleet(over: Self.base).host("ap-1") != nil)
    }

    @Test mutating func `one that is dead is replaced although its controller still lists it, and stays so`() throws {
        let (old, new) = (Self.member("ap-1", "A1", "10.4.0.1"), Self.member("new", "B1", "10.4.0.3"))
        take(old)
        _ = roster.take(Self.topology(["ap-1": "7"]))
        take(old, new, at: 240)
        #expect(roster.take(Self.topology(["new": "7"])) == [], "it answers")
        #expect(roster.take(Self.topology(["new": "7"]), dead: ["ap-1", "new"]) == [], "the new one does not")
        #expect(roster.take(Self.topology(["new": "7"]), dead: ["ap-1"]) == [.replaced("ap-1", by: "new")])
        take(old, new, at: 300)
        var fleet = roster.fleet(over: Self.base)
        #expect(fleet.host("ap-1") == nil && fleet.host("new") != nil)
        #expect(fleet.host("msm-1")?.formerMembers == [Host.FormerMember(group: old.group, identity: "A1")])
        var restarted = Roster(roster.entries)
        _ = restarted.take([old, new], of: "msm-1", names: [], now: Self.start + .seconds(360))
        #expect(restarted.fleet(over: Self.base).host("ap-1") == nil)
        // It was away, and is back.
        take(new, at: 420)
        take(old, new, at: 480)
        fleet = roster.fleet(over: Self.base)
        #expect(fleet.host("ap-1") != nil && fleet.host("msm-1")?.formerMembers == [])
    }

    @Test mutating func `one that was retired is no host, until that is taken back`() throws {
        let member = Self.member("ap-1", "A1", "10.4.0.1")
        take(member)
        #expect(roster.retire("ap-1") == true)
        #expect(roster.retire("ap-1") == false)
        #expect(roster.retire("nobody") == false)
        take(member, at: 60)
        #expect(Roster(roster.entries).fleet(over: Self.base).host("ap-1") == nil)
        #expect(roster.retire("ap-1", false) == true)
        #expect(roster.fleet(over: Self.base).host("ap-1") != nil)
    }

    @Test mutating func `behind a port of many nobody knows who came for whom`() {
        take(Self.member("ap-1", "A1", "10.4.0.1"), Self.member("ap-2", "A2", "10.4.0.2"))
        _ = roster.take(Self.topology(["ap-1": "7", "ap-2": "7"]))
        take(Self.member("ap-2", "A2", "10.4.0.2"), Self.member("new", "B1", "10.4.0.3"), at: 240)
        #expect(roster.take(Self.topology(["new": "7", "ap-2": "7"])) == [])
        #expect(roster.fleet(over: Self.base).host("ap-1") != nil)
    }

    @Test mutating func `an address that was given to another belongs to who is there`() {
        take(Self.member("ap-1", "A1", "10.4.0.1"))
        take(Self.member("ap-9", "A9", "10.4.0.1"), at: 60)
        let hosts = roster.fleet(over: Self.base).hosts.dropFirst(3)
        #expect(hosts.map(\.id) == ["ap-9"])
    }

    @Test mutating func `one that tells less of itself, and so stands under another identity, keeps its name`() {
        take(Self.member("ap-1", "A1", "10.4.0.1"))
        var member = Self.member("ap-1", "A1", "10.4.0.1")
        member.identity = "7"
        #expect(take(member, at: 60) == [])
        #expect(roster.fleet(over: Self.base).hosts.dropFirst(3).map(\.membership?.identity) == ["7"])
    }

    @Test mutating func `nobody may take the daemon's own name; who was not seen for long is let go`() {
        take(Self.member("monitor", "A1", "10.4.0.1"))
        #expect(roster.entries.map(\.host) == ["monitor-2"])
        take(at: 60)
        #expect(roster.forget(before: Self.start) == [])
        #expect(roster.forget(before: Self.start + .seconds(30)).count == 1)
        #expect(roster.entries.isEmpty)
    }

    @Test mutating func `one that moved to a port beside another replaces nobody`() {
        take(Self.member("ap-1", "A1", "10.4.0.1"), Self.member("ap-2", "A2", "10.4.0.2"))
        _ = roster.take(Self.topology(["ap-1": "7", "ap-2": "8"]))
        take(Self.member("ap-2", "A2", "10.4.0.2"), at: 240)
        #expect(roster.take(Self.topology(["ap-2": "7"])) == [], "it was there before the other was gone")
    }
}
