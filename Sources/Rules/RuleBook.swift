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
    /// Instead of a duration.
    var polls: PollQuorum?
    var origin: Origin
    struct Room: Hashable, Sendable {
        var unit: Unit
        var limits: Limits
    }

    /// What it is held against beside limits; `nil`: nothing.
    var comparison: Comparison?
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
    /// The judgement that holds for a check, `nil` where it is only recorded. Its origin is where the limits stand that decide;
    /// a rule that only says how long to wait is that only where there are none.
    func judgement(aspect: Aspect, subject: String, otherwise standard: Judgement) -> Judgement? {
        var judgement = standard
        var isJudged = true
        let wanted = Comparison.wanted(aspect: aspect, condition: standard.condition, unit: standard.unit)
        for entry in entries where entry.rule.aspect == aspect {
            if let pattern = entry.subject, !pattern.fits(subject) { continue }
            // What it says is said of another light.
            if entry.rule.count != nil || !entry.rule.changes.isEmpty { continue }
            isJudged = entry.rule.isJudged
            if let forecast = entry.rule.forecast { judgement.forecast = forecast }
            if let condition = judgement.condition.with(entry.rule) {
                judgement.condition = condition
                // Who writes limits means them.
                judgement.room = nil
                judgement.origin = .file(entry.rule.origin)
            }
            if let unusual = entry.rule.unusual {
                judgement.comparison = wanted?.with(unusual, origin: .file(entry.rule.origin))
            }
            if let hold = entry.rule.hold {
                // One duration in a rule is meant for both colours.
                judgement.hold = hold
                judgement.redHold = nil
                judgement.polls = nil
            } else if let polls = entry.rule.polls {
                judgement.polls = polls
            }
            if entry.rule.hold != nil || entry.rule.polls != nil {
                if judgement.hasNoLimits { judgement.origin = .file(entry.rule.origin) }
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

    /// How the change of a check's value is judged, by a rule for each direction.
    func changes(aspect: Aspect, subject: String, of standard: Judgement) -> [(ValueChange.Direction, Judgement)] {
        if case .states = standard.condition { return [] }
        return ValueChange.Direction.allCases.compactMap { direction in
            for entry in entries.reversed() where entry.rule.aspect == aspect && entry.subject?.fits(subject) ?? true {
                guard let change = entry.rule.changes.first(where: { $0.direction == direction }) else { continue }
                let judgement = Judgement(
                    condition: .changes(change), unit: standard.unit, hold: entry.rule.hold ?? .zero,
                    polls: entry.rule.polls, origin: .file(entry.rule.origin))
                return (direction, judgement)
            }
            return nil
        }
    }

    /// The rule by which a row is judged together with others.
    func count(aspect: Aspect, subject: String) -> (rows: RowCount, rule: Rule)? {
        for entry in entries.reversed() where entry.rule.aspect == aspect {
            if let rows = entry.rule.count, entry.subject?.fits(subject) ?? true { return (rows, entry.rule) }
        }
        return nil
    }
}

extension Judgement {
    /// Nothing but the hold can be told of it: whether a host answers.
    fileprivate var hasNoLimits: Bool { origin == .builtIn && condition == .states(StateMap([:])) }
}

extension Condition {
    /// The same comparison against the limits of a rule, if it has some; `nil` also for states, which have none.
    fileprivate func with(_ rule: Rule) -> Condition? {
        switch (self, rule.band, rule.limits) {
        case (.states, _, _), (.changes, _, _), (_, nil, nil): nil
        case (_, let band?, _): .outside(band)
        // A single number is the upper one, where there was a lower one, too.
        case (.above, nil, let limits?), (.outside, nil, let limits?): .above(limits)
        case (.below, nil, let limits?): .below(limits)
        }
    }
}

extension Comparison {
    /// As a rule wants it; `nil` if not at all.
    fileprivate func with(_ unusual: Rule.Unusual, origin: Origin) -> Comparison? {
        var comparison = self
        comparison.origin = origin
        switch unusual {
        case .never: return nil
        case .wanted: return comparison
        case .times(let times):
            comparison.times = times
            return comparison
        }
    }
}
