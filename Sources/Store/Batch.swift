public import Model

/// What is committed in one transaction, or not at all.
public struct Batch: Sendable {
    /// New or changed layouts; they are stored before the readings that use them.
    public var layouts: [GroupLayout]
    public var readings: [Readings]
    public var events: [Event]
    /// Incidents that were opened, changed or closed; stored by their number.
    public var incidents: [Incident]
    public var facts: [(host: Host.Name, facts: HostFacts)]
    /// How agents want to be asked, where that has changed.
    public var manners: [LearntManners]
    /// Hosts that stand in tables of others, where something of them has changed.
    public var members: [Roster.Entry]
    /// The keys of those that nobody knows any more.
    public var forgottenMembers: [String]
    /// Notices for the outbox, in the order in which they are to be delivered.
    public var outbox: [Notice]
    /// Bytes that somebody wants back after a restart, by key; empty bytes remove the key.
    public var state: [(key: String, bytes: [UInt8])]

    public init(
        layouts: [GroupLayout] = [], readings: [Readings] = [], events: [Event] = [], incidents: [Incident] = [],
        facts: [(host: Host.Name, facts: HostFacts)] = [], manners: [LearntManners] = [], members: [Roster.Entry] = [],
        forgottenMembers: [String] = [], outbox: [Notice] = [], state: [(key: String, bytes: [UInt8])] = []
    ) {
        self.layouts = layouts
        self.readings = readings
        self.events = events
        self.incidents = incidents
        self.facts = facts
        self.manners = manners
        self.members = members
        self.forgottenMembers = forgottenMembers
        self.outbox = outbox
        self.state = state
    }

    /// Whether somebody is told of it once it is committed: then it must outlive a power cut.
    public var mustOutlivePowerCut: Bool {
        !events.isEmpty || !incidents.isEmpty || !outbox.isEmpty
    }

    /// Puts what another batch could not get stored before what has gathered here since. Its readings and its state are
    /// given up; of what is stored under a key only the latest stays, so that nothing but events and notices grows while
    /// the disk is full.
    public mutating func takeBack(_ unsent: Batch) {
        events = unsent.events + events
        outbox = unsent.outbox + outbox
        layouts = Batch.latest(unsent.layouts + layouts, by: \.key)
        incidents = Batch.latest(unsent.incidents + incidents, by: \.number)
        facts = Batch.latest(unsent.facts + facts, by: \.host)
        manners = Batch.latest(unsent.manners + manners, by: \.host)
        members = Batch.latest(unsent.members + members, by: \.key)
        forgottenMembers = unsent.forgottenMembers + forgottenMembers
    }

    private static func latest<Element, Key: Hashable>(_ all: [Element], by key: (Element) -> Key) -> [Element] {
        var seen: Set<Key> = []
        return all.reversed().filter { seen.insert(key($0)).inserted }.reversed()
    }
}

/// How a host's agent wants to be asked, and for whom that was learnt: another device at the host's name must not inherit
/// it.
public struct LearntManners: Sendable, Hashable {
    public var host: Host.Name
    /// Whom it was learnt of: the address, and what it was asked with. Never a secret.
    public var agent: String
    public var manners: Manners

    public init(host: Host.Name, agent: String, manners: Manners) {
        self.host = host
        self.agent = agent
        self.manners = manners
    }
}
