public import Model
public import Platform

/// The monitor's configuration for a town: `monitor.yaml` with everything about the whole, `hosts/town.yaml` with the hosts.
public struct TownConfiguration: Sendable {
    public var town: Town
    public var isLoopback: Bool
    public var language: Language
    public var interval: Duration
    public var ping: Duration

    public init(
        _ town: Town, isLoopback: Bool = false, language: Language = .finnish, interval: Duration = .seconds(60),
        ping: Duration = .seconds(5)
    ) {
        self.town = town
        self.isLoopback = isLoopback
        self.language = language
        self.interval = interval
        self.ping = min(ping, interval)
    }

    /// Writes both files below an existing directory and makes `hosts` and `data` in it.
    public func write(to directory: String) throws(PlatformError) {
        for part in ["hosts", "data"] { try makeDirectory("\(directory)/\(part)") }
        // It holds the community.
        try AtomicFile.write(Array(mainText.utf8), to: "\(directory)/monitor.yaml", mode: 0o600)
        try AtomicFile.write(Array(hostsText.utf8), to: "\(directory)/hosts/town.yaml", mode: 0o644)
    }

    /// The text of `monitor.yaml`.
    public var mainText: String {
        var text = """
            # \(town.name): a simulated town, written by "monitor lab --write-config".
            title: \(quoted(town.name))
            language: \(language.rawValue)
            timezone: Europe/Helsinki
            data: data
            socket: monitor.sock
            interval: \(interval.wholeMilliseconds / 1000)s
            ping: \(ping.wholeMilliseconds / 1000)s
            grace: 0s
            include: [hosts/*.yaml]

            snmp:
              default: {version: 2c, community: \(quoted(town.community))}

            sites:

            """
        for site in town.sites { text += self.text(of: site) }
        return text
    }

    /// The text of `hosts/town.yaml`.
    public var hostsText: String {
        "hosts:\n" + town.devices.indices.map(text(ofDevice:)).joined()
    }

    private func text(of site: Town.Site) -> String {
        var text = "  \(site.key):\n    name: \(quoted(site.name))\n"
        if let contact = site.contact { text += "    contact: \(quoted(contact))\n" }
        if let hours = site.hours { text += "    hours: \(quoted(hours))\n" }
        if let line = site.lineOperator {
            var words = ["name: \(quoted(line.name))"]
            if let phone = line.phone { words.append("phone: \(quoted(phone))") }
            if let circuit = line.circuit { words.append("circuit: \(quoted(circuit))") }
            text += "    operator: {\(words.joined(separator: ", "))}\n"
        }
        return text
    }

    private func text(ofDevice index: Town.DeviceIndex) -> String {
        let device = town.devices[index]
        let site = town.sites[device.site]
        let port = isLoopback && device.kind.hasAgent ? LabNetwork.unprivilegedPort : nil
        let endpoint = Endpoint(address: town.address(of: index, loopback: isLoopback), port: port)
        var words = ["address: \(quoted(endpoint.description))", "site: \(site.key)"]
        if let parent = device.parent { words.append("parent: \(parent)") }
        if !device.kind.hasAgent { words.append("snmp: none") }
        words.append("tags: [\(device.kind.tag)]")
        if let place = device.place { words.append("place: \(quoted(place))") }
        if !device.services.isEmpty {
            words.append("must-run: [\(device.services.map(quoted).joined(separator: ", "))]")
        }
        if site.isSlow { words.append("slow: yes") }
        if let maximum = device.maximum { words.append("max: \(maximum)") }
        if let step = device.firstStep { words.append("first-step: \(quoted(step))") }
        if let tell = device.tell { words.append("tell: \(quoted(tell))") }
        return "  \(device.name): {\(words.joined(separator: ", "))}\n"
    }

    /// In YAML's double quotes.
    private func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            if scalar == "\"" || scalar == "\\" { result += "\\" }
            result.unicodeScalars.append(scalar)
        }
        return result + "\""
    }
}
