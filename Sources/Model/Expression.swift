internal import Glibc

/// A small sum over the columns of a row, as probes write it: `100 * used / total`, `8 * rate(inOctets)`.
public indirect enum Expression: Sendable, Hashable {
    case number(Double)
    /// The value of a column of the same row, by its place in the group.
    case column(Int)
    /// A counter's growth a second since the reading before.
    case rate(Int)
    case negative(Expression)
    case sum(Expression, Expression)
    case difference(Expression, Expression)
    case product(Expression, Expression)
    case quotient(Expression, Expression)
    /// The first that has a value.
    case either(Expression, Expression)
    /// The decimal logarithm; of what is not above 0 there is none.
    case logarithm(Expression)

    /// The result for one row; `nil` where something it needs is missing or a divisor is 0.
    ///
    /// - Parameters:
    ///   - column: The value of the column at that place.
    ///   - rate: The rate of the counter at that place, in units a second.
    public func evaluate(column: (Int) -> Double?, rate: (Int) -> Double?) -> Double? {
        func both(_ left: Expression, _ right: Expression, _ combine: (Double, Double) -> Double) -> Double? {
            guard let first = left.evaluate(column: column, rate: rate),
                let second = right.evaluate(column: column, rate: rate)
            else { return nil }
            return combine(first, second)
        }
        switch self {
        case .number(let number): return number
        case .column(let place): return column(place)
        case .rate(let place): return rate(place)
        case .negative(let operand): return operand.evaluate(column: column, rate: rate).map { -$0 }
        case .sum(let left, let right): return both(left, right, +)
        case .difference(let left, let right): return both(left, right, -)
        case .product(let left, let right): return both(left, right, *)
        case .quotient(let left, let right):
            guard let result = both(left, right, /), result.isFinite else { return nil }
            return result
        case .logarithm(let operand):
            return operand.evaluate(column: column, rate: rate).flatMap { $0 > 0 ? log10($0) : nil }
        case .either(let first, let second):
            return first.evaluate(column: column, rate: rate) ?? second.evaluate(column: column, rate: rate)
        }
    }
}

extension Expression {
    /// The places of the columns that it looks at.
    public var columns: Set<Int> {
        switch self {
        case .number: []
        case .column(let place), .rate(let place): [place]
        case .negative(let operand), .logarithm(let operand): operand.columns
        case .sum(let left, let right), .difference(let left, let right), .product(let left, let right),
            .quotient(let left, let right), .either(let left, let right):
            left.columns.union(right.columns)
        }
    }
}
