import Model
import Testing

@testable import Polling

/// What a row of a probe's group is told as.
struct InventoryTests {
    private static let base: OID = [1, 3, 9]

    /// A column; its object is the base and its place in the group, which `row` uses.
    private func column(
        _ name: String, _ kind: String, class: String? = nil, _ unit: Model.Unit = .none, states: StateMap? = nil,
        computed: Expression? = nil
    ) -> Probe.Field {
        let column = Column(
            name: name, kind: kind, class: `class`, unit: unit, measure: states == nil ? .gauge : .state)
        return Probe.Field(column: column, source: computed.map { .computed($0) } ?? .objects([]), states: states)
    }

    /// A row whose cells stand at `1.3.9.PLACE.7`.
    private func row(
        _ label: String?, _ values: [Int: Value?], instance: OID = [7], texts: [Probe.RowText.Name: String] = [:],
        limits: DeviceLimits = [:]
    ) -> DiscoveredRow {
        let cells = values.map { place, value in
            let name = Self.base.appending([UInt32(place)]).appending(instance)
            return (place, DiscoveredCell(name: name, value: value, limits: limits))
        }
        return DiscoveredRow(
            label: label, instance: instance, texts: texts, cells: Dictionary(uniqueKeysWithValues: cells))
    }

    private func readings(
        _ columns: [Probe.Field], _ rows: DiscoveredRow..., label: String? = nil
    ) -> [Inventory.Reading] {
        let group = Probe.Group(name: "g", label: label, rows: .scalar, columns: columns)
        let host = DiscoveredHost(facts: HostFacts(), groups: [DiscoveredGroup(source: group, rows: rows)])
        return Inventory(host).readings
    }

    private let health = StateMap([
        1: .init(name: "ok", status: .green), 2: .init(name: "worn", status: .yellow),
        3: .init(name: "failed", status: .red), 4: .init(name: "odd", status: .grey),
        5: .init(name: "not there", status: .blue),
    ])

    @Test func `a device is who it says it is, and nothing else`() {
        let facts = HostFacts(systemName: "sw-1", vendor: "HPE", os: "ProCurve", version: "KA.15")
        let inventory = Inventory(DiscoveredHost(facts: facts, groups: []), address: "10.0.0.1")
        #expect(
            inventory
                == Inventory(
                    address: "10.0.0.1",
                    device: .init(vendor: "HPE", os: "ProCurve", version: "KA.15", sysName: "sw-1"), readings: []))
    }

    @Test func `a port is one reading`() {
        let up = StateMap([1: .init(name: "up", status: .green), 2: .init(name: "down", status: .green)])
        let columns = [
            column("adminStatus", "port", states: up), column("operStatus", "port", states: up),
            column("speed", "port"), column("inOctets", "port"), column("outOctets", "port"),
            column("inErrors", "port"), column("inDiscards", "port"),
        ]
        let values: [Int: Value?] = [
            0: .integer(1), 1: .integer(2), 2: .integer(1_000_000_000), 3: .integer(-1), 4: .integer(5), 6: .integer(9),
        ]
        var port = Inventory.Reading(kind: "port", label: "A1")
        port.index = "7"
        port.description = "Port A1"
        port.alias = "to core"
        port.admin = "up"
        port.oper = "down"
        port.speed = 1_000_000_000
        port.inOctets = .max
        port.outOctets = 5
        #expect(
            readings(columns, row("A1", values, texts: [.description: "Port A1", .alias: "to core"])) == [port])
        #expect(readings(columns, row(nil, [1: .integer(1)])).map(\.label) == ["7"])
        #expect(readings(columns, row(nil, [:], texts: [.description: "eth0"])).map(\.label) == ["eth0"])
    }

    /// Columns total, used, free, usedPercent → value, used, instances.
    @Test(
        arguments: [
            ([200, 50, nil, nil], 25, 50, ["1.3.9.1.7", "1.3.9.0.7"]),
            ([200, nil, 50, nil], 75, 150, ["1.3.9.2.7", "1.3.9.0.7"]),
            ([200, 50, 10, 99], 25, 50, ["1.3.9.1.7", "1.3.9.0.7"]),
            ([nil, nil, nil, 46], 46, nil, ["1.3.9.3.7"]),
            ([nil, 50, nil, 46], 46, nil, ["1.3.9.3.7"]),
        ] as [([Int64?], Double, Int64?, [String])])
    func `how full a memory is comes from what the device gives`(
        values: [Int64?], percent: Double, used: Int64?, instances: [String]
    ) throws {
        let columns = ["total", "used", "free", "usedPercent"].map { column($0, "memory", .bytes) }
        let cells = Dictionary(uniqueKeysWithValues: values.enumerated().map { ($0, $1.map { Value.integer($0) }) })
        let reading = try #require(readings(columns, row("System", cells)).first)
        #expect(reading.value == percent)
        #expect(reading.unit == "%")
        #expect(reading.used == used)
        #expect(reading.total == (used == nil ? nil : 200))
        #expect((reading.oids ?? reading.oid.map { [$0] }) == instances)
    }

    @Test(arguments: [[nil, 50, nil], [0, 0, 0], [200, nil, nil], [200, -50, nil], [200, nil, 300]] as [[Int64?]])
    func `a memory of which too little is known is left out`(values: [Int64?]) {
        let columns = ["total", "used", "free"].map { column($0, "memory", .bytes) }
        let cells = Dictionary(uniqueKeysWithValues: values.enumerated().map { ($0, $1.map { Value.integer($0) }) })
        #expect(readings(columns, row("System", cells)) == [])
    }

    @Test func `a computed value names all that went into it`() throws {
        let columns = [
            column("total", "memory", .bytes), column("free", "memory", .bytes), column("buffers", "memory", .bytes),
            column(
                "used", "memory", .bytes,
                computed: .difference(.difference(.column(0), .column(1)), .either(.column(2), .number(0)))),
        ]
        let reading = try #require(
            readings(columns, row("Physical", [0: .integer(300), 1: .integer(100), 2: nil])).first)
        #expect(reading.value == 66.67)
        #expect(reading.used == 200)
        #expect(reading.oids == ["1.3.9.0.7", "1.3.9.1.7"])
    }

    @Test(
        arguments: [
            (.integer(25), .integer(50), 50), (.integer(0), .integer(50), 0), (nil, .integer(50), nil),
            (.integer(25), nil, nil), (.integer(25), .integer(0), nil),
        ] as [(Value?, Value?, Double?)])
    func `a supply is there whether or not its level is known`(left: Value?, full: Value?, percent: Double?) {
        let columns = [column("left", "supply"), column("full", "supply")]
        let found = readings(columns, row("Black Toner", [0: left, 1: full], instance: [1, 4]))
        #expect(found.map(\.value) == [percent])
        #expect(found.map(\.index) == ["1.4"])
        #expect(found.first?.oids?.first ?? found.first?.oid == "1.3.9.0.1.4")
    }

    @Test func `a value has its class, unit, instance and the device's limits`() {
        let columns = [column("value", "sensor", class: "temperature", .celsius)]
        let found = readings(
            columns, row("Chassis", [0: .real(61 * 0.1)], limits: [.high: 65, .highWarn: 60.000000000000004]))
        var reading = Inventory.Reading(kind: "sensor", class: "temperature", label: "Chassis")
        reading.value = 6.1
        reading.unit = "C"
        reading.oid = "1.3.9.0.7"
        reading.index = "7"
        reading.limits = .init(highWarn: 60, high: 65)
        #expect(found == [reading])
    }

    @Test(
        arguments: [
            (1, .ok, true), (2, .warning, true), (3, .critical, true), (4, .unknown, true), (5, .unknown, false),
            (99, .unknown, true),
        ] as [(Int64, Inventory.State, Bool)])
    func `a column of states beside values tells how they are`(raw: Int64, state: Inventory.State, hasValue: Bool) {
        let columns = [
            column("value", "sensor", class: "fan", .revolutionsPerMinute),
            column("status", "sensor", class: "fan", states: health),
        ]
        let found = readings(columns, row("Fan 1", [0: .integer(4000), 1: .integer(raw)]))
        #expect(found.map(\.label) == ["Fan 1"])
        #expect(found.map(\.class) == ["fan"])
        #expect(found.map(\.state) == [state])
        #expect(found.map(\.value) == [hasValue ? 4000 : nil])
        #expect(found.map(\.oid) == ["1.3.9.0.7"])
    }

    @Test func `states of a class of their own are readings of their own`() {
        let columns = [
            column("speed", "sensor", class: "fan", .revolutionsPerMinute),
            column("status", "sensor", class: "state", states: health),
        ]
        let found = readings(columns, row("Fan 1", [0: .integer(4000), 1: .integer(3)]))
        #expect(found.map(\.label) == ["Fan 1 speed", "Fan 1 status"])
        #expect(found.map(\.class) == ["fan", "state"])
        #expect(found.map(\.state) == [nil, .critical])
        #expect(found.map(\.value) == [4000, 3])
        #expect(found.map(\.oid) == ["1.3.9.0.7", "1.3.9.1.7"])
    }

    @Test func `what has no label is named by its group, its kind or its columns, and numbered`() {
        let load = [column("load", "cpu", .percent)]
        #expect(readings(load, row(nil, [0: .integer(1)], instance: [])).map(\.label) == ["CPU"])
        #expect(
            readings(load, row(nil, [0: .integer(1)]), row(nil, [0: .integer(1)])).map(\.label) == ["CPU 1", "CPU 2"])
        let memory = ["total", "used"].map { column($0, "memory", .bytes) }
        let values: [Int: Value?] = [0: .integer(2), 1: .integer(1)]
        #expect(readings(memory, row(nil, values, instance: []), label: "Swap").map(\.label) == ["Swap"])
        let battery = ["charge", "onBattery"].map { column($0, "sensor", class: $0) }
        #expect(readings(battery, row(nil, values, instance: [])).map(\.label) == ["Charge", "On battery"])
        #expect(
            readings(battery, row(nil, values, instance: []), label: "Cell").map(\.label)
                == ["Cell charge", "Cell on battery"])
    }

    @Test func `what a column is computed from is told by that column`() {
        let columns = [
            column("idle", "cpu", .percent),
            column("load", "cpu", .percent, computed: .difference(.number(100), .column(0))),
        ]
        let found = readings(columns, row(nil, [0: .integer(94)], instance: []))
        #expect(found.map(\.label) == ["CPU"])
        #expect(found.map(\.value) == [6])
        #expect(found.map(\.oid) == ["1.3.9.0"])
    }

    @Test func `what the device gave no value for is left out`() {
        let columns = ["one", "two"].map { column($0, "sensor", class: "voltage", .volts) }
        #expect(readings(columns, row("PSU", [0: nil, 1: .real(12)])).map(\.value) == [12])
        #expect(readings(columns, row("PSU", [0: nil])) == [])
    }

    @Test(
        arguments: [
            (61 * 0.1, 6.1), (0.1 + 0.2, 0.3), (-9.845, -9.845), (0, 0), (1e-30, 1e-30),
            (12_345_678_901_234, 12_345_678_901_234),
            (1.0 / 3, 0.333333333333),
        ] as [(Double, Double)]) func `numbers lose what comes of computing in binary`(number: Double, rounded: Double)
    {
        #expect(number.rounded(toDigits: 12) == rounded)
    }
}
