import Model
import Rules
import TestSupport
import Testing

@Suite struct ReloadTests {
    private let location = SourceLocation(file: "rules.yaml", line: 12)

    private func story() -> Story {
        var town = Town()
        town.add("srv-1")
        town.add("srv-2")
        var story = Story(town, probes: [Samples.disk])
        for name in ["srv-1", "srv-2"] { story.groups[name] = [Samples.storage(name, used: [950])] }
        story.run(.seconds(301))
        story.forgetEvents()
        return story
    }

    @Test func `what still exists keeps its lights and incidents, what is gone ends`() {
        var story = story()
        #expect(story.openIncidents.count == 2)
        var town = Town()
        town.add("srv-2")
        town.add("srv-3")
        story.reload(town)
        #expect(story.light("srv-2", .disk, "C:") == .red)
        #expect(story.light("srv-3") == .grey)
        #expect(story.judge.detail(of: "srv-1", now: story.now) == nil)
        #expect(story.openIncidents.map(\.cause.host) == ["srv-2"])
        story.run(.seconds(65))
        // Its place in the town is another one now.
        #expect(
            story.events.map(\.reason) == [
                .finding(.changedAddress(from: IPAddress("10.0.0.2"), to: IPAddress("10.0.0.1")))
            ])
        #expect(story.light("srv-3") == .green)
    }

    @Test func `a new limit holds from the next value on and is named as the origin`() {
        var story = story()
        story.reload(
            story.town,
            rules: [Rule(aspect: .disk, subject: "C:", limits: Limits(yellow: 96, red: 98), origin: location)])
        #expect(story.check("srv-1", .disk, "C:")?.verdict.origin == .file(location))
        story.run(.seconds(61))
        #expect(story.light("srv-1", .disk, "C:") == .green)
        #expect(story.openIncidents.isEmpty)
    }

    @Test func `what is no longer judged has no light, and its incident ends`() {
        var story = story()
        story.reload(story.town, rules: [Rule(aspect: .disk, host: "srv-1", isJudged: false, origin: location)])
        #expect(story.light("srv-1", .disk, "C:") == nil)
        #expect(story.openIncidents.map(\.cause.host) == ["srv-2"])
        story.reload(story.town)
        story.run(.seconds(185))
        #expect(story.light("srv-1", .disk, "C:") == .red)
    }

    @Test func `a parent that is new hides what is behind it`() {
        var story = story()
        story.dead = ["srv-1", "srv-2"]
        story.run(.seconds(30))
        #expect(story.hosts(.red).count == 2)
        var town = Town()
        town.add("srv-1")
        town.add("srv-2", behind: ["srv-1"])
        story.reload(town)
        #expect(story.reason("srv-2") == .behind("srv-1"))
    }
}
