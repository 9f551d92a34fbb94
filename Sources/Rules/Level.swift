internal import Model

extension Judgement {
    /// The colour of a value before any hold, and why: of processes people want to know whether they run, unless
    /// there are too few or too many of them.
    ///
    /// - Parameter left: What is left, where the judgement asks for it and it is known.
    func level(of value: Double, left: Double? = nil, after previous: Status?) -> (status: Status, reason: Reason) {
        var found = condition.level(of: value, unit: unit, after: previous)
        if let room, let left, case .measured(let value, let unit, let condition, let limits, _) = found.reason {
            found.reason = .measured(
                value: value, unit: unit, condition: condition, limits: limits,
                room: Reason.Amount(value: left, unit: room.unit))
            let enough = Condition.below(room.limits).level(of: left, unit: room.unit, after: previous).status
            found.status = found.status.capped(at: enough)
        }
        guard countsProcesses, let count = Int64(exactly: value), count <= 0 || !found.status.isTrouble else {
            return found
        }
        return (found.status, .processes(count))
    }
}

extension Condition {
    /// The colour of a value before any hold, and why; of a change the value is how much it was.
    ///
    /// - Parameter previous: The colour before: a value goes back only when it is the margin on the good side.
    func level(of value: Double, unit: Unit, after previous: Status?) -> (status: Status, reason: Reason) {
        switch self {
        case .above(let limits):
            return (
                limits.level(of: value, after: previous, isWorse: { $0 >= $1 }, margin: -limits.hysteresis),
                .measured(value: value, unit: unit, condition: .above, limits: limits)
            )
        case .below(let limits):
            return (
                limits.level(of: value, after: previous, isWorse: { $0 <= $1 }, margin: limits.hysteresis),
                .measured(value: value, unit: unit, condition: .below, limits: limits)
            )
        case .outside(let band):
            let low = band.low.level(of: value, after: previous, isWorse: { $0 < $1 }, margin: band.low.hysteresis)
            let high = band.high.level(of: value, after: previous, isWorse: { $0 > $1 }, margin: -band.high.hysteresis)
            return (
                low.foldRank > high.foldRank ? low : high,
                .condition(.banded(value: value, unit: unit, band: band))
            )
        case .changes(let change):
            let limits = change.limits
            return (
                limits.level(of: value, after: previous, isWorse: { $0 >= $1 }, margin: -limits.hysteresis),
                .condition(.changed(by: value, unit: unit, change: change))
            )
        case .states(let map):
            // A number that the probe does not know says nothing: neither good nor bad.
            guard let number = Int64(exactly: value.rounded()) else {
                return (.grey, .state(name: "?", number: 0))
            }
            guard let state = map.states[number] else { return (.grey, .state(name: "?", number: number)) }
            return (state.status, .state(name: state.name, number: number))
        }
    }
}

extension Limits {
    fileprivate func level(
        of value: Double, after previous: Status?, isWorse: (Double, Double) -> Bool, margin: Double
    ) -> Status {
        if let red, isWorse(value, previous == .red ? red + margin : red) { return .red }
        let wasWorse = previous == .red || previous == .yellow
        if let yellow, isWorse(value, wasWorse ? yellow + margin : yellow) { return .yellow }
        return .green
    }
}

extension Status {
    /// Needs somebody: what opens an incident.
    var isTrouble: Bool { self == .yellow || self == .red }

    /// Not worse than `maximum`; grey and blue are no worse colours and stay.
    func capped(at maximum: Status?) -> Status {
        guard let maximum, isTrouble, maximum.foldRank < foldRank else { return self }
        return maximum == .grey ? .yellow : maximum
    }
}
