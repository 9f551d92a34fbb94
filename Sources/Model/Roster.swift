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
        /// Somebody said that it is gone for good.
        public var isRetired: Bool?

        /// Whether it is a host that is watched.
        var isInUse: Bool { replacedBy == nil && isRetired != true }

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
        // After a restart: when the latest of them was last there.
        let before =
            readings.updateValue(now, forKey: manager)
            ?? known.values.filter { $0.manager == manager }.map(\.last).max()
        var taken = names.union(known.values.map(\.host)).union(Host.reservedNames)
        var room = Roster.mostMembers - known.keys.count { $0.manager == manager }
        let devices = Devices(known.values)
        var news: [News] = []
        for member in members.prefix(Roster.mostMembers) {
            let key = Key(manager, member)
            guard var entry = known[key] else {
                guard room > 0 else { continue }
                room -= 1
                // It stands in another controller's table, or in another row since the device tells more or less of it.
                let before = devices.entry(of: member)
                let name = before?.host ?? Roster.name(of: member, taken: &taken)
                var entry = Entry(manager: manager, member: member, host: name, first: before?.first ?? now, last: now)
                entry.attachment = before?.attachment
                known[key] = entry
                changed.insert(key)
                if before == nil { news.append(.appeared(name)) }
                continue
            }
            // Of one that is off, a controller often knows less: what it said before still holds.
            let member = member.filled(from: entry.member)
            if entry.member.address != member.address {
                news.append(.moved(entry.host, from: entry.member.address, to: member.address))
            }
            entry.member = member
            // One that its controller never let go is still replaced; one that came back is back.
            if let last = before, entry.last < last { entry.replacedBy = nil }
            entry.last = now
            known[key] = entry
            changed.insert(key)
        }
        return news
    }

    /// The entries by what a device is known by.
    private struct Devices {
        private var byMAC: [MACAddress: Entry] = [:]
        private var bySerial: [String: Entry] = [:]

        init(_ entries: some Sequence<Entry>) {
            for entry in entries.sorted(by: { $0.key > $1.key }) {
                if let mac = entry.member.mac { byMAC[mac] = entry }
                if let serial = entry.member.serial { bySerial["\(serial)\n\(entry.member.model ?? "")"] = entry }
            }
        }

        func entry(of member: Surroundings.Member) -> Entry? {
            member.mac.flatMap { byMAC[$0] }
                ?? member.serial.flatMap { bySerial["\($0)\n\(member.model ?? "")"] }
        }
    }

    /// Takes where they hang. One that is gone from its table, or dead, is replaced by a newer one on its port, if no other
    /// was ever there: behind a port of many nobody knows who came for whom.
    ///
    /// - Parameter dead: Hosts that do not answer while what they hang on does. Many controllers list one that was unplugged
    ///   for weeks.
    public mutating func take(_ topology: Topology, dead: Set<Host.Name> = []) -> [News] {
        for (key, entry) in known where entry.isInUse {
            guard let place = topology.attachment(of: entry.host), !place.port.isEmpty, place != entry.attachment else {
                continue
            }
            // Who was asked since the start may know less than who was asked before.
            if let old = entry.attachment, !topology.knows(old.host) { continue }
            known[key]?.attachment = place
            changed.insert(key)
        }
        let present = Set(known.values.filter(isPresent).map(\.host))
        let live = known.values.filter { $0.isInUse && $0.attachment != nil }
        let byPlace = Dictionary(grouping: live) { $0.attachment }
        var news: [News] = []
        for (key, entry) in known.sorted(by: { $0.value.host < $1.value.host }) {
            let isGone = !present.contains(entry.host) || dead.contains(entry.host)
            guard entry.isInUse, isGone, let place = entry.attachment,
                let there = byPlace[place], Set(there.map(\.host)).count == 2,
                let heir = there.first(where: { $0.host != entry.host }), present.contains(heir.host),
                !dead.contains(heir.host), heir.first > (present.contains(entry.host) ? entry.first : entry.last)
            else { continue }
            known[key]?.replacedBy = heir.host
            changed.insert(key)
            news.append(.replaced(entry.host, by: heir.host))
        }
        return news
    }

    /// Lets go whoever has not stood in any table since then.
    ///
    /// - Returns: The keys of the entries, for whoever stores them.
    public mutating func forget(before time: Timestamp) -> [String] {
        let old = known.filter { $0.value.last < time }
        for key in old.keys {
            known[key] = nil
            changed.remove(key)
        }
        return old.values.map(\.key)
    }

    /// Takes one out of use for good, or takes that back.
    ///
    /// - Returns: whether there is one of that name that was in the other state.
    public mutating func retire(_ host: Host.Name, _ isRetired: Bool = true) -> Bool {
        let keys = known.keys.filter { known[$0]?.host == host && (known[$0]?.isRetired ?? false) != isRetired }
        for key in keys { known[key]?.isRetired = isRetired ? true : nil }
        changed.formUnion(keys)
        return !keys.isEmpty
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
        for entry in entries where !entry.isInUse {
            guard let manager = places[entry.manager] else { continue }
            hosts[manager].formerMembers.insert(
                Host.FormerMember(group: entry.member.group, identity: entry.member.identity))
        }
        let members = entries.filter { $0.isInUse && seen.insert($0.host).inserted }
        // An address that two had belongs to whoever is there, then to who was last.
        let byClaim = members.sorted { left, right in
            let (first, second) = (isPresent(left), isPresent(right))
            return first == second ? (right.last, left.host) < (left.last, right.host) : first
        }
        var found: [Host] = []
        for entry in byClaim {
            guard let manager = base.host(entry.manager) else { continue }
            let membership = Membership(
                manager: entry.manager, group: entry.member.group, identity: entry.member.identity,
                model: entry.member.model, serial: entry.member.serial, version: entry.member.version)
            let configured = entry.member.address.flatMap { addresses[$0] } ?? places[entry.member.name.lowercased()]
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
                site: sites.count == 1 ? sites[0] : manager.site, tags: [Host.accessPointTag], isSlow: manager.isSlow,
                origin: nil)
            // Never behind itself: what it hangs on is a configured host.
            if let parent = entry.attachment?.host, places[parent] != nil { host.parents = [parent] }
            host.membership = membership
            found.append(host)
        }
        return Fleet(sites: base.sites, hosts: hosts + found.sorted { $0.id < $1.id })
    }

    private static func name(of member: Surroundings.Member, taken: inout Set<Host.Name>) -> Host.Name {
        let fallback = "ap-" + (member.mac.map { "\($0)".filter { $0 != ":" } } ?? "of-controller")
        let base = Host.name(from: member.name, upToDot: false) ?? Host.name(from: member.serial ?? "") ?? fallback
        return Host.unique(base, among: &taken)
    }
}

extension Surroundings.Member {
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
