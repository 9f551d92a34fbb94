import Model
import SNMP

/// A file system or memory as hrStorageTable has it.
struct Volume: Sendable, Hashable {
    /// hrStorageTypes, last number: 2 ram, 3 virtual memory, 4 fixed disk, 1 other.
    var type: UInt32
    /// What the agent calls it.
    var description: String
    /// What a mishap calls it: `D:`, `/srv`.
    var name: String
    var units: Int32
    var bytes: Int64
    /// How full it was when it was new, 0 to 1.
    var fullness: Double
}

/// HOST-RESOURCES-MIB (RFC 2790): system, storage, processors, running software.
enum HostResourceObjects {
    private static let host: OID = [1, 3, 6, 1, 2, 1, 25]

    static func addSystem(to builder: inout MIBViewBuilder, memoryKilobytes: Int32, processes: Int) {
        builder.scalar(host.appending([1, 1])) { .timeTicks($0.uptimeTicks) }
        builder.scalar(host.appending([1, 5])) { .gauge(2 * $0.busyness()) }
        builder.scalar(host.appending([1, 6])) { .gauge(Double(processes) + 60 + 25 * $0.busyness(6)) }
        builder.scalar(host.appending([2, 2])) { _ in .integer(memoryKilobytes) }
    }

    static func addStorage(to builder: inout MIBViewBuilder, volumes: [Volume]) {
        let entry = host.appending([2, 3, 1])
        let rows = volumes.indices.map { OID([UInt32($0 + 1)]) }
        func column(_ number: UInt32, _ read: @escaping @Sendable (Glance, Volume, Int) -> VariableValue) {
            builder.column(entry.appending([number]), rows: rows) { read($0, volumes[$1], $1) }
        }
        column(1) { _, _, place in .number(place + 1) }
        column(2) { _, volume, _ in .oid([1, 3, 6, 1, 2, 1, 25, 2, 1, volume.type]) }
        column(3) { _, volume, _ in .text(volume.description) }
        column(4) { _, volume, _ in .integer(volume.units) }
        column(5) { _, volume, _ in .number(volume.bytes / Int64(volume.units)) }
        column(6) { glance, volume, _ in
            .rounded(Double(volume.bytes / Int64(volume.units)) * glance.use(of: volume))
        }
        column(7) { _, _, _ in .counter32(0) }
    }

    /// hrDeviceTable's processors and hrProcessorLoad.
    static func addProcessors(to builder: inout MIBViewBuilder, count: Int, description: String) {
        let device = host.appending([3, 2, 1])
        // net-snmp and Windows number processors high up.
        let rows = (0..<count).map { OID([UInt32(196_608 + $0)]) }
        builder.column(device.appending([1]), rows: rows) { .number(196_608 + $1) }
        builder.column(device.appending([2]), rows: rows) { _, _ in .oid([1, 3, 6, 1, 2, 1, 25, 3, 1, 3]) }
        builder.column(device.appending([3]), rows: rows) { _, _ in .text(description) }
        builder.column(device.appending([4]), rows: rows) { _, _ in .oid([0, 0]) }
        builder.column(device.appending([5]), rows: rows) { _, _ in .integer(2) }
        let processor = host.appending([3, 3, 1])
        builder.column(processor.appending([1]), rows: rows) { _, _ in .oid([0, 0]) }
        builder.column(processor.appending([2]), rows: rows) { .rounded($0.processorLoad($1)) }
    }

    /// hrSWRunTable: the usual programs and the device's own services, without those that stand still.
    static func addSoftware(to builder: inout MIBViewBuilder, programs: [Program]) {
        let entry = host.appending([4, 2, 1])
        let rows = programs.indices.map { OID([UInt32(1 + $0 * 37)]) }
        func column(_ number: UInt32, _ read: @escaping @Sendable (Program, Int) -> VariableValue) {
            builder.column(entry.appending([number]), rows: rows) { glance, place in
                let program = programs[place]
                return glance.runs(program.service) ? read(program, place) : nil
            }
        }
        column(1) { .number(1 + $1 * 37) }
        column(2) { program, _ in .text(program.name) }
        column(3) { _, _ in .oid([0, 0]) }
        column(4) { program, _ in .text(program.path) }
        column(5) { _, _ in .text("") }
        column(6) { _, _ in .integer(4) }
        column(7) { _, place in .integer(place == 0 ? 1 : 2) }
    }

    /// A running program; `service` is what a mishap calls it.
    struct Program: Sendable, Hashable {
        var name: String
        var path: String
        var service: String
    }
}

extension Glance {
    func use(of volume: Volume) -> Double {
        switch volume.type {
        case 4: min(fullness(ofVolume: volume.name, base: volume.fullness), 1)
        default: memoryUse(volume.fullness)
        }
    }

    func memoryUse(_ base: Double) -> Double {
        min(base + 0.12 * busyness(12) + 0.01 * wobble(12), 0.97)
    }

    /// Per cent of one processor.
    func processorLoad(_ processor: Int) -> Double {
        let base = 2 + 6 * chance(20)
        let share = 25 + 35 * chance(21)
        return min(
            max(base + share * busyness(30 + UInt64(processor)) + 3 * wobble(40 + UInt64(processor), period: 90), 0),
            100)
    }

    func runs(_ service: String) -> Bool {
        !(state.stoppedServices[index]?.contains(service) ?? false)
    }
}
