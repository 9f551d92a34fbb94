public import Model

/// All that one visit found on a host, with the instance that each value was read from.
public struct DiscoveredHost: Sendable, Hashable {
    public var facts: HostFacts
    /// In the order of the probes and their groups.
    public var groups: [DiscoveredGroup]
    /// Sent to find it out.
    public var packets: Int
    /// What it knows of others, if that was asked.
    public var surroundings: Surroundings?

    public init(
        facts: HostFacts, groups: [DiscoveredGroup], packets: Int = 0, surroundings: Surroundings? = nil
    ) {
        self.facts = facts
        self.groups = groups
        self.packets = packets
        self.surroundings = surroundings
    }
}

/// A group of a probe with its rows on a host.
public struct DiscoveredGroup: Sendable, Hashable {
    public var source: Probe.Group
    public var rows: [DiscoveredRow]

    public init(source: Probe.Group, rows: [DiscoveredRow]) {
        self.source = source
        self.rows = rows
    }
}

/// One row of a group: a port, a file system, a fan.
public struct DiscoveredRow: Sendable, Hashable {
    /// What the device calls it; `nil` where it does not.
    public var label: String?
    /// What stands behind the columns' OIDs; empty in a group without rows.
    public var instance: OID
    public var texts: [Probe.RowText.Name: String]
    /// By the place of the field in its group; fields that the row does not have, and computed ones, are not there.
    public var cells: [Int: DiscoveredCell]

    public init(
        label: String?, instance: OID, texts: [Probe.RowText.Name: String] = [:], cells: [Int: DiscoveredCell]
    ) {
        self.label = label
        self.instance = instance
        self.texts = texts
        self.cells = cells
    }
}

/// A cell that the row has.
public struct DiscoveredCell: Sendable, Hashable {
    /// The very instance; `nil` for what was counted.
    public var name: OID?
    /// `nil` where the device gave nothing, or a number that stands for "no value".
    public var value: Value?
    public var limits: DeviceLimits

    public init(name: OID?, value: Value?, limits: DeviceLimits = [:]) {
        self.name = name
        self.value = value
        self.limits = limits
    }
}

extension ReadingPlan {
    /// The plan's groups with the values of a visit.
    ///
    /// - Parameter descriptions: Of the rows of each group; empty if nobody asked for them.
    func discovered(readings: [Readings], descriptions: [[RowDescription]]) -> [DiscoveredGroup] {
        let values = Dictionary(readings.map { ($0.key, $0.values) }) { first, _ in first }
        var found = groups.enumerated().map { place, group in
            let isTable = if case .table = group.source.rows { true } else { false }
            let rows = group.layout.rows.enumerated().map { row, known in
                let isNamed = isTable ? known.label != known.instance.description : !known.label.isEmpty
                let texts = descriptions.isEmpty ? [:] : descriptions[place][row].texts
                return DiscoveredRow(
                    label: isNamed ? known.label : nil, instance: known.instance, texts: texts, cells: [:])
            }
            return DiscoveredGroup(source: group.source, rows: rows)
        }
        for (place, group) in groups.enumerated() where !group.names.isEmpty {
            for row in group.layout.rows.indices {
                let count = values[group.layout.key]?[group.layout.slot(row: row, column: 0)]
                found[place].rows[row].cells[group.fields[0]] = DiscoveredCell(name: nil, value: count)
            }
        }
        for cell in cells where cell.role != .discontinuity {
            let (place, slot) = (Int(cell.group), Int(cell.slot))
            let group = groups[place]
            let (row, column) = slot.quotientAndRemainder(dividingBy: group.layout.columns.count)
            let field = group.fields[column]
            let limits = descriptions.isEmpty ? nil : descriptions[place][row].limits[field]
            found[place].rows[row].cells[field] = DiscoveredCell(
                name: name(of: cell), value: values[group.layout.key]?[slot], limits: limits ?? [:])
        }
        for place in found.indices { found[place].rows.removeAll { $0.cells.isEmpty && $0.texts.isEmpty } }
        return found
    }
}
