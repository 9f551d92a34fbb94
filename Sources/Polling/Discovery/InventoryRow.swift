import Model

/// One row of a group as a person would tell of it: by its kind one reading (a port, a file system), or one for each of
/// its values.
struct InventoryRow {
    let group: Probe.Group
    let row: DiscoveredRow
    /// Its place among several that have no labels of their own, from 1; `nil` where it is the only one.
    let number: Int?

    var readings: [Inventory.Reading] {
        switch kind {
        case "port": [port]
        case "memory", "storage": share.map { [$0] } ?? []
        case "supply": [supply]
        case "diskio", "neighbour", "vlan", "address", "vm", "bgp", "transceiver": [thing]
        case "part": row.texts[.model] ?? row.texts[.serial] == nil ? [] : [thing]
        default: byColumn
        }
    }

    private var kind: String { group.kind }

    /// A number and the instances that it comes from.
    private struct Sourced {
        var number: Double
        var names: [OID]
    }

    private func place(of column: String) -> Int? {
        group.columns.firstIndex { $0.column.name == column }
    }

    private func sourced(_ column: String) -> Sourced? {
        place(of: column).flatMap { sourced(at: $0) }
    }

    /// The value of a field, computed where the probe says how. A computed one leans on those above it, never on itself.
    private func sourced(at place: Int) -> Sourced? {
        switch group.columns[place].source {
        case .objects:
            guard let cell = row.cells[place], let value = cell.value else { return nil }
            return Sourced(number: value.number, names: cell.name.map { [$0] } ?? [])
        case .computed(let sum):
            var names: [OID] = []
            let number = sum.evaluate(
                column: { other in
                    guard other < place, let part = sourced(at: other) else { return nil }
                    names += part.names.filter { !names.contains($0) }
                    return part.number
                }, rate: { _ in nil })
            guard let number, number.isFinite else { return nil }
            return Sourced(number: number, names: names)
        }
    }

    private func integer(_ column: String) -> Int64? {
        place(of: column).flatMap { row.cells[$0]?.value }.flatMap { value in
            value.integer ?? Int64(exactly: value.number.rounded())
        }
    }

    /// A counter, which is kept by its bit pattern.
    private func counter(_ column: String) -> UInt64? {
        integer(column).map { UInt64(bitPattern: $0) }
    }

    private func state(at place: Int) -> StateMap.State? {
        guard let states = group.columns[place].states, let number = row.cells[place]?.value?.integer else {
            return nil
        }
        return states.states[number] ?? StateMap.State(name: String(number), status: .grey)
    }
}

// MARK: - One reading for the row

extension InventoryRow {
    /// A reading with what every row may say of itself.
    private func named(_ label: String, class: String? = nil) -> Inventory.Reading {
        var reading = Inventory.Reading(
            kind: kind, class: `class` ?? group.columns.first?.column.class ?? group.class, label: label)
        reading.index = row.texts[.index] ?? (row.instance.count == 0 ? nil : row.instance.description)
        reading.description = row.texts[.description]
        reading.alias = row.texts[.alias]
        reading.vendor = row.texts[.vendor]
        reading.model = row.texts[.model]
        reading.serial = row.texts[.serial]
        reading.port = row.texts[.port]
        reading.remotePort = row.texts[.remotePort]
        return reading
    }

    /// What is simply there, with the state it is in if that is told.
    private var thing: Inventory.Reading {
        var reading = named(row.label ?? row.texts[.index] ?? row.instance.description)
        guard let place = group.columns.firstIndex(where: { $0.states != nil }), let state = state(at: place) else {
            return reading
        }
        reading.state = state.status.inventoryState
        reading.oid = row.cells[place]?.name?.description
        if kind == "bgp" { reading.session = state.name }
        return reading
    }

    private var port: Inventory.Reading {
        var reading = named(row.label ?? row.texts[.description] ?? row.instance.description)
        reading.admin = place(of: "adminStatus").flatMap { state(at: $0)?.name }
        reading.oper = place(of: "operStatus").flatMap { state(at: $0)?.name }
        reading.speed = integer("speed")
        reading.inOctets = counter("inOctets")
        reading.outOctets = counter("outOctets")
        reading.inErrors = counter("inErrors")
        reading.outErrors = counter("outErrors")
        return reading
    }

    /// How full it is; `nil` where that cannot be told.
    private var share: Inventory.Reading? {
        var reading = named(label)
        reading.unit = Unit.percent.rawValue
        if let (used, total) = usedOfTotal {
            reading.value = (100 * used.number / total.number).rounded(toDigits: 4)
            reading.used = Int64(exactly: used.number.rounded())
            reading.total = Int64(exactly: total.number.rounded())
            reading.take(used.names + total.names)
        } else if let percent = sourced("usedPercent") {
            reading.value = percent.number.rounded(toDigits: 12)
            reading.take(percent.names)
        } else {
            return nil
        }
        return reading
    }

    private var usedOfTotal: (used: Sourced, total: Sourced)? {
        guard let total = sourced("total"), total.number > 0 else { return nil }
        let used =
            sourced("used")
            ?? sourced("free").map { Sourced(number: total.number - $0.number, names: $0.names) }
        guard let used, used.number >= 0 else { return nil }
        return (used, total)
    }

    /// What is left of it. One whose level the device does not know is there all the same.
    private var supply: Inventory.Reading {
        var reading = named(label)
        reading.index = OID(Array(row.instance.subidentifiers.suffix(2))).description
        reading.unit = Unit.percent.rawValue
        if let left = sourced("left"), let full = sourced("full"), full.number > 0, left.number >= 0 {
            reading.value = (100 * left.number / full.number).rounded(toDigits: 4)
            reading.take(left.names + full.names)
        } else {
            reading.oid = place(of: "left").flatMap { row.cells[$0]?.name }?.description
        }
        return reading
    }
}

// MARK: - A reading for each value

extension InventoryRow {
    /// A column with states tells how well the row's values are, unless its own class says that it is a reading.
    private func isCondition(_ field: Probe.Field) -> Bool {
        field.states != nil && field.column.class != "state" && group.columns.contains { $0.states == nil }
    }

    /// What another column is computed from is told by that one.
    private var parts: Set<Int> {
        group.columns.reduce(into: []) { parts, field in
            if case .computed(let sum) = field.source { parts.formUnion(sum.columns) }
        }
    }

    private var byColumn: [Inventory.Reading] {
        let conditions = group.columns.indices.filter { isCondition(group.columns[$0]) }
        let statuses = conditions.compactMap { state(at: $0)?.status }
        let worst = Status.fold(statuses)
        let others = group.columns.indices.filter { !conditions.contains($0) && !parts.contains($0) }
        // Where there is nothing to measure, the number means nothing.
        let readings = others.compactMap { place in
            worst == .blue && group.columns[place].states == nil ? nil : reading(at: place, of: others.count)
        }
        guard let worst else { return readings }
        if readings.isEmpty, let first = others.first {
            var reading = named(label(of: first, among: others.count), class: group.columns[first].column.class)
            reading.state = worst.inventoryState
            reading.oid = (row.cells[first] ?? conditions.lazy.compactMap { row.cells[$0] }.first)?.name?.description
            return [reading]
        }
        return readings.map { reading in
            var reading = reading
            reading.state = reading.state ?? worst.inventoryState
            return reading
        }
    }

    private func reading(at place: Int, of count: Int) -> Inventory.Reading? {
        let field = group.columns[place]
        guard let found = sourced(at: place) else { return nil }
        var reading = named(label(of: place, among: count), class: field.column.class)
        reading.value = found.number.rounded(toDigits: 12)
        reading.state = state(at: place)?.status.inventoryState
        reading.unit = field.column.unit == .none ? nil : field.column.unit.rawValue
        reading.limits = row.cells[place].flatMap { Inventory.Limits($0.limits) }
        reading.take(found.names)
        return reading
    }
}

// MARK: - Labels

extension InventoryRow {
    /// What the device calls the row, else what it is, numbered where there are several.
    private var label: String {
        if let label = row.label { return label }
        let word = group.label ?? (kind == "sensor" ? group.columns.first?.column.class : nil) ?? kind
        let name = word == "cpu" ? "CPU" : word.capitalizedFirst
        return number.map { "\(name) \($0)" } ?? name
    }

    /// The row's label, with the column's name where the row has several values.
    private func label(of place: Int, among count: Int) -> String {
        let name = group.columns[place].column.name
        if count == 1 { return label }
        let words = name.camelCaseWords
        if row.label == nil, number == nil, group.label == nil { return words.capitalizedFirst }
        return "\(label) \(words)"
    }
}

extension Inventory.Reading {
    /// Notes the instances that the value comes from.
    fileprivate mutating func take(_ names: [OID]) {
        var seen: Set<OID> = []
        let names = names.filter { seen.insert($0).inserted }
        if names.count == 1 {
            oid = names[0].description
        } else if !names.isEmpty {
            oids = names.map(\.description)
        }
    }
}

extension Inventory.Limits {
    /// `nil` where there are none.
    fileprivate init?(_ limits: DeviceLimits) {
        guard !limits.isEmpty else { return nil }
        let rounded = limits.mapValues { $0.rounded(toDigits: 12) }
        self.init(
            low: rounded[.low], lowWarn: rounded[.lowWarn], highWarn: rounded[.highWarn], high: rounded[.high])
    }
}

extension Status {
    fileprivate var inventoryState: Inventory.State {
        switch self {
        case .green: .ok
        case .yellow: .warning
        case .red: .critical
        case .grey, .blue: .unknown
        }
    }
}

extension String {
    fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }

    /// `on battery` for `onBattery`.
    fileprivate var camelCaseWords: String {
        reduce(into: "") { $0 += $1.isUppercase ? " " + $1.lowercased() : String($1) }
    }
}
