import Model
import SNMP

extension SwitchObjects {
    /// POWER-ETHERNET-MIB (RFC 3621): one supply unit, and a row for each access port.
    static func addPower(to builder: inout MIBViewBuilder, ports: [Port]) {
        let main: OID = [1, 3, 6, 1, 2, 1, 105, 1, 3, 1, 1]
        builder.column(main.appending([2]), rows: [[1]]) { glance, _ in .gauge32(glance.powerLimitWatts) }
        builder.column(main.appending([3]), rows: [[1]]) { _, _ in .integer(1) }
        builder.column(main.appending([4]), rows: [[1]]) { glance, _ in .gauge32(glance.powerDrawnWatts) }
        builder.column(main.appending([5]), rows: [[1]]) { _, _ in .integer(80) }
        let sockets = ports.filter { $0.role != .uplink }
        let rows = sockets.map { OID([1, $0.index]) }
        let port: OID = [1, 3, 6, 1, 2, 1, 105, 1, 1, 1]
        builder.column(port.appending([3]), rows: rows) { _, _ in .integer(1) }
        // 2 searching, 3 deliveringPower, 4 fault
        builder.column(port.appending([6]), rows: rows) { glance, place in
            .integer(glance.powerDetection(sockets[place]))
        }
        builder.column(port.appending([7]), rows: rows) { _, _ in .integer(3) }
        builder.column(port.appending([9]), rows: rows) { glance, place in .text(glance.alias(of: sockets[place])) }
    }

    /// LLDP-MIB (IEEE 802.1AB): our ports, and who is at their other ends.
    static func addNeighbours(to builder: inout MIBViewBuilder, ports: [Port]) {
        let local: OID = [1, 0, 8802, 1, 1, 2, 1, 3, 7, 1]
        let localRows = ports.map { OID([$0.index]) }
        builder.column(local.appending([2]), rows: localRows) { _, _ in .integer(5) }
        builder.column(local.appending([3]), rows: localRows) { _, place in .text(ports[place].name) }
        builder.column(local.appending([4]), rows: localRows) { _, place in .text(ports[place].description) }
        let remote: OID = [1, 0, 8802, 1, 1, 2, 1, 4, 1, 1]
        let rows = ports.map { OID([0, $0.index, 1]) }
        builder.column(remote.appending([4]), rows: rows) { glance, place in
            glance.neighbour(at: ports[place]).map { _ in .integer(4) }
        }
        builder.column(remote.appending([5]), rows: rows) { glance, place in
            glance.neighbour(at: ports[place]).map {
                .octetString(Glance(glance.state, $0, at: glance.now).macAddress())
            }
        }
        builder.column(remote.appending([8]), rows: rows) { glance, place in
            glance.neighbour(at: ports[place]).map { _ in .text("") }
        }
        builder.column(remote.appending([9]), rows: rows) { glance, place in
            glance.neighbour(at: ports[place]).map { .text(glance.town.devices[$0].name) }
        }
    }
}

extension Glance {
    /// Both supplies together give 740 W, one alone half of it.
    var powerLimitWatts: UInt32 {
        (state.failedPowerSupplies[index]?.isEmpty ?? true) ? 740 : 370
    }

    var powerDrawnWatts: UInt32 {
        town.children[index].reduce(18) { watts, child in
            state.hasPower[child] ? watts + Glance.powerOverEthernetWatts(town.devices[child].kind) : watts
        }
    }

    func powerDetection(_ port: Port) -> Int32 {
        guard let child = child(at: port), Glance.powerOverEthernetWatts(town.devices[child].kind) > 0 else { return 2 }
        if state.hasPower[child] { return 3 }
        return (state.failedPowerSupplies[index]?.isEmpty ?? true) ? 2 : 4
    }

    /// The device at the other end, if it speaks LLDP: all that have power do.
    func neighbour(at port: Port) -> Town.DeviceIndex? {
        let other =
            switch port.role {
            case .uplink: device.parent.flatMap(town.device(named:))
            case .child: child(at: port)
            case .access, .own: nil as Town.DeviceIndex?
            }
        return other.flatMap { state.hasPower[$0] ? $0 : nil }
    }

    private static func powerOverEthernetWatts(_ kind: Town.Kind) -> UInt32 {
        switch kind {
        case .msmAccessPoint: 11
        case .arubaAccessPoint: 16
        case .camera: 7
        case .coreSwitch, .accessSwitch, .msmController, .arubaController, .linuxServer, .windowsServer, .ups, .printer,
            .mobileRouter:
            0
        }
    }
}
