extension Wording {
    /// Why something is not done: `no host srv-9`.
    public func problem(_ objection: ActObjection) -> String {
        switch objection {
        case .unknownHost(let name):
            let name = name.visible(limit: 60)
            return say(fi: "ei ole laitetta \(name)", sv: "det finns ingen enhet \(name)", en: "no host \(name)")
        case .unknownSite(let key, _):
            let key = key.visible(limit: 60)
            return say(
                fi: "ei ole toimipaikkaa \(key), jossa on laitteita", sv: "det finns ingen plats \(key) med enheter",
                en: "no site \(key) with hosts")
        case .unknownIncident(let number):
            return say(
                fi: "ei ole häiriötä #\(number)", sv: "det finns ingen störning #\(number)",
                en: "no incident #\(number)")
        case .incidentIsOver(let number):
            return say(fi: "#\(number) on ohi", sv: "#\(number) är över", en: "#\(number) is over")
        case .standsInConfiguration(let host, _):
            let name = host.visible(limit: 60)
            return say(
                fi: "\(name) on asetuksissa", sv: "\(name) står i konfigurationen",
                en: "\(name) stands in the configuration")
        case .tooFarAhead:
            return say(
                fi: "siihen on yli vuosi", sv: "det är mer än ett år dit", en: "that is more than a year ahead")
        case .timeIsOver: return say(fi: "se aika on jo ohi", sv: "den tiden är förbi", en: "that time is over")
        case .nothingIsYellow:
            return say(fi: "siellä ei ole mitään keltaista", sv: "inget är gult där", en: "nothing is yellow there")
        case .notPaused: return say(fi: "se ei ole huollossa", sv: "det är inget underhåll", en: "it is not paused")
        case .noteWithoutText:
            return say(fi: "muistiinpano ilman tekstiä", sv: "en anteckning utan text", en: "a note without text")
        case .textTooLong(let count, _):
            return say(
                fi: "tekstissä on \(count) merkkiä", sv: "texten har \(count) tecken",
                en: "the text has \(count) characters")
        case .sharedAccount(let user, _):
            let name = user.visible(limit: 40)
            return say(
                fi: "tunnus \(name) on yhteinen", sv: "kontot \(name) delas av flera",
                en: "the account \(name) is shared")
        case .unknownInitials(let initials, _):
            let text = initials.visible(limit: 20)
            return say(
                fi: "kenenkään nimikirjaimet eivät ole \(text)", sv: "ingen har initialerna \(text)",
                en: "nobody has the initials \(text)")
        case .gap(let gap): return problem(gap)
        case .notStored:
            return say(
                fi: "se on tehty, mutta ei vielä tallennettu", sv: "det är gjort, men inte sparat ännu",
                en: "it is done, but not stored yet")
        }
    }

    /// What to do about it.
    public func remedy(_ objection: ActObjection) -> String {
        switch objection {
        case .unknownHost:
            return say(
                fi: "monitor status luettelee laitteet", sv: "monitor status visar enheterna",
                en: "monitor status lists the hosts")
        case .unknownSite(_, let known):
            return say(fi: "toimipaikat ovat ", sv: "platserna är ", en: "the sites are ") + listed(known)
        case .unknownIncident, .incidentIsOver:
            return say(
                fi: "monitor incidents luettelee avoimet", sv: "monitor incidents visar de öppna",
                en: "monitor incidents lists those that are open")
        case .standsInConfiguration(_, let place):
            let place = place?.visible(limit: 200)
            return say(
                fi: "poista se asetuksista" + (place.map { " (\($0))" } ?? "") + " ja lue ne uudelleen",
                sv: "ta bort den ur " + (place ?? "konfigurationen") + " och läs om den",
                en: "take it out of \(place ?? "it") and reload")
        case .tooFarAhead:
            return say(
                fi: "anna aiempi päivä, tai tee sääntö muilla rajoilla",
                sv: "ange en tidigare dag, eller en regel med andra gränser",
                en: "write an earlier day, or a rule with other limits")
        case .timeIsOver:
            return say(
                fi: "anna tuleva hetki, kuten 15.00 tai +2h", sv: "ange en kommande tid, som 15.00 eller +2h",
                en: "write a moment that is to come, as 15:00 or +2h")
        case .nothingIsYellow:
            return say(
                fi: "monitor incidents näyttää mitä on auki", sv: "monitor incidents visar vad som är öppet",
                en: "monitor incidents shows what is open")
        case .notPaused(let isPlanned): return resume(isPlanned: isPlanned)
        case .noteWithoutText:
            return say(
                fi: "kirjoita mitä halutaan lukea", sv: "skriv det som ska läsas", en: "write what is to be read")
        case .textTooLong(_, let limit):
            return say(fi: "kirjoita enintään \(limit)", sv: "skriv högst \(limit)", en: "write at most \(limit)")
        case .sharedAccount(_, let initials):
            return say(
                fi: "kerro kuka olet nimikirjaimilla: ", sv: "säg vem du är med initialer: ",
                en: "say who you are, by your initials: ") + listed(initials)
        case .unknownInitials(_, let known):
            return say(
                fi: "asetuksissa ovat ", sv: "konfigurationen känner ", en: "the configuration knows ")
                + listed(known)
        case .gap(let gap): return remedy(gap)
        case .notStored:
            return say(
                fi: "katso valvonnan omia valoja: monitor status monitor",
                sv: "se övervakningens egna lampor: monitor status monitor",
                en: "look at the daemon's own lights: monitor status monitor")
        }
    }

    private func problem(_ gap: ActObjection.Gap) -> String {
        switch gap {
        case .needsUntil:
            say(
                fi: "mihin asti se on niin kuin pitää?", sv: "till när är det som det ska?",
                en: "until when is it as it should be?")
        case .needsIncident(let act):
            say(
                fi: "\(act) koskee yhtä häiriötä", sv: "\(act) gäller en störning",
                en: "\(act) is about one incident")
        case .needsHostOrSite(let act):
            say(
                fi: "\(act) koskee yhtä laitetta tai toimipaikkaa", sv: "\(act) gäller en enhet eller en plats",
                en: "\(act) is about one host or one site")
        case .needsHost:
            say(
                fi: "toimipaikkaa ei voi poistaa käytöstä", sv: "en plats kan inte tas ur bruk",
                en: "a site cannot be retired")
        case .hasNoEnd(let act):
            say(fi: "\(act) ei pääty itsestään", sv: "\(act) har inget slut", en: "\(act) has no end")
        }
    }

    private func remedy(_ gap: ActObjection.Gap) -> String {
        switch gap {
        case .needsUntil:
            say(
                fi: "kirjoita mihin asti, enintään vuosi", sv: "skriv till när, högst ett år",
                en: "write until when, at most a year ahead")
        case .needsIncident:
            say(
                fi: "anna sen numero; monitor incidents luettelee ne",
                sv: "ange dess nummer; monitor incidents visar dem",
                en: "give its number; monitor incidents lists them")
        case .needsHostOrSite:
            say(fi: "nimeä jompikumpi", sv: "nämn en av dem", en: "name one of them")
        case .needsHost: say(fi: "nimeä laite", sv: "nämn en enhet", en: "name a host")
        case .hasNoEnd: say(fi: "jätä until pois", sv: "utelämna until", en: "leave until out")
        }
    }

    private func resume(isPlanned: Bool) -> String {
        isPlanned
            ? say(
                fi: "asetusten huoltoikkuna on menossa: muuta siellä maintenance:, tai päätä koko toimipaikan huolto",
                sv: "ett fönster i konfigurationen pågår: ändra maintenance: där, eller avsluta hela platsens",
                en: "a window of the configuration is on: change maintenance: there, or resume its whole site")
            : say(
                fi: "monitor status näyttää mikä on sinistä ja miksi",
                sv: "monitor status visar vad som är blått och varför",
                en: "monitor status shows what is blue, and why")
    }

    private func listed(_ names: [String]) -> String {
        let shown = names.prefix(20).map { $0.visible(limit: 40) }
        guard let last = shown.last, shown.count > 1 else { return shown.first ?? "" }
        return shown.dropLast().joined(separator: ", ") + say(fi: " ja ", sv: " och ", en: " and ") + last
            + (names.count > 20 ? " …" : "")
    }
}
