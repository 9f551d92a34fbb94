/// One change of status, or a finding: that changes none, `from` and `to` are the light of the host's agent.
public struct Event: Sendable, Hashable, Codable {
    public var time: Timestamp
    public var check: Check
    public var from: Status
    public var to: Status
    public var reason: Reason
    /// The incident it belongs to.
    public var incident: Incident.Number?

    public init(
        time: Timestamp, check: Check, from: Status, to: Status, reason: Reason, incident: Incident.Number? = nil
    ) {
        self.time = time
        self.check = check
        self.from = from
        self.to = to
        self.reason = reason
        self.incident = incident
    }
}

/// An open incident further up that explains another one without proving it: a full uplink, and what is slow behind it.
public struct ProbableCause: Sendable, Hashable, Codable {
    public var number: Incident.Number
    public var check: Check
    public var reason: Reason

    public init(number: Incident.Number, check: Check, reason: Reason) {
        self.number = number
        self.check = check
        self.reason = reason
    }
}

/// What a person hears about: the events with one root cause. People talk by phone: its number is the same
/// everywhere.
public struct Incident: Sendable, Hashable, Codable {
    public typealias Number = Int64

    public var number: Number
    /// The check at the root.
    public var cause: Check
    public var site: Site.Key
    public var status: Status
    /// The worst colour it has had.
    public var worst: Status
    public var reason: Reason
    public var opened: Timestamp
    public var closed: Timestamp?
    /// Hosts that are grey because of it.
    public var behind: [Host.Name]
    /// Who is on it.
    public var acknowledgement: Acknowledgement?
    /// What callers are to be told.
    public var saying: Saying?
    /// It comes and goes: it stays open, in its worst colour, until it has been calm for a while.
    public var isFlapping: Bool?
    /// What is amiss on the way to its host, and probably why.
    public var probableCause: ProbableCause?
    /// It turned out to be part of that one.
    public var mergedInto: Number?
    /// Of a host that is new: nobody is told of it yet.
    public var isMuted: Bool?

    public init(
        number: Number, cause: Check, site: Site.Key, status: Status, worst: Status, reason: Reason, opened: Timestamp,
        closed: Timestamp? = nil, behind: [Host.Name] = []
    ) {
        self.number = number
        self.cause = cause
        self.site = site
        self.status = status
        self.worst = worst
        self.reason = reason
        self.opened = opened
        self.closed = closed
        self.behind = behind
    }
}
