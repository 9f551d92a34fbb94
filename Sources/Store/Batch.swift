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
    /// Notices for the outbox, in the order in which they are to be delivered.
    public var outbox: [Notice]
    /// Bytes that somebody wants back after a restart, by key; empty bytes remove the key.
    public var state: [(key: String, bytes: [UInt8])]

    public init(
        layouts: [GroupLayout] = [], readings: [Readings] = [], events: [Event] = [], incidents: [Incident] = [],
        facts: [(host: Host.Name, facts: HostFacts)] = [], outbox: [Notice] = [],
        state: [(key: String, bytes: [UInt8])] = []
    ) {
        self.layouts = layouts
        self.readings = readings
        self.events = events
        self.incidents = incidents
        self.facts = facts
        self.outbox = outbox
        self.state = state
    }

    /// Whether somebody is told of it once it is committed: then it must outlive a power cut.
    var mustOutlivePowerCut: Bool {
        !events.isEmpty || !incidents.isEmpty || !outbox.isEmpty
    }
}
