import Model

/// What is explained: the keys, the shapes and the marks.
enum Help {
    /// A key as the footers and the help page name it.
    enum Key: CaseIterable {
        case move, open, back, acknowledge, accept, pause, resume, note, search, sites, bell, language, help, quit

        var name: String {
            switch self {
            case .move: "↑↓"
            case .open: "Enter"
            case .back: "Esc"
            case .acknowledge: "a"
            case .accept: "A"
            case .pause: "m"
            case .resume: "M"
            case .note: "n"
            case .search: "/"
            case .sites: "t"
            case .bell: "b"
            case .language: "l"
            case .help: "?"
            case .quit: "q"
            }
        }
    }
}

extension Wording {
    /// What a key does, in a word or two.
    func hint(_ key: Help.Key) -> String {
        switch key {
        case .move: say(fi: "liiku", sv: "flytta", en: "move")
        case .open: say(fi: "avaa", sv: "öppna", en: "open")
        case .back: say(fi: "takaisin", sv: "tillbaka", en: "back")
        case .acknowledge: say(fi: "kuittaa", sv: "kvittera", en: "acknowledge")
        case .accept: say(fi: "hyväksy", sv: "godkänn", en: "accept")
        case .pause: say(fi: "huolto", sv: "underhåll", en: "pause")
        case .resume: say(fi: "huolto ohi", sv: "underhåll slut", en: "resume")
        case .note: say(fi: "muistiinpano", sv: "anteckning", en: "note")
        case .search: say(fi: "etsi", sv: "sök", en: "find")
        case .sites: say(fi: "toimipaikat", sv: "platser", en: "sites")
        case .bell: say(fi: "ääni", sv: "ljud", en: "bell")
        case .language: say(fi: "kieli", sv: "språk", en: "language")
        case .help: say(fi: "ohje", sv: "hjälp", en: "help")
        case .quit: say(fi: "lopeta", sv: "avsluta", en: "quit")
        }
    }

    /// What a key does, in a sentence.
    func explanation(_ key: Help.Key, isBellOn: Bool) -> String {
        switch key {
        case .move:
            return say(
                fi: "liiku; PgUp, PgDn, Home ja End pidemmälle", sv: "flytta; PgUp, PgDn, Home och End längre",
                en: "move; PgUp, PgDn, Home and End go further")
        case .open:
            return say(
                fi: "avaa häiriön laite, toimipaikka tai niputetut keltaiset",
                sv: "öppna störningens enhet, platsen eller de hopvikta gula",
                en: "open an incident's host, a site or folded yellows")
        case .back: return say(fi: "edelliselle sivulle", sv: "till föregående sida", en: "to the page before")
        case .acknowledge:
            return say(
                fi: "kuittaa häiriö: otat sen hoitaaksesi", sv: "kvittera störningen: du tar hand om den",
                en: "acknowledge an incident: you are on it")
        case .accept:
            return say(
                fi: "hyväksy laitteen tai toimipaikan keltaiset", sv: "godkänn enhetens eller platsens gula",
                en: "accept what is yellow at a host or a site")
        case .pause:
            return say(
                fi: "huolto: laite tai toimipaikka ei hälytä; M tai u: ohi",
                sv: "underhåll: enhet eller plats larmar inte; M eller u: slut",
                en: "pause a host or a site: nobody is alarmed; M or u resumes")
        case .resume: return say(fi: "huolto päättyy", sv: "underhållet slutar", en: "resume what is paused")
        case .note:
            return say(
                fi: "muistiinpano häiriöön, laitteeseen tai toimipaikkaan",
                sv: "anteckning till störningen, enheten eller platsen",
                en: "a note on an incident, a host or a site")
        case .search:
            return say(
                fi: "etsi laitetta, toimipaikkaa tai häiriötä (#numero)",
                sv: "sök enhet, plats eller störning (#nummer)", en: "find a host, a site or an incident (#number)")
        case .sites: return say(fi: "kaikki toimipaikat", sv: "alla platser", en: "all sites")
        case .bell:
            let state =
                isBellOn ? say(fi: "päällä", sv: "på", en: "on") : say(fi: "pois", sv: "av", en: "off")
            return say(
                fi: "äänimerkki uudesta punaisesta: \(state)", sv: "ljudsignal för ny röd: \(state)",
                en: "bell for a new red: \(state)")
        case .language: return "suomi, svenska, English"
        case .help: return say(fi: "tämä sivu", sv: "denna sida", en: "this page")
        case .quit: return say(fi: "lopeta", sv: "avsluta", en: "quit")
        }
    }

    /// What a light's colour means.
    func meaning(_ status: Status) -> String {
        switch status {
        case .red:
            say(
                fi: "rikki tai juuri hajoamassa: toimi nyt", sv: "trasig eller på väg att gå sönder: åtgärda nu",
                en: "broken or about to break: act now")
        case .yellow:
            say(fi: "vaatii huomiota, ei heti", sv: "kräver uppmärksamhet, inte genast", en: "needs attention, not now")
        case .grey:
            say(
                fi: "tuntematon: ei tuoretta tietoa (usein jonkin takana)",
                sv: "okänt: inga färska uppgifter (ofta bakom något annat)",
                en: "unknown: no fresh evidence (often behind something else)")
        case .blue:
            say(
                fi: "tauolla: huolto tai suljettu", sv: "pausad: underhåll eller stängt",
                en: "paused: maintenance or closed")
        case .green: say(fi: "kunnossa, tieto on tuore", sv: "i skick, färska uppgifter", en: "good, on fresh evidence")
        }
    }

    /// Signs of the matrix that are no lights, with what they mean.
    var signs: [(sign: String, meaning: String)] {
        [
            (
                "■2▲1",
                say(
                    fi: "taulukossa: muoto ja laitteiden määrä", sv: "i tabellen: form och antal enheter",
                    en: "in the matrix: shape and number of hosts")
            ),
            ("·", say(fi: "ei tällaista tarkistusta", sv: "ingen sådan kontroll", en: "no such check")),
            (
                "●~",
                say(
                    fi: "tieto vanhenee: yli 2 kierrosta vanha; yli 3 on harmaa",
                    sv: "uppgiften åldras: över 2 varv gammal; över 3 är grå",
                    en: "evidence is ageing: over 2 rounds old; over 3 is grey")
            ),
            (
                "~ –",
                say(
                    fi: "vilkkuu: menee ja tulee · kellään ei vielä hoidossa",
                    sv: "kommer och går · ingen har tagit hand om den ännu",
                    en: "comes and goes · nobody has taken it yet")
            ),
            (
                "■ " + notLive,
                say(
                    fi: "valvonta ei vastaa: valot ovat vanhoja ja värittömiä",
                    sv: "övervakningen svarar inte: ljusen är gamla och utan färg",
                    en: "the daemon is silent: lights are old and without colour")
            ),
        ]
    }
}
