public import Model

/// What is known of a host's SNMPv3 engine beside its ID, and what was told of it: a restart tells nothing twice.
struct EngineNews: Sendable, Hashable, Codable {
    /// The last one that the host had.
    var last: EngineID?
    var change: Change?
    /// When a change was told last.
    var changeTold: Timestamp?
    var shareTold: Share?

    /// It had another engine before.
    struct Change: Sendable, Hashable, Codable {
        var old: EngineID
        var new: EngineID
        var time: Timestamp
    }

    /// It was told that these hosts have its engine, too.
    struct Share: Sendable, Hashable, Codable {
        var engine: EngineID
        var hosts: [Host.Name]
    }

    /// How long a change is shown.
    static let shown = Duration.seconds(7 * 86_400)
    /// An engine that changes all the time is told once in so long.
    static let pause = Duration.seconds(86_400)
}

extension Judge {
    /// Takes over what is known of agents from earlier runs, for hosts of which nothing is known yet. Nothing is told.
    ///
    /// - Parameter others: Hosts that are other devices now: what was learnt before is forgotten.
    public mutating func remember(_ manners: [Host.Name: Manners], forgetting others: Set<Host.Name> = []) {
        for name in others {
            if let place = places[name] { watched[place].forgetAgent() }
        }
        for place in watched.indices where place != own && watched[place].manners.isEmpty {
            watched[place].manners = manners[watched[place].host.id] ?? Manners()
            watched[place].engineNews.last = watched[place].manners.engine?.id ?? watched[place].engineNews.last
        }
        indexEngines()
    }

    /// Finds anew which hosts have which engine.
    mutating func indexEngines() {
        engines = [:]
        for place in watched.indices {
            if let engine = watched[place].manners.engine?.id { engines[engine, default: []].insert(place) }
        }
    }

    /// Takes what polling learnt of a host's agent, and tells what is odd about its engine.
    mutating func learn(_ manners: Manners, of place: Int, now: Timestamp, into outcome: inout Outcome) {
        let before = watched[place].manners.engine?.id
        watched[place].manners = manners
        let engine = manners.engine?.id
        guard engine != before else { return }
        if let before { engines[before]?.remove(place) }
        guard let engine else { return }
        engines[engine, default: []].insert(place)
        noteChange(to: engine, of: place, now: now, into: &outcome)
        noteShare(of: engine, by: place, now: now, into: &outcome)
    }

    private mutating func noteChange(to engine: EngineID, of place: Int, now: Timestamp, into outcome: inout Outcome) {
        let last = watched[place].engineNews.last
        watched[place].engineNews.last = engine
        guard let last, last != engine else { return }
        let change = EngineNews.Change(old: last, new: engine, time: now)
        watched[place].engineNews.change = change
        outcome.changedHosts.insert(watched[place].host.id)
        if let told = watched[place].engineNews.changeTold, now - told < EngineNews.pause { return }
        watched[place].engineNews.changeTold = now
        tell(change.finding, of: place, now: now, into: &outcome)
    }

    /// Told once for all of a group: at whoever joined it last, with all the others.
    private mutating func noteShare(
        of engine: EngineID, by place: Int, now: Timestamp, into outcome: inout Outcome
    ) {
        guard let finding = share(of: place), case .sharedEngine(_, let others) = finding else { return }
        var told: Set<Host.Name> = []
        for member in engines[engine] ?? [] {
            guard let share = watched[member].engineNews.shareTold, share.engine == engine else { continue }
            told.formUnion(share.hosts + [watched[member].host.id])
        }
        guard !told.isSuperset(of: others + [watched[place].host.id]) else { return }
        watched[place].engineNews.shareTold = EngineNews.Share(engine: engine, hosts: others)
        tell(finding, of: place, now: now, into: &outcome)
    }

    mutating func tell(_ finding: Finding, of place: Int, now: Timestamp, into outcome: inout Outcome) {
        let status = watched[place].lamps[Watched.Place.agent].status
        let name = watched[place].host.id
        outcome.events.append(
            Event(
                time: now, check: Check(host: name, aspect: .reach, subject: Judge.agentSubject), from: status,
                to: status, reason: .finding(finding)))
        outcome.changedHosts.insert(name)
    }

    private func share(of place: Int) -> Finding? {
        guard let engine = watched[place].manners.engine?.id else { return nil }
        let others = (engines[engine] ?? []).filter { $0 != place }.map { watched[$0].host.id }.sorted()
        return others.isEmpty ? nil : .sharedEngine(engine: engine, with: others)
    }

    /// What is worth mending about a host although no light changes for it.
    func findings(of place: Int, now: Timestamp) -> [Finding] {
        let change = watched[place].engineNews.change.flatMap { now - $0.time < EngineNews.shown ? $0.finding : nil }
        return [share(of: place), change].compactMap { $0 }
    }

    /// The hosts that have something worth mending, in the order of the fleet.
    public func hostsWithFindings(now: Timestamp) -> [Host.Name] {
        watched.indices.filter { !findings(of: $0, now: now).isEmpty }.map { watched[$0].host.id }
    }
}

extension EngineNews.Change {
    var finding: Finding { .changedEngine(from: old, to: new, since: time) }
}

extension Watched {
    /// Another device answers at this name now.
    mutating func forgetAgent() {
        manners = Manners()
        engineNews = EngineNews()
    }
}
