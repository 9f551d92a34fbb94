/// What the daemon says of itself, as a value: people read it in three languages.
public enum OwnCondition: Sendable, Hashable, Codable {
    /// In words of the system or of a tool, or as an older version stored it.
    case text(String)
    case polls(late: Int, of: Int, seconds: Int)
    /// What was given up because there was no room for it.
    case queues(reports: Int, datagrams: Int)
    case configurationInUse
    /// A new one has mistakes; the first of them, and how many more there are.
    case configurationRefused(String, more: Int)
    case probes(known: Int)
    /// Probes with mistakes are left out; the first mistake, and how many more there are.
    case probesLeftOut(String, more: Int)
    case database(DatabaseCondition)
    case echoesSent
    case echoesFailed(String)
    /// Hosts with SNMPv3 whose algorithms this machine does not offer; how many, and one of them.
    case algorithmsMissing(hosts: Int, first: Host.Name)
    /// Hosts that have something to mend; one of them, and how many more.
    case findings(first: Host.Name, more: Int)
    case sight(SightCondition)
    case backup(BackupCondition)

    /// Whether we can see the fleet, and why not.
    public enum SightCondition: Sendable, Hashable, Codable {
        case noRoute
        /// Interfaces that lead somewhere.
        case uplinkUp([String])
        case uplinkDown([String])
        case sees
        /// Our own line is down, or most of the fleet vanished at once: lost devices are not judged.
        case blindWithoutLine
        case blindWithoutFleet
    }

    /// How the database stands.
    public enum DatabaseCondition: Sendable, Hashable, Codable {
        case stores
        case diskFull
        /// The disk does not take what is read.
        case diskTooSlow
        case lost(readings: Int, rows: Int)
        case recovered(DatabaseRecovery)
    }

    /// How the daily backup stands.
    public struct BackupCondition: Sendable, Hashable, Codable {
        /// Why the last one was not made.
        public var failure: String?
        /// When the last good one was made, and its size.
        public var last: Timestamp?
        public var bytes: Int64?
        public var isRunning: Bool
        /// Nobody misses the first one yet.
        public var isFirstAwaited: Bool

        public init(
            failure: String? = nil, last: Timestamp? = nil, bytes: Int64? = nil, isRunning: Bool = false,
            isFirstAwaited: Bool = false
        ) {
            self.failure = failure
            self.last = last
            self.bytes = bytes
            self.isRunning = isRunning
            self.isFirstAwaited = isFirstAwaited
        }
    }

    /// A database that was found damaged, and what took its place.
    public struct DatabaseRecovery: Sendable, Hashable, Codable {
        public var finding: String
        /// Where the damaged file lies.
        public var setAside: String
        /// The backup that took its place; `nil`: a new one was begun.
        public var backup: String?
        /// Backups that were not good.
        public var passedOver: [String]
        /// From when to when something is missing; without a begin all before.
        public var from: Timestamp?
        public var to: Timestamp
        /// Only readings are missing.
        public var hasAllEvents: Bool

        public init(
            finding: String, setAside: String, backup: String?, passedOver: [String], from: Timestamp?, to: Timestamp,
            hasAllEvents: Bool
        ) {
            self.finding = finding
            self.setAside = setAside
            self.backup = backup
            self.passedOver = passedOver
            self.from = from
            self.to = to
            self.hasAllEvents = hasAllEvents
        }
    }
}

/// The same as it is kept and sent: plain text as a string, as older versions wrote all of it.
public struct OwnStatement: Sendable, Hashable {
    public var condition: OwnCondition

    public init(_ condition: OwnCondition) {
        self.condition = condition
    }
}

extension OwnStatement: Codable {
    public init(from decoder: any Decoder) throws {
        do {
            condition = .text(try decoder.singleValueContainer().decode(String.self))
        } catch DecodingError.typeMismatch {
            condition = try OwnCondition(from: decoder)
        }
    }

    public func encode(to encoder: any Encoder) throws {
        guard case .text(let text) = condition else { return try condition.encode(to: encoder) }
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

extension OwnStatement: ExpressibleByStringInterpolation {
    public init(stringLiteral value: String) { self.init(.text(value)) }
}
