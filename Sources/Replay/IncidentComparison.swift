public import Model

/// Two lists of incidents against each other.
public struct IncidentComparison: Sendable {
    /// Where an incident stands.
    public enum Side: Sendable, Hashable {
        case both
        /// Only in the first list: it was, and would not have been.
        case former
        /// Only in the second: it would have been.
        case latter
    }

    /// A line of the comparison.
    public struct Entry: Sendable, Hashable {
        public var side: Side
        /// As in the second list where it is in both.
        public var incident: ReplayedIncident
    }

    /// By the time when they opened.
    public private(set) var entries: [Entry] = []

    /// Two incidents are one if they are of the same check, were as bad, and were open at the same time.
    public init(_ former: [ReplayedIncident], _ latter: [ReplayedIncident]) {
        mails = (former.reduce(0) { $0 + $1.mails }, latter.reduce(0) { $0 + $1.mails })
        var waiting = Dictionary(grouping: former) { Key($0) }
        for incident in latter.sorted(by: Self.comesFirst) {
            let place = waiting[Key(incident)]?.firstIndex { $0.overlaps(incident) }
            if let place { waiting[Key(incident)]?.remove(at: place) }
            entries.append(Entry(side: place == nil ? .latter : .both, incident: incident))
        }
        entries += waiting.values.flatMap { $0 }.map { Entry(side: .former, incident: $0) }
        entries.sort { left, right in
            if Self.comesFirst(left.incident, right.incident) { return true }
            let isTie = !Self.comesFirst(right.incident, left.incident)
            return isTie && left.side == .former && right.side != .former
        }
    }

    /// How many of the list before and of the list after, of that colour or of any.
    public func counts(_ worst: Status? = nil) -> (former: Int, latter: Int) {
        let entries = entries.filter { worst == nil || $0.incident.incident.worst == worst }
        return (entries.count { $0.side != .latter }, entries.count { $0.side != .former })
    }

    /// How many mails went out of the first list, and would have of the second.
    public private(set) var mails: (former: Int, latter: Int)

    private struct Key: Hashable {
        var cause: Check
        var worst: Status

        init(_ incident: ReplayedIncident) {
            (cause, worst) = (incident.incident.cause, incident.incident.worst)
        }
    }

    private static func comesFirst(_ left: ReplayedIncident, _ right: ReplayedIncident) -> Bool {
        let (first, second) = (left.incident, right.incident)
        return (first.opened, first.cause.host, first.cause.aspect, first.cause.subject)
            < (second.opened, second.cause.host, second.cause.aspect, second.cause.subject)
    }
}

extension ReplayedIncident {
    /// Both were open at some time.
    public func overlaps(_ other: ReplayedIncident) -> Bool {
        let never = Timestamp(milliseconds: .max)
        return incident.opened <= other.incident.closed ?? never && other.incident.opened <= incident.closed ?? never
    }
}
