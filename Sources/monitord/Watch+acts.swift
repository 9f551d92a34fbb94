import Config
import Control
import ControlServer
import Logging
import Model
import Platform
import Rules
import Store

extension Watch {
    /// How long an act waits to be stored before whoever asked is told that it is not.
    private static let actPatience = Duration.seconds(8)

    /// Does what somebody asks for. The answer comes when it is stored: what is acknowledged is never lost.
    func act(_ request: ActRequest, by user: String) async throws -> ActReply {
        let now = SystemClock.now()
        if let objection = loaded.configuration.people.objection(to: request.initials, of: user) {
            throw ActRefusal(.unnamed, objection)
        }
        let deed: Act.Deed
        do throws(ActObjection.Gap) {
            deed = try request.deed()
        } catch {
            throw ActRefusal(.refused, .gap(error))
        }
        let act = Act(
            person: Person(user: user, initials: request.initials), deed: deed, text: request.text ?? "")
        if case .resume(.host(let host)) = deed, judge.state(of: host) == nil, surroundings.retire(host, false) {
            return try await bring(host, back: act, now: now)
        }
        let outcome: Outcome
        do throws(ActError) {
            outcome = try judge.take(act, now: now)
        } catch {
            throw ActRefusal(error.code == .unknown ? .unknown : .refused, error.objection)
        }
        logger.info("\(user.visible()): \(ownLights.wording.act(act, now: now))")
        note(outcome, now: now)
        if case .retire(let host) = deed {
            _ = surroundings.retire(host)
            await followSurroundings(now: now)
        }
        try await stored()
        let incident = outcome.incidents.first { $0.number == deed.incident }
        return ActReply(
            act: act, incident: incident, hosts: outcome.events.map(\.check.host),
            text: "\(name(of: deed).visible()): \(wording.act(act, now: now))", subject: name(of: deed))
    }

    /// For what the daemon itself says to people.
    private var wording: Wording {
        Wording(language: loaded.configuration.language) { [localTime = history.localTime] in localTime.calendar($0) }
    }

    /// What a deed is about, as people call it.
    private func name(of deed: Act.Deed) -> String {
        switch deed {
        case .acknowledge(let number, _), .noteOnIncident(let number), .tell(let number): "#\(number)"
        case .pause(let scope, _), .resume(let scope), .accept(let scope, _), .note(let scope):
            switch scope {
            case .host(let host): host
            case .site(let key): loaded.configuration.fleet.site(key)?.name ?? key
            }
        case .retire(let host): host
        }
    }

    /// Watches a host again that was retired.
    private func bring(_ host: Host.Name, back act: Act, now: Timestamp) async throws -> ActReply {
        await followSurroundings(now: now)
        // Told as a note, as nothing of it was paused; if its controller is gone it is no host, and there is nobody to tell.
        let text = "watched again" + (act.text.isEmpty ? "" : ": \(act.text)")
        if judge.state(of: host) != nil {
            note(try judge.take(Act(person: act.person, deed: .note(.host(host)), text: text), now: now), now: now)
        }
        logger.info("\(act.person.user.visible()): \(host.visible()) is watched again")
        try await stored()
        return ActReply(
            act: act, incident: nil, hosts: [host], text: "\(host.visible()): \(wording.act(act, now: now))",
            subject: host)
    }

    /// Waits until all that was told is stored.
    private func stored() async throws {
        let end = ContinuousClock.now + Watch.actPatience
        await settle(now: SystemClock.now())
        while commitBegan != nil || batch.mustOutlivePowerCut {
            guard ContinuousClock.now < end else {
                throw ActRefusal(.unstored, .notStored)
            }
            try await Task.sleep(for: .milliseconds(20))
            await settle(now: SystemClock.now())
        }
    }
}

extension Act.Deed {
    /// The incident that it is about.
    fileprivate var incident: Incident.Number? {
        switch self {
        case .acknowledge(let number, _), .noteOnIncident(let number), .tell(let number): number
        case .pause, .resume, .accept, .note, .retire: nil
        }
    }
}
