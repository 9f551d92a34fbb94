import Model
import Rules
import TestSupport
import Testing

/// What people do about lights: nothing that they hide is lost.
@Suite struct ActTests {
    private static let maija = Person(user: "wall", initials: "MK")

    private static func story(_ town: Town = .tree(switches: 2, accessPoints: 4)) -> Story {
        var story = Story(town)
        story.run(.seconds(65))
        return story
    }

    @Test func `an acknowledged incident keeps its colour and has a name, until it is over`() throws {
        var story = Self.story()
        story.dead = ["sw-1"]
        story.run(.seconds(20))
        let number = try #require(story.openIncidents.first).number
        try story.act(.acknowledge(number, until: nil), "a new one is on its way", by: Self.maija)
        #expect(story.light("sw-1") == .red)
        #expect(story.incidents[number]?.acknowledgement?.person.shown == "MK")
        #expect(story.incidents[number]?.status == .red)
        let event = try #require(story.events.last)
        #expect(event.from == .red && event.to == .red && event.incident == number)
        guard case .act(let act) = event.reason else { return #expect(Bool(false), "\(event)") }
        #expect(act.person == Self.maija && act.text == "a new one is on its way")
        try story.restart(after: .seconds(5))
        #expect(story.judge.board(now: story.now).incidents.first?.acknowledgement?.person == Self.maija)
        story.dead = []
        story.run(.seconds(120))
        #expect(story.openIncidents.isEmpty)
    }

    @Test func `an acknowledgement ends at its time, and when it worsens`() throws {
        var story = Story(Town.tree(switches: 1, accessPoints: 0), probes: [Samples.disk])
        story.play(disk: 85, on: "sw-1")
        story.run(.seconds(400))
        let number = try #require(story.openIncidents.first).number
        #expect(story.incidents[number]?.status == .yellow)
        try story.act(.acknowledge(number, until: story.now + .seconds(60)))
        story.run(.seconds(59))
        #expect(story.incidents[number]?.acknowledgement != nil)
        story.run(.seconds(2))
        #expect(story.incidents[number]?.acknowledgement == nil)
        try story.act(.acknowledge(number, until: nil))
        story.play(disk: 95, on: "sw-1")
        story.run(.seconds(300))
        #expect(story.incidents[number]?.status == .red)
        #expect(story.incidents[number]?.acknowledgement == nil)
    }

    @Test func `what is paused is blue, raises nothing, and is red when the pause is over`() throws {
        var story = Self.story()
        try story.act(.pause(.host("sw-1"), until: story.now + .seconds(600)), "new switch")
        #expect(story.light("sw-1") == .blue)
        story.forgetEvents()
        story.dead = ["sw-1"]
        story.run(.seconds(300))
        #expect(story.light("sw-1") == .blue)
        #expect(story.light("ap-1") == .blue)
        #expect(story.light("ap-2") == .green)
        #expect(story.openIncidents.isEmpty)
        #expect(story.events.allSatisfy { $0.to != .red && $0.to != .yellow })
        story.run(.seconds(310))
        #expect(story.light("sw-1") == .red)
        #expect(story.reason("ap-1") == .behind("sw-1"))
        #expect(story.openIncidents.map(\.cause.host) == ["sw-1"])
        #expect(story.openIncidents.first?.behind.sorted() == ["ap-1", "ap-3"])
    }

    @Test func `an incident that was open before a pause is open after it, under its number`() throws {
        var story = Self.story()
        story.dead = ["sw-1"]
        story.run(.seconds(20))
        let number = try #require(story.openIncidents.first).number
        let reason = story.incidents[number]?.reason
        try story.act(.pause(.host("sw-1"), until: nil))
        #expect(story.incidents[number]?.closed == nil)
        #expect(story.incidents[number]?.reason == reason, "what is wrong is still that")
        try story.restart(after: .seconds(10))
        story.run(.seconds(120))
        #expect(story.light("sw-1") == .blue)
        try story.act(.resume(.host("sw-1")))
        story.run(.seconds(5))
        #expect(story.light("sw-1") == .red)
        #expect(story.openIncidents.map(\.number) == [number])
    }

    @Test func `a pause of a site is one of all its hosts`() throws {
        var town = Town.tree(switches: 1, accessPoints: 1)
        town.add("school-1", site: "school")
        town.add("school-2", site: "school")
        var story = Self.story(town)
        try story.act(.pause(.site("school"), until: nil))
        #expect(story.hosts(.blue) == ["school-1", "school-2"])
        try story.act(.resume(.host("school-2")))
        #expect(story.hosts(.blue) == ["school-1"])
        try story.act(.pause(.site("school"), until: nil))
        try story.act(.resume(.site("school")))
        #expect(story.hosts(.blue).isEmpty)
        #expect(throws: ActError.self) { try story.act(.resume(.site("school"))) }
        #expect(throws: ActError.self) { try story.act(.pause(.site("moon"), until: nil)) }
    }

    @Test func `what is yellow can be taken for normal until a day, also when it comes again`() throws {
        var story = Story(Town.tree(switches: 1, accessPoints: 0), probes: [Samples.disk])
        story.play(disk: 85, on: "sw-1")
        story.run(.seconds(400))
        try story.act(.accept(.host("sw-1"), until: story.now + .seconds(86_400)), "a log disk")
        #expect(story.openIncidents.first?.acknowledgement?.isAccepted == true)
        story.play(disk: 50, on: "sw-1")
        story.run(.seconds(200))
        #expect(story.openIncidents.isEmpty)
        story.play(disk: 85, on: "sw-1")
        story.run(.seconds(400))
        #expect(story.openIncidents.first?.acknowledgement?.isAccepted == true)
        story.play(disk: 95, on: "sw-1")
        story.run(.seconds(300))
        #expect(story.openIncidents.first?.acknowledgement == nil)
        #expect(throws: ActError.self) { try story.act(.accept(.host("core-1"), until: story.now + .seconds(60))) }
        story.play(disk: 85, on: "sw-1")
        story.run(.seconds(400))
        let farOff = story.now + .seconds(367 * 86_400)
        #expect(throws: ActError.self) { try story.act(.accept(.host("sw-1"), until: farOff)) }
    }

    @Test func `callers are told what somebody wrote, and notes are events`() throws {
        var story = Self.story()
        story.dead = ["sw-1"]
        story.run(.seconds(20))
        let number = try #require(story.openIncidents.first).number
        try story.act(.tell(number), "estimate 14:00")
        #expect(story.incidents[number]?.saying?.text == "estimate 14:00")
        try story.act(.tell(number), "")
        #expect(story.incidents[number]?.saying == nil)
        try story.act(.note(.host("core-1")), "dust filter changed")
        #expect(story.events.last?.check.host == "core-1")
        #expect(throws: ActError.self) { try story.act(.note(.host("core-1")), "") }
        #expect(throws: ActError.self) { try story.act(.note(.host("core-1")), String(repeating: "a", count: 501)) }
        #expect(throws: ActError.self) { try story.act(.acknowledge(99, until: nil)) }
        #expect(throws: ActError.self) { try story.act(.acknowledge(number, until: story.now - .seconds(1))) }
    }

    @Test func `a link that comes and goes is one incident with a mark, until it has been calm`() throws {
        var story = Self.story()
        for _ in 0..<6 {
            story.dead = ["sw-1"]
            story.run(.seconds(60))
            story.dead = []
            story.run(.seconds(60))
        }
        let flapping = try #require(story.openIncidents.first { $0.cause.host == "sw-1" })
        #expect(flapping.isFlapping == true)
        #expect(flapping.status == .red)
        // The first outages were incidents of their own; then one stays open.
        #expect(story.incidents.count <= 3)
        story.run(.seconds(3000))
        #expect(story.incidents[flapping.number]?.closed == nil)
        story.run(.seconds(900))
        #expect(story.openIncidents.isEmpty)
    }

    @Test func `on its first day a host is shown but not told, its reds once it was well for an hour`() throws {
        var story = Story(
            Town.tree(switches: 1, accessPoints: 0), probes: [Samples.disk],
            timing: Judge.Timing(grace: .seconds(86_400)))
        story.play(disk: 85, on: "sw-1")
        story.dead = ["core-1"]
        story.run(.seconds(400))
        #expect(story.openIncidents.allSatisfy { $0.isMuted == true })
        story.dead = []
        story.run(.seconds(3700))
        #expect(story.light("sw-1", .disk, "C:") == .yellow)
        #expect(story.openIncidents.map(\.isMuted) == [true])
        story.dead = ["core-1"]
        story.run(.seconds(30))
        #expect(story.openIncidents.first { $0.cause.host == "core-1" }?.isMuted == nil)
    }
}

extension Story {
    /// A host's disk is so full, in per cent.
    fileprivate mutating func play(disk percent: Double, on host: Host.Name) {
        let layout = GroupLayout(
            key: GroupKey(host: host, group: "host.storage"),
            columns: Samples.disk.groups[0].columns.map(\.column),
            rows: [Row(identity: "0", label: "C:", instance: OID([1]))])
        groups[host] = [
            PlayedGroup(layout: layout, values: [.real(100), .real(percent), .real(percent)], uptime: 1000)
        ]
    }
}
