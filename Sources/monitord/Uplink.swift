import Glibc
import Model
import Platform
import Rules

/// Our own way to the hosts: whether any interface that leads somewhere is up. Asks the kernel only, nobody else.
enum Uplink {
    /// `nil` where all hosts are on this machine and where the kernel does not tell.
    static func light(for fleet: Fleet) -> OwnLight? {
        guard fleet.hosts.contains(where: { !$0.endpoint.address.isLoopback }) else { return nil }
        let interfaces = leadingInterfaces()
        let up = interfaces.filter(isUp)
        if interfaces.isEmpty || !up.isEmpty {
            let isGone = interfaces.isEmpty
            return OwnLight(
                aspect: .link, subject: OwnLight.uplink, status: isGone ? .red : .green,
                .sight(isGone ? .noRoute : .uplinkUp(up)))
        }
        return OwnLight(
            aspect: .link, subject: OwnLight.uplink, status: .red,
            .sight(.uplinkDown(interfaces)))
    }

    /// The interfaces of all routes but loopback (proc(5), /proc/net/route and ipv6_route).
    private static func leadingInterfaces() -> [String] {
        let v4 = lines("/proc/net/route").dropFirst().compactMap { $0.split(separator: "\t").first.map(String.init) }
        let v6 = lines("/proc/net/ipv6_route").compactMap { line -> String? in
            let fields = line.split(separator: " ")
            // Link-local and multicast prefixes are there as long as the interface is.
            guard let name = fields.last, let prefix = fields.first, !prefix.hasPrefix("fe80"), !prefix.hasPrefix("ff")
            else { return nil }
            return String(name)
        }
        return Set(v4 + v6).filter { $0 != "lo" }.sorted()
    }

    /// The router through which we reach all that is not in our own networks; `nil` if there is none, or only by IPv6.
    static func gateway() -> IPAddress? {
        lines("/proc/net/route").dropFirst().lazy.compactMap { line -> IPAddress? in
            let fields = line.split(separator: "\t")
            guard fields.count > 2, fields[1] == "00000000", let number = UInt32(fields[2], radix: 16), number != 0
            else { return nil }
            // As the kernel keeps it: in network order, whatever the machine's is.
            return .v4(UInt32(bigEndian: number))
        }.first
    }

    private static func isUp(_ interface: String) -> Bool {
        // "unknown" is what tunnels and some virtual interfaces say while they work.
        lines("/sys/class/net/\(interface)/operstate").first.map { $0 == "up" || $0 == "unknown" } ?? true
    }

    /// The lines of a small file of the kernel; none where it cannot be read.
    private static func lines(_ path: String) -> [Substring] {
        guard let file = unsafe fopen(path, "r") else { return [] }
        defer { unsafe fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 65_536)
        let count = unsafe fread(&bytes, 1, bytes.count, file)
        return String(decoding: bytes[..<count], as: UTF8.self).split(separator: "\n")
    }
}
