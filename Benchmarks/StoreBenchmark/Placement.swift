import Model

/// How what a device answers at one time becomes groups of the archive.
enum Division: String {
    /// One group, as the data set has it: what is read at one time shares one time stamp.
    case poll
    /// A group for each table, as the probes have it: ports, processors, storage, sensors, echoes.
    case probe
}

/// The groups of the archive for one polled group, and where its series stand in them.
struct Placement {
    private(set) var layouts: [GroupLayout]
    /// By series.
    private(set) var places: [(layout: Int, slot: Int)]

    init(_ group: PolledGroup, division: Division) {
        switch division {
        case .poll: self.init(whole: group)
        case .probe: self.init(tables: group)
        }
    }

    /// One row, a column for each series.
    private init(whole group: PolledGroup) {
        let columns = group.series.map { series in
            var column = series.kind.column(index: series.index)
            column.name += "-\(series.index)"
            return column
        }
        let key = GroupKey(host: "host-\(group.device)", group: group.isPing ? "ping" : "device.all")
        layouts = [GroupLayout(key: key, columns: columns, rows: [Row(identity: "", label: "", instance: OID([]))])]
        places = group.series.indices.map { (0, $0) }
    }

    private init(tables group: PolledGroup) {
        layouts = []
        places = group.series.map { _ in (0, 0) }
        for (name, members) in Dictionary(grouping: group.series.indices, by: { group.series[$0].kind.table })
            .sorted(by: { $0.key < $1.key })
        {
            var columns: [Column] = []
            var rows = 0
            for member in members {
                let series = group.series[member]
                let column = series.kind.column(index: series.index)
                if !columns.contains(column) { columns.append(column) }
                rows = max(rows, series.row + 1)
            }
            let layout = GroupLayout(
                key: GroupKey(host: "host-\(group.device)", group: name), columns: columns,
                rows: (1...rows).map { Row(identity: "\($0)", label: "\($0)", instance: OID([UInt32($0)])) })
            for member in members {
                let series = group.series[member]
                let column = columns.firstIndex(of: series.kind.column(index: series.index)) ?? 0
                places[member] = (layouts.count, layout.slot(row: series.row, column: column))
            }
            layouts.append(layout)
        }
    }

    /// What is to be stored of a poll.
    func readings(of poll: Poll) -> [Readings] {
        if layouts.count == 1, layouts[0].slotCount == poll.values.count {
            return [Readings(key: layouts[0].key, time: poll.time, uptime: poll.uptime, values: poll.values)]
        }
        var all = layouts.map {
            Readings(
                key: $0.key, time: poll.time, uptime: poll.uptime,
                values: [Value?](repeating: nil, count: $0.slotCount))
        }
        for (value, place) in zip(poll.values, places) { all[place.layout].values[place.slot] = value }
        return all.filter { $0.values.contains { $0 != nil } }
    }

    /// The name of one of the group's series.
    func series(_ number: Int) -> Series {
        layouts[places[number].layout].series(slot: places[number].slot)
    }
}

extension PolledSeries {
    /// The port, the processor, the sensor.
    var row: Int { kind == .octets ? index / 2 : index }
}

extension Kind {
    /// `probe.group` where it stands in a table of its own.
    var table: String {
        switch self {
        case .octets, .errors, .status: "if-mib.ports"
        case .cpu: "host-resources.processors"
        case .memory: "host-resources.storage"
        case .sensor: "entity-sensor.sensors"
        case .roundTrip, .loss: "ping"
        }
    }

    func column(index: Int) -> Column {
        switch self {
        case .octets:
            Column(name: index & 1 == 0 ? "inOctets" : "outOctets", kind: "port", unit: .bytes, measure: .counter64)
        case .errors: Column(name: "inErrors", kind: "port", unit: .none, measure: .counter64)
        case .status: Column(name: "operStatus", kind: "port", unit: .none, measure: .state)
        case .cpu: Column(name: "load", kind: "cpu", unit: .percent, measure: .gauge)
        case .memory: Column(name: "used", kind: "storage", unit: .bytes, measure: .gauge)
        case .sensor: Column(name: "value", kind: "sensor", class: "temperature", unit: .celsius, measure: .gauge)
        case .roundTrip: Column(name: "average", kind: "ping", unit: .milliseconds, measure: .gauge)
        case .loss: Column(name: "lost", kind: "ping", unit: .percent, measure: .gauge)
        }
    }
}
