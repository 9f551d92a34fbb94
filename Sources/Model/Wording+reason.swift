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
        case .noPower(let host, let port):
            let place = port.isEmpty ? host : "\(host):\(port.visible(limit: 30))"
            return say(fi: "ei PoE-virtaa: \(place)", sv: "ingen PoE från \(place)", en: "no PoE from \(place)")
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
        case .measured(let value, let unit, let condition, let limits, let room):
            let left = room.map {
                say(fi: ", vapaana ", sv: ", ledigt ", en: ", left ") + self.value($0.value, $0.unit)
            }
            return measured(value, unit, condition, limits) + (left ?? "")
        case .condition(let ground): return condition(ground, now: now)
        case .processes(let count): return processes(count)
        case .state(let name, _): return name.visible()
        case .version(let version, .policy(let minimum)):
            return version.visible(limit: 40) + ", "
                + say(fi: "linjaus", sv: "policy", en: "policy") + " ≥ \(minimum.visible(limit: 40))"
        case .version(let version, .fleet(let common, let count, let total)):
            let share = say(fi: "\(count)/\(total)", sv: "\(count) av \(total)", en: "\(count) of \(total)")
            let shown = common.visible(limit: 40)
            if version == common {
                return say(
                    fi: "\(shown), sama kuin \(share) samaa mallia", sv: "\(shown), som \(share) av samma modell",
                    en: "\(shown), same as \(share) of this model")
            }
            return version.visible(limit: 40) + ", "
                + say(
                    fi: "\(share) samaa mallia: \(shown)", sv: "\(share) av samma modell: \(shown)",
                    en: "\(share) of this model have \(shown)")
        case .support(let name, let ends):
            let system = name.visible(limit: 60)
            let day = date(ends)
            return ends < now
                ? say(
                    fi: "\(system): tuki päättyi \(day)", sv: "\(system): stödet upphörde \(day)",
                    en: "\(system): out of support since \(day)")
                : say(
                    fi: "\(system): tuki päättyy \(day)", sv: "\(system): stödet upphör \(day)",
                    en: "\(system): supported until \(day)")
        case .expected(let prospect): return self.prospect(prospect, now: now)
        case .unusual(let deviation): return self.deviation(deviation)
        case .gone(let manager, let moment):
            return say(
                fi: "poissa ohjaimelta \(manager) alkaen", sv: "borta från styrenheten \(manager) sedan",
                en: "gone from controller \(manager) since") + " " + since(moment, now: now)
        case .stale(let last):
            return say(fi: "tieto vanhentunut, viimeksi", sv: "föråldrad uppgift, senast", en: "data too old, last")
                + " " + sinceWithSeconds(last, now: now)
        case .notVisible(let what):
            return say(fi: "ei näkyvissä", sv: "inte synligt", en: "not visible") + ": " + what.visible()
        case .own(let statement): return own(statement, now: now)
        case .finding(let finding): return self.finding(finding, now: now)
        case .paused(let pause): return paused(pause, now: now)
        case .closed(let opens): return closed(opens: opens, now: now)
        case .act(let act): return self.act(act, now: now)
        }
    }

    /// What would make the light green again; `nil` where the reason says it already.
    public func greenWhen(_ reason: Reason) -> String? {
        switch reason {
        case .measured(_, let unit, let condition, let limits, _):
            guard let limit = limits.yellow ?? limits.red else { return nil }
            let back = condition == .above ? limit - limits.hysteresis : limit + limits.hysteresis
            let amount = value(back, unit)
            switch condition {
            case .above:
                return say(fi: "vihreä kun alle \(amount)", sv: "grön under \(amount)", en: "green below \(amount)")
            case .below:
                return say(fi: "vihreä kun yli \(amount)", sv: "grön över \(amount)", en: "green above \(amount)")
            }
        case .condition(let ground): return greenWhen(ground)
        case .noAnswer: return say(fi: "vihreä kun vastaa", sv: "grön när den svarar", en: "green when it answers")
        case .processes(let count):
            return count > 0
                ? nil : say(fi: "vihreä kun käynnissä", sv: "grön när den körs", en: "green when it runs")
        case .silent(.otherAddress, _):
            return say(
                fi: "vihreä kun vastaus tulee kysytystä osoitteesta", sv: "grön när svaret kommer från rätt adress",
                en: "green when the address that is asked answers")
        case .silent:
            return say(
                fi: "vihreä kun SNMP vastaa", sv: "grön när SNMP svarar", en: "green when SNMP answers")
        case .version(let version, .policy(let minimum)) where version != minimum:
            let wanted = minimum.visible(limit: 40)
            return say(fi: "vihreä kun \(wanted)", sv: "grön med \(wanted)", en: "green with \(wanted)")
        case .version(let version, .fleet(let common, _, _)) where version != common:
            let wanted = common.visible(limit: 40)
            return say(fi: "vihreä kun \(wanted)", sv: "grön med \(wanted)", en: "green with \(wanted)")
        case .gone(let manager, _):
            return say(
                fi: "vihreä kun \(manager) luettelee sen taas", sv: "grön när \(manager) har den igen",
                en: "green when \(manager) lists it again")
        case .notYetChecked, .answers, .behind, .noPower, .hostDown, .blind, .state, .stale, .notVisible, .own,
            .finding,
            .version, .support, .expected, .unusual, .paused, .closed, .act:
            return nil
        }
    }

    /// Where a judgement comes from: `built-in`, `probe ups-mib`, `hosts/kuusela.yaml:31`.
    public func origin(_ origin: Origin) -> String {
        switch origin {
        case .builtIn: say(fi: "sisäinen sääntö", sv: "inbyggd regel", en: "built-in rule")
        case .probe(let name): say(fi: "luotain \(name)", sv: "sond \(name)", en: "probe \(name)")
        case .file(let location): location.short
        case .learnt: say(fi: "opittu", sv: "inlärt", en: "learnt")
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

    private func sinceWithSeconds(_ moment: Timestamp, now: Timestamp) -> String {
        now - moment < .seconds(86_400) ? clockWithSeconds(moment) : since(moment, now: now)
    }
}
