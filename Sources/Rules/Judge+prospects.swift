public import Model

/// What has to be known of the past of a check to tell its future.
public struct ProspectQuestion: Sendable {
    public var check: Check
    public var target: Forecast.Target
    public var unit: Unit
    public var matter: Prospect.Matter
    /// The series that its value is made of.
    public var series: [Series]
    /// Where its limit comes from.
    let origin: Origin
    private let sum: Expression
    private let columns: [Int]

    /// - Parameters:
    ///   - sum: Over averages of the stored columns of the row.
    init(
        check: Check, target: Forecast.Target, judgement: Judgement, matter: Prospect.Matter, layout: GroupLayout,
        row: Int, sum: Expression
    ) {
        self.check = check
        self.target = target
        unit = judgement.unit
        origin = judgement.origin
        self.matter = matter
        self.sum = sum
        columns = sum.columns.filter { layout.columns.indices.contains($0) }.sorted()
        series = columns.map { layout.series(slot: layout.slot(row: row, column: $0)) }
    }

    /// The value of the check; `nil` where something it needs is missing.
    ///
    /// - Parameter values: Of the series, in their order; of a counter its rate.
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
            limit: target.limit, unit: unit, matter: matter)
    }
}

extension Judge {
    /// Every host's future is to be told so often: what comes in days is no matter of an hour.
    public static let prospectInterval = Duration.seconds(6 * 3600)

    /// What can be foretold of a host: how full its disks, its memory and its lines are, what is used up, and which of its
    /// parts come to an end.
    public func prospectQuestions(of name: Host.Name) -> [ProspectQuestion] {
        guard let place = places[name] else { return [] }
        let host = watched[place]
        let judged = host.groups.flatMap { group in
            group.checks.compactMap { placed -> ProspectQuestion? in
                let lamp = host.lamps[placed.lamp]
                guard case .row(let row) = placed.scope, lamp.isPresent, lamp.level != nil else { return nil }
                let judgement = judgements[placed.judgement]
                let stored = group.sums[placed.sum].value
                let sum = group.overAverages(stored)
                let column = sum.columns.min().flatMap { place in
                    group.layout.columns.indices.contains(place) ? group.layout.columns[place] : nil
                }
                let matter = Prospect.Matter(
                    of: judgement, aspect: lamp.aspect, column: column, hasRates: sum != stored)
                guard let matter, let target = judgement.target(for: matter) else { return nil }
                return ProspectQuestion(
                    check: host.check(placed.lamp), target: target, judgement: judgement, matter: matter,
                    layout: group.layout, row: row, sum: sum)
            }
        }
        return judged + recordedQuestions(of: place, beside: Set(judged.flatMap(\.series)))
    }

    /// Takes what is foretold of a host, all of it: of other checks nothing is.
    public mutating func take(_ prospects: [Check: Prospect], of name: Host.Name, now: Timestamp) -> Outcome {
        var outcome = Outcome()
        guard let place = places[name] else { return outcome }
        for index in watched[place].lamps.indices {
            watched[place].lamps[index].hasProspect = prospects[watched[place].check(index)] != nil
        }
        watched[place].prospects = prospects
        kindle(place, now: now, into: &outcome)
        settle(place, now: now, hasNews: true, into: &outcome)
        return finish(outcome)
    }
}

extension Judgement {
    /// What the future of a check is held against; `nil` where it has no limit, or nobody wants to know.
    func target(for matter: Prospect.Matter) -> Forecast.Target? {
        var horizon: Duration?
        switch forecast {
        case .never: return nil
        case .within(let duration): horizon = duration
        case nil: break
        }
        switch condition {
        case .above(let limits):
            guard let limit = limits.yellow ?? limits.red else {
                return matter == .fullness ? matter.target(limit: 100, floor: 67.5, horizon: horizon) : nil
            }
            guard matter == .fullness else { return matter.target(limit: limit, horizon: horizon) }
            // Half full and growing is no trouble of today; the limit of the rule tells what full means here.
            return matter.target(limit: 100, floor: 0.75 * min(100, limit), horizon: horizon)
        case .below(let limits):
            // What is used up is used to its end.
            let limit =
                matter == .supply || matter == .flash ? limits.red ?? limits.yellow : limits.yellow ?? limits.red
            return limit.map { matter.target(limit: $0, horizon: horizon) }
        // A band has two ends; what changes too fast has none.
        case .states, .outside, .changes:
            return nil
        }
    }
}
