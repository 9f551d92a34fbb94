extension Wording {
    /// Why a light has its colour, without its subject: `97 %, raja 95`, `vastaa pingiin, SNMP hiljaa`.
    ///
    /// Texts that came from a device are made visible here; what comes back is fit to print.
    public func reason(_ reason: Reason, now: Timestamp) -> String {
        switch reason {
        case .notYetChecked:
            return say(fi: "ei vielä tarkistettu", sv: "ännu inte kontrollerad", en: "not checked yet")
        case .answers(let roundTrip, let loss):
            let lost = say(fi: "hukka", sv: "förlust", en: "loss") + " " + value(loss, .percent)
            return [roundTrip.map { value(Double($0), .microseconds) }, lost].compactMap { $0 }.joined(separator: ", ")
        case .noAnswer(let lastAnswer):
            let silent = say(fi: "ei yhteyttä", sv: "ingen kontakt", en: "no connection")
            guard let lastAnswer else {
                return silent + say(fi: ", ei ole vielä vastannut", sv: ", har aldrig svarat", en: ", never answered")
            }
            let last = say(fi: "vastasi viimeksi", sv: "svarade senast", en: "last answered")
            return "\(silent), \(last) \(sinceWithSeconds(lastAnswer, now: now))"
        case .behind(let host):
            return say(fi: "takana: \(host) ei vastaa", sv: "bakom: \(host) svarar inte", en: "behind \(host)")
        case .hostDown:
            return say(fi: "laite ei vastaa", sv: "enheten svarar inte", en: "host does not answer")
        case .blind(let lastAnswer):
            let unseen = say(
                fi: "valvonta ei näe laitetta", sv: "övervakningen ser inte enheten", en: "monitoring cannot see it")
            guard let lastAnswer else { return unseen }
            let last = say(fi: "vastasi viimeksi", sv: "svarade senast", en: "last answered")
            return "\(unseen), \(last) \(sinceWithSeconds(lastAnswer, now: now))"
        case .silent(let cause, let since):
            return silence(cause) + " " + say(fi: "alkaen", sv: "sedan", en: "since") + " "
                + self.since(since, now: now)
        case .measured(let value, let unit, let condition, let limits):
            return measured(value, unit, condition, limits)
        case .processes(let count): return processes(count)
        case .state(let name, _): return name.visible()
        case .stale(let last):
            return say(fi: "tieto vanhentunut, viimeksi", sv: "föråldrad uppgift, senast", en: "data too old, last")
                + " " + sinceWithSeconds(last, now: now)
        case .notVisible(let what):
            return say(fi: "ei näkyvissä", sv: "inte synligt", en: "not visible") + ": " + what.visible()
        case .own(let text): return text.visible()
        }
    }

    /// What would make the light green again; `nil` where the reason says it already.
    public func greenWhen(_ reason: Reason) -> String? {
        switch reason {
        case .measured(_, let unit, let condition, let limits):
            guard let limit = limits.yellow ?? limits.red else { return nil }
            let back = condition == .above ? limit - limits.hysteresis : limit + limits.hysteresis
            let amount = value(back, unit)
            switch condition {
            case .above:
                return say(fi: "vihreä kun alle \(amount)", sv: "grön under \(amount)", en: "green below \(amount)")
            case .below:
                return say(fi: "vihreä kun yli \(amount)", sv: "grön över \(amount)", en: "green above \(amount)")
            }
        case .noAnswer: return say(fi: "vihreä kun vastaa", sv: "grön när den svarar", en: "green when it answers")
        case .processes(let count):
            return count > 0
                ? nil : say(fi: "vihreä kun käynnissä", sv: "grön när den körs", en: "green when it runs")
        case .notYetChecked, .answers, .behind, .hostDown, .blind, .silent, .state, .stale, .notVisible, .own:
            return nil
        }
    }

    /// Where a judgement comes from: `built-in`, `probe ups-mib`, `hosts/kuusela.yaml:31`.
    public func origin(_ origin: Origin) -> String {
        switch origin {
        case .builtIn: say(fi: "sisäinen sääntö", sv: "inbyggd regel", en: "built-in rule")
        case .probe(let name): say(fi: "luotain \(name)", sv: "sond \(name)", en: "probe \(name)")
        case .file(let location): location.short
        }
    }

    private func measured(_ value: Double, _ unit: Unit, _ condition: Reason.Comparison, _ limits: Limits) -> String {
        let shown = self.value(value, unit)
        let crossed: (Double) -> Bool = { condition == .above ? value >= $0 : value <= $0 }
        guard
            let limit = [limits.red, limits.yellow].compactMap({ $0 }).first(where: crossed) ?? limits.yellow
                ?? limits.red
        else { return shown }
        return shown + ", " + say(fi: "raja", sv: "gräns", en: "limit") + " "
            + (unit == .percent ? number(limit) : self.value(limit, unit))
    }

    private func processes(_ count: Int64) -> String {
        if count <= 0 { return say(fi: "ei käynnissä", sv: "körs inte", en: "not running") }
        let running = say(fi: "käynnissä", sv: "körs", en: "running")
        if count == 1 { return running }
        return running
            + say(fi: ", \(count) prosessia", sv: ", \(count) processer", en: ", \(count) processes")
    }

    private func silence(_ cause: SilenceCause) -> String {
        let silent = say(
            fi: "vastaa pingiin, SNMP hiljaa", sv: "svarar på ping, SNMP tyst", en: "answers ping, SNMP silent")
        switch cause {
        case .timeout: return silent
        case .refused: return silent + say(fi: " (portti kiinni)", sv: " (porten stängd)", en: " (port closed)")
        case .otherAddress(let address):
            let text = address.visible()
            return silent
                + say(fi: " (vastaus osoitteesta \(text))", sv: " (svar från \(text))", en: " (answers from \(text))")
        case .malformed(let detail):
            return silent + say(fi: " (virheellinen vastaus: ", sv: " (felaktigt svar: ", en: " (malformed answer: ")
                + detail.visible() + ")"
        case .security(let fault): return "SNMPv3: " + word(fault)
        }
    }

    /// Why an SNMPv3 agent gives nothing, in a few words.
    public func word(_ fault: SecurityFault) -> String {
        switch fault {
        case .unknownUser:
            say(fi: "laite ei tunne käyttäjää", sv: "enheten känner inte användaren", en: "unknown user")
        case .wrongAuthentication:
            say(
                fi: "väärä tunnistusavain tai -algoritmi", sv: "fel autentiseringsnyckel eller -algoritm",
                en: "wrong authentication key or algorithm")
        case .wrongPrivacy:
            say(
                fi: "väärä salausavain tai -algoritmi", sv: "fel krypteringsnyckel eller -algoritm",
                en: "wrong privacy key or algorithm")
        case .unsupportedLevel:
            say(
                fi: "turvataso ei käy tälle käyttäjälle", sv: "säkerhetsnivån passar inte användaren",
                en: "security level not allowed for this user")
        case .notInTimeWindow:
            say(
                fi: "laitteen kello ei täsmää (notInTimeWindow)", sv: "enhetens klocka stämmer inte (notInTimeWindow)",
                en: "the agent's clock does not hold (notInTimeWindow)")
        case .unstableEngine:
            say(
                fi: "laitteen engine ID vaihtuu koko ajan", sv: "enhetens engine-ID växlar hela tiden",
                en: "the engine ID changes all the time")
        case .unknownContext:
            say(fi: "tuntematon konteksti", sv: "okänd kontext", en: "unknown context")
        case .forgedAnswer:
            say(
                fi: "vastaus ei ole aito (väärä tiiviste)", sv: "svaret är inte äkta (fel kontrollsumma)",
                en: "answers are not authentic (wrong digest)")
        case .refused:
            say(fi: "laite torjuu viestin", sv: "enheten avvisar meddelandet", en: "the agent rejects the message")
        }
    }

    private func sinceWithSeconds(_ moment: Timestamp, now: Timestamp) -> String {
        now - moment < .seconds(86_400) ? clockWithSeconds(moment) : since(moment, now: now)
    }
}
