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
    /// SRTT, `nil` before the first sample.
    public private(set) var smoothedRoundTrip: Duration?
    /// RTTVAR.
    public private(set) var roundTripVariation: Duration = .zero
    /// Doublings that were needed lately and are kept until the next sample (RFC 6298 §5.7).
    private var keptDoublings = 0

    public init(bounds: Bounds = Bounds()) {
        self.bounds = bounds
    }

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
        let sample = max(roundTrip, .zero)
        if let smoothed = smoothedRoundTrip {
            let deviation = sample > smoothed ? sample - smoothed : smoothed - sample
            roundTripVariation = (roundTripVariation * 3 + deviation) / 4
            smoothedRoundTrip = (smoothed * 7 + sample) / 8
        } else {
            smoothedRoundTrip = sample
            roundTripVariation = sample / 2
        }
    }

    /// How long to wait for the answer to this transmission: doubled with each, and never above the maximum but for the
    /// jitter.
    /// - Parameters:
    ///   - retransmissions: 0 for the first transmission.
    ///   - random: from 0 to 1; lengthens the wait by up to a quarter, so that hosts do not repeat in step.
    public func wait(retransmissions: Int, random: Double) -> Duration {
        var wait = bounds.initial
        if let smoothedRoundTrip {
            wait = smoothedRoundTrip + max(RetransmissionTimer.granularity, roundTripVariation * 4)
        }
        wait = max(wait, bounds.minimum)
        let doublings = min(
            max(0, retransmissions) + keptDoublings, RetransmissionTimer.maximumDoublings)
        wait = min(wait * (1 << doublings), bounds.maximum)
        return wait + wait / 4 * min(max(random, 0), 1)
    }

    /// Beyond this every wait is at its maximum; also keeps the multiplication from overflowing.
    private static let maximumDoublings = 10
    private static let granularity = Duration.milliseconds(1)
}
