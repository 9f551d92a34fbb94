internal import Model
internal import Rules

/// What stored events tell that no reading does: who was gone when, what was blind, whose agent was silent and why, and
/// what people paused.
struct ToldHistory {
    /// Pauses that began so long before are still known.
    static let pauseMemory = Duration.seconds(30 * 86_400)

    /// What somebody did to many is an event of each; it is done once.
    private struct Done: Hashable {
        var act: Act
        var time: Timestamp
    }

    private var done: Set<Done> = []

    /// What an event tells, in the order of time.
    ///
    /// - Parameter patience: How long after a loss it is told.
    mutating func moments(of event: Event, patience: Duration) -> [HistoryMoment] {
        if let reach = ReachTrace.moment(of: event, patience: patience) { return [reach] }
        switch event.reason {
        case .act(let act):
            switch act.deed {
            case .pause, .resume:
                return done.insert(Done(act: act, time: event.time)).inserted ? [.act(act, event.time)] : []
            // Of these neither the colours nor the mails are others.
            case .acknowledge, .accept, .note, .noteOnIncident, .tell, .retire: return []
            }
        case .silent(let cause, let since):
            guard event.check.aspect == .reach, event.check.subject == Judge.agentSubject, event.from != event.to
            else { return [] }
            // It takes two silent visits; the first was when the silence began.
            return [since, event.time].map { started in
                .visit(
                    PollReport(
                        host: event.check.host, due: started, started: started, ended: event.time,
                        outcome: .silent(cause)))
            }
        case .notYetChecked, .answers, .noAnswer, .behind, .hostDown, .blind, .measured, .processes, .state, .version,
            .support, .stale, .notVisible, .own, .finding, .paused, .closed, .gone, .expected, .noPower, .unusual,
            .condition:
            return []
        }
    }

    /// Who was paused at a moment, by the events before it.
    ///
    /// - Parameter events: The oldest first.
    static func pauses(_ events: [Event], at moment: Timestamp) -> [Host.Name: Pause] {
        var pauses: [Host.Name: Pause] = [:]
        for event in events {
            guard case .act(let act) = event.reason else { continue }
            switch act.deed {
            case .pause(_, let until):
                pauses[event.check.host] = Pause(
                    person: act.person, since: event.time, until: until, text: act.text)
            case .resume: pauses[event.check.host] = nil
            case .acknowledge, .accept, .note, .noteOnIncident, .tell, .retire: continue
            }
        }
        return pauses.filter { $0.value.until.map { $0 > moment } ?? true }
    }

    /// On which ports hosts hang that were told of to have no power there, or to have moved: for databases in which nothing
    /// else says so.
    static func attachments(_ events: [Event]) -> [Host.Name: Attachment] {
        var found: [Host.Name: Attachment] = [:]
        for event in events {
            switch event.reason {
            case .noPower(let host, let port): found[event.check.host] = Attachment(host: host, port: port)
            case .finding(.moved(_, let attachment)): found[event.check.host] = attachment
            case .notYetChecked, .answers, .noAnswer, .behind, .hostDown, .blind, .silent, .measured, .processes,
                .state, .version, .support, .stale, .notVisible, .own, .finding, .paused, .closed, .act, .gone,
                .expected, .unusual, .condition:
                continue
            }
        }
        return found
    }
}
