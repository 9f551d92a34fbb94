import Model
import SNMP

/// A Linux server with net-snmp: HOST-RESOURCES-MIB and UCD-SNMP-MIB (memory, load, CPU, disk I/O).
enum LinuxObjects {
    private static let memoryKilobytes: Int32 = 16_299_008
    private static let swapKilobytes: Int32 = 4_194_300

    static func view(_ device: Town.Device) -> MIBViewBuilder {
        var builder = MIBViewBuilder()
        SystemObjects.add(to: &builder, objectID: [1, 3, 6, 1, 4, 1, 8072, 3, 2, 10], services: 72) {
            "Linux \($0.device.name) 6.1.0-38-amd64 #1 SMP PREEMPT_DYNAMIC Debian 6.1.147-1 (2026-10-02) x86_64"
        }
        InterfaceObjects.add(
            to: &builder,
            ports: [
                Port(index: 1, name: "lo", description: "lo", type: 24, megabits: 10, role: .own),
                Port(
                    index: 2, name: "ens18", description: "Red Hat, Inc. Virtio network device", megabits: 10_000,
                    role: .uplink),
            ])
        addResources(to: &builder, device)
        addMemory(to: &builder)
        addLoad(to: &builder)
        addDisks(to: &builder)
        return builder
    }

    private static func addResources(to builder: inout MIBViewBuilder, _ device: Town.Device) {
        func disk(_ name: String, gigabytes: Int64, _ fullness: Double) -> Volume {
            Volume(type: 4, description: name, name: name, units: 4096, bytes: gigabytes << 30, fullness: fullness)
        }
        let memory = Int64(memoryKilobytes) * 1024
        let volumes = [
            Volume(type: 2, description: "Physical memory", name: "", units: 1024, bytes: memory, fullness: 0.7),
            Volume(
                type: 3, description: "Virtual memory", name: "", units: 1024,
                bytes: memory + Int64(swapKilobytes) * 1024, fullness: 0.5),
            Volume(
                type: 3, description: "Swap space", name: "", units: 1024, bytes: Int64(swapKilobytes) * 1024,
                fullness: 0.04),
            disk("/", gigabytes: 40, 0.34), disk("/boot", gigabytes: 1, 0.22), disk("/var", gigabytes: 60, 0.41),
            disk("/srv", gigabytes: 800, 0.52),
        ]
        let usual = [
            "systemd", "systemd-journal", "systemd-udevd", "cron", "sshd", "snmpd", "rsyslogd", "chronyd", "agetty",
        ]
        let programs = (usual + device.services).map {
            HostResourceObjects.Program(name: $0, path: "/usr/sbin/\($0)", service: $0)
        }
        HostResourceObjects.addSystem(to: &builder, memoryKilobytes: memoryKilobytes, processes: programs.count)
        HostResourceObjects.addStorage(to: &builder, volumes: volumes)
        HostResourceObjects.addProcessors(
            to: &builder, count: 4, description: "GenuineIntel: Intel(R) Xeon(R) Silver 4314 CPU @ 2.40GHz")
        HostResourceObjects.addSoftware(to: &builder, programs: programs)
    }

    /// UCD-SNMP-MIB memory, in kilobytes.
    private static func addMemory(to builder: inout MIBViewBuilder) {
        let memory: OID = [1, 3, 6, 1, 4, 1, 2021, 4]
        let total = Double(memoryKilobytes)
        @Sendable func available(_ glance: Glance) -> Double { total * (0.62 - glance.memoryUse(0.25)) / 2 }
        builder.scalar(memory.appending([1])) { _ in .integer(0) }
        builder.scalar(memory.appending([2])) { _ in .text("swap") }
        builder.scalar(memory.appending([3])) { _ in .integer(swapKilobytes) }
        builder.scalar(memory.appending([4])) { _ in .integer(swapKilobytes - 168_000) }
        builder.scalar(memory.appending([5])) { _ in .integer(memoryKilobytes) }
        builder.scalar(memory.appending([6])) { .rounded(available($0)) }
        builder.scalar(memory.appending([11])) { .rounded(available($0) + Double(swapKilobytes - 168_000)) }
        builder.scalar(memory.appending([12])) { _ in .integer(16_000) }
        builder.scalar(memory.appending([13])) { _ in .integer(212_000) }
        builder.scalar(memory.appending([14])) { _ in .integer(388_000) }
        builder.scalar(memory.appending([15])) { .rounded(total * (0.35 + 0.01 * $0.wobble(14))) }
        builder.scalar(memory.appending([100])) { _ in .integer(0) }
        builder.scalar(memory.appending([101])) { _ in .text("") }
    }

    /// laTable and systemStats: ticks of 1/100 s over four processors.
    private static func addLoad(to builder: inout MIBViewBuilder) {
        let load: OID = [1, 3, 6, 1, 4, 1, 2021, 10, 1]
        let rows: [OID] = [[1], [2], [3]]
        @Sendable func average(_ glance: Glance, _ place: Int) -> Double {
            [0.3, 0.25, 0.2][place] + 1.6 * glance.busyness(UInt64(50 + place)) * (0.6 + glance.chance(21))
        }
        builder.column(load.appending([1]), rows: rows) { .number($1 + 1) }
        builder.column(load.appending([2]), rows: rows) { .text("Load-\([1, 5, 15][$1])") }
        builder.column(load.appending([3]), rows: rows) { .text(hundredths(Int(average($0, $1) * 100))) }
        builder.column(load.appending([5]), rows: rows) { .rounded(average($0, $1) * 100) }
        let statistics: OID = [1, 3, 6, 1, 4, 1, 2021, 11]
        let ticks: [(number: UInt32, peak: Double, floor: Double)] = [
            (50, 150, 6), (51, 0, 0.1), (52, 40, 3), (53, 60, 190), (54, 18, 0.5), (61, 6, 0.3),
        ]
        for kind in ticks {
            builder.scalar(statistics.appending([kind.number])) {
                .wrapping($0.tally(peak: kind.peak, floor: kind.floor, salt: 100 + UInt64(kind.number)))
            }
        }
    }

    private static func addDisks(to builder: inout MIBViewBuilder) {
        let entry: OID = [1, 3, 6, 1, 4, 1, 2021, 13, 15, 1, 1]
        let disks = ["sda", "sdb"]
        let rows: [OID] = [[1], [2]]
        @Sendable func octets(_ glance: Glance, _ place: Int, written: Bool) -> UInt64 {
            glance.tally(peak: written ? 9e6 : 14e6, floor: 3e4, salt: 200 + UInt64(place * 2) + (written ? 1 : 0))
        }
        builder.column(entry.appending([1]), rows: rows) { .number($1 + 1) }
        builder.column(entry.appending([2]), rows: rows) { .text(disks[$1]) }
        builder.column(entry.appending([3]), rows: rows) { .wrapping(octets($0, $1, written: false)) }
        builder.column(entry.appending([4]), rows: rows) { .wrapping(octets($0, $1, written: true)) }
        builder.column(entry.appending([5]), rows: rows) { .wrapping(octets($0, $1, written: false) / 24_000) }
        builder.column(entry.appending([6]), rows: rows) { .wrapping(octets($0, $1, written: true) / 16_000) }
        builder.column(entry.appending([9]), rows: rows) { .rounded(3 + 40 * $0.busyness(UInt64(60 + $1))) }
        builder.column(entry.appending([10]), rows: rows) { .rounded(3 + 36 * $0.busyness(UInt64(62 + $1))) }
        builder.column(entry.appending([11]), rows: rows) { .rounded(3 + 30 * $0.busyness(UInt64(64 + $1))) }
        builder.column(entry.appending([12]), rows: rows) { .counter64(octets($0, $1, written: false)) }
        builder.column(entry.appending([13]), rows: rows) { .counter64(octets($0, $1, written: true)) }
    }

    /// 123 → `1.23`
    static func hundredths(_ number: Int) -> String {
        let fraction = number % 100
        return "\(number / 100).\(fraction < 10 ? "0" : "")\(fraction)"
    }
}
