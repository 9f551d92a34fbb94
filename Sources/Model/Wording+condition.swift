extension Wording {
    /// `63 °C, limit 60, in 3 of 5 polls`.
    func condition(_ ground: ConditionGround, now: Timestamp) -> String {
        switch ground {
        case .repeated(let reason, let count, let quorum):
            return self.reason(reason, now: now) + ", " + inPolls(count, of: quorum.polls)
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
        }
    }

    private func inPolls(_ count: Int, of polls: Int) -> String {
        say(
            fi: "\(count)/\(polls) kyselyssä", sv: "i \(count) av \(polls) avläsningar",
            en: "in \(count) of \(polls) polls")
    }
}
