internal import Model

/// A group of readings on one host, ready to be judged: its sums refer to the stored columns only, and every check
/// knows its row and its lamp. Built when a layout arrives, so that readings meet arrays and nothing else.
struct JudgedGroup: Sendable {
    /// What a template looks at.
    struct Sum: Sendable {
        var value: Expression
        var when: Expression?
        var room: Expression?
    }

    /// What of the group a check looks at.
    enum Scope: Sendable {
        case row(Int)
        /// The mean of the rows that have a value.
        case average
        /// How many rows are good: the place of the tally.
        case count(Int)

        var row: Int? {
            if case .row(let row) = self { row } else { nil }
        }
    }

    struct PlacedCheck: Sendable {
        var scope: Scope
        /// Places in `sums`, the host's lamps, and the judge's judgements.
        var sum: Int
        var lamp: Int
        var judgement: Int
    }

    var layout: GroupLayout
    var interval: Duration
    var sums: [Sum] = []
    var checks: [PlacedCheck] = []
    /// Rows that are judged together.
    private(set) var tallies: [RowTally] = []
    private(set) var counters = CounterMemory()
    private(set) var absence = RowAbsence()

    init(layout: GroupLayout, interval: Duration) {
        self.layout = layout
        self.interval = interval
    }

    /// What a sum refers to that nothing gives: it never has a value.
    private static let nowhere = -1

    /// Turns a template's sums, which count the probe's columns, into sums over the stored ones: computed columns are
    /// put in their place, rates count the columns whose last values are remembered.
    mutating func add(_ template: CheckTemplate, of fields: [Probe.Field]) {
        sums.append(
            Sum(
                value: resolve(template.value, fields: fields, depth: 0),
                when: template.when.map { resolve($0, fields: fields, depth: 0) },
                room: template.room.map { resolve($0.value, fields: fields, depth: 0) }))
    }

    /// A sum over averages of the stored columns: that of a counter is its rate.
    func overAverages(_ sum: Expression) -> Expression {
        func both(
            _ make: (Expression, Expression) -> Expression, _ left: Expression, _ right: Expression
        ) -> Expression { make(overAverages(left), overAverages(right)) }
        switch sum {
        case .number, .column: return sum
        case .rate(let place): return .column(counters.columns[place])
        case .negative(let operand): return .negative(overAverages(operand))
        case .logarithm(let operand): return .logarithm(overAverages(operand))
        case .sum(let left, let right): return both(Expression.sum, left, right)
        case .difference(let left, let right): return both(Expression.difference, left, right)
        case .product(let left, let right): return both(Expression.product, left, right)
        case .quotient(let left, let right): return both(Expression.quotient, left, right)
        case .either(let left, let right): return both(Expression.either, left, right)
        }
    }

    private mutating func resolve(_ expression: Expression, fields: [Probe.Field], depth: Int) -> Expression {
        // Computed columns may lean on each other in a circle; nothing sensible is nested this deep.
        guard depth < 32 else { return .column(JudgedGroup.nowhere) }
        func stored(_ place: Int) -> Int? {
            guard fields.indices.contains(place) else { return nil }
            return layout.columns.firstIndex { $0.name == fields[place].column.name }
        }
        func down(_ part: Expression) -> Expression { resolve(part, fields: fields, depth: depth + 1) }
        switch expression {
        case .number: return expression
        case .column(let place):
            if let column = stored(place) { return .column(column) }
            if fields.indices.contains(place), case .computed(let sum) = fields[place].source { return down(sum) }
            return .column(JudgedGroup.nowhere)
        case .rate(let place):
            guard let column = stored(place) else { return .column(JudgedGroup.nowhere) }
            return .rate(counters.remember(column, measure: layout.columns[column].measure))
        case .negative(let operand): return .negative(down(operand))
        case .sum(let left, let right): return .sum(down(left), down(right))
        case .difference(let left, let right): return .difference(down(left), down(right))
        case .product(let left, let right): return .product(down(left), down(right))
        case .quotient(let left, let right): return .quotient(down(left), down(right))
        case .either(let first, let second): return .either(down(first), down(second))
        case .logarithm(let operand): return .logarithm(down(operand))
        }
    }

    /// Judges a group's values into the lamps of its host. What has no value leaves its lamp to age.
    ///
    /// - Parameter isGuest: The group is another host's, who manages this one: its row must not be missing.
    mutating func judge(
        _ readings: Readings, isGuest: Bool = false, by judgements: [Judgement], into lamps: inout [Lamp]
    ) {
        absence.take(readings, rows: layout.rows.count, width: layout.columns.count)
        judge(
            Visit(readings: readings, width: layout.columns.count, counters: counters), at: readings.time,
            isGuest: isGuest, by: judgements, into: &lamps)
        counters.keep(readings, rows: layout.rows.count, width: layout.columns.count)
    }

    private mutating func judge(
        _ visit: Visit, at time: Timestamp, isGuest: Bool, by judgements: [Judgement], into lamps: inout [Lamp]
    ) {
        for check in checks {
            if let row = check.scope.row {
                // What a sum makes of nothing at all is no evidence.
                if let since = absence.since(row) {
                    if isGuest, lamps[check.lamp].aspect == .wireless, since < time {
                        lamps[check.lamp].take(
                            .red, because: .gone(from: layout.key.host, since: since), at: time)
                    }
                    continue
                }
                if lamps[check.lamp].withdrawn != nil {
                    lamps[check.lamp].withdrawn = nil
                    lamps[check.lamp].isPresent = sums[check.sum].when == nil
                }
            }
            let found: Visit.Found
            switch check.scope {
            case .row(let row): found = visit.evaluate(sums[check.sum], row: row)
            case .average: found = visit.average(sums[check.sum], rows: layout.rows.count)
            case .count(let tally):
                count(tally, visit, at: time, by: judgements, into: &lamps[check.lamp])
                continue
            }
            if let isWanted = found.isWanted { lamps[check.lamp].isPresent = isWanted }
            guard lamps[check.lamp].isPresent, let value = found.value else { continue }
            lamps[check.lamp].take(value, left: found.left, by: judgements[check.judgement], at: time)
        }
    }

    private mutating func count(
        _ tally: Int, _ visit: Visit, at time: Timestamp, by judgements: [Judgement], into lamp: inout Lamp
    ) {
        let sums = sums
        let answer = tallies[tally].judge(absence: absence, by: judgements, at: time) {
            visit.evaluate(sums[$0.sum], row: $0.row)
        }
        switch answer {
        case .unknown: break
        case .nothing: lamp.isPresent = false
        case .found(let status, let reason):
            lamp.isPresent = true
            lamp.take(status, because: reason, at: time)
        }
    }

    /// Lets rows be judged together from now on, on a lamp of theirs.
    ///
    /// - Parameter former: The group under the layout before.
    mutating func add(_ tally: RowTally, lamp: Int, judgement: Int, after former: JudgedGroup?) {
        var tally = tally
        let (rows, before) = (layout.rows, former?.layout.rows ?? [])
        if let known = former?.tallies.first(where: { $0.count.name == tally.count.name }) {
            tally.recall(known) {
                rows.indices.contains($0) && before.indices.contains($0) && rows[$0].identity == before[$0].identity
            }
        }
        checks.append(PlacedCheck(scope: .count(tallies.count), sum: 0, lamp: lamp, judgement: judgement))
        tallies.append(tally)
    }

    /// The lamps whose rows are gone for good.
    func gone(among lamps: [Lamp], at time: Timestamp) -> [Int] {
        guard !absence.isEmpty else { return [] }
        return checks.compactMap { check in
            guard let row = check.scope.row, absence.isGone(row, lamp: lamps[check.lamp], at: time) else { return nil }
            return check.lamp
        }
    }

    mutating func timeWentBack(to now: Timestamp) {
        absence.timeWentBack(to: now)
    }

    /// Takes over what is remembered of the same group under another layout. Rows keep their places, so it still fits.
    mutating func inherit(_ other: JudgedGroup) {
        let (rows, before) = (layout.rows, other.layout.rows)
        absence = other.absence
        absence.keep {
            rows.indices.contains($0) && before.indices.contains($0) && rows[$0].identity == before[$0].identity
        }
        if counters.columns == other.counters.columns, layout.columns == other.layout.columns {
            counters = other.counters
        }
    }
}

/// What the sums of a group are worked out from in one visit. Apart from the group, so that none of it is copied for
/// every check.
struct Visit {
    private let values: [Value?]
    private let width: Int
    private let counters: CounterMemory
    private let rate: CounterRate?

    init(readings: Readings, width: Int, counters: CounterMemory) {
        values = readings.values
        self.width = width
        self.counters = counters
        rate = counters.interval(to: readings)
    }

    /// What a sum comes to; `isWanted` is `nil` if its condition has no value now, or none.
    struct Found {
        var isWanted: Bool?
        var value: Double?
        var left: Double?
    }

    /// What a sum comes to on a row, and whether it is wanted there.
    func evaluate(_ sum: JudgedGroup.Sum, row: Int) -> Found {
        let base = row * width
        func column(_ place: Int) -> Double? {
            let slot = base + place
            return place >= 0 && slot < values.count ? values[slot]?.number : nil
        }
        func growth(_ place: Int) -> Double? {
            rate.flatMap { counters.rate(place, row: row, width: width, in: values, over: $0) }
        }
        let isWanted = sum.when?.evaluate(column: column, rate: growth).map { $0 != 0 }
        if isWanted == false { return Found(isWanted: false) }
        let value = sum.value.evaluate(column: column, rate: growth)
        let left = sum.room?.evaluate(column: column, rate: growth)
        return Found(isWanted: isWanted, value: value.flatMap { $0.isFinite ? $0 : nil }, left: left)
    }

    /// The mean of what a sum comes to on the rows where it is wanted and has a value.
    func average(_ sum: JudgedGroup.Sum, rows: Int) -> Found {
        var isWanted: Bool?
        var total = 0.0
        var count = 0.0
        for row in 0..<rows {
            let found = evaluate(sum, row: row)
            if let answer = found.isWanted { isWanted = answer || isWanted == true }
            guard let value = found.value, sum.when == nil || found.isWanted == true else { continue }
            total += value
            count += 1
        }
        return Found(isWanted: isWanted, value: count > 0 && total.isFinite ? total / count : nil)
    }
}
