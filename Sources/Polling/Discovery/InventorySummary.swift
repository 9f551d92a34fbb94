public import Model

/// An inventory for a person at a terminal: who it is, how much there is of what, what stands out, what could not be read.
/// All that comes from the device is made visible.
public struct InventorySummary: Sendable {
    private let inventory: Inventory
    private let facts: HostFacts
    private let failures: [ReadingFailure]
    private let wording: Wording

    public init(_ inventory: Inventory, facts: HostFacts, failures: [ReadingFailure], wording: Wording) {
        self.inventory = inventory
        self.facts = facts
        self.failures = failures
        self.wording = wording
    }

    /// So many readings of a kind are told one by one.
    private static let mostLines = 12
    /// Of what could not be read.
    private static let mostFailures = 20
    private static let order = [
        "cpu", "load", "memory", "storage", "port", "sensor", "wireless", "access-point", "supply", "transceiver",
        "part",
        "neighbour",
    ]

    public var lines: [String] {
        let kinds = Set(inventory.readings.map(\.kind))
        let known = InventorySummary.order.filter(kinds.contains)
        let sections = (known + kinds.subtracting(known).sorted()).flatMap(section)
        let isEmpty = sections.isEmpty ? ["  none of the probes finds anything to read on it"] : []
        return heading + sections + isEmpty + unreadable
    }

    private var heading: [String] {
        let device = inventory.device
        let name = [inventory.address, device.sysName].compactMap { $0 }.map { $0.visible(limit: 80) }
        let words: [(String, String?)] = [
            ("what", [device.vendor, device.model].compactMap { $0 }.joined(separator: " ")),
            ("system", [device.os, device.version].compactMap { $0 }.joined(separator: " ")), ("serial", device.serial),
            ("says", facts.systemDescription), ("place", facts.location),
            ("sysObjectID", facts.systemObjectID?.description), ("probes", facts.probes.joined(separator: ", ")),
            ("packets", String(inventory.packets)),
        ]
        return [name.joined(separator: "  ")].filter { !$0.isEmpty }
            + words.compactMap { word, text in
                guard let text, !text.isEmpty else { return nil }
                return "  " + column(word) + text.visible(limit: 160)
            }
    }

    private func section(_ kind: String) -> [String] {
        let readings = inventory.readings.filter { $0.kind == kind }
        if kind == "port" { return ["  " + column("port") + portCounts(readings)] }
        // What is not well comes first, else they stay in the order of the device.
        let shown = (readings.filter(isTrouble) + readings.filter { !isTrouble($0) }).prefix(InventorySummary.mostLines)
        let rest = readings.count - shown.count
        let lines = shown.map(line) + (rest > 0 ? ["… and \(rest) more"] : [])
        return lines.enumerated().map { place, text in "  " + column(place == 0 ? kind : "") + text }
    }

    private func portCounts(_ ports: [Inventory.Reading]) -> String {
        let up = ports.filter { $0.oper == "up" }.count
        let off = ports.filter { $0.admin == "down" }.count
        return "\(ports.count), \(up) up" + (off > 0 ? ", \(off) switched off" : "")
    }

    private func line(_ reading: Inventory.Reading) -> String {
        var parts: [String] = []
        if let value = reading.value, reading.class != "state" || reading.state == nil {
            let unit = reading.unit.flatMap { Unit(rawValue: $0) } ?? .none
            parts.append(wording.value(value, unit))
        }
        if let total = reading.total { parts.append("of " + wording.value(Double(total), .bytes)) }
        if let state = reading.state { parts.append(reading.session ?? state.rawValue) }
        if let port = reading.port {
            let there = reading.remotePort.map { ", there on " + $0.visible(limit: 40) } ?? ""
            parts.append("on " + port.visible(limit: 40) + there)
        }
        if let model = reading.model { parts.append(model.visible(limit: 40)) }
        if let serial = reading.serial { parts.append(serial.visible(limit: 40)) }
        let label = reading.label.visible(limit: 60)
        return label + (parts.isEmpty ? "" : "  " + parts.joined(separator: "  "))
    }

    private func isTrouble(_ reading: Inventory.Reading) -> Bool {
        reading.state == .critical || reading.state == .warning
    }

    private var unreadable: [String] {
        let shown = failures.prefix(InventorySummary.mostFailures).map { failure in
            (failure.group.isEmpty ? "" : failure.group + ": ") + failure.detail.visible(limit: 160)
        }
        let rest = failures.count - shown.count
        return (shown + (rest > 0 ? ["… and \(rest) more"] : [])).enumerated().map { place, text in
            "  " + column(place == 0 ? "not read" : "") + text
        }
    }

    private func column(_ word: String) -> String {
        word + String(repeating: " ", count: max(1, 13 - word.count))
    }
}
