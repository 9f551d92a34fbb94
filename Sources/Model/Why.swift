/// What changed before a host's trouble: the most telling of all that is known, in the order of time. Pure: events,
/// incidents and who stands around the host come in.
public struct Why: Sendable {
    /// So many lines are read at a glance.
    public static let lineLimit = 12
    /// How far back the host's own changes are looked at, its findings and what people did, the host's surroundings,
    /// and trouble of the same kind.
    public static let ownSpan = Duration.seconds(86_400)
    public static let memorableSpan = Duration.seconds(7 * 86_400)
    public static let surroundingsSpan = Duration.seconds(3600)
    public static let repetitionSpan = Duration.seconds(30 * 86_400)
    /// One check that changed so often is told in one line.
    private static let manyChanges = 4

    public var host: Host.Name
    /// What it hangs on, directly or further on.
    public var parents: Set<Host.Name>
    /// Hosts on the same parent.
    public var neighbours: Set<Host.Name>
    /// The host under which the daemon tells of itself.
    public var daemon: Host.Name?
    /// The port that it hangs on, if that is known.
    public var attachment: Attachment?
    /// Before this moment.
    public var moment: Timestamp
    /// The trouble that is to be explained; its own events explain nothing.
    public var incident: Incident?

    public init(
        host: Host.Name, parents: Set<Host.Name> = [], neighbours: Set<Host.Name> = [], daemon: Host.Name? = nil,
        attachment: Attachment? = nil, before moment: Timestamp, incident: Incident? = nil
    ) {
        self.host = host
        self.parents = parents
        self.neighbours = neighbours
        self.daemon = daemon
        self.attachment = attachment
        self.moment = moment
        self.incident = incident
    }

    /// One thing that changed, or several that are one.
    public struct Line: Sendable, Hashable, Codable {
        public enum Kind: String, Sendable, Hashable, Codable {
            /// A light of the host itself.
            case own
            /// What people did.
            case act
            /// Another device, address or version, a restart.
            case finding
            /// What it hangs on.
            case parent
            /// Others on the same parent.
            case neighbours
            /// The daemon itself.
            case daemon
            /// The same trouble before.
            case again
            /// More or less traffic at the port that it hangs on.
            case traffic
        }

        public var time: Timestamp
        public var kind: Kind
        /// Whom it is about.
        public var hosts: [Host.Name]
        /// What happened; of many changes the last one, of several hosts the first. `nil` of `again` and `traffic`.
        public var event: Event?
        /// How many changes of the check are told by it, if not one; and since when.
        public var count: Int?
        public var since: Timestamp?
        /// The times before, newest first.
        public var again: [Spell]?
        public var traffic: TrafficShift?

        public init(time: Timestamp, kind: Kind, hosts: [Host.Name], event: Event? = nil) {
            self.time = time
            self.kind = kind
            self.hosts = hosts
            self.event = event
        }
    }

    /// How long an earlier trouble was.
    public struct Spell: Sendable, Hashable, Codable {
        public var opened: Timestamp
        public var closed: Timestamp?

        public init(opened: Timestamp, closed: Timestamp?) {
            self.opened = opened
            self.closed = closed
        }
    }

    /// At most `lineLimit` lines.
    ///
    /// - Parameters:
    ///   - events: Of the host and those around it, in any order; what is too old or not before the moment is left out.
    ///   - incidents: Of the host.
    ///   - traffic: At the port that it hangs on.
    public func lines(events: [Event], incidents: [Incident], traffic: [TrafficShift] = []) -> [Line] {
        let events = Set(events).filter(isTelling).sorted { ($0.time, $0.check.host) < ($1.time, $1.check.host) }
        let own = events.filter { $0.check.host == host }
        let acts = Set(own.compactMap { if case .act(let act) = $0.reason { act } else { nil } })
        let configured = own.compactMap { event -> Timestamp? in
            if case .finding(.configured) = event.reason { event.time } else { nil }
        }
        let others = events.filter { $0.check.host != host }
        let all =
            ownLines(own) + surroundings(others, without: acts, Set(configured)) + repetition(incidents)
            + traffic.filter { $0.time < moment }.map { shift in
                var line = Line(time: shift.time, kind: .traffic, hosts: [shift.port.host])
                line.traffic = shift
                return line
            }
        let chosen = all.enumerated().sorted { left, right in
            let (first, second) = (weight(left.element), weight(right.element))
            return first == second ? left.element.time > right.element.time : first > second
        }.prefix(Why.lineLimit)
        return chosen.sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }.map(\.element)
    }

    // MARK: - What is told

    private func isTelling(_ event: Event) -> Bool {
        guard event.time < moment, event.time >= moment - span(of: event) else { return false }
        if let incident, event.incident == incident.number, event.time >= incident.opened { return false }
        switch event.reason {
        case .notYetChecked: return false
        case .act, .finding: return true
        // What only follows from another is told by that one.
        case .hostDown: return false
        case .answers, .noAnswer, .behind, .blind, .silent, .measured, .processes, .state, .version, .support, .stale,
            .notVisible, .own, .paused, .closed, .gone, .expected, .unusual, .noPower, .condition:
            return event.from != event.to
        }
    }

    private func span(of event: Event) -> Duration {
        guard event.check.host == host else {
            return isWideConfiguration(event) ? Why.memorableSpan : Why.surroundingsSpan
        }
        switch event.reason {
        case .act, .finding: return Why.memorableSpan
        case .notYetChecked, .answers, .noAnswer, .behind, .hostDown, .blind, .silent, .measured, .processes, .state,
            .version, .support, .stale, .notVisible, .own, .paused, .closed, .gone, .expected, .unusual, .noPower,
            .condition:
            return Why.ownSpan
        }
    }

    /// Another configuration that touches so many hosts that they were not told of it one by one.
    private func isWideConfiguration(_ event: Event) -> Bool {
        guard event.check.host == daemon, case .finding(.configured(let change)) = event.reason else { return false }
        return change.isWide == true
    }

    private func ownLines(_ events: [Event]) -> [Line] {
        var lines: [Line] = []
        var changes: [Check: [Event]] = [:]
        for event in events {
            switch event.reason {
            case .act: lines.append(Line(time: event.time, kind: .act, hosts: [host], event: event))
            case .finding: lines.append(Line(time: event.time, kind: .finding, hosts: [host], event: event))
            case .notYetChecked, .answers, .noAnswer, .behind, .hostDown, .blind, .silent, .measured, .processes,
                .state, .version, .support, .stale, .notVisible, .own, .paused, .closed, .gone, .expected, .unusual,
                .noPower, .condition:
                changes[event.check, default: []].append(event)
            }
        }
        for events in changes.values { lines += folded(events, .own) }
        return lines.sorted { ($0.time, $0.event?.check.subject ?? "") < ($1.time, $1.event?.check.subject ?? "") }
    }

    /// A line for each change of one check, or one for all if they are many.
    private func folded(_ events: [Event], _ kind: Line.Kind) -> [Line] {
        guard let first = events.first, let last = events.last else { return [] }
        guard events.count >= Why.manyChanges else {
            return events.map { Line(time: $0.time, kind: kind, hosts: [$0.check.host], event: $0) }
        }
        var line = Line(time: last.time, kind: kind, hosts: [last.check.host], event: last)
        (line.count, line.since) = (events.count, first.time)
        return [line]
    }

    /// What several neighbours did alike is one line, as is what somebody did to several hosts at once.
    ///
    /// - Parameters:
    ///   - told: What people did to the host, too: the pause of a whole site is told once.
    ///   - configured: When the host was told of another configuration: then the daemon's own line says no more.
    private func surroundings(
        _ events: [Event], without told: Set<Act>, _ configured: Set<Timestamp>
    ) -> [Line] {
        struct Likeness: Hashable {
            var act: Act?
            var aspect: Aspect?
            var to: Status?
        }
        var lines: [Line] = []
        var places: [Likeness: Int] = [:]
        var changes: [Check: [Event]] = [:]
        for event in events {
            var likeness: Likeness?
            var kind = Line.Kind.neighbours
            if case .act(let act) = event.reason {
                if told.contains(act) { continue }
                (likeness, kind) = (Likeness(act: act), .act)
            } else if event.check.host == daemon {
                if case .finding(.configured) = event.reason, configured.contains(event.time),
                    !isWideConfiguration(event)
                {
                    continue
                }
                kind = .daemon
            } else if parents.contains(event.check.host) {
                kind = .parent
            } else if neighbours.contains(event.check.host) {
                if case .finding = event.reason { continue }
                guard event.to != .green, event.to != .blue else { continue }
                likeness = Likeness(aspect: event.check.aspect, to: event.to)
            } else {
                continue
            }
            if let likeness, let place = places[likeness] {
                if !lines[place].hosts.contains(event.check.host) { lines[place].hosts.append(event.check.host) }
                continue
            }
            if let likeness { places[likeness] = lines.count }
            if kind == .parent, event.from != event.to {
                changes[event.check, default: []].append(event)
            } else {
                lines.append(Line(time: event.time, kind: kind, hosts: [event.check.host], event: event))
            }
        }
        for events in changes.values { lines += folded(events, .parent) }
        return lines.sorted { ($0.time, $0.hosts.first ?? "") < ($1.time, $1.hosts.first ?? "") }
    }

    private func repetition(_ incidents: [Incident]) -> [Line] {
        guard let incident else { return [] }
        let before = incidents.filter {
            $0.cause == incident.cause && $0.number != incident.number && $0.opened < moment
                && $0.opened >= moment - Why.repetitionSpan
        }.sorted { $0.opened > $1.opened }
        guard let last = before.first else { return [] }
        var line = Line(time: last.opened, kind: .again, hosts: [incident.cause.host])
        line.again = before.map { Spell(opened: $0.opened, closed: $0.closed) }
        return [line]
    }

    // MARK: - What tells most

    private func weight(_ line: Line) -> Int {
        let age = moment - line.time
        let nearness =
            age <= .seconds(600)
            ? 15 : age <= .seconds(3600) ? 5 : age <= Why.ownSpan ? 0 : line.kind == .again ? 0 : -25
        return nearness + worth(line)
    }

    private func worth(_ line: Line) -> Int {
        let isTrouble = line.event.map { $0.to == .red || $0.to == .yellow || $0.to == .grey } ?? true
        switch line.kind {
        case .finding: return 90
        case .act: return line.hosts.contains(host) ? 85 : 50
        case .again: return 80
        case .traffic: return 65
        case .parent: return (isTrouble || line.event?.from == line.event?.to ? 75 : 50) + closeness(line)
        case .daemon: return line.event.map(isWideConfiguration) == true ? 85 : 65
        case .own: return (line.count == nil ? 0 : 10) + (isTrouble ? 60 : 40) - (isConsequence(line) ? 30 : 0)
        case .neighbours: return 55 + min(10, line.hosts.count)
        }
    }

    /// The port that it hangs on tells more, any other port less.
    private func closeness(_ line: Line) -> Int {
        guard let attachment, let check = line.event?.check, check.host == attachment.host, !attachment.port.isEmpty,
            check.aspect == .link || check.aspect == .traffic
        else { return 0 }
        let words = check.subject.split { " ,()".contains($0) }
        return words.contains { $0 == attachment.port } || check.subject == attachment.port ? 10 : -30
    }

    private func isConsequence(_ line: Line) -> Bool {
        switch line.event?.reason {
        case .behind, .hostDown, .blind, .stale, .closed, .paused, .noPower: true
        case nil, .notYetChecked, .answers, .noAnswer, .silent, .measured, .processes, .state, .version, .support,
            .notVisible, .own, .finding, .act, .gone, .expected, .unusual, .condition:
            false
        }
    }
}
