import Model
import SNMP

/// SNMPv2-MIB, the system group (RFC 3418).
enum SystemObjects {
    private static let system: OID = [1, 3, 6, 1, 2, 1, 1]

    static func add(
        to builder: inout MIBViewBuilder, objectID: OID, services: Int32,
        description: @escaping @Sendable (Glance) -> String
    ) {
        builder.scalar(system.appending([1])) { .text(description($0)) }
        builder.scalar(system.appending([2])) { _ in .oid(objectID) }
        builder.scalar(system.appending([3])) { .timeTicks($0.uptimeTicks) }
        builder.scalar(system.appending([4])) { .text($0.site.contact ?? "") }
        builder.scalar(system.appending([5])) { .text($0.device.name) }
        builder.scalar(system.appending([6])) { glance in
            .text([glance.site.name, glance.device.place].compactMap { $0 }.joined(separator: ", "))
        }
        builder.scalar(system.appending([7])) { _ in .integer(services) }
        builder.scalar(system.appending([8])) { _ in .timeTicks(0) }
    }
}

extension Glance {
    /// The MAC address of the device (with `port`: of that port), in a range for local use.
    func macAddress(port: UInt8 = 0) -> [UInt8] {
        let bits = Chance.bits(seed, 77)
        return [0x02, 0x77] + (0..<3).map { UInt8(truncatingIfNeeded: bits >> (UInt64($0) * 8)) } + [port]
    }

    /// A serial number of ten characters as HPE writes them: `SG12ABCDEF`.
    func serialNumber(_ prefix: String) -> String {
        let characters = Array("0123456789ABCDEFGHJKLMNPQRSTUVWXYZ")
        let bits = Chance.bits(seed, 78)
        return prefix + String((0..<8).map { characters[Int(bits >> (UInt64($0) * 8) & 0xff) % characters.count] })
    }
}
