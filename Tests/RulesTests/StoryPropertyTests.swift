import Model
import Rules
import TestSupport
import Testing

/// What holds in every story, whatever happens in it: towns, deaths, silences and restarts at random.
@Suite struct StoryPropertyTests {
    private static let timing = Judge.Timing(
        interval: .seconds(60), ping: .seconds(5), slowPing: .seconds(30), behindSlowPing: .seconds(60))

    /// A town of several sites, one of them behind a slow line, with redundant parents here and there, in which some
    /// hosts are read and tell of a disk.
    private static func story(seed: UInt64, random: inout SeededRandom) -> Story {
        var town = Town()
        let count = Int.random(in: 4...16, using: &random)
        for number in 0..<count {
            let parents = (0..<Int.random(in: 0...2, using: &random)).compactMap { _ in
                number == 0 ? nil : "h\(Int.random(in: 0..<number, using: &random))"
            }
            let isSlow = number > count * 2 / 3
            town.add(
                "h\(number)", behind: Array(Set(parents)).sorted(), site: isSlow ? "slow" : "site-\(number % 2)",
                isRead: Bool.random(using: &random), isSlow: isSlow)
        }
        var story = Story(town, probes: [Samples.disk], timing: timing, seed: seed)
        for host in town.hosts where host.credential != nil {
            story.groups[host.id] = [Samples.storage(host.id, used: [500, 700])]
        }
        return story
    }

    /// Something happens to somebody.
    private static func disturb(_ story: inout Story, _ random: inout SeededRandom) throws {
        let names = story.town.hosts.map(\.id)
        let name = names[Int.random(in: 0..<names.count, using: &random)]
        switch Int.random(in: 0..<10, using: &random) {
        case 0...4: if story.dead.remove(name) == nil { story.dead.insert(name) }
        case 5: if story.silentAgents.remove(name) == nil { story.silentAgents.insert(name) }
        case 6: story.losesNext[name] = Int.random(in: 1...6, using: &random)
        case 7:
            let used = Int64.random(in: 0...1000, using: &random)
            story.groups[name] = [Samples.storage(name, used: [used, Bool.random(using: &random) ? 700 : nil])]
        case 8: story.isFrozen.toggle()
        default: story.isCutOff.toggle()
        }
    }

    private static func calm(_ story: inout Story) {
        story.isFrozen = false
        story.isCutOff = false
        // The longest that hosts behind slow lines take to be known, and to settle.
        story.run(.seconds(420))
    }

    @Test(arguments: 1...40) func `whatever happened, in the quiet after it the lights are what the facts demand`(
        seed: UInt64
    ) throws {
        var random = SeededRandom(seed: seed)
        var story = Self.story(seed: seed, random: &random)
        story.run(.seconds(125))
        for _ in 0..<10 {
            try Self.disturb(&story, &random)
            story.run(.milliseconds(Int64.random(in: 0...40_000, using: &random)))
            if Int.random(in: 0..<8, using: &random) == 0 { try story.restart(after: .seconds(20)) }
        }
        Self.calm(&story)
        for host in story.town.hosts {
            let isBehind = !host.parents.isEmpty && !host.parents.contains { story.isReachable($0) }
            let expected: Status = story.isReachable(host.id) ? .green : isBehind ? .grey : .red
            #expect(story.light(host.id) == expected, "\(host.id), seed \(seed)")
            if isBehind, case .behind(let root)? = story.reason(host.id) {
                #expect(story.light(root) == .red, "\(host.id) behind \(root), seed \(seed)")
            }
        }
        let reds = Set(story.hosts(.red))
        let open = story.openIncidents.filter { $0.cause.aspect == .reach }
        #expect(reds.isSubset(of: open.map(\.cause.host)), "seed \(seed)")
        // One that died by itself, and then what it hangs on: its own incident is not over. Nor is what came and went.
        for incident in open where !reds.contains(incident.cause.host) && incident.isFlapping != true {
            #expect(!story.isReachable(incident.cause.host), "\(incident.cause.host), seed \(seed)")
        }
        #expect(open.count == Set(open.map(\.cause)).count, "seed \(seed)")
        #expect(story.judge.board(now: story.now).notices.isEmpty, "seed \(seed)")
    }

    @Test(arguments: 1...25) func `no green without fresh evidence, and no event without a reason for its colour`(
        seed: UInt64
    ) throws {
        var random = SeededRandom(seed: seed)
        var story = Self.story(seed: seed, random: &random)
        for _ in 0..<12 {
            try Self.disturb(&story, &random)
            let end = story.now + .milliseconds(Int64.random(in: 1000...90_000, using: &random))
            while story.now < end {
                story.run(.seconds(1))
                for host in story.town.hosts { Self.checkAges(of: host, in: story, seed: seed) }
            }
        }
        for event in story.events {
            #expect(Self.explains(event.reason, event.to), "\(event), seed \(seed)")
            #expect(event.from != event.to, "\(event), seed \(seed)")
        }
        // Each light is told in order: what one event leaves it at is what the next one takes it from.
        for (check, events) in Dictionary(grouping: story.events, by: \.check) {
            for (one, next) in zip(events, events.dropFirst()) {
                #expect(one.to == next.from, "\(check), seed \(seed)")
            }
        }
    }

    private static func checkAges(of host: Host, in story: Story, seed: UInt64) {
        let line = story.town.fleet.line(to: host)
        for check in story.judge.detail(of: host.id, now: story.now)?.checks ?? [] where check.verdict.status == .green
        {
            let evidence = check.verdict.evidence
            let visit = Duration.seconds(60)
            let isPinged = check.check.aspect == .reach || check.check.aspect == .link
            let ping = timing.ping(over: line)
            let step = line == .fast ? max(visit, ping) : max(visit, ping) + ping / 4
            let interval = isPinged ? step : visit
            #expect(
                evidence.map { story.now - $0 <= interval * 3 + .seconds(1) } ?? false,
                "\(check), \(story.now), seed \(seed)")
            #expect(explains(check.verdict.reason, .green), "\(check), seed \(seed)")
        }
    }

    /// Whether a light can have its colour for such a reason.
    private static func explains(_ reason: Reason, _ status: Status) -> Bool {
        switch reason {
        case .answers: status == .green
        case .noAnswer: status.foldRank > Status.grey.foldRank
        case .behind, .hostDown, .blind, .silent, .stale, .notYetChecked, .notVisible: status == .grey
        // A hold may keep the colour from before.
        case .measured, .condition, .state, .processes, .version, .support: status != .grey && status != .blue
        case .paused, .closed: status == .blue
        default: status != .blue
        }
    }

    @Test(arguments: 1...25) func `the same reports give the same events, incidents and lights again`(seed: UInt64)
        throws
    {
        var random = SeededRandom(seed: seed)
        var story = Self.story(seed: seed, random: &random)
        story.isRecording = true
        let begin = story.now
        for _ in 0..<12 {
            try Self.disturb(&story, &random)
            story.run(.milliseconds(Int64.random(in: 0...60_000, using: &random)))
        }
        var judge = story.newJudge(now: begin)
        var events: [Event] = []
        var incidents: [Incident.Number: Incident] = [:]
        for input in story.inputs {
            let outcome = input.give(to: &judge)
            events += outcome.events
            for incident in outcome.incidents { incidents[incident.number] = incident }
        }
        #expect(events == story.events, "seed \(seed)")
        #expect(incidents == story.incidents, "seed \(seed)")
        #expect(judge.board(now: story.now) == story.judge.board(now: story.now), "seed \(seed)")
    }

    @Test(arguments: 1...25) func `a state saved and brought back in the middle leads to the same lights`(
        seed: UInt64
    ) throws {
        var random = SeededRandom(seed: seed)
        var story = Self.story(seed: seed, random: &random)
        story.run(.seconds(125))
        story.isRecording = true
        var middle = 0
        var state = try kept(story.judge.state(now: story.now))
        var saved = story.now
        for round in 0..<8 {
            try Self.disturb(&story, &random)
            story.run(.milliseconds(Int64.random(in: 0...60_000, using: &random)))
            if round == 3 {
                middle = story.inputs.count
                state = try kept(story.judge.state(now: story.now))
                saved = story.now
            }
        }
        Self.calm(&story)
        var judge = story.newJudge(state: state, now: saved)
        let layouts = story.town.hosts.compactMap { story.groups[$0.id]?.first?.layout }
        var unknown = Set(layouts.map(\.key))
        for input in story.inputs[middle...] {
            // After a start the poller tells its layouts anew.
            if case .visit(var report, let now) = input, report.outcome == .answered {
                let known = report.layouts.map(\.key)
                report.layouts += layouts.filter {
                    unknown.contains($0.key) && $0.key.host == report.host && !known.contains($0.key)
                }
                unknown.subtract(report.layouts.map(\.key))
                _ = judge.take(report, now: now)
            } else {
                _ = input.give(to: &judge)
            }
        }
        for host in story.town.hosts {
            let lights = [story.judge, judge].map { judge in
                judge.detail(of: host.id, now: story.now)?.checks.map { ["\($0.check)", "\($0.verdict.status)"] }
            }
            #expect(lights[0] == lights[1], "\(host.id), seed \(seed)")
        }
    }
}
