import TestSupport

/// What chance decides in the back-test set. No function of the C library is used: the same seed gives the same bits
/// everywhere.
struct Dice {
    private var random: SeededRandom

    init(seed: UInt64) {
        random = SeededRandom(seed: seed)
    }

    /// Evenly from 0 up to, not including, 1.
    private mutating func fraction() -> Double { Double(random.next() >> 11) / Double(1 << 53) }

    /// Evenly between two bounds.
    mutating func between(_ low: Double, _ high: Double) -> Double { low + (high - low) * fraction() }

    /// Evenly one of the whole numbers.
    mutating func whole(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + min(range.count - 1, Int(fraction() * Double(range.count)))
    }

    /// True once in so many times.
    mutating func once(in times: Int) -> Bool { whole(1...times) == 1 }

    /// About normal with mean 0 and deviation 1: the sum of six even ones.
    mutating func normal() -> Double {
        var sum = -3.0
        for _ in 0..<6 { sum += fraction() }
        return sum * 1.414_213_562_373_095_1
    }
}
