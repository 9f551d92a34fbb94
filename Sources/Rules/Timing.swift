internal import Model

extension Judge {
    /// The times that judging rests on. Intervals of hosts behind slow lines are their own.
    public struct Timing: Sendable, Hashable, Codable {
        /// From one visit to the next.
        public var interval: Duration
        public var slowInterval: Duration
        /// From one echo to the next.
        public var ping: Duration
        public var slowPing: Duration
        /// How long a loss waits at most for its parents to be asked. A death is on the board after one ping (5 s),
        /// the quick re-checks (3 s) and this (4 s): 12 s of the 15 that are promised.
        public var confirmation: Duration
        /// How long devices behind a parent that came back may take to come back themselves. Below one interval
        /// where that is longer than it takes to know: a child that stays down has its own light within one.
        public var settling: Duration

        public init(
            interval: Duration = .seconds(60), slowInterval: Duration? = nil, ping: Duration = .seconds(5),
            slowPing: Duration? = nil, confirmation: Duration = .seconds(4), settling: Duration? = nil
        ) {
            self.interval = interval
            self.slowInterval = slowInterval ?? interval
            self.ping = ping
            self.slowPing = slowPing ?? ping * 3
            self.confirmation = confirmation
            // A round of quick re-checks that began before the parent's return must be able to end, and one after it.
            self.settling = settling ?? max(interval / 2, ping + confirmation)
        }

        func interval(of host: Host) -> Duration { host.isSlow ? slowInterval : interval }
        func ping(of host: Host) -> Duration { host.isSlow ? slowPing : ping }
        /// Slow lines answer late: three times as long.
        func confirmation(of host: Host) -> Duration { host.isSlow ? confirmation * 3 : confirmation }
    }
}
