extension Wording {
    /// What is wrong with a check, without its host: `disk D: 97 %, limit 95`.
    public func trouble(_ check: Check, _ reason: Reason, now: Timestamp) -> String {
        let text = self.reason(reason, now: now)
        switch reason {
        case .noAnswer, .behind, .hostDown, .blind, .silent, .answers, .notYetChecked, .finding, .paused, .closed, .act,
            .noPower:
            return text
        case .version, .support: return "\(word(check.aspect)): \(text)"
        case .measured, .processes, .state, .stale, .notVisible, .own, .gone, .expected, .unusual, .condition:
            return [name(of: check), text].filter { !$0.isEmpty }.joined(separator: " ")
        }
    }

    /// `levy D:`, `virtalähde 2`: where the subject says it all, the aspect would only be in the way.
    private func name(of check: Check) -> String {
        let subject = check.subject.visible()
        switch check.aspect {
        case .hardware, .services: return subject.isEmpty ? word(check.aspect) : subject
        case .reach, .disk, .memory, .cpu, .io, .updates, .traffic, .wireless, .link, .backup:
            return subject.isEmpty ? word(check.aspect) : "\(word(check.aspect)) \(subject)"
        }
    }

    /// `probably because of core-1: traffic in A1 96 %, limit 90 (#1481)`.
    public func probably(_ cause: ProbableCause, now: Timestamp) -> String {
        let text = "\(cause.check.host): \(trouble(cause.check, cause.reason, now: now)) (#\(cause.number))"
        return say(
            fi: "luultavasti syynä \(text)", sv: "sannolikt på grund av \(text)", en: "probably because of \(text)")
    }
}
