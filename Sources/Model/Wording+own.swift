extension Wording {
    /// What the daemon says of itself: `3 of 200 polls late in the last 10 s`.
    ///
    /// - Parameter now: For ages.
    public func own(_ statement: OwnStatement, now: Timestamp) -> String {
        switch statement.condition {
        case .text(let text): text.visible()
        case .polls(let late, let all, let seconds):
            say(
                fi: "\(late)/\(all) kyselyä myöhässä viimeisten \(seconds) s aikana",
                sv: "\(late) av \(all) avläsningar sena de senaste \(seconds) s",
                en: "\(late) of \(all) polls late in the last \(seconds) s")
        case .queues(let reports, let datagrams): queues(reports: reports, datagrams: datagrams)
        case .configurationInUse: say(fi: "kuten tiedostoissa", sv: "som i filerna", en: "as in the files")
        case .configurationRefused(let mistake, let more):
            say(fi: "vanha on käytössä: ", sv: "den gamla används: ", en: "the old one is in use: ")
                + mistake.visible() + (more > 0 ? " (" + andMore(more) + ")" : "")
        case .probes(let known):
            say(fi: "tunnetaan \(known)", sv: "\(known) är kända", en: "\(known) are known")
        case .probesLeftOut(let mistake, let more):
            say(
                fi: "virheelliset jätetään pois: ", sv: "de med fel utelämnas: ",
                en: "what has mistakes is left out: ") + mistake.visible()
                + (more > 0 ? " (\(andMore(more)); monitor probes check)" : "")
        case .database(let database): self.database(database)
        case .backup(let backup): self.backup(backup, now: now)
        case .echoesSent: say(fi: "lähetetään", sv: "sänds", en: "are sent")
        case .echoesFailed(let cause):
            say(fi: "mitään laitetta ei voi pingata: ", sv: "ingen enhet kan pingas: ", en: "no host can be pinged: ")
                + cause.visible()
        case .algorithmsMissing(let count, let first):
            say(
                fi:
                    "SNMPv3-laitteita vain pingataan: \(count) (\(first.visible(limit: 60)) …): tämän koneen libsnmp ei "
                    + "tarjoa niiden tunnusten algoritmeja",
                sv: "\(count) enheter med SNMPv3 (\(first.visible(limit: 60)) …) pingas bara: denna dators libsnmp "
                    + "saknar deras algoritmer",
                en:
                    "\(count) hosts with SNMPv3 (\(first.visible(limit: 60)) …) are only pinged: this machine's libsnmp "
                    + "does not offer the algorithms of their credential")
        case .findings(let first, let more): findings(first.visible(limit: 60), more: more)
        case .sight(let sight): self.sight(sight)
        }
    }

    private func andMore(_ count: Int) -> String {
        say(fi: "ja \(count) muuta", sv: "och \(count) till", en: "and \(count) more")
    }

    private func queues(reports: Int, datagrams: Int) -> String {
        guard reports + datagrams > 0 else {
            return say(fi: "mitään ei ole hukattu", sv: "inget har gått förlorat", en: "nothing lost")
        }
        return say(
            fi: "hukattu \(reports) raporttia ja \(datagrams) sanomaa",
            sv: "\(reports) rapporter och \(datagrams) datagram gick förlorade",
            en: "\(reports) reports and \(datagrams) datagrams lost")
    }

    private func findings(_ first: String, more: Int) -> String {
        let names = more > 0 ? "\(first) \(andMore(more))" : first
        return say(
            fi: "korjattavaa: \(names); katso monitor status \(first)",
            sv: "något att åtgärda: \(names); se monitor status \(first)",
            en: "something to mend at \(names): monitor status \(first) names it")
    }

    private func sight(_ condition: OwnCondition.SightCondition) -> String {
        switch condition {
        case .noRoute:
            return say(
                fi: "tältä koneelta ei ole reittiä minnekään", sv: "denna dator har ingen väg någonstans",
                en: "this machine has no route to anywhere")
        case .uplinkUp(let interfaces):
            let names = interfaces.map { $0.visible(limit: 40) }.joined(separator: ", ")
            return say(fi: "\(names) ylhäällä", sv: "\(names) uppe", en: "\(names) up")
        case .uplinkDown(let interfaces):
            return say(fi: "oma linja on poikki: ", sv: "vår egen linje är nere: ", en: "our own line is down: ")
                + interfaces.map { $0.visible(limit: 40) }.joined(separator: ", ")
        case .sees: return say(fi: "näkee", sv: "ser", en: "sees")
        case .blindWithoutLine:
            return say(
                fi: "sokea: oma yhteys on poikki; kadonneita laitteita ei arvioida",
                sv: "blind: vår egen förbindelse är nere; borta enheter bedöms inte",
                en: "blind: our own connection is down; lost devices are not judged")
        case .blindWithoutFleet:
            return say(
                fi: "sokea: useimmat laitteet katosivat kerralla; niitä ei arvioida",
                sv: "blind: de flesta enheter försvann på en gång; de bedöms inte",
                en: "blind: most devices vanished at once; they are not judged")
        }
    }

    private func database(_ condition: OwnCondition.DatabaseCondition) -> String {
        switch condition {
        case .stores: return say(fi: "tallentaa", sv: "lagrar", en: "stores")
        case .diskFull:
            return say(
                fi: "levy on täynnä: lukemia katoaa, tapahtumat menevät varatilaan",
                sv: "disken är full: mätvärden går förlorade, händelser går till reserven",
                en: "the disk is full: readings are lost, events go into the reserve")
        case .diskTooSlow:
            return say(
                fi: "levy ei ota vastaan luettua: lukemia katoaa",
                sv: "disken tar inte emot det som läses: mätvärden går förlorade",
                en: "the disk does not take what is read: readings are lost")
        case .lost(let readings, let rows):
            return say(
                fi: "\(readings) lukemaa jäi tallentamatta, \(rows) riviä ei voitu lukea",
                sv: "\(readings) mätvärden kunde inte sparas, \(rows) rader kunde inte läsas",
                en: "\(readings) readings could not be stored, \(rows) rows could not be read")
        case .recovered(let recovery): return recovered(recovery)
        }
    }

    private func recovered(_ recovery: OwnCondition.DatabaseRecovery) -> String {
        let what =
            recovery.backup.map { backup in
                say(
                    fi: "sen tilalle otettiin varmuuskopio \(backup)", sv: "säkerhetskopian \(backup) tog dess plats",
                    en: "the backup \(backup) took its place")
            } ?? say(fi: "uusi on aloitettu", sv: "en ny har påbörjats", en: "a new one has been begun")
        let passedOver = recovery.passedOver.joined(separator: ", ")
        let others =
            passedOver.isEmpty
            ? "" : " (" + say(fi: "kelvottomia", sv: "odugliga", en: "not good") + ": \(passedOver))"
        let end = dayAndClock(recovery.to)
        let span =
            recovery.from.map(dayAndClock).map { begin in
                say(fi: "\(begin) – \(end)", sv: "från \(begin) till \(end)", en: "from \(begin) to \(end)")
            } ?? say(fi: "ennen \(end)", sv: "före \(end)", en: "before \(end)")
        let missing =
            recovery.hasAllEvents
            ? say(fi: "lukemat puuttuvat", sv: "saknas mätvärden", en: "no readings are known")
            : say(fi: "kaikki puuttuu", sv: "är inget känt", en: "nothing is known")
        return say(
            fi: "tietokanta oli vioittunut (\(recovery.finding)) ja on nyt \(recovery.setAside); \(what)\(others); "
                + "\(span) \(missing); siirrä tiedosto pois kun sitä ei enää tarvita",
            sv: "databasen var skadad (\(recovery.finding)) och ligger nu i \(recovery.setAside); \(what)\(others); "
                + "\(span) \(missing); flytta bort filen när den inte behövs mer",
            en:
                "the database was damaged (\(recovery.finding)) and lies in \(recovery.setAside) now; \(what)\(others); "
                + "\(span) \(missing); move that file away when it is not needed any more"
        ).visible(limit: 1000)
    }

    private func backup(_ backup: OwnCondition.BackupCondition, now: Timestamp) -> String {
        let known =
            backup.last.map { last in
                let age = duration(now - last)
                return say(
                    fi: "viimeisin kunnollinen on \(age) vanha", sv: "den senaste dugliga är \(age) gammal",
                    en: "the last good one is \(age) old")
            } ?? say(fi: "sellaista ei ole", sv: "det finns ingen", en: "there is none")
        if let failure = backup.failure { return failure.visible() + "; " + known }
        if backup.last == nil, backup.isFirstAwaited {
            return backup.isRunning
                ? say(fi: "ensimmäistä tehdään", sv: "den första görs", en: "the first is being made")
                : say(fi: "ensimmäinen tehdään pian", sv: "den första görs snart", en: "the first is made soon")
        }
        return known + (backup.bytes.map { ", " + value(Double($0), .bytes) } ?? "")
    }
}
