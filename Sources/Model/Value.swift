/// One value as it was read. Integers stay integers to the end; a 64-bit counter is kept by its bit pattern, so
/// differences are taken with wrapping arithmetic.
public enum Value: Hashable, Sendable {
    case integer(Int64)
    case real(Double)

    /// As a number to compare or to show. Above 2⁵³ it is rounded: counters are to be subtracted before.
    public var number: Double {
        switch self {
        case .integer(let integer): Double(integer)
        case .real(let real): real
        }
    }

    /// The exact integer, `nil` for a real.
    public var integer: Int64? {
        switch self {
        case .integer(let integer): integer
        case .real: nil
        }
    }
}
