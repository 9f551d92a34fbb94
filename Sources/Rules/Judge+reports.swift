public import Model

extension Judge {
    /// Takes the echoes of an interval: evidence for reach, and what loss is judged by. A host that is said to be gone
    /// but sends echoes back, or the other way round, is asked again rather than believed.
    public mutating func take(_ report: EchoReport, now: Timestamp) -> Outcome {
        var outcome = Outcome()
        guard let place = places[report.host], report.sent > 0 else { return outcome }
        let reach = watched[place].reach
        let isOutage = reach.isLost || report.received <= 0 || report.time < watched[place].returned
        watched[place].echoes.take(report, isOutage: isOutage)
        let came = report.received > 0
        if came, let begin = watched[place].echoes.intervals.dropLast().last?.time {
            // Echoes are told with the visits: these are of the time since the one before.
            watched[place].agent.hostAnswered(at: begin + watched[place].interval / 4)
        }
        switch reach.answers {
        case nil, true?:
            if came {
                watched[place].lamps[Watched.Place.reach].evidence = report.time
                if reach.answers == nil { heard(place, at: report.time, now: now, into: &outcome) }
            } else {
                outcome.ask(report.host)
            }
        case false?:
            if came {
                outcome.ask(report.host)
            } else {
                watched[place].lamps[Watched.Place.reach].evidence = report.time
            }
        }
        if came { judgeLoss(of: place, at: report.time) }
        let isSame = watched[place].reach.standing == reach.standing
        settle(place, part: isSame ? Watched.Place.all : nil, now: now, hasNews: true, into: &outcome)
        return finish(outcome)
    }

    /// Judges the echoes that were lost while the host was there. An interval of an outage brings no other number, but
    /// the line was looked at.
    mutating func judgeLoss(of place: Int, at time: Timestamp) {
        if let loss = watched[place].echoes.loss, let sure = watched[place].echoes.sureLoss {
            let judgement = judgements[watched[place].lossJudgement]
            let before = watched[place].lamps[Watched.Place.loss].level
            // What is told is what was lost, what counts is what that proves.
            watched[place].lamps[Watched.Place.loss].take(
                judgement.level(of: sure, after: before).status,
                because: judgement.level(of: loss, after: before).reason, at: time)
        } else if watched[place].lamps[Watched.Place.loss].level != nil {
            watched[place].lamps[Watched.Place.loss].evidence = time
        }
    }

    /// Takes what a visit brought home.
    public mutating func take(_ report: PollReport, now: Timestamp) -> Outcome {
        var outcome = Outcome()
        guard let place = places[report.host] else { return outcome }
        for layout in report.layouts where layout.key.host == report.host {
            lay(layout, on: place, now: now, into: &outcome)
        }
        watched[place].visited = report.ended
        watched[place].cost = report.cost
        if let limits = report.limits { watched[place].limits = limits }
        if let facts = report.facts {
            let before = watched[place].facts
            watched[place].facts = facts
            if let old = before?.serial, let new = facts.serial, old != new {
                tell(.changedDevice(from: old, to: new), of: place, now: now, into: &outcome)
            }
            noteVersion(facts, after: before, of: place, now: now, into: &outcome)
            countFacts(of: place)
            dropUnfitting(place, now: now, into: &outcome)
        }
        switch report.outcome {
        case .answered:
            watched[place].agent.answered()
            watched[place].lamps[Watched.Place.agent].take(
                .green, because: .answers(roundTrip: nil, loss: 0), at: report.ended)
            judgeUpdates(of: place, at: report.ended, into: &outcome)
            for guest in guestPlaces(of: place) { judgeUpdates(of: guest, at: report.ended, into: &outcome) }
        case .silent(let cause):
            // While the host itself is gone its agent cannot be blamed.
            if !watched[place].reach.isLost {
                watched[place].agent.wasSilent(cause, at: report.started)
                // Before an agent is blamed its host is asked. Over a slow line it would be known to be gone before the
                // router is that hides it: there the echoes until the next visit tell.
                if watched[place].agent.silence == nil, watched[place].line == .fast { outcome.ask(report.host) }
                if watched[place].agent.silence != nil {
                    watched[place].lamps[Watched.Place.agent].evidence = report.ended
                }
            }
        }
        for readings in report.readings where readings.key.host == report.host {
            judge(readings, of: place, now: now, into: &outcome)
            noteUptime(readings, of: place, now: now, into: &outcome)
            for guest in (guests[place]?[readings.key.group] ?? [:]).values.sorted() {
                judge(readings, of: guest, now: now, into: &outcome)
                settle(guest, now: now, hasNews: true, into: &outcome)
            }
        }
        settle(place, now: now, hasNews: true, into: &outcome)
        followPower(of: place, now: now, into: &outcome)
        if let manners = report.manners { learn(manners, of: place, now: now, into: &outcome) }
        return finish(outcome)
    }

    private mutating func judge(
        _ readings: Readings, of place: Int, now: Timestamp, into outcome: inout Outcome
    ) {
        guard let group = watched[place].groups.firstIndex(where: { $0.layout.key == readings.key }) else { return }
        watched[place].judge(readings, group: group, by: judgements)
        for lamp in watched[place].groups[group].gone(among: watched[place].lamps, at: readings.time) {
            withdraw(lamp, of: place, now: now, into: &outcome)
        }
    }

    /// Takes the daemon's own lights, all of them: what is no longer among them is gone.
    public mutating func take(own lights: [OwnLight], now: Timestamp) -> Outcome {
        var outcome = Outcome()
        for light in lights { put(light, now: now) }
        for index in watched[own].lamps.indices {
            let lamp = watched[own].lamps[index]
            if lamp.subject != Sight.subject,
                !lights.contains(where: { $0.aspect == lamp.aspect && $0.subject == lamp.subject })
            {
                remove(index, of: own, now: now, into: &outcome)
            }
        }
        let uplinkIsRed = lights.contains { $0.subject == OwnLight.uplink && $0.status == .red }
        if uplinkIsRed != sight.isUplinkDown {
            sight.isUplinkDown = uplinkIsRed
            sightChanged(now: now, into: &outcome)
        }
        settle(own, now: now, hasNews: true, into: &outcome)
        return finish(outcome)
    }

    mutating func put(_ light: OwnLight, now: Timestamp) {
        let index: Int
        if let known = watched[own].lamp(light.aspect, light.subject) {
            index = known
        } else {
            index = watched[own].lamps.count
            watched[own].lamps.append(
                Lamp(
                    aspect: light.aspect, subject: light.subject, source: .own, interval: timing.interval,
                    origin: intern(.builtIn), since: now))
        }
        watched[own].lamps[index].isPresent = true
        watched[own].lamps[index].take(light.status, because: .own(OwnStatement(light.condition)), at: now)
    }

    /// Lets time pass: evidence ages, holds and confirmations run out. Meant for once a second; looks only at hosts
    /// whose time has come.
    public mutating func tick(now: Timestamp) -> Outcome {
        var outcome = Outcome()
        if now < latest { timeWentBack(to: now) }
        latest = now
        followClocks(now: now)
        endAcknowledgements(now: now, into: &outcome)
        if nextComparison <= now { compare(now: now, into: &outcome) }
        if sight.hasFleetVanished { lookAround(now: now, into: &outcome) }
        for place in deadlines.indices where deadlines[place] <= now {
            decide(from: place, now: now, into: &outcome)
            settle(place, now: now, into: &outcome)
        }
        for (number, moment) in departures where moment <= now {
            departures[number] = nil
            guard let cause = incidents[number]?.cause, let place = places[cause.host] else { continue }
            let behind = hostsBehind(place)
            incidents[number]?.behind = behind
            untold.insert(number)
        }
        for number in untold {
            if let incident = incidents[number] { outcome.note(incident) }
        }
        untold.removeAll(keepingCapacity: true)
        for incident in orphans { outcome.note(incident) }
        orphans.removeAll()
        return finish(outcome)
    }

    /// Counts what is to be published.
    mutating func finish(_ outcome: Outcome) -> Outcome {
        if !outcome.changedHosts.isEmpty || !outcome.incidents.isEmpty {
            sequence += 1
            foldApplications(now: latest)
        }
        return outcome
    }
}

extension Watched {
    /// When it last came back: echoes of the interval around it say nothing of the line.
    fileprivate var returned: Timestamp { recovered.map { $0 + interval } ?? Timestamp(milliseconds: .min) }

    fileprivate mutating func judge(_ readings: Readings, group: Int, by judgements: [Judgement]) {
        power.take(readings, layout: groups[group].layout)
        groups[group].judge(readings, isGuest: readings.key.host != host.id, by: judgements, into: &lamps)
    }
}
