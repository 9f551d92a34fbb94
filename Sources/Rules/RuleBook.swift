internal import Model

/// How a check is judged, after all rules were heard. Worked out once when the check appears.
struct Judgement: Hashable, Sendable {
    var condition: Condition
    var unit: Unit
    /// What has to be left so that it is no worse, and in which unit.
    var room: Room?
    var hold: Duration
    /// How long it must be red before it shows as red; `nil`: as long as `hold`.
    var redHold: Duration?
    var origin: Origin
    struct Room: Hashable, Sendable {
        var unit: Unit
        var limits: Limits
    }

    /// The value is the number of processes of a name that must run.
    var countsProcesses = false
    /// How far ahead its future counts, if somebody has said so.
    var forecast: Forecasting?
}

/// The rules of the configuration, asked which of them speaks for a check.
///
/// A rule's weight is what it names: a host by its name weighs more than by a pattern, that more than a tag, that more
/// than a site, that more than the subject by name, that more than by a pattern; weights add up. Limits, hold and
/// whether to judge at all are each taken from the weightiest rule that speaks of it, of equals from the later one.
struct RuleBook: Sendable {
    private let rules: [Rule]

    init(_ rules: [Rule]) {
        self.rules = rules
    }

    /// What of the book may concern a host, the weightiest last.
    struct Page {
        struct Entry {
            var rule: Rule
            var weight: Int
            var subject: NamePattern?
        }
        fileprivate var entries: [Entry]
    }

    func page(for host: Host) -> Page {
        var entries: [Page.Entry] = []
        for rule in rules {
            var weight = 0
            if let text = rule.host {
                let pattern = NamePattern(text)
                guard pattern.fits(host.id) else { continue }
                weight += pattern.isOpen ? 16 : 32
            }
            if let tag = rule.tag {
                let pattern = NamePattern(tag)
                guard host.tags.contains(where: { pattern.fits($0) }) else { continue }
                weight += 8
            }
            if let site = rule.site {
                guard NamePattern(site).fits(host.site) else { continue }
                weight += 4
            }
            let subject = rule.subject.map { NamePattern($0) }
            if let subject { weight += subject.isOpen ? 1 : 2 }
            entries.append(Page.Entry(rule: rule, weight: weight, subject: subject))
        }
        // Sorting is by weight, then by place: of equals the later one speaks last.
        let order = entries.indices.sorted { (entries[$0].weight, $0) < (entries[$1].weight, $1) }
        return Page(entries: order.map { entries[$0] })
    }
}

extension RuleBook.Page {
    /// The judgement that holds for a check, `nil` where it is only recorded.
    func judgement(aspect: Aspect, subject: String, otherwise standard: Judgement) -> Judgement? {
        var judgement = standard
        var isJudged = true
        for entry in entries where entry.rule.aspect == aspect {
            if let pattern = entry.subject, !pattern.fits(subject) { continue }
            isJudged = entry.rule.isJudged
            if let forecast = entry.rule.forecast { judgement.forecast = forecast }
            if let limits = entry.rule.limits, let condition = judgement.condition.with(limits) {
                judgement.condition = condition
                // Who writes limits means them.
                judgement.room = nil
                judgement.origin = .file(entry.rule.origin)
            }
            if let hold = entry.rule.hold {
                // One duration in a rule is meant for both colours.
                judgement.hold = hold
                judgement.redHold = nil
                judgement.origin = .file(entry.rule.origin)
            }
        }
        return isJudged ? judgement : nil
    }

    /// The same for what is only recorded, and foretold. Limits of rules that name no subject are meant for others: a
    /// per cent of charge is no degree.
    func outlook(aspect: Aspect, subject: String, otherwise standard: Judgement) -> Judgement? {
        var named = self
        named.entries = entries.map { entry in
            var entry = entry
            if entry.subject == nil { entry.rule.limits = nil }
            return entry
        }
        return named.judgement(aspect: aspect, subject: subject, otherwise: standard)
    }
}

extension Condition {
    /// The same comparison against other limits; `nil` for states, which have none.
    fileprivate func with(_ limits: Limits) -> Condition? {
        switch self {
        case .above: .above(limits)
        case .below: .below(limits)
        case .states: nil
        }
    }
}
