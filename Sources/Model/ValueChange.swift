/// How far a value may go up, or down, within a time: held against limits in the value's unit.
public struct ValueChange: Sendable, Hashable, Codable {
    public enum Direction: String, Sendable, Hashable, Codable, CaseIterable {
        case rise, fall
    }

    public var direction: Direction
    public var limits: Limits
    public var within: Duration

    public init(_ direction: Direction, _ limits: Limits, within: Duration) {
        self.direction = direction
        self.limits = limits
        self.within = within
    }
}
