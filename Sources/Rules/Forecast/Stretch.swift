internal import Glibc

/// A scale on which something that grows ever faster is a line.
struct Stretch {
    var scaled: (Double) -> Double
    /// The other way round.
    var value: (Double) -> Double

    /// Below this part of the limit it is as good as nothing.
    private static let leastPart = 1e-4

    /// For rates that grow by a factor a week: noise of any size of them is alike.
    static func logarithm(of limit: Double) -> Stretch {
        Stretch(scaled: { log10(max($0 / limit, leastPart)) }, value: { limit * pow(10, $0) })
    }

    /// For counts, whose noise is about the square root of what is counted (Anscombe 1948).
    static var squareRoot: Stretch { Stretch(scaled: { max(0, $0).squareRoot() }, value: { $0 * $0 }) }
}
