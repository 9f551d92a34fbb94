import Model

/// The sentences that only mails say.
extension Wording {
    var over: String { say(fi: "OHI", sv: "ÖVER", en: "OK") }
    var worse: String { say(fi: "pahentunut", sv: "värre", en: "worse") }
    var began: String { say(fi: "Alkoi", sv: "Började", en: "Began") }
    var ended: String { say(fi: "Ohi", sv: "Över", en: "Over") }
    var cause: String { say(fi: "Syy", sv: "Orsak", en: "Cause") }
    var effect: String { say(fi: "Vaikutus", sv: "Följd", en: "Effect") }
    var line: String { say(fi: "Liittymä", sv: "Förbindelse", en: "Line") }
    var phone: String { say(fi: "puh.", sv: "tel.", en: "phone") }
    var circuit: String { say(fi: "tunnus", sv: "nummer", en: "circuit") }
    var first: String { say(fi: "Ensin", sv: "Först", en: "First") }
    var tell: String { say(fi: "Kerro soittajalle", sv: "Säg till den som ringer", en: "Tell the caller") }
    var incident: String { say(fi: "Häiriö", sv: "Störning", en: "Incident") }
    var hasEnded: String { say(fi: "päättyi", sv: "är över", en: "is over") }
    var sent: String { say(fi: "lähetetty", sv: "sänt", en: "sent") }
    var next: String {
        say(
            fi: "Seuraava viesti: kun ohi tai pahenee.", sv: "Nästa meddelande: när det är över eller blir värre.",
            en: "Next message: when over or worse.")
    }

    /// It comes and goes.
    var flaps: String { say(fi: "Vilkkuu: menee ja tulee.", sv: "Det kommer och går.", en: "It comes and goes.") }
    var flapped: String { say(fi: "Vilkkui: meni ja tuli.", sv: "Det kom och gick.", en: "It came and went.") }

    /// That nobody has taken it.
    var nobody: String {
        person + ": " + say(fi: "ei vielä kukaan", sv: "ingen ännu", en: "nobody yet")
    }

    /// `Tekijä: MK (kuittasi klo 12.31, klo 15.00 asti): uusi virtalähde tilattu`
    /// - Parameters:
    ///   - moment: When the turn came that is told: times are said as on that day.
    ///   - isOver: Until when somebody was on it no longer matters.
    func taken(_ acknowledgement: Acknowledgement, from moment: Timestamp, isOver: Bool) -> String {
        let isToday = since(acknowledgement.since, now: moment) == clock(acknowledgement.since)
        let start =
            isToday
            ? say(fi: "klo ", sv: "kl. ", en: "at ") + clock(acknowledgement.since)
            : dayAndClock(acknowledgement.since)
        let end = isOver ? "" : acknowledgement.until.map { ", " + until($0, now: moment) } ?? ""
        let text = acknowledgement.text.plain
        return person + ": " + acknowledgement.person.shown.plain
            + " (" + say(fi: "kuittasi ", sv: "kvitterade ", en: "took it ") + start + end + ")"
            + (text.isEmpty ? "" : ": " + text)
    }

    private var person: String { say(fi: "Tekijä", sv: "Åtgärdas av", en: "On it") }

    /// How long it went on at that moment, or in all.
    func lasted(_ time: Duration, isOver: Bool) -> String {
        let text = duration(time)
        return isOver ? say(fi: "kesti \(text)", sv: "varade \(text)", en: "lasted \(text)") : text
    }

    /// That the message is late, and how much.
    func comesLate(_ delay: Duration) -> String {
        let text = duration(delay)
        return say(
            fi: "Tämä viesti on \(text) myöhässä.", sv: "Detta meddelande är \(text) försenat.",
            en: "This message is \(text) late.")
    }

    /// How many hang on it, for a subject.
    func behind(_ count: Int) -> String {
        say(fi: "takana \(count)", sv: "\(count) bakom", en: "\(count) behind")
    }

    /// How many hang on it, and why nobody hears of each of them.
    func behindSentence(_ count: Int) -> String {
        say(
            fi: count == 1 ? "1 laite takana, ei omaa hälytystä" : "\(count) laitetta takana, ei omia hälytyksiä",
            sv: count == 1 ? "1 enhet bakom, inget eget larm" : "\(count) enheter bakom, inga egna larm",
            en: count == 1 ? "1 device behind it, no separate alarm" : "\(count) devices behind it, no separate alarms")
    }

    /// How many hung on it, once it is over.
    func wasBehind(_ count: Int) -> String {
        say(
            fi: count == 1 ? "Takana oli 1 laite" : "Takana oli \(count) laitetta",
            sv: count == 1 ? "Bakom var 1 enhet" : "Bakom var \(count) enheter",
            en: count == 1 ? "Behind it was 1 device" : "Behind it were \(count) devices")
    }

    /// What is broken, in as few words as a subject has room for.
    func fault(of incident: Incident) -> String {
        let check = incident.cause
        switch incident.reason {
        case .noAnswer, .hostDown: return say(fi: "ei yhteyttä", sv: "ingen kontakt", en: "no connection")
        case .silent: return say(fi: "SNMP hiljaa", sv: "SNMP tyst", en: "SNMP silent")
        case .measured(let number, let unit, _, _, _): return "\(name(of: check)) \(value(number, unit))"
        case .condition(.repeated(let reason, _, _)):
            var once = incident
            once.reason = reason
            return fault(of: once)
        case .condition(.banded(let number, let unit, _)): return "\(name(of: check)) \(value(number, unit))"
        case .condition(.changed(let amount, let unit, let change)):
            return "\(name(of: check)) \(change.direction == .rise ? "+" : "−")\(value(amount, unit))"
        case .condition(.counted(let rows)):
            return "\(name(of: check)) \(rows.good)/\(rows.total)"
        case .state(let name, _): return "\(self.name(of: check)): \(name.plain)"
        case .own(let statement): return own(statement, now: incident.opened).plain
        case .processes: return "\(check.subject.plain) \(reason(incident.reason, now: incident.opened))"
        case .notYetChecked, .answers, .behind, .blind, .stale, .notVisible, .finding, .version, .support, .paused,
            .closed, .act, .gone, .expected, .unusual, .noPower:
            return "\(name(of: check)) \(word(incident.status))"
        }
    }

    /// That it is good again, or that nobody will know: what was watched is gone.
    func ending(of incident: Incident) -> String {
        if let other = incident.mergedInto {
            return say(
                fi: "kuuluu häiriöön #\(other)", sv: "hör till störning #\(other)", en: "is part of incident #\(other)")
        }
        return endingAlone(of: incident)
    }

    private func endingAlone(of incident: Incident) -> String {
        switch incident.status {
        case .green, .blue: recovery(of: incident.cause)
        case .yellow, .red, .grey:
            name(of: incident.cause) + " "
                + say(fi: "ei ole enää valvonnassa", sv: "övervakas inte längre", en: "is no longer watched")
        }
    }

    private func recovery(of check: Check) -> String {
        check.aspect == .reach
            ? say(fi: "vastaa taas", sv: "svarar igen", en: "answers again")
            : say(
                fi: "\(name(of: check)) kunnossa", sv: "\(name(of: check)) i ordning", en: "\(name(of: check)) is good")
    }

    /// `levy C:`, `laite virtalähde 2`.
    private func name(of check: Check) -> String {
        check.subject.isEmpty ? word(check.aspect) : "\(word(check.aspect)) \(check.subject.plain)"
    }
}
