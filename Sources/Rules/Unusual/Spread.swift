/// The middle of some numbers and how far they lie from it, which no minority of them can bend: the median, and the
/// median of the distances from it (Hampel 1974).
struct Spread: Equatable {
    var median: Double
    /// As a standard deviation, if they were normal.
    var deviation: Double

    /// `nil` for no numbers.
    init?(_ numbers: [Double]) {
        guard !numbers.isEmpty else { return nil }
        let sorted = numbers.sorted()
        median = Spread.middle(of: sorted)
        let middle = median
        // 1 / 0.6745: half of a normal distribution lies within 0.6745 deviations.
        deviation = 1.4826 * Spread.middle(of: sorted.map { abs($0 - middle) }.sorted())
    }

    private static func middle(of sorted: [Double]) -> Double {
        let place = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[place] : (sorted[place - 1] + sorted[place]) / 2
    }
}

/// What is unusual from where on.
struct UsualBounds: Sendable, Hashable, Codable {
    /// From here on it is, and below this it is no longer.
    var limit: Double
    var back: Double
    /// The lowest and highest of what it is held against.
    var low: Double
    var high: Double
    /// It is worse the lower it is.
    var isBelow: Bool?

    func isBeyond(_ value: Double) -> Bool { isBelow == true ? value <= limit : value >= limit }
    func isBack(_ value: Double) -> Bool { isBelow == true ? value > back : value < back }
}

extension Comparison {
    /// The spread, not smaller than what is little of such a value.
    func spread(_ spread: Spread) -> Double { max(spread.deviation, share * abs(spread.median), least) }

    /// - Parameters:
    ///   - spread: Of what it is held against.
    ///   - ceiling: What is usual at other times that are like this one.
    func bounds(_ spread: Spread, low: Double, high: Double, ceiling: Double) -> UsualBounds {
        let step = self.spread(spread)
        // What has gone far before may go as far again.
        let limit = max(spread.median + times * step, ceiling + max(step, ceiling - spread.median))
        return UsualBounds(
            limit: limit, back: max((spread.median + limit) / 2, ceiling), low: low, high: high)
    }

    /// Where there are always some: none.
    func boundsOfNothing(_ spread: Spread, low: Double, high: Double) -> UsualBounds? {
        guard spread.median >= times * least, low >= 2 * least else { return nil }
        return UsualBounds(limit: 0.5 * least, back: least, low: low, high: high, isBelow: true)
    }
}
