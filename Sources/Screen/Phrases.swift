import Control
import Model

/// The words that only the screen needs, in three languages.
extension Wording {
    // MARK: Header

    var live: String { say(fi: "AJAN TASALLA", sv: "AKTUELL", en: "LIVE") }

    var notLive: String { say(fi: "EI AJAN TASALLA", sv: "INTE AKTUELL", en: "NOT LIVE") }

    /// `viimeisin tieto 12.16.04`; with the day where that was another day.
    func lastData(_ moment: Timestamp, now: Timestamp) -> String {
        let time = now - moment < .seconds(43_200) ? clockWithSeconds(moment) : dayAndClock(moment)
        return say(fi: "viimeisin tieto \(time)", sv: "senaste uppgift \(time)", en: "last data \(time)")
    }

    var noDataYet: String { say(fi: "ei vielä tietoa", sv: "inga uppgifter ännu", en: "no data yet") }

    /// The line below the header while nothing comes: why, and that it mends itself.
    func reconnecting(_ trouble: ControlError?) -> String {
        let what = trouble.map(self.trouble) ?? silentDaemon
        return say(
            fi: "\(what). Valot eivät päivity. Yhdistetään uudelleen…",
            sv: "\(what). Ljusen uppdateras inte. Ansluter på nytt…",
            en: "\(what). The lights are not updated. Reconnecting…")
    }

    /// Why there is no connection to the daemon.
    func trouble(_ error: ControlError) -> String {
        switch error {
        case .noDaemon:
            say(
                fi: "Valvontapalvelu ei ole käynnissä", sv: "Övervakningstjänsten är inte igång",
                en: "The daemon is not running")
        case .permissionDenied(_, let group):
            say(
                fi: "Ei oikeutta valvontapalveluun", sv: "Ingen rätt till övervakningstjänsten",
                en: "No permission to ask the daemon")
                + (group.map { say(fi: " (ryhmä \($0))", sv: " (gruppen \($0))", en: " (group \($0))") } ?? "")
        case .timeout: silentDaemon
        case .closed:
            say(
                fi: "Valvontapalvelu katkaisi yhteyden", sv: "Övervakningstjänsten stängde förbindelsen",
                en: "The daemon closed the connection")
        case .malformed, .tooLarge:
            say(
                fi: "Valvontapalvelu on eri versiota", sv: "Övervakningstjänsten är av annan version",
                en: "The daemon is of another version")
        case .refused(_, let refusal): refusal.problem(in: self).visible()
        case .system: error.description
        }
    }

    private var silentDaemon: String {
        say(fi: "Valvontapalvelu on vaiti", sv: "Övervakningstjänsten är tyst", en: "The daemon is silent")
    }

    /// The daemon itself cannot see: no device is to blame for what its lights say.
    var blind: String {
        say(
            fi: "SOKEA: valvonta ei näe verkkoa. Kadonneita laitteita ei arvioida.",
            sv: "BLIND: övervakningen ser inte nätet. Försvunna enheter bedöms inte.",
            en: "BLIND: the monitor cannot see the network. Lost devices are not judged.")
    }

    /// `ma 23.11. klo 12.16.04`
    func headerTime(_ now: Timestamp) -> String {
        day(now) + say(fi: " klo ", sv: " kl. ", en: " ") + clockWithSeconds(now)
    }

    /// `tuore tieto 163/176, vanhin 41 s`
    func freshness(_ freshness: Board.Freshness, now: Timestamp) -> String {
        let share = "\(freshness.fresh)/\(freshness.total)"
        let fresh = say(fi: "tuore tieto \(share)", sv: "färska uppgifter \(share)", en: "fresh data \(share)")
        guard let oldest = freshness.oldest else { return fresh }
        let age = duration(now - oldest)
        return fresh + say(fi: ", vanhin \(age)", sv: ", äldst \(age)", en: ", oldest \(age)")
    }

    /// `tuore 163/176`
    func shortFreshness(_ freshness: Board.Freshness) -> String {
        let share = "\(freshness.fresh)/\(freshness.total)"
        return say(fi: "tuore \(share)", sv: "färska \(share)", en: "fresh \(share)")
    }

    /// `Häiriöitä 11`
    func incidentCount(_ number: Int) -> String {
        switch number {
        case 0: say(fi: "Ei häiriöitä", sv: "Inga störningar", en: "No incidents")
        default: say(fi: "Häiriöitä", sv: "Störningar", en: "Incidents") + " \(number)"
        }
    }

    // MARK: Incidents

    var allWell: String {
        say(
            fi: "Ei avoimia häiriöitä.", sv: "Inga öppna störningar.", en: "No open incidents.")
    }

    /// What hangs on the broken one, and that it raises no alarms of its own.
    func behind(_ number: Int) -> String {
        switch number {
        case 1:
            say(
                fi: "Takana 1 laite, ei omaa hälytystä", sv: "1 enhet bakom, inget eget larm",
                en: "1 device behind it, no separate alarm")
        default:
            say(
                fi: "Takana \(number) laitetta, ei omia hälytyksiä", sv: "\(number) enheter bakom, inga egna larm",
                en: "\(number) devices behind it, no separate alarms")
        }
    }

    /// Who runs the line, and what to say on the phone.
    func line(_ lineOperator: Site.LineOperator) -> String {
        let circuit = lineOperator.circuit.map { say(fi: "liittymä", sv: "förbindelse", en: "circuit") + " " + $0 }
        let parts = [lineOperator.name, lineOperator.phone, circuit].compactMap { $0 }
        return say(fi: "Linja: ", sv: "Linje: ", en: "Line: ") + parts.joined(separator: ", ")
    }

    /// What to do first, as the configuration says.
    func first(_ step: String) -> String { say(fi: "Ensin: ", sv: "Först: ", en: "First: ") + step }

    /// What to tell a caller, as the configuration says.
    func tell(_ text: String) -> String { say(fi: "Kerro: ", sv: "Säg: ", en: "Tell: ") + text }

    /// `3 toimipaikkaa`
    func sites(_ number: Int) -> String {
        switch number {
        case 1: say(fi: "1 toimipaikka", sv: "1 plats", en: "1 site")
        default: say(fi: "\(number) toimipaikkaa", sv: "\(number) platser", en: "\(number) sites")
        }
    }

    /// `5 laitetta`
    func hosts(_ number: Int) -> String {
        switch number {
        case 1: say(fi: "1 laite", sv: "1 enhet", en: "1 host")
        default: say(fi: "\(number) laitetta", sv: "\(number) enheter", en: "\(number) hosts")
        }
    }

    var enterOpens: String { say(fi: "(Enter avaa)", sv: "(Enter öppnar)", en: "(Enter opens)") }

    /// How many are folded into a line: `5 kpl`.
    func pieces(_ number: Int) -> String { say(fi: "\(number) kpl", sv: "\(number) st", en: "×\(number)") }

    /// What is scrolled away at the top.
    func moreAbove(_ number: Int) -> String { "↑ " + more(number) }

    /// What does not fit at the bottom.
    func moreBelow(_ number: Int) -> String { "↓ " + more(number) }

    private func more(_ number: Int) -> String {
        say(fi: "\(number) muuta", sv: "\(number) till", en: "\(number) more")
    }

    // MARK: Matrix and hosts

    var siteHeading: String { say(fi: "TOIMIPAIKKA", sv: "PLATS", en: "SITE") }

    var hostHeading: String { say(fi: "LAITE", sv: "ENHET", en: "HOST") }

    /// The heading over the numbers of hosts.
    func hostCountHeading(isShort: Bool) -> String {
        say(fi: isShort ? "LAITT." : "LAITTEITA", sv: isShort ? "ENH." : "ENHETER", en: "HOSTS")
    }

    /// The sites folded into one row, at most 17 columns, 15 where it has to be short.
    /// - Parameter isAll: whether there is no other site than these.
    func allGreen(_ number: Int, isAll: Bool, isShort: Bool) -> String {
        let shape = Status.green.shape
        if isAll {
            return say(fi: "Kaikki \(number) \(shape)", sv: "Alla \(number) \(shape)", en: "All \(number) \(shape)")
        }
        if isShort {
            return say(fi: "\(number) muuta \(shape)", sv: "\(number) andra \(shape)", en: "\(number) others \(shape)")
        }
        return say(
            fi: "\(number) muuta, kaikki \(shape)", sv: "\(number) andra, alla \(shape)",
            en: "\(number) others, all \(shape)")
    }

    var sinceHeading: String { say(fi: "ALKAEN", sv: "SEDAN", en: "SINCE") }

    var contact: String { say(fi: "Yhteyshenkilö", sv: "Kontakt", en: "Contact") }

    var noHosts: String { say(fi: "Ei laitteita.", sv: "Inga enheter.", en: "No hosts.") }

    // MARK: Search

    var search: String { say(fi: "Etsi", sv: "Sök", en: "Find") }

    var searchHint: String {
        say(
            fi: "Kirjoita laitteen, toimipaikan, sijainnin tai häiriön numeron alku tai osa.",
            sv: "Skriv en del av enhetens, platsens eller lägets namn eller störningens nummer.",
            en: "Type part of a host's, site's or place's name, an address or an incident's number.")
    }

    var nothingFound: String { say(fi: "Ei löytynyt mitään.", sv: "Inget hittades.", en: "Nothing found.") }

    // MARK: Before anything is there

    var connecting: String { say(fi: "Yhdistetään…", sv: "Ansluter…", en: "Connecting…") }

    /// Where the daemon is looked for.
    func askedAt(_ source: String) -> String {
        say(
            fi: "Valvontapalvelua kysytään täältä: \(source)", sv: "Övervakningstjänsten söks här: \(source)",
            en: "Asking the daemon at \(source)")
    }

    var whatToTry: String {
        say(
            fi: "Jos tämä ei häviä: systemctl status monitord", sv: "Om detta står kvar: systemctl status monitord",
            en: "If this stays: systemctl status monitord")
    }

    /// How large the window is and should be.
    func tooSmall(_ size: Size, needed: Size) -> String {
        let now = "\(size.columns)×\(size.rows)"
        let wanted = "\(needed.columns)×\(needed.rows)"
        return say(
            fi: "Ikkuna on \(now). Suurenna se kokoon \(wanted), niin kaikki näkyy.",
            sv: "Fönstret är \(now). Gör det till \(wanted), så syns allt.",
            en: "The window is \(now). Make it \(wanted) to see everything.")
    }
}
