import Model

/// The lines that replies carry for people: fit to print, in the daemon's language.
struct ReplyText {
    let wording: Wording

    /// One line for each open incident: colour, site, cause, why, since.
    func incidents(_ board: Board) -> [String] {
        let sites = Dictionary(board.sites.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
        return board.incidents.map { incident in
            [
                "#\(incident.number)", wording.short(incident.status),
                (sites[incident.site] ?? incident.site).visible(), subject(incident.cause),
                wording.reason(incident.reason, now: board.time),
                wording.since(incident.opened, now: board.time),
            ].joined(separator: "  ")
        }
    }

    /// One line for each check: colour, what, why, where the judgement comes from.
    func checks(_ detail: HostDetail, now: Timestamp) -> [String] {
        detail.checks.map { light in
            [
                wording.short(light.verdict.status), subject(light.check),
                wording.reason(light.verdict.reason, now: now), "(\(wording.origin(light.verdict.origin)))",
            ].joined(separator: "  ")
        }
    }

    /// One line for each event: when, what, from which colour to which, why.
    func events(_ events: [Event], now: Timestamp) -> [String] {
        events.map { event in
            let change = event.from == event.to ? nil : "\(wording.short(event.from)) → \(wording.short(event.to))"
            return [
                wording.dayAndClock(event.time), subject(event.check), change, wording.reason(event.reason, now: now),
            ].compactMap { $0 }.joined(separator: "  ")
        }
    }

    /// One line for each incident, open or closed: number, worst colour, site, cause, why, from when to when, who.
    func incidents(_ incidents: [Incident], sites: [Site.Key: String], now: Timestamp) -> [String] {
        incidents.map { incident in
            let end = incident.closed.map { " – " + wording.dayAndClock($0) } ?? " –"
            return [
                "#\(incident.number)", wording.short(incident.worst),
                (sites[incident.site] ?? incident.site).visible(), subject(incident.cause),
                wording.reason(incident.reason, now: now), wording.dayAndClock(incident.opened) + end,
                incident.acknowledgement.map { wording.acknowledgement($0, now: now) },
            ].compactMap { $0 }.joined(separator: "  ")
        }
    }

    /// What happened at a moment.
    func line(_ time: Timestamp, _ what: String) -> String { wording.dayAndClock(time) + "  " + what }

    private func subject(_ check: Check) -> String {
        [check.host.visible(), wording.word(check.aspect), check.subject.visible()].filter { !$0.isEmpty }
            .joined(separator: " ")
    }
}
