/// What turns a value into a colour.
public enum Condition: Sendable, Hashable {
    /// Worse the higher it is.
    case above(Limits)
    /// Worse the lower it is.
    case below(Limits)
    /// Worse the farther it is outside.
    case outside(Band)
    /// Worse the more it changed.
    case changes(ValueChange)
    case states(StateMap)
}

/// Where a value turns yellow and red, and how far it must come back before it turns again.
public struct Limits: Sendable, Hashable, Codable {
    public var yellow: Double?
    public var red: Double?
    /// How far the value must be on the good side of a limit before the light goes back, in the value's unit.
    public var hysteresis: Double

    public init(yellow: Double? = nil, red: Double? = nil, hysteresis: Double = 0) {
        self.yellow = yellow
        self.red = red
        self.hysteresis = hysteresis
    }
}

/// The names and colours of a state's numbers.
public struct StateMap: Sendable, Hashable {
    public struct State: Sendable, Hashable {
        public var name: String
        public var status: Status

        public init(name: String, status: Status) {
            self.name = name
            self.status = status
        }
    }

    public var states: [Int64: State]

    public init(_ states: [Int64: State]) {
        self.states = states
    }
}

/// Another judgement than the probe's own, for the checks that its selectors pick; the most specific rule wins, of
/// equals the later one.
public struct Rule: Sendable, Hashable {
    public var aspect: Aspect
    /// Patterns with `*`; `nil` picks everything.
    public var host: String?
    public var site: Site.Key?
    public var tag: String?
    public var subject: String?
    /// `nil`: colours stay, something else (the hold) is changed.
    public var limits: Limits?
    /// Instead of limits: between which the value has to lie.
    public var band: Band?
    public var hold: Duration?
    /// `nil`: as the check has it.
    public var unusual: Unusual?
    /// Instead of a duration.
    public var polls: PollQuorum?
    /// The rows that it picks are judged together.
    public var count: RowCount?
    /// What it picks has lights of their own for how fast it changes.
    public var changes: [ValueChange]
    /// How far ahead its future is a reason for yellow; `nil`: as always.
    public var forecast: Forecasting?
    /// `false`: recorded, never judged.
    public var isJudged: Bool
    public var origin: SourceLocation

    /// Whether a value that is far from what is usual is worth a yellow light.
    public enum Unusual: Sendable, Hashable {
        case never, wanted
        /// So many times as far as is usual.
        case times(Double)
    }

    /// As far as `times` may go.
    public static let unusualRange = 2.0...50.0

    public init(
        aspect: Aspect, host: String? = nil, site: Site.Key? = nil, tag: String? = nil, subject: String? = nil,
        limits: Limits? = nil, band: Band? = nil, hold: Duration? = nil, polls: PollQuorum? = nil,
        count: RowCount? = nil, changes: [ValueChange] = [], unusual: Unusual? = nil, forecast: Forecasting? = nil,
        isJudged: Bool = true,
        origin: SourceLocation
    ) {
        self.aspect = aspect
        self.host = host
        self.site = site
        self.tag = tag
        self.subject = subject
        self.limits = limits
        self.band = band
        self.hold = hold
        self.unusual = unusual
        self.polls = polls
        self.count = count
        self.changes = changes
        self.forecast = forecast
        self.isJudged = isJudged
        self.origin = origin
    }
}

/// How far ahead somebody wants to know of what comes.
public enum Forecasting: Sendable, Hashable {
    case never
    /// What may come within this time.
    case within(Duration)
}

/// Where a judgement comes from.
public enum Origin: Sendable, Hashable, Codable {
    case builtIn
    case probe(String)
    case file(SourceLocation)
    /// What was seen before, or of others.
    case learnt
}
