/// A device's own limits for a value of one of its rows, in the value's unit: of an optic, a fan, a sensor.
public struct RowLimits: Sendable, Hashable, Codable {
    /// `probe.group`.
    public var group: String
    /// The row's.
    public var identity: String
    /// The column's name.
    public var column: String
    /// An alarm at this or below.
    public var low: Double?
    /// A warning at this or below.
    public var lowWarn: Double?
    /// A warning at this or above.
    public var highWarn: Double?
    /// An alarm at this or above.
    public var high: Double?

    public init(
        group: String, identity: String, column: String, low: Double? = nil, lowWarn: Double? = nil,
        highWarn: Double? = nil, high: Double? = nil
    ) {
        self.group = group
        self.identity = identity
        self.column = column
        self.low = low
        self.lowWarn = lowWarn
        self.highWarn = highWarn
        self.high = high
    }
}
