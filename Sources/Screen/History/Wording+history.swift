import Model

/// The words of `monitor incidents` and `monitor why`.
extension Wording {
    /// `Mon 23.11. 11:38`: as narrow as a column wants it.
    func narrow(_ moment: Timestamp) -> String { day(moment) + " " + clock(moment) }

    /// `23.11. 11:38`: narrower still.
    func column(_ moment: Timestamp) -> String {
        let time = localTime(moment)
        return "\(time.day).\(time.month). " + clock(moment)
    }

    /// The end of an incident in a column behind its begin: of the same day the time alone.
    func end(_ incident: Incident) -> String {
        guard let closed = incident.closed else { return open }
        return day(closed) == day(incident.opened) && closed - incident.opened < .seconds(86_400)
            ? clock(closed) : column(closed)
    }

    var open: String { say(fi: "auki", sv: "öppet", en: "open") }

    /// `14 incidents, 2 open`
    func count(_ incidents: [Incident]) -> String {
        let open = incidents.count { $0.closed == nil }
        let number = incidents.count
        return say(
            fi: "\(number) häiriötä, \(open) auki", sv: "\(number) störningar, \(open) öppna",
            en: number == 1 ? "1 incident, \(open) open" : "\(number) incidents, \(open) open")
    }

    /// `no connection: Day-care Kanerva 38 min (2 times), Library 4 min`
    func outages(_ outages: [Outages], sites: [Site.Key: String]) -> String {
        guard !outages.isEmpty else { return say(fi: "ei katkoja", sv: "inga avbrott", en: "no outages") }
        let texts = outages.map { outage in
            let name = (sites[outage.site] ?? outage.site).visible()
            let minutes = (outage.duration.wholeMilliseconds + 30_000) / 60_000
            return "\(name) \(minutes) min" + (outage.count > 1 ? " (\(outage.count))" : "")
        }
        return say(fi: "katkot: ", sv: "avbrott: ", en: "outages: ") + texts.joined(separator: ", ")
    }

    var noIncidents: String {
        say(fi: "ei häiriöitä tältä ajalta", sv: "inga störningar under den tiden", en: "no incidents in that time")
    }

    /// `Mon 23.11. 11:38 – 12:16, 38 min`
    func span(_ incident: Incident, now: Timestamp) -> String {
        "\(narrow(incident.opened)) – \(end(incident)), \(duration((incident.closed ?? now) - incident.opened))"
    }

    /// `kuusela-sw2: what changed before #1482 (psu 2 failed), Mon 23.11. 11:38`
    func whyTitle(_ host: Host.Name, _ incident: Incident?, at moment: Timestamp, now: Timestamp) -> String {
        let what = incident.map { "#\($0.number) (\(headline($0, now: now)))" }
        let time = narrow(moment)
        return "\(host.visible()): "
            + say(
                fi: "mitä muuttui ennen " + (what.map { "häiriötä \($0), \(time)" } ?? time),
                sv: "vad ändrades före " + (what.map { "\($0), \(time)" } ?? time),
                en: "what changed before " + (what.map { "\($0), \(time)" } ?? time))
    }

    /// What stands over a board as it was.
    func replayed(at moment: Timestamp, quiet: Int, of total: Int) -> String {
        let time = dayAndClock(moment)
        return say(
            fi:
                "TILANNE \(time): \(quiet)/\(total) laitteesta ei tapahtumia siihen mennessä: vihreitä, tai ei vielä mukana (~).",
            sv:
                "LÄGET \(time): \(quiet) av \(total) enheter utan händelser fram till dess: gröna, eller inte med än (~).",
            en: "AS IT WAS \(time): \(quiet) of \(total) hosts had no event by then: green, or not there yet (~).")
    }

    var nothingChanged: String {
        say(
            fi: "mitään muutosta ei ole kirjattu: ei laitteessa vuorokauteen, ei sen ympärillä tuntiin",
            sv: "ingen ändring finns antecknad: inte hos enheten på ett dygn, inte omkring den på en timme",
            en: "no change was recorded: none of the host in a day, none around it in an hour")
    }

}

extension Wording {
    /// What happened in the course of an incident, with the host where it is not the one that caused it.
    func story(_ event: Event, of incident: Incident, now: Timestamp) -> String {
        let what = change(event, now: now)
        return event.check.host == incident.cause.host ? what : "\(event.check.host.visible()): \(what)"
    }
}
