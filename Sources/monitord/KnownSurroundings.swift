import Model
import Rules

/// What the hosts know of each other: who hangs on which port, and the hosts that stand in tables of others.
struct KnownSurroundings {
    /// What a look brought.
    struct Change {
        /// The whole fleet, if it is another one.
        var fleet: Fleet?
        /// To be stored, and to be deleted.
        var entries: [Roster.Entry]
        var forgotten: [String]
        var news: [Roster.News]
    }

    /// The fleet of the configuration alone.
    var configured: Fleet
    private var roster: Roster
    private var found: [Host.Name: Surroundings] = [:]
    private var topology = Topology(stations: [], surroundings: [:])
    private var tree: [Host.Name: Attachment] = [:]
    private var news: [Roster.News] = []
    private var hasChanged = false
    private var lastLook: Timestamp?

    /// Another fleet drops visits under way: not more often than this.
    private static let pause = Duration.seconds(30)
    /// Who has not been in any table for so long is let go.
    private static let memory = Duration.seconds(30 * 86_400)

    init(configured: Fleet, roster: Roster) {
        self.configured = configured
        self.roster = roster
    }

    /// With the hosts of the roster.
    var fleet: Fleet { roster.fleet(over: configured) }

    /// Takes what a host says of others.
    mutating func take(_ surroundings: Surroundings, of host: Host.Name, now: Timestamp) {
        let had = !(found[host]?.members.isEmpty ?? true)
        if !surroundings.members.isEmpty || had {
            news += roster.take(surroundings.members, of: host, names: Set(configured.hosts.map(\.id)), now: now)
            hasChanged = true
        }
        guard found[host] != surroundings else { return }
        found[host] = surroundings
        hasChanged = true
    }

    /// Works out what follows; `nil` if nothing does or it is not time yet.
    ///
    /// - Parameters:
    ///   - current: The fleet that is watched.
    ///   - facts: What the hosts say of themselves: by that others name them.
    ///   - dead: Those that do not answer by themselves.
    mutating func look(
        current: Fleet, facts: @autoclosure () -> [Host.Name: HostFacts], dead: @autoclosure () -> Set<Host.Name>,
        now: Timestamp
    ) -> Change? {
        guard hasChanged || !news.isEmpty else { return nil }
        if let lastLook, now >= lastLook, now - lastLook < KnownSurroundings.pause { return nil }
        lastLook = now
        hasChanged = false
        // Who is not watched any more says nothing.
        found = found.filter { configured.host($0.key) != nil }
        topology = Topology(stations: stations(fleet, facts()), surroundings: found)
        tree = topology.tree()
        news += roster.take(topology, dead: dead())
        let forgotten = roster.forget(before: now - KnownSurroundings.memory)
        defer { news = [] }
        let fleet = fleet
        return Change(
            fleet: fleet == current ? nil : fleet, entries: roster.takeChanges(), forgotten: forgotten, news: news)
    }

    /// Takes a host out of use that its controller may list for weeks, or takes that back.
    ///
    /// - Returns: whether there is one of that name that was in the other state.
    mutating func retire(_ host: Host.Name, _ isRetired: Bool = true) -> Bool {
        guard roster.retire(host, isRetired) else { return false }
        hasChanged = true
        lastLook = nil
        return true
    }

    /// Has the next look come to a result again: the last one could not be followed.
    mutating func lookAgain() { hasChanged = true }

    /// The port of one of its parents that a host hangs on, or seen from whoever has most neighbours where it has no parent.
    func attachment(of host: Host.Name, among parents: [Host.Name]) -> Attachment? {
        parents.isEmpty ? tree[host] : topology.attachment(of: host, among: parents)
    }

    /// On which ports the hosts of a fleet hang, as far as anybody tells.
    func attachments(in fleet: Fleet) -> [Host.Name: Attachment] {
        var found: [Host.Name: Attachment] = [:]
        for host in fleet.hosts { found[host.id] = attachment(of: host.id, among: host.parents) }
        return found
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
