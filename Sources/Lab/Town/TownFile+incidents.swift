import Config
import Model

extension TownFile {
    private enum Deed: String, CaseIterable {
        case dead
        case agentSilent = "agent-silent"
        case diskFills = "disk-fills"
        case fanFails = "fan-fails"
        case powerSupplyFails = "power-supply-fails"
        case serviceStops = "service-stops"
        case lineCut = "line-cut"
        case lineSlow = "line-slow"
    }

    private static let mishapFields = [
        "name", "what", "host", "site", "at", "duration", "unit", "dark", "volume", "percent", "within", "service",
        "latency", "loss",
    ]

    /// One line of `incidents:`.
    mutating func readMishap(_ node: StrictNode) {
        guard let fields = node.fields(of: "an incident", known: TownFile.mishapFields, &file),
            let name = fields.required("name", "write name: …", &file)
        else { return }
        if fields["what"] == nil {
            file.report(fields.location, "incident '\(name.visible())' has no 'what'", "write what: …")
        }
        if mishaps.contains(where: { $0.name == name }) {
            file.report(fields.location, "there are two incidents '\(name.visible())'", "rename one of them")
        }
        let offset = fields.duration("at", &file)
        let duration = fields.duration("duration", &file)
        guard let what = fields.choice("what", of: Deed.self, &file), let deed = readDeed(what, fields) else { return }
        mishaps.append(Mishap(name: name, deed: deed, offset: offset, duration: duration))
    }

    private mutating func readDeed(_ what: Deed, _ fields: StrictFields) -> Mishap.Deed? {
        switch what {
        case .lineCut: return siteKey(fields).map { .lineCut(site: $0) }
        case .lineSlow:
            let latency = fields.duration("latency", &file) ?? .zero
            let loss = percentage("loss", fields) ?? 0
            return siteKey(fields).map { .lineSlow(site: $0, latency: latency, lossPercent: loss) }
        case .dead: return host(fields).map { .dead(host: $0) }
        case .agentSilent: return host(fields).map { .agentSilent(host: $0) }
        case .diskFills:
            guard let host = host(fields), let volume = fields.required("volume", "write volume: \"D:\" or /srv", &file)
            else { return nil }
            let percent = percentage("percent", fields) ?? 97
            let within = fields.duration("within", &file) ?? .seconds(300)
            return .diskFills(host: host, volume: volume, percent: percent, within: within)
        case .fanFails, .powerSupplyFails:
            let unit = Int(fields.integer("unit", in: 1...4, &file) ?? 1)
            guard let host = host(fields, among: [.coreSwitch, .accessSwitch]) else { return nil }
            if what == .fanFails { return .fanFails(host: host, unit: unit) }
            let dark = fields.texts("dark", &file).compactMap { knows($0.text, $0.location) ? $0.text : nil }
            return .powerSupplyFails(host: host, unit: unit, dark: dark)
        case .serviceStops:
            guard let host = host(fields, among: [.linuxServer, .windowsServer]),
                let service = fields.required("service", "write service: and its name", &file)
            else { return nil }
            if let device = devices.first(where: { $0.name == host }), !device.services.contains(service) {
                file.report(
                    fields["service"]?.location ?? fields.location, unknown: service, "service",
                    known: device.services, otherwise: "name it under services: of '\(host)'")
            }
            return .serviceStops(host: host, service: service)
        }
    }

    private mutating func siteKey(_ fields: StrictFields) -> String? {
        site(fields, "write site: …").map { sites[$0].key }
    }

    private mutating func host(_ fields: StrictFields, among kinds: Set<Town.Kind> = []) -> String? {
        guard let name = fields.required("host", "write host: …", &file),
            knows(name, fields["host"]?.location ?? fields.location)
        else { return nil }
        if !kinds.isEmpty, let device = devices.first(where: { $0.name == name }), !kinds.contains(device.kind) {
            file.report(
                fields["host"]?.location ?? fields.location,
                "'\(name)' is a \(device.kind.rawValue): it has no such part",
                "name another host")
            return nil
        }
        return name
    }
}
