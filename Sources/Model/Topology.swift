/// Who hangs on which port of whom, from what the hosts say of each other.
///
/// A neighbour that names itself at a port (LLDP, CDP) counts first. Else a host hangs on the port behind which its address was
/// seen, of all such ports the one with the fewest switches of ours behind it, then with the fewest addresses: the others lead
/// to that switch. A host that is no switch hangs on no port that leads to one.
public struct Topology: Sendable {
    /// A host as others may name it.
    public struct Station: Sendable, Hashable {
        public var host: Host.Name
        public var address: IPAddress?
        public var systemName: String?
        public var macs: Set<MACAddress>

        public init(host: Host.Name, address: IPAddress? = nil, systemName: String? = nil, macs: Set<MACAddress> = []) {
            self.host = host
            self.address = address
            self.systemName = systemName
            self.macs = macs
        }
    }

    /// An end of a cable between two hosts.
    private struct End: Hashable {
        var host: Host.Name
        var port: String
    }

    private var byMAC: [MACAddress: Host.Name] = [:]
    private var byAddress: [IPAddress: Host.Name] = [:]
    private var byName: [String: Host.Name] = [:]
    /// For each host the ports at which others say that it is.
    private var links: [Host.Name: [End]] = [:]
    private var order: [Host.Name] = []
    private var asked: Set<Host.Name> = []
    /// For each host the port with the fewest addresses behind it among those that its own is behind.
    private var seen: [Host.Name: End] = [:]

    /// - Parameters:
    ///   - stations: In the order of the fleet.
    ///   - surroundings: What each host that was asked knows of others.
    public init(stations: [Station], surroundings: [Host.Name: Surroundings]) {
        order = stations.map(\.host)
        asked = Set(surroundings.keys)
        var isAmbiguous: Set<String> = []
        for station in stations {
            for mac in station.macs { byMAC[mac] = byMAC[mac] ?? station.host }
            if let address = station.address { byAddress[address] = station.host }
            for name in Set([station.systemName, station.host].compactMap { $0.map(Topology.bare) }) {
                if byName.updateValue(station.host, forKey: name) != nil { isAmbiguous.insert(name) }
            }
        }
        for name in isAmbiguous { byName[name] = nil }
        for (host, known) in surroundings.sorted(by: { $0.key < $1.key }) {
            for neighbour in known.neighbours {
                guard let other = self.host(of: neighbour), other != host else { continue }
                links[other, default: []].append(End(host: host, port: neighbour.port))
            }
        }
        findSeen(surroundings)
    }

    /// Names as devices tell them: `sw-1.town.example` is `sw-1`.
    private static func bare(_ name: String) -> String {
        String(name.lowercased().prefix { $0 != "." })
    }

    private func host(of neighbour: Surroundings.Neighbour) -> Host.Name? {
        neighbour.mac.flatMap { byMAC[$0] } ?? neighbour.address.flatMap { byAddress[$0] }
            ?? neighbour.name.flatMap { byName[Topology.bare($0)] }
    }

    /// How much is behind a port.
    private struct Load {
        var switches: Set<Host.Name> = []
        var addresses = 0
    }

    private mutating func findSeen(_ surroundings: [Host.Name: Surroundings]) {
        let switches = Set(surroundings.filter { !$0.value.forwarding.isEmpty }.keys)
        var loads: [Host.Name: [String: Load]] = [:]
        for (host, known) in surroundings {
            var ports: [String: Load] = [:]
            for (mac, port) in known.forwarding {
                ports[port, default: Load()].addresses += 1
                if let other = byMAC[mac], switches.contains(other) { ports[port]?.switches.insert(other) }
            }
            for neighbour in known.neighbours {
                guard let other = self.host(of: neighbour), switches.contains(other) else { continue }
                ports[neighbour.port, default: Load()].switches.insert(other)
            }
            loads[host] = ports
        }
        var best: [Host.Name: (switches: Int, addresses: Int)] = [:]
        for (host, known) in surroundings.sorted(by: { $0.key < $1.key }) {
            for (mac, port) in known.forwarding.sorted(by: { $0.key < $1.key }) {
                guard let other = byMAC[mac], other != host, let load = loads[host]?[port] else { continue }
                if !switches.contains(other), !load.switches.isEmpty { continue }
                let rank = (load.switches.count, load.addresses)
                if let before = best[other], before <= rank { continue }
                best[other] = rank
                seen[other] = End(host: host, port: port)
            }
        }
    }

    /// Whether a host was asked whom it knows.
    public func knows(_ host: Host.Name) -> Bool { asked.contains(host) }

    /// The port of one of these hosts that a host hangs on; `nil` if nobody knows.
    ///
    /// - Parameter parents: Those that count, if it is known on whom it hangs.
    public func attachment(of host: Host.Name, among parents: [Host.Name]? = nil) -> Attachment? {
        let told = (links[host] ?? []).filter { parents?.contains($0.host) ?? true }
        // Two that name it: it is a switch between them, and who is above it is not told by this.
        if parents != nil || Set(told.map(\.host)).count == 1, let end = told.first {
            return Attachment(host: end.host, port: end.port)
        }
        guard told.isEmpty, let end = seen[host], parents?.contains(end.host) ?? true else { return nil }
        return Attachment(host: end.host, port: end.port)
    }

    /// What each host hangs on, seen from one of them: the way to it over as few others as possible.
    ///
    /// - Parameter root: The one that stands nearest to us; `nil`: the one with most neighbours.
    /// - Returns: Nothing for the root, and for those to whom no way is known.
    public func tree(from root: Host.Name? = nil) -> [Host.Name: Attachment] {
        var ways: [Host.Name: Set<Host.Name>] = [:]
        for (host, ends) in links {
            for end in ends {
                ways[host, default: []].insert(end.host)
                ways[end.host, default: []].insert(host)
            }
        }
        let places = Dictionary(order.enumerated().map { ($1, $0) }) { first, _ in first }
        func comesFirst(_ left: Host.Name, _ right: Host.Name) -> Bool {
            (-(ways[left]?.count ?? 0), places[left] ?? .max) < (-(ways[right]?.count ?? 0), places[right] ?? .max)
        }
        var found: [Host.Name: Attachment] = [:]
        var reached: Set<Host.Name> = []
        // Of what hangs together without a way to the root, the one with most neighbours is its root.
        let starts = [root].compactMap { $0 } + ways.keys.sorted(by: comesFirst)
        for start in starts where reached.insert(start).inserted {
            var queue = [start]
            while !queue.isEmpty {
                let host = queue.removeFirst()
                for next in (ways[host] ?? []).sorted(by: comesFirst) where reached.insert(next).inserted {
                    found[next] = attachment(of: next, among: [host]) ?? Attachment(host: host, port: "")
                    queue.append(next)
                }
            }
        }
        // Who names nobody and is named by nobody hangs where its address was seen.
        for (host, end) in seen.sorted(by: { $0.key < $1.key }) where ways[host] == nil && host != root {
            // Two that only see each other's address: the one that is not yet below the other.
            var above: Host.Name? = end.host
            while let next = above, next != host { above = found[next]?.host }
            if above == nil { found[host] = Attachment(host: end.host, port: end.port) }
        }
        return found
    }
}
