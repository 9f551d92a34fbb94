/// Between which limits a value has to lie. The same hysteresis holds at both ends.
public struct Band: Sendable, Hashable, Codable {
    /// Worse the lower it is.
    public var low: Limits
    /// Worse the higher it is.
    public var high: Limits

    /// - Parameters:
    ///   - yellow: Outside of it the value is yellow; `nil`: never.
    ///   - red: Outside of it the value is red.
    public init(yellow: ClosedRange<Double>? = nil, red: ClosedRange<Double>? = nil, hysteresis: Double = 0) {
        low = Limits(yellow: yellow?.lowerBound, red: red?.lowerBound, hysteresis: hysteresis)
        high = Limits(yellow: yellow?.upperBound, red: red?.upperBound, hysteresis: hysteresis)
    }

    var yellow: ClosedRange<Double>? { Band.range(low.yellow, high.yellow) }
    var red: ClosedRange<Double>? { Band.range(low.red, high.red) }

    private static func range(_ low: Double?, _ high: Double?) -> ClosedRange<Double>? {
        guard let low, let high, low <= high else { return nil }
        return low...high
    }

    /// Reads `18..27`; `nil` also if the first is not below the second.
    public static func range(_ text: some StringProtocol) -> ClosedRange<Double>? {
        let halves = String(text).filter { $0 != " " }.split(separator: "..", omittingEmptySubsequences: false)
        guard halves.count == 2 else { return nil }
        let ends = halves.compactMap { half -> Double? in
            guard half.allSatisfy({ "0123456789.-".contains($0) }), half.first != "." else { return nil }
            return Double(half)
        }
        guard ends.count == 2, ends[0] < ends[1] else { return nil }
        return ends[0]...ends[1]
    }
}
