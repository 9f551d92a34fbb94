import Model
import Testing

struct ExpressionTests {
    private static let a = Expression.column(0)
    private static let b = Expression.column(1)
    private static let missing = Expression.column(9)

    @Test(
        arguments: [
            (.number(2.5), 2.5), (a, 30), (.rate(1), 4), (.negative(a), -30), (.sum(a, b), 90),
            (.difference(a, b), -30),
            (.product(.number(8), .rate(1)), 32), (.product(.number(100), .quotient(a, b)), 50),
            (.either(a, b), 30), (.either(missing, b), 60), (.either(missing, missing), nil),
            (.sum(a, missing), nil), (.negative(missing), nil), (.rate(0), nil),
            (.quotient(a, .number(0)), nil), (.quotient(.number(0), .number(0)), nil), (.quotient(a, missing), nil),
            (.either(.quotient(a, .number(0)), b), 60),
        ] as [(Expression, Double?)])
    func `a sum has a value where all that it needs has one`(expression: Expression, value: Double?) {
        let columns: [Double] = [30, 60]
        let result = expression.evaluate(
            column: { columns.indices.contains($0) ? columns[$0] : nil }, rate: { $0 == 1 ? 4 : nil })
        #expect(result == value)
    }
}
