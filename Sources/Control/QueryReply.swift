public import Model

/// What was recorded of a host: `GET /v1/query?host=…&series=…&from=…&to=…&step=…`.
public struct QueryQuestion: Sendable, Hashable {
    public var host: Host.Name
    /// A series' path, `*` standing for anything: `port/A1/*`. `nil`: which series there are, with their last point.
    public var series: String?
    /// `nil`: as far before `to` as is usual for the step.
    public var from: Timestamp?
    /// `nil`: now.
    public var to: Timestamp?
    /// Windows of this length instead of every reading.
    public var step: Step?
    /// What to tell of a window; empty: average, minimum and maximum. At most one percentile.
    public var show: [Aggregate]
    /// How many points a reply has at most, `limits`; `nil`: the daemon decides.
    public var limit: Int?
    /// `next` of the reply before.
    public var after: String?

    public static let limits = 1...50_000

    public init(
        host: Host.Name, series: String? = nil, from: Timestamp? = nil, to: Timestamp? = nil, step: Step? = nil,
        show: [Aggregate] = [], limit: Int? = nil, after: String? = nil
    ) {
        self.host = host
        self.series = series
        self.from = from
        self.to = to
        self.step = step
        self.show = show
        self.limit = limit
        self.after = after
    }

    /// The question as it is asked.
    var path: String {
        ControlPath.path(
            ControlPath.query,
            [
                ("host", host), ("series", series), ("from", from?.description), ("to", to?.description),
                ("step", step?.description),
                ("show", show.isEmpty ? nil : show.map(\.description).joined(separator: ",")),
                ("limit", limit.map { String($0) }), ("after", after),
            ])
    }
}

/// What was recorded, counters as rates; a page of it if there is much.
public struct QueryReply: Sendable, Hashable, Codable {
    public var host: Host.Name
    public var from: Timestamp
    public var to: Timestamp
    /// In the order of their paths, each whole or going on in the next reply.
    public var series: [RecordedSeries]
    /// Spans in it whose readings are lost, the oldest first; only in the first reply, `nil` if there are none.
    public var gaps: [Gap]?
    /// There is more: ask the same with `after` set to this. `from` and `to` are to be those of this reply.
    public var next: String?

    public init(
        host: Host.Name, from: Timestamp, to: Timestamp, series: [RecordedSeries], next: String? = nil
    ) {
        self.host = host
        self.from = from
        self.to = to
        self.series = series
        self.next = next
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
    /// Of a counter: what is counted, which is the unit of sums.
    public var counted: Unit?
    public var points: [RecordedPoint]

    public init(path: String, group: String, unit: Unit, counted: Unit? = nil, points: [RecordedPoint]) {
        self.path = path
        self.group = group
        self.unit = unit
        self.counted = counted
        self.points = points
    }
}

/// A reading, or what is known of one window. A window of which nothing is known has its time only.
public struct RecordedPoint: Sendable, Hashable, Codable {
    /// When it was read, or when the window began.
    public var time: Timestamp
    /// The reading or the average; `nil` where nothing can be known.
    public var value: Double?
    // Of a window, as far as they were asked for:
    public var minimum: Double?
    public var maximum: Double?
    public var last: Double?
    public var count: Int?
    public var sum: Double?
    /// For how many seconds of the window it is known.
    public var covered: Double?
    /// How many seconds of the window have gone by.
    public var length: Double?
    public var percentile: Double?

    public init(time: Timestamp, value: Double?, minimum: Double? = nil, maximum: Double? = nil) {
        self.time = time
        self.value = value
        self.minimum = minimum
        self.maximum = maximum
    }
}

/// Where a reply ends and the next one goes on: `next` and `after`.
public struct QueryCursor: Sendable, Hashable {
    /// What tells the series from the others of its host.
    public var group: String
    public var path: String
    public var identity: String
    /// From when on.
    public var time: Timestamp

    public init(group: String, path: String, identity: String, time: Timestamp) {
        self.group = group
        self.path = path
        self.identity = identity
        self.time = time
    }

    /// Reads what `text` writes; `nil` for anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 4, let time = Timestamp(iso8601: String(parts[0])),
            let group = ControlPath.component(String(parts[1])), let path = ControlPath.component(String(parts[2])),
            let identity = ControlPath.component(String(parts[3]))
        else { return nil }
        self.init(group: group, path: path, identity: identity, time: time)
    }

    public var text: String {
        [group, path, identity].reduce(time.description) { ControlPath.path($0, $1) }
    }
}
