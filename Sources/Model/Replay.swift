/// The board as it was at a moment, from the events before it and the incidents that were open. Pure, and honest: of a
/// check that had no event by then only this is known, that it was green or not there yet; it is shown as ageing.
public struct Replay: Sendable {
    /// So many events of a host are looked at, if it has so many.
    public static let eventLimit = 200

    private let present: Board
    private let moment: Timestamp
    /// The last event of each check, and the incidents.
    private var last: [Host.Name: [Check: Event]] = [:]
    private var pauses: [Host.Name: Pause] = [:]

    /// - Parameter present: Who is watched, where it stands and what it hangs on is taken from this board.
    public init(of present: Board, at moment: Timestamp) {
        self.present = present
        self.moment = moment
    }

    /// What became of it.
    public struct Result: Sendable {
        public var board: Board
        /// Hosts that had no event by then, by name.
        public var quiet: [Host.Name]
    }

    /// Takes the events of a host, newest first.
    public mutating func add(_ events: [Event], of host: Host.Name) {
        var isPauseKnown = false
        for event in events where event.time <= moment && event.check.host == host {
            switch event.reason {
            case .finding: continue
            case .act(let act):
                guard !isPauseKnown else { continue }
                switch act.deed {
                case .pause(_, let until):
                    isPauseKnown = true
                    guard until.map({ $0 > moment }) ?? true else { continue }
                    pauses[host] = Pause(person: act.person, since: event.time, until: until, text: act.text)
                case .resume: isPauseKnown = true
                case .acknowledge, .accept, .note, .noteOnIncident, .tell, .retire: continue
                }
            case .notYetChecked, .answers, .noAnswer, .behind, .hostDown, .blind, .silent, .measured, .processes,
                .state, .version, .support, .stale, .notVisible, .own, .paused, .closed, .gone, .expected, .unusual,
                .noPower, .condition:
                if last[host]?[event.check] == nil { last[host, default: [:]][event.check] = event }
            }
        }
    }

    /// - Parameter incidents: Those that were open then.
    public func result(incidents: [Incident]) -> Result {
        var board = present
        board.time = moment
        board.notices = []
        board.incidents = incidents.filter { $0.opened <= moment && $0.closed.map { $0 > moment } ?? true }
            .map(asItWas).sorted {
                ($0.status.foldRank, $0.opened, $0.number) > ($1.status.foldRank, $1.opened, $1.number)
            }
        let causes = Dictionary(grouping: board.incidents, by: \.cause.host)
        board.hosts = present.hosts.map { light($0, incidents: causes[$0.id] ?? []) }
        let quiet = present.hosts.map(\.id).filter { last[$0] == nil && causes[$0] == nil && pauses[$0] == nil }
        board.freshness = Board.Freshness(
            fresh: board.hosts.count - quiet.count, total: board.hosts.count, oldest: nil)
        return Result(board: board, quiet: quiet.sorted())
    }

    private func asItWas(_ incident: Incident) -> Incident {
        var then = incident
        then.closed = nil
        if let event = last[incident.cause.host]?[incident.cause], event.time >= incident.opened {
            (then.status, then.reason) = (event.to, event.reason)
        } else {
            then.status = incident.worst
        }
        // A later one may have taken its place: who was on it by then is not known.
        if let acknowledgement = then.acknowledgement, acknowledgement.since > moment { then.acknowledgement = nil }
        if let saying = then.saying, saying.time > moment { then.saying = nil }
        return then
    }

    private func light(_ host: HostLight, incidents: [Incident]) -> HostLight {
        var known: [Check: (status: Status, reason: Reason, since: Timestamp)] = [:]
        for (check, event) in last[host.id] ?? [:] { known[check] = (event.to, event.reason, event.time) }
        for incident in incidents where known[incident.cause] == nil {
            known[incident.cause] = (incident.status, incident.reason, incident.opened)
        }
        let reach = known[Check(host: host.id, aspect: .reach)]
        let isGone = reach.map { $0.status != .green } ?? false
        let isSilent = known.contains { entry in
            if case .silent = entry.value.reason, entry.value.status == .grey { true } else { false }
        }
        let aspects = Set(host.aspects.map(\.aspect)).union(known.keys.map(\.aspect)).sorted()
        var then = host
        then.aspects = aspects.map { aspect in
            // The agent's own light is no part of the column.
            let own = known.filter { entry in
                guard entry.key.aspect == aspect else { return false }
                if case .silent = entry.value.reason { return false }
                return true
            }.map(\.value.status)
            if pauses[host.id] != nil { return AspectLight(aspect: aspect, status: .blue) }
            let isHidden = aspect != .reach && (isGone || isSilent && aspect != .link)
            if isHidden { return AspectLight(aspect: aspect, status: .grey) }
            return AspectLight(aspect: aspect, status: Status.fold(own) ?? .green, isAgeing: own.isEmpty)
        }
        then.troubles = known.filter { $0.value.status != .green }.map { check, light in
            CheckLight(
                check: check, verdict: Verdict(status: light.status, reason: light.reason, evidence: light.since),
                since: light.since)
        }.sorted {
            ($1.verdict.status.foldRank, $0.check.aspect, $0.check.subject)
                < ($0.verdict.status.foldRank, $1.check.aspect, $1.check.subject)
        }
        then.status = Status.fold(then.aspects.map(\.status) + then.troubles.map(\.verdict.status)) ?? .green
        then.since = then.troubles.first?.since ?? known.values.map(\.since).max() ?? moment
        then.evidence = known.values.map(\.since).max()
        if let pause = pauses[host.id] {
            let check = Check(host: host.id, aspect: .reach)
            let verdict = Verdict(status: .blue, reason: .paused(pause), evidence: pause.since)
            then.status = .blue
            then.troubles = [CheckLight(check: check, verdict: verdict, since: pause.since ?? moment)]
        }
        return then
    }
}
