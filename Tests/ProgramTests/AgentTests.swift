import Foundation
import Model
import Testing

/// This machine through a real agent: what the screen says is what the kernel says.
@Suite(.serialized) struct AgentTests {
    let scene: Scene

    init() throws { scene = try Scene() }

    @Test func `disk, memory and processors of this machine are what the kernel says`() async throws {
        let agent = try await scene.startAgent(isComplete: true)
        try scene.configure(["here: {address: '127.0.0.1:\(agent.port)', must-run: [snmpd, nobody-runs-this]}"])
        _ = try await scene.startDaemon()
        try await scene.light(of: "here", becomes: .red)
        let here = try await scene.detail("here")

        let disk = try #require(here.verdict(.disk, "/")?.number)
        #expect(abs(disk - usedPercent(of: "/")) < 2)
        let memory = try #require(here.verdict(.memory)?.number)
        #expect(abs(memory - usedMemoryPercent()) < 10)
        let processors = try #require(here.verdict(.cpu)?.number)
        #expect((0...100).contains(processors))
        #expect(here.verdict(.services, "snmpd")?.status == .green)
        #expect(here.verdict(.services, "nobody-runs-this")?.status == .red)
        #expect(here.facts?.systemName == "here")

        let count = try await scene.snmpwalk("1.3.6.1.2.1.25.3.3.1.2", port: agent.port, "-v2c").count
        #expect(count == ProcessInfo.processInfo.processorCount)
        let text = try await scene.monitor("status", "here")
        #expect(text.code == 2)
        for word in ["disk", "memory", "cpu", "services", "nobody-runs-this"] { #expect(text.output.contains(word)) }
    }

    @Test(arguments: ["default", "old"])
    func `an agent that stops is silent, not down, and comes back green`(credential: String) async throws {
        let agent = try await scene.startAgent()
        try scene.configure(["here: {address: '127.0.0.1:\(agent.port)', snmp: \(credential)}"])
        _ = try await scene.startDaemon()
        try await scene.light(of: "here", becomes: .green)

        agent.process.end()
        // Three intervals of 2 s, and the seconds that its last visit waits.
        try await scene.light(of: "here", becomes: .grey, within: .seconds(15))
        try await eventually("all but the echoes is grey", within: .seconds(10)) {
            let here = try await scene.detail("here")
            return here.light.aspects.allSatisfy {
                $0.status == ([.reach, .link].contains($0.aspect) ? .green : .grey)
            }
        }
        // At this short interval the data are too old before two visits have found nobody.
        try await eventually("the silent agent is named", within: .seconds(30)) {
            try await scene.monitor("status", "here").output.contains("SNMP silent")
        }
        let silent = try await scene.monitor("status", "here")
        #expect(silent.code == 3)
        #expect(silent.output.contains("reach     ● green"))

        _ = try await scene.startAgent(port: agent.port)
        try await scene.light(of: "here", becomes: .green)
        #expect(try await scene.monitor("status", "here").code == 0)
    }

    @Test(arguments: [("1", "-v1"), ("2c", "-v2c")])
    func `a walk finds what net-snmp's own walk finds`(version: String, option: String) async throws {
        let agent = try await scene.startAgent()
        // Objects that stand still: ifTable's names and types, sysORTable, the sizes of file systems
        for root in ["1.3.6.1.2.1.2.2.1.2", "1.3.6.1.2.1.2.2.1.3", "1.3.6.1.2.1.1.9.1.3", "1.3.6.1.2.1.25.2.3.1.5"] {
            let ours = try await scene.run(
                Built.monitor, ["walk", "--snmp-version", version, "127.0.0.1:\(agent.port)", root])
            #expect(ours.code == 0, "\(ours.errors)")
            let found = ours.output.split(separator: "\n").map(String.init).map(Pair.init)
            let theirs = try await scene.snmpwalk(root, port: agent.port, option).map(Pair.init)
            #expect(!found.isEmpty)
            #expect(found == theirs)
        }
    }

    @Test func `a whole walk of an agent ends, in the order of its objects`() async throws {
        let agent = try await scene.startAgent()
        for version in ["1", "2c"] {
            let walk = try await scene.run(
                Built.monitor, ["walk", "--snmp-version", version, "127.0.0.1:\(agent.port)", "1.3.6.1.2.1"])
            #expect(walk.code == 0, "\(walk.errors)")
            let names = walk.output.split(separator: "\n").compactMap { OID(String($0.prefix { $0 != " " })) }
            #expect(names.count > 100)
            #expect(zip(names, names.dropFirst()).allSatisfy(<))
        }
    }

    @Test func `nobody at the address ends a walk with what was wrong`() async throws {
        let port = try FreePort.udp()
        let walk = try await scene.run(Built.monitor, ["walk", "127.0.0.1:\(port)", "1.3.6.1.2.1.1"])
        #expect(walk.code != 0)
        #expect(walk.output.isEmpty)
        #expect(!walk.errors.isEmpty)
    }

    @Test func `a host at an IPv6 address is pinged and read`() async throws {
        let agent = try await scene.startAgent()
        try scene.configure(["six: {address: '[::1]:\(agent.port)'}"])
        _ = try await scene.startDaemon()
        try await scene.light(of: "six", becomes: .green)
        let six = try await scene.detail("six")
        guard case .answers(_?, let loss) = six.verdict(.reach, "")?.reason else {
            Issue.record("no round trip: \(String(describing: six.verdict(.reach, "")))")
            return
        }
        #expect(loss == 0)
        #expect(six.verdict(.reach, "snmp")?.status == .green)
        #expect(six.verdict(.disk, "/")?.status == .green)
        let walk = try await scene.run(Built.monitor, ["walk", "[::1]:\(agent.port)", "1.3.6.1.2.1.1.5"])
        #expect(walk.output == "1.3.6.1.2.1.1.5.0 = \"here\"\n")
    }

    /// Name and value of an object, of our line or of net-snmp's.
    private struct Pair: Hashable, CustomTestStringConvertible {
        var name: String
        var value: String

        /// `1.2.0 = INTEGER 5` or `.1.2.0 = INTEGER: 5`; texts in quotes, object identifiers with or without a dot.
        init(_ line: String) {
            let parts = line.split(separator: " = ", maxSplits: 1).map(String.init)
            name = parts[0].drop { $0 == "." }.description
            var rest = parts.count > 1 ? parts[1] : ""
            for word in ["INTEGER", "STRING", "OID", "Gauge32", "Counter32", "Timeticks", "TimeTicks"] {
                for prefix in [word + ": ", word + " "] where rest.hasPrefix(prefix) {
                    rest.removeFirst(prefix.count)
                }
            }
            value = rest.trimmingCharacters(in: ["\"", ".", " "])
        }

        var testDescription: String { "\(name) = \(value)" }
    }

    private func usedPercent(of path: String) -> Double {
        var system = statvfs()
        guard statvfs(path, &system) == 0 else { return -1 }
        return 100 * Double(system.f_blocks - system.f_bfree) / Double(system.f_blocks)
    }

    /// What is neither free nor a cache, as a share of all.
    private func usedMemoryPercent() -> Double {
        var sizes: [Substring: Double] = [:]
        let text = FileManager.default.contents(atPath: "/proc/meminfo").map { String(decoding: $0, as: UTF8.self) }
        for line in (text ?? "").split(separator: "\n") {
            let words = line.split(separator: " ")
            if words.count > 1 { sizes[words[0].dropLast()] = Double(words[1]) }
        }
        guard let total = sizes["MemTotal"], let available = sizes["MemAvailable"] else { return -1 }
        return 100 * (total - available) / total
    }
}
