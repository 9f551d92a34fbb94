public import Model

/// What the echoes of one interval to one host say. All times in microseconds.
///
/// An echo counts when it is concluded, not when it is sent: one that is under way at the end of an interval belongs to
/// the next. A late answer was counted as lost and stays so.
public struct RoundTripStatistics: Hashable, Sendable {
    public private(set) var received = 0
    public private(set) var lost = 0
    public private(set) var minimum: Int64?
    public private(set) var maximum: Int64?
    private var total: Int64 = 0
    private var previous: Int64?
    private var totalChange: Int64 = 0
    private var changes: Int64 = 0

    public init() {}

    /// Concluded echoes.
    public var sent: Int { received + lost }

    public var average: Int64? { received == 0 ? nil : total / Int64(received) }

    /// The mean of |difference| between successive round trips: RFC 3550 §6.4.1's D without its smoothing, so that it
    /// belongs to this interval alone. A lost echo between two does not part them. `nil` below two round trips.
    public var jitter: Int64? { changes == 0 ? nil : totalChange / changes }

    /// 0 … 100; `nil` if nothing was concluded.
    public var lossPercent: Double? { sent == 0 ? nil : 100 * Double(lost) / Double(sent) }

    /// Counts an answer. A day is the longest round trip that is believed.
    public mutating func answered(roundTripMicroseconds: Int64) {
        let roundTrip = min(max(roundTripMicroseconds, 0), 86_400_000_000)
        received += 1
        total += roundTrip
        minimum = min(minimum ?? roundTrip, roundTrip)
        maximum = max(maximum ?? roundTrip, roundTrip)
        if let previous {
            totalChange += abs(roundTrip - previous)
            changes += 1
        }
        previous = roundTrip
    }

    /// Counts an echo that was lost or refused.
    public mutating func missed() {
        lost += 1
    }

    /// The interval that ends now, as it is stored.
    public func report(host: Host.Name, time: Timestamp) -> EchoReport {
        EchoReport(
            host: host, time: time, sent: sent, received: received, minimum: minimum, average: average,
            maximum: maximum, jitter: jitter)
    }
}

/// How long to wait for an answer of one host, by its own past (RFC 6298 §2, with microseconds for clock ticks).
public struct RoundTripEstimator: Hashable, Sendable {
    private var smoothed: Int64?
    private var variation: Int64 = 0

    public init() {}

    /// Takes a round trip in. Late ones too: they are what makes it wait longer.
    public mutating func answered(roundTripMicroseconds: Int64) {
        let roundTrip = min(max(roundTripMicroseconds, 0), 60_000_000)
        guard let before = smoothed else {
            smoothed = roundTrip
            variation = roundTrip / 2
            return
        }
        variation = (3 * variation + abs(before - roundTrip)) / 4
        smoothed = (7 * before + roundTrip) / 8
    }

    /// Smoothed round trip and four times its variation, within `bounds`; their lower one before the first answer.
    public func deadline(within bounds: ClosedRange<Duration>) -> Duration {
        guard let smoothed else { return bounds.lowerBound }
        return min(max(.microseconds(smoothed + 4 * variation), bounds.lowerBound), bounds.upperBound)
    }
}
