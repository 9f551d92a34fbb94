/// What gets judged: one host, one aspect, one subject ("srv-1 · disk · C:").
public struct Check: Sendable, Hashable, Codable {
    public var host: Host.Name
    public var aspect: Aspect
    /// `""` where the aspect has only one.
    public var subject: String

    public init(host: Host.Name, aspect: Aspect, subject: String = "") {
        self.host = host
        self.aspect = aspect
        self.subject = subject
    }
}

/// Why a light has its colour, as a value: people read it in three languages.
public enum Reason: Sendable, Hashable, Codable {
    /// Nothing was read yet.
    case notYetChecked
    /// Answers echoes; the average round trip in microseconds and the loss in per cent of the last interval.
    case answers(roundTrip: Int64?, loss: Double)
    /// Does not answer echoes.
    case noAnswer(lastAnswer: Timestamp?)
    /// What it hangs on is gone.
    case behind(Host.Name)
    /// The port that feeds it gives no power, and the switch has trouble with its own.
    case noPower(from: Host.Name, port: String)
    /// The host itself does not answer, so nothing else of it can be known.
    case hostDown
    /// Not seen, because we ourselves are blind: our own connection is gone, or most of the fleet vanished at once.
    case blind(lastAnswer: Timestamp?)
    /// Answers echoes but not its agent.
    case silent(SilenceCause, since: Timestamp)
    /// A number held against limits.
    /// `room`: what is left, where that counts too: a full volume with much room is none.
    case measured(value: Double, unit: Unit, condition: Comparison, limits: Limits, room: Amount? = nil)
    /// What one number and its limit do not say.
    case condition(ConditionGround)
    /// How many processes of a name that the host must run there are.
    case processes(Int64)
    /// Good now, but expected to be full or used up soon.
    case expected(Prospect)
    /// No limit forbids it, but it is far from what is usual at this time, or among its kind.
    case unusual(Deviation)
    /// A condition that the device names.
    case state(name: String, number: Int64)
    /// A version, and what it is held against.
    case version(String, VersionGround)
    /// The last day on which the maker of its system mends it.
    case support(name: String, ends: Timestamp)
    /// Its row is gone from the table of the host that manages it, while others are there.
    case gone(from: Host.Name, since: Timestamp)
    /// The last evidence is too old.
    case stale(last: Timestamp)
    /// The host gives no such thing.
    case notVisible(String)
    /// Something about the daemon itself.
    case own(OwnStatement)
    /// Of an event only: no light has its colour for it.
    case finding(Finding)
    /// Maintenance: nobody is to be alarmed.
    case paused(Pause)
    /// Off outside the hours of its site, which open then.
    case closed(opens: Timestamp?)
    /// Of an event only: what a person did.
    case act(Act)

    /// A number with its unit.
    public struct Amount: Sendable, Hashable, Codable {
        public var value: Double
        public var unit: Unit

        public init(value: Double, unit: Unit) {
            self.value = value
            self.unit = unit
        }
    }

    public enum Comparison: String, Sendable, Hashable, Codable {
        case above, below
    }
}

/// A judgement with all that explains it.
public struct Verdict: Sendable, Hashable, Codable {
    public var status: Status
    public var reason: Reason
    public var origin: Origin
    /// When what it rests on was read.
    public var evidence: Timestamp?
    /// Evidence older than two intervals.
    public var isAgeing: Bool

    public init(
        status: Status, reason: Reason, origin: Origin = .builtIn, evidence: Timestamp?, isAgeing: Bool = false
    ) {
        self.status = status
        self.reason = reason
        self.origin = origin
        self.evidence = evidence
        self.isAgeing = isAgeing
    }
}

/// A check's verdict as screens read it.
public struct CheckLight: Sendable, Hashable, Codable {
    public var check: Check
    public var verdict: Verdict
    /// When the light got its present colour.
    public var since: Timestamp

    public init(check: Check, verdict: Verdict, since: Timestamp) {
        self.check = check
        self.verdict = verdict
        self.since = since
    }
}
