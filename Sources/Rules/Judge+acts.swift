public import Model

/// Why an act was refused.
public struct ActError: Error, Hashable {
    public enum Code: Sendable, Hashable {
        /// There is no such host, site or incident.
        case unknown
        /// It makes no sense as things are.
        case refused
    }

    public var code: Code
    public var objection: ActObjection

    init(_ code: Code, _ objection: ActObjection) {
        self.code = code
        self.objection = objection
    }
}

extension Judge {
    /// Carries out what a person did. It is told as an event of each host that it is about.
    public mutating func take(_ act: Act, now: Timestamp) throws(ActError) -> Outcome {
        var outcome = Outcome()
        try check(act)
        switch act.deed {
        case .acknowledge(let number, let until):
            try check(until, now: now)
            let incident = try incident(number)
            incidents[number]?.acknowledgement = Acknowledgement(
                person: act.person, since: now, until: until, text: act.text, status: incident.status)
            tell(act, of: number, now: now, into: &outcome)
        case .accept(let scope, let until):
            try check(until, now: now)
            try accept(scope, until: until, by: act, now: now, into: &outcome)
        case .pause(let scope, let until):
            try check(until, now: now)
            let pause = Pause(person: act.person, since: now, until: until, text: act.text)
            try change(scope, by: act, now: now, into: &outcome) { judge, hosts in
                if case .site(let site) = scope { judge.sitePauses[site] = pause }
                for place in hosts { judge.watched[place].pause = pause }
            }
        case .resume(let scope):
            try resume(scope, by: act, now: now, into: &outcome)
        case .note(let scope):
            try checkText(act.text)
            for place in try hosts(of: scope) { tell(act, ofHost: place, now: now, into: &outcome) }
        case .noteOnIncident(let number):
            try checkText(act.text)
            _ = try incident(number)
            tell(act, of: number, now: now, into: &outcome)
        case .tell(let number):
            _ = try incident(number)
            incidents[number]?.saying =
                act.text.isEmpty ? nil : Saying(person: act.person, time: now, text: act.text)
            tell(act, of: number, now: now, into: &outcome)
        case .retire(let host):
            guard let place = places[host] else { throw unknownHost(host) }
            guard watched[place].host.membership != nil else {
                throw ActError(
                    .refused, .standsInConfiguration(host, place: watched[place].host.origin?.short))
            }
            tell(act, ofHost: place, now: now, into: &outcome)
        }
        return finish(outcome)
    }

    // MARK: - What acts do

    /// What is as it should be for longer than this is better said by a rule.
    private static let longestAcceptance = Duration.seconds(366 * 86_400)

    private mutating func accept(
        _ scope: Act.Scope, until: Timestamp, by act: Act, now: Timestamp, into outcome: inout Outcome
    ) throws(ActError) {
        guard until <= now + Judge.longestAcceptance else {
            throw ActError(.refused, .tooFarAhead)
        }
        var count = 0
        for place in try hosts(of: scope) {
            let before = count
            for number in Set(watched[place].lamps.compactMap(\.incident)).sorted() {
                guard let incident = incidents[number], incident.status == .yellow else { continue }
                let acceptance = Acknowledgement(
                    person: act.person, since: now, until: until, text: act.text, status: .yellow, isAccepted: true)
                accepted[incident.cause] = acceptance
                incidents[number]?.acknowledgement = acceptance
                if let incident = incidents[number] { outcome.note(incident) }
                count += 1
            }
            if count > before { tell(act, ofHost: place, now: now, into: &outcome) }
        }
        guard count > 0 else {
            throw ActError(.refused, .nothingIsYellow)
        }
    }

    private mutating func resume(
        _ scope: Act.Scope, by act: Act, now: Timestamp, into outcome: inout Outcome
    ) throws(ActError) {
        let hosts = try hosts(of: scope)
        let site: Site.Key? = if case .site(let key) = scope { key } else { nil }
        let isPaused = site.map { sitePauses[$0] != nil } ?? false || hosts.contains { isPausedByHand($0) }
        guard isPaused else {
            let isPlanned = hosts.contains { if case .paused = watched[$0].shut?.reason { true } else { false } }
            throw ActError(.refused, .notPaused(isPlanned: isPlanned))
        }
        try change(scope, by: act, now: now, into: &outcome) { judge, hosts in
            // The others of its site have a pause of their own, too.
            for place in hosts {
                judge.sitePauses[judge.watched[place].host.site] = nil
                judge.watched[place].pause = nil
            }
        }
    }

    private func isPausedByHand(_ place: Int) -> Bool {
        watched[place].pause != nil || sitePauses[watched[place].host.site] != nil
    }

    /// Changes the pause of some hosts; their lights, and those of what hangs on them, are worked out at once.
    private mutating func change(
        _ scope: Act.Scope, by act: Act, now: Timestamp, into outcome: inout Outcome,
        _ change: (inout Judge, [Int]) -> Void
    ) throws(ActError) {
        let hosts = try hosts(of: scope)
        change(&self, hosts)
        for place in hosts {
            tell(act, ofHost: place, now: now, into: &outcome)
            settle(place, now: now, into: &outcome)
            outcome.changedHosts.insert(watched[place].host.id)
        }
    }

    /// What was accepted of a check, if that is still so.
    func acceptance(of check: Check, status: Status, now: Timestamp) -> Acknowledgement? {
        guard let acceptance = accepted[check], status == .yellow, acceptance.until.map({ $0 > now }) ?? true else {
            return nil
        }
        return acceptance
    }

    /// Whoever is on an incident until a moment is so no longer: it comes back.
    mutating func endAcknowledgements(now: Timestamp, into outcome: inout Outcome) {
        for (number, incident) in incidents {
            guard let until = incident.acknowledgement?.until, until <= now else { continue }
            incidents[number]?.acknowledgement = nil
            if let incident = incidents[number] { outcome.note(incident) }
        }
        if accepted.values.contains(where: { $0.until.map { $0 <= now } ?? false }) {
            accepted = accepted.filter { $0.value.until.map { $0 > now } ?? true }
        }
        for (site, pause) in sitePauses {
            guard let until = pause.until, until <= now else { continue }
            sitePauses[site] = nil
            for place in watched.indices where watched[place].host.site == site { deadlines[place] = now }
        }
    }

    // MARK: - Events

    private mutating func tell(_ act: Act, of number: Incident.Number, now: Timestamp, into outcome: inout Outcome) {
        guard let incident = incidents[number] else { return }
        outcome.note(incident)
        outcome.events.append(
            Event(
                time: now, check: incident.cause, from: incident.status, to: incident.status, reason: .act(act),
                incident: number))
        outcome.changedHosts.insert(incident.cause.host)
    }

    private mutating func tell(_ act: Act, ofHost place: Int, now: Timestamp, into outcome: inout Outcome) {
        let status = watched[place].status
        let name = watched[place].host.id
        outcome.events.append(
            Event(time: now, check: Check(host: name, aspect: .reach), from: status, to: status, reason: .act(act)))
        outcome.changedHosts.insert(name)
    }

    // MARK: - Checks

    private func hosts(of scope: Act.Scope) throws(ActError) -> [Int] {
        switch scope {
        case .host(let name):
            guard let place = places[name] else { throw unknownHost(name) }
            return [place]
        case .site(let key):
            let hosts = watched.indices.filter { $0 != own && watched[$0].host.site == key }
            guard fleet.site(key) != nil, !hosts.isEmpty else {
                throw ActError(.unknown, .unknownSite(key, known: fleet.sites.map(\.id).sorted()))
            }
            return hosts
        }
    }

    private func unknownHost(_ name: Host.Name) -> ActError {
        ActError(.unknown, .unknownHost(name))
    }

    private func incident(_ number: Incident.Number) throws(ActError) -> Incident {
        guard let incident = incidents[number] else {
            let isOld = number > 0 && number < nextNumber
            throw ActError(.unknown, isOld ? .incidentIsOver(number) : .unknownIncident(number))
        }
        return incident
    }

    private func check(_ until: Timestamp?, now: Timestamp) throws(ActError) {
        guard let until, until <= now else { return }
        throw ActError(.refused, .timeIsOver)
    }

    private func checkText(_ text: String) throws(ActError) {
        guard text.isEmpty else { return }
        throw ActError(.refused, .noteWithoutText)
    }

    private func check(_ act: Act) throws(ActError) {
        guard act.text.count > Act.maximumText else { return }
        throw ActError(
            .refused, .textTooLong(characters: act.text.count, limit: Act.maximumText))
    }
}
