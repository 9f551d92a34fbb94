internal import Model

/// One host with all that is known and shown of it.
struct Watched: Sendable {
    var host: Host
    var interval: Duration
    /// What lies between us and it.
    var line: Fleet.Line
    var reach = Reach()
    var agent = Agent()
    var echoes = Echoes()
    /// The place of the judgement of lost echoes.
    var lossJudgement = 0
    /// Its checks; those that every host has stand first, in the order of `Place`.
    var lamps: [Lamp] = []
    var groups: [JudgedGroup] = []
    var facts: HostFacts?
    /// The worst colour of such devices.
    var kindMaximum: Status?
    var updates: UpdateVerdicts?
    /// Probes of its groups that fit it no longer, and since when.
    var unfitting: [String: Timestamp] = [:]
    /// How its agent wants to be asked.
    var manners = Manners()
    var engineNews = EngineNews()
    /// sysUpTime as it was read last.
    var uptime: Uptime?
    var cost = VisitCost()
    var visited: Timestamp?
    /// When what hid its lights went away: what is old then is not yet news.
    var uncovered: Timestamp?
    /// When it last answered again after a loss.
    var recovered: Timestamp?
    /// When it came back from the state.
    var restored: Timestamp?
    /// Which of its ports give power (PoE), and the port of its parent that it hangs on.
    var power = PortPower()
    var attachment: Attachment?
    /// The last port that was known, and when another one was told last.
    var moves = Moves()
    /// Its ports on which others hang.
    var feeds: Set<String> = []
    /// Its own limits for what is read of it.
    var limits: [RowLimits] = []
    /// What is foretold of its checks.
    var prospects: [Check: Prospect] = [:]
    /// What is usual of its checks, and what is known of those that are held against it, by their lamps.
    var usual: [Int: UsualHours] = [:]
    var oddities: [Int: Oddity] = [:]
    /// Somebody has paused it.
    var pause: Pause?
    /// The texts of the hours within which it has to be on, and of the windows of planned work.
    var hours: String?
    var windows: [String] = []
    /// Why its lights are blue.
    var shut: Shut?
    /// `nil` once it is new no more.
    var enrolment: Enrolment?
    /// When the lights were last worked out.
    var settled: Timestamp
    /// When the host's folded light got its colour.
    var status = Status.grey
    var since: Timestamp

    /// Where the lamps stand that every watched host has.
    enum Place {
        static let reach = 0
        static let agent = 1
        static let loss = 2
        static let all = 0..<3
    }

    init(host: Host, interval: Duration, line: Fleet.Line, now: Timestamp) {
        self.host = host
        self.interval = interval
        self.line = line
        settled = now
        since = now
    }

    func lamp(_ aspect: Aspect, _ subject: String) -> Int? {
        lamps.firstIndex { $0.aspect == aspect && $0.subject == subject }
    }

    func check(_ lamp: Int) -> Check {
        Check(host: host.id, aspect: lamps[lamp].aspect, subject: lamps[lamp].subject)
    }

    /// The worst colour it may get: what the configuration says, else as devices of its kind.
    var maximum: Status? { host.maximum ?? kindMaximum }

    /// What hides the lights of a host, apart from its reach.
    enum Cover: Hashable {
        case none
        case reason(Reason)
        /// Nobody is to be alarmed.
        case shut(Shut)
    }

    var cover: Cover {
        if let shut { return .shut(shut) }
        return switch reach.standing {
        case .unknown, .up: .none
        case .down: .reason(.hostDown)
        case .behind(let root): .reason(.behind(root))
        case .unpowered(let host, let port): .reason(.noPower(from: host, port: port))
        case .unseen: .reason(.blind(lastAnswer: reach.lastAnswer))
        }
    }
}

/// How a lamp looks at a moment.
struct Look {
    var status: Status
    var reason: Reason
    var isAgeing = false
    /// Something wider tells it already: no event of its own.
    var isExplained = false
    /// When it looks different if nothing comes in.
    var next: Timestamp?
}

extension Watched {
    /// Restarts within this are no reason to show what was read before them as unknown.
    static let restartGrace = Duration.seconds(3600)

    func look(at index: Int, cover: Cover, now: Timestamp) -> Look {
        let lamp = lamps[index]
        if case .shut(let shut) = cover, lamp.source != .own {
            return Look(status: .blue, reason: shut.reason, isExplained: true, next: shut.ends)
        }
        switch lamp.source {
        case .reach: return lookAtReach(lamp, now: now)
        case .own: return Look(status: lamp.level ?? .grey, reason: lamp.finding)
        case .agent, .echoes, .readings, .updates, .foretold: break
        }
        if case .reason(let reason) = cover { return Look(status: .grey, reason: reason, isExplained: true) }
        if lamp.source != .echoes, let silence = agent.silence {
            return Look(
                status: .grey, reason: .silent(silence.cause, since: silence.since),
                isExplained: lamp.source != .agent)
        }
        guard let evidence = lamp.evidence, let held = lamp.held(now: now) else {
            return Look(status: .grey, reason: .notYetChecked, isExplained: true)
        }
        var look = aged(
            Look(status: held.capped(at: maximum), reason: lamp.reason(for: held)), lamp, evidence: evidence, now: now)
        if look.status == .green, lamp.hasProspect, let prospect = prospects[check(index)] {
            look.status = Status.yellow.capped(at: maximum)
            look.reason = .expected(prospect)
        }
        if look.status == .green, lamp.isUnusual, let deviation = oddities[index]?.shown {
            look.status = Status.yellow.capped(at: maximum)
            look.reason = .unusual(deviation)
        }
        if let ends = lamp.holdEnds(after: now) { look.next = min(look.next ?? ends, ends) }
        return look
    }

    private func lookAtReach(_ lamp: Lamp, now: Timestamp) -> Look {
        switch reach.standing {
        case .unknown: return Look(status: .grey, reason: .notYetChecked, isExplained: true)
        case .behind(let root): return Look(status: .grey, reason: .behind(root))
        case .unpowered(let host, let port):
            return Look(status: .grey, reason: .noPower(from: host, port: port))
        case .unseen:
            return Look(status: .grey, reason: .blind(lastAnswer: reach.lastAnswer), isExplained: true)
        case .up:
            // Of an outage that is over nobody has to hear again.
            let last = echoes.intervals.last.flatMap { $0.isOutage ? nil : $0 }
            let loss = last.map { $0.sent == 0 ? 0 : 100 * Double($0.sent - $0.received) / Double($0.sent) }
            let roundTrip = last.flatMap { $0.roundTrip < 0 ? nil : Int64($0.roundTrip) }
            return aged(
                Look(status: .green, reason: .answers(roundTrip: roundTrip, loss: loss ?? 0)), lamp,
                evidence: lamp.evidence ?? lamp.since, now: now)
        case .down:
            return aged(
                Look(status: Status.red.capped(at: maximum), reason: .noAnswer(lastAnswer: reach.lastAnswer)),
                lamp, evidence: lamp.evidence ?? lamp.since, now: now)
        }
    }

    /// Older than two intervals is ageing, older than three is grey. After a restart what was read shortly before it
    /// is at worst ageing until two intervals had their chance: a restart is no wall of grey.
    private func aged(_ fresh: Look, _ lamp: Lamp, evidence: Timestamp, now: Timestamp) -> Look {
        var look = fresh
        let ages = lamp.intervals(2, after: evidence)
        var ends = lamp.intervals(3, after: evidence)
        if let restored, evidence >= restored - Watched.restartGrace {
            ends = max(ends, lamp.intervals(2, after: restored))
        }
        if now > ends {
            look = Look(status: .grey, reason: .stale(last: evidence))
            look.isExplained = isAgeKnown(lamp, now: now)
            if look.isExplained, let uncovered { look.next = lamp.intervals(3, after: uncovered) + .milliseconds(1) }
            if let next = look.next, next <= now { look.next = nil }
            return look
        }
        look.isAgeing = now > ages
        look.next = Timestamp(milliseconds: (look.isAgeing ? ends : ages).milliseconds + 1)
        return look
    }

    /// Whether a lamp's old age is told by another: its agent's, its reach's, or the host was hidden until just now.
    /// Those are told when they are grey themselves; that they age is enough, or the order of a second would matter.
    private func isAgeKnown(_ lamp: Lamp, now: Timestamp) -> Bool {
        func isOld(_ place: Int) -> Bool { lamps[place].isAgeing || lamps[place].status == .grey }
        let isFreshlyUncovered = uncovered.map { now <= lamp.intervals(3, after: $0) } ?? false
        switch lamp.source {
        case .reach, .own: return false
        case .agent, .echoes: return isFreshlyUncovered || isOld(Place.reach)
        case .readings, .updates, .foretold: return isFreshlyUncovered || isOld(Place.agent)
        }
    }
}
