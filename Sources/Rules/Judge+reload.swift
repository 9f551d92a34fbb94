public import Model

extension Judge {
    /// Goes on with another configuration: what still exists keeps its lights, incidents and rates; what is gone ends.
    ///
    /// - Parameter title: `nil`: as it was.
    public mutating func reload(
        fleet: Fleet, probes: ProbeLibrary, rules: [Rule], applications: [Application] = [],
        updates: UpdateRules = UpdateRules(), timing: Timing, title: String? = nil, now: Timestamp
    ) -> Outcome {
        var outcome = Outcome()
        let old = self
        for place in watched.indices where place != own {
            guard fleet.host(watched[place].host.id) == nil else { continue }
            for index in watched[place].lamps.indices { remove(index, of: place, now: now, into: &outcome) }
        }
        self.fleet = fleet
        self.timing = timing
        self.title = title ?? self.title
        self.probes = probes
        book = RuleBook(rules)
        self.applications = applications
        self.updates = updates
        tally = VersionTally()
        judgements = []
        judgementPlaces = [:]
        (watched, places) = Judge.roster(fleet, timing: timing, now: now)
        lineage = Lineage(watched.map(\.host), places: places)
        guests = Judge.guests(of: watched, places: places)
        deadlines = Array(repeating: now, count: watched.count)
        sight.begin(watched.dropLast().map(\.line))
        watched[own] = old.watched[old.own]
        var loose: [Int: [Int]] = [:]
        for place in watched.indices where place != own {
            furnish(place, now: now)
            if let before = old.places[watched[place].host.id] {
                loose[place] = move(old.watched[before], to: place)
            } else {
                enroll(place, now: now)
            }
            if watched[place].reach.answers == true { countAnswering(place) }
        }
        wind(now: now)
        for place in watched.indices { countFacts(of: place) }
        layAnew(old, loose: loose, now: now, into: &outcome)
        indexEngines()
        for place in watched.indices where place != own {
            guard let before = old.places[watched[place].host.id] else { continue }
            let (from, to) = (old.watched[before].host.endpoint.address, watched[place].host.endpoint.address)
            if from != to { tell(.changedAddress(from: from, to: to), of: place, now: now, into: &outcome) }
        }
        for place in watched.indices {
            if watched[place].reach.isLost { standAnew(place, now: now, into: &outcome) }
            settle(place, now: now, hasNews: true, into: &outcome)
            outcome.changedHosts.insert(watched[place].host.id)
        }
        return finish(outcome)
    }

    /// - Returns: The lamps of what its manager told of it.
    private mutating func move(_ old: Watched, to place: Int) -> [Int] {
        var new = watched[place]
        let furnished = new.lamps
        let lossJudgement = new.lossJudgement
        let (host, interval, line) = (new.host, new.interval, new.line)
        new = old
        new.host = host
        new.interval = interval
        new.line = line
        new.lossJudgement = lossJudgement
        // By today's rules.
        new.updates = nil
        if old.host.endpoint != host.endpoint || old.host.credential != host.credential { new.forgetAgent() }
        for index in furnished.indices {
            new.lamps[index].follow(furnished[index])
        }
        // What its manager tells of it is laid out anew with the manager's groups, if it still does.
        let loose = new.groups.filter { $0.layout.key.host != host.id }.flatMap(\.checks).map(\.lamp)
        for lamp in loose { new.lamps[lamp].isAttached = false }
        new.groups.removeAll { $0.layout.key.host != host.id }
        watched[place] = new
        return loose
    }

    /// Places the checks of all hosts by today's probes and rules; a host that a manager no longer tells of loses what it told.
    ///
    /// - Parameter loose: The lamps that wait for what managers tell.
    private mutating func layAnew(
        _ old: Judge, loose: [Int: [Int]], now: Timestamp, into outcome: inout Outcome
    ) {
        for place in watched.indices where place != own {
            guard let before = old.places[watched[place].host.id] else { continue }
            for group in old.watched[before].groups where group.layout.key.host == watched[place].host.id {
                lay(group.layout, on: place, now: now, into: &outcome)
            }
        }
        for (place, lamps) in loose.sorted(by: { $0.key < $1.key }) {
            for lamp in lamps where !watched[place].lamps[lamp].isAttached {
                remove(lamp, of: place, now: now, into: &outcome)
            }
        }
        // What no manager tells of any more has no version either.
        for place in watched.indices where place != own && facts(of: place) == nil {
            for lamp in watched[place].lamps.indices where watched[place].lamps[lamp].source == .updates {
                remove(lamp, of: place, now: now, into: &outcome)
            }
        }
    }

    /// A lost host may hang on others now.
    private mutating func standAnew(_ place: Int, now: Timestamp, into outcome: inout Outcome) {
        switch watched[place].reach.standing {
        case .behind, .unseen, .unpowered: giveTime(place, now: now, into: &outcome)
        case .unknown, .up, .down: break
        }
        decide(from: place, now: now, into: &outcome)
    }
}
