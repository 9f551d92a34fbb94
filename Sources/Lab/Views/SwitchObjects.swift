import Model
import SNMP

/// An HP ProCurve (Aruba 2930M, 5406R) switch: ENTITY-MIB, ENTITY-SENSOR-MIB, HP-ICF-CHASSIS, NETSWITCH-MIB,
/// STATISTICS-MIB, POWER-ETHERNET-MIB and LLDP-MIB beside the interfaces.
enum SwitchObjects {
    static let powerSupplies = 2

    /// Access ports by number, then the uplink; the core's ports are all of 10 Gbit/s.
    static func ports(_ device: Town.Device) -> [Port] {
        let isCore = device.kind == .coreSwitch
        let sockets = (1...max(device.ports, 1)).map { number in
            Port(
                index: UInt32(number), name: isCore ? "B\(number)" : "\(number)",
                description: isCore ? "B\(number)" : "\(number)", megabits: isCore ? 10_000 : 1000,
                role: .child(number - 1))
        }
        let uplink = Port(
            index: UInt32(device.ports + 1), name: "A1", description: "A1", megabits: isCore ? 10_000 : 1000,
            role: .uplink)
        return sockets + [uplink]
    }

    static func view(_ device: Town.Device, children: Int) -> MIBViewBuilder {
        var builder = MIBViewBuilder()
        let isCore = device.kind == .coreSwitch
        let model = isCore ? "Aruba JL003A 5406R-44G-PoE+-2SFP+ v3 zl2" : "Aruba JL322A 2930M-48G-PoE+ Switch"
        let revision = isCore ? "KB.16.11.0012" : "WC.16.11.0012"
        // Sockets behind the last child belong to users, on an access switch.
        var ports = ports(device)
        if !isCore { for place in ports.indices.dropLast() where place >= children { ports[place].role = .access } }
        SystemObjects.add(
            to: &builder,
            objectID: isCore
                ? [1, 3, 6, 1, 4, 1, 11, 2, 3, 7, 11, 160] : [1, 3, 6, 1, 4, 1, 11, 2, 3, 7, 11, 181, 18],
            services: 74
        ) { _ in "\(model), revision \(revision), ROM \(isCore ? "KB.16.01.0009" : "WC.16.01.0008") (/ws/swbuild)" }
        InterfaceObjects.add(to: &builder, ports: ports)
        addEntities(to: &builder, model: model, revision: revision, fans: isCore ? 4 : 2)
        addChassis(to: &builder, fans: isCore ? 4 : 2)
        addLoad(to: &builder)
        addPower(to: &builder, ports: ports)
        addNeighbours(to: &builder, ports: ports)
        return builder
    }

    private static func addEntities(to builder: inout MIBViewBuilder, model: String, revision: String, fans: Int) {
        let entity: OID = [1, 3, 6, 1, 2, 1, 47, 1, 1, 1, 1]
        let words = model.split(separator: " ").map(String.init)
        let product = words.count > 1 ? words[1] : model
        // Class of each part: 3 chassis, 8 sensor.
        let rows: [OID] = [[1], [11]]
        builder.column(entity.appending([2]), rows: rows) { _, place in
            .text(place == 0 ? model : "Chassis temperature sensor")
        }
        builder.column(entity.appending([5]), rows: rows) { _, place in .integer(place == 0 ? 3 : 8) }
        builder.column(entity.appending([7]), rows: rows) { _, place in
            .text(place == 0 ? "Chassis" : "Chassis temperature")
        }
        builder.column(entity.appending([8]), rows: rows) { _, place in .text(place == 0 ? product : "") }
        builder.column(entity.appending([10]), rows: rows) { _, place in .text(place == 0 ? revision : "") }
        builder.column(entity.appending([11]), rows: rows) { glance, place in
            .text(place == 0 ? glance.serialNumber("SG") : "")
        }
        builder.column(entity.appending([13]), rows: rows) { _, place in .text(place == 0 ? product : "") }
        // entPhySensorTable (RFC 3433): 8 celsius, 9 units, precision 0, 1 ok.
        let sensor: OID = [1, 3, 6, 1, 2, 1, 99, 1, 1, 1]
        let values: [@Sendable (Glance) -> VariableValue] = [
            { _ in .integer(8) }, { _ in .integer(9) }, { _ in .integer(0) }, { .rounded($0.chassisTemperature) },
            { _ in .integer(1) }, { _ in .text("degrees C") }, { .timeTicks($0.uptimeTicks) },
            { _ in .gauge32(60_000) },
        ]
        for (place, value) in values.enumerated() {
            builder.column(sensor.appending([UInt32(place + 1)]), rows: [[11]]) { glance, _ in value(glance) }
        }
    }

    /// hpicfSensorTable: power supplies first, then fans, then the temperature. 4 good, 2 bad.
    private static func addChassis(to builder: inout MIBViewBuilder, fans: Int) {
        let table: OID = [1, 3, 6, 1, 4, 1, 11, 2, 14, 11, 1, 2, 6, 1]
        let kind: OID = [1, 3, 6, 1, 4, 1, 11, 2, 3, 7, 8, 3]
        enum Sensor { case powerSupply(Int), fan(Int), temperature }
        let sensors: [Sensor] =
            (1...powerSupplies).map { .powerSupply($0) } + (1...fans).map { .fan($0) } + [.temperature]
        let rows = sensors.indices.map { OID([UInt32($0 + 1)]) }
        @Sendable func isBad(_ glance: Glance, _ sensor: Sensor) -> Bool {
            switch sensor {
            case .powerSupply(let unit): glance.state.failedPowerSupplies[glance.index]?.contains(unit) ?? false
            case .fan(let unit): glance.state.failedFans[glance.index]?.contains(unit) ?? false
            case .temperature: false
            }
        }
        builder.column(table.appending([1]), rows: rows) { .number($1 + 1) }
        builder.column(table.appending([2]), rows: rows) { _, place in
            switch sensors[place] {
            case .powerSupply: .oid(kind.appending([1]))
            case .fan: .oid(kind.appending([2]))
            case .temperature: .oid(kind.appending([3]))
            }
        }
        builder.column(table.appending([3]), rows: rows) { _, place in
            switch sensors[place] {
            case .powerSupply(let unit), .fan(let unit): .number(unit)
            case .temperature: .integer(1)
            }
        }
        builder.column(table.appending([4]), rows: rows) { .integer(isBad($0, sensors[$1]) ? 2 : 4) }
        builder.column(table.appending([5]), rows: rows) { _, _ in .integer(0) }
        builder.column(table.appending([6]), rows: rows) { .integer(isBad($0, sensors[$1]) ? 1 : 0) }
        builder.column(table.appending([7]), rows: rows) { _, place in
            switch sensors[place] {
            case .powerSupply(let unit): .text("Power Supply \(unit) Sensor")
            case .fan(let unit): .text("Fan \(unit) Sensor")
            case .temperature: .text("Over temperature Sensor")
            }
        }
    }

    /// hpSwitchCpuStat and hpLocalMemTable.
    private static func addLoad(to builder: inout MIBViewBuilder) {
        builder.scalar([1, 3, 6, 1, 4, 1, 11, 2, 14, 11, 5, 1, 9, 6, 1]) {
            .rounded(5 + 12 * $0.busyness() + $0.wobble(5))
        }
        let memory: OID = [1, 3, 6, 1, 4, 1, 11, 2, 14, 11, 5, 1, 1, 2, 1, 1, 1]
        let total: Int32 = 536_870_912
        @Sendable func used(_ glance: Glance) -> Int32 {
            Int32(Double(total) * (0.38 + 0.06 * glance.chance(8) + 0.01 * glance.busyness(7)))
        }
        builder.column(memory.appending([1]), rows: [[1]]) { _, _ in .integer(1) }
        builder.column(memory.appending([5]), rows: [[1]]) { _, _ in .integer(total) }
        builder.column(memory.appending([6]), rows: [[1]]) { glance, _ in .integer(total - used(glance)) }
        builder.column(memory.appending([7]), rows: [[1]]) { glance, _ in .integer(used(glance)) }
    }
}

extension Glance {
    /// Warmer by day and with a failed fan.
    var chassisTemperature: Double {
        let fans = Double(state.failedFans[index]?.count ?? 0)
        return 34 + 4 * chance(6) + 3 * busyness() + 0.8 * wobble(6, period: 3600) + 9 * fans
    }
}
