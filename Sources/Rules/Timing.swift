public import Model

extension Judge {
    /// The times that judging rests on. Those of hosts behind slow lines are their own.
    public struct Timing: Sendable, Hashable, Codable {
        /// From one visit to the next.
        public var interval: Duration
        public var slowInterval: Duration
        /// From one echo to the next.
        public var ping: Duration
        public var slowPing: Duration
        /// Of hosts behind another one at the end of a slow line.
        public var behindSlowPing: Duration
        /// How long a loss waits at most for its parents to be asked. A death is on the board after one ping (5 s),
        /// the quick re-checks (3 s) and this (4 s): 12 s of the 15 that are promised.
        public var confirmation: Duration
        /// How long devices behind a parent that came back may take to come back themselves. Below one interval
        /// where that is longer than it takes to know: a child that stays down has its own light within one.
        public var settling: Duration
        /// How long a new host's yellows are not told; its reds are once it has been well for an hour. Zero: told at once.
        public var grace: Duration

        public init(
            interval: Duration = .seconds(60), slowInterval: Duration? = nil, ping: Duration = .seconds(5),
            slowPing: Duration? = nil, behindSlowPing: Duration? = nil, confirmation: Duration = .seconds(4),
            settling: Duration? = nil, grace: Duration = .zero
        ) {
            self.interval = interval
            self.slowInterval = slowInterval ?? interval
            self.ping = ping
            self.slowPing = slowPing ?? ping * 3
            self.behindSlowPing = behindSlowPing ?? self.slowPing
            self.confirmation = confirmation
            self.grace = grace
            // A round of quick re-checks that began before the parent's return must be able to end, and one after it.
            self.settling = settling ?? max(interval / 2, ping + confirmation)
        }

        /// How long it takes at most to know that a host is gone: a ping, its quick repetitions, the parents' answer.
        var certainty: Duration { ping + .seconds(4) + confirmation }

        func interval(of host: Host) -> Duration { host.isSlow ? slowInterval : interval }

        /// From one echo to the next.
        public func ping(over line: Fleet.Line) -> Duration {
            switch line {
            case .fast: ping
            case .slow: slowPing
            case .behindSlow: behindSlowPing
            }
        }

        /// Slow lines answer late: three times as long.
        func confirmation(of host: Host) -> Duration { host.isSlow ? confirmation * 3 : confirmation }

        /// How long a host may take to come back once its parent has. It is asked at once; over a slow line, where an
        /// echo may be lost, it has one more of its own pings.
        func settling(over line: Fleet.Line) -> Duration {
            switch line {
            case .fast: settling
            case .slow, .behindSlow: max(settling, ping(over: line) + confirmation * 3)
            }
        }

        /// How far apart what echoes tell may come at most: they are told with the visits, so two of them may lie an
        /// interval and a ping apart. A slow line's answers may miss a turn by as long as they take.
        func evidence(over line: Fleet.Line, interval: Duration) -> Duration {
            let step = max(interval, ping(over: line))
            return line == .fast ? step : step + ping(over: line) / 4
        }
    }
}
