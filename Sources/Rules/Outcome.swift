public import Model

/// What a report or the passing of time changed.
public struct Outcome: Sendable {
    public var events: [Event]
    /// Those that opened, changed or closed, as they are now, each once.
    public var incidents: [Incident]
    /// Hosts whose reach is to be asked at once: others wait for the answer.
    public var recheck: [Host.Name]
    /// Hosts whose lights, ages or reasons on the board changed.
    public var changedHosts: Set<Host.Name>
    /// Whether any light got another colour, also one that writes no event: people are waiting for it.
    public internal(set) var isRecoloured = false

    public init(
        events: [Event] = [], incidents: [Incident] = [], recheck: [Host.Name] = [], changedHosts: Set<Host.Name> = []
    ) {
        self.events = events
        self.incidents = incidents
        self.recheck = recheck
        self.changedHosts = changedHosts
    }

    public var isEmpty: Bool { events.isEmpty && incidents.isEmpty && recheck.isEmpty && changedHosts.isEmpty }

    mutating func note(_ incident: Incident) {
        if let place = incidents.lastIndex(where: { $0.number == incident.number }) {
            incidents[place] = incident
        } else {
            incidents.append(incident)
        }
    }

    mutating func ask(_ host: Host.Name) {
        if !recheck.contains(host) { recheck.append(host) }
    }
}

/// A light of the daemon itself, on its own host of the board.
public struct OwnLight: Sendable, Hashable {
    /// The subject of the light that tells whether our own connection stands; red makes the judge blind.
    public static let uplink = "uplink"

    public var aspect: Aspect
    public var subject: String
    public var status: Status
    public var condition: OwnCondition

    public init(aspect: Aspect, subject: String, status: Status, _ condition: OwnCondition) {
        self.aspect = aspect
        self.subject = subject
        self.status = status
        self.condition = condition
    }

    /// In plain words.
    public init(aspect: Aspect, subject: String, status: Status, text: String) {
        self.init(aspect: aspect, subject: subject, status: status, .text(text))
    }
}
