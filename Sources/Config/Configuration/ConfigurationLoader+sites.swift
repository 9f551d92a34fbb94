internal import Model

/// The sites in the order of the files.
struct NamedSites {
    var values: [Site] = []
    /// The networks of each site, in the same order.
    var subnets: [[Subnet]] = []

    var names: [String] { values.map(\.id) }

    func contains(_ key: Site.Key) -> Bool { values.contains { $0.id == key } }

    /// The sites whose networks hold the address or whose pattern fits the name.
    func fitting(host: Host.Name, address: IPAddress) -> [Site.Key] {
        zip(values, subnets).filter { site, subnets in
            subnets.contains { $0.contains(address) } || site.names.map { NamePattern($0).fits(host) } ?? false
        }.map(\.0.id)
    }
}

extension ConfigurationLoader {
    /// Reads all under `sites:`.
    mutating func readSites() -> NamedSites {
        var sites = NamedSites()
        for entry in entries(under: "sites") {
            checkName(entry, "site")
            let (site, subnets) = readSite(entry)
            sites.values.append(site)
            sites.subnets.append(subnets)
        }
        return sites
    }

    private mutating func readSite(_ entry: YAMLNode.Entry) -> (Site, [Subnet]) {
        var site = Site(id: entry.key, name: entry.key)
        let known = ["name", "contact", "operator", "hours", "maintenance", "subnets", "names", "slow", "budget"]
        guard let fields = Fields(entry.value, of: "site \(quoted(entry.key))", known: known, &mistakes) else {
            return (site, [])
        }
        site.name = fields.display("name", &mistakes) ?? entry.key
        site.contact = fields.display("contact", &mistakes)
        site.names = fields.display("names", &mistakes)
        site.isSlow = fields.flag("slow", &mistakes) ?? false
        site.budget = fields["budget"]?.byteRate("'budget'", &mistakes)
        site.hours = readHours("hours", fields)
        site.maintenance = readHours("maintenance", fields)
        if let node = fields["operator"] {
            site.lineOperator = readOperator(node)
        }
        let subnets = (fields["subnets"]?.texts("'subnets'", &mistakes) ?? []).compactMap { text, location in
            checkSubnet(text, location)
        }
        site.subnets = subnets.map(\.text)
        return (site, subnets.map(\.subnet))
    }

    /// Days and hours, as written.
    mutating func readHours(_ name: String, _ fields: Fields) -> String? {
        guard let node = fields[name], let text = node.text(quoted(name), &mistakes) else { return nil }
        if OpeningHours(text) == nil {
            mistakes.add(
                node.location, "\(quoted(name)) is \(quoted(text))",
                "write days and hours, as Mon-Fri 6-18, Sat 9:30-15")
        }
        return text
    }

    private mutating func readOperator(_ node: YAMLNode) -> Site.LineOperator? {
        guard let fields = Fields(node, of: "'operator'", known: ["name", "phone", "circuit"], &mistakes),
            fields.required("name", of: "'operator'", "write who runs the line: name: …", &mistakes) != nil
        else { return nil }
        return fields.display("name", &mistakes).map {
            Site.LineOperator(
                name: $0, phone: fields.display("phone", &mistakes), circuit: fields.display("circuit", &mistakes))
        }
    }

    private mutating func checkSubnet(_ text: String, _ location: SourceLocation) -> (text: String, subnet: Subnet)? {
        if let subnet = Subnet(text) { return (text, subnet) }
        let parts = text.split(separator: "/")
        let remedy =
            if parts.count == 2, IPAddress(parts[0]) != nil, let length = Int(parts[1]),
                (0...(parts[0].contains(":") ? 128 : 32)).contains(length)
            {
                "the bits behind /\(length) must be 0, as in 10.77.0.0/24"
            } else {
                "write a network, as 10.77.0.0/24"
            }
        mistakes.add(location, "\(quoted(text)) is no network", remedy)
        return nil
    }

    /// Names of hosts, sites and credentials: what is typed in commands and stands in file names.
    mutating func checkName(_ entry: YAMLNode.Entry, _ what: String, reserved: [String: String] = [:]) {
        let name = entry.key
        if entry.key == "<<" {
            mistakes.add(entry.keyLocation, "merge keys (<<) are not used here", "write the fields out")
            return
        }
        if let reason = reserved[name] {
            mistakes.add(
                entry.keyLocation, "\(quoted(name)) cannot be the name of a \(what): \(reason)", "choose another name")
            return
        }
        let allowed = name.unicodeScalars.allSatisfy {
            $0.isASCII && ($0.properties.isAlphabetic || "0123456789._-".unicodeScalars.contains($0))
        }
        guard allowed, name.first != "-", name.first != ".", name.count <= 63 else {
            mistakes.add(
                entry.keyLocation, "\(quoted(name)) cannot be the name of a \(what)",
                "use up to 63 of A-Z a-z 0-9 . _ - and begin with a letter or digit")
            return
        }
    }
}
