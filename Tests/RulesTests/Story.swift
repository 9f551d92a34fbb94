import Model
import Rules
import TestSupport

/// A town over time: facts are set, time runs, and what the judge made of it is read. The pinger and the poller are
/// played as they are: echoes every 5 s at a phase of each host's own, more rarely over slow lines, quick re-checks,
/// answers to re-checks asked for, visits every interval.
struct Story {
    static let step = Duration.milliseconds(250)

    private var clock: ManualClock
    private let calendar: @Sendable (Timestamp) -> CalendarTime
    private(set) var judge: Judge
    private(set) var events: [Event] = []
    /// The last value of every incident.
    private(set) var incidents: [Incident.Number: Incident] = [:]

    // The facts
    var dead: Set<Host.Name> = []
    var silentAgents: Set<Host.Name> = []
    /// Nothing at all comes back: our own line.
    var isCutOff = false
    /// The poller itself stands still.
    var isFrozen = false
    var groups: [Host.Name: [PlayedGroup]] = [:]
    /// What agents give beside that, with counters that grow by themselves.
    var tables: [Host.Name: [PlayedTable]] = [:]
    /// When they were started, as sysUpTime tells it of those that have tables.
    var started: [Host.Name: Timestamp] = [:]
    /// What hosts say of themselves at every visit.
    var facts: [Host.Name: HostFacts] = [:]
    var manners: [Host.Name: Manners] = [:]
    /// Their own limits.
    var limits: [Host.Name: [RowLimits]] = [:]
    /// What comes back instead of an answer; nothing, unless it is said here.
    var silence: [Host.Name: SilenceCause] = [:]
    /// Of the echoes to a host, in per cent.
    var loss: [Host.Name: Int] = [:]
    /// What stands in the archive of the weeks before.
    var past: [Host.Name: [Past]] = [:]
    private var taught: Timestamp?
    /// So many of the next echoes to a host get lost.
    var losesNext: [Host.Name: Int] = [:]

    private(set) var town: Town
    private var probes: [Probe]
    private var rules: [Rule]
    private var updates: UpdateRules
    private let applications: [Application]
    private var timing: Judge.Timing
    /// All that the judge was given, while somebody wants to give it to another.
    private(set) var inputs: [Input] = []
    var isRecording = false
    private var players: [Host.Name: Player] = [:]
    private var random: SeededRandom
    private var chance: SeededRandom

    /// What an agent gives for a group, at a moment.
    struct PlayedGroup {
        var layout: GroupLayout
        var values: [Value?]
        /// `nil` as soon as the agent is to give none.
        var uptime: UInt32?
    }

    /// How quickly a missed echo is looked into: by the spans of the real one.
    private struct Pinger {
        var line: Fleet.Line

        var tries: Int { line == .fast ? 4 : 5 }

        var step: Duration {
            switch line {
            case .fast: .seconds(1)
            case .slow: .seconds(11)
            case .behindSlow: .seconds(19)
            }
        }
    }

    private struct Player {
        var pinger: Pinger
        var parents: [Host.Name]
        var nextPing: Timestamp
        var nextVisit: Timestamp
        var nextTry: Timestamp?
        var failures = 0
        var isAsked = false
        var said: Bool?
        var lastAnswer: Timestamp?
        var sent = 0
        var received = 0
        var given: [GroupLayout] = []

        func isDue(at now: Timestamp) -> Bool {
            nextPing <= now || nextVisit <= now || nextTry.map { $0 <= now } ?? false
        }
    }

    init(
        _ town: Town, probes: [Probe] = [], rules: [Rule] = [], updates: UpdateRules = UpdateRules(),
        timing: Judge.Timing = Judge.Timing(), seed: UInt64 = 1, applications: [Application] = [],
        begin: Timestamp = ManualClock.start,
        calendar: @escaping @Sendable (Timestamp) -> CalendarTime = { CalendarTime(utc: $0) }
    ) {
        clock = ManualClock(now: begin)
        self.calendar = calendar
        self.town = town
        self.probes = probes
        self.rules = rules
        self.updates = updates
        self.applications = applications
        self.timing = timing
        random = SeededRandom(seed: seed)
        chance = SeededRandom(seed: seed + 1_000_000)
        judge = Judge(
            fleet: town.fleet, probes: ProbeLibrary(probes), rules: rules,
            applications: applications, updates: updates, timing: timing, title: "Town", calendar: calendar, state: nil,
            now: begin)
        enroll()
    }

    /// One judge more, as this story began one, from a state or none.
    func newJudge(state: JudgeState? = nil, now: Timestamp) -> Judge {
        Judge(
            fleet: town.fleet, probes: ProbeLibrary(probes), rules: rules,
            applications: applications, updates: updates, timing: timing, title: "Town", calendar: calendar,
            state: state, now: now)
    }

    private mutating func enroll() {
        let fleet = town.fleet
        for host in town.hosts {
            let pinger = Pinger(line: fleet.line(to: host))
            guard players[host.id] == nil else {
                players[host.id]?.pinger = pinger
                players[host.id]?.parents = host.parents
                continue
            }
            let ping = timing.ping(over: pinger.line)
            let pingPhase = Int64.random(in: 0..<ping.wholeMilliseconds, using: &random)
            let visitPhase = Int64.random(in: 0..<visits(of: host).wholeMilliseconds, using: &random)
            players[host.id] = Player(
                pinger: pinger, parents: host.parents, nextPing: clock.now + .milliseconds(pingPhase),
                nextVisit: clock.now + .milliseconds(visitPhase))
        }
    }

    private func visits(of host: Host) -> Duration { host.isSlow ? timing.slowInterval : timing.interval }

    var now: Timestamp { clock.now }

    /// Whether echoes come back: the host lives, and one way to it does.
    func isReachable(_ name: Host.Name) -> Bool {
        guard !isCutOff, !dead.contains(name), let host = town.hosts.first(where: { $0.id == name }) else {
            return false
        }
        return host.parents.isEmpty || host.parents.contains { isReachable($0) }
    }

    mutating func run(_ duration: Duration) {
        let end = clock.now + duration
        let order = town.hosts.map(\.id)
        var reachable: [Host.Name: Bool] = [:]
        for name in order { reachable[name] = isReachable(name) }
        while clock.now < end {
            clock.advance(by: Story.step)
            if !isFrozen {
                let due = order.filter { players[$0]?.isDue(at: clock.now) ?? false }
                for name in due.shuffled(using: &random) { play(name, isReachable: reachable[name] ?? false) }
            }
            if clock.now.milliseconds % 1000 == 0 { give(.tick(now)) }
            if !past.isEmpty, clock.now.milliseconds % 60_000 == 0 { teach() }
        }
    }

    /// Runs until a condition holds; how long that took, `nil` if it did not come to be.
    mutating func run(until limit: Duration, _ condition: (Story) -> Bool) -> Duration? {
        let start = clock.now
        while clock.now < start + limit {
            run(Story.step)
            if condition(self) { return clock.now - start }
        }
        return nil
    }

    mutating func reload(_ town: Town, rules: [Rule] = []) {
        self.town = town
        self.rules = rules
        take(
            judge.reload(
                fleet: town.fleet, probes: ProbeLibrary(probes), rules: rules,
                applications: applications, updates: updates, timing: timing, now: now))
        enroll()
    }

    /// The daemon stops, is away for a while, and starts from what it had kept.
    mutating func restart(after absence: Duration) throws {
        let state = try kept(judge.state(now: now))
        clock.advance(by: absence)
        judge = newJudge(state: state, now: now)
        taught = nil
        players = [:]
        enroll()
    }

    /// Brings a board of this judge up to date.
    mutating func renew(_ board: inout Board) -> Bool {
        judge.renew(&board, now: now)
    }

    mutating func take(own lights: [OwnLight]) {
        give(.own(lights, now))
    }

    mutating func take(_ news: [Roster.News]) {
        take(judge.take(news, now: now))
    }

    private mutating func give(_ input: Input) {
        if isRecording { inputs.append(input) }
        take(input.give(to: &judge))
    }

    /// Somebody does something.
    mutating func act(
        _ deed: Act.Deed, _ text: String = "", by person: Person = Person(user: "maija")
    ) throws(ActError) {
        take(try judge.take(Act(person: person, deed: deed, text: text), now: now))
    }

    /// On which ports hosts hang.
    mutating func attach(_ attachments: [Host.Name: Attachment]) {
        take(judge.attach(attachments, now: now))
    }

    /// What is foretold of a host's checks.
    mutating func foretell(_ prospects: [Check: Prospect], of host: Host.Name) {
        take(judge.take(prospects, of: host, now: now))
    }

    /// What is usual is read anew once an hour, as soon as there is anything to ask for.
    private mutating func teach() {
        guard taught.map({ now - $0 >= .seconds(3600) }) ?? true else { return }
        for host in past.keys.sorted() {
            let usual = usual(of: host)
            if !usual.isEmpty { taught = now }
            judge.take(usual, of: host)
        }
    }

    private mutating func take(_ outcome: Outcome) {
        events += outcome.events
        for incident in outcome.incidents { incidents[incident.number] = incident }
        for name in outcome.recheck {
            guard var player = players[name] else { continue }
            player.isAsked = true
            if player.nextTry == nil {
                player.nextTry = now
                player.failures = 1
            }
            players[name] = player
        }
    }

    private mutating func play(_ name: Host.Name, isReachable: Bool) {
        guard var player = players[name] else { return }
        let pinger = player.pinger
        let isPing = player.nextPing <= now
        if isPing { player.nextPing += timing.ping(over: pinger.line) }
        var report: ReachReport?
        var asked: [Host.Name] = []
        if isPing && player.nextTry == nil || player.nextTry.map({ $0 <= now }) ?? false {
            player.sent += 1
            let isReachable = isReachable && !isLost(echoTo: name)
            if isReachable {
                player.received += 1
                player.lastAnswer = now
                player.failures = 0
                player.nextTry = nil
            } else {
                player.failures += 1
                player.nextTry = player.failures < pinger.tries ? now + pinger.step : nil
                if player.failures == 1, pinger.line != .fast { asked = player.parents }
            }
            if isReachable || player.failures >= pinger.tries, player.said != isReachable || player.isAsked {
                report = ReachReport(host: name, answers: isReachable, time: now, lastAnswer: player.lastAnswer)
                player.said = isReachable
                player.isAsked = false
            }
        }
        let isVisit = player.nextVisit <= now
        if isVisit { player.nextVisit += town.fleet.host(name).map(visits) ?? timing.interval }
        players[name] = player
        let moment = now
        for parent in asked where players[parent]?.nextTry == nil { players[parent]?.nextTry = moment }
        if let report { give(.reach(report, now)) }
        if isVisit { visit(name, isReachable: isReachable) }
    }

    private mutating func isLost(echoTo name: Host.Name) -> Bool {
        if let count = losesNext[name], count > 0 {
            losesNext[name] = count - 1
            return true
        }
        guard let share = loss[name] else { return false }
        return Int.random(in: 0..<100, using: &chance) < share
    }

    private mutating func visit(_ name: Host.Name, isReachable: Bool) {
        guard var player = players[name] else { return }
        let echoes = EchoReport(
            host: name, time: now, sent: player.sent, received: player.received,
            average: player.received > 0 ? 800 : nil)
        (player.sent, player.received) = (0, 0)
        let answers = isReachable && !silentAgents.contains(name)
        let uptime = started[name].map { UInt32(truncatingIfNeeded: (now - $0).wholeMilliseconds / 10) }
        let moment = now
        let grown = (tables[name] ?? []).map { $0.played(by: name, uptime: uptime, at: moment) }
        let played = answers ? (groups[name] ?? []) + grown : []
        let layouts = played.map(\.layout).filter { !player.given.contains($0) }
        player.given += layouts
        players[name] = player
        give(.echoes(echoes, now))
        guard town.fleet.host(name)?.credential != nil else { return }
        let report = PollReport(
            host: name, due: now, started: now, ended: now,
            outcome: answers ? .answered : .silent(isReachable ? silence[name] ?? .timeout : .timeout),
            layouts: layouts,
            readings: played.map { Readings(key: $0.layout.key, time: now, uptime: $0.uptime, values: $0.values) },
            facts: answers ? facts[name] : nil, limits: answers ? limits[name] : nil,
            manners: answers ? manners[name] : nil)
        give(.visit(report, now))
    }
}

extension Story {
    func check(_ host: Host.Name, _ aspect: Aspect, _ subject: String = "") -> CheckLight? {
        judge.detail(of: host, now: now)?.checks.first { $0.check.aspect == aspect && $0.check.subject == subject }
    }

    func light(_ host: Host.Name, _ aspect: Aspect = .reach, _ subject: String = "") -> Status? {
        check(host, aspect, subject)?.verdict.status
    }

    func reason(_ host: Host.Name, _ aspect: Aspect = .reach, _ subject: String = "") -> Reason? {
        check(host, aspect, subject)?.verdict.reason
    }

    /// Hosts by the colour of their reach.
    func hosts(_ status: Status) -> [Host.Name] {
        town.hosts.map(\.id).filter { light($0) == status }
    }

    var openIncidents: [Incident] {
        incidents.values.filter { $0.closed == nil }.sorted { $0.number < $1.number }
    }

    /// Somebody sets the clock.
    mutating func setClock(back duration: Duration) {
        let shift = Duration.zero - duration
        clock.advance(by: shift)
        for name in players.keys {
            guard var player = players[name] else { continue }
            player.nextPing += shift
            player.nextVisit += shift
            player.nextTry = player.nextTry.map { $0 + shift }
            player.lastAnswer = player.lastAnswer.map { $0 + shift }
            players[name] = player
        }
    }

    mutating func forgetEvents() {
        events = []
    }
}
