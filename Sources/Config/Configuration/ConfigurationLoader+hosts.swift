internal import Model

/// A host with the places of what other hosts are compared by.
struct PlacedHost {
    var host: Host
    var location: SourceLocation
    var addressLocation: SourceLocation
    var parentLocations: [SourceLocation]
}

extension ConfigurationLoader {
    private static let hostFields = [
        "address", "site", "snmp", "parent", "place", "tags", "first-step", "tell", "must-run", "max", "hours",
        "maintenance", "slow",
    ]

    /// Reads all under `hosts:` and checks what only the whole can tell.
    mutating func readHosts(sites: NamedSites, credentials: NamedCredentials) -> [PlacedHost] {
        let entries = entries(under: "hosts")
        hostNames = entries.map(\.key)
        var hosts: [PlacedHost] = []
        for entry in entries {
            checkName(entry, "host", reserved: ["monitor": "so the daemon calls itself"])
            if let host = readHost(entry, sites, credentials) { hosts.append(host) }
        }
        checkEndpoints(hosts)
        checkParents(hosts)
        return hosts
    }

    private mutating func readHost(
        _ entry: YAMLNode.Entry, _ sites: NamedSites, _ credentials: NamedCredentials
    ) -> PlacedHost? {
        let what = "host \(quoted(entry.key))"
        guard let fields = Fields(entry.value, of: what, known: ConfigurationLoader.hostFields, &mistakes),
            let addressNode = fields.required("address", of: what, "write address: 10.0.0.1", &mistakes)
        else { return nil }
        let endpoint = readEndpoint(addressNode)
        var host = Host(
            id: entry.key, endpoint: endpoint ?? Endpoint(address: .v4(0)), site: "", origin: entry.keyLocation)
        host.site = readSite(of: entry, fields, endpoint?.address, sites) ?? ""
        host.credential = readCredentialName(fields, credentials)
        host.place = fields.display("place", &mistakes)
        host.firstStep = fields.display("first-step", &mistakes)
        host.tell = fields.display("tell", &mistakes)
        host.tags = fields.displays("tags", &mistakes)
        host.mustRun = fields.displays("must-run", &mistakes)
        host.isSlow = fields.flag("slow", &mistakes) ?? sites.values.first { $0.id == host.site }?.isSlow ?? false
        let colours = [Status.green, .yellow, .red].map { ($0.rawValue, $0) }
        host.maximum = fields["max"]?.choice("'max'", among: colours, &mistakes)
        if case .text(let text)? = fields["hours"]?.content, text.lowercased() == "always" {
            host.hours = .always
        } else {
            host.hours = readHours("hours", fields).map { .open($0) }
        }
        host.maintenance = readHours("maintenance", fields)
        let parents = fields["parent"]?.texts("'parent'", &mistakes) ?? []
        host.parents = parents.map(\.text)
        guard endpoint != nil else { return nil }
        return PlacedHost(
            host: host, location: entry.keyLocation, addressLocation: addressNode.location,
            parentLocations: parents.map(\.location))
    }

    private mutating func readEndpoint(_ node: YAMLNode) -> Endpoint? {
        guard let text = node.text("'address'", &mistakes) else { return nil }
        guard let endpoint = Endpoint(text) else {
            mistakes.add(node.location, "\(quoted(text)) is no address", ConfigurationLoader.addressRemedy(text))
            return nil
        }
        if let reason = ConfigurationLoader.reasonAgainst(endpoint.address) {
            mistakes.add(
                node.location, "\(quoted(text)) is no host's address: \(reason)", "write the host's own address")
            return nil
        }
        return endpoint
    }

    private static func addressRemedy(_ text: String) -> String {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        if parts.count == 2, IPAddress(parts[0]) != nil { return "a port is a number from 1 to 65535" }
        if text.hasPrefix("["), text.contains("]:") { return "write IPv6 with a port as \"[2001:db8::1]:161\"" }
        if text.contains("%") { return "leave out the zone behind %" }
        if text.contains(where: \.isLetter), !text.contains(":") {
            return "names are not looked up: write the address in numbers"
        }
        return "write it as 10.77.0.1, 10.77.0.1:161, \"2001:db8::1\" or \"[2001:db8::1]:161\""
    }

    /// Why nobody can be at that address; `nil` if somebody can.
    private static func reasonAgainst(_ address: IPAddress) -> String? {
        switch address {
        case .v4(let number):
            switch number >> 24 {
            case 0: "it means this network"
            case 224...239: "it is a multicast address"
            case 240...255: "it is reserved"
            default: nil
            }
        case .v6(let high, let low, _):
            if high == 0, low == 0 {
                "it means no address"
            } else if high >> 56 == 0xff {
                "it is a multicast address"
            } else if high == 0, low >> 32 == 0xffff {
                "it is IPv4 in disguise"
            } else {
                nil
            }
        }
    }

    private mutating func readSite(
        of entry: YAMLNode.Entry, _ fields: Fields, _ address: IPAddress?, _ sites: NamedSites
    ) -> Site.Key? {
        if let node = fields["site"] {
            guard let key = node.text("'site'", &mistakes) else { return nil }
            if sites.contains(key) { return key }
            mistakes.add(
                node.location, "there is no site \(quoted(key))",
                remedy(for: key, among: sites.names, otherwise: "define it under sites:"))
            return nil
        }
        guard let address else { return nil }
        let fitting = sites.fitting(host: entry.key, address: address)
        if fitting.count == 1 { return fitting[0] }
        mistakes.add(
            entry.keyLocation,
            fitting.isEmpty
                ? "host \(quoted(entry.key)) has no site, and no site's subnets or names fit it"
                : "host \(quoted(entry.key)) fits the sites \(listed(fitting.map { quoted($0) }))",
            "write site: …")
        return nil
    }

    private mutating func readCredentialName(_ fields: Fields, _ credentials: NamedCredentials) -> String? {
        guard let node = fields["snmp"] else { return credentials["default"] == nil ? nil : "default" }
        guard let name = node.text("'snmp'", &mistakes), name != "none" else { return nil }
        if credentials[name] != nil { return name }
        mistakes.add(
            node.location, "there is no credential \(quoted(name))",
            remedy(
                for: name, among: credentials.keys.sorted() + ["none"],
                otherwise: "define it under snmp:, or write none"))
        return nil
    }

    /// Two hosts at one address and port would be one device under two names.
    private mutating func checkEndpoints(_ hosts: [PlacedHost]) {
        var first: [Endpoint: PlacedHost] = [:]
        for host in hosts {
            let endpoint = Endpoint(address: host.host.endpoint.address, port: host.host.endpoint.port ?? 161)
            if let other = first[endpoint] {
                mistakes.add(
                    host.addressLocation,
                    "hosts \(quoted(other.host.id)) and \(quoted(host.host.id)) have one address, \(host.host.endpoint) (first at \(other.addressLocation))",
                    "remove one of them or mend its address")
            } else {
                first[endpoint] = host
            }
        }
    }

    private mutating func checkParents(_ hosts: [PlacedHost]) {
        let known = Set(hostNames)
        var parents: [Host.Name: [Host.Name]] = [:]
        for host in hosts {
            parents[host.host.id] = host.host.parents
            for (parent, location) in zip(host.host.parents, host.parentLocations) where !known.contains(parent) {
                mistakes.add(
                    location, "there is no host \(quoted(parent))",
                    remedy(for: parent, among: hostNames, otherwise: "define it under hosts:"))
            }
        }
        let places = Dictionary(hosts.map { ($0.host.id, $0) }, uniquingKeysWith: { first, _ in first })
        for cycle in cycles(in: parents, order: hosts.map(\.host.id)) {
            guard let first = cycle.first, let place = places[first] else { continue }
            mistakes.add(
                place.parentLocations.first ?? place.location,
                "hosts hang on each other: \((cycle + [first]).map { $0.visible() }.joined(separator: " → "))",
                "remove one of these parents")
        }
    }
}

/// The rings among parents, each once, from its first host in `order` on. Without recursion: a chain may be as long as
/// the fleet.
func cycles(in parents: [Host.Name: [Host.Name]], order: [Host.Name]) -> [[Host.Name]] {
    enum Mark { case open, done }
    var marks: [Host.Name: Mark] = [:]
    var result: [[Host.Name]] = []
    for start in order where marks[start] == nil {
        marks[start] = .open
        var path: [(name: Host.Name, next: Int)] = [(start, 0)]
        while let (name, next) = path.last {
            let ahead = parents[name] ?? []
            guard next < ahead.count else {
                marks[name] = .done
                path.removeLast()
                continue
            }
            path[path.count - 1].next += 1
            switch marks[ahead[next]] {
            case nil:
                marks[ahead[next]] = .open
                path.append((ahead[next], 0))
            case .open:
                if let begin = path.firstIndex(where: { $0.name == ahead[next] }) {
                    result.append(path[begin...].map(\.name))
                }
            case .done: break
            }
        }
    }
    return result
}
