internal import Model

extension Judge {
    /// Works out how a host's lights look now and tells what changed. Every light is told by one event at most, and
    /// one that goes grey because of something wider (its host, its agent, its parent) by none: the wider one is told.
    ///
    /// - Parameters:
    ///   - part: The lamps that may have changed, if what hides the others did not.
    ///   - hasNews: Values came in, so reasons on the board may read otherwise though colours stay.
    mutating func settle(
        _ place: Int, part: Range<Int>? = nil, now: Timestamp, hasNews: Bool = false, into outcome: inout Outcome
    ) {
        let isShutAnew = shutOrOpen(place, now: now)
        let isPart = part != nil && deadlines[place] > now && !isShutAnew
        let range = isPart ? part ?? 0..<0 : watched[place].lamps.indices
        let cover = watched[place].cover
        // Nothing hides the readings of its agent.
        let isInView = cover == .none && watched[place].agent.silence == nil
        watched[place].settled = now
        touched.insert(place)
        var next = isPart ? deadlines[place] : Timestamp.never
        let restless =
            isInView
            ? Lamp.restless(among: watched[place].lamps, in: range, now: now, ageFrom: &next) : Array(range)
        for index in restless {
            guard watched[place].lamps[index].isPresent else {
                if let number = watched[place].lamps[index].incident { close(number, now: now, into: &outcome) }
                continue
            }
            let look = watched[place].look(at: index, cover: cover, now: now)
            if isForgotten(index, of: place, look: look) {
                remove(index, of: place, now: now, into: &outcome)
                continue
            }
            show(look, at: index, of: place, now: now, into: &outcome)
            if hasNews, look.status.isTrouble { outcome.changedHosts.insert(watched[place].host.id) }
            if let change = look.next { next = min(next, change) }
            if let calm = watched[place].lamps[index].flapping?.nextLook(now: now) { next = min(next, calm) }
        }
        fold(place, now: now, into: &outcome)
        foldCompanions(of: place, now: now, into: &outcome)
        if let counts = companionCounts(place, now: now) { next = min(next, counts) }
        if let change = becomeKnown(place, now: now, into: &outcome) { next = min(next, change) }
        if let ends = watched[place].shut?.ends { next = min(next, ends) }
        let reach = watched[place].reach
        if reach.isDeciding {
            for moment in [reach.notBefore, reach.deadline] {
                if let moment, moment > now { next = min(next, moment) }
            }
        }
        deadlines[place] = next
    }

    private mutating func fold(_ place: Int, now: Timestamp, into outcome: inout Outcome) {
        let status = Lamp.worst(of: watched[place].lamps)
        guard status != watched[place].status else { return }
        watched[place].status = status
        watched[place].since = now
        outcome.changedHosts.insert(watched[place].host.id)
    }

    /// A check that came back from the state but that the host no longer has: its agent answers, yet nothing feeds it.
    private func isForgotten(_ index: Int, of place: Int, look: Look) -> Bool {
        let lamp = watched[place].lamps[index]
        // After a restart nothing is attached before the host has been discovered again.
        guard lamp.source == .readings, !lamp.isAttached, !watched[place].groups.isEmpty, case .stale = look.reason
        else { return false }
        return watched[place].lamps[Watched.Place.agent].status == .green
    }

    private mutating func show(_ look: Look, at index: Int, of place: Int, now: Timestamp, into outcome: inout Outcome)
    {
        let before = watched[place].lamps[index].status
        if look.status != before || look.isAgeing != watched[place].lamps[index].isAgeing {
            watched[place].lamps[index].isAgeing = look.isAgeing
            outcome.changedHosts.insert(watched[place].host.id)
            if look.status != before {
                outcome.isRecoloured = true
                watched[place].lamps[index].status = look.status
                watched[place].lamps[index].since = now
                // What the agent could not tell while it was silent is old, but no news yet.
                let source = watched[place].lamps[index].source
                if source == .agent || source == .reach, before == .grey { watched[place].uncovered = now }
            }
        }
        let told = watched[place].lamps[index].told
        let isNews = !look.isExplained && look.status != told && (told != nil || look.status.isTrouble)
        watched[place].lamps[index].turn(look.status, now: now)
        let isCalm = look.status == .green && !watched[place].lamps[index].isFlapping
        if look.status != before || isNews || isCalm && watched[place].lamps[index].incident != nil {
            // An incident opens before its event is written, so that the event carries its number.
            let number = follow(look, at: index, of: place, now: now, into: &outcome)
            if isNews {
                outcome.events.append(
                    Event(
                        time: now, check: watched[place].check(index), from: told ?? .grey, to: look.status,
                        reason: look.reason, incident: number))
            }
        } else if let number = watched[place].lamps[index].incident, look.status != .green, look.status != .blue {
            incidents[number]?.reason = look.reason
        }
        if !look.isExplained { watched[place].lamps[index].told = look.status }
    }

    /// Opens, changes or closes the incident of a check. It stays open while the check is grey or blue: nobody has
    /// seen the trouble end.
    ///
    /// - Returns: The number for the event: the incident's own, or the one of the host at the root.
    private mutating func follow(
        _ look: Look, at index: Int, of place: Int, now: Timestamp, into outcome: inout Outcome
    ) -> Incident.Number? {
        guard let number = watched[place].lamps[index].incident else {
            if look.status.isTrouble { return open(look, at: index, of: place, now: now, into: &outcome) }
            if case .behind(let root) = look.reason, let place = places[root] {
                return watched[place].lamps[Watched.Place.reach].incident
            }
            return nil
        }
        let isFlapping = watched[place].lamps[index].isFlapping
        incidents[number]?.isFlapping = isFlapping ? true : nil
        if look.status == .green {
            // What comes and goes is not over yet: it keeps its colour.
            if isFlapping, let incident = incidents[number] {
                outcome.note(incident)
            } else {
                incidents[number]?.status = look.status
                incidents[number]?.reason = look.reason
                close(number, now: now, into: &outcome)
            }
            return number
        }
        let told = toldStatus(look.status, of: place, now: now)
        incidents[number]?.status = told
        // What is wrong is still that, while nobody is alarmed of it.
        if told != .blue { incidents[number]?.reason = look.reason }
        if told.isTrouble { worsen(number, to: told) }
        if let incident = incidents[number] { outcome.note(incident) }
        return number
    }

    /// A colour that is worse than the one that somebody knows of is news to them.
    mutating func worsen(_ number: Incident.Number, to status: Status) {
        guard let incident = incidents[number] else { return }
        if incident.worst.foldRank < status.foldRank { incidents[number]?.worst = status }
        if let known = incident.acknowledgement?.status, known.foldRank < status.foldRank {
            incidents[number]?.acknowledgement = nil
            accepted[incident.cause] = nil
        }
    }

    private mutating func open(
        _ look: Look, at index: Int, of place: Int, now: Timestamp, into outcome: inout Outcome
    ) -> Incident.Number {
        let number = nextNumber
        nextNumber += 1
        let status = toldStatus(look.status, of: place, now: now)
        var incident = Incident(
            number: number, cause: watched[place].check(index), site: watched[place].host.site, status: status,
            worst: status, reason: look.reason, opened: now)
        if watched[place].lamps[index].source == .reach { incident.behind = hostsBehind(place) }
        incident.acknowledgement = acceptance(of: incident.cause, status: status, now: now)
        incident.isMuted = isMuted(status, place) ? true : nil
        incident.isFlapping = watched[place].lamps[index].isFlapping ? true : nil
        incident.probableCause = probableCause(of: incident.cause, at: place)
        incidents[number] = incident
        watched[place].lamps[index].incident = number
        outcome.note(incident)
        explain(by: incident, at: place, into: &outcome)
        return number
    }

    /// Ends an incident as it stands: the hosts that were behind it remain named.
    mutating func close(_ number: Incident.Number, now: Timestamp, into outcome: inout Outcome) {
        untold.remove(number)
        departures[number] = nil
        guard var incident = incidents.removeValue(forKey: number) else { return }
        incident.closed = now
        outcome.note(incident)
        let cause = incident.cause
        let place = cause.host == Judge.ownHost && places[cause.host] == nil ? own : places[cause.host]
        if let place, let index = watched[place].lamp(cause.aspect, cause.subject) {
            watched[place].lamps[index].incident = nil
        }
    }

    /// The hosts that are grey because of this one, by name: because it is gone, or gives no power.
    func hostsBehind(_ place: Int) -> [Host.Name] {
        let root = watched[place].host.id
        return lineage.descendants(of: place)
            .filter {
                switch watched[$0].reach.standing {
                case .behind(root): true
                case .unpowered(let host, _): host == root
                case .unknown, .up, .down, .behind, .unseen: false
                }
            }.map { watched[$0].host.id }.sorted()
    }
}
