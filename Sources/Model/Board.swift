/// What screens and `status` read: the state of everything now, small enough to send whole. Never history.
public struct Board: Sendable, Hashable, Codable {
    /// Grows with every change that was published.
    public var sequence: Int64
    /// When the daemon last said that this is how things are.
    public var time: Timestamp
    public var title: String
    public var interval: Duration
    public var sites: [SiteLight]
    public var hosts: [HostLight]
    /// The open ones, worst and newest first.
    public var incidents: [Incident]
    public var freshness: Freshness
    /// What the daemon has to say of itself: a reload that failed, a full disk.
    public var notices: [OwnStatement]
    /// `nil` where none are configured.
    public var applications: [ApplicationLight]?

    public init(
        sequence: Int64, time: Timestamp, title: String, interval: Duration, sites: [SiteLight], hosts: [HostLight],
        incidents: [Incident], freshness: Freshness, notices: [OwnStatement] = [],
        applications: [ApplicationLight]? = nil
    ) {
        self.applications = applications
        self.sequence = sequence
        self.time = time
        self.title = title
        self.interval = interval
        self.sites = sites
        self.hosts = hosts
        self.incidents = incidents
        self.freshness = freshness
        self.notices = notices
    }

    /// How many hosts have fresh evidence, and how old the oldest of it is.
    public struct Freshness: Sendable, Hashable, Codable {
        public var fresh: Int
        public var total: Int
        public var oldest: Timestamp?

        public init(fresh: Int, total: Int, oldest: Timestamp?) {
            self.fresh = fresh
            self.total = total
            self.oldest = oldest
        }
    }
}

/// A site as the board carries it.
public struct SiteLight: Sendable, Hashable, Codable, Identifiable {
    public var id: Site.Key
    public var name: String
    public var contact: String?
    public var lineOperator: Site.LineOperator?
    /// What SNMP to and from its hosts may take; `nil`: as much as it needs.
    public var budgetBytesPerSecond: Int?
    /// What it took over the last interval; where there is a budget, and only for who asks for the whole board: it is
    /// different after every visit.
    public var usedBytesPerSecond: Int?

    public init(
        id: Site.Key, name: String, contact: String? = nil, lineOperator: Site.LineOperator? = nil,
        budgetBytesPerSecond: Int? = nil, usedBytesPerSecond: Int? = nil
    ) {
        self.id = id
        self.name = name
        self.contact = contact
        self.lineOperator = lineOperator
        self.budgetBytesPerSecond = budgetBytesPerSecond
        self.usedBytesPerSecond = usedBytesPerSecond
    }
}

/// A host as the board carries it.
public struct HostLight: Sendable, Hashable, Codable, Identifiable {
    public var id: Host.Name
    public var site: Site.Key
    public var endpoint: Endpoint
    public var place: String?
    public var parents: [Host.Name]
    public var status: Status
    public var since: Timestamp
    /// The aspects that have a check, in the order of the columns.
    public var aspects: [AspectLight]
    /// The checks that are not green, worst first.
    public var troubles: [CheckLight]
    /// When it was last read.
    public var evidence: Timestamp?

    public init(
        id: Host.Name, site: Site.Key, endpoint: Endpoint, place: String? = nil, parents: [Host.Name] = [],
        status: Status, since: Timestamp, aspects: [AspectLight], troubles: [CheckLight], evidence: Timestamp?
    ) {
        self.id = id
        self.site = site
        self.endpoint = endpoint
        self.place = place
        self.parents = parents
        self.status = status
        self.since = since
        self.aspects = aspects
        self.troubles = troubles
        self.evidence = evidence
    }
}

/// An aspect of a host, folded over its checks.
public struct AspectLight: Sendable, Hashable, Codable {
    public var aspect: Aspect
    public var status: Status
    public var isAgeing: Bool

    public init(aspect: Aspect, status: Status, isAgeing: Bool = false) {
        self.aspect = aspect
        self.status = status
        self.isAgeing = isAgeing
    }
}

/// Everything about one host that is not history.
public struct HostDetail: Sendable, Hashable, Codable {
    public var light: HostLight
    public var checks: [CheckLight]
    public var facts: HostFacts?
    /// The port that it hangs on, where neighbours or forwarding tables tell.
    public var attachment: Attachment?
    /// Hosts whose reach hangs on this one, directly or further on.
    public var behind: [Host.Name]
    public var incidents: [Incident]
    /// The last ones, newest first.
    public var events: [Event]
    /// Average round trip in microseconds of the last intervals, oldest first; `nil` where nothing came back.
    public var roundTrips: [Int64?]
    public var lossPercent: Double?
    public var polled: Polled?
    /// What is worth mending although no light changes for it; `nil` if there is nothing.
    public var findings: [Finding]?
    public var firstStep: String?
    public var tell: String?
    public var origin: SourceLocation?

    /// How it is asked, and what the last visit cost.
    public struct Polled: Sendable, Hashable, Codable {
        public var interval: Duration
        public var ping: Duration
        public var last: Timestamp?
        public var cost: VisitCost
        public var credential: String?
        /// Of SNMP, as that credential has it: `SNMPv2c`.
        public var version: String?
        /// How the agent wants to be asked; `nil` where nothing was learnt.
        public var manners: Manners?

        public init(
            interval: Duration, ping: Duration, last: Timestamp?, cost: VisitCost, credential: String?,
            version: String? = nil, manners: Manners? = nil
        ) {
            self.interval = interval
            self.ping = ping
            self.last = last
            self.cost = cost
            self.credential = credential
            self.version = version
            self.manners = manners
        }
    }

    public init(
        light: HostLight, checks: [CheckLight], facts: HostFacts? = nil, attachment: Attachment? = nil,
        behind: [Host.Name] = [],
        incidents: [Incident] = [], events: [Event] = [], roundTrips: [Int64?] = [], lossPercent: Double? = nil,
        polled: Polled? = nil, findings: [Finding]? = nil, firstStep: String? = nil, tell: String? = nil,
        origin: SourceLocation? = nil
    ) {
        self.light = light
        self.checks = checks
        self.facts = facts
        self.attachment = attachment
        self.behind = behind
        self.incidents = incidents
        self.events = events
        self.roundTrips = roundTrips
        self.lossPercent = lossPercent
        self.polled = polled
        self.findings = findings
        self.firstStep = firstStep
        self.tell = tell
        self.origin = origin
    }
}
