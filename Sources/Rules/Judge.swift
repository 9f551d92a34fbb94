public import Model

/// Judges everything that is watched: takes reports, gives back what changed, and knows the colour, reason and age of
/// every light. A value without clock or wires; the work for a report grows with what it changes, never with the fleet.
public struct Judge: Sendable {
    /// The host under which the daemon's own lights stand on the board.
    public static let ownHost: Host.Name = Host.daemon

    var title: String
    var timing: Timing
    var fleet: Fleet
    var probes: ProbeLibrary
    var book: RuleBook
    var updates: UpdateRules
    var systems = DescriptionPatterns()
    var tally = VersionTally()
    var lineage: Lineage
    /// Who stands in which row of which table of a host: by its place, the group, and the row's identity.
    var guests: [Int: [String: [String: Int]]] = [:]

    /// All hosts in the order of the fleet, the daemon itself last.
    var watched: [Watched]
    var places: [Host.Name: Int]
    /// Which hosts have an SNMPv3 engine, by its ID.
    var engines: [EngineID: Set<Int>] = [:]
    /// For each host, when it is to be looked at if nothing is heard of it before.
    var deadlines: [Timestamp]
    var judgements: [Judgement] = []
    var judgementPlaces: [Judgement: Int] = [:]
    var origins: [Origin] = []
    var originPlaces: [Origin: Int] = [:]

    /// The open ones.
    var incidents: [Incident.Number: Incident] = [:]
    var nextNumber: Incident.Number = 1
    /// Incidents of which only the hosts behind changed; told with the next tick.
    var untold: Set<Incident.Number> = []
    /// Incidents that hosts left, and when their lists are made anew: not at once, as what leaves first is a sign that
    /// the root comes back too, and its end names all that were behind it.
    var departures: [Incident.Number: Timestamp] = [:]
    /// Closed because their host or check went away with a restart; told with the next tick.
    var orphans: [Incident] = []
    var sight = Sight()
    /// What somebody paused as a whole.
    var sitePauses: [Site.Key: Pause] = [:]
    /// What is yellow and accepted.
    var accepted: [Check: Acknowledgement] = [:]
    var applications: [Application]
    var applicationStates: [ApplicationLight] = []
    /// What the wall clocks of the sites show.
    let calendar: @Sendable (Timestamp) -> CalendarTime
    /// By the text of hours or windows.
    var clocks: [String: HoursClock] = [:]
    var sequence: Int64 = 0
    /// Hosts that were looked at since a board was last renewed.
    var touched: Set<Int> = []
    /// When values are held against what is usual next.
    var nextComparison: Timestamp
    /// The last tick.
    var latest: Timestamp

    /// - Parameters:
    ///   - state: What the judge before this one knew, from `state(now:)`.
    ///   - calendar: What the wall clocks of the sites show at a moment; by default UTC.
    ///   - history: What was told of incidents so far: no number is given twice, and what is open but unknown to `state`
    ///     ends with the first tick.
    public init(
        fleet: Fleet, probes: ProbeLibrary, rules: [Rule], applications: [Application] = [],
        updates: UpdateRules = UpdateRules(), timing: Timing, title: String,
        calendar: @escaping @Sendable (Timestamp) -> CalendarTime = { CalendarTime(utc: $0) },
        state: JudgeState?,
        history: (lastNumber: Incident.Number, open: [Incident]) = (0, []), now: Timestamp
    ) {
        self.title = title
        self.timing = timing
        self.calendar = calendar
        self.applications = applications
        latest = now
        nextComparison = now
        self.fleet = fleet
        self.probes = probes
        book = RuleBook(rules)
        self.updates = updates
        (watched, places) = Judge.roster(fleet, timing: timing, now: now)
        lineage = Lineage(watched.map(\.host), places: places)
        guests = Judge.guests(of: watched, places: places)
        deadlines = Array(repeating: .never, count: watched.count)
        sight.begin(watched.dropLast().map(\.line))
        for place in watched.indices where place != own {
            furnish(place, now: now)
            enroll(place, now: now)
        }
        wind(now: now)
        nextNumber = max(1, history.lastNumber + 1)
        if let state { restore(state, now: now) }
        for place in watched.indices { countFacts(of: place) }
        for incident in history.open
        where incidents[incident.number] == nil && !orphans.contains(where: { $0.number == incident.number }) {
            orphan(incident, now: now)
        }
    }

    /// The daemon's own place.
    var own: Int { watched.count - 1 }

    static func guests(
        of watched: [Watched], places: [Host.Name: Int]
    ) -> [Int: [String: [String: Int]]] {
        var guests: [Int: [String: [String: Int]]] = [:]
        for (place, host) in watched.enumerated() {
            guard let row = host.host.membership, let manager = places[row.manager] else { continue }
            guests[manager, default: [:]][row.group, default: [:]][row.identity] = place
        }
        return guests
    }

    static func roster(
        _ fleet: Fleet, timing: Timing, now: Timestamp
    ) -> (watched: [Watched], places: [Host.Name: Int]) {
        var watched: [Watched] = []
        var places: [Host.Name: Int] = [:]
        for host in fleet.hosts where places[host.id] == nil {
            places[host.id] = watched.count
            watched.append(
                Watched(host: host, interval: timing.interval(of: host), line: fleet.line(to: host), now: now))
        }
        let itself = Host(id: ownHost, endpoint: Endpoint(address: .v4(0x7f00_0001)), site: ownHost)
        watched.append(Watched(host: itself, interval: timing.interval, line: .fast, now: now))
        return (watched, places)
    }
}

extension Timestamp {
    /// Later than anything.
    static let never = Timestamp(milliseconds: .max)
}

extension Judge {
    /// Gives a host the lamps that every host has.
    mutating func furnish(_ place: Int, now: Timestamp) {
        let host = watched[place].host
        let page = book.page(for: host)
        let standards: [(Aspect, String, Lamp.Source, Judgement)] = [
            (.reach, "", .reach, .standing), (.reach, Judge.agentSubject, .agent, .standing),
            (.link, Judge.lossSubject, .echoes, .loss(hold: timing.interval(of: host) * 2)),
        ]
        for (aspect, subject, source, standard) in standards {
            let judgement = page.judgement(aspect: aspect, subject: subject, otherwise: standard)
            var lamp = Lamp(
                aspect: aspect, subject: subject, source: source, interval: watched[place].interval,
                origin: intern(standard.origin), since: now)
            if let judgement { lamp.follow(judgement, origin: intern(judgement.origin)) }
            lamp.isPresent = judgement != nil && (source != .agent || host.credential != nil)
            // Echoes to a slow host may be rarer than its visits.
            if source != .agent {
                lamp.interval = timing.evidence(over: watched[place].line, interval: lamp.interval)
            }
            watched[place].lamps.append(lamp)
            if source == .echoes { watched[place].lossJudgement = intern(judgement ?? standard) }
        }
    }

    /// The subject of the light that names a silent agent; part of the aspect reach, but not of its column: the host
    /// is reached.
    public static let agentSubject = "snmp"
    /// The subject of the light for lost echoes, in the aspect link.
    public static let lossSubject = "loss"

    mutating func intern(_ judgement: Judgement) -> Int {
        if let place = judgementPlaces[judgement] { return place }
        judgementPlaces[judgement] = judgements.count
        judgements.append(judgement)
        return judgements.count - 1
    }

    mutating func intern(_ origin: Origin) -> Int {
        if let place = originPlaces[origin] { return place }
        originPlaces[origin] = origins.count
        origins.append(origin)
        return origins.count - 1
    }
}

extension Judgement {
    /// For lights that are what they are: answering or not.
    static let standing = Judgement(condition: .states(StateMap([:])), unit: .none, hold: .zero, origin: .builtIn)

    /// A tenth of the echoes lost is worth a look, two fifths make a line useless; not before it lasted.
    static func loss(hold: Duration) -> Judgement {
        Judgement(
            condition: .above(Limits(yellow: 10, red: 40, hysteresis: 3)), unit: .percent, hold: hold, origin: .builtIn)
    }
}
