import Model

extension Wording {
    /// What is wrong, in one line: `sql-1: levy D: 97 %, raja 95`, `kanerva-rtr: ei yhteyttä`.
    func headline(_ incident: Incident, now: Timestamp) -> String {
        "\(incident.cause.host): " + trouble(incident.cause, incident.reason, now: now)
    }

    /// What is wrong with a check, without its host.
    func trouble(_ check: Check, _ reason: Reason, now: Timestamp) -> String {
        switch reason {
        case .noAnswer: split(reason, now: now).head
        case .behind, .hostDown, .silent, .answers, .notYetChecked: self.reason(reason, now: now)
        case .measured, .state, .stale, .notVisible, .own:
            [word(check.aspect), check.subject.visible(), self.reason(reason, now: now)]
                .filter { !$0.isEmpty }.joined(separator: " ")
        }
    }

    /// What one has to know about an incident beside its headline: cause, what hangs on it, what to do first.
    func consequences(_ incident: Incident, site: SiteLight?, firstStep: String?, now: Timestamp) -> String? {
        var parts: [String] = []
        switch incident.reason {
        case .noAnswer: parts += split(incident.reason, now: now).tail.map { [$0] } ?? []
        case .silent: parts.append(checkAgent)
        case .notYetChecked, .answers, .behind, .hostDown, .measured, .state, .stale, .notVisible, .own: break
        }
        if !incident.behind.isEmpty {
            parts.append(behind(incident.behind.count))
        }
        if case .noAnswer = incident.reason, let line = site?.lineOperator, !incident.behind.isEmpty {
            parts.append(self.line(line))
        }
        if let firstStep {
            parts.append(first(firstStep))
        }
        return parts.isEmpty ? nil : "→ " + parts.joined(separator: ". ")
    }

    /// The reason up to its first comma, and what follows.
    private func split(_ reason: Reason, now: Timestamp) -> (head: String, tail: String?) {
        let text = self.reason(reason, now: now)
        guard let comma = text.firstIndex(of: ",") else { return (text, nil) }
        return (String(text[..<comma]), String(text[text.index(after: comma)...].drop { $0 == " " }))
    }
}
