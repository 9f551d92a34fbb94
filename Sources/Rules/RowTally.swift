internal import Model

/// Rows that are judged together, and what each of them was when it was last seen: one that gives no value for once stays what
/// it was, one that is gone while others of its group are there is not good. It counts for a day; then somebody has taken it away.
///
/// What nobody can tell (a state without a name) may be good: it makes the light grey where that would decide.
struct RowTally: Sendable {
    /// A template on a row.
    struct Member: Sendable {
        var row: Int
        /// The place of what is looked at among the sums of the group, and of its judgement.
        var sum: Int
        var judgement: Int
        var name: String
        fileprivate var level: Status?
        fileprivate var reason: Reason?

        init(row: Int, sum: Int, judgement: Int, name: String) {
            self.row = row
            self.sum = sum
            self.judgement = judgement
            self.name = name
        }
    }

    let count: RowCount
    let origin: SourceLocation
    private(set) var members: [Member] = []

    init(_ count: RowCount, origin: SourceLocation) {
        self.count = count
        self.origin = origin
    }

    mutating func add(_ member: Member) { members.append(member) }

    /// Goes on with what is known of rows that are the same under another layout.
    mutating func recall(_ other: RowTally, where isKept: (Int) -> Bool) {
        for index in members.indices where isKept(members[index].row) {
            guard
                let known = other.members.first(where: {
                    $0.row == members[index].row && $0.sum == members[index].sum
                })
            else { continue }
            members[index].level = known.level
            members[index].reason = known.reason
        }
    }

    /// What a visit makes of it.
    enum Answer {
        /// A row that was not seen yet may have been missed: the next visit tells.
        case unknown
        /// No row is to be judged now.
        case nothing
        case found(Status, Reason)
    }

    mutating func judge(
        absence: RowAbsence, by judgements: [Judgement], at time: Timestamp, _ evaluate: (Member) -> Visit.Found
    ) -> Answer {
        var isUnknown = false
        for index in members.indices {
            let member = members[index]
            let found = evaluate(member)
            if found.isWanted == false {
                (members[index].level, members[index].reason) = (nil, nil)
            } else if let value = found.value, absence.since(member.row) == nil {
                let level = judgements[member.judgement].level(of: value, left: found.left, after: member.level)
                (members[index].level, members[index].reason) = (level.status, level.reason)
            } else if let since = absence.since(member.row) {
                if time - since >= RowAbsence.graceInTrouble {
                    (members[index].level, members[index].reason) = (nil, nil)
                } else if since < time {
                    (members[index].level, members[index].reason) = (.red, nil)
                } else if member.level == nil {
                    isUnknown = true
                }
            }
        }
        return isUnknown ? .unknown : answer
    }

    private var answer: Answer {
        let counted = members.filter { $0.level != nil && $0.level != .blue }
        guard !counted.isEmpty else { return .nothing }
        let good = counted.count { $0.level == .green }
        let possible = good + counted.count { $0.level == .grey }
        let (red, yellow) = (count.red?.wanted(of: counted.count), count.yellow?.wanted(of: counted.count))
        let status: Status =
            if let red, good < red {
                possible < red ? .red : .grey
            } else if let yellow, good < yellow {
                possible < yellow ? .yellow : .grey
            } else {
                .green
            }
        // That all are to be good needs no number: how many are enough is what people want to know.
        let needed = (status == .red || count.yellow == .all ? red : yellow) ?? yellow ?? red ?? 0
        let rows = CountedRows(
            good: good, total: counted.count, needed: needed, neededForGreen: max(red ?? 0, yellow ?? 0),
            amiss: amiss(of: counted))
        return .found(status, .condition(.counted(rows)))
    }

    /// Who is not good, the worst first.
    private func amiss(of counted: [Member]) -> [CountedRows.Row] {
        let ranks: [Status] = [.red, .yellow, .grey]
        let worstFirst = ranks.flatMap { rank in counted.filter { $0.level == rank } }
        return worstFirst.prefix(CountedRows.mostNames).map { CountedRows.Row(name: $0.name, reason: $0.reason) }
    }
}

/// The tallies of a group while it is laid out, each with the template of its first row and how it is judged as a whole.
struct TalliesInTheMaking {
    private(set) var all: [(tally: RowTally, template: CheckTemplate, standard: Judgement)] = []

    mutating func add(
        _ member: RowTally.Member, to count: (rows: RowCount, rule: Rule), _ template: CheckTemplate,
        _ standard: Judgement
    ) {
        if let known = all.firstIndex(where: {
            $0.tally.count == count.rows && $0.tally.origin == count.rule.origin
                && $0.template.aspect == template.aspect
        }) {
            all[known].tally.add(member)
            return
        }
        var tally = RowTally(count.rows, origin: count.rule.origin)
        tally.add(member)
        var whole = standard
        whole.condition = .states(StateMap([:]))
        whole.room = nil
        whole.origin = .file(count.rule.origin)
        if let hold = count.rule.hold { (whole.hold, whole.redHold) = (hold, nil) }
        if count.rule.polls != nil { whole.polls = count.rule.polls }
        all.append((tally, template, whole))
    }
}
