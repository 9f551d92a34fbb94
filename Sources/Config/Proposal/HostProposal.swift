public import Model

/// What a search found, held against what is configured: hosts to add, and what is not as it was.
public struct HostProposal: Sendable {
    /// A host that is not configured yet.
    public struct Entry: Sendable, Hashable {
        public var name: Host.Name
        public var endpoint: Endpoint
        /// `nil` where the word `default` will do or nobody knows one.
        public var credential: String?
        /// `nil` where the sites' subnets and names tell it.
        public var site: Site.Key?
        public var parent: Attachment?
        /// What it is, in words.
        public var remarks: [String]
    }

    public enum Change: Sendable, Hashable {
        /// Another address, the same device.
        case moved(Host, to: Endpoint, evidence: String)
        /// The same address, another device.
        case replaced(Host, from: String, to: String)
        case newVersion(Host, from: String, to: String)
        /// It hangs on another port than on that of its configured parent.
        case otherParent(Host, Attachment)
        /// Was searched for and did not answer.
        case silent(Host)
    }

    public private(set) var entries: [Entry] = []
    /// Sites that no configuration has, for hosts that fit none.
    public private(set) var sites: [Site] = []
    public private(set) var changes: [Change] = []
    /// How many are as configured.
    public private(set) var unchanged = 0
    private let configuredSites: [Site]
    /// The configured hosts whose addresses nobody else may get: they were not found elsewhere.
    private var settled: [Host] = []

    /// Whether another host has that address.
    func isTaken(_ endpoint: Endpoint) -> Bool { settled.contains { $0.endpoint.isSamePlace(as: endpoint) } }

    /// - Parameters:
    ///   - found: In the order of their addresses.
    ///   - searched: Whether an address was asked.
    ///   - configuration: `nil` if there is none yet.
    ///   - known: What the configured hosts said of themselves until now.
    ///   - written: What stands in the file that is to take the proposal.
    ///   - gateway: The address through which we reach everything, if there is one.
    public init(
        found: [FoundHost], searched: (Endpoint) -> Bool, configuration: Configuration?, known: [Host.Name: HostFacts],
        written: WrittenHosts? = nil, gateway: IPAddress?
    ) {
        let file = written
        let written = file?.hosts ?? []
        configuredSites = (configuration?.fleet.sites ?? []) + (file?.sites ?? [])
        let hosts = configuration?.fleet.hosts ?? []
        var names = Set(hosts.map(\.id)).union(Host.reservedNames).union(written.map(\.name))
        let devices = HostProposal.devices(among: found)
        let recognised = HostProposal.recognise(devices, among: hosts, known: known)
        var taken: [(name: Host.Name, host: FoundHost, others: [Endpoint])] = []
        for (place, device) in devices.enumerated() {
            if let host = recognised[place] {
                taken.append((host.id, device.first, device.others))
            } else if let entry = written.first(where: { entry in
                device.endpoints.contains { $0.isSamePlace(as: entry.endpoint) }
            }) {
                taken.append((entry.name, device.first, []))
            } else {
                let name = HostProposal.name(of: device.first, taken: &names)
                taken.append((name, device.first, device.others))
            }
        }
        let tree = HostProposal.topology(of: taken.map { ($0.name, $0.host) }).tree(
            from: taken.first { $0.host.endpoint.address == gateway }?.name)
        let configured = Dictionary(hosts.map { ($0.id, $0) }) { first, _ in first }
        for (name, device, others) in taken {
            if let host = configured[name] {
                let isThere = ([device.endpoint] + others).contains { $0.isSamePlace(as: host.endpoint) }
                compare(host, with: device, isThere: isThere, before: known[name], parent: tree[name])
            } else if written.contains(where: { $0.name == name }) {
                unchanged += 1
            } else {
                entries.append(entry(name, device, others, parent: tree[name]))
            }
        }
        let moved = changes.compactMap { change in
            if case .moved(let host, _, _) = change { host.id } else { Host.Name?.none }
        }
        settled = hosts.filter { !moved.contains($0.id) }
        let answering = Set(taken.map(\.name))
        changes += hosts.filter { searched($0.endpoint) && $0.credential != nil && !answering.contains($0.id) }
            .map { .silent($0) }
    }

    // MARK: - Who is who

    /// One device that answers at several addresses.
    private struct Device {
        var first: FoundHost
        var others: [Endpoint] = []

        var endpoints: [Endpoint] { [first.endpoint] + others }
    }

    /// A router answers at each of its addresses: the first of them counts.
    private static func devices(among found: [FoundHost]) -> [Device] {
        var devices: [Device] = []
        for host in found {
            if let known = devices.firstIndex(where: { $0.first.facts.isSameDevice(as: host.facts) }) {
                devices[known].others.append(host.endpoint)
            } else {
                devices.append(Device(first: host))
            }
        }
        return devices
    }

    /// The configured hosts that devices are: by what both said of themselves, then by their address.
    ///
    /// - Returns: By the place of the device.
    private static func recognise(
        _ devices: [Device], among hosts: [Host], known: [Host.Name: HostFacts]
    ) -> [Int: Host] {
        var found: [Int: Host] = [:]
        var taken: Set<Host.Name> = []
        for (place, device) in devices.enumerated() {
            let same = hosts.first { host in
                !taken.contains(host.id) && known[host.id]?.isSameDevice(as: device.first.facts) ?? false
            }
            guard let same else { continue }
            found[place] = same
            taken.insert(same.id)
        }
        for (place, device) in devices.enumerated() where found[place] == nil {
            let there = hosts.first { host in
                !taken.contains(host.id) && device.endpoints.contains { $0.isSamePlace(as: host.endpoint) }
            }
            guard let there else { continue }
            found[place] = there
            taken.insert(there.id)
        }
        return found
    }

    private static func topology(of hosts: [(name: Host.Name, host: FoundHost)]) -> Topology {
        Topology(
            stations: hosts.map { name, host in
                Topology.Station(
                    host: name, address: host.endpoint.address, systemName: host.facts.systemName,
                    macs: Set(host.facts.macs ?? []))
            }, surroundings: Dictionary(hosts.map { ($0.name, $0.host.surroundings) }) { first, _ in first })
    }

    /// - Parameter isThere: It answers at its configured address, whatever others it has.
    private mutating func compare(
        _ host: Host, with found: FoundHost, isThere: Bool, before: HostFacts?, parent: Attachment?
    ) {
        let count = changes.count
        let isSame = before?.isSameDevice(as: found.facts)
        if !isThere, isSame == true {
            changes.append(.moved(host, to: found.endpoint, evidence: found.facts.evidence))
        } else if isSame == false, let before, let old = before.serial, let new = found.facts.serial, old != new {
            changes.append(.replaced(host, from: before.summary, to: found.facts.summary))
        } else if let old = before?.version, let new = found.facts.version, old != new {
            changes.append(.newVersion(host, from: old, to: new))
        }
        if let parent, !host.parents.isEmpty, !host.parents.contains(parent.host) {
            changes.append(.otherParent(host, parent))
        }
        if changes.count == count { unchanged += 1 }
    }

    // MARK: - New hosts

    private mutating func entry(
        _ name: Host.Name, _ found: FoundHost, _ others: [Endpoint], parent: Attachment?
    ) -> Entry {
        var remarks = [found.facts.summary]
        if found.ports > 1 { remarks.append("\(found.ports) ports") }
        if let location = found.facts.location { remarks.append("says it is at \(quoted(location))") }
        if let parent, !parent.port.isEmpty { remarks.append("on \(parent)") }
        if !others.isEmpty { remarks.append("also \(listed(others.map(\.description)))") }
        if !found.surroundings.members.isEmpty {
            remarks.append("manages \(found.surroundings.members.count) hosts, which become known by themselves")
        }
        return Entry(
            name: name, endpoint: found.endpoint, credential: found.credential == "default" ? nil : found.credential,
            site: site(for: name, found), parent: parent, remarks: remarks)
    }

    /// The site to write: none where exactly one fits by itself, else by what the device says, else one for its network.
    private mutating func site(for name: Host.Name, _ found: FoundHost) -> Site.Key? {
        let address = found.endpoint.address
        let fitting = (configuredSites + sites).filter { $0.fits(name, address) }
        let said = found.facts.location.flatMap { location in
            (fitting.isEmpty ? configuredSites : fitting).first { site in
                [site.name, site.id].contains { !$0.isEmpty && location.lowercased().contains($0.lowercased()) }
            }
        }
        if fitting.count == 1 { return nil }
        if let site = said ?? fitting.first { return site.id }
        let network = address.network
        let new = Site(
            id: network.key, name: found.facts.location?.visible(limit: 60) ?? network.text, subnets: [network.text])
        sites.append(new)
        return nil
    }

    /// As it calls itself, in the letters that names may have; else by its address.
    private static func name(of found: FoundHost, taken: inout Set<Host.Name>) -> Host.Name {
        let number = found.endpoint.description.map { $0.isLetter || $0.isNumber ? String($0) : "-" }.joined()
        return Host.unique(
            found.facts.systemName.flatMap { Host.name(from: $0) } ?? "host-\(number.prefix(54))", among: &taken)
    }
}

extension HostFacts {
    /// `HPE J9773A · ProCurve YA.16.10 · CN12345678`.
    var summary: String {
        let parts = [[vendor, model], [os, version], [serial]]
        let words = parts.map { $0.compactMap { $0 }.joined(separator: " ") }.filter { !$0.isEmpty }
        return words.isEmpty ? systemDescription ?? "says nothing of itself" : words.joined(separator: " · ")
    }

    /// By what it was recognised.
    fileprivate var evidence: String {
        serial.map { "serial number \($0)" } ?? macs?.first.map { "\($0)" } ?? engineID.map { "engine \($0)" } ?? "name"
    }
}

extension Endpoint {
    /// Whether both mean one agent: 161 is meant where no port is written.
    public func isSamePlace(as other: Endpoint) -> Bool {
        address == other.address && (port ?? 161) == (other.port ?? 161)
    }
}

extension IPAddress {
    /// The network that a site is proposed for: 256 addresses of IPv4, a /64 of IPv6.
    fileprivate var network: (key: String, text: String) {
        switch self {
        case .v4(let number):
            let text = "\(IPAddress.v4(number & 0xffff_ff00))"
            return ("net-" + text.split(separator: ".").prefix(3).joined(separator: "-"), text + "/24")
        case .v6(let high, _, _):
            let text = "\(IPAddress.v6(high: high, low: 0))"
            let words = text.split(separator: ":").joined(separator: "-")
            return ("net-\(words)", text + "/64")
        }
    }
}
