internal import Model

/// How long to wait for one host's answer, learnt from its answers (RFC 6298).
///
/// An answer after a retransmission tells no round-trip time, because it may belong to either transmission (Karn's
/// rule); but the wait stays as long as it was then, so that a host slower than the first guess is learnt at all.
public struct RetransmissionTimer: Hashable, Sendable {
    /// The bounds of a wait, and the wait before anything is known (RFC 6298 §2.1 has 1 s).
    public struct Bounds: Hashable, Sendable {
        public var initial: Duration
        public var minimum: Duration
        public var maximum: Duration

        public init(
            initial: Duration = .seconds(1), minimum: Duration = .milliseconds(200), maximum: Duration = .seconds(10)
        ) {
            self.initial = initial
            self.minimum = minimum
            self.maximum = maximum
        }
    }

    public let bounds: Bounds
    // In microseconds: a duration's own arithmetic has 128 bits, and this is done for every request.
    private let initial: Int64
    private let minimum: Int64
    private let maximum: Int64
    private var smoothed: Int64?
    private var variation: Int64 = 0
    /// Doublings that were needed lately and are kept until the next sample (RFC 6298 §5.7).
    private var keptDoublings = 0

    public init(bounds: Bounds = Bounds()) {
        self.bounds = bounds
        initial = bounds.initial.wholeMicroseconds
        minimum = bounds.minimum.wholeMicroseconds
        maximum = bounds.maximum.wholeMicroseconds
    }

    /// SRTT to the microsecond, `nil` before the first sample.
    public var smoothedRoundTrip: Duration? { smoothed.map { .microseconds($0) } }

    /// RTTVAR to the microsecond.
    public var roundTripVariation: Duration { .microseconds(variation) }

    /// Takes note of an answer.
    /// - Parameters:
    ///   - roundTrip: from the last transmission to the answer.
    ///   - retransmissions: how often the question was repeated before; 0 if the first was answered.
    public mutating func answered(after roundTrip: Duration, retransmissions: Int) {
        guard retransmissions == 0 else {
            keptDoublings = min(keptDoublings + retransmissions, RetransmissionTimer.maximumDoublings)
            return
        }
        keptDoublings = 0
        let sample = min(max(roundTrip.wholeMicroseconds, 0), RetransmissionTimer.longestSample)
        if let smoothed {
            variation = (variation * 3 + abs(sample - smoothed)) / 4
            self.smoothed = (smoothed * 7 + sample) / 8
        } else {
            smoothed = sample
            variation = sample / 2
        }
    }

    /// How long to wait for the answer to this transmission: doubled with each, and never above the maximum but for the
    /// jitter.
    /// - Parameters:
    ///   - retransmissions: 0 for the first transmission.
    ///   - random: from 0 to 1; lengthens the wait by up to a quarter, so that hosts do not repeat in step.
    public func wait(retransmissions: Int, random: Double) -> Duration {
        var wait = initial
        if let smoothed {
            wait = smoothed + max(RetransmissionTimer.granularity, variation * 4)
        }
        wait = max(wait, minimum)
        let doublings = min(
            max(0, retransmissions) + keptDoublings, RetransmissionTimer.maximumDoublings)
        wait = min(wait << Int64(doublings), maximum)
        return .microseconds(wait + Int64(Double(wait / 4) * min(max(random, 0), 1)))
    }

    /// Beyond this every wait is at its maximum; also keeps the multiplication from overflowing.
    private static let maximumDoublings = 10
    /// A millisecond.
    private static let granularity: Int64 = 1000
    /// An hour: no answer is awaited so long.
    private static let longestSample: Int64 = 3_600_000_000
}
