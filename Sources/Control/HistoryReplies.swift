public import Model

/// Which incidents to tell of: `GET /v1/incidents?from=…&to=…&host=…&site=…&limit=…&after=…`.
public struct IncidentsQuestion: Sendable, Hashable {
    /// Those that were open at some time from then on; `nil`: since ever.
    public var from: Timestamp?
    /// And up to then; `nil`: now.
    public var to: Timestamp?
    /// Those that it caused or was behind.
    public var host: Host.Name?
    public var site: Site.Key?
    /// How many at most, `limits`.
    public var limit: Int
    /// Only those with a higher number: `next` of the reply before.
    public var after: Incident.Number?

    public static let limits = 1...1000

    public init(
        from: Timestamp? = nil, to: Timestamp? = nil, host: Host.Name? = nil, site: Site.Key? = nil, limit: Int = 200,
        after: Incident.Number? = nil
    ) {
        self.from = from
        self.to = to
        self.host = host
        self.site = site
        self.limit = limit
        self.after = after
    }

    /// The question as it is asked.
    var path: String {
        ControlPath.path(
            ControlPath.incidents,
            [
                ("from", from?.description), ("to", to?.description), ("host", host), ("site", site),
                ("limit", String(limit)), ("after", after.map { String($0) }),
            ])
    }
}

/// Incidents by number; a page of them if there are many. The `reason` of one that is closed is that of its worst colour.
public struct IncidentsReply: Sendable, Hashable, Codable {
    public var incidents: [Incident]
    /// How callers name the sites of these.
    public var sites: [Site.Key: String]
    /// There is more: ask the same with `after` set to this.
    public var next: Incident.Number?
    /// One line for each, in the daemon's language, fit to print.
    public var text: [String]

    public init(incidents: [Incident], sites: [Site.Key: String], next: Incident.Number?, text: [String]) {
        self.incidents = incidents
        self.sites = sites
        self.next = next
        self.text = text
    }
}

/// One incident with all that belongs to it: `GET /v1/incidents/NUMBER`.
public struct IncidentReply: Sendable, Hashable, Codable {
    public var incident: Incident
    /// How callers name its site.
    public var site: String
    /// What happened and what people did, oldest first.
    public var events: [Event]
    /// One line for each event, in the daemon's language, fit to print.
    public var text: [String]

    public init(incident: Incident, site: String, events: [Event], text: [String]) {
        self.incident = incident
        self.site = site
        self.events = events
        self.text = text
    }
}

/// What changed before a host's trouble: `GET /v1/hosts/NAME/why?at=…`.
public struct WhyReply: Sendable, Hashable, Codable {
    public var host: Host.Name
    /// Before this moment.
    public var at: Timestamp
    /// The trouble itself, if there was one.
    public var incident: Incident?
    /// In the order of time.
    public var lines: [Why.Line]
    /// One line for each, in the daemon's language, fit to print.
    public var text: [String]

    public init(host: Host.Name, at: Timestamp, incident: Incident?, lines: [Why.Line], text: [String]) {
        self.host = host
        self.at = at
        self.incident = incident
        self.lines = lines
        self.text = text
    }
}

/// The board as it was: `GET /v1/replay?at=…`. What had no event by then was green or not there yet.
public struct ReplayReply: Sendable, Hashable, Codable {
    public var board: Board
    /// Hosts that had no event by then, by name.
    public var quiet: [Host.Name]
    /// One line for each incident that was open, in the daemon's language, fit to print.
    public var text: [String]

    public init(board: Board, quiet: [Host.Name], text: [String]) {
        self.board = board
        self.quiet = quiet
        self.text = text
    }
}
