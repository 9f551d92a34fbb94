internal import Model

/// One check: what was found, and what is shown of it.
struct Lamp: Sendable, Codable {
    /// What its evidence comes from, which decides what hides it.
    enum Source: String, Sendable, Codable {
        /// Echoes: whether there are any.
        case reach
        /// Whether the agent answers.
        case agent
        /// Echoes: how many are lost.
        case echoes
        /// Readings of the agent.
        case readings
        /// What the agent or a manager says of the host's version and system.
        case updates
        /// What is foretold of something that nothing judges.
        case foretold
        /// The daemon itself.
        case own
    }

    var aspect: Aspect
    var subject: String
    var source: Source
    /// From one piece of evidence to the next.
    private(set) var intervalMilliseconds: Int64
    private(set) var holdMilliseconds: Int64 = 0
    /// `nil`: as long as the hold.
    private(set) var redHoldMilliseconds: Int64?
    /// What the last polls found, where so many of them decide; `nil` where a duration does.
    private(set) var window: PollWindow?
    /// What the value was lately, where its change is judged.
    private(set) var trail: ValueTrail?
    /// `nil` where nothing is foretold, as in states from before there were forecasts.
    private var isForetold: Bool?
    /// `nil` where it is as usual, as in states from before that was asked.
    private var isOdd: Bool?
    /// The place of its origin in the judge's table.
    var origin: Int
    /// Judged on this host at all: else it is neither shown nor told.
    var isPresent = true
    /// Fed by a group that was laid out since the start; a lamp that came back from the state waits for that.
    var isAttached = true

    /// Since when it is out of view because its row is gone for good (`RowAbsence`); a value brings it back.
    var withdrawn: Timestamp?

    // What was found
    var evidence: Timestamp?
    /// After the margin, before the hold.
    var level: Status?
    var finding: Reason = .notYetChecked
    var yellowSince: Timestamp?
    var redSince: Timestamp?

    // What is shown
    var status = Status.grey
    var isAgeing = false
    var since: Timestamp
    /// The colour of the last event, `nil` before there was evidence: its first green is no news.
    var told: Status?
    var incident: Incident.Number?
    /// How often it turned lately; `nil`: not at all.
    private(set) var flapping: Flapping?

    init(
        aspect: Aspect, subject: String, source: Source, interval: Duration, origin: Int, since: Timestamp
    ) {
        self.aspect = aspect
        self.subject = subject
        self.source = source
        intervalMilliseconds = interval.wholeMilliseconds
        self.origin = origin
        self.since = since
    }
}

extension Lamp {
    var interval: Duration {
        get { .milliseconds(intervalMilliseconds) }
        set { intervalMilliseconds = newValue.wholeMilliseconds }
    }

    var hold: Duration { .milliseconds(holdMilliseconds) }

    /// Takes on how long a judgement wants a worse colour to last, and where it comes from.
    mutating func follow(_ judgement: Judgement, origin: Int) {
        holdMilliseconds = judgement.hold.wholeMilliseconds
        redHoldMilliseconds = judgement.redHold?.wholeMilliseconds
        look(at: judgement.polls)
        self.origin = origin
    }

    /// Takes on what another lamp of the same check is judged by.
    mutating func follow(_ other: Lamp) {
        intervalMilliseconds = other.intervalMilliseconds
        holdMilliseconds = other.holdMilliseconds
        redHoldMilliseconds = other.redHoldMilliseconds
        look(at: other.window?.quorum)
        origin = other.origin
        isPresent = other.isPresent
    }

    /// Looks at so many of the polls from now on; those that were taken so far are not forgotten.
    private mutating func look(at quorum: PollQuorum?) {
        guard let quorum else { return window = nil }
        if window?.follow(quorum) == nil { window = PollWindow(quorum) }
    }

    /// When each colour has lasted long enough to show, if nothing better comes in between.
    private var yellowShows: Timestamp? { window != nil ? nil : yellowSince.flatMap { shows($0, holdMilliseconds) } }
    private var redShows: Timestamp? {
        window != nil ? nil : redSince.flatMap { shows($0, redHoldMilliseconds ?? holdMilliseconds) }
    }

    /// A hold that spans visits ends with one that found it no better: what a visit is about to find is not yet known. A
    /// quarter of an interval is no matter, as visits are not even. `nil`: not before the next evidence.
    private func shows(_ since: Timestamp, _ hold: Int64) -> Timestamp? {
        let end = since + .milliseconds(hold)
        guard hold >= intervalMilliseconds, source == .readings, let evidence else { return end }
        return evidence + .milliseconds(intervalMilliseconds / 4) >= end ? min(end, evidence) : nil
    }

    /// So many intervals after a moment.
    func intervals(_ count: Int64, after moment: Timestamp) -> Timestamp {
        Timestamp(milliseconds: moment.milliseconds + count * intervalMilliseconds)
    }

    /// Takes a value in. The times since when it is yellow and red are kept apart, so that each colour has to last on
    /// its own before it shows; coming back is immediate.
    mutating func take(_ value: Double, left: Double? = nil, by judgement: Judgement, at time: Timestamp) {
        var value = value
        if case .changes(let change) = judgement.condition {
            var known = trail ?? ValueTrail()
            value = known.take(value, at: time, change)
            trail = known
        }
        let (status, reason) = judgement.level(of: value, left: left, after: level)
        take(status, because: reason, at: time)
    }

    mutating func take(_ status: Status, because reason: Reason, at time: Timestamp) {
        level = status
        window?.take(status, isCorrection: evidence == time)
        // What shows although this poll was good was found by one before.
        if status.isTrouble || window?.colour == nil { finding = reason }
        evidence = time
        yellowSince = status.isTrouble ? yellowSince ?? time : nil
        redSince = status == .red ? redSince ?? time : nil
    }

    /// The colour after the hold.
    func held(now: Timestamp) -> Status? {
        if level != nil, let colour = window?.colour { return colour }
        guard let level, level.isTrouble else { return level }
        if let redShows, redShows <= now { return .red }
        if let yellowShows, yellowShows <= now { return .yellow }
        return .green
    }

    /// Why it shows a colour; how many polls found it, where that decides.
    func reason(for status: Status) -> Reason {
        guard let window, window.colour != nil, status.isTrouble else { return finding }
        return .condition(.repeated(reason: finding, count: window.count, of: window.quorum))
    }

    /// When the hold lets a worse colour through, if it holds one back now.
    func holdEnds(after now: Timestamp) -> Timestamp? {
        [yellowShows, redShows].compactMap { $0 }.filter { $0 > now }.min()
    }

    /// It is expected to be full or used up soon.
    var hasProspect: Bool {
        get { isForetold ?? false }
        set { isForetold = newValue ? true : nil }
    }

    /// Its value is far from what is usual.
    var isUnusual: Bool {
        get { isOdd ?? false }
        set { isOdd = newValue ? true : nil }
    }

    var isFlapping: Bool { flapping?.isFlapping ?? false }

    /// Takes into account that it shows this colour now.
    mutating func turn(_ status: Status, now: Timestamp) {
        guard flapping != nil || status.isTrouble else { return }
        var known = flapping ?? Flapping()
        known.take(status, now: now)
        flapping = known.isCalm && status == .green ? nil : known
    }

    /// The lamps that need a closer look. Nearly every lamp is nearly always green, was green and has nothing to tell: of
    /// those it is only asked when the first starts to age, and none of them is copied for that.
    static func restless(
        among lamps: [Lamp], in range: Range<Int>, now: Timestamp, ageFrom next: inout Timestamp
    ) -> [Int] {
        var restless: [Int] = []
        for index in range {
            guard lamps[index].isPresent, lamps[index].isAttached, lamps[index].level == .green,
                !lamps[index].hasProspect, !lamps[index].isUnusual,
                lamps[index].status == .green, lamps[index].told == .green, !lamps[index].isAgeing,
                lamps[index].incident == nil, let evidence = lamps[index].evidence,
                now.milliseconds <= evidence.milliseconds + 2 * lamps[index].intervalMilliseconds
            else {
                restless.append(index)
                continue
            }
            let ages = evidence.milliseconds + 2 * lamps[index].intervalMilliseconds + 1
            if ages < next.milliseconds { next = Timestamp(milliseconds: ages) }
        }
        return restless
    }

    /// The worst colour; grey where there is none.
    static func worst(of lamps: [Lamp]) -> Status {
        var worst: Status?
        for index in lamps.indices where lamps[index].isPresent {
            let status = lamps[index].status
            if worst == status { continue }
            if let known = worst, known.foldRank >= status.foldRank { continue }
            worst = status
        }
        return worst ?? .grey
    }
}
