import Model
import Rules
import TestSupport
import Testing

/// Hosts that stand in a table of another: their rows are judged on them.
@Suite struct GuestTests {
    private static let group = "msm.access-points"

    private static let probe = Probe(
        name: "msm", title: "Controller", recognition: Probe.Recognition(),
        groups: [
            Probe.Group(
                name: "access-points", kind: "access-point", rows: .scalar,
                columns: [
                    Probe.Field(
                        column: Column(name: "state", kind: "access-point", unit: .none, measure: .state),
                        source: .objects([]), states: states)
                ],
                checks: [
                    CheckTemplate(aspect: .wireless, value: .column(0), unit: .none, condition: .states(states))
                ], areHosts: true)
        ])
    private static let states = StateMap([
        1: .init(name: "disconnected", status: .red), 7: .init(name: "running", status: .green),
    ])

    private static func fleet(_ members: [Host.Name: String]) -> Fleet {
        let sites = [Site(id: "hall", name: "Hall")]
        let hosts = (["msm-1"] + ["ap-1", "ap-2"]).enumerated().map { place, name in
            Host(
                id: name, endpoint: Endpoint(address: .v4(0x0a00_0001 + UInt32(place))), site: "hall",
                credential: name == "msm-1" ? "default" : nil,
                membership: members[name].map { Membership(manager: "msm-1", group: group, identity: $0) })
        }
        return Fleet(sites: sites, hosts: hosts)
    }

    private var now = Timestamp(seconds: 1_800_000_000)
    private var judge: Judge
    private var events: [Event] = []

    init() {
        judge = Judge(
            fleet: Self.fleet(["ap-1": "A1", "ap-2": "A2"]), probes: [Self.probe], rules: [], timing: Judge.Timing(),
            title: "Town", state: nil, now: now)
    }

    /// A minute in which all answer, and the controller tells these states of A1, A2 and A3; and as long as it takes to
    /// know that nobody died.
    private mutating func visit(_ states: [Int64?]) {
        now += .seconds(45)
        let layout = GroupLayout(
            key: GroupKey(host: "msm-1", group: Self.group), columns: [Self.probe.groups[0].columns[0].column],
            rows: ["A1", "A2", "A3"].map { Row(identity: $0, label: "label \($0)", instance: OID([1])) })
        for name in ["msm-1", "ap-1", "ap-2"] {
            events +=
                judge.take(
                    ReachReport(host: name, answers: true, time: now, lastAnswer: now), now: now
                ).events
        }
        events +=
            judge.take(
                PollReport(
                    host: "msm-1", due: now, started: now, ended: now, outcome: .answered, layouts: [layout],
                    readings: [Readings(key: layout.key, time: now, values: states.map { $0.map { .integer($0) } })]),
                now: now
            ).events
        now += .seconds(15)
        events += judge.tick(now: now).events
    }

    private func lights(_ host: Host.Name) -> [String: Status] {
        let checks = judge.detail(of: host, now: now)?.checks.filter { $0.check.aspect == .wireless } ?? []
        return Dictionary(checks.map { ($0.check.subject, $0.verdict.status) }) { first, _ in first }
    }

    @Test mutating func `each row is judged on its host, one that is nobody's on the controller`() {
        visit([7, 1, 7])
        #expect(lights("ap-1") == ["msm-1": .green])
        #expect(lights("ap-2") == ["msm-1": .red])
        #expect(lights("msm-1") == ["label A3": .green])
        #expect(events.filter { $0.check.aspect == .wireless && $0.to == .red }.map(\.check.host) == ["ap-2"])
    }

    @Test mutating func `who is gone from the table twice is red on its own page, and back when it is listed`() throws {
        visit([7, 7, 7])
        visit([7, nil, 7])
        #expect(lights("ap-2") == ["msm-1": .green])
        visit([7, nil, 7])
        #expect(lights("ap-2") == ["msm-1": .red])
        let reason = judge.detail(of: "ap-2", now: now)?.checks.first { $0.check.aspect == .wireless }?.verdict.reason
        #expect(reason == .gone(from: "msm-1", since: now - .seconds(75)))
        // Where nothing is listed at all nobody knows.
        visit([nil, nil, nil])
        #expect(lights("ap-1") == ["msm-1": .green])
        visit([7, 7, 7])
        #expect(lights("ap-2") == ["msm-1": .green])
    }

    @Test mutating func `another fleet keeps the lights of those that stay, and takes away what nobody tells`() {
        visit([7, 1, 7])
        let since = judge.detail(of: "ap-2", now: now)?.checks.first { $0.check.aspect == .wireless }?.since
        _ = judge.reload(
            fleet: Self.fleet(["ap-2": "A2"]), probes: [Self.probe], rules: [], timing: Judge.Timing(), now: now)
        #expect(lights("ap-1") == [:])
        #expect(lights("ap-2") == ["msm-1": .red])
        #expect(
            judge.detail(of: "ap-2", now: now)?.checks.first { $0.check.aspect == .wireless }?.since == since)
        #expect(Set(lights("msm-1").keys) == ["label A1", "label A3"])
        visit([7, 7, 7])
        #expect(lights("ap-2") == ["msm-1": .green])
        #expect(lights("msm-1") == ["label A1": .green, "label A3": .green])
    }

    @Test mutating func `a restart brings the lights back on their hosts`() throws {
        visit([7, 1, 7])
        judge = Judge(
            fleet: Self.fleet(["ap-1": "A1", "ap-2": "A2"]), probes: [Self.probe], rules: [], timing: Judge.Timing(),
            title: "Town", state: try kept(judge.state(now: now)), now: now)
        events = []
        visit([7, 1, 7])
        #expect(lights("ap-2") == ["msm-1": .red])
        #expect(events.filter { $0.check.aspect == .wireless } == [])
    }

    @Test mutating func `another address is an event, and the history goes on`() throws {
        visit([7, 7, 7])
        var fleet = Self.fleet(["ap-1": "A1", "ap-2": "A2"])
        var hosts = fleet.hosts
        hosts[1].endpoint.address = .v4(0x0a00_0063)
        fleet = Fleet(sites: fleet.sites, hosts: hosts)
        let outcome = judge.reload(
            fleet: fleet, probes: [Self.probe], rules: [], timing: Judge.Timing(), now: now)
        #expect(
            outcome.events.map(\.reason) == [
                .finding(.changedAddress(from: .v4(0x0a00_0002), to: .v4(0x0a00_0063)))
            ])
        #expect(lights("ap-1") == ["msm-1": .green])
    }

    @Test mutating func `who appeared and who replaces whom are events`() {
        let news = judge.take([.appeared("ap-1"), .replaced("ap-0", by: "ap-2"), .appeared("nobody")], now: now)
        #expect(
            news.events.map(\.reason) == [.finding(.appeared(at: "msm-1")), .finding(.replaces("ap-0"))])
        #expect(news.events.map(\.check.host) == ["ap-1", "ap-2"])
    }

    @Test mutating func `what the manager says of them is told, and their versions are held against each other`() {
        let names = (1...5).map { "ap-\($0)" }
        let hosts = (["msm-1"] + names).enumerated().map { place, name in
            Host(
                id: name, endpoint: Endpoint(address: .v4(0x0a00_0001 + UInt32(place))), site: "hall",
                membership: place == 0
                    ? nil
                    : Membership(
                        manager: "msm-1", group: Self.group, identity: "A\(place)", model: "MSM460",
                        serial: "CN\(place)",
                        version: place == 3 ? "6.4" : "6.6"))
        }
        judge = Judge(
            fleet: Fleet(sites: [Site(id: "hall", name: "Hall")], hosts: hosts), probes: [Self.probe],
            rules: [Rule(aspect: .updates, hold: .zero, origin: SourceLocation(file: "a.yaml", line: 1))],
            timing: Judge.Timing(), title: "Town", state: nil, now: now)
        now += .seconds(60)
        for name in names + ["msm-1"] {
            _ = judge.take(ReachReport(host: name, answers: true, time: now, lastAnswer: now), now: now)
        }
        let facts = HostFacts(vendor: "HP", model: "MSM760", os: "MSM", version: "6.6", probes: ["msm"])
        _ = judge.take(
            PollReport(host: "msm-1", due: now, started: now, ended: now, outcome: .answered, facts: facts), now: now)
        _ = judge.tick(now: now)
        #expect(
            judge.detail(of: "ap-3", now: now)?.facts
                == HostFacts(vendor: "HP", model: "MSM460", os: "MSM", serial: "CN3", version: "6.4"))
        let updates = names.map { name in
            judge.detail(of: name, now: now)?.checks.first { $0.check.aspect == .updates }?.verdict.status
        }
        #expect(updates == [.green, .green, .yellow, .green, .green])
    }
}
