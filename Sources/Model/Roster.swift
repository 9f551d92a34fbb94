/// The hosts that stand in tables of others: access points of controllers. A value: who keeps it stores its entries.
public struct Roster: Sendable {
    /// One of them.
    public struct Entry: Sendable, Hashable, Codable {
        /// Whose table it stands in.
        public var manager: Host.Name
        public var member: Surroundings.Member
        /// What it is called here: given once, it keeps its history.
        public var host: Host.Name
        public var first: Timestamp
        /// When it stood in the table last.
        public var last: Timestamp
        /// The port that it hangs on, as far as it was ever known.
        public var attachment: Attachment?
        /// The one that hangs on its port now.
        public var replacedBy: Host.Name?

        /// The row of the one table: no other entry has it.
        public var key: String { [manager, member.group, member.identity].joined(separator: "\n") }

        public init(manager: Host.Name, member: Surroundings.Member, host: Host.Name, first: Timestamp, last: Timestamp)
        {
            self.manager = manager
            self.member = member
            self.host = host
            self.first = first
            self.last = last
        }
    }

    /// What became of a member.
    public enum News: Sendable, Hashable {
        case appeared(Host.Name)
        case moved(Host.Name, from: IPAddress?, to: IPAddress?)
        case replaced(Host.Name, by: Host.Name)
    }

    private struct Key: Hashable {
        var manager: Host.Name
        var group: String
        var identity: String

        init(_ manager: Host.Name, _ member: Surroundings.Member) {
            self.manager = manager
            group = member.group
            identity = member.identity
        }
    }

    /// So many hosts of one manager are taken over: a device that tells nonsense must not make us ping the world.
    private static let mostMembers = 2000

    private var known: [Key: Entry] = [:]
    /// When the table of a manager was read last.
    private var readings: [Host.Name: Timestamp] = [:]
    /// The entries that have changed since they were last fetched.
    private var changed: Set<Key> = []

    public init(_ entries: [Entry] = []) {
        for entry in entries { known[Key(entry.manager, entry.member)] = entry }
    }

    /// By the names of the hosts; of one that stands in several tables now, always the same comes first.
    public var entries: [Entry] {
        known.values.map { (entry: $0, rank: isPresent($0) ? 0 : 1) }
            .sorted { ($0.entry.host, $0.rank, $0.entry.key) < ($1.entry.host, $1.rank, $1.entry.key) }.map(\.entry)
    }

    /// The entries to be stored.
    public mutating func takeChanges() -> [Entry] {
        defer { changed = [] }
        return changed.compactMap { known[$0] }
    }

    /// Takes the table of a manager.
    ///
    /// - Parameter names: Those that other hosts have.
    public mutating func take(
        _ members: [Surroundings.Member], of manager: Host.Name, names: Set<Host.Name>, now: Timestamp
    ) -> [News] {
        readings[manager] = now
        var taken = names.union(known.values.map(\.host))
        var news: [News] = []
        for member in members.prefix(Roster.mostMembers) {
            let key = Key(manager, member)
            guard var entry = known[key] else {
                // Controllers of a pair have the same ones, by turns or both.
                let elsewhere = known.values.filter { $0.manager != manager && $0.member.isSameDevice(as: member) }
                    .min { $0.host < $1.host }
                let name = elsewhere?.host ?? Roster.name(of: member, taken: &taken)
                known[key] = Entry(
                    manager: manager, member: member, host: name, first: elsewhere?.first ?? now, last: now)
                changed.insert(key)
                if elsewhere == nil { news.append(.appeared(name)) }
                continue
            }
            // Of one that is off, a controller often knows less: what it said before still holds.
            let member = member.filled(from: entry.member)
            if entry.member.address != member.address {
                news.append(.moved(entry.host, from: entry.member.address, to: member.address))
            }
            entry.member = member
            entry.last = now
            entry.replacedBy = nil
            known[key] = entry
            changed.insert(key)
        }
        return news
    }

    /// Takes where they hang. One that is gone from its table is replaced by a newer one on the same port.
    public mutating func take(_ topology: Topology) -> [News] {
        for (key, entry) in known where entry.replacedBy == nil {
            guard let place = topology.attachment(of: entry.host), !place.port.isEmpty, place != entry.attachment else {
                continue
            }
            known[key]?.attachment = place
            changed.insert(key)
        }
        var newest: [Attachment: Entry] = [:]
        let present = Set(known.values.filter(isPresent).map(\.host))
        for entry in known.values {
            guard let place = entry.attachment, present.contains(entry.host) else { continue }
            if let other = newest[place], (other.first, other.host) >= (entry.first, entry.host) { continue }
            newest[place] = entry
        }
        var news: [News] = []
        for (key, entry) in known.sorted(by: { $0.value.host < $1.value.host }) {
            guard entry.replacedBy == nil, !present.contains(entry.host), let place = entry.attachment,
                let heir = newest[place],
                heir.first > entry.last
            else { continue }
            known[key]?.replacedBy = heir.host
            changed.insert(key)
            news.append(.replaced(entry.host, by: heir.host))
        }
        return news
    }

    /// Whether it stood in its manager's table when that was read last.
    private func isPresent(_ entry: Entry) -> Bool { readings[entry.manager].map { entry.last >= $0 } ?? true }

    /// A fleet with them in it. Who is configured, by name or address, is the configured host, and is told that the manager
    /// knows it.
    public func fleet(over base: Fleet) -> Fleet {
        var hosts = base.hosts
        let places = Dictionary(hosts.enumerated().map { ($1.id, $0) }) { first, _ in first }
        let addresses = Dictionary(hosts.enumerated().map { ($1.endpoint.address, $0) }) { first, _ in first }
        var taken = Set(addresses.keys)
        var seen: Set<Host.Name> = []
        for entry in entries where entry.replacedBy == nil && seen.insert(entry.host).inserted {
            guard let manager = base.host(entry.manager) else { continue }
            let membership = Membership(
                manager: entry.manager, group: entry.member.group, identity: entry.member.identity,
                model: entry.member.model, serial: entry.member.serial, version: entry.member.version)
            let configured = entry.member.address.flatMap { addresses[$0] } ?? places[entry.member.name]
            if let configured {
                if hosts[configured].id != entry.manager { hosts[configured].membership = membership }
                continue
            }
            guard let address = entry.member.address, address.isHost(knownTo: manager), places[entry.host] == nil,
                taken.insert(address).inserted
            else { continue }
            let sites = base.sites.filter { $0.fits(entry.host, address) }.map(\.id)
            var host = Host(
                id: entry.host, endpoint: Endpoint(address: address),
                site: sites.count == 1 ? sites[0] : manager.site, tags: ["access-point"], isSlow: manager.isSlow,
                origin: nil)
            // Never behind itself: what it hangs on is a configured host.
            if let parent = entry.attachment?.host, places[parent] != nil { host.parents = [parent] }
            host.membership = membership
            hosts.append(host)
        }
        return Fleet(sites: base.sites, hosts: hosts)
    }

    private static func name(of member: Surroundings.Member, taken: inout Set<Host.Name>) -> Host.Name {
        let fallback = "ap-" + (member.mac.map { "\($0)".filter { $0 != ":" } } ?? "of-controller")
        let base = Host.name(from: member.name) ?? Host.name(from: member.serial ?? "") ?? fallback
        return Host.unique(base, among: &taken)
    }
}

extension Surroundings.Member {
    fileprivate func isSameDevice(as other: Surroundings.Member) -> Bool {
        mac != nil && mac == other.mac || serial != nil && serial == other.serial && model == other.model
    }

    /// With what another row of the same member said where this one says nothing.
    fileprivate func filled(from old: Surroundings.Member) -> Surroundings.Member {
        var member = self
        if member.address == nil || member.address == .v4(0) { member.address = old.address }
        member.mac = mac ?? old.mac
        member.serial = serial ?? old.serial
        member.model = model ?? old.model
        member.version = version ?? old.version
        return member
    }
}

extension IPAddress {
    /// Whether a manager may know a host there: nobody has us ping ourselves but one that is here.
    fileprivate func isHost(knownTo manager: Host) -> Bool {
        switch self {
        case .v4(let number):
            number >> 24 != 0 && number >> 28 < 0xe && (!isLoopback || manager.endpoint.address.isLoopback)
        case .v6(let high, let low, _): (high != 0 || low > 1) && high >> 56 != 0xff && !isLoopback
        }
    }
}
