extension Wording {
    /// Why a host's lights are blue: `paused until 15:00, HK: swap`.
    public func paused(_ pause: Pause, now: Timestamp) -> String {
        let word =
            pause.person == nil
            ? say(fi: "suunniteltu huolto", sv: "planerat underhåll", en: "planned work")
            : say(fi: "huollossa", sv: "underhåll", en: "paused")
        let end = pause.until.map { " " + until($0, now: now) } ?? ""
        return word + end + signed(pause.person, pause.text)
    }

    /// `closed, opens Mon 23.11. 7:00`.
    public func closed(opens: Timestamp?, now: Timestamp) -> String {
        let closed = say(fi: "suljettu", sv: "stängt", en: "closed")
        guard let opens else { return closed }
        if opens <= now {
            return say(
                fi: "ei vielä päällä, avattiin klo \(clock(opens))", sv: "ännu inte på, öppnade kl. \(clock(opens))",
                en: "not on yet, opened \(clock(opens))")
        }
        return closed + say(fi: ", avataan ", sv: ", öppnar ", en: ", opens ") + moment(opens, now: now)
    }

    /// Who is on an incident, for the end of a line: `HK until 15:00: new PSU ordered`.
    public func acknowledgement(_ acknowledgement: Acknowledgement, now: Timestamp) -> String {
        let end = acknowledgement.until.map { " " + until($0, now: now) } ?? ""
        let text = acknowledgement.text
        let word = acknowledgement.isAccepted ? say(fi: "hyväksytty, ", sv: "godkänt, ", en: "accepted, ") : ""
        return word + acknowledgement.person.shown.visible(limit: 40) + end
            + (text.isEmpty ? "" : ": " + text.visible())
    }

    /// What somebody did: `acknowledged until 15:00, HK: new PSU ordered`.
    public func act(_ act: Act, now: Timestamp) -> String {
        var word: String
        var end: Timestamp?
        switch act.deed {
        case .acknowledge(_, let until):
            (word, end) = (say(fi: "kuitattu", sv: "kvitterat", en: "acknowledged"), until)
        case .accept(_, let until):
            (word, end) = (say(fi: "keltainen hyväksytty", sv: "gult godkänt", en: "yellow accepted"), until)
        case .pause(_, let until): (word, end) = (say(fi: "huolto alkoi", sv: "underhåll", en: "paused"), until)
        case .resume: word = say(fi: "huolto päättyi", sv: "underhållet slut", en: "resumed")
        case .note, .noteOnIncident: word = say(fi: "muistiinpano", sv: "anteckning", en: "note")
        case .tell:
            word =
                act.text.isEmpty
                ? say(fi: "viesti soittajille peruttu", sv: "meddelandet togs bort", en: "no longer told to callers")
                : say(fi: "soittajille", sv: "till dem som ringer", en: "tell callers")
        case .retire: word = say(fi: "poistettu käytöstä", sv: "tagen ur bruk", en: "retired")
        }
        if let end { word += " " + until(end, now: now) }
        return word + signed(act.person, act.text)
    }

    /// `until 15:00`, `until Tue 24.11. 15:00`.
    public func until(_ end: Timestamp, now: Timestamp) -> String {
        say(
            fi: moment(end, now: now) + " asti", sv: "till " + moment(end, now: now),
            en: "until " + moment(end, now: now))
    }

    /// Today the time, else the day as well.
    private func moment(_ moment: Timestamp, now: Timestamp) -> String {
        let (time, today) = (localTime(moment), localTime(now))
        return (time.year, time.month, time.day) == (today.year, today.month, today.day)
            ? say(fi: "klo ", sv: "kl. ", en: "") + clock(moment) : dayAndClock(moment)
    }

    private func signed(_ person: Person?, _ text: String) -> String {
        let name = person.map { ", " + $0.shown.visible(limit: 40) } ?? ""
        return name + (text.isEmpty ? "" : (person == nil ? ", " : ": ") + text.visible())
    }
}
