import Model
import Rules
import TestSupport
import Testing

/// Versions held against a policy, the rest of the fleet and what their makers mend.
@Suite struct UpdateTests {
    private static let names = (1...6).map { "sw-\($0)" }
    private static let place = SourceLocation(file: "monitor.yaml", line: 44)
    private var now = Timestamp(seconds: 1_800_000_000)
    private var judge: Judge
    private var events: [Event] = []

    private static let fleet = Fleet(
        sites: [Site(id: "hall", name: "Hall")],
        hosts: names.enumerated().map { place, name in
            Host(
                id: name, endpoint: Endpoint(address: .v4(0x0a00_0001 + UInt32(place))), site: "hall",
                credential: "default")
        })
    private static let ended = EndOfSupport(
        name: "Windows Server 2012 R2", description: #"Windows Version 6\.3"#, end: Timestamp(seconds: 1_696_982_399))

    init() { judge = UpdateTests.judge() }

    /// Behind the fleet is shown at once here.
    private static let prompt = Rule(aspect: .updates, hold: .zero, origin: place)

    private static func judge(rules: [Rule] = [prompt], minimum: String? = nil) -> Judge {
        let policies = minimum.map { [VersionPolicy(probe: "hpe-procurve", minimum: $0, origin: place)] } ?? []
        return Judge(
            fleet: fleet, probes: [], rules: rules, updates: UpdateRules(policies: policies, ended: [ended]),
            timing: Judge.Timing(), title: "Town", state: nil, now: Timestamp(seconds: 1_800_000_000))
    }

    /// A minute in which they answer with these versions.
    private mutating func visit(_ versions: [String?], model: String? = "J9773A", says: String = "Switch") {
        now += .seconds(60)
        for (name, version) in zip(Self.names, versions) {
            events +=
                judge.take(
                    ReachReport(host: name, answers: true, time: now, lastAnswer: now), now: now
                ).events
            let facts = HostFacts(
                systemDescription: says, vendor: "HPE", model: model, os: "ProCurve", version: version,
                probes: ["hpe-procurve"])
            events +=
                judge.take(
                    PollReport(
                        host: name, due: now, started: now, ended: now, outcome: .answered, facts: facts), now: now
                ).events
        }
        events += judge.tick(now: now).events
    }

    private func check(_ host: Host.Name, _ subject: String = "") -> CheckLight? {
        judge.detail(of: host, now: now)?.checks.first {
            $0.check.aspect == .updates && $0.check.subject == subject
        }
    }

    @Test mutating func `who is behind most of its model is yellow, who is ahead is not`() {
        let versions = ["16.11", "16.11", "16.11", "16.11", "16.9", "16.12"]
        visit(versions)
        visit(versions)
        #expect(check("sw-1")?.verdict.status == .green)
        #expect(
            check("sw-1")?.verdict.reason == .version("16.11", .fleet(version: "16.11", count: 4, of: 6)))
        #expect(check("sw-5")?.verdict.status == .yellow)
        #expect(check("sw-5")?.verdict.reason == .version("16.9", .fleet(version: "16.11", count: 4, of: 6)))
        #expect(check("sw-6")?.verdict.status == .green)
        #expect(events.filter { $0.check.aspect == .updates && $0.to == .yellow }.map(\.check.host) == ["sw-5"])
        visit(["16.11", "16.11", "16.11", "16.11", "16.11", "16.12"])
        #expect(check("sw-5")?.verdict.status == .green)
    }

    @Test
    mutating func
        `four are no fleet, half are no majority, another line is not older, servers have no model in common`()
    {
        visit(["16.11", "16.11", "16.11", "16.9"])
        visit(["16.11", "16.11", "16.11", "16.9"])
        #expect(check("sw-4") == nil)
        judge = Self.judge()
        visit(["1", "1", "1", "2", "2", "2"])
        visit(["1", "1", "1", "2", "2", "2"])
        #expect(check("sw-1") == nil)
        judge = Self.judge()
        visit(["WC.2", "WC.2", "WC.2", "WC.2", "YA.1"])
        visit(["WC.2", "WC.2", "WC.2", "WC.2", "YA.1"])
        #expect(check("sw-5") == nil)
        judge = Self.judge()
        visit(["2", "2", "2", "2", "1"], model: nil)
        #expect(check("sw-5") == nil)
    }

    @Test mutating func `the policy of the configuration counts first, and names its line`() {
        judge = Self.judge(minimum: "16.11")
        visit(["16.10", "16.10", "16.10", "16.10", "16.10", "16.11"])
        #expect(check("sw-1")?.verdict.status == .yellow)
        #expect(check("sw-1")?.verdict.reason == .version("16.10", .policy(minimum: "16.11")))
        #expect(check("sw-1")?.verdict.origin == .file(Self.place))
        #expect(check("sw-6")?.verdict.status == .green)
    }

    @Test mutating func `a system out of support is yellow`() {
        visit([nil], says: "Hardware: Intel64 - Software: Windows Version 6.3 (Build 9600 Multiprocessor Free)")
        #expect(check("sw-1", "support")?.verdict.status == .yellow)
        #expect(
            check("sw-1", "support")?.verdict.reason
                == .support(name: "Windows Server 2012 R2", ends: Self.ended.end))
        visit([nil], says: "Windows Version 6.1")
        #expect(check("sw-2", "support") == nil)
    }

    @Test mutating func `a policy that cannot be compared with is grey, not green`() {
        judge = Self.judge(minimum: "WC.16.11")
        visit(["16.10"])
        #expect(check("sw-1")?.verdict.status == .grey)
    }

    @Test mutating func `where there is nothing to be behind any more, the light goes and its incident ends`() {
        visit(["2", "2", "2", "2", "1"])
        visit(["2", "2", "2", "2", "1"])
        #expect(check("sw-5")?.verdict.status == .yellow)
        #expect(judge.board(now: now).incidents.map(\.cause.host) == ["sw-5"])
        visit(["3", "3", "2", "2", "1"])
        visit(["3", "3", "2", "2", "1"])
        #expect(check("sw-5") == nil)
        #expect(judge.board(now: now).incidents.isEmpty)
    }

    @Test mutating func `nobody is behind the fleet before a day has passed`() {
        judge = Self.judge(rules: [])
        let versions = ["2", "2", "2", "2", "1"]
        for _ in 0..<(24 * 60) { visit(versions) }
        #expect(check("sw-5")?.verdict.status == .green)
        for _ in 0..<2 { visit(versions) }
        #expect(check("sw-5")?.verdict.status == .yellow)
    }

    @Test mutating func `a rule turns it off`() {
        judge = Self.judge(
            rules: [Self.prompt, Rule(aspect: .updates, host: "sw-5", isJudged: false, origin: Self.place)])
        visit(["16.11", "16.11", "16.11", "16.11", "16.9"])
        visit(["16.11", "16.11", "16.11", "16.11", "16.9"])
        #expect(check("sw-5") == nil)
        #expect(check("sw-1")?.verdict.status == .green)
    }

    @Test mutating func `over a reload and a restart it stays as it is`() throws {
        let versions = ["16.11", "16.11", "16.11", "16.11", "16.9"]
        visit(versions)
        visit(versions)
        events =
            judge.reload(
                fleet: Self.fleet, probes: [], rules: [Self.prompt], updates: UpdateRules(), timing: Judge.Timing(),
                now: now
            ).events
        visit(versions)
        #expect(check("sw-5")?.verdict.status == .yellow)
        judge = Judge(
            fleet: Self.fleet, probes: [], rules: [Self.prompt], timing: Judge.Timing(), title: "Town",
            state: try kept(judge.state(now: now)), now: now)
        visit(versions)
        #expect(check("sw-5")?.verdict.status == .yellow)
        #expect(events.filter { $0.check.aspect == .updates } == [])
    }
}
