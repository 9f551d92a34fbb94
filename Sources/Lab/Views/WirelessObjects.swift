import Model
import SNMP

/// Controllers and access points: the old make (HP MSM, COLUBRIS MIBs) and the new one (Aruba, WLSX MIBs).
enum WirelessObjects {
    private static let colubris: OID = [1, 3, 6, 1, 4, 1, 8744, 5]

    /// An MSM controller. Its table is numbered by the order in which access points came; one that is gone stays in it
    /// as disconnected.
    static func msmController(_ town: Town, _ index: Town.DeviceIndex) -> MIBViewBuilder {
        var builder = MIBViewBuilder()
        SystemObjects.add(to: &builder, objectID: [1, 3, 6, 1, 4, 1, 8744, 1, 47], services: 78) {
            "MSM765 - Hardware revision 2 - Serial number \($0.serialNumber("SG")) - Firmware version 6.6.0.0-22530"
        }
        addControllerPorts(to: &builder, names: ["LAN port", "Internet port"])
        addUsage(to: &builder, memory: 524_288)
        let accessPoints = town.accessPoints[index]
        let rows = accessPoints.indices.map { OID([UInt32($0 + 1)]) }
        func column(_ suffix: [UInt32], _ read: @escaping @Sendable (Glance, Town.DeviceIndex) -> VariableValue?) {
            builder.column(colubris.appending([23, 1] + suffix), rows: rows) { read($0, accessPoints[$1]) }
        }
        // coDeviceDiscoveryTable; coDevDisState: 1 disconnected, 7 running
        column([2, 1, 1, 2]) { .text($0.of($1).serialNumber("SG")) }
        column([2, 1, 1, 3]) { .octetString($0.of($1).macAddress()) }
        column([2, 1, 1, 4]) { $0.town.addressValue(of: $1) }
        column([2, 1, 1, 5]) { .integer($0.state.isReachable[$1] ? 7 : 1) }
        column([2, 1, 1, 6]) { .text($0.town.devices[$1].name) }
        column([2, 1, 1, 7]) { .text($0.of($1).site.name) }
        column([2, 1, 1, 8]) { _, _ in .text("") }
        column([2, 1, 1, 9]) { .text($0.of($1).site.name) }
        column([2, 1, 1, 10]) { .counter32($0.state.isReachable[$1] ? $0.of($1).uptimeTicks / 100 : 0) }
        // coDeviceInfoTable, coDeviceStatusTable: only of those that are there
        column([3, 1, 1, 2]) { _, _ in .text("MSM460") }
        column([3, 1, 1, 3]) { _, _ in .text("6.6.0.0-22530") }
        column([4, 1, 1, 1]) { $0.state.isReachable[$1] ? .timeTicks($0.of($1).uptimeTicks) : nil }
        column([4, 1, 1, 5]) { $0.state.isReachable[$1] ? .gauge(4 + 30 * $0.of($1).busyness()) : nil }
        column([4, 1, 1, 9]) { $0.state.isReachable[$1] ? .gauge32(131_072) : nil }
        column([4, 1, 1, 10]) { $0.state.isReachable[$1] ? .gauge(52_000 + 4000 * $0.of($1).wobble(8)) : nil }
        // coDeviceWirelessInterfaceStatusTable: two radios each
        let radios = accessPoints.indices.flatMap { place in [1, 2].map { (place, $0) } }
        let radioRows = radios.map { OID([UInt32($0.0 + 1), UInt32($0.1)]) }
        let radioEntry = colubris.appending([25, 1, 2, 1, 1])
        builder.column(radioEntry.appending([5]), rows: radioRows) { glance, place in
            let point = accessPoints[radios[place].0]
            return glance.state.isReachable[point] ? .integer(glance.of(point).channel(radio: radios[place].1)) : nil
        }
        builder.column(radioEntry.appending([9]), rows: radioRows) { glance, place in
            let point = accessPoints[radios[place].0]
            return glance.state.isReachable[point] ? .gauge32(glance.of(point).clients(radio: radios[place].1)) : nil
        }
        return builder
    }

    /// An Aruba controller; its table is indexed by MAC address. wlanAPStatus: 1 up, 2 down.
    static func arubaController(_ town: Town, _ index: Town.DeviceIndex, state: TownState) -> MIBViewBuilder {
        var builder = MIBViewBuilder()
        SystemObjects.add(to: &builder, objectID: [1, 3, 6, 1, 4, 1, 14823, 1, 1, 32], services: 6) { _ in
            "ArubaOS (MODEL: Aruba7210), Version 8.10.0.14 (90123)"
        }
        addControllerPorts(to: &builder, names: ["GE0/0/0", "GE0/0/1"])
        let accessPoints = town.accessPoints[index]
        let macs = accessPoints.map { Glance(state, $0, at: state.opened).macAddress().map(UInt32.init) }
        let information: OID = [1, 3, 6, 1, 4, 1, 14823, 2, 2, 1, 5, 2, 1]
        builder.scalar(information.appending([1])) { glance in
            .number(accessPoints.count { glance.state.isReachable[$0] })
        }
        builder.scalar(information.appending([2])) { glance in
            .number(accessPoints.reduce(0) { $0 + glance.allClients(of: $1) })
        }
        let rows = macs.map { OID($0) }
        func column(_ number: UInt32, _ read: @escaping @Sendable (Glance, Town.DeviceIndex) -> VariableValue?) {
            builder.column(information.appending([4, 1, number]), rows: rows) { read($0, accessPoints[$1]) }
        }
        column(2) { $0.town.addressValue(of: $1) }
        column(3) { .text($0.town.devices[$1].name) }
        column(4) { .text($0.of($1).site.key) }
        column(6) { .text($0.of($1).serialNumber("CN")) }
        column(9) { _, _ in .integer(2) }
        column(12) { .timeTicks($0.state.isReachable[$1] ? $0.of($1).uptimeTicks : 0) }
        column(13) { _, _ in .text("AP-515") }
        column(19) { .integer($0.state.isReachable[$1] ? 1 : 2) }
        column(21) { _, _ in .integer(1) }
        column(34) { _, _ in .text("8.10.0.14_90123") }
        let radios = accessPoints.indices.flatMap { place in [1, 2].map { (place, $0) } }
        let radioRows = radios.map { OID(macs[$0.0] + [UInt32($0.1)]) }
        func radio(_ number: UInt32, _ read: @escaping @Sendable (Glance, Int) -> VariableValue) {
            builder.column(information.appending([5, 1, number]), rows: radioRows) { glance, place in
                let point = accessPoints[radios[place].0]
                return glance.state.isReachable[point] ? read(glance.of(point), radios[place].1) : nil
            }
        }
        radio(3) { .integer($0.channel(radio: $1)) }
        radio(6) { .rounded(6 + 50 * $0.busyness(UInt64(50 + $1))) }
        radio(7) { .number($0.clients(radio: $1)) }
        addArubaUsage(to: &builder)
        return builder
    }

    /// An MSM access point that answers for itself.
    static func msmAccessPoint() -> MIBViewBuilder {
        var builder = MIBViewBuilder()
        SystemObjects.add(to: &builder, objectID: [1, 3, 6, 1, 4, 1, 8744, 1, 55], services: 6) {
            "MSM460 - Hardware revision B - Serial number \($0.serialNumber("SG")) - Firmware version 6.6.0.0-22530"
        }
        InterfaceObjects.add(
            to: &builder,
            ports: [
                Port(index: 1, name: "eth0", description: "Port 1", megabits: 1000, role: .uplink),
                Port(index: 2, name: "r1v1", description: "Radio 1", type: 71, megabits: 450, role: .own),
                Port(index: 3, name: "r2v1", description: "Radio 2", type: 71, megabits: 450, role: .own),
            ])
        addUsage(to: &builder, memory: 131_072)
        return builder
    }

    private static func addControllerPorts(to builder: inout MIBViewBuilder, names: [String]) {
        InterfaceObjects.add(
            to: &builder,
            ports: names.enumerated().map { place, name in
                Port(
                    index: UInt32(place + 1), name: name, description: name, megabits: 1000,
                    role: place == 0 ? .uplink : .own)
            })
    }

    /// COLUBRIS-USAGE-INFORMATION-MIB: CPU in per cent, RAM in kilobytes.
    private static func addUsage(to builder: inout MIBViewBuilder, memory: UInt32) {
        let usage = colubris.appending([21, 1, 1])
        builder.scalar(usage.appending([5])) { .gauge(6 + 28 * $0.busyness()) }
        builder.scalar(usage.appending([9])) { _ in .gauge32(memory) }
        builder.scalar(usage.appending([10])) { .gauge(Double(memory) * (0.42 - 0.06 * $0.busyness(7))) }
    }

    /// WLSX-SYSTEMEXT-MIB: processors in per cent, memory in kilobytes.
    private static func addArubaUsage(to builder: inout MIBViewBuilder) {
        let processor: OID = [1, 3, 6, 1, 4, 1, 14823, 2, 2, 1, 2, 1, 13, 1]
        let rows: [OID] = [[1], [2]]
        builder.column(processor.appending([2]), rows: rows) { _, place in
            .text(place == 0 ? "Supervisor Card CPU" : "Network Processor CPU8")
        }
        builder.column(processor.appending([3]), rows: rows) { .rounded(4 + 22 * $0.busyness(UInt64(40 + $1))) }
        let memory: OID = [1, 3, 6, 1, 4, 1, 14823, 2, 2, 1, 1, 1, 11, 1]
        let total: Int32 = 5_184_256
        @Sendable func used(_ glance: Glance) -> Int32 { Int32(Double(total) * (0.61 + 0.05 * glance.busyness(7))) }
        builder.column(memory.appending([2]), rows: [[1]]) { _, _ in .integer(total) }
        builder.column(memory.appending([3]), rows: [[1]]) { glance, _ in .integer(used(glance)) }
        builder.column(memory.appending([4]), rows: [[1]]) { glance, _ in .integer(total - used(glance)) }
    }
}

extension Glance {
    /// The same moment at another device.
    func of(_ device: Town.DeviceIndex) -> Glance { Glance(state, device, at: now) }

    /// Associated stations; the 5 GHz radio (1) has most of them.
    fileprivate func clients(radio: Int) -> UInt32 {
        UInt32((busyness(UInt64(60 + radio)) * (6 + 22 * chance(61)) * (radio == 1 ? 1 : 0.35)).rounded())
    }

    fileprivate func allClients(of device: Town.DeviceIndex) -> Int {
        guard state.isReachable[device] else { return 0 }
        let point = of(device)
        return Int(point.clients(radio: 1) + point.clients(radio: 2))
    }

    fileprivate func channel(radio: Int) -> Int32 {
        let channels: [Int32] = radio == 1 ? [36, 40, 44, 48, 52, 56, 100, 104, 108, 112] : [1, 6, 11]
        return channels[Int(chance(UInt64(62 + radio)) * Double(channels.count)) % channels.count]
    }
}

extension Town {
    fileprivate func addressValue(of device: DeviceIndex) -> VariableValue {
        guard case .v4(let number) = address(of: device) else { return .ipAddress(0) }
        return .ipAddress(number)
    }
}
