import Model

/// What every simulated host has: a server and a switch in one, with a hundred checks.
enum Device {
    static let disks = 12
    static let ports = 24
    static let temperatures = 16
    static let states = 21
    static let processors = 8
    /// Two a port, the memory's two, and one for all processors.
    static let checks = disks + 2 * ports + temperatures + states + 3

    /// The places in `states` of a sensor: good and bad.
    static let good: Int64 = 1
    static let bad: Int64 = 3

    static let probe = Probe(
        name: "device", title: "Device", recognition: Probe.Recognition(),
        groups: [storage, traffic, sensors, parts, memory, load])

    private static let storage = group(
        "storage", kind: "storage",
        [gauge("total", .bytes), gauge("used", .bytes)],
        computed: [.quotient(.product(.number(100), .column(1)), .column(0))],
        checks: [
            CheckTemplate(
                aspect: .disk, value: .column(2), unit: .percent,
                condition: .above(Limits(yellow: 85, red: 95, hysteresis: 2)), hold: .seconds(300))
        ])

    private static let traffic = group(
        "ports", kind: "port",
        [
            Column(name: "inOctets", kind: "port", unit: .bytes, measure: .counter64),
            Column(name: "outOctets", kind: "port", unit: .bytes, measure: .counter64),
            gauge("speed", .bitsPerSecond), Column(name: "operStatus", kind: "port", unit: .none, measure: .state),
        ],
        checks: (0...1).map { place in
            CheckTemplate(
                aspect: .traffic, subject: place == 0 ? "in " : "out ",
                value: .quotient(.product(.number(800), .rate(place)), .column(2)), unit: .percent,
                condition: .above(Limits(yellow: 90, hysteresis: 5)), hold: .seconds(600), when: .column(2))
        })

    private static let sensors = group(
        "temperatures", kind: "sensor", [gauge("value", .celsius)],
        checks: [
            CheckTemplate(
                aspect: .hardware, value: .column(0), unit: .celsius,
                condition: .above(Limits(yellow: 60, red: 70, hysteresis: 3)), hold: .seconds(120))
        ])

    private static let parts = group(
        "parts", kind: "sensor", [Column(name: "state", kind: "sensor", unit: .none, measure: .state)],
        checks: [
            CheckTemplate(
                aspect: .hardware, value: .column(0), unit: .none,
                condition: .states(
                    StateMap([
                        good: .init(name: "ok", status: .green), 2: .init(name: "degraded", status: .yellow),
                        bad: .init(name: "failed", status: .red),
                    ])))
        ])

    private static let memory = group(
        "memory", kind: "memory", [gauge("total", .bytes), gauge("used", .bytes)],
        checks: [
            CheckTemplate(
                aspect: .memory, value: .quotient(.product(.number(100), .column(1)), .column(0)), unit: .percent,
                condition: .above(Limits(yellow: 90, red: 97, hysteresis: 2)), hold: .seconds(600))
        ])

    private static let load = group(
        "processors", kind: "cpu", [gauge("load", .percent)],
        checks: [
            CheckTemplate(
                aspect: .cpu, value: .column(0), unit: .percent,
                condition: .above(Limits(yellow: 80, red: 95, hysteresis: 5)), hold: .seconds(600),
                redHold: .seconds(1800), across: .average)
        ])

    private static func gauge(_ name: String, _ unit: Unit) -> Column {
        Column(name: name, kind: name, unit: unit, measure: .gauge)
    }

    private static func group(
        _ name: String, kind: String, _ columns: [Column], computed: [Expression] = [], checks: [CheckTemplate]
    ) -> Probe.Group {
        let stored = columns.map { Probe.Field(column: $0, source: .objects([])) }
        let sums = computed.enumerated().map { place, sum in
            Probe.Field(
                column: Column(name: "computed\(place)", kind: kind, unit: .percent, measure: .gauge),
                source: .computed(sum))
        }
        return Probe.Group(name: name, rows: .scalar, columns: stored + sums, checks: checks)
    }

    /// The layouts of a host, in the order of the probe's groups.
    static func layouts(of host: Host.Name) -> [GroupLayout] {
        let counts = [disks, ports, temperatures, states, 2, processors]
        return probe.groups.indices.map { layout(of: probe.groups[$0], rows: counts[$0], on: host) }
    }

    private static func layout(of group: Probe.Group, rows count: Int, on host: Host.Name) -> GroupLayout {
        let read = group.columns.filter { field in
            if case .objects = field.source { true } else { false }
        }
        let rows = (0..<count).map { row in
            Row(identity: "\(group.name)-\(row)", label: "\(group.name) \(row)", instance: OID([1]))
        }
        return GroupLayout(
            key: GroupKey(host: host, group: "device.\(group.name)"), columns: read.map(\.column), rows: rows)
    }
}
