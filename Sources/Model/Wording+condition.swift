extension Wording {
    /// `63 °C, limit 60, in 3 of 5 polls`.
    func condition(_ ground: ConditionGround, now: Timestamp) -> String {
        switch ground {
        case .repeated(let reason, let count, let quorum):
            return self.reason(reason, now: now) + ", " + inPolls(count, of: quorum.polls)
        case .counted(let rows): return counted(rows, now: now)
        case .banded(let value, let unit, let band):
            let shown = self.value(value, unit)
            guard let range = band.told(of: value) else { return shown }
            return shown + ", " + say(fi: "rajat", sv: "gränser", en: "limits") + " " + span(range, unit)
        case .changed(let amount, let unit, let change): return changed(by: amount, unit, change)
        }
    }

    /// What would make the light green again.
    func greenWhen(_ ground: ConditionGround) -> String? {
        switch ground {
        case .repeated(let reason, _, let quorum):
            let good = inPolls(quorum.polls - quorum.needed + 1, of: quorum.polls)
            let one =
                greenWhen(reason)
                ?? say(fi: "vihreä kun kunnossa", sv: "grön när det är i ordning", en: "green when in order")
            return "\(one) \(good)"
        case .counted(let rows):
            let count = rows.neededForGreen
            return say(
                fi: "vihreä kun \(count) kunnossa", sv: "grön när \(count) är i ordning",
                en: "green with \(count) in order")
        case .changed(_, let unit, let change):
            guard let limit = change.limits.yellow ?? change.limits.red else { return nil }
            let (amount, time) = (value(limit - change.limits.hysteresis, unit), duration(change.within))
            return say(
                fi: "vihreä kun muutos alle \(amount), \(time)", sv: "grön under \(amount) på \(time)",
                en: "green below \(amount) in \(time)")
        case .banded(_, let unit, let band):
            return band.green.map { say(fi: "vihreä kun ", sv: "grön vid ", en: "green from ") + span($0, unit) }
        }
    }

    /// `rose 7 °C in 10 min, limit 5 °C`.
    private func changed(by amount: Double, _ unit: Unit, _ change: ValueChange) -> String {
        let (shown, time) = (value(amount, unit), duration(change.within))
        let moved =
            switch change.direction {
            case .rise:
                say(fi: "nousi \(shown), \(time)", sv: "steg \(shown) på \(time)", en: "rose \(shown) in \(time)")
            case .fall:
                say(fi: "laski \(shown), \(time)", sv: "sjönk \(shown) på \(time)", en: "fell \(shown) in \(time)")
            }
        let limits = [change.limits.red, change.limits.yellow].compactMap { $0 }
        guard let limit = limits.first(where: { amount >= $0 }) ?? change.limits.yellow ?? change.limits.red else {
            return moved
        }
        return moved + ", " + say(fi: "raja", sv: "gräns", en: "limit") + " " + value(limit, unit)
    }

    /// `18 °C to 27 °C`.
    private func span(_ range: ClosedRange<Double>, _ unit: Unit) -> String {
        let (low, high) = (value(range.lowerBound, unit), value(range.upperBound, unit))
        return say(fi: "\(low) – \(high)", sv: "\(low) till \(high)", en: "\(low) to \(high)")
    }

    /// `1 of 3 in order, 2 needed: psu 2 failed, psu 3 gone`.
    private func counted(_ rows: CountedRows, now: Timestamp) -> String {
        let (good, total, needed) = (rows.good, rows.total, rows.needed)
        let count = say(
            fi: "\(good)/\(total) kunnossa, tarvitaan \(needed)", sv: "\(good) av \(total) i ordning, \(needed) behövs",
            en: "\(good) of \(total) in order, \(needed) needed")
        guard !rows.amiss.isEmpty else { return count }
        let names = rows.amiss.map { row in
            let gone = say(fi: "poissa", sv: "borta", en: "gone")
            return row.name.visible(limit: 40) + " " + (row.reason.map { reason($0, now: now) } ?? gone)
        }
        let more = total - good - names.count
        let rest = more > 0 ? say(fi: " ja \(more) muuta", sv: " och \(more) till", en: " and \(more) more") : ""
        return count + ": " + names.joined(separator: ", ") + rest
    }

    private func inPolls(_ count: Int, of polls: Int) -> String {
        say(
            fi: "\(count)/\(polls) kyselyssä", sv: "i \(count) av \(polls) avläsningar",
            en: "in \(count) of \(polls) polls")
    }
}

extension Band {
    /// The limits that a value is outside of, the red ones first; else those that it keeps.
    fileprivate func told(of value: Double) -> ClosedRange<Double>? {
        [red, yellow].compactMap { $0 }.first { !$0.contains(value) } ?? yellow ?? red
    }

    /// Where it gets green again.
    fileprivate var green: ClosedRange<Double>? {
        guard let range = yellow ?? red else { return nil }
        let (low, high) = (range.lowerBound + self.low.hysteresis, range.upperBound - self.high.hysteresis)
        return low <= high ? low...high : nil
    }
}
