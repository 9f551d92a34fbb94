import Model
import Rules
import TestSupport
import Testing

/// One check over many rows, and a red that takes longer than a yellow.
@Suite struct ProcessorTests {
    private static func server(_ loads: [Int64?], rules: [Rule] = []) -> Story {
        var town = Town()
        town.add("srv-1")
        var story = Story(town, probes: [Samples.processors], rules: rules)
        story.groups["srv-1"] = [Samples.load("srv-1", loads)]
        return story
    }

    struct Spell: Sendable {
        /// Per cent of every processor, and for how many minutes.
        var load: [(percent: Int64, minutes: Int64)]
        var status: Status
    }

    @Test(arguments: [
        Spell(load: [(100, 5)], status: .green),
        Spell(load: [(100, 9)], status: .green),
        Spell(load: [(100, 12)], status: .yellow),
        Spell(load: [(100, 29)], status: .yellow),
        Spell(load: [(100, 31)], status: .red),
        Spell(load: [(85, 60)], status: .yellow),
        // Yellow has lasted, red has to last of its own.
        Spell(load: [(85, 60), (100, 25)], status: .yellow),
        Spell(load: [(85, 60), (100, 32)], status: .red),
        // A dip resets, one within the margin does not.
        Spell(load: [(100, 29), (20, 1), (100, 5)], status: .green),
        Spell(load: [(100, 29), (20, 1), (100, 12)], status: .yellow),
        Spell(load: [(100, 29), (85, 1), (100, 12)], status: .yellow),
        Spell(load: [(100, 29), (92, 1), (100, 2)], status: .red),
        Spell(load: [(100, 40), (85, 2)], status: .yellow),
        Spell(load: [(100, 40), (20, 2)], status: .green),
    ])
    func `a processor is yellow after ten minutes, red after half an hour, and a dip begins anew`(spell: Spell) {
        var story = ProcessorTests.server([10])
        story.run(.seconds(120))
        for (percent, minutes) in spell.load {
            story.groups["srv-1"] = [Samples.load("srv-1", [percent])]
            story.run(.seconds(minutes * 60 + 30))
        }
        #expect(story.light("srv-1", .cpu) == spell.status)
    }

    @Test func `sixty-four processors are one check, and one busy one among them is no trouble`() {
        var story = ProcessorTests.server([100] + Array(repeating: 4, count: 63))
        story.run(.seconds(3600))
        let checks = story.judge.detail(of: "srv-1", now: story.now)?.checks.filter { $0.check.aspect == .cpu } ?? []
        #expect(checks.map(\.check.subject) == [""])
        #expect(checks.map(\.verdict.status) == [.green])
        #expect(
            story.reason("srv-1", .cpu)
                == .measured(
                    value: 5.5, unit: .percent, condition: .above, limits: Limits(yellow: 80, red: 95, hysteresis: 5)))
    }

    @Test(arguments: [([90, nil, 100], 95.0), ([nil, nil, 40], 40), ([0, 1], 0.5)] as [([Int64?], Double)])
    func `rows without a value are not part of the average`(loads: [Int64?], mean: Double) {
        var story = ProcessorTests.server(loads)
        story.run(.seconds(61))
        guard case .measured(mean, .percent, .above, _, _)? = story.reason("srv-1", .cpu) else {
            Issue.record("\(String(describing: story.reason("srv-1", .cpu)))")
            return
        }
    }

    @Test func `no value at all is grey`() {
        var story = ProcessorTests.server([nil, nil])
        story.run(.seconds(300))
        #expect(story.light("srv-1", .cpu) == .grey)
    }

    @Test func `a rule's hold is for both colours`() {
        let rule = Rule(aspect: .cpu, hold: .seconds(120), origin: SourceLocation(file: "rules", line: 3))
        var story = ProcessorTests.server([100], rules: [rule])
        story.run(.seconds(190))
        #expect(story.light("srv-1", .cpu) == .red)
    }

    @Test func `a restart goes on counting the time to red`() throws {
        var story = ProcessorTests.server([100])
        story.run(.seconds(1500))
        #expect(story.light("srv-1", .cpu) == .yellow)
        try story.restart(after: .seconds(60))
        #expect(story.light("srv-1", .cpu) == .yellow)
        story.run(.seconds(120))
        #expect(story.light("srv-1", .cpu) == .yellow, "27 minutes")
        story.run(.seconds(240))
        #expect(story.light("srv-1", .cpu) == .red)
    }
}
