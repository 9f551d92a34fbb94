public import Model

/// The board, and the same for readers: `GET /v1/status`.
public struct StatusReply: Sendable, Hashable, Codable {
    public var board: Board
    /// One line for each open incident, in the daemon's language, fit to print.
    public var text: [String]

    public init(board: Board, text: [String]) {
        self.board = board
        self.text = text
    }
}

/// Everything about one host that is not history, and the same for readers: `GET /v1/hosts/NAME`.
public struct HostReply: Sendable, Hashable, Codable {
    public var host: HostDetail
    /// One line for each check, in the daemon's language, fit to print.
    public var text: [String]

    public init(host: HostDetail, text: [String]) {
        self.host = host
        self.text = text
    }
}

/// What the daemon has done since its start: `GET /v1/counters`. Nothing that goes wrong on the network is dropped without
/// being counted here.
public struct CountersReply: Sendable, Hashable, Codable {
    public var started: Timestamp
    /// By their names, which docs/api.md explains.
    public var polling: [String: Int]

    public init(started: Timestamp, polling: [String: Int]) {
        self.started = started
        self.polling = polling
    }
}

/// What all hosts say of themselves: `GET /v1/facts`. Text as the devices gave it: escape before showing.
public struct FactsReply: Sendable, Hashable, Codable {
    /// Of those that were asked.
    public var facts: [Host.Name: HostFacts]

    public init(facts: [Host.Name: HostFacts]) {
        self.facts = facts
    }
}

/// What to tell of the past: `GET /v1/events?host=…&from=…&before=…&limit=…`.
public struct EventsQuestion: Sendable, Hashable {
    /// `nil`: of all hosts.
    public var host: Host.Name?
    /// How many at most, 1…1000.
    public var limit: Int
    /// From then on, and before then; `nil`: all.
    public var from: Timestamp?
    public var before: Timestamp?

    public static let limits = 1...1000

    public init(host: Host.Name? = nil, limit: Int = 50, from: Timestamp? = nil, before: Timestamp? = nil) {
        self.host = host
        self.limit = limit
        self.from = from
        self.before = before
    }
}

/// Events, newest first.
public struct EventsReply: Sendable, Hashable, Codable {
    public var events: [Event]
    /// One line for each event, in the daemon's language, fit to print.
    public var text: [String]

    public init(events: [Event], text: [String]) {
        self.events = events
        self.text = text
    }
}
