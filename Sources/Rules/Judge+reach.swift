public import Model

// Who is down and who is merely behind.
//
// A loss is looked into before it is published: every host on the way up that was not heard since is asked at once.
//   * a parent that answered since the loss  → the host is down by itself: red
//   * all parents gone, and it is known why  → behind the host at the root: grey, no incident of its own
//   * its port gives no power, and the switch has trouble of its own → grey, part of the switch's incident
//   * neither within `Timing.confirmation`   → taken as it stands: an alarm is never waited away
// Where there are no parents and many hosts, the confirmation is waited for too: others may vanish in that time, and
// then it is us who cannot see. When a parent comes back, what was behind it is asked at once and has `settling` to
// come back before it is red itself.

extension Judge {
    /// Takes what the quick re-checks found, or the answer to a re-check that was asked for.
    public mutating func take(_ report: ReachReport, now: Timestamp) -> Outcome {
        var outcome = Outcome()
        guard let place = places[report.host] else { return outcome }
        // Reports may overtake each other; what is a little older than what is known is no news. What is much older
        // comes from a clock that was set back.
        if let reported = watched[place].reach.reported, report.time < reported, reported - report.time < .seconds(60) {
            return outcome
        }
        watched[place].reach.reported = report.time
        let before = watched[place].reach.standing
        if report.answers {
            heard(place, at: report.lastAnswer ?? report.time, now: now, into: &outcome)
        } else {
            missed(place, report, now: now, into: &outcome)
        }
        let isSame = watched[place].reach.standing == before
        settle(place, part: isSame ? Watched.Place.all : nil, now: now, into: &outcome)
        return finish(outcome)
    }

    mutating func heard(_ place: Int, at moment: Timestamp, now: Timestamp, into outcome: inout Outcome) {
        let before = watched[place].reach
        watched[place].reach.answers = true
        watched[place].reach.lastAnswer = max(before.lastAnswer ?? moment, moment)
        // What its agent did while it was gone is unknown; of what came before this answer tells that the host was there.
        if before.isLost { watched[place].agent.forgetSilence() }
        watched[place].agent.hostAnswered(at: moment)
        watched[place].reach.lost = nil
        watched[place].reach.isDeciding = false
        watched[place].reach.notBefore = nil
        watched[place].reach.deadline = nil
        watched[place].lamps[Watched.Place.reach].evidence = max(
            watched[place].lamps[Watched.Place.reach].evidence ?? moment, moment)
        if before.answers != true { countAnswering(place) }
        if before.isLost { watched[place].recovered = now }
        stand(.up, place, now: now, into: &outcome)
        if before.answers != true {
            settle(place, now: now, into: &outcome)
            if sight.hasFleetVanished { lookAround(now: now, into: &outcome) }
        }
        if before.isLost {
            // Whatever it hangs on is likely to be back as well.
            for ancestor in lineage.ancestors(of: place) where watched[ancestor].reach.isLost {
                outcome.ask(watched[ancestor].host.id)
            }
        }
        for child in lineage.children[place] where watched[child].reach.isLost {
            if before.answers != true { parentReturned(to: child, now: now, into: &outcome) }
            decide(from: child, now: now, into: &outcome)
        }
    }

    private mutating func missed(_ place: Int, _ report: ReachReport, now: Timestamp, into outcome: inout Outcome) {
        let before = watched[place].reach
        watched[place].lamps[Watched.Place.reach].evidence = report.time
        if let last = report.lastAnswer {
            watched[place].reach.lastAnswer = max(before.lastAnswer ?? last, last)
        }
        if !before.isLost {
            countLost(place, hadAnswered: before.answers == true, now: now)
            watched[place].reach.answers = false
            watched[place].reach.lost = report.time
            excuseLoss(of: place, now: now)
            watched[place].reach.isDeciding = true
            let confirmation = timing.confirmation(of: watched[place].host)
            watched[place].reach.deadline = now + confirmation
            let hold = watched[place].lamps[Watched.Place.reach].hold
            let patience = lineage.parents[place].isEmpty && own >= Sight.fewest ? max(hold, confirmation) : hold
            watched[place].reach.notBefore = now + patience
            for ancestor in lineage.ancestors(of: place) {
                let reach = watched[ancestor].reach
                if !reach.isLost, !reach.answered(since: report.time) { outcome.ask(watched[ancestor].host.id) }
            }
        }
        decide(from: place, now: now, into: &outcome)
        for child in lineage.children[place] where watched[child].reach.isLost {
            decide(from: child, now: now, into: &outcome)
        }
    }

    /// Echoes that were lost because the host went away are no fault of the line.
    private mutating func excuseLoss(of place: Int, now: Timestamp) {
        let lamp = watched[place].lamps[Watched.Place.loss]
        guard let lastAnswer = watched[place].reach.lastAnswer else { return }
        watched[place].echoes.outage(since: lastAnswer)
        guard let evidence = lamp.evidence, let held = lamp.held(now: now), !held.isTrouble else { return }
        watched[place].lamps[Watched.Place.loss].take(held, because: lamp.finding, at: evidence)
        judgeLoss(of: place, at: evidence)
    }

    /// What hung on a parent that is back gets its time, and is asked.
    private mutating func parentReturned(to child: Int, now: Timestamp, into outcome: inout Outcome) {
        guard case .behind = watched[child].reach.standing else { return }
        giveTime(child, now: now, into: &outcome)
    }

    mutating func giveTime(_ place: Int, now: Timestamp, into outcome: inout Outcome) {
        watched[place].reach.isDeciding = true
        let end = now + timing.settling(over: watched[place].line)
        watched[place].reach.notBefore = end
        watched[place].reach.deadline = end
        deadlines[place] = min(deadlines[place], end)
        outcome.ask(watched[place].host.id)
    }

    /// Decides a lost host, then whatever hangs on it, as far down as something changes.
    mutating func decide(from start: Int, now: Timestamp, into outcome: inout Outcome) {
        var waiting = [start]
        while let place = waiting.popLast() {
            guard watched[place].reach.isLost, let standing = decision(on: place, now: now, into: &outcome) else {
                continue
            }
            let wasDeciding = watched[place].reach.isDeciding
            let changed = stand(standing, place, now: now, into: &outcome)
            watched[place].reach.isDeciding = false
            watched[place].reach.notBefore = nil
            watched[place].reach.deadline = nil
            guard changed || wasDeciding else { continue }
            settle(place, now: now, into: &outcome)
            waiting += lineage.children[place].filter { watched[$0].reach.isLost }
        }
    }

    /// How a lost host stands, `nil` as long as that is open.
    private mutating func decision(on place: Int, now: Timestamp, into outcome: inout Outcome) -> Reach.Standing? {
        let reach = watched[place].reach
        let isDue = reach.deadline.map { now >= $0 } ?? true
        if sight.isBlind { return reach.isDeciding ? .unseen : nil }
        let parents = lineage.parents[place]
        if !parents.isEmpty, parents.allSatisfy({ watched[$0].reach.isLost }) {
            let isOpen = parents.contains { watched[$0].reach.isDeciding }
            if isOpen {
                // Already behind something: it stays there until its parents are understood.
                if case .behind = reach.standing { return nil }
                if !isDue { return nil }
            }
            return .behind(watched[root(of: place)].host.id)
        }
        guard reach.isDeciding else { return reach.standing == .unseen ? nil : unpowered(place) ?? .down }
        if let notBefore = reach.notBefore, now < notBefore { return nil }
        let isProven =
            parents.isEmpty
            || parents.contains { watched[$0].reach.answered(since: reach.lost ?? now) }
        guard isProven || isDue else { return nil }
        if lookForBlindness(now: now, into: &outcome) { return .unseen }
        return unpowered(place) ?? .down
    }

    /// The host at the root of a host all of whose parents are gone: up the first way, as far as everything is gone.
    private func root(of place: Int) -> Int {
        var root = place
        while true {
            let parents = lineage.parents[root]
            guard let first = parents.first, parents.allSatisfy({ watched[$0].reach.isLost }) else { return root }
            root = first
        }
    }

    /// Changes how a host stands, and the lists of the incidents that it enters or leaves.
    @discardableResult
    mutating func stand(
        _ standing: Reach.Standing, _ place: Int, now: Timestamp, into outcome: inout Outcome
    ) -> Bool {
        let before = watched[place].reach.standing
        guard before != standing else { return false }
        let name = watched[place].host.id
        watched[place].reach.standing = standing
        outcome.changedHosts.insert(name)
        if let number = incidentOver(before) {
            departures[number] = departures[number] ?? now + timing.confirmation
        }
        if let number = incidentOver(standing) {
            let isNamed = departures[number] != nil && incidents[number]?.behind.contains(name) == true
            if !isNamed { incidents[number]?.behind.append(name) }
            untold.insert(number)
        }
        if standing == .up { watched[place].uncovered = now }
        return true
    }

    /// The incident of what makes a host stand so.
    private func incidentOver(_ standing: Reach.Standing) -> Incident.Number? {
        switch standing {
        case .unknown, .up, .down, .unseen: nil
        case .behind(let root): places[root].flatMap { watched[$0].lamps[Watched.Place.reach].incident }
        case .unpowered(let host, _): places[host].flatMap { powerIncident(of: $0) }
        }
    }
}
