internal import Alerts
public import Model
public import Rules

// Replay — judges recorded history anew, as another configuration would have.
//
// It reads what is stored (Store), plays it to judges (Rules) in the order of time, and compares which incidents came of
// it. It prints nothing, changes nothing, and knows no clock: what was not recorded it cannot play.
//
//   HistoryReader       windows of stored readings, echoes and events as moments in the order of time
//   ReachTrace          who answered when, from echoes and from the finer events
//   ToldHistory         what else events tell: silent agents, pauses, who hangs on which port
//   Rehearsal           one configuration: a judge that is played the moments, and the incidents that came of it
//   IncidentComparison  two lists of incidents against each other
//   IncidentReport      the same in words

/// One thing that a judge is told.
public enum HistoryMoment: Sendable {
    case visit(PollReport)
    case echoes(EchoReport)
    case reach(ReachReport)
    /// The daemon itself could not see, or could again.
    case sight(isBlind: Bool, Timestamp)
    /// What somebody did.
    case act(Act, Timestamp)

    var time: Timestamp {
        switch self {
        case .visit(let report): report.ended
        case .echoes(let report): report.time
        case .reach(let report): report.time
        case .sight(_, let time), .act(_, let time): time
        }
    }
}

/// An incident that was, or that would have been.
public struct ReplayedIncident: Sendable, Hashable {
    public var incident: Incident
    /// Why it had its worst colour; its own reason may be of its end.
    public var reason: Reason
    /// How many mails went out about it, or would have.
    public var mails: Int

    public init(incident: Incident, reason: Reason, mails: Int = 0) {
        self.incident = incident
        self.reason = reason
        self.mails = mails
    }
}

/// What holds when a history begins and no reading tells.
public struct HistorySurroundings: Sendable {
    public var pauses: [Host.Name: Pause]
    /// As they are now.
    public var attachments: [Host.Name: Attachment]

    public init(pauses: [Host.Name: Pause] = [:], attachments: [Host.Name: Attachment] = [:]) {
        self.pauses = pauses
        self.attachments = attachments
    }
}

/// What a configuration makes of history: a judge that is played the moments in their order, a second a tick.
public struct Rehearsal: Sendable {
    /// What is judged by.
    public struct Setting: Sendable {
        public var fleet: Fleet
        public var probes: ProbeLibrary
        public var rules: [Rule]
        public var updates: UpdateRules
        public var timing: Judge.Timing

        public init(
            fleet: Fleet, probes: ProbeLibrary, rules: [Rule], updates: UpdateRules = UpdateRules(),
            timing: Judge.Timing = Judge.Timing()
        ) {
            self.fleet = fleet
            self.probes = probes
            self.rules = rules
            self.updates = updates
            self.timing = timing
        }

        /// Whether a group is needed: something of it is judged.
        func judges(_ key: GroupKey) -> Bool {
            probes.group(key.group).map { !$0.checks.isEmpty } ?? false
        }
    }

    public let setting: Setting
    /// From when on incidents and mails count; before it the judge gets to know the fleet.
    private let from: Timestamp
    private var judge: Judge
    private var now: Timestamp
    private var ticked: Timestamp
    private var layouts: [GroupKey: GroupLayout] = [:]
    /// As they were last told, and all those that reach into the time that counts.
    private var found: [Incident.Number: ReplayedIncident] = [:]

    /// - Parameters:
    ///   - begin: Of the history, some hours before `from`.
    ///   - calendar: What the wall clocks of the sites show.
    ///   - facts: What the hosts said of themselves last.
    ///   - surroundings: Who was paused when it begins, and who hangs on which port.
    public init(
        _ setting: Setting, from: Timestamp, begin: Timestamp,
        calendar: @escaping @Sendable (Timestamp) -> CalendarTime, facts: [Host.Name: HostFacts] = [:],
        surroundings: HistorySurroundings = HistorySurroundings()
    ) {
        self.setting = setting
        self.from = from
        now = begin
        ticked = begin
        var timing = setting.timing
        // To this judge every host is new.
        timing.grace = .zero
        judge = Judge(
            fleet: setting.fleet, probes: setting.probes, rules: setting.rules, updates: setting.updates,
            timing: timing, title: "", calendar: calendar, state: nil, now: begin)
        // Of some hosts only the port is stored that they hang on.
        for (host, facts) in facts.sorted(by: { $0.key < $1.key }) where facts.saysSomething {
            let report = PollReport(
                host: host, due: begin, started: begin, ended: begin, outcome: .answered, facts: facts)
            note(judge.take(report, now: begin))
        }
        judge.recall(pauses: surroundings.pauses, now: begin)
        note(judge.attach(surroundings.attachments, now: begin))
    }

    /// All incidents that were open at some time since `from`, by number; of the daemon's own there are none.
    public var incidents: [ReplayedIncident] { found.values.sorted { $0.incident.number < $1.incident.number } }

    /// Plays the next moment.
    ///
    /// - Parameter layouts: Of the readings of a visit.
    public mutating func take(_ moment: HistoryMoment, layouts: [GroupLayout] = []) {
        advance(to: moment.time)
        now = max(now, moment.time)
        switch moment {
        case .visit(var report):
            for layout in layouts {
                if self.layouts[layout.key] != layout { report.layouts.append(layout) }
                // Also where it is the same: what shares its memory is compared at once.
                self.layouts[layout.key] = layout
            }
            note(judge.take(report, now: now))
        case .echoes(let report): note(judge.take(report, now: now))
        case .reach(let report): note(judge.take(report, now: now))
        case .sight(let isBlind, _):
            let light = OwnLight(aspect: .reach, subject: OwnLight.uplink, status: .red, text: "")
            note(judge.take(own: isBlind ? [light] : [], now: now))
        case .act(let act, _):
            do throws(ActError) {
                note(try judge.take(act, now: now))
            } catch {
                // What it was about is not there by this configuration: nothing is done.
                return
            }
        }
    }

    /// Lets time pass until then, as the daemon does: second by second.
    public mutating func advance(to moment: Timestamp) {
        while ticked + .seconds(1) <= moment {
            ticked += .seconds(1)
            now = max(now, ticked)
            note(judge.tick(now: now))
        }
    }

    private mutating func note(_ outcome: Outcome) {
        for incident in outcome.incidents where incident.cause.host != Judge.ownHost {
            let before = found[incident.number]
            let told = now < from ? 0 : AlertPolicy().stages(from: before?.incident, to: incident).count
            let isAsBad = incident.closed == nil && incident.status == incident.worst
            let reason = isAsBad ? incident.reason : before?.reason ?? incident.reason
            let hasPassed = incident.closed.map { $0 < from } ?? false
            found[incident.number] =
                hasPassed
                ? nil : ReplayedIncident(incident: incident, reason: reason, mails: (before?.mails ?? 0) + told)
        }
    }
}

extension HostFacts {
    /// Of itself, and not only on which port others see it.
    fileprivate var saysSomething: Bool {
        var own = self
        own.attachment = nil
        return own != HostFacts()
    }
}
