import Model

/// What a column of a town's host does over time.
enum Behaviour {
    case constant(Int64)
    case signal(Kind)
    /// Goes down by one in so many polls, up to what it was at the end: toner, a battery's age.
    case used(polls: Int)
}

/// One group of a host: its layout, and how its columns behave.
struct TownGroup {
    var layout: GroupLayout
    var behaviours: [Behaviour]
    var hasUptime: Bool

    init(_ host: String, _ name: String, kind: String, rows: Int, _ columns: [TownColumn], hasUptime: Bool = true) {
        layout = GroupLayout(
            key: GroupKey(host: host, group: name),
            columns: columns.map { Column(name: $0.name, kind: kind, unit: $0.unit, measure: $0.measure) },
            rows: (1...rows).map { Row(identity: "\($0)", label: "\($0)", instance: OID([UInt32($0)])) })
        behaviours = columns.map(\.behaviour)
        self.hasUptime = hasUptime
    }
}

/// A column before it belongs to a host.
struct TownColumn {
    var name: String
    var unit: Unit
    var measure: Measure
    var behaviour: Behaviour

    init(_ name: String, _ behaviour: Behaviour, unit: Unit = .none, measure: Measure = .gauge) {
        self.name = name
        self.unit = unit
        self.measure = measure
        self.behaviour = behaviour
    }
}

/// The hosts of a town, each kind with the tables that a probe reads from it.
enum TownPlan {
    /// Of every forty hosts: eight switches, fourteen access points, seven servers, three UPSes, six printers, two cameras.
    private static let mixture: [String] =
        [
            ("switch", 8), ("ap", 14), ("server", 7), ("ups", 3), ("printer", 6), ("camera", 2),
        ].flatMap { Array(repeating: $0.0, count: $0.1) }

    static func hosts(_ count: Int) -> [String] {
        // Seven has no factor in common with forty: so few hosts are a mixture too.
        (0..<count).map { "\(mixture[$0 * 7 % mixture.count])-\($0 + 1)" }
    }

    /// All groups of the host of that number.
    static func groups(host: String, number: Int) -> [TownGroup] {
        let echoes = TownGroup(host, "ping", kind: "ping", rows: 1, [], hasUptime: false)
        var all = [echoes]
        all[0].layout = EchoReport.layout(host: host)
        let ports = { TownGroup(host, "if-mib.ports", kind: "port", rows: $0, portColumns) }
        let processors = {
            TownGroup(
                host, "host-resources.processors", kind: "cpu", rows: $0,
                [TownColumn("load", .signal(.cpu), unit: .percent)])
        }
        let sensors = {
            TownGroup(
                host, "entity-sensor.sensors", kind: "sensor", rows: $0,
                [
                    TownColumn("value", .signal(.sensor), unit: .celsius),
                    TownColumn("status", .constant(1), measure: .state),
                ])
        }
        let storage = {
            TownGroup(
                host, "host-resources.storage", kind: "storage", rows: $0,
                [
                    TownColumn("used", .signal(.memory), unit: .bytes),
                    TownColumn("size", .constant(1 << 40), unit: .bytes),
                ])
        }
        switch host.prefix(while: { $0 != "-" }) {
        case "switch": all += [ports(number % 2 == 0 ? 26 : 50), processors(1), sensors(4), storage(2)]
        case "ap": all += [ports(2), processors(1), storage(1), radios(host)]
        case "server": all += [ports(2), processors(8), storage(6), sensors(4), services(host)]
        case "ups": all += [battery(host), sensors(1)]
        case "printer": all += [ports(1), supplies(host)]
        default: all += [ports(1), processors(1)]
        }
        return all
    }

    private static let portColumns = [
        TownColumn("adminStatus", .constant(1), measure: .state),
        TownColumn("operStatus", .signal(.status), measure: .state),
        TownColumn("inDiscards", .signal(.errors), measure: .counter32),
        TownColumn("inErrors", .signal(.errors), measure: .counter32),
        TownColumn("outDiscards", .signal(.errors), measure: .counter32),
        TownColumn("outErrors", .signal(.errors), measure: .counter32),
        TownColumn("inOctets", .signal(.octets), unit: .bytes, measure: .counter64),
        TownColumn("outOctets", .signal(.octets), unit: .bytes, measure: .counter64),
        TownColumn("speed", .constant(1_000_000_000), unit: .bitsPerSecond),
    ]

    private static func radios(_ host: String) -> TownGroup {
        TownGroup(
            host, "access-point.radios", kind: "radio", rows: 2,
            [
                TownColumn("clients", .signal(.cpu)), TownColumn("channel", .signal(.status)),
                TownColumn("noise", .signal(.cpu), unit: .decibelMilliwatts),
                TownColumn("utilisation", .signal(.cpu), unit: .percent),
            ])
    }

    private static func services(_ host: String) -> TownGroup {
        TownGroup(
            host, "host-resources.services", kind: "service", rows: 6,
            [TownColumn("running", .signal(.status), measure: .state)])
    }

    private static func battery(_ host: String) -> TownGroup {
        TownGroup(
            host, "ups-mib.battery", kind: "battery", rows: 1,
            [
                TownColumn("charge", .used(polls: 5000), unit: .percent),
                TownColumn("runtime", .signal(.cpu), unit: .seconds), TownColumn("load", .signal(.cpu), unit: .percent),
                TownColumn("inputVoltage", .signal(.cpu), unit: .volts),
                TownColumn("outputVoltage", .constant(230), unit: .volts),
                TownColumn("status", .signal(.status), measure: .state),
            ])
    }

    private static func supplies(_ host: String) -> TownGroup {
        TownGroup(
            host, "printer-mib.supplies", kind: "supply", rows: 4,
            [
                TownColumn("level", .used(polls: 300), unit: .percent),
                TownColumn("capacity", .constant(100), unit: .percent),
            ])
    }
}
