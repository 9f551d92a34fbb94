import Model

extension Wording {
    /// What is wrong, in one line: `sql-1: levy D: 97 %, raja 95`, `kanerva-rtr: ei yhteyttä`.
    func headline(_ incident: Incident, now: Timestamp) -> String {
        let what =
            switch incident.reason {
            case .noAnswer, .blind: split(incident.reason, now: now).head
            case .silent(_, let moment): withoutSince(reason(incident.reason, now: now), moment, now: now)
            case .notYetChecked, .answers, .behind, .hostDown, .measured, .processes, .state, .stale, .notVisible, .own,
                .finding, .version, .support, .paused, .closed, .act, .gone, .expected, .unusual, .noPower, .condition:
                trouble(incident.cause, incident.reason, now: now)
            }
        return "\(incident.cause.host): \(what)"
    }

    /// What one has to know about an incident beside its headline: cause, what hangs on it, what to do first.
    /// - Parameters:
    ///   - applications: That are not as they should be because of it.
    ///   - isWhole: with what would make it green, which can wait where room is short.
    func consequences(
        _ incident: Incident, site: SiteLight?, applications: [String] = [], firstStep: String?, isWhole: Bool,
        now: Timestamp
    ) -> String? {
        var parts = incident.isFlapping == true ? [comesAndGoes] : []
        switch incident.reason {
        case .noAnswer, .blind: parts += split(incident.reason, now: now).tail.map { [$0] } ?? []
        case .silent(let cause, _): parts.append(remedy(cause))
        case .notYetChecked, .answers, .behind, .hostDown, .measured, .processes, .state, .stale, .notVisible, .own,
            .finding, .version, .support, .paused, .closed, .act, .gone, .expected, .unusual, .noPower, .condition:
            break
        }
        if let cause = incident.probableCause {
            parts.append(probably(cause, now: now))
        }
        if !incident.behind.isEmpty {
            parts.append(behind(incident.behind.count))
        }
        if case .noAnswer = incident.reason, let line = site?.lineOperator, !incident.behind.isEmpty {
            parts.append(self.line(line))
        }
        if !applications.isEmpty {
            parts.append(
                say(fi: "Koskee: ", sv: "Berör: ", en: "Affects: ")
                    + applications.prefix(3).map { $0.visible(limit: 40) }.joined(separator: ", ")
                    + (applications.count > 3 ? " …" : ""))
        }
        if let firstStep {
            parts.append(first(firstStep))
        }
        if incident.reason.isMeasured, isWhole, let green = greenWhen(incident.reason) {
            parts.append(green.prefix(1).uppercased() + green.dropFirst())
        }
        return parts.isEmpty ? nil : "→ " + parts.joined(separator: ". ")
    }

    /// The text without `alkaen 08.12` at its end, where since when stands in a column of its own.
    private func withoutSince(_ text: String, _ moment: Timestamp, now: Timestamp) -> String {
        let end = " " + say(fi: "alkaen", sv: "sedan", en: "since") + " " + since(moment, now: now)
        return text.hasSuffix(end) ? String(text.dropLast(end.count)) : text
    }

    /// The reason up to its first comma, and what follows.
    private func split(_ reason: Reason, now: Timestamp) -> (head: String, tail: String?) {
        let text = self.reason(reason, now: now)
        guard let comma = text.firstIndex(of: ",") else { return (text, nil) }
        return (String(text[..<comma]), String(text[text.index(after: comma)...].drop { $0 == " " }))
    }
}

extension Reason {
    /// A value is held against limits, which tell when it is good again.
    fileprivate var isMeasured: Bool {
        switch self {
        case .measured, .condition: true
        case .notYetChecked, .answers, .noAnswer, .behind, .noPower, .hostDown, .blind, .silent, .processes, .expected,
            .state, .version, .support, .gone, .stale, .notVisible, .own, .finding, .paused, .closed, .act, .unusual:
            false
        }
    }
}
