import Model
import Rules
import TestSupport
import Testing

/// What agents say and do not say: silence, age, thresholds, counters.
@Suite struct EvidenceTests {
    private func server(used: [Int64?] = [500], rules: [Rule] = []) -> Story {
        var town = Town()
        town.add("srv-1")
        var story = Story(town, probes: [Samples.disk, Samples.ports], rules: rules)
        story.groups["srv-1"] = [Samples.storage("srv-1", used: used)]
        return story
    }

    @Test func `before the first check everything is grey, then green without an event`() {
        var story = server()
        #expect(story.light("srv-1") == .grey)
        #expect(story.reason("srv-1") == .notYetChecked)
        #expect(story.judge.board(now: story.now).hosts.first?.status == .grey)
        story.run(.seconds(61))
        #expect(story.light("srv-1") == .green)
        #expect(story.light("srv-1", .disk, "C:") == .green)
        #expect(story.check("srv-1", .disk, "C:")?.verdict.origin == .probe("host"))
        #expect(story.judge.board(now: story.now).hosts.first?.status == .green)
        #expect(story.events.isEmpty)
    }

    @Test func `a silent agent leaves reach green, greys the rest, and is named once`() throws {
        var story = server()
        story.run(.seconds(121))
        story.silentAgents = ["srv-1"]
        let asked = story.now
        story.run(.seconds(60))
        #expect(story.light("srv-1", .disk, "C:") == .green, "one silent visit is chance")
        story.run(.seconds(60))
        #expect(story.light("srv-1") == .green)
        #expect(story.light("srv-1", .link, Judge.lossSubject) == .green)
        guard case .silent(.timeout, let since)? = story.reason("srv-1", .disk, "C:") else {
            Issue.record("\(String(describing: story.reason("srv-1", .disk, "C:")))")
            return
        }
        #expect(since - asked <= .seconds(60))
        let host = try #require(story.judge.board(now: story.now).hosts.first)
        #expect(host.aspects.first == AspectLight(aspect: .reach, status: .green))
        #expect(host.status == .grey)
        #expect(story.events.map(\.check) == [Check(host: "srv-1", aspect: .reach, subject: Judge.agentSubject)])
        #expect(story.incidents.isEmpty)

        story.silentAgents = []
        story.run(.seconds(61))
        #expect(story.light("srv-1", .disk, "C:") == .green)
        #expect(story.events.map(\.to) == [.grey, .green])
    }

    @Test func `a dead host hides what it said, and its open incident goes on`() throws {
        var story = server(used: [950])
        story.run(.seconds(241))
        #expect(story.light("srv-1", .disk, "C:") == .red)
        story.dead = ["srv-1"]
        story.run(.seconds(120))
        #expect(story.light("srv-1") == .red)
        #expect(story.light("srv-1", .disk, "C:") == .grey)
        #expect(story.reason("srv-1", .disk, "C:") == .hostDown)
        #expect(story.openIncidents.map(\.status) == [.grey, .red])
        #expect(story.events.filter { $0.check.aspect == .disk }.count == 1)
        story.dead = []
        story.run(.seconds(70))
        #expect(story.light("srv-1", .disk, "C:") == .red)
        #expect(story.openIncidents.map(\.number) == [1])
        #expect(story.events.filter { $0.check.aspect == .disk }.count == 1)
    }

    @Test func `a poller that stands still ages every light, then greys it, without an alarm`() throws {
        var story = server()
        story.run(.seconds(121))
        story.isFrozen = true
        story.run(.seconds(122))
        #expect(story.light("srv-1") == .green)
        #expect(story.check("srv-1", .reach)?.verdict.isAgeing == true)
        #expect(story.check("srv-1", .disk, "C:")?.verdict.isAgeing == true)
        #expect(story.judge.board(now: story.now).freshness.fresh == 0)
        story.run(.seconds(60))
        let checks = try #require(story.judge.detail(of: "srv-1", now: story.now)?.checks)
        #expect(checks.allSatisfy { $0.verdict.status == .grey })
        guard case .stale? = story.reason("srv-1", .disk, "C:") else {
            Issue.record("\(checks)")
            return
        }
        #expect(story.incidents.isEmpty)
        #expect(story.events.count == 1, "the host's reach tells it for all of them: \(story.events)")
        story.isFrozen = false
        story.run(.seconds(70))
        #expect(story.light("srv-1") == .green)
        #expect(story.light("srv-1", .disk, "C:") == .green)
    }

    @Test func `a value that is no longer given goes grey by itself`() {
        var story = server(used: [500, 600])
        story.run(.seconds(121))
        story.groups["srv-1"] = [Samples.storage("srv-1", used: [500, nil])]
        story.run(.seconds(241))
        #expect(story.light("srv-1", .disk, "C:") == .green)
        #expect(story.light("srv-1", .disk, "D:") == .grey)
        #expect(story.events.map(\.check.subject) == ["D:"])
    }

    @Test func `a full disk shows after its hold and goes back with a margin`() {
        var story = server()
        story.run(.seconds(61))
        func use(_ used: Int64, for duration: Duration) -> Status? {
            story.groups["srv-1"] = [Samples.storage("srv-1", used: [used])]
            story.run(duration)
            return story.light("srv-1", .disk, "C:")
        }
        #expect(use(850, for: .seconds(120)) == .green, "held for two minutes")
        #expect(use(850, for: .seconds(65)) == .yellow)
        #expect(use(950, for: .seconds(60)) == .yellow, "red has to last of its own")
        #expect(use(950, for: .seconds(125)) == .red)
        #expect(use(890, for: .seconds(60)) == .red, "within the margin of 2")
        #expect(use(870, for: .seconds(60)) == .yellow)
        #expect(use(790, for: .seconds(60)) == .yellow)
        #expect(use(700, for: .seconds(60)) == .green)
        #expect(use(850, for: .seconds(60)) == .green)
        #expect(use(700, for: .seconds(60)) == .green)
        #expect(use(850, for: .seconds(120)) == .green, "the hold begins anew")
        #expect(story.events.map(\.to) == [.yellow, .red, .yellow, .green])
        #expect(story.incidents.values.map(\.worst) == [.red])
        #expect(story.events.allSatisfy { $0.incident == 1 })
        #expect(story.openIncidents.isEmpty)
    }

    @Test func `of a process that must run people hear whether it does`() {
        var town = Town()
        town.add("srv-1")
        var story = Story(
            town, probes: [Samples.processes],
            rules: [
                Rule(
                    aspect: .services, subject: "php*", limits: Limits(yellow: 3),
                    origin: SourceLocation(file: "rules", line: 1))
            ])
        story.groups["srv-1"] = [Samples.running("srv-1", [("nginx", 0), ("sshd", 2), ("php-fpm", 3)])]
        story.run(.seconds(61))
        #expect(story.reason("srv-1", .services, "nginx") == .processes(0))
        #expect(story.light("srv-1", .services, "nginx") == .red)
        #expect(story.reason("srv-1", .services, "sshd") == .processes(2))
        #expect(story.light("srv-1", .services, "sshd") == .green)
        #expect(
            story.reason("srv-1", .services, "php-fpm")
                == .measured(value: 3, unit: .none, condition: .below, limits: Limits(yellow: 3)),
            "too few of them is a number against a limit")
    }

    struct Reading: Sendable {
        var octets: Int64
        var uptime: UInt32?
    }

    @Test(
        arguments: [
            ("a reset", Reading(octets: 4_000_000_000, uptime: 50_000_000), Reading(octets: 1000, uptime: 3000), nil),
            (
                "a wrap of the counter", Reading(octets: 4_294_966_296, uptime: 50_000_000),
                Reading(octets: 74_000, uptime: 50_006_000), 10_000
            ),
            (
                "a wrap of the uptime after 497 days", Reading(octets: 1_000_000, uptime: .max - 2999),
                Reading(octets: 1_075_000, uptime: 3000), 10_000
            ),
            ("no uptime and a lower value", Reading(octets: 5000, uptime: nil), Reading(octets: 10, uptime: nil), nil),
        ] as [(String, Reading, Reading, Double?)])
    func `counters that begin anew never alarm`(
        story name: String, before: Reading, after: Reading, bitsPerSecond: Double?
    ) throws {
        var story = server()
        story.groups["srv-1"] = [Samples.port("srv-1", octets: before.octets, uptime: before.uptime)]
        story.run(.seconds(60))
        #expect(story.light("srv-1", .traffic, "A1") == .grey, "one value is no rate")
        story.groups["srv-1"] = [Samples.port("srv-1", octets: after.octets, uptime: after.uptime)]
        story.run(.seconds(60))
        // That it was started anew is told, and nothing else.
        #expect(story.events.allSatisfy { if case .finding(.rebooted) = $0.reason { true } else { false } })
        guard let bitsPerSecond else {
            #expect(story.light("srv-1", .traffic, "A1") == .grey)
            return
        }
        guard case .measured(let value, .bitsPerSecond, .above, _, _)? = story.reason("srv-1", .traffic, "A1") else {
            Issue.record("no rate")
            return
        }
        #expect(abs(value - bitsPerSecond) < 50)
    }

    @Test func `a restart brings the lights back without an event, an incident or a wall of grey`() throws {
        var story = server(used: [950, 100])
        story.run(.seconds(301))
        let before = try #require(story.judge.detail(of: "srv-1", now: story.now))
        #expect(before.incidents.map(\.number) == [1])
        story.forgetEvents()
        try story.restart(after: .seconds(200))
        story.run(.seconds(1))
        let after = try #require(story.judge.detail(of: "srv-1", now: story.now))
        #expect(after.checks.map(\.check) == before.checks.map(\.check))
        #expect(after.checks.map(\.verdict.status) == before.checks.map(\.verdict.status))
        #expect(after.checks.map(\.verdict.origin) == before.checks.map(\.verdict.origin))
        #expect(after.checks.map(\.since) == before.checks.map(\.since))
        #expect(after.light.since == before.light.since)
        #expect(after.checks.contains { $0.verdict.isAgeing })
        #expect(after.incidents == before.incidents)
        story.run(.seconds(180))
        #expect(story.events.isEmpty)
        #expect(story.openIncidents.map(\.number) == [1])
        #expect(story.light("srv-1", .disk, "C:") == .red)
        story.groups["srv-1"] = [Samples.storage("srv-1", used: [100, 100])]
        story.run(.seconds(61))
        #expect(story.events.map(\.to) == [.green])
        #expect(story.openIncidents.isEmpty)
    }

    @Test func `after a long absence old lights are grey, not green`() throws {
        var story = server()
        story.run(.seconds(121))
        story.isFrozen = true
        try story.restart(after: .seconds(86_400))
        story.run(.seconds(2))
        #expect(story.light("srv-1", .disk, "C:") == .grey)
        #expect(story.incidents.isEmpty)
    }

    @Test func `a restart in the middle of an outage keeps who is behind whom`() throws {
        var story = Story(Town.tree(switches: 3, accessPoints: 6))
        story.run(.seconds(65))
        story.dead = ["core-1"]
        story.run(.seconds(60))
        story.forgetEvents()
        try story.restart(after: .seconds(30))
        story.run(.seconds(60))
        #expect(story.hosts(.red) == ["core-1"])
        #expect(story.hosts(.grey).count == 9)
        #expect(story.events.isEmpty)
        #expect(story.incidents.count == 1)
        story.dead = []
        story.run(.seconds(60))
        #expect(story.hosts(.green).count == 10)
        #expect(story.openIncidents.isEmpty)
    }

    @Test func `a clock that is set back neither keeps lights fresh nor holds alarms back`() throws {
        var story = Story(Town.tree(switches: 1, accessPoints: 1))
        story.run(.seconds(125))
        story.setClock(back: .seconds(3600))
        story.run(.seconds(2))
        story.dead = ["ap-1"]
        let delay = try #require(story.run(until: .seconds(30)) { $0.light("ap-1") == .red })
        #expect(delay <= .seconds(15))
        story.isFrozen = true
        story.run(.seconds(245))
        #expect(story.hosts(.grey).count == 3)
    }

    @Test func `a state kept in pieces, beside the incidents, is the state kept whole`() throws {
        var story = server(used: [950])
        story.run(.seconds(301))
        let name = "srv-1"
        var head = try kept(story.judge.stateHead(now: story.now))
        #expect(head.incidents.isEmpty)
        head.incidents = story.openIncidents
        let state = JudgeState(
            head: head,
            hosts: [try kept(#require(story.judge.state(of: name)))])
        var town = Town()
        town.add(name)
        let judge = Judge(
            fleet: town.fleet, probes: [Samples.disk], rules: [], timing: Judge.Timing(), title: "", state: state,
            now: story.now)
        #expect(judge.detail(of: name, now: story.now)?.checks == story.judge.detail(of: name, now: story.now)?.checks)
        #expect(judge.board(now: story.now).incidents == story.judge.board(now: story.now).incidents)
        #expect(judge.board(now: story.now).hosts == story.judge.board(now: story.now).hosts)
    }

    @Test func `a problem that was told gets its end told though its host is gone after a restart`() throws {
        var story = server(used: [950])
        story.run(.seconds(301))
        let state = story.judge.state(now: story.now)
        var judge = Judge(
            fleet: Town().fleet, probes: [], rules: [], timing: Judge.Timing(), title: "", state: state,
            now: story.now)
        let ended = judge.tick(now: story.now + .seconds(1)).incidents
        #expect(ended.map(\.number) == [1])
        #expect(ended.allSatisfy { $0.closed != nil })
        #expect(judge.tick(now: story.now + .seconds(2)).incidents.isEmpty)
    }

    @Test func `without a state what was open ends and no number is given twice`() throws {
        var story = server(used: [950])
        story.run(.seconds(301))
        let open = story.judge.board(now: story.now).incidents
        var judge = Judge(
            fleet: Town().fleet, probes: [], rules: [], timing: Judge.Timing(), title: "", state: nil,
            history: (lastNumber: 7, open: open), now: story.now)
        let ended = judge.tick(now: story.now + .seconds(1)).incidents
        #expect(ended.map(\.number) == open.map(\.number))
        #expect(ended.allSatisfy { $0.closed != nil })
        let red = OwnLight(aspect: .disk, subject: "database", status: .red, text: "the disk is full")
        #expect(judge.take(own: [red], now: story.now + .seconds(2)).incidents.map(\.number) == [8])
    }
}
