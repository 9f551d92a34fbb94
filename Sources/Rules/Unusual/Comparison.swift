internal import Model

/// How far a value may go from what is usual before that is worth a yellow light, and what is usual.
struct Comparison: Hashable, Sendable {
    /// So many spreads above the median.
    var times = Comparison.times
    /// A spread is at least this part of the median, and at least this much: what is always 3.0 may be 3.1.
    var share: Double
    var least: Double
    /// Others of its kind do the same work, so what they have tells something.
    var isOfKind = false
    /// Not a value that is high is looked for, but one that has come down to nothing.
    var isOfNothing = false
    var origin = Origin.learnt

    static let times = 6.0
    /// How long a value must be far from what is usual before it shows, and back before that ends.
    static let hold = Duration.seconds(1800)
    static let calm = Duration.seconds(900)
    /// Over this time a value is averaged: what is held against hours is no single reading.
    static let memory = Duration.seconds(600)
    /// After so long without a value nothing of that is known any more.
    static let longestGap = Duration.seconds(1800)

    /// What a check is held against unless a rule says otherwise; most are against nothing.
    static func standard(aspect: Aspect, condition: Condition, unit: Unit) -> Comparison? {
        switch (condition, aspect, unit) {
        case (.above, .cpu, .percent): Comparison(share: 0.1, least: 5, isOfKind: true)
        case (.above, .memory, .percent): Comparison(share: 0.05, least: 3, isOfKind: true)
        case (.above, .traffic, .percent): Comparison(share: 0.3, least: 4)
        case (.above(Limits()), .wireless, .none): Comparison(share: 0.3, least: 1, isOfNothing: true)
        default: nil
        }
    }

    /// What it is held against where a rule asks for it; `nil` where it has no numbers that are worse the higher they
    /// are, or nobody knows what of them is little.
    static func wanted(aspect: Aspect, condition: Condition, unit: Unit) -> Comparison? {
        if let standard = standard(aspect: aspect, condition: condition, unit: unit) { return standard }
        guard case .above(let limits) = condition else { return nil }
        let limit = limits.yellow ?? limits.red ?? (unit == .percent ? 100 : nil)
        return limit.map { Comparison(share: 0.1, least: abs($0) / 20) }
    }
}
