public import Model

/// Time that moves only when a test moves it.
public struct ManualClock: Sendable {
    /// A Monday morning: 2026-11-23T08:00:00Z.
    public static let start = Timestamp(seconds: 1_795_420_800)

    public private(set) var now: Timestamp

    public init(now: Timestamp = start) {
        self.now = now
    }

    public mutating func advance(by duration: Duration) {
        now += duration
    }
}
