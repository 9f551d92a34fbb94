public import Model

/// What has to be known of the past of a check to tell what is usual.
public struct UsualQuestion: Sendable {
    public var check: Check
    /// The series that its value is made of.
    public var series: [Series]
    private let sum: Expression
    private let when: Expression?
    private let columns: [Int]
    private let rows: Int

    init(_ check: Check, of group: JudgedGroup, placed: JudgedGroup.PlacedCheck) {
        self.check = check
        // The average of a counter's hour is its rate.
        let ratesOf = group.counters.columns
        let sum = group.sums[placed.sum].value.withColumns(forRates: ratesOf)
        let when = group.sums[placed.sum].when?.withColumns(forRates: ratesOf)
        let columns = sum.columns.union(when?.columns ?? []).filter { group.layout.columns.indices.contains($0) }
            .sorted()
        let rows = placed.scope.row.map { [$0] } ?? Array(group.layout.rows.indices)
        series = rows.flatMap { row in
            columns.map { group.layout.series(slot: group.layout.slot(row: row, column: $0)) }
        }
        self.sum = sum
        self.when = when
        self.columns = columns
        self.rows = rows.count
    }

    /// The value of the check in an hour; `nil` where something it needs is missing.
    ///
    /// - Parameter values: Averages of the series, in their order.
    public func value(of values: [Double?]) -> Double? {
        var total = 0.0
        var count = 0.0
        for row in 0..<rows {
            func column(_ place: Int) -> Double? {
                columns.firstIndex(of: place).flatMap { values[row * columns.count + $0] }
            }
            if let when, when.evaluate(column: column, rate: { _ in nil }) == 0 { continue }
            guard let value = sum.evaluate(column: column, rate: { _ in nil }), value.isFinite else { continue }
            total += value
            count += 1
        }
        return count > 0 ? total / count : nil
    }
}

extension Expression {
    /// The same with columns in the place of rates.
    ///
    /// - Parameter places: The column of each rate.
    fileprivate func withColumns(forRates places: [Int]) -> Expression {
        func down(_ part: Expression) -> Expression { part.withColumns(forRates: places) }
        return switch self {
        case .number, .column: self
        case .rate(let place): places.indices.contains(place) ? .column(places[place]) : .column(-1)
        case .negative(let operand): .negative(down(operand))
        case .sum(let left, let right): .sum(down(left), down(right))
        case .difference(let left, let right): .difference(down(left), down(right))
        case .product(let left, let right): .product(down(left), down(right))
        case .quotient(let left, let right): .quotient(down(left), down(right))
        case .either(let first, let second): .either(down(first), down(second))
        case .logarithm(let operand): .logarithm(down(operand))
        }
    }
}
