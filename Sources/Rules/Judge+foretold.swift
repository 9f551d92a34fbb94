internal import Model

/// Hardware in advance: what is recorded and not judged, but has a limit of the device's own (or of a rule) that it drifts
/// towards. It has a light while that is so, and none else.
extension Judge {
    /// What can be foretold of the columns of a host that nothing judges.
    ///
    /// - Parameter judged: What is foretold anyway.
    func recordedQuestions(of place: Int, beside judged: Set<Series>) -> [ProspectQuestion] {
        let host = watched[place]
        let page = book.page(for: host.host)
        let limits = Dictionary(
            host.limits.map { (LimitKey($0.group, $0.identity, $0.column), $0) },
            uniquingKeysWith: { first, _ in first }
        )
        // Whoever has a light of his own under a name keeps it.
        var names = Set(host.lamps.filter { $0.source != .foretold && $0.aspect == .hardware }.map(\.subject))
        var questions: [ProspectQuestion] = []
        for group in host.groups where group.layout.key.host == host.host.id {
            let name = group.layout.key.group
            let guests = guests[place]?[name] ?? [:]
            for (column, stored) in group.layout.columns.enumerated() where stored.measure == .gauge {
                for (row, known) in group.layout.rows.enumerated() where guests[known.identity] == nil {
                    guard let matter = Prospect.Matter(recorded: stored, label: known.label),
                        !judged.contains(group.layout.series(slot: group.layout.slot(row: row, column: column)))
                    else { continue }
                    let bare = Judge.subject(of: stored, row: known)
                    let limit = matter.limit(of: limits[LimitKey(name, known.identity, stored.name)])
                    let standard = Judgement(
                        recorded: matter, limit: limit, unit: stored.unit, probe: group.layout.key.probe)
                    guard let judgement = page.outlook(aspect: .hardware, subject: bare, otherwise: standard),
                        let target = judgement.target(for: matter)
                    else { continue }
                    let subject = names.contains(bare) ? "\(bare) (\(known.identity), \(name))" : bare
                    guard names.insert(subject).inserted else { continue }
                    questions.append(
                        ProspectQuestion(
                            check: Check(host: host.host.id, aspect: .hardware, subject: subject), target: target,
                            judgement: judgement, matter: matter, layout: group.layout, row: row, sum: .column(column)))
                }
            }
        }
        return questions
    }

    /// `rx 1/0/49`, `temperature Inlet`.
    private static func subject(of column: Column, row: Row) -> String {
        let word = column.name == "value" ? column.class ?? column.kind : column.name
        return row.label.isEmpty ? word : "\(word) \(row.label)"
    }

    /// Gives what is foretold and has no light one, and takes away those whose future has changed.
    mutating func kindle(_ place: Int, now: Timestamp, into outcome: inout Outcome) {
        let prospects = watched[place].prospects
        var known: Set<Check> = []
        for index in watched[place].lamps.indices {
            let check = watched[place].check(index)
            known.insert(check)
            guard watched[place].lamps[index].source == .foretold else { continue }
            if let prospect = prospects[check] {
                kindle(index, of: place, prospect, now: now)
            } else {
                remove(index, of: place, now: now, into: &outcome)
            }
        }
        guard prospects.keys.contains(where: { !known.contains($0) }) else { return }
        for question in prospectQuestions(of: watched[place].host.id) where !known.contains(question.check) {
            guard let prospect = prospects[question.check] else { continue }
            watched[place].lamps.append(
                Lamp(
                    aspect: question.check.aspect, subject: question.check.subject, source: .foretold,
                    interval: Judge.prospectInterval, origin: intern(question.origin), since: now))
            kindle(watched[place].lamps.count - 1, of: place, prospect, now: now)
        }
    }

    private mutating func kindle(_ index: Int, of place: Int, _ prospect: Prospect, now: Timestamp) {
        watched[place].lamps[index].isPresent = true
        watched[place].lamps[index].isAttached = true
        watched[place].lamps[index].hasProspect = true
        watched[place].lamps[index].take(.green, because: .expected(prospect), at: now)
    }
}

/// Whose limits they are.
private struct LimitKey: Hashable {
    var group: String
    var identity: String
    var column: String

    init(_ group: String, _ identity: String, _ column: String) {
        self.group = group
        self.identity = identity
        self.column = column
    }
}

extension Judgement {
    /// Of what is recorded only: its device's limit, until a rule has another one.
    fileprivate init(recorded matter: Prospect.Matter, limit: Double?, unit: Unit, probe: String) {
        let limits = Limits(yellow: limit)
        self.init(
            condition: matter.direction == .rising ? .above(limits) : .below(limits), unit: unit, hold: .zero,
            origin: .probe(probe))
    }
}
