import Model
import Rules
import TestSupport

/// A story while it is played.
struct StoryPlay {
    var story: Story
    var town: Town
    var rules: [Rule]
    /// What the daemon says of itself.
    var own: [OwnLight] = []
    var withoutUptime: Set<Host.Name> = []
    /// The ports that hosts hang on.
    var attachments: [Host.Name: Attachment] = [:]
    /// How values came to be what they are.
    var past: [PlayedPast] = []
    private var address: UInt32 = 0x0a00_0000
    private let script: StoryScript
    /// How many events were looked at.
    private var looked = 0
    private(set) var failures: [Failure] = []

    /// Something that is not as it was expected.
    struct Failure: Equatable {
        var line: Int
        var moment: Timestamp
        var sentence: String
        var found: String
        var seed: Int
        var phase: Int

        /// In one line, for who reads the test's output.
        var text: String {
            "at \(StoryClock.text(moment)), seed \(seed), phase \(phase), expected: \(sentence) — but \(found)"
        }
    }

    /// How long a town has been watched when a story begins: every light is known, and so are rates.
    static let settled = Duration.seconds(125)
    private static let mostFailures = 8

    /// Plays a story once with every seed and phase, until one of these shows a failure.
    static func failures(of script: StoryScript) throws -> [Failure] {
        for seed in script.seeds {
            for phase in 0..<script.phases {
                var play = StoryPlay(script, seed: seed, phase: phase)
                try play.run(seed: seed, phase: phase)
                if !play.failures.isEmpty { return play.failures }
            }
        }
        return []
    }

    private init(_ script: StoryScript, seed: Int, phase: Int) {
        self.script = script
        rules = script.rules
        town = Town()
        for site in script.sites { town.put(site) }
        for line in script.town {
            for host in line.hosts(address: &address) { town.put(host) }
        }
        let lead = Duration.milliseconds(script.timing.ping.wholeMilliseconds * Int64(phase) / Int64(script.phases))
        let step = Story.step.wholeMilliseconds
        let steps = Duration.milliseconds(lead.wholeMilliseconds / step * step)
        story = Story(
            town, probes: StoryKind.all.map(\.probe), rules: rules, updates: script.updates, timing: script.timing,
            seed: UInt64(seed), applications: script.applications,
            begin: script.isSettled ? script.begin - StoryPlay.settled - steps : script.begin,
            calendar: { StoryClock.calendar($0) })
        list(script.town)
    }

    private mutating func run(seed: Int, phase: Int) throws {
        func note(_ line: Int, _ sentence: String, _ found: String, into play: inout StoryPlay) {
            play.failures.append(
                Failure(
                    line: line, moment: play.story.now, sentence: sentence, found: found, seed: seed, phase: phase))
        }
        for sentence in script.first { if case .fact(let act) = sentence.deed { try act(&self) } }
        story.run(script.begin - story.now)
        for block in script.blocks where failures.count < StoryPlay.mostFailures {
            let open = try pass(block)
            for (sentence, complaint) in open { note(sentence.line, sentence.text, complaint, into: &self) }
            if case .missed(let text) = arrival { note(block.line, block.text, text, into: &self) }
            let failed = Set(open.map(\.0.line))
            for sentence in block.sentences where !failed.contains(sentence.line) {
                switch sentence.deed {
                case .fact(let act):
                    do { try act(&self) } catch { note(sentence.line, sentence.text, "\(error)", into: &self) }
                case .expectation(let check):
                    if let complaint = check(self) { note(sentence.line, sentence.text, complaint, into: &self) }
                case .anyEvents: looked = story.events.count
                case .events, .noEvents: break
                }
            }
            for (line, text, complaint) in lookAtEvents(of: block) { note(line, text, complaint, into: &self) }
        }
    }

    private enum Arrival {
        case arrived
        case missed(String)
    }

    private var arrival = Arrival.arrived

    /// Lets the time of a block pass.
    ///
    /// - Returns: What did not come to be within its time, or did not hold throughout it.
    private mutating func pass(_ block: StoryScript.Block) throws -> [(StoryScript.Sentence, String)] {
        arrival = .arrived
        switch block.time {
        case .after(let duration): story.run(duration)
        case .clock(let hour, let minute, let second):
            guard let moment = StoryClock.next(hour: hour, minute: minute, second: second, from: story.now) else {
                arrival = .missed("no clock shows that in the next two days")
                return []
            }
            story.run(moment - story.now)
        case .date(let moments):
            guard let moment = moments.filter({ $0 >= story.now }).min() else {
                arrival = .missed("it is \(StoryClock.text(story.now)) already, or no clock shows that")
                return []
            }
            story.run(moment - story.now)
        case .within(let duration):
            let end = story.now + duration
            while story.now < end {
                story.run(Story.step)
                if complaints(about: block).isEmpty { return [] }
            }
            return complaints(about: block)
        case .throughout(let duration):
            let end = story.now + duration
            while story.now < end {
                story.run(min(.seconds(1), end - story.now))
                let complaints = complaints(about: block)
                if !complaints.isEmpty {
                    return complaints
                }
            }
        }
        return []
    }

    private func complaints(about block: StoryScript.Block) -> [(StoryScript.Sentence, String)] {
        block.sentences.compactMap { sentence in
            guard case .expectation(let check) = sentence.deed, let complaint = check(self) else { return nil }
            return (sentence, complaint)
        }
    }

    /// Holds the events since the last look against those that a block names, if it speaks of any.
    private mutating func lookAtEvents(of block: StoryScript.Block) -> [(line: Int, text: String, complaint: String)] {
        var wanted: [(sentence: StoryScript.Sentence, count: Int, event: StoryEvent)] = []
        var about: StoryScript.Sentence?
        for sentence in block.sentences {
            switch sentence.deed {
            case .events(let count, let event):
                wanted.append((sentence, count, event))
                about = sentence
            case .noEvents: about = sentence
            case .fact, .expectation, .anyEvents: break
            }
        }
        guard let about else { return [] }
        var open = Array(story.events[looked...])
        looked = story.events.count
        var complaints: [(line: Int, text: String, complaint: String)] = []
        for (sentence, count, event) in wanted {
            let found = open.indices.filter { event.fits(open[$0], now: story.now) }.prefix(count)
            for place in found.reversed() { open.remove(at: place) }
            if found.count < count {
                let others = open.isEmpty ? "no other" : StoryEvent.text(open, now: story.now)
                complaints.append(
                    (sentence.line, sentence.text, "there were \(found.count) of these; \(others) was told beside them")
                )
            }
        }
        if complaints.isEmpty, !open.isEmpty {
            complaints.append((about.line, about.text, "this was told, too: \(StoryEvent.text(open, now: story.now))"))
        }
        return complaints
    }
}

extension StoryPlay {
    mutating func say(_ light: OwnLight) {
        own.removeAll { $0.aspect == light.aspect && $0.subject == light.subject }
        own.append(light)
        story.take(own: own)
    }

    mutating func reload() {
        story.reload(town, rules: rules)
        story.attach(attachments)
    }

    /// Adds hosts; those that are there already keep their addresses.
    mutating func settle(_ lines: [StoryTownLine]) {
        for line in lines {
            for var host in line.hosts(address: &address) {
                if let known = town.fleet.host(host.id) { host.endpoint = known.endpoint }
                town.put(host)
            }
        }
        list(lines)
    }

    /// Who is listed by a controller stands in its table as running.
    private mutating func list(_ lines: [StoryTownLine]) {
        guard let kind = StoryKind.named("access-point") else { return }
        for line in lines {
            guard let manager = line.manager, let running = kind.words["running"] else { continue }
            for name in line.names { change(kind, of: manager) { $0.set(name) { _ in .fixed(.integer(running)) } } }
        }
    }

    /// Changes what a host tells of a kind of thing.
    mutating func change(_ kind: StoryKind, of host: Host.Name, _ change: (inout PlayedTable) -> Void) {
        if story.started[host] == nil, !withoutUptime.contains(host) {
            story.started[host] = story.now - .seconds(10 * 86_400)
        }
        let tables = story.tables[host] ?? []
        let place = tables.firstIndex { $0.kind.name == kind.name } ?? tables.count
        if place == tables.count { story.tables[host, default: []].append(PlayedTable(kind)) }
        if var table = story.tables[host]?[place] {
            change(&table)
            story.tables[host]?[place] = table
        }
    }

    /// Lets counters grow at another pace from now on.
    mutating func pace(of hosts: [Host.Name], _ kind: StoryKind, _ label: String, _ perSecond: Double) {
        let now = story.now
        for host in hosts {
            change(kind, of: host) { table in
                table.set(label) { cell in
                    var counter = PlayedTable.Counter(base: 0, since: now)
                    if case .counter(let old)? = cell { counter = old }
                    counter.turn(to: perSecond, at: now)
                    return .counter(counter)
                }
            }
        }
    }

    mutating func reboot(_ hosts: [Host.Name]) {
        let now = story.now
        for host in hosts {
            if !withoutUptime.contains(host) { story.started[host] = now }
            for place in story.tables[host, default: []].indices { story.tables[host]?[place].reset(at: now) }
        }
    }
}
