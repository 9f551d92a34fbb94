internal import Model
internal import Rules

/// Who answered when. Echoes are stored by the interval, so they tell a loss up to an interval late; the events of the
/// daemon that saw it tell it to the second.
struct ReachTrace: Sendable {
    private struct Known {
        var answers: Bool?
        var changed = Timestamp(milliseconds: .min)
        /// The end of the last interval.
        var looked = Timestamp(milliseconds: .min)
        var lastAnswer: Timestamp?
    }

    private var hosts: [Host.Name: Known] = [:]

    /// What an event tells of its host's reach, or of the daemon's sight; `nil`: nothing.
    ///
    /// - Parameter patience: How long after a loss it is told.
    static func moment(of event: Event, patience: Duration) -> HistoryMoment? {
        guard event.check.aspect == .reach else { return nil }
        if event.check.host == Judge.ownHost {
            guard event.check.subject == Judge.sightSubject else { return nil }
            return .sight(isBlind: event.to == .red, event.time)
        }
        guard event.check.subject.isEmpty, event.from != event.to else { return nil }
        func report(_ answers: Bool, at time: Timestamp, lastAnswer: Timestamp?) -> HistoryMoment {
            .reach(ReachReport(host: event.check.host, answers: answers, time: time, lastAnswer: lastAnswer))
        }
        if case .answers = event.reason { return report(true, at: event.time, lastAnswer: event.time) }
        if case .noAnswer(let last) = event.reason {
            return report(false, at: event.time - patience, lastAnswer: last)
        }
        if case .behind = event.reason { return report(false, at: event.time - patience, lastAnswer: nil) }
        if case .noPower = event.reason { return report(false, at: event.time - patience, lastAnswer: nil) }
        return nil
    }

    /// Takes what an event told.
    ///
    /// - Returns: whether it is news.
    mutating func take(_ report: ReachReport) -> Bool {
        let known = hosts[report.host] ?? Known()
        guard known.answers != report.answers else { return false }
        hosts[report.host, default: Known()].answers = report.answers
        hosts[report.host, default: Known()].changed = report.time
        if report.answers { hosts[report.host, default: Known()].lastAnswer = report.time }
        return true
    }

    /// Takes the echoes of an interval.
    ///
    /// - Returns: what they tell that nothing has told before. An interval in the middle of which something changed tells
    ///   nothing.
    mutating func take(_ report: EchoReport) -> ReachReport? {
        guard report.sent > 0 else { return nil }
        var known = hosts[report.host] ?? Known()
        defer { hosts[report.host] = known }
        let isWhole = known.looked >= known.changed
        known.looked = report.time
        let answers = report.received > 0
        if answers { known.lastAnswer = report.time }
        guard known.answers != answers, known.answers == nil || isWhole else { return nil }
        known.answers = answers
        known.changed = report.time
        return ReachReport(host: report.host, answers: answers, time: report.time, lastAnswer: known.lastAnswer)
    }
}

extension EchoReport {
    /// From what is stored of it, in the order of `EchoReport.readings`.
    init?(_ readings: Readings) {
        let values = readings.values
        func count(_ place: Int) -> Int? {
            values.count > place ? values[place]?.integer.flatMap { Int(exactly: $0) } : nil
        }
        guard let sent = count(0), let received = count(1) else { return nil }
        func round(_ place: Int) -> Int64? { values.count > place ? values[place]?.integer : nil }
        self.init(
            host: readings.key.host, time: readings.time, sent: sent, received: received, minimum: round(2),
            average: round(3), maximum: round(4), jitter: round(5))
    }
}
