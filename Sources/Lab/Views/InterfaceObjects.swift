import Model
import SNMP

/// A network interface as a shape of device has it.
struct Port: Sendable, Hashable {
    /// What is at the other end.
    enum Role: Sendable, Hashable {
        /// What feeds the device; always up.
        case uplink
        /// The device's child of that place, if it has so many, else an empty socket.
        case child(Int)
        /// A user's socket: up as long as people are there.
        case access
        /// Up with the device: loopbacks, radios.
        case own
    }

    var index: UInt32
    var name: String
    var description: String
    /// IANAifType: 6 ethernetCsmacd, 24 softwareLoopback, 71 ieee80211.
    var type: Int32 = 6
    var megabits: UInt32
    var role: Role
}

/// IF-MIB (RFC 2863): ifNumber, ifTable, ifXTable.
enum InterfaceObjects {
    private static let entry: OID = [1, 3, 6, 1, 2, 1, 2, 2, 1]
    private static let extended: OID = [1, 3, 6, 1, 2, 1, 31, 1, 1, 1]

    static func add(to builder: inout MIBViewBuilder, ports: [Port]) {
        let rows = ports.map { OID([$0.index]) }
        func column(_ number: UInt32, _ read: @escaping @Sendable (Glance, Port) -> VariableValue?) {
            builder.column(entry.appending([number]), rows: rows) { read($0, ports[$1]) }
        }
        builder.scalar([1, 3, 6, 1, 2, 1, 2, 1]) { _ in .number(ports.count) }
        column(1) { .number($1.index) }
        column(2) { .text($1.description) }
        column(3) { .integer($1.type) }
        column(4) { .integer($1.type == 24 ? 16_436 : 1500) }
        column(5) { .gauge32($1.megabits >= 4295 ? .max : $1.megabits * 1_000_000) }
        column(6) { .octetString($1.type == 24 ? [] : $0.macAddress(port: UInt8(truncatingIfNeeded: $1.index))) }
        column(7) { _, _ in .integer(1) }
        column(8) { .integer($0.isUp($1) ? 1 : 2) }
        column(9) { _, _ in .timeTicks(4_200) }
        column(10) { .wrapping($0.octets($1, .incoming)) }
        column(11) { .wrapping($0.octets($1, .incoming) / 610) }
        column(13) { _, _ in .counter32(0) }
        column(14) { .wrapping($0.inputErrors($1)) }
        column(16) { .wrapping($0.octets($1, .outgoing)) }
        column(17) { .wrapping($0.octets($1, .outgoing) / 870) }
        column(19) { .wrapping($0.octets($1, .outgoing) / 400_000_000) }
        column(20) { _, _ in .counter32(0) }
        addExtended(to: &builder, ports: ports, rows: rows)
    }

    private static func addExtended(to builder: inout MIBViewBuilder, ports: [Port], rows: [OID]) {
        func column(_ number: UInt32, _ read: @escaping @Sendable (Glance, Port) -> VariableValue?) {
            builder.column(extended.appending([number]), rows: rows) { read($0, ports[$1]) }
        }
        column(1) { .text($1.name) }
        column(2) { .wrapping($0.octets($1, .incoming) / 40_000) }
        column(3) { .wrapping($0.octets($1, .incoming) / 90_000) }
        column(6) { .counter64($0.octets($1, .incoming)) }
        column(7) { .counter64($0.octets($1, .incoming) / 610) }
        column(10) { .counter64($0.octets($1, .outgoing)) }
        column(11) { .counter64($0.octets($1, .outgoing) / 870) }
        column(15) { .gauge32($1.megabits) }
        column(17) { _, port in .integer(port.type == 24 ? 2 : 1) }
        column(18) { .text($0.alias(of: $1)) }
        column(19) { _, _ in .timeTicks(0) }
    }
}

extension Glance {
    enum Direction { case incoming, outgoing }

    /// The device at a child port, if there is one.
    func child(at port: Port) -> Town.DeviceIndex? {
        guard case .child(let place) = port.role else { return nil }
        let children = town.children[index]
        return place < children.count ? children[place] : nil
    }

    /// ifOperStatus: users' sockets go dark when people go home.
    func isUp(_ port: Port) -> Bool {
        switch port.role {
        case .own: return true
        case .uplink: return device.parent != nil
        case .child: return child(at: port).map { state.hasPower[$0] } ?? false
        case .access:
            let used = chance(1000 + UInt64(port.index))
            return used < 0.55 && rhythm.level(at: now) > 0.05 + 0.3 * chance(2000 + UInt64(port.index)) || used < 0.1
        }
    }

    /// ifAlias: what the network people wrote there.
    func alias(of port: Port) -> String {
        switch port.role {
        case .own: return ""
        case .uplink: return device.parent ?? ""
        case .child: return child(at: port).map { town.devices[$0].name } ?? ""
        case .access: return "\(1 + port.index / 24)\(10 + port.index % 40)"
        }
    }

    /// Octets since boot. What the device gets from its feeder is mostly downloads; on a child's port it is the reverse.
    func octets(_ port: Port, _ direction: Direction) -> UInt64 {
        let (down, up): (Double, Double)
        switch port.role {
        case .own: (down, up) = (3e5, 2e5)
        case .uplink: (down, up) = uplinkPeak
        case .child:
            guard let child = child(at: port) else { return 0 }
            (down, up) = Glance.peak(of: town.devices[child].kind)
        case .access:
            guard chance(1000 + UInt64(port.index)) < 0.55 else { return 0 }
            let share = 0.2 + chance(3000 + UInt64(port.index))
            (down, up) = (4e5 * share, 6e4 * share)
        }
        let isDownward = (direction == .incoming) == (port.role == .uplink || port.role == .own)
        let peak = min(isDownward ? down : up, Double(port.megabits) * 125_000 * 0.7)
        let salt = UInt64(port.index) &* 4 &+ (isDownward ? 1 : 2)
        return tally(peak: peak, floor: peak * 0.004 + 40, salt: salt)
    }

    /// A few ports in the town have a bad cable.
    func inputErrors(_ port: Port) -> UInt64 {
        guard port.type == 6, chance(4000 + UInt64(port.index)) > 0.985 else { return 0 }
        return tally(peak: 0.02, salt: 4000 + UInt64(port.index))
    }

    /// Octets per second at the busiest hour, down and up.
    private var uplinkPeak: (down: Double, up: Double) {
        let own = Glance.peak(of: device.kind)
        let behind = town.children[index].map { Glance.peak(of: town.devices[$0].kind) }
        return behind.reduce(own) { ($0.0 + $1.down * 0.6, $0.1 + $1.up * 0.6) }
    }

    private static func peak(of kind: Town.Kind) -> (down: Double, up: Double) {
        switch kind {
        case .coreSwitch: (120e6, 40e6)
        case .accessSwitch: (16e6, 3.5e6)
        case .msmController, .arubaController: (9e6, 9e6)
        case .msmAccessPoint: (1.4e6, 3e5)
        case .arubaAccessPoint: (3.2e6, 7e5)
        case .linuxServer: (7e6, 9e6)
        case .windowsServer: (5e6, 8e6)
        case .ups: (300, 400)
        case .printer: (4e4, 2e3)
        case .mobileRouter: (2.5e6, 5e5)
        case .camera: (6e3, 7e5)
        }
    }
}
