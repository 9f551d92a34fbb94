import Model
import Rules

/// Probes as small as the tests need them.
enum Samples {
    static let disk = Probe(
        name: "host", title: "Host", recognition: Probe.Recognition(),
        groups: [
            Probe.Group(
                name: "storage", rows: .scalar,
                columns: [
                    field("total", .bytes),
                    computed("percent", .quotient(.product(.number(100), .column(2)), .column(0))),
                    field("used", .bytes),
                ],
                checks: [
                    CheckTemplate(
                        aspect: .disk, value: .column(1), unit: .percent,
                        condition: .above(Limits(yellow: 80, red: 90, hysteresis: 2)), hold: .seconds(120))
                ])
        ])

    static let ports = Probe(
        name: "if-mib", title: "Ports", recognition: Probe.Recognition(),
        groups: [
            Probe.Group(
                name: "ports", rows: .scalar,
                columns: [
                    Probe.Field(
                        column: Column(name: "inOctets", kind: "port", unit: .bytes, measure: .counter32),
                        source: .objects([]))
                ],
                checks: [
                    CheckTemplate(
                        aspect: .traffic, value: .product(.number(8), .rate(0)), unit: .bitsPerSecond,
                        condition: .above(Limits(red: 100_000_000)))
                ])
        ])

    /// As servers' processors are judged: the mean of all, and red only after half an hour.
    static let processors = Probe(
        name: "host", title: "Host", recognition: Probe.Recognition(),
        groups: [
            Probe.Group(
                name: "processors", rows: .scalar, columns: [field("load", .percent)],
                checks: [
                    CheckTemplate(
                        aspect: .cpu, value: .column(0), unit: .percent,
                        condition: .above(Limits(yellow: 80, red: 95, hysteresis: 5)), hold: .seconds(600),
                        redHold: .seconds(1800), across: .average)
                ])
        ])

    static func load(_ host: Host.Name, _ loads: [Int64?]) -> Story.PlayedGroup {
        Story.PlayedGroup(
            layout: GroupLayout(
                key: GroupKey(host: host, group: "host.processors"),
                columns: [Column(name: "load", kind: "cpu", unit: .percent, measure: .gauge)],
                rows: loads.indices.map { Row(identity: "\($0)", label: "\($0)", instance: OID([1])) }),
            values: loads.map { $0.map { .integer($0) } })
    }

    /// As servers' processes are judged: each name that must run is counted.
    static let processes = Probe(
        name: "host", title: "Host", recognition: Probe.Recognition(),
        groups: [
            Probe.Group(
                name: "processes", rows: .mustRun(names: [OID([1])]), columns: [field("count", .none)],
                checks: [
                    CheckTemplate(
                        aspect: .services, value: .column(0), unit: .none, condition: .below(Limits(red: 0)))
                ])
        ])

    static func running(_ host: Host.Name, _ counts: [(name: String, count: Int64)]) -> Story.PlayedGroup {
        Story.PlayedGroup(
            layout: GroupLayout(
                key: GroupKey(host: host, group: "host.processes"),
                columns: [Column(name: "count", kind: "process", unit: .none, measure: .gauge)],
                rows: counts.map { Row(identity: $0.name, label: $0.name, instance: OID([])) }),
            values: counts.map { .integer($0.count) })
    }

    static func field(_ name: String, _ unit: Unit) -> Probe.Field {
        Probe.Field(column: Column(name: name, kind: "storage", unit: unit, measure: .gauge), source: .objects([]))
    }

    static func computed(_ name: String, _ sum: Expression) -> Probe.Field {
        Probe.Field(
            column: Column(name: name, kind: "storage", unit: .percent, measure: .gauge), source: .computed(sum))
    }

    /// - Parameter gone: Rows that give nothing at all.
    static func storage(_ host: Host.Name, used: [Int64?], gone: Set<Int> = []) -> Story.PlayedGroup {
        let columns = ["total", "used"].map { Column(name: $0, kind: "storage", unit: .bytes, measure: .gauge) }
        return Story.PlayedGroup(
            layout: GroupLayout(
                key: GroupKey(host: host, group: "host.storage"), columns: columns,
                rows: used.indices.map { Row(identity: "\($0)", label: ["C:", "D:", "E:"][$0], instance: OID([1])) }),
            values: used.indices.flatMap { row in
                gone.contains(row) ? [nil, nil] : [Value.integer(1000), used[row].map { .integer($0) }]
            })
    }

    static func port(_ host: Host.Name, octets: Int64, uptime: UInt32?) -> Story.PlayedGroup {
        Story.PlayedGroup(
            layout: GroupLayout(
                key: GroupKey(host: host, group: "if-mib.ports"),
                columns: [Column(name: "inOctets", kind: "port", unit: .bytes, measure: .counter32)],
                rows: [Row(identity: "A1", label: "A1", instance: OID([1]))]),
            values: [.integer(octets)], uptime: uptime)
    }
}
