import Config
import Model

extension TownFile {
    private static let deviceFields = [
        "kind", "name", "count", "first", "site", "parent", "controller", "place", "services", "ports", "address",
        "first-step", "tell", "max",
    ]

    /// One line of `devices:`; with `count` every `#` of the name is a digit of its number: `kuusela-ap##`.
    mutating func readDevice(_ node: StrictNode) {
        guard let fields = node.fields(of: "a device", known: TownFile.deviceFields, &file),
            let name = fields.required("name", "write name: …", &file)
        else { return }
        if fields["kind"] == nil {
            file.report(fields.location, "device '\(name.visible())' has no 'kind'", "write kind: …")
        }
        let kind = fields.choice("kind", of: Town.Kind.self, &file)
        let site = site(fields, "write site: …")
        let count = fields.integer("count", in: 1...200, &file)
        let first = fields.integer("first", in: 1...200, &file) ?? 1
        guard let kind, let site else { return }
        var device = Town.Device(name: name, kind: kind, site: site, hostNumber: 0)
        device.place = fields.text("place", &file)
        device.services = fields.texts("services", &file).map(\.text)
        device.ports = Int(fields.integer("ports", in: 1...96, &file) ?? 48)
        device.firstStep = fields.text("first-step", &file)
        device.tell = fields.text("tell", &file)
        device.maximum = fields.text("max", &file)
        device.parent = other("parent", fields)
        device.controller = other("controller", fields)
        if let controller = device.controller, let index = devices.firstIndex(where: { $0.name == controller }),
            devices[index].kind != .msmController && devices[index].kind != .arubaController
        {
            file.report(
                fields["controller"]?.location ?? fields.location, "'\(controller)' is no controller",
                "name a device of kind msm-controller or aruba-controller")
        }
        if let address = fields.integer("address", in: 1...254, &file) {
            nextNumbers[sites[site].subnet] = Int(address)
        }
        let digits = name.count { $0 == "#" }
        guard let count, digits > 0 else {
            if count != nil || digits > 0 {
                file.report(
                    fields.location, "'\(name.visible())' and 'count' do not fit together",
                    "write name: \(name.visible())## with count:, or neither")
            } else {
                add(device, named: name, fields)
            }
            return
        }
        for number in first..<(first + count) {
            let zeros = String(repeating: "0", count: max(digits - String(number).count, 0))
            add(device, named: name.filter { $0 != "#" } + zeros + String(number), fields)
        }
    }

    private mutating func other(_ field: String, _ fields: StrictFields) -> String? {
        guard let name = fields.text(field, &file) else { return nil }
        return knows(name, fields[field]?.location ?? fields.location) ? name : nil
    }

    private mutating func add(_ device: Town.Device, named name: String, _ fields: StrictFields) {
        let subnet = sites[device.site].subnet
        let number = nextNumbers[subnet, default: 1]
        nextNumbers[subnet] = number + 1
        guard number <= 254 else {
            file.report(fields.location, "the subnet of site '\(sites[device.site].key)' is full", "use another site")
            return
        }
        var device = device
        device.name = name
        device.hostNumber = UInt16(subnet) << 8 | UInt16(number)
        if devices.contains(where: { $0.name == name }) {
            file.report(fields.location, "there are two devices '\(name.visible())'", "rename one of them")
        } else if let other = devices.first(where: { $0.hostNumber == device.hostNumber }) {
            file.report(
                fields.location, "'\(name.visible())' has the address of '\(other.name)'", "write another address:")
        } else {
            devices.append(device)
        }
    }
}
