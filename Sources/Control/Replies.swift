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

/// What to tell of the past: `GET /v1/events?host=…&limit=…`.
public struct EventsQuestion: Sendable, Hashable {
    /// `nil`: of all hosts.
    public var host: Host.Name?
    /// How many at most, 1…1000.
    public var limit: Int

    public static let limits = 1...1000

    public init(host: Host.Name? = nil, limit: Int = 50) {
        self.host = host
        self.limit = limit
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

/// What was recorded of a host: `GET /v1/query?host=…&series=…&from=…&to=…&step=…`.
public struct QueryQuestion: Sendable, Hashable {
    public var host: Host.Name
    /// A series' path, `*` standing for anything: `port/A1/*`. `nil`: which series there are, with their last point.
    public var series: String?
    /// `nil`: a day before `to`.
    public var from: Timestamp?
    /// `nil`: now.
    public var to: Timestamp?
    /// Averages over this long instead of every reading.
    public var step: Duration?

    public init(
        host: Host.Name, series: String? = nil, from: Timestamp? = nil, to: Timestamp? = nil, step: Duration? = nil
    ) {
        self.host = host
        self.series = series
        self.from = from
        self.to = to
        self.step = step
    }
}

/// What was recorded, counters as rates.
public struct QueryReply: Sendable, Hashable, Codable {
    public var host: Host.Name
    public var from: Timestamp
    public var to: Timestamp
    public var series: [RecordedSeries]

    public init(host: Host.Name, from: Timestamp, to: Timestamp, series: [RecordedSeries]) {
        self.host = host
        self.from = from
        self.to = to
        self.series = series
    }
}

/// One series with its points, oldest first.
public struct RecordedSeries: Sendable, Hashable, Codable {
    /// As `Series.path` says it.
    public var path: String
    /// `probe.group`.
    public var group: String
    /// Of the points: a counter of bytes has bytes a second.
    public var unit: Unit
    public var points: [RecordedPoint]

    public init(path: String, group: String, unit: Unit, points: [RecordedPoint]) {
        self.path = path
        self.group = group
        self.unit = unit
        self.points = points
    }
}

/// A reading, or the readings of one step together.
public struct RecordedPoint: Sendable, Hashable, Codable {
    /// When it was read, or when the step began.
    public var time: Timestamp
    /// The reading or the average; `nil` where nothing can be known.
    public var value: Double?
    /// Of a step only.
    public var minimum: Double?
    public var maximum: Double?

    public init(time: Timestamp, value: Double?, minimum: Double? = nil, maximum: Double? = nil) {
        self.time = time
        self.value = value
        self.minimum = minimum
        self.maximum = maximum
    }
}
