/// What one visit to a host brought home.
public struct PollReport: Sendable {
    public var host: Host.Name
    /// When the agenda had it, when the first packet left, when the last answer was in.
    public var due: Timestamp
    public var started: Timestamp
    public var ended: Timestamp
    public var outcome: Outcome
    /// Layouts that are new or have changed since the last report, before the readings that use them.
    public var layouts: [GroupLayout]
    public var readings: [Readings]
    /// What could not be read although the device answered.
    public var failures: [ReadingFailure]
    /// What the host says of itself, if it was asked in this visit.
    public var facts: HostFacts?
    /// Its own limits for what is read of it, if it was asked in this visit.
    public var limits: [RowLimits]?
    /// What it knows of others, if it was asked in this visit.
    public var surroundings: Surroundings?
    /// How the agent wants to be asked, if that has changed since it was last told.
    public var manners: Manners?
    public var cost: VisitCost

    public enum Outcome: Sendable, Hashable {
        /// The agent answered, in whole or in part.
        case answered
        /// No answer to anything.
        case silent(SilenceCause)
    }

    public init(
        host: Host.Name, due: Timestamp, started: Timestamp, ended: Timestamp, outcome: Outcome,
        layouts: [GroupLayout] = [], readings: [Readings] = [], failures: [ReadingFailure] = [],
        facts: HostFacts? = nil, limits: [RowLimits]? = nil, surroundings: Surroundings? = nil, manners: Manners? = nil,
        cost: VisitCost = VisitCost()
    ) {
        self.host = host
        self.due = due
        self.started = started
        self.ended = ended
        self.outcome = outcome
        self.layouts = layouts
        self.readings = readings
        self.failures = failures
        self.facts = facts
        self.limits = limits
        self.surroundings = surroundings
        self.manners = manners
        self.cost = cost
    }
}

/// Why an agent gave nothing.
public enum SilenceCause: Sendable, Hashable, Codable {
    /// Every request ran into its time-out.
    case timeout
    /// The host says that nobody listens on the port (ICMP port unreachable).
    case refused
    /// Answers came, but from another address; they are not taken.
    case otherAddress(String)
    /// Answers came, but could not be understood.
    case malformed(String)
    /// The agent answers, but refuses what SNMPv3 asks of both sides.
    case security(SecurityFault)
}

/// Why an SNMPv3 agent gives nothing (RFC 3414 §3.2, RFC 3412 §7.2): each has a remedy of its own.
public enum SecurityFault: String, Sendable, Hashable, Codable, CaseIterable {
    /// usmStatsUnknownUserNames.
    case unknownUser
    /// usmStatsWrongDigests: another key or another algorithm for authentication.
    case wrongAuthentication
    /// usmStatsDecryptionErrors, or silence to what is encrypted only: another key or algorithm for privacy.
    case wrongPrivacy
    /// usmStatsUnsupportedSecLevels: the user may not, or must, encrypt or authenticate.
    case unsupportedLevel
    /// usmStatsNotInTimeWindows again and again: its clock or its count of boots stands still, or is at its end.
    case notInTimeWindow
    /// usmStatsUnknownEngineIDs again and again.
    case unstableEngine
    /// snmpUnknownContexts or snmpUnavailableContexts.
    case unknownContext
    /// Its answers do not bear the digest that the key gives: somebody else answers, or its key has changed.
    case forgedAnswer
    /// Any other report: it does not know SNMPv3's security model, or does not understand the message.
    case refused
}

/// One group of readings that a device would not give.
public struct ReadingFailure: Sendable, Hashable {
    /// `probe.group`.
    public var group: String
    public var detail: String

    public init(group: String, detail: String) {
        self.group = group
        self.detail = detail
    }
}

/// What a visit cost the device and the line.
public struct VisitCost: Sendable, Hashable, Codable {
    public var packetsSent: Int
    public var packetsReceived: Int
    public var bytesSent: Int
    public var bytesReceived: Int
    public var retries: Int

    public init(
        packetsSent: Int = 0, packetsReceived: Int = 0, bytesSent: Int = 0, bytesReceived: Int = 0, retries: Int = 0
    ) {
        self.packetsSent = packetsSent
        self.packetsReceived = packetsReceived
        self.bytesSent = bytesSent
        self.bytesReceived = bytesReceived
        self.retries = retries
    }
}

/// What a host says of itself. Text as the device gave it: escape before showing (`String.visible`).
public struct HostFacts: Sendable, Hashable, Codable {
    public var systemName: String?
    public var systemDescription: String?
    public var systemObjectID: OID?
    public var location: String?
    public var vendor: String?
    public var model: String?
    public var os: String?
    public var serial: String?
    public var version: String?
    /// When the agent says it was started.
    public var started: Timestamp?
    /// The probes that fit it.
    public var probes: [String]
    /// The addresses of its interfaces, in order; `nil` where nobody asked or it has none.
    public var macs: [MACAddress]?
    /// snmpEngineID in hexadecimal.
    public var engineID: String?
    /// On which port of what it hangs on others see it; only in what is stored.
    public var attachment: Attachment?

    public init(
        systemName: String? = nil, systemDescription: String? = nil, systemObjectID: OID? = nil,
        location: String? = nil, vendor: String? = nil, model: String? = nil, os: String? = nil,
        serial: String? = nil, version: String? = nil, started: Timestamp? = nil, probes: [String] = [],
        macs: [MACAddress]? = nil, engineID: String? = nil
    ) {
        self.systemName = systemName
        self.systemDescription = systemDescription
        self.systemObjectID = systemObjectID
        self.location = location
        self.vendor = vendor
        self.model = model
        self.os = os
        self.serial = serial
        self.version = version
        self.started = started
        self.probes = probes
        self.macs = macs
        self.engineID = engineID
    }
}

/// The echoes of one interval to one host. Round trips in microseconds, `nil` if none came back.
public struct EchoReport: Sendable, Hashable {
    public var host: Host.Name
    /// The end of the interval.
    public var time: Timestamp
    public var sent: Int
    public var received: Int
    public var minimum: Int64?
    public var average: Int64?
    public var maximum: Int64?
    public var jitter: Int64?

    public init(
        host: Host.Name, time: Timestamp, sent: Int, received: Int, minimum: Int64? = nil, average: Int64? = nil,
        maximum: Int64? = nil, jitter: Int64? = nil
    ) {
        self.host = host
        self.time = time
        self.sent = sent
        self.received = received
        self.minimum = minimum
        self.average = average
        self.maximum = maximum
        self.jitter = jitter
    }

    /// The layout under which echoes are stored.
    public static func layout(host: Host.Name) -> GroupLayout {
        let round = ["minimum", "average", "maximum", "jitter"].map {
            Column(name: $0, kind: "ping", unit: .microseconds, measure: .gauge)
        }
        let counts = ["sent", "received"].map { Column(name: $0, kind: "ping", unit: .none, measure: .gauge) }
        return GroupLayout(
            key: GroupKey(host: host, group: "ping"), columns: counts + round,
            rows: [Row(identity: "", label: "", instance: OID([]))])
    }

    public var readings: Readings {
        let counts: [Value?] = [.integer(Int64(sent)), .integer(Int64(received))]
        let round: [Value?] = [minimum, average, maximum, jitter].map { $0.map(Value.integer) }
        return Readings(key: GroupKey(host: host, group: "ping"), time: time, values: counts + round)
    }
}

/// Whether a host answers echoes, told after the quick re-checks: on every change and whenever somebody asked.
public struct ReachReport: Sendable, Hashable {
    public var host: Host.Name
    public var answers: Bool
    public var time: Timestamp
    public var lastAnswer: Timestamp?

    public init(host: Host.Name, answers: Bool, time: Timestamp, lastAnswer: Timestamp?) {
        self.host = host
        self.answers = answers
        self.time = time
        self.lastAnswer = lastAnswer
    }
}
