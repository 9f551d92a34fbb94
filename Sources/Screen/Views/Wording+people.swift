import Model

/// The words for what people did: who is on it, what is paused, accepted, new.
extension Wording {
    /// Reds that nobody has taken: `PUN ilman tekijää 1`.
    func nobodys(_ number: Int) -> String {
        short(.red) + say(fi: " ilman tekijää", sv: " utan någon", en: " without somebody") + " \(number)"
    }

    /// The column "who": `–`, `verkko`, `MK`.
    func who(_ acknowledgement: Acknowledgement?) -> String {
        acknowledgement.map { $0.person.shown.visible(limit: 40) } ?? "–"
    }

    /// What somebody who is on it wants to have read; `nil` where the name alone was left.
    func remark(_ acknowledgement: Acknowledgement?, now: Timestamp) -> String? {
        guard let acknowledgement, acknowledgement.until != nil || !acknowledgement.text.isEmpty else { return nil }
        return say(fi: "Tekijä: ", sv: "Åtgärdas av: ", en: "On it: ")
            + self.acknowledgement(acknowledgement, now: now)
    }

    /// On a host's page: `nobody on it`, `MK since 12:31 until 15:00: fetching a spare`.
    func taken(_ acknowledgement: Acknowledgement?, now: Timestamp) -> String {
        guard let acknowledgement else { return say(fi: "ei tekijää", sv: "ingen har tagit den", en: "nobody on it") }
        let start = since(acknowledgement.since, now: now)
        let name = who(acknowledgement) + " " + say(fi: "\(start) alkaen", sv: "sedan \(start)", en: "since \(start)")
        let end = acknowledgement.until.map { " " + until($0, now: now) } ?? ""
        let word = acknowledgement.isAccepted ? say(fi: "hyväksytty, ", sv: "godkänt, ", en: "accepted, ") : ""
        return word + name + end + (acknowledgement.text.isEmpty ? "" : ": " + acknowledgement.text.visible())
    }

    var whoLabel: String { say(fi: "tekijä", sv: "vem", en: "who") }

    /// Flapping, at the beginning of a sentence.
    var comesAndGoes: String { say(fi: "Vilkkuu", sv: "Kommer och går", en: "Comes and goes") }

    /// The incident of a host that is new, before what is wrong with it.
    var newHost: String { say(fi: "uusi: ", sv: "ny: ", en: "new: ") }

    /// What is as it should be, before what it is.
    var accepted: String { say(fi: "hyväksytty: ", sv: "godkänt: ", en: "accepted: ") }

    /// `accepted until Tue 1.12.`; the earliest end of many.
    func accepted(until ends: [Timestamp], now: Timestamp) -> String {
        let word = say(fi: "hyväksytty", sv: "godkänt", en: "accepted")
        guard let first = ends.min() else { return word }
        let end = since(first, now: now)
        let isOne = ends.allSatisfy { since($0, now: now) == end }
        let atLeast = isOne ? "" : say(fi: "ainakin ", sv: "åtminstone ", en: "at least ")
        return word + " " + atLeast + say(fi: "\(end) asti", sv: "till \(end)", en: "until \(end)")
    }

    /// `Kaupungintalo: 5 laitetta huollossa klo 15.00 asti (MSM-vaihto, verkko)`
    func paused(_ number: Int, at site: String, _ pause: Pause, now: Timestamp) -> String {
        let word = say(fi: "huollossa", sv: number == 1 ? "pausad" : "pausade", en: "paused")
        let planned = pause.person == nil ? say(fi: "suunniteltu", sv: "planerat", en: "planned") : nil
        let why = [pause.text.isEmpty ? nil : pause.text.visible(), pause.person?.shown.visible(limit: 40), planned]
        let end = pause.until.map { " " + until($0, now: now) } ?? ""
        return "\(site): \(hosts(number)) \(word)\(end) (\(why.compactMap { $0 }.joined(separator: ", ")))"
    }

    /// `Suljettu: 45 laitetta, 3 toimipaikkaa`
    func closed(_ number: Int, sites: Int) -> String {
        say(fi: "Suljettu: ", sv: "Stängt: ", en: "Closed: ") + hosts(number) + ", " + self.sites(sites)
    }

    /// Blue for another reason: `Kaupungintalo: 5 laitetta tauolla (…)`.
    func paused(_ number: Int, at site: String, _ why: String?) -> String {
        "\(site): \(hosts(number)) " + say(fi: "tauolla", sv: "pausade", en: "paused") + (why.map { " (\($0))" } ?? "")
    }
}
