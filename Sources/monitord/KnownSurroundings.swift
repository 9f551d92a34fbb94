import Model
import Rules

/// What the hosts know of each other: who hangs on which port, and the hosts that stand in tables of others.
struct KnownSurroundings {
    /// What a look brought.
    struct Change {
        /// The whole fleet, if it is another one.
        var fleet: Fleet?
        /// To be stored.
        var entries: [Roster.Entry]
        var news: [Roster.News]
    }

    /// The fleet of the configuration alone.
    var configured: Fleet
    private var roster: Roster
    private var found: [Host.Name: Surroundings] = [:]
    private var topology = Topology(stations: [], surroundings: [:])
    private var news: [Roster.News] = []
    private var hasChanged = false
    private var lastLook: Timestamp?

    /// Another fleet drops visits under way: not more often than this.
    private static let pause = Duration.seconds(30)

    init(configured: Fleet, roster: Roster) {
        self.configured = configured
        self.roster = roster
    }

    /// With the hosts of the roster.
    var fleet: Fleet { roster.fleet(over: configured) }

    /// Takes what a host says of others.
    mutating func take(_ surroundings: Surroundings, of host: Host.Name, now: Timestamp) {
        // A table that could not be read says nothing: who was in it stays.
        let had = !(found[host]?.members.isEmpty ?? true)
        if !surroundings.members.isEmpty || had {
            news += roster.take(surroundings.members, of: host, names: Set(configured.hosts.map(\.id)), now: now)
        }
        guard found[host] != surroundings else { return }
        found[host] = surroundings
        hasChanged = true
    }

    /// Works out what follows; `nil` if nothing does or it is not time yet.
    ///
    /// - Parameter facts: What the hosts say of themselves: by that others name them.
    mutating func look(facts: [Host.Name: HostFacts], now: Timestamp) -> Change? {
        guard hasChanged || !news.isEmpty else { return nil }
        if let lastLook, now >= lastLook, now - lastLook < KnownSurroundings.pause { return nil }
        lastLook = now
        hasChanged = false
        let before = fleet
        topology = Topology(stations: stations(before, facts), surroundings: found)
        news += roster.take(topology)
        defer { news = [] }
        let after = fleet
        return Change(fleet: after == before && !isNews ? nil : after, entries: roster.takeChanges(), news: news)
    }

    /// Whether somebody came, moved or was replaced.
    private var isNews: Bool { !news.isEmpty }

    /// The port of one of its parents that a host hangs on, or of whom it may be where no parent is known.
    func attachment(of host: Host.Name, among parents: [Host.Name]) -> Attachment? {
        topology.attachment(of: host, among: parents.isEmpty ? nil : parents)
    }

    private func stations(_ fleet: Fleet, _ facts: [Host.Name: HostFacts]) -> [Topology.Station] {
        let members = Dictionary(roster.entries.map { ($0.host, $0.member) }) { first, _ in first }
        return fleet.hosts.map { host in
            Topology.Station(
                host: host.id, address: host.endpoint.address, systemName: facts[host.id]?.systemName,
                macs: Set((facts[host.id]?.macs ?? []) + [members[host.id]?.mac].compactMap { $0 }))
        }
    }
}
