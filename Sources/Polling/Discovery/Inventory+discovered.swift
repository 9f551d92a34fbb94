import Glibc
import Model

extension Inventory {
    /// What was found on a host, told by the words of the probes.
    ///
    /// - Parameter address: As it was asked for, where several hosts are told together.
    public init(_ host: DiscoveredHost, address: String? = nil) {
        let facts = host.facts
        // Of two numbers for one thing the one that is watched comes first.
        let groups = host.groups.filter(\.source.isPolled) + host.groups.filter { !$0.source.isPolled }
        self.init(
            address: address,
            device: Device(
                vendor: facts.vendor, model: facts.model, os: facts.os, version: facts.version, serial: facts.serial,
                sysName: facts.systemName), probes: facts.probes,
            packets: host.packets, readings: groups.flatMap { Inventory.readings(of: $0) })
    }

    private static func readings(of group: DiscoveredGroup) -> [Reading] {
        let isNumbered = group.rows.count > 1
        return group.rows.enumerated().flatMap { place, row in
            InventoryRow(group: group.source, row: row, number: isNumbered ? place + 1 : nil).readings
        }
    }
}

extension Double {
    /// Without what comes of computing in binary: 6.1 for 61 × 0.1 = 6.1000000000000005.
    ///
    /// - Parameter digits: That matter, counted from the first that is not 0.
    func rounded(toDigits digits: Int) -> Double {
        guard isFinite, self != 0 else { return self }
        let places = digits - 1 - Int(log10(abs(self)).rounded(.down))
        // Powers of ten are exact up to 10²².
        guard (0...22).contains(places) else { return self }
        let factor = pow(10, Double(places))
        return (self * factor).rounded() / factor
    }
}
