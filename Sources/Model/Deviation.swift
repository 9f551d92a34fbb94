/// A value that no limit forbids but that is not usual: not for this time of the week, or not among its kind.
public struct Deviation: Sendable, Hashable, Codable {
    /// What it is held against.
    public enum Ground: Sendable, Hashable, Codable {
        /// The same hour of the week in so many of the last four weeks.
        case weeks(Int)
        /// So many others of its kind.
        case others(Int)
    }

    /// The mean of the last minutes.
    public var value: Double
    /// The lowest and the highest of what it is held against.
    public var low: Double
    public var high: Double
    public var unit: Unit
    public var ground: Ground

    public init(value: Double, low: Double, high: Double, unit: Unit, ground: Ground) {
        self.value = value
        self.low = low
        self.high = high
        self.unit = unit
        self.ground = ground
    }
}
