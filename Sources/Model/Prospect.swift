/// When something is expected to be full, or used up, if nobody does anything.
public struct Prospect: Sendable, Hashable, Codable {
    public var earliest: Timestamp
    /// `nil`: later than two years from when it was worked out.
    public var latest: Timestamp?
    /// The value when it was worked out, how fast it changes, and where it is heading.
    public var value: Double
    public var perDay: Double
    public var limit: Double
    public var unit: Unit

    public init(earliest: Timestamp, latest: Timestamp?, value: Double, perDay: Double, limit: Double, unit: Unit) {
        self.earliest = earliest
        self.latest = latest
        self.value = value
        self.perDay = perDay
        self.limit = limit
        self.unit = unit
    }
}
