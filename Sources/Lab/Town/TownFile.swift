public import Config
import Model

/// Reads a town file and expands its lines into devices; all mistakes at once with file:line:column.
///
/// ```yaml
/// town: Keskuskaupunki
/// community: public
/// sites:
///   kuusela: {name: Koulu Kuusela, subnet: 20, rhythm: school}
/// devices:
///   - {kind: switch, name: kuusela-sw1, site: kuusela, parent: core-1}
///   - {kind: aruba-access-point, name: kuusela-ap##, count: 12, parent: kuusela-sw1, controller: wlc-2}
/// incidents:
///   - {name: kuusela-psu, what: power-supply-fails, host: kuusela-sw1, unit: 2, at: 5m, duration: 20m}
/// ```
public struct TownFile {
    private static let known = ["town", "community", "sites", "devices", "incidents"]

    var file: StrictFile
    var sites: [Town.Site] = []
    var devices: [Town.Device] = []
    var mishaps: [Mishap] = []
    /// The next free host number of each site.
    var nextNumbers: [UInt8: Int] = [:]

    /// Reads the file at `path`.
    public static func load(_ path: String) throws(ConfigurationErrors) -> Town {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        var reader = TownFile(file: StrictFile(path: path, name: name))
        return try reader.read()
    }

    /// Reads bytes as a file of that name.
    public static func parse(_ bytes: [UInt8], name: String) throws(ConfigurationErrors) -> Town {
        var reader = TownFile(file: StrictFile(bytes: bytes, name: name))
        return try reader.read()
    }

    private mutating func read() throws(ConfigurationErrors) -> Town {
        var name = ""
        var community = "public"
        if let fields = file.root?.fields(of: "the town", known: TownFile.known, &file) {
            name = fields.required("town", "write town: and the name on the screen", &file) ?? ""
            community = fields.text("community", &file) ?? community
            readSites(fields)
            for node in fields["devices"]?.list(of: "'devices'", &file) ?? [] { readDevice(node) }
            for node in fields["incidents"]?.list(of: "'incidents'", &file) ?? [] { readMishap(node) }
            if devices.isEmpty {
                file.report(fields.location, "the town has no devices", "write devices: and a list of them")
            }
        }
        try file.check()
        return Town(name: name, community: community, sites: sites, devices: devices, mishaps: mishaps)
    }

    private mutating func readSites(_ fields: StrictFields) {
        for (key, location, value) in fields["sites"]?.entries(of: "'sites'", &file) ?? [] {
            guard let site = readSite(key, value) else { continue }
            if let other = sites.first(where: { $0.subnet == site.subnet }) {
                file.report(location, "sites '\(other.key)' and '\(key)' have one subnet", "number one of them anew")
            }
            sites.append(site)
        }
    }

    private mutating func readSite(_ key: String, _ node: StrictNode) -> Town.Site? {
        let known = [
            "name", "subnet", "rhythm", "contact", "operator", "hours", "latency", "loss", "slow",
        ]
        guard let fields = node.fields(of: "site '\(key.visible())'", known: known, &file) else { return nil }
        guard let subnet = fields.integer("subnet", in: 0...254, &file) else {
            if fields["subnet"] == nil {
                file.report(fields.location, "site '\(key.visible())' has no 'subnet'", "write subnet: 0 to 254")
            }
            return nil
        }
        var site = Town.Site(key: key, name: fields.text("name", &file) ?? key, subnet: UInt8(subnet))
        site.rhythm = fields.choice("rhythm", of: Rhythm.self, &file) ?? .office
        site.contact = fields.text("contact", &file)
        site.hours = fields.text("hours", &file)
        site.latency = fields.duration("latency", &file) ?? .zero
        site.lossPercent = percentage("loss", fields) ?? 0
        site.isSlow = fields.flag("slow", &file) ?? false
        if let line = fields["operator"]?.fields(of: "'operator'", known: ["name", "phone", "circuit"], &file),
            let name = line.required("name", "write who runs the line", &file)
        {
            site.lineOperator = Site.LineOperator(
                name: name, phone: line.text("phone", &file), circuit: line.text("circuit", &file))
        }
        return site
    }

    /// A number from 0 to 100.
    mutating func percentage(_ name: String, _ fields: StrictFields) -> Double? {
        guard let number = fields.number(name, &file) else { return nil }
        guard (0...100).contains(number) else {
            file.report(fields[name]?.location ?? fields.location, "'\(name)' is \(number)", "write 0 to 100 per cent")
            return nil
        }
        return number
    }

    /// The place of a site that must exist.
    mutating func site(_ fields: StrictFields, _ remedy: String) -> Town.SiteIndex? {
        guard let key = fields.required("site", remedy, &file) else { return nil }
        if let index = sites.firstIndex(where: { $0.key == key }) { return index }
        file.report(
            fields["site"]?.location ?? fields.location, unknown: key, "site", known: sites.map(\.key),
            otherwise: "define it under sites:")
        return nil
    }

    /// Reports unless a device of that name was defined above.
    mutating func knows(_ name: String, _ location: SourceLocation) -> Bool {
        if devices.contains(where: { $0.name == name }) { return true }
        file.report(
            location, unknown: name, "device", known: devices.map(\.name), otherwise: "define it above this line")
        return false
    }
}
