public import Model

/// What has to be known of the past of a check to tell its future.
public struct ProspectQuestion: Sendable {
    public var check: Check
    public var target: Forecast.Target
    public var unit: Unit
    /// The series that its value is made of.
    public var series: [Series]
    private let sum: Expression
    private let columns: [Int]

    /// - Parameters:
    ///   - sum: Over the stored columns of the row.
    init(check: Check, target: Forecast.Target, unit: Unit, layout: GroupLayout, row: Int, sum: Expression) {
        self.check = check
        self.target = target
        self.unit = unit
        self.sum = sum
        columns = sum.columns.filter { layout.columns.indices.contains($0) }.sorted()
        series = columns.map { layout.series(slot: layout.slot(row: row, column: $0)) }
    }

    /// The value of the check; `nil` where something it needs is missing.
    ///
    /// - Parameter values: Of the series, in their order.
    public func value(of values: [Double?]) -> Double? {
        let value = sum.evaluate(
            column: { place in columns.firstIndex(of: place).flatMap { values[$0] } }, rate: { _ in nil })
        return value.flatMap { $0.isFinite ? $0 : nil }
    }

    /// What is to be shown of what was foretold; `nil` if there is no reason for yellow.
    ///
    /// - Parameter newest: The value now.
    public func prospect(_ forecast: Forecast, newest: Double) -> Prospect? {
        guard case .expected(let arrival) = forecast, forecast.isDue else { return nil }
        return Prospect(
            earliest: arrival.earliest, latest: arrival.latest, value: newest, perDay: arrival.perDay,
            limit: target.limit, unit: unit)
    }
}

extension Judge {
    /// A date is yellow if it may come so soon: what somebody can buy or clean up in time.
    static let horizon = Duration.seconds(14 * 86_400)

    /// What can be foretold of a host: how full its disks and its memory are, and what is used up.
    public func prospectQuestions(of name: Host.Name) -> [ProspectQuestion] {
        guard let place = places[name] else { return [] }
        let host = watched[place]
        return host.groups.flatMap { group in
            group.checks.compactMap { placed -> ProspectQuestion? in
                let lamp = host.lamps[placed.lamp]
                guard case .row(let row) = placed.scope, lamp.isPresent, lamp.level != nil else { return nil }
                let judgement = judgements[placed.judgement]
                let sum = group.sums[placed.sum].value
                guard let target = judgement.target(for: lamp.aspect), !sum.hasRates else { return nil }
                return ProspectQuestion(
                    check: host.check(placed.lamp), target: target, unit: judgement.unit, layout: group.layout,
                    row: row, sum: sum)
            }
        }
    }

    /// Takes what is foretold of a host, all of it: of other checks nothing is.
    public mutating func take(_ prospects: [Check: Prospect], of name: Host.Name, now: Timestamp) -> Outcome {
        var outcome = Outcome()
        guard let place = places[name] else { return outcome }
        for index in watched[place].lamps.indices {
            watched[place].lamps[index].hasProspect = prospects[watched[place].check(index)] != nil
        }
        watched[place].prospects = prospects
        settle(place, now: now, hasNews: true, into: &outcome)
        return finish(outcome)
    }
}

extension Judgement {
    /// What the future of a check of this kind is held against; `nil` where there is none to speak of: what goes up and
    /// down with the weather or the hour is no stock.
    fileprivate func target(for aspect: Aspect) -> Forecast.Target? {
        switch (condition, aspect, unit) {
        case (.above(let limits), .disk, .percent), (.above(let limits), .memory, .percent):
            // Half full and growing is no trouble of today; the limit of the rule tells what full means here.
            let floor = 0.75 * min(100, limits.yellow ?? limits.red ?? 90)
            return Forecast.Target(limit: 100, floor: floor, horizon: Judge.horizon)
        case (.below(let limits), .hardware, _):
            guard let limit = limits.red ?? limits.yellow else { return nil }
            return Forecast.Target(limit: limit, direction: .falling, horizon: Judge.horizon)
        default:
            return nil
        }
    }
}

extension Expression {
    fileprivate var hasRates: Bool {
        switch self {
        case .rate: true
        case .number, .column: false
        case .negative(let operand), .logarithm(let operand): operand.hasRates
        case .sum(let left, let right), .difference(let left, let right), .product(let left, let right),
            .quotient(let left, let right), .either(let left, let right):
            left.hasRates || right.hasRates
        }
    }
}
