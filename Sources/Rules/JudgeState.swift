public import Model

/// What a judge knows that a restart brings back: verdicts with their age, open incidents, the next number. It may be
/// kept whole, or piece by piece: the head with every batch that carries an event, a host when it changed.
public struct JudgeState: Sendable, Codable {
    public var head: Head
    public var hosts: [HostState]

    public init(head: Head, hosts: [HostState]) {
        self.head = head
        self.hosts = hosts
    }

    /// What belongs to no host alone.
    public struct Head: Sendable, Codable {
        /// Grows when older states can no longer be read.
        var version = 1
        var saved: Timestamp
        var nextNumber: Incident.Number
        /// The open ones. Who keeps incidents anyway need not keep them here too, and fills them in for a restart.
        public var incidents: [Incident]
        /// Hosts refer to these by their place; the list only grows while a judge lives.
        var origins: [Origin]
        /// `nil` in states from before there was any.
        var sitePauses: [Site.Key: Pause]?
        var accepted: [Acceptance]?
    }

    /// What is foretold of a check.
    struct Foretold: Sendable, Codable {
        var check: Check
        var prospect: Prospect
    }

    /// A value that is far from what is usual.
    struct Odd: Sendable, Codable {
        var check: Check
        var oddity: Oddity
    }

    /// A yellow check that is as it should be.
    struct Acceptance: Sendable, Codable {
        var check: Check
        var acknowledgement: Acknowledgement
    }

    /// One host's lights and what they rest on.
    public struct HostState: Sendable, Codable {
        public internal(set) var name: Host.Name
        var standing: Standing
        var root: Host.Name?
        var lastAnswer: Timestamp?
        var lost: Timestamp?
        var reported: Timestamp?
        var agent: Agent
        var echoes: Echoes
        var lamps: [Lamp]
        var facts: HostFacts?
        var visited: Timestamp?
        /// `nil` where there is nothing to tell, and in states from before there was any.
        var engineNews: EngineNews?
        var pause: Pause?
        var enrolment: Enrolment?
        var prospects: [Foretold]?
        var oddities: [Odd]?
        var limits: [RowLimits]?
        var uptime: Uptime?
        var moves: Moves?
        var status: Status
        var since: Timestamp
    }

    enum Standing: String, Sendable, Codable {
        case unknown, up, down, behind, unseen, unpowered
    }
}

extension Judge {
    /// What to keep for the next start.
    public func state(now: Timestamp) -> JudgeState {
        var head = stateHead(now: now)
        head.incidents = incidents.values.sorted { $0.number < $1.number }
        return JudgeState(head: head, hosts: watched.map(\.state))
    }

    /// The piece of the state that belongs to no host alone, without the incidents.
    public func stateHead(now: Timestamp) -> JudgeState.Head {
        JudgeState.Head(
            saved: now, nextNumber: nextNumber, incidents: [], origins: origins,
            sitePauses: sitePauses.isEmpty ? nil : sitePauses,
            accepted: accepted.isEmpty
                ? nil : accepted.map { JudgeState.Acceptance(check: $0.key, acknowledgement: $0.value) })
    }

    /// The piece of the state that belongs to one host; `nil` if there is no such host.
    public func state(of name: Host.Name) -> JudgeState.HostState? {
        (places[name] ?? (name == Judge.ownHost ? own : nil)).map { watched[$0].state }
    }

    /// Brings back what an earlier judge knew. Nothing is told: what is shown is what was shown, only older.
    mutating func restore(_ state: JudgeState, now: Timestamp) {
        nextNumber = max(nextNumber, state.head.nextNumber)
        sitePauses = state.head.sitePauses ?? [:]
        for entry in state.head.accepted ?? [] { accepted[entry.check] = entry.acknowledgement }
        let known = Dictionary(state.head.incidents.map { ($0.number, $0) }, uniquingKeysWith: { first, _ in first })
        for saved in state.hosts {
            let isOwn = saved.name == Judge.ownHost && places[saved.name] == nil
            guard let place = isOwn ? own : places[saved.name] else { continue }
            watched[place].restore(saved, at: now)
            for lamp in saved.lamps where lamp.subject != Sight.subject || !isOwn {
                restore(lamp, origins: state.head.origins, on: place)
            }
            restoreOddities(saved.oddities ?? [], on: place)
            if watched[place].reach.answers == true, place != own { countAnswering(place) }
            for lamp in watched[place].lamps {
                if let number = lamp.incident, let incident = known[number] { incidents[number] = incident }
            }
            for index in watched[place].lamps.indices {
                if let number = watched[place].lamps[index].incident, incidents[number] == nil {
                    watched[place].lamps[index].incident = nil
                    // Nobody knows the incident any more: the light tells of its trouble as if it were new.
                    watched[place].lamps[index].status = .grey
                    watched[place].lamps[index].told = nil
                }
            }
            deadlines[place] = now
        }
        // What nobody can end any more ends with the first tick: a problem that was told gets its end told.
        for incident in state.head.incidents where incidents[incident.number] == nil {
            orphan(incident, now: now)
        }
        if state.head.saved > now { timeWentBack(to: now) }
    }

    mutating func orphan(_ incident: Incident, now: Timestamp) {
        var orphan = incident
        orphan.closed = now
        orphans.append(orphan)
    }

    private mutating func restore(_ saved: Lamp, origins: [Origin], on place: Int) {
        var lamp = saved
        lamp.origin = intern(origins.indices.contains(saved.origin) ? origins[saved.origin] : .builtIn)
        if let index = watched[place].lamp(saved.aspect, saved.subject) {
            // What every host has is judged by today's rules.
            let standard = watched[place].lamps[index]
            lamp.follow(standard)
            lamp.isAttached = standard.isAttached
            watched[place].lamps[index] = lamp
        } else if saved.source == .readings || saved.source == .updates || saved.source == .own {
            lamp.isAttached = false
            watched[place].lamps.append(lamp)
        } else if saved.source == .foretold {
            // What will be foretold next confirms it or takes it away.
            watched[place].lamps.append(lamp)
        }
    }
}

extension Watched {
    fileprivate var state: JudgeState.HostState {
        var standing = JudgeState.Standing.unknown
        var name: Host.Name?
        switch reach.standing {
        case .unknown: break
        case .unseen: standing = .unseen
        case .up: standing = .up
        case .down: standing = .down
        case .behind(let root): (standing, name) = (.behind, root)
        case .unpowered(let host, let port): (standing, name) = (.unpowered, "\(host)\n\(port)")
        }
        return JudgeState.HostState(
            name: host.id, standing: standing, root: name, lastAnswer: reach.lastAnswer, lost: reach.lost,
            reported: reach.reported, agent: agent, echoes: echoes.recent, lamps: lamps.filter(\.isWorthKeeping),
            facts: facts, visited: visited, engineNews: engineNews == EngineNews() ? nil : engineNews,
            pause: pause, enrolment: enrolment,
            prospects: prospects.isEmpty
                ? nil : prospects.map { JudgeState.Foretold(check: $0.key, prospect: $0.value) },
            oddities: keptOddities, limits: limits.isEmpty ? nil : limits, uptime: uptime,
            moves: moves == Moves() ? nil : moves, status: status, since: since)
    }

    fileprivate mutating func restore(_ saved: JudgeState.HostState, at now: Timestamp) {
        // A loss that was still being looked into is forgotten: it will be told again.
        switch saved.standing {
        case .unknown: break
        case .up: (reach.standing, reach.answers) = (.up, true)
        // It answered before we were blind: if it is still gone, it vanishes again.
        case .unseen: reach.answers = true
        case .down: (reach.standing, reach.answers) = (.down, false)
        case .unpowered:
            let parts = (saved.root ?? "").split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
            reach.standing = parts.count == 2 ? .unpowered(parts[0], port: parts[1]) : .down
            reach.answers = false
        case .behind: (reach.standing, reach.answers) = saved.root.map { (.behind($0), false) } ?? (.unknown, nil)
        }
        reach.lastAnswer = saved.lastAnswer
        reach.lost = reach.isLost ? saved.lost : nil
        reach.reported = saved.reported
        agent = saved.agent
        echoes = saved.echoes
        facts = saved.facts
        visited = saved.visited
        engineNews = saved.engineNews ?? EngineNews()
        pause = saved.pause
        enrolment = saved.enrolment
        for foretold in saved.prospects ?? [] { prospects[foretold.check] = foretold.prospect }
        limits = saved.limits ?? []
        uptime = saved.uptime
        moves = saved.moves ?? Moves()
        status = saved.status
        since = saved.since
        restored = now
    }
}

extension Lamp {
    /// In view, or out of it for a reason that only the row's return ends.
    fileprivate var isWorthKeeping: Bool { isPresent || isAttached && withdrawn != nil }
}
