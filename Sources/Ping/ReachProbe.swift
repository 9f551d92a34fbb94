public import Model

/// How often a host is asked, how long it is waited for, and how soon its loss must be known.
public struct ReachTiming: Hashable, Sendable {
    /// Between two echoes while all is well, and while the host is lost.
    public var interval: Duration
    /// The bounds of the wait for one answer; within them the host's own past decides.
    public var deadline: ClosedRange<Duration>
    /// The longest time from a host's death to the word "lost".
    public var lostWithin: Duration

    public init(interval: Duration, deadline: ClosedRange<Duration>, lostWithin: Duration) {
        self.interval = interval
        self.deadline = deadline
        self.lostWithin = lostWithin
    }

    /// Red 15 s after death at the latest, with an echo every 5 s.
    public static let normal = ReachTiming(
        interval: .seconds(5), deadline: .seconds(1) ... .seconds(3), lostWithin: .seconds(15))

    /// For slow or costly links: an echo every 30 s, red after 90 s.
    public static let slow = ReachTiming(
        interval: .seconds(30), deadline: .seconds(2) ... .seconds(8), lostWithin: .seconds(90))

    /// For timers that fire late and for the way of the news.
    static let reserve = Duration.seconds(1)

    /// When the re-checks go out after the first missed echo, as parts of the span: quickly first, then growing, so that
    /// neither a lost packet nor a short outage makes a red light.
    static let recheckParts = [0, 10, 30, 60, 100]

    /// From the first re-check to the last: what `lostWithin` leaves beside the interval and two waits, at least 1 s,
    /// at most a third of it.
    func recheckSpan(deadline: Duration) -> Duration {
        min(max(lostWithin - interval - deadline * 2 - ReachTiming.reserve, .seconds(1)), lostWithin / 3)
    }
}

/// Whether one host answers: when to send the next echo, when the host is lost, when it is back.
///
/// States and legal transitions:
///
///     unknown ──answered──▶ reachable ──missed──▶ suspected ──last re-check missed──▶ lost
///        └──────missed──────────────────────────────▲ │ ▲                              │
///                              reachable ◀──answered──┘ └ (unknown, reachable)         │
///                              reachable ◀──answered───────────────────────────────────┘
///
/// Time is a parameter, from a clock that is never set. Whoever drives it sends an echo when `due` says so and tells how
/// each one ended, with the time at which it was sent: an echo older than the newest answer proves nothing.
public struct ReachProbe: Hashable, Sendable {
    public enum State: Hashable, Sendable {
        /// Nothing heard yet.
        case unknown
        case reachable
        /// An echo was missed, the re-checks are under way. Nobody is told of a loss yet.
        case suspected
        case lost
    }

    public enum Event: Hashable, Sendable {
        /// The clock has reached `nextDue`.
        case due
        /// An answer came, in time or late.
        case answered(sent: Timestamp, roundTripMicroseconds: Int64)
        /// No answer within the deadline.
        case missed(sent: Timestamp)
        /// A router or the host refused the echo: a miss with a reason.
        case refused(sent: Timestamp, Refusal)
        /// The echo could not be sent at all: that says something about us, nothing about the host.
        case notSent(sent: Timestamp)
        /// Somebody wants to know now: a child of this host is suspected.
        case asked
    }

    /// What the driver has to do. At most one per event.
    public enum Action: Hashable, Sendable {
        case nothing
        /// Send an echo and expect its answer within `deadline`.
        case echo(deadline: Duration)
        /// First missed echo: the time to ask the parents. `nextDue` is now.
        case suspected
        /// It answered a re-check; nothing was lost.
        case cleared
        /// Told once. `lastAnswer` is `nil` if it never answered; `refusal` is the last reason a router gave, if any.
        case reachLost(lastAnswer: Timestamp?, refusal: Refusal?)
        /// Told once, with the moment of the answer's echo that was last before the loss.
        case reachRegained(lastAnswer: Timestamp?)
    }

    public private(set) var state: State
    /// When the next echo is due.
    public private(set) var nextDue: Timestamp
    /// When the newest answered echo was sent.
    public private(set) var lastAnswer: Timestamp?
    public private(set) var estimator = RoundTripEstimator()
    public let timing: ReachTiming

    private var refusal: Refusal?
    /// When the newest echo went out, so that many askers cause one.
    private var newestEcho: Timestamp?
    /// The re-checks of this suspicion: when the first was due, how many went out, when the newest did, their deadline.
    private var recheckStart: Timestamp
    private var rechecks = 0
    private var newestRecheck: Timestamp
    private var recheckDeadline: Duration

    /// `firstDue` spreads the hosts over the interval. `state` and `lastAnswer` come back after a restart, so that what
    /// is known is not told again; `suspected` comes back as `reachable`.
    public init(
        timing: ReachTiming, firstDue: Timestamp, state: State = .unknown, lastAnswer: Timestamp? = nil
    ) {
        self.timing = timing
        self.state = state == .suspected ? .reachable : state
        self.lastAnswer = lastAnswer
        nextDue = firstDue
        recheckStart = firstDue
        newestRecheck = firstDue
        recheckDeadline = timing.deadline.lowerBound
    }

    /// Takes in what happened and says what to do about it.
    public mutating func event(_ event: Event, now: Timestamp) -> Action {
        switch event {
        case .due:
            return due(now: now)
        case .asked:
            let isUnderWay =
                newestEcho.map { newest in
                    now < newest + timing.deadline.lowerBound && lastAnswer.map { $0 < newest } ?? true
                } ?? false
            if state != .suspected, !isUnderWay { nextDue = min(nextDue, now) }
            return .nothing
        case .answered(let sent, let roundTripMicroseconds):
            estimator.answered(roundTripMicroseconds: roundTripMicroseconds)
            return answered(sent: sent, now: now)
        case .missed(let sent):
            return missed(sent: sent, now: now)
        case .refused(let sent, let refusal):
            if isNews(sent) { self.refusal = refusal }
            return missed(sent: sent, now: now)
        case .notSent(let sent):
            notSent(sent: sent, now: now)
            return .nothing
        }
    }

    private mutating func due(now: Timestamp) -> Action {
        guard nextDue <= now else { return .nothing }
        newestEcho = now
        if state == .suspected {
            if rechecks == ReachTiming.recheckParts.count {
                // All went out long ago and nobody told how the last one ended: once more from the start.
                rechecks = 0
                recheckStart = now
            }
            newestRecheck = now
            rechecks += 1
            scheduleRecheck(now: now)
            return .echo(deadline: recheckDeadline)
        }
        // In step with the first one, but not to make up for what was slept through.
        nextDue += timing.interval
        if nextDue <= now { nextDue = now + timing.interval }
        return .echo(deadline: estimator.deadline(within: timing.deadline))
    }

    private mutating func scheduleRecheck(now: Timestamp) {
        guard rechecks < ReachTiming.recheckParts.count else {
            nextDue = now + recheckDeadline + timing.interval
            return
        }
        let span = timing.recheckSpan(deadline: recheckDeadline)
        nextDue = max(recheckStart + span * ReachTiming.recheckParts[rechecks] / 100, now)
    }

    /// An echo that was sent before the newest answer came back says nothing new.
    private func isNews(_ sent: Timestamp) -> Bool {
        lastAnswer.map { sent > $0 } ?? true
    }

    private mutating func answered(sent: Timestamp, now: Timestamp) -> Action {
        let before = lastAnswer
        lastAnswer = max(sent, before ?? sent)
        refusal = nil
        let previous = state
        state = .reachable
        switch previous {
        case .unknown, .reachable:
            return .nothing
        case .suspected:
            nextDue = now + timing.interval
            return .cleared
        case .lost:
            nextDue = min(nextDue, now + timing.interval)
            return .reachRegained(lastAnswer: before)
        }
    }

    private mutating func missed(sent: Timestamp, now: Timestamp) -> Action {
        guard isNews(sent) else { return .nothing }
        switch state {
        case .lost:
            return .nothing
        case .unknown, .reachable:
            state = .suspected
            recheckStart = now
            recheckDeadline = estimator.deadline(within: timing.deadline)
            rechecks = 0
            nextDue = now
            return .suspected
        case .suspected:
            guard rechecks == ReachTiming.recheckParts.count, sent >= newestRecheck else { return .nothing }
            state = .lost
            nextDue = now + timing.interval
            return .reachLost(lastAnswer: lastAnswer, refusal: refusal)
        }
    }

    /// The same echo once more, half a second later: a loss needs all of its evidence.
    private mutating func notSent(sent: Timestamp, now: Timestamp) {
        if state == .suspected, sent == newestRecheck, rechecks > 0 { rechecks -= 1 }
        newestEcho = nil
        nextDue = now + .milliseconds(500)
    }
}
