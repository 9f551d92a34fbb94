public import Model

extension Judge {
    /// The state of everything now, for screens.
    public func board(now: Timestamp) -> Board {
        var sites = fleet.sites.map {
            SiteLight(
                id: $0.id, name: $0.name, contact: $0.contact, lineOperator: $0.lineOperator,
                budgetBytesPerSecond: $0.budget)
        }
        if showsItself, fleet.site(Judge.ownHost) == nil { sites.append(SiteLight(id: Judge.ownHost, name: title)) }
        return Board(
            sequence: sequence, time: now, title: title, interval: timing.interval, sites: sites,
            hosts: watched[..<shown].map { $0.light(origins: origins) },
            incidents: incidents.values.sorted(by: Judge.comesFirst), freshness: freshness(now: now), notices: notices,
            applications: applicationStates.isEmpty ? nil : applicationStates)
    }

    /// Brings a board that this judge made up to date. The lights of a host are made anew only if it was looked at since
    /// the last call.
    ///
    /// - Returns: `false` if other hosts stand on it now: then nothing was changed, and `board(now:)` makes a new one.
    ///   After a reload only that does.
    public mutating func renew(_ board: inout Board, now: Timestamp) -> Bool {
        guard board.hosts.count == shown else { return false }
        for place in touched where place < shown { board.hosts[place] = watched[place].light(origins: origins) }
        touched.removeAll(keepingCapacity: true)
        board.sequence = sequence
        board.time = now
        board.incidents = incidents.values.sorted(by: Judge.comesFirst)
        board.freshness = freshness(now: now)
        board.notices = notices
        board.applications = applicationStates.isEmpty ? nil : applicationStates
        return true
    }

    /// The daemon has something to say of itself.
    private var showsItself: Bool { watched[own].lamps.contains(where: \.isPresent) }

    /// How many of the watched stand on the board: the daemon itself is the last.
    private var shown: Int { showsItself ? watched.count : own }

    private func freshness(now: Timestamp) -> Board.Freshness {
        var fresh = 0
        var oldest: Timestamp?
        for place in watched.indices where place != own {
            guard let evidence = watched[place].lamps[Watched.Place.reach].evidence else { continue }
            oldest = min(oldest ?? evidence, evidence)
            if now - evidence <= watched[place].lamps[Watched.Place.reach].interval * 2 { fresh += 1 }
        }
        return Board.Freshness(fresh: fresh, total: own, oldest: oldest)
    }

    /// The worst first, of equals the newest.
    private static func comesFirst(_ left: Incident, _ right: Incident) -> Bool {
        (left.status.foldRank, left.opened, left.number) > (right.status.foldRank, right.opened, right.number)
    }

    /// What the daemon has to say in the head of every screen.
    private var notices: [OwnStatement] {
        watched[own].lamps.filter { $0.isPresent && $0.subject == Sight.subject && $0.status == .red }.compactMap {
            if case .own(let statement) = $0.finding { statement } else { nil }
        }
    }

    /// What the hosts say of themselves, as far as they were asked.
    public var facts: [Host.Name: HostFacts] {
        Dictionary(
            watched.compactMap { host in host.facts.map { (host.host.id, $0) } },
            uniquingKeysWith: { first, _ in first })
    }

    /// Hosts that are gone by themselves.
    public var deadHosts: Set<Host.Name> {
        Set(watched.lazy.filter { $0.reach.standing == .down }.map(\.host.id))
    }

    /// Everything about one host but its events, which the judge does not keep; `nil` if there is no such host.
    public func detail(of name: Host.Name, now: Timestamp) -> HostDetail? {
        guard let place = places[name] ?? (name == Judge.ownHost ? own : nil) else { return nil }
        let host = watched[place]
        let incidents = incidents.values
            .filter { $0.cause.host == name || $0.behind.contains(name) }.sorted(by: Judge.comesFirst)
        let findings = findings(of: place, now: now)
        return HostDetail(
            light: host.light(origins: origins), checks: host.checkLights(origins: origins), facts: facts(of: place),
            behind: lineage.descendants(of: place).map { watched[$0].host.id },
            incidents: incidents, roundTrips: host.echoes.roundTrips, lossPercent: host.echoes.loss,
            polled: place == own
                ? nil
                : HostDetail.Polled(
                    interval: host.interval, ping: timing.ping(over: host.line), last: host.visited, cost: host.cost,
                    credential: host.host.credential, manners: host.manners.isEmpty ? nil : host.manners),
            findings: findings.isEmpty ? nil : findings, firstStep: host.host.firstStep, tell: host.host.tell,
            origin: host.host.origin)
    }
}

extension Watched {
    /// All its checks in the order of the columns, each with what explains it.
    fileprivate func checkLights(origins: [Origin], where isWanted: (Lamp) -> Bool = { _ in true }) -> [CheckLight] {
        let cover = cover
        let wanted = lamps.indices.filter { lamps[$0].isPresent && isWanted(lamps[$0]) }
        return wanted.sorted { (lamps[$0].aspect, $0) < (lamps[$1].aspect, $1) }.map { index in
            let lamp = lamps[index]
            let look = look(at: index, cover: cover, now: settled)
            var origin = lamp.origin
            if case .unusual = look.reason, let oddity = oddities[index] { origin = oddity.origin }
            return CheckLight(
                check: check(index),
                verdict: Verdict(
                    status: look.status, reason: look.reason,
                    origin: origins.indices.contains(origin) ? origins[origin] : .builtIn,
                    evidence: lamp.evidence, isAgeing: look.isAgeing),
                since: lamp.since)
        }
    }

    fileprivate func light(origins: [Origin]) -> HostLight {
        var evidence: Timestamp?
        var columns: [Aspect: AspectLight] = [:]
        for lamp in lamps where lamp.isPresent {
            if let read = lamp.evidence { evidence = max(evidence ?? read, read) }
            // The host is reached though its agent is silent: that is a light of its own, not its column.
            if lamp.source == .agent { continue }
            var light = columns[lamp.aspect] ?? AspectLight(aspect: lamp.aspect, status: lamp.status)
            if light.status.foldRank < lamp.status.foldRank { light.status = lamp.status }
            light.isAgeing = light.isAgeing || lamp.isAgeing
            columns[lamp.aspect] = light
        }
        let troubles = checkLights(origins: origins) { $0.status != .green }
        return HostLight(
            id: host.id, site: host.site, endpoint: host.endpoint, place: host.place, parents: host.parents,
            status: status, since: since, aspects: columns.values.sorted { $0.aspect < $1.aspect },
            troubles: troubles.enumerated()
                .sorted {
                    ($1.element.verdict.status.foldRank, $0.offset) < ($0.element.verdict.status.foldRank, $1.offset)
                }
                .map(\.element),
            evidence: evidence)
    }
}
