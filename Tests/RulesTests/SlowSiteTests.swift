import Model
import Rules
import TestSupport
import Testing

/// A site behind a slow line: its router is pinged every 30 s, what is behind that every 60 s.
@Suite struct SlowSiteTests {
    private static let timing = Judge.Timing(
        interval: .seconds(60), ping: .seconds(5), slowPing: .seconds(30), behindSlowPing: .seconds(60))

    /// The router hangs on a switch of the town; behind it a switch, and on that the rest.
    private func story(seed: UInt64 = 1) -> Story {
        var town = Town()
        town.add("core-1")
        town.add("rtr", behind: ["core-1"], site: "kanerva", isSlow: true)
        town.add("sw", behind: ["rtr"], site: "kanerva", isSlow: true)
        for number in 1...5 { town.add("ap-\(number)", behind: ["sw"], site: "kanerva", isSlow: true) }
        town.limit("kanerva", budget: 4000)
        return Story(town, timing: SlowSiteTests.timing, seed: seed)
    }

    private func reds(_ story: Story) -> [Host.Name] {
        story.events.filter { $0.to == .red }.map(\.check.host)
    }

    @Test func `only the first host of a slow line is pinged as often as the line bears`() {
        let fleet = story().town.fleet
        #expect(fleet.hosts.map(fleet.line(to:)).prefix(4) == [.fast, .slow, .behindSlow, .behindSlow])
        let details = ["core-1", "rtr", "ap-5"].compactMap { story().judge.detail(of: $0, now: story().now) }
        #expect(details.map { $0.polled?.ping } == [.seconds(5), .seconds(30), .seconds(60)])
    }

    @Test(arguments: 1...12) func `a line that dies is one red within 90 s, and what is behind it is grey`(
        seed: UInt64
    ) throws {
        var story = story(seed: seed)
        story.run(.seconds(125) + .milliseconds(Int64(seed) * 2471))
        #expect(story.hosts(.green).count == 8)
        story.dead = ["rtr"]
        let delay = try #require(story.run(until: .seconds(120)) { $0.light("rtr") == .red })
        #expect(delay <= .seconds(90))
        story.run(.seconds(240))
        #expect(story.hosts(.red) == ["rtr"])
        #expect(story.hosts(.grey).count == 6)
        #expect(story.reason("ap-5") == .behind("rtr"))
        #expect(reds(story) == ["rtr"])
        #expect(story.incidents.count == 1)

        story.dead = []
        story.run(.seconds(200))
        #expect(story.hosts(.green).count == 8)
        #expect(story.openIncidents.isEmpty)
        #expect(reds(story) == ["rtr"])
    }

    @Test(arguments: 1...3) func `rare echoes keep every light green and young`(seed: UInt64) {
        var story = story(seed: seed)
        story.run(.seconds(185))
        for _ in 0..<120 {
            story.run(.seconds(10))
            for name in ["rtr", "sw", "ap-3"] {
                let verdict = story.check(name, .reach)?.verdict
                #expect(verdict?.status == .green && verdict?.isAgeing == false, "\(name) at \(story.now)")
            }
        }
        #expect(story.events.isEmpty)
    }

    @Test(arguments: 1...4) func `a line that loses a tenth of all echoes makes nothing red`(seed: UInt64) {
        var story = story(seed: seed)
        for name in ["rtr", "sw", "ap-1", "ap-2", "ap-3", "ap-4", "ap-5"] { story.loss[name] = 10 }
        story.run(.seconds(7200))
        #expect(story.events.filter { $0.check.aspect == .reach && $0.to == .red }.isEmpty)
        #expect(story.light("ap-1") == .green)
    }

    @Test func `an answer that gets lost when the line is back makes nothing red`() {
        var story = story()
        story.run(.seconds(125))
        story.dead = ["rtr"]
        story.run(.seconds(400))
        for name in ["sw", "ap-1", "ap-2", "ap-3", "ap-4", "ap-5"] { story.losesNext[name] = 1 }
        story.dead = []
        story.run(.seconds(300))
        #expect(reds(story) == ["rtr"])
        #expect(story.hosts(.green).count == 8)
    }

    @Test func `when our own line is cut, hosts that are asked rarely do not keep us from knowing it`() {
        var town = Town()
        for number in 1...12 { town.add("host-\(number)") }
        for number in 1...6 {
            town.add("rtr-\(number)", site: "site-\(number)", isSlow: true)
            for point in 1...4 {
                town.add("ap-\(number)-\(point)", behind: ["rtr-\(number)"], site: "site-\(number)", isSlow: true)
            }
        }
        var story = Story(town, timing: SlowSiteTests.timing)
        story.run(.seconds(125))
        story.isCutOff = true
        story.run(.seconds(300))
        #expect(story.hosts(.red).isEmpty)
        #expect(reds(story).allSatisfy { $0 == Judge.ownHost })
        #expect(story.openIncidents.map(\.cause.host) == [Judge.ownHost])
        story.isCutOff = false
        story.run(.seconds(300))
        #expect(story.hosts(.green).count == town.hosts.count)
        #expect(story.openIncidents.isEmpty)
    }

    @Test func `a device that dies alone behind a slow line is red by itself`() throws {
        var story = story()
        story.run(.seconds(125))
        story.dead = ["ap-2"]
        let delay = try #require(story.run(until: .seconds(240)) { $0.light("ap-2") == .red })
        #expect(delay <= .seconds(192))
        story.run(.seconds(120))
        #expect(story.hosts(.red) == ["ap-2"])
    }

    @Test func `what the visits of a site's hosts took last is what is used of its budget`() {
        var judge = story().judge
        let now = ManualClock.start + .seconds(60)
        func visit(_ name: Host.Name, bytes: Int, at time: Timestamp) {
            _ = judge.take(
                PollReport(
                    host: name, due: time, started: time, ended: time, outcome: .answered,
                    cost: VisitCost(packetsSent: 1, bytesSent: bytes / 3, bytesReceived: bytes - bytes / 3)),
                now: time)
        }
        #expect(judge.usedBytesPerSecond(now: now) == ["kanerva": 0])
        visit("rtr", bytes: 60_000, at: now)
        visit("rtr", bytes: 6000, at: now)
        visit("ap-1", bytes: 3030, at: now)
        visit("core-1", bytes: 600_000, at: now)
        #expect(judge.usedBytesPerSecond(now: now + .seconds(60)) == ["kanerva": 151])
        #expect(judge.usedBytesPerSecond(now: now + .seconds(121)) == ["kanerva": 0])
        let board = judge.board(now: now)
        #expect(board.sites.map(\.budgetBytesPerSecond) == [nil, 4000])
        #expect(board.sites.allSatisfy { $0.usedBytesPerSecond == nil })
    }
}
