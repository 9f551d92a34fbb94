internal import Model

/// Whether a host can be reached, and what was said of it.
struct Reach: Sendable {
    /// What is shown. A loss is published as one of the last three.
    enum Standing: Sendable, Hashable {
        case unknown
        case up
        /// Gone by itself: a parent was seen alive, or there is none.
        case down
        /// Gone because every way to it is; the host at the root.
        case behind(Host.Name)
        /// Gone because the port that feeds it gives no power; the switch, and the port.
        case unpowered(Host.Name, port: String)
        /// Gone while we were blind.
        case unseen
    }

    var standing = Standing.unknown
    /// What the last report said, `nil` before the first.
    var answers: Bool?
    /// The last report's time.
    var reported: Timestamp?
    var lastAnswer: Timestamp?
    /// When it was first said not to answer.
    var lost: Timestamp?
    /// A loss, or a parent's return, is still being looked into.
    var isDeciding = false
    /// Nothing is said earlier: parents' children take their time to come back, a hold wants to be waited for.
    var notBefore: Timestamp?
    /// The decision is taken with what is known then.
    var deadline: Timestamp?

    var isLost: Bool { answers == false }

    /// It surely answered at this time or later.
    func answered(since moment: Timestamp) -> Bool {
        guard answers == true, let lastAnswer else { return false }
        return lastAnswer >= moment
    }
}

/// Whether the host's agent answers.
///
/// Two visits in a row without any answer are silence; one is enough where the agent never answered, as nothing is
/// taken back by saying so. Visits to a host that does not answer echoes say nothing of its agent: it has to answer one
/// after the silent visit began.
struct Agent: Sendable, Codable {
    var hasAnswered = false
    var silentVisits = 0
    var silentSince: Timestamp?
    var cause: SilenceCause?
    /// When the last silent visit began, as long as it is not known that the host answers echoes: `isProven` then is false.
    private var lastSilent: Timestamp?
    private var isProven: Bool?

    /// The visits in a row that are taken for chance.
    private static let tolerated = 1

    var silence: (cause: SilenceCause, since: Timestamp)? {
        guard let cause, let silentSince, isProven ?? true, !hasAnswered || silentVisits > Agent.tolerated else {
            return nil
        }
        return (cause, silentSince)
    }

    mutating func answered() {
        self = Agent()
        hasAnswered = true
    }

    mutating func wasSilent(_ cause: SilenceCause, at time: Timestamp) {
        silentVisits = min(silentVisits + 1, 1000)
        silentSince = silentSince ?? time
        self.cause = cause
        // Once it is known, the next visit takes nothing back.
        if isProven != true {
            lastSilent = time
            isProven = false
        }
    }

    /// The host answered an echo then.
    mutating func hostAnswered(at time: Timestamp) {
        guard let lastSilent, time >= lastSilent else { return }
        isProven = true
    }

    /// The host itself was gone: what its agent did meanwhile is unknown.
    mutating func forgetSilence() {
        guard silence == nil else { return }
        silentVisits = 0
        silentSince = nil
        cause = nil
        lastSilent = nil
        isProven = nil
    }
}

/// The echoes of the last intervals.
struct Echoes: Sendable, Codable {
    /// As many as the sparkline of `status` shows.
    static let kept = 60
    /// Loss is judged over the newest intervals that hold so many echoes, five at least.
    static let judgedEchoes = 60
    /// Fewer than so many count as if the rest had been answered: one of three is 5 %, not 33 %.
    private static let fewestEchoes = 20
    private static let judgedIntervals = 5

    struct Interval: Sendable, Codable {
        /// Its end.
        var time: Timestamp
        var sent: Int32
        var received: Int32
        /// In microseconds, negative if nothing came back.
        var roundTrip: Int32
        /// The host was gone at its time or around it: it says nothing of the line.
        var isOutage: Bool
    }

    /// Oldest first.
    private(set) var intervals: [Interval] = []

    mutating func take(_ report: EchoReport, isOutage: Bool) {
        if intervals.count >= Echoes.kept { intervals.removeFirst(intervals.count - Echoes.kept + 1) }
        let sent = Int32(clamping: max(0, report.sent))
        intervals.append(
            Interval(
                time: report.time, sent: sent, received: min(sent, Int32(clamping: max(0, report.received))),
                roundTrip: report.received > 0 ? report.average.map { Int32(clamping: max(0, $0)) } ?? -1 : -1,
                isOutage: isOutage))
    }

    /// The host was gone from this moment on: intervals that reach into that say nothing of the line.
    mutating func outage(since moment: Timestamp) {
        for place in intervals.indices.suffix(judgedCount) where intervals[place].time >= moment {
            intervals[place].isOutage = true
        }
    }

    /// As much as is still judged.
    var recent: Echoes {
        var recent = self
        recent.intervals = intervals.suffix(judgedCount)
        return recent
    }

    var roundTrips: [Int64?] { intervals.map { $0.roundTrip < 0 ? nil : Int64($0.roundTrip) } }

    /// In per cent over the judged intervals, outages left out; `nil` if there are none.
    var loss: Double? {
        let (sent, lost) = counted
        return sent == 0 ? nil : 100 * Double(lost) / Double(max(sent, Echoes.fewestEchoes))
    }

    /// What the line surely loses, in per cent: with these echoes it is at least so much in 99 of 100 cases (Wilson's score
    /// interval). A line that always loses a twentieth now and then loses more of sixty by chance.
    var sureLoss: Double? {
        let (sent, lost) = counted
        guard sent > 0 else { return nil }
        let (n, z) = (Double(max(sent, Echoes.fewestEchoes)), 2.326)
        let share = Double(lost) / n
        let spread = z * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
        return max(0, 100 * (share + z * z / (2 * n) - spread) / (1 + z * z / n))
    }

    private var counted: (sent: Int, lost: Int) {
        var (sent, lost) = (0, 0)
        for interval in intervals.suffix(judgedCount) where !interval.isOutage {
            sent += Int(interval.sent)
            lost += Int(interval.sent - interval.received)
        }
        return (sent, lost)
    }

    /// How many of the newest intervals are judged.
    private var judgedCount: Int {
        var echoes = 0
        var count = 0
        for interval in intervals.reversed() where count < Echoes.judgedIntervals || echoes < Echoes.judgedEchoes {
            echoes += Int(interval.sent)
            count += 1
        }
        return count
    }
}
