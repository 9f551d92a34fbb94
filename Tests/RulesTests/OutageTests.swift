import Model
import Rules
import TestSupport
import Testing

/// Who is down, who is behind, and what a person hears of it.
@Suite struct OutageTests {
    @Test(arguments: 1...12) func `a core switch that dies at any phase is one red, one incident, the rest behind it`(
        seed: UInt64
    ) throws {
        var story = Story(Town.tree(switches: 12, accessPoints: 70), seed: seed)
        story.run(.seconds(65) + .milliseconds(Int64(seed) * 417))
        #expect(story.hosts(.green).count == 83)
        #expect(story.events.isEmpty)

        story.dead = ["core-1"]
        let delay = try #require(story.run(until: .seconds(30)) { $0.light("core-1") == .red })
        #expect(delay <= .seconds(15))
        story.run(.seconds(30))
        #expect(story.hosts(.red) == ["core-1"])
        #expect(story.hosts(.grey).count == 82)
        #expect(story.reason("ap-70") == .behind("core-1"))
        #expect(story.reason("sw-1") == .behind("core-1"))
        let incident = try #require(story.incidents.values.first)
        #expect(story.incidents.count == 1)
        #expect(incident.number == 1)
        #expect(incident.cause == Check(host: "core-1", aspect: .reach))
        #expect(incident.behind.count == 82)
        #expect(story.events.allSatisfy { $0.to == .grey || $0.check.host == "core-1" })

        story.dead = []
        story.run(.seconds(120))
        #expect(story.hosts(.green).count == 83)
        #expect(story.incidents.count == 1)
        #expect(story.openIncidents.isEmpty)
        #expect(story.incidents[1]?.behind.count == 82)
    }

    @Test func `a child that died before its parent is red again once the parent is back`() throws {
        var story = Story(Town.tree(switches: 2, accessPoints: 4))
        story.run(.seconds(65))
        story.dead = ["ap-1"]
        story.run(.seconds(20))
        #expect(story.hosts(.red) == ["ap-1"])
        story.dead = ["ap-1", "sw-1"]
        story.run(.seconds(60))
        #expect(story.hosts(.red) == ["sw-1"])
        #expect(story.reason("ap-1") == .behind("sw-1"))
        #expect(story.openIncidents.map(\.cause.host) == ["ap-1", "sw-1"])

        story.dead = ["ap-1"]
        let returned = try #require(story.run(until: .seconds(20)) { $0.light("sw-1") == .green })
        #expect(returned <= .seconds(6))
        let delay = try #require(story.run(until: .seconds(60)) { $0.light("ap-1") == .red })
        #expect(delay <= .seconds(60))
        #expect(story.openIncidents.map(\.number) == [1])
        #expect(story.hosts(.green).count == 6)
    }

    @Test func `a child that died behind its dead parent alerts within one interval of the parent's return`() throws {
        var story = Story(Town.tree(switches: 1, accessPoints: 3))
        story.run(.seconds(65))
        story.dead = ["sw-1"]
        story.run(.seconds(60))
        story.dead = ["ap-2"]
        _ = try #require(story.run(until: .seconds(20)) { $0.light("sw-1") == .green })
        let delay = try #require(story.run(until: .seconds(60)) { $0.light("ap-2") == .red })
        #expect(delay <= .seconds(60))
        #expect(story.incidents.values.map(\.cause.host).sorted() == ["ap-2", "sw-1"])
    }

    @Test func `a host with two ways to it is behind only when both are gone`() {
        var town = Town()
        town.add("left")
        town.add("right")
        town.add("server", behind: ["left", "right"])
        var story = Story(town)
        story.run(.seconds(65))
        story.dead = ["left"]
        story.run(.seconds(30))
        #expect(story.light("server") == .green)
        story.dead = ["left", "right"]
        story.run(.seconds(30))
        #expect(story.reason("server") == .behind("left"))
        story.dead = ["left", "server"]
        story.run(.seconds(60))
        #expect(story.light("server") == .red)
    }

    @Test func `parents in a circle do not hide each other`() {
        var town = Town()
        town.add("one", behind: ["two"])
        town.add("two", behind: ["one"])
        var judge = Judge(
            fleet: town.fleet, probes: [], rules: [], timing: Judge.Timing(), title: "", state: nil,
            now: ManualClock.start)
        for name in ["one", "two"] {
            _ = judge.take(
                ReachReport(host: name, answers: false, time: ManualClock.start, lastAnswer: nil),
                now: ManualClock.start)
        }
        _ = judge.tick(now: ManualClock.start + .seconds(5))
        let lights = judge.board(now: ManualClock.start + .seconds(5)).hosts.map(\.status)
        #expect(lights.filter { $0 == .red }.count == 1)
    }

    @Test func `a host may be yellow at most`() {
        var town = Town()
        town.add("printer", maximum: .yellow)
        var story = Story(town)
        story.run(.seconds(65))
        story.dead = ["printer"]
        story.run(.seconds(20))
        #expect(story.light("printer") == .yellow)
        #expect(story.openIncidents.map(\.worst) == [.yellow])
    }

    @Test func `a hold on reach lets a short outage pass`() {
        var town = Town()
        town.add("camera")
        let location = SourceLocation(file: "rules.yaml", line: 3)
        var story = Story(town, rules: [Rule(aspect: .reach, host: "cam*", hold: .seconds(60), origin: location)])
        story.run(.seconds(65))
        story.dead = ["camera"]
        story.run(.seconds(50))
        #expect(story.light("camera") == .green)
        story.run(.seconds(20))
        #expect(story.light("camera") == .red)
        #expect(story.check("camera", .reach)?.verdict.origin == .file(location))
    }

    @Test func `when most of the fleet vanishes from several roots we are blind and blame nobody`() {
        var town = Town()
        for number in 1...40 { town.add("host-\(number)") }
        var story = Story(town)
        story.run(.seconds(65))
        story.isCutOff = true
        story.run(.seconds(60))
        #expect(story.hosts(.red).isEmpty)
        #expect(story.openIncidents.map(\.cause.host) == [Judge.ownHost])
        #expect(story.judge.board(now: story.now).notices.count == 1)
        guard case .blind(.some)? = story.reason("host-1") else {
            Issue.record("\(String(describing: story.reason("host-1")))")
            return
        }
        story.isCutOff = false
        story.dead = ["host-7"]
        story.run(.seconds(60))
        #expect(story.judge.board(now: story.now).notices.isEmpty)
        #expect(story.hosts(.red) == ["host-7"])
        #expect(story.openIncidents.map(\.cause.host) == ["host-7"])
    }

    @Test func `our own uplink down is told, and no device is blamed`() {
        var story = Story(Town.tree(switches: 2, accessPoints: 2))
        story.run(.seconds(65))
        story.take(own: [
            OwnLight(aspect: .link, subject: OwnLight.uplink, status: .red, text: "no carrier on eth0")
        ])
        story.isCutOff = true
        story.run(.seconds(60))
        #expect(story.hosts(.red).isEmpty)
        #expect(Set(story.openIncidents.map(\.cause.host)) == [Judge.ownHost])
        story.isCutOff = false
        story.take(own: [OwnLight(aspect: .link, subject: OwnLight.uplink, status: .green, text: "up")])
        story.run(.seconds(60))
        #expect(story.hosts(.green).count == 5)
        #expect(story.openIncidents.isEmpty)
    }

    @Test func `where nothing ever answered since the start we are blind, not surrounded by dead devices`() {
        var town = Town()
        for number in 1...15 { town.add("host-\(number)") }
        var story = Story(town)
        story.isCutOff = true
        story.run(.seconds(60))
        #expect(story.hosts(.grey).count == 15)
        #expect(story.reason("host-1") == .blind(lastAnswer: nil))
        #expect(story.openIncidents.map(\.cause.host) == [Judge.ownHost])
        story.isCutOff = false
        story.run(.seconds(70))
        #expect(story.hosts(.green).count == 15)
        #expect(story.openIncidents.isEmpty)
    }

    @Test func `a restart while we are blind blames nobody either`() throws {
        var town = Town()
        for number in 1...15 { town.add("host-\(number)") }
        var story = Story(town)
        story.run(.seconds(65))
        story.isCutOff = true
        story.run(.seconds(60))
        try story.restart(after: .seconds(10))
        story.run(.seconds(60))
        #expect(story.hosts(.red).isEmpty)
        #expect(story.openIncidents.map(\.cause.host) == [Judge.ownHost])
        story.isCutOff = false
        story.run(.seconds(70))
        #expect(story.hosts(.green).count == 15)
        #expect(story.openIncidents.isEmpty)
    }
}
