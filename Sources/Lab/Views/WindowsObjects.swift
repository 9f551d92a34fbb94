import Model
import SNMP

/// A Windows server with Microsoft's own agent: HOST-RESOURCES-MIB and the services of LanMgr-Mib-II-MIB.
enum WindowsObjects {
    static func view(_ device: Town.Device) -> MIBViewBuilder {
        var builder = MIBViewBuilder()
        SystemObjects.add(to: &builder, objectID: [1, 3, 6, 1, 4, 1, 311, 1, 1, 3, 1, 2], services: 76) { _ in
            "Hardware: Intel64 Family 6 Model 106 Stepping 6 AT/AT COMPATIBLE - "
                + "Software: Windows Version 6.3 (Build 20348 Multiprocessor Free)"
        }
        InterfaceObjects.add(
            to: &builder,
            ports: [
                Port(
                    index: 1, name: "loopback_0", description: "Software Loopback Interface 1", type: 24,
                    megabits: 1073, role: .own),
                Port(
                    index: 7, name: "ethernet_32769", description: "vmxnet3 Ethernet Adapter", megabits: 10_000,
                    role: .uplink),
            ])
        let memory: Int64 = 32 << 30
        func disk(_ letter: String, _ label: String, gigabytes: Int64, _ fullness: Double) -> Volume {
            let serial = String(UInt32(truncatingIfNeeded: Chance.seed(letter)), radix: 16)
            return Volume(
                type: 4, description: "\(letter)\\ Label:\(label)  Serial Number \(serial)", name: letter, units: 4096,
                bytes: gigabytes << 30, fullness: fullness)
        }
        HostResourceObjects.addStorage(
            to: &builder,
            volumes: [
                disk("C:", "System", gigabytes: 100, 0.48), disk("D:", "Data", gigabytes: 500, 0.55),
                Volume(
                    type: 3, description: "Virtual Memory", name: "", units: 65_536, bytes: memory * 5 / 4,
                    fullness: 0.45),
                Volume(type: 2, description: "Physical Memory", name: "", units: 65_536, bytes: memory, fullness: 0.55),
            ])
        HostResourceObjects.addProcessors(to: &builder, count: 4, description: "Intel")
        let usual = [
            "System Idle Process", "System", "smss.exe", "csrss.exe", "services.exe", "lsass.exe", "svchost.exe",
            "snmp.exe",
        ]
        let programs =
            usual.map { HostResourceObjects.Program(name: $0, path: "", service: $0) }
            + device.services.map { HostResourceObjects.Program(name: program(of: $0), path: "", service: $0) }
        HostResourceObjects.addSystem(
            to: &builder, memoryKilobytes: Int32(clamping: memory / 1024), processes: programs.count)
        HostResourceObjects.addSoftware(to: &builder, programs: programs)
        addServices(to: &builder, device)
        return builder
    }

    /// svSvcTable has a row for each running service, indexed by its length and name; one that stops is gone from it.
    private static func addServices(to builder: inout MIBViewBuilder, _ device: Town.Device) {
        let entry: OID = [1, 3, 6, 1, 4, 1, 77, 1, 2, 3, 1]
        let usual = [
            "DHCP Client", "DNS Client", "Netlogon", "Remote Procedure Call (RPC)", "Server", "SNMP Service",
            "Task Scheduler", "Windows Event Log", "Windows Time", "Windows Update",
        ]
        let services = usual + device.services
        let rows = services.map { name in
            OID([UInt32(name.utf8.count)] + name.utf8.map(UInt32.init))
        }
        func column(_ number: UInt32, _ read: @escaping @Sendable (String) -> VariableValue) {
            builder.column(entry.appending([number]), rows: rows) { glance, place in
                glance.runs(services[place]) ? read(services[place]) : nil
            }
        }
        column(1) { .text($0) }
        column(2) { _ in .integer(4) }
        column(3) { _ in .integer(1) }
        column(4) { _ in .integer(1) }
        column(5) { _ in .integer(1) }
        builder.scalar([1, 3, 6, 1, 4, 1, 77, 1, 2, 2]) { glance in
            .number(services.count { glance.runs($0) })
        }
    }

    /// `SQL Server (MSSQLSERVER)` → `mssqlserver.exe`: what stands in brackets, else the whole without spaces.
    private static func program(of service: String) -> String {
        let inner = service.split(separator: "(").last.map { $0.prefix { $0 != ")" } } ?? service[...]
        return inner.lowercased().filter { !$0.isWhitespace } + ".exe"
    }
}
