import Model
import Rules
import TestSupport
import Testing

/// Engines that are shared or changed: told, never an alarm.
@Suite struct FindingTests {
    private static let first = EngineID([0x80, 0x00, 0x1F, 0x88, 1])
    private static let second = EngineID([0x80, 0x00, 0x1F, 0x88, 2])

    private var town = Town()
    private var judge: Judge
    private var now = ManualClock.start
    private var events: [Event] = []

    init() {
        for name in ["sw-1", "sw-2", "sw-3"] { town.add(name) }
        judge = FindingTests.judge(town, state: nil, now: now)
    }

    private static func judge(_ town: Town, state: JudgeState?, now: Timestamp) -> Judge {
        Judge(fleet: town.fleet, probes: [], rules: [], timing: Judge.Timing(), title: "", state: state, now: now)
    }

    private func manners(_ engine: EngineID?) -> Manners {
        Manners(engine: engine.map { Manners.Engine(id: $0, boots: 1, time: 10, asOf: now) })
    }

    private mutating func visit(_ host: Host.Name, _ engine: EngineID?) {
        now += .seconds(1)
        let report = PollReport(
            host: host, due: now, started: now, ended: now, outcome: .answered, manners: manners(engine))
        events += judge.take(report, now: now).events
    }

    /// - Parameter manners: As the archive kept them; those of every host, unless said otherwise.
    private mutating func restart(_ manners: [Host.Name: Manners]? = nil) throws {
        let known = manners ?? self.known
        judge = FindingTests.judge(town, state: try kept(judge.state(now: now)), now: now)
        judge.remember(known)
    }

    private var known: [Host.Name: Manners] {
        var known: [Host.Name: Manners] = [:]
        for host in town.hosts { known[host.id] = judge.detail(of: host.id, now: now)?.polled?.manners }
        return known
    }

    private func findings(_ host: Host.Name) -> [Finding]? { judge.detail(of: host, now: now)?.findings }

    @Test mutating func `two hosts with one engine ID are told once, at both, and no light changes`() throws {
        visit("sw-1", FindingTests.first)
        visit("sw-3", FindingTests.second)
        #expect(events.isEmpty)
        #expect(findings("sw-1") == nil)
        visit("sw-2", FindingTests.first)
        let finding = Finding.sharedEngine(engine: FindingTests.first, with: ["sw-1"])
        #expect(
            events == [
                Event(
                    time: now, check: Check(host: "sw-2", aspect: .reach, subject: Judge.agentSubject), from: .green,
                    to: .green, reason: .finding(finding))
            ])
        #expect(findings("sw-2") == [finding])
        #expect(findings("sw-1") == [.sharedEngine(engine: FindingTests.first, with: ["sw-2"])])
        #expect(findings("sw-3") == nil)
        #expect(judge.hostsWithFindings(now: now) == ["sw-1", "sw-2"])
        #expect(judge.detail(of: "sw-2", now: now)?.incidents == [])

        visit("sw-1", FindingTests.first)
        visit("sw-2", FindingTests.first)
        #expect(events.count == 1)
    }

    @Test mutating func `a third one is told with the others, and none after a restart`() throws {
        for name in ["sw-1", "sw-2", "sw-3"] { visit(name, FindingTests.first) }
        #expect(events.count == 2)
        #expect(
            events.last?.reason
                == .finding(.sharedEngine(engine: FindingTests.first, with: ["sw-1", "sw-2"])))
        try restart()
        #expect(findings("sw-1") == [.sharedEngine(engine: FindingTests.first, with: ["sw-2", "sw-3"])])
        for name in ["sw-2", "sw-1", "sw-3"] { visit(name, FindingTests.first) }
        #expect(events.count == 2)
        // Even where the archive lost what was learnt, what was told is known.
        try restart([:])
        for name in ["sw-3", "sw-1", "sw-2"] { visit(name, FindingTests.first) }
        #expect(events.count == 2)
    }

    @Test mutating func `once each has its own there is nothing to mend`() {
        visit("sw-1", FindingTests.first)
        visit("sw-2", FindingTests.first)
        visit("sw-2", FindingTests.second)
        #expect(findings("sw-1") == nil)
        #expect(findings("sw-2")?.count == 1, "its change")
        now += .seconds(8 * 86_400)
        #expect(findings("sw-2") == nil)
    }

    @Test mutating func `a changed engine is told with old, new and when, also if a restart lies between`() throws {
        visit("sw-1", FindingTests.first)
        try restart()
        visit("sw-1", FindingTests.second)
        let finding = Finding.changedEngine(from: FindingTests.first, to: FindingTests.second, since: now)
        #expect(events.map(\.reason) == [.finding(finding)])
        #expect(findings("sw-1") == [finding])
        try restart()
        #expect(findings("sw-1") == [finding])
        visit("sw-1", FindingTests.second)
        #expect(events.count == 1)
    }

    @Test mutating func `an engine that is forgotten and learnt again has not changed; a new one meanwhile has`() {
        visit("sw-1", FindingTests.first)
        visit("sw-1", nil)
        visit("sw-1", FindingTests.first)
        #expect(events.isEmpty)
        visit("sw-1", nil)
        visit("sw-1", FindingTests.second)
        #expect(events.count == 1)
    }

    @Test mutating func `an engine that changes all the time is told once a day`() {
        for round in 0..<40 { visit("sw-1", round.isMultiple(of: 2) ? FindingTests.first : FindingTests.second) }
        #expect(events.count == 1)
        now += .seconds(86_400)
        visit("sw-1", FindingTests.first)
        #expect(events.count == 2)
    }

    @Test mutating func `another device at the name inherits nothing, the rest keeps what was learnt`() {
        for name in ["sw-1", "sw-2"] { visit(name, FindingTests.first) }
        var next = Town()
        next.add("sw-0")
        for host in town.hosts { next.add(host.id) }
        town = next
        // All addresses are others now.
        _ = judge.reload(fleet: town.fleet, probes: [], rules: [], timing: Judge.Timing(), now: now)
        #expect(known.isEmpty)
        #expect(findings("sw-1") == nil)
        visit("sw-1", FindingTests.second)
        #expect(events.count == 1, "no change: another device")

        _ = judge.reload(fleet: town.fleet, probes: [], rules: [], timing: Judge.Timing(), now: now)
        #expect(known["sw-1"] == manners(FindingTests.second))
        judge.remember(["sw-1": manners(FindingTests.first), "sw-3": manners(FindingTests.second)])
        #expect(findings("sw-3") == [.sharedEngine(engine: FindingTests.second, with: ["sw-1"])])
        judge.remember([:], forgetting: ["sw-3"])
        #expect(findings("sw-1") == nil)
    }

    @Test mutating func `what was learnt stands at the host, and nothing where nothing was`() {
        visit("sw-1", nil)
        #expect(known["sw-1"] == nil)
        judge.remember(["sw-2": Manners(get: Manners.Limits(bindings: 12), needsVersion1: true)])
        #expect(known["sw-2"]?.get.bindings == 12)
    }
}
