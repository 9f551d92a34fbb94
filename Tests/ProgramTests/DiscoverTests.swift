import Foundation
import Model
import Testing

/// `monitor discover` against a real agent and the simulated town.
@Suite(.serialized) struct DiscoverTests {
    let scene: Scene

    init() throws { scene = try Scene() }

    /// What the contract says of one device (docs/discover.md), read by other code than wrote it.
    private struct Found: Decodable {
        struct Reading: Decodable {
            var kind: String
            var `class`: String?
            var label: String
            var value: Double?
            var unit: String?
            var state: String?
            var oid: String?
            var oids: [String]?
            var index: String?
            var total: Int64?
            var used: Int64?
            var description: String?
            var admin: String?
            var oper: String?
            var speed: Int64?
            var inOctets: UInt64?
            var outErrors: UInt64?
        }

        var address: String?
        var device: [String: String]
        var readings: [Reading]

        func readings(_ kind: String) -> [Reading] { readings.filter { $0.kind == kind } }
    }

    private func discover(_ arguments: String...) async throws -> (outcome: Program.Outcome, found: [Found]) {
        let outcome = try await scene.run(Built.monitor, ["discover", "--json"] + arguments)
        let found = try outcome.output.split(separator: "\n").map {
            try JSONDecoder().decode(Found.self, from: Data($0.utf8))
        }
        return (outcome, found)
    }

    @Test(arguments: ["1", "2c"])
    func `this machine's agent tells ports, memory and file systems with their instances`(version: String) async throws
    {
        let agent = try await scene.startAgent()
        let (outcome, all) = try await discover("127.0.0.1:\(agent.port)", "--snmp-version", version)
        #expect(outcome.code == 0)
        #expect(outcome.errors == "")
        #expect(all.count == 1)
        let found = try #require(all.first)
        #expect(found.address == nil)
        #expect(found.device["sysName"] == "here")

        let disk = try #require(found.readings("storage").first { $0.label == "/" })
        let index = try #require(disk.index)
        #expect(disk.oids == ["6", "5"].map { "1.3.6.1.2.1.25.2.3.1.\($0).\(index)" })
        #expect(disk.unit == "%" && (disk.total ?? 0) > (disk.used ?? 0) && (0...100).contains(disk.value ?? -1))
        let memory = try #require(found.readings("memory").first { $0.label == "Memory" })
        #expect((0...100).contains(memory.value ?? -1) && memory.used ?? 0 > 0)

        // Whatever has no text is nothing of this machine: every port is one of the kernel's.
        let names = try FileManager.default.contentsOfDirectory(atPath: "/sys/class/net")
        for port in found.readings("port") {
            #expect(names.contains(port.label))
            #expect(port.index.flatMap { Int($0) } != nil)
            #expect(["up", "down"].contains(port.admin) && port.oper != nil)
            #expect(port.inOctets != nil && port.outErrors != nil)
        }
        for reading in found.readings {
            for oid in reading.oids ?? reading.oid.map({ [$0] }) ?? [] {
                #expect(OID(oid) != nil && oid.hasPrefix("1.3.6.1."))
            }
        }
    }

    @Test func `every value is what the agent says at that instance`() async throws {
        let agent = try await scene.startAgent()
        let found = try #require(try await discover("127.0.0.1:\(agent.port)").found.first)
        let total = try #require(found.readings("storage").first { $0.label == "/" })
        let size = try #require(total.oids?.last)
        // hrStorageAllocationUnits and hrStorageSize
        let walk = try await scene.run(
            Built.monitor, ["walk", "127.0.0.1:\(agent.port)", "1.3.6.1.2.1.25.2.3.1"])
        func number(_ oid: String) -> Int64? {
            let line = walk.output.split(separator: "\n").first { $0.hasPrefix(oid + " ") }
            return line?.split(separator: " ").last.flatMap { Int64($0) }
        }
        let index = try #require(total.index)
        let unit = try #require(number("1.3.6.1.2.1.25.2.3.1.4.\(index)"))
        let blocks = try #require(number(size))
        #expect(total.total == (blocks & 0xffff_ffff) * unit)
    }

    @Test
    func `several devices are a line each, in the order in which they were named, the silent ones on standard error`()
        async throws
    {
        let agent = try await scene.startAgent()
        let closed = try FreePort.udp()
        let (outcome, found) = try await discover(
            "127.0.0.3:\(agent.port)", "127.0.0.9:\(closed)", "127.0.0.1:\(agent.port)", "127.0.0.3:\(agent.port)")
        #expect(outcome.code == 1)
        #expect(found.map(\.address) == ["127.0.0.3:\(agent.port)", "127.0.0.1:\(agent.port)"])
        #expect(
            outcome.errors
                == "no answer from 127.0.0.9:\(closed): port closed; start its SNMP agent, or write another port: ADDRESS:PORT\n"
        )
    }

    @Test func `a device that knows another community is silent, and no community is told`() async throws {
        let agent = try await scene.startAgent()
        let address = "127.0.0.1:\(agent.port)"
        let outcome = try await scene.run(Built.monitor, ["discover", address, "--community", "hunter2"])
        #expect(outcome.code == 1)
        #expect(outcome.output == "")
        #expect(outcome.errors.hasPrefix("no answer from \(address): timeout; "), "\(outcome.errors)")
        #expect(!outcome.errors.contains("hunter2"))
    }

    /// An agent that takes the community `ancient` by SNMPv1 only.
    private static let ancient = [
        "com2sec ancient 127.0.0.0/8 ancient", "group ancients v1 ancient", "view everything included .1",
        "access ancients \"\" v1 noauth exact everything none none",
    ]

    @Test func `an agent that knows nothing but SNMPv1 is found, unless 2c is wanted`() async throws {
        let address = "127.0.0.1:\(try await scene.startAgent(lines: Self.ancient).port)"
        let (outcome, found) = try await discover(address, "--community", "ancient")
        #expect(outcome.code == 0, "\(outcome.errors)")
        #expect(found.first?.device["sysName"] == "here")
        let wanted = try await discover(address, "--community", "ancient", "--snmp-version", "2c")
        #expect(wanted.outcome.code == 1 && wanted.found.isEmpty)
    }

    @Test func `a person reads who it is, how much there is of what, and what stands out`() async throws {
        let agent = try await scene.startAgent()
        let outcome = try await scene.run(Built.monitor, ["discover", "127.0.0.1:\(agent.port)"])
        #expect(outcome.code == 0)
        let lines = outcome.output.split(separator: "\n").map(String.init)
        #expect(lines.first == "127.0.0.1:\(agent.port)  here")
        #expect(lines.contains { $0.contains("  probes       ") && $0.contains("if-mib") && $0.contains("ucd-snmp") })
        #expect(lines.contains { $0.wholeMatch(of: #/  memory       Memory  [\d.]+ %  of  ?[\d.]+ [KMG]iB/#) != nil })
        #expect(lines.contains { $0.wholeMatch(of: #/  port         \d+, \d+ up.*/#) != nil })
    }

    @Test func `a host of the configuration is asked as the configuration says`() async throws {
        let agent = try await scene.startAgent()
        try scene.configure([
            "here: {address: '127.0.0.1:\(agent.port)'}", "old-one: {address: '127.0.0.2:\(agent.port)', snmp: old}",
        ])
        let found = try await discover(
            "here", "old-one", "127.0.0.3:\(agent.port)", "--config", scene.configuration
        ).found
        #expect(found.map(\.address) == ["here", "old-one", "127.0.0.3:\(agent.port)"])
        let named = try await discover("127.0.0.1:\(agent.port)", "--snmp", "old", "--config", scene.configuration)
        #expect(named.outcome.code == 0)
        #expect(named.found.first?.device["sysName"] == "here")
    }

    /// Arguments → exit code, what is said.
    @Test(
        arguments: [
            (["10.1.2"], EX_CONFIG, "none.yaml"),
            (["127.0.0.1:0"], EX_CONFIG, "none.yaml"),
            (["her"], EX_USAGE, "'her' is no address and no host of the configuration; write 10.20.0.1"),
            (["her"], EX_USAGE, "did you mean here?"),
            (["127.0.0.1", "--snmp", "defualt"], EX_USAGE, "there is no credential 'defualt'"),
            (["127.0.0.1", "--snmp", "defualt"], EX_USAGE, "did you mean default?"),
            (["127.0.0.1", "--snmp", "old", "--community", "hunter2"], EX_USAGE, "leave out --community"),
            (["127.0.0.1", "--snmp-version", "3"], EX_USAGE, "name a credential with --snmp"),
            (["127.0.0.1", "--community", ""], EX_USAGE, "1 to 255 are needed"),
            (["127.0.0.1", "--within", "0"], EX_USAGE, "--within is 1 to 86400 seconds"),
            ([], EX_USAGE, "address"),
        ] as [([String], Int32, String)])
    func `a mistake in the command is told with its remedy`(arguments: [String], code: Int32, text: String) async throws
    {
        try scene.configure(["here: {address: '127.0.0.1:161'}"])
        let file = code == EX_CONFIG ? scene.path("none.yaml") : scene.configuration
        let outcome = try await scene.run(Built.monitor, ["discover"] + arguments + ["--config", file])
        #expect(outcome.code == code, "\(outcome.errors)")
        #expect(outcome.errors.contains(text), "\(outcome.errors)")
        #expect(outcome.output == "")
        #expect(!outcome.errors.contains("hunter2"))
    }

    @Test func `the town's devices are found, each by its probes`() async throws {
        let town = try scene.start(
            Built.monitor, ["lab", "--town", Built.town, "--directory", scene.path("lab"), "--calm"])
        try await eventually("the town is there; \(town.errors)", within: .seconds(20)) {
            try #require(!town.hasEnded, "\(town.errors)")
            return town.errors.contains("devices on 127.77.0.0/16")
        }
        try await scene.run(
            Built.monitor,
            ["lab", "--town", Built.town, "--write-config", scene.directory, "--loopback", "--language", "en"])
        let names = try scene.hostNames()
        #expect(names.count > 50)
        let outcome = try await scene.run(
            Built.monitor, ["discover", "--json"] + names + ["--config", scene.configuration], within: .seconds(60))
        #expect(outcome.code == 0, "\(outcome.errors)")
        let found = try outcome.output.split(separator: "\n").map {
            try JSONDecoder().decode(Found.self, from: Data($0.utf8))
        }
        #expect(found.map(\.address) == names)
        let kinds = Set(found.flatMap(\.readings).map(\.kind))
        for kind in ["port", "cpu", "memory", "storage", "sensor", "supply"] { #expect(kinds.contains(kind)) }
        #expect(
            found.flatMap { $0.readings("supply") }.allSatisfy { $0.index?.contains(".") == true && $0.unit == "%" })
        #expect(found.contains { $0.device["os"] == "ProCurve" && $0.device["model"] != nil })
    }

    // MARK: - Ranges

    @Test func `a range is pinged and asked with each credential, who answers has a line`() async throws {
        let agent = try await scene.startAgent()
        // 'old' asks by SNMPv1, 'wrong' knows another community.
        try scene.configure(["far: {address: '127.0.0.9:161'}"])
        let (outcome, found) = try await discover(
            "127.0.0.0/29", "--port", "\(agent.port)", "--config", scene.configuration)
        #expect(outcome.code == 0, "\(outcome.errors)")
        #expect(Set(found.compactMap(\.address)) == ["127.0.0.1", "127.0.0.2", "127.0.0.3"])
        #expect(outcome.errors.hasSuffix("6 addresses, 6 answer a ping, 3 speak SNMP\n"), "\(outcome.errors)")
        let told = try await scene.run(
            Built.monitor,
            [
                "discover", "127.0.0.2-3", "--no-ping", "--port", "\(agent.port)", "--community", "public", "--probes",
                Built.probes,
            ])
        #expect(told.code == 0)
        #expect(told.output.contains(#/^127\.0\.0\.2  here  .*ports\n127\.0\.0\.3  here/#), "\(told.output)")
        #expect(told.errors == "2 addresses, 2 speak SNMP\n")
        let large = try await scene.run(Built.monitor, ["discover", "10.0.0.0/8"])
        #expect(large.code == EX_USAGE && large.errors.contains("more than 65536 addresses"))
    }

    // MARK: - Hostile devices

    /// Three ports among a text with escape sequences, a table without end, values of wrong types and a string that no answer
    /// can hold.
    private func writeHostileRecording() throws -> String {
        var lines = [
            "1.3.6.1.2.1.1.1.0|4x|1b5b33316d726f7574657220e280ae", "1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.99999.2",
            "1.3.6.1.2.1.1.3.0|67|4711", "1.3.6.1.2.1.1.5.0|4x|1b5d303b68657261",
        ]
        for port in 1...3 { lines.append("1.3.6.1.2.1.2.2.1.2.\(port)|4|eth\(port)") }
        for port in 1...3 { lines.append("1.3.6.1.2.1.2.2.1.3.\(port)|4|no number") }
        for (port, status) in ["2|1", "4|up", "2|2"].enumerated() {
            lines.append("1.3.6.1.2.1.2.2.1.8.\(port + 1)|\(status)")
        }
        for row in 1...12_000 { lines.append("1.3.6.1.2.1.25.2.3.1.5.\(row)|2|7") }
        lines.append("1.3.6.1.2.1.47.1.1.1.1.5.1|2|3")
        lines.append("1.3.6.1.2.1.47.1.1.1.1.7.1|4|" + String(repeating: "x", count: 64_000))
        lines.append("1.3.6.1.2.1.47.1.1.1.1.13.1|4|Model X")
        return try scene.write(lines.map { $0 + "\n" }.joined(), to: "hostile.snmprec")
    }

    @Test func `what is wrong with one table of a device costs that table only`() async throws {
        let list = scene.path("list")
        let lab = try scene.start(
            Built.monitor,
            ["lab", "--port", "\(try FreePort.udp())", "--list", list, "--recording", try writeHostileRecording()])
        try await eventually("the lab writes its list: \(lab.errors)", within: .seconds(60)) {
            try #require(!lab.hasEnded, "the lab ended: \(lab.errors)")
            return FileManager.default.fileExists(atPath: list)
        }
        let address = String(try #require(try scene.text("list").split(separator: " ").last).prefix { $0 != "\n" })
        let (outcome, all) = try await discover(address)
        #expect(outcome.code == 0)
        #expect(outcome.errors.contains("could not be read"))
        let found = try #require(all.first)
        #expect(found.device["model"] == "Model X")
        #expect(found.readings("port").map(\.oper) == ["up", nil, "down"])
        #expect(!outcome.errors.contains("\u{1b}"))
        let told = try await scene.run(Built.monitor, ["discover", address])
        #expect(!told.output.contains("\u{1b}") && !told.output.contains("\u{202e}"))
        #expect(told.output.contains("1.3.6.1.2.1.25.2.3.1.5 ended: rowLimit"), "\(told.output)")
        #expect(told.output.contains("1.3.6.1.2.1.47.1.1.1.1.7 ended: tooBig"), "\(told.output)")
    }

    // MARK: - probes

    @Test func `the probes are listed, checked, and tried on a device`() async throws {
        let listed = try await scene.run(Built.monitor, ["probes", "list", "--probes", Built.probes])
        #expect(listed.code == 0)
        #expect(listed.output.contains(#/ucd-snmp +\S.* \(has 1\.3\.6\.1\.4\.1\.2021\./#))
        let checked = try await scene.run(Built.monitor, ["probes", "check", Built.probes])
        #expect(checked.code == 0 && checked.output.contains(#/^good\. \d+ probes, \d+ groups\./#))

        let address = "127.0.0.1:\(try await scene.startAgent().port)"
        let tried = try await scene.run(
            Built.monitor, ["probes", "try", address, "if-mib", "--probes", Built.probes, "--json"])
        #expect(tried.code == 0 && tried.errors == "", "\(tried.errors)")
        let found = try JSONDecoder().decode(Found.self, from: Data(tried.output.utf8))
        #expect(Set(found.readings.map(\.kind)) == ["port"])
        let unfitting = try await scene.run(
            Built.monitor, ["probes", "try", address, "ups-mib", "--probes", Built.probes])
        #expect(unfitting.code == 0)
        #expect(unfitting.errors == "\(address): ups-mib does not fit it\n")
        let misspelt = try await scene.run(
            Built.monitor, ["probes", "try", address, "if-mbi", "--probes", Built.probes])
        #expect(misspelt.code == EX_USAGE && misspelt.errors.contains("did you mean if-mib"), "\(misspelt.errors)")
    }

    @Test func `a broken probe is told with its place`() async throws {
        try scene.makeDirectory("probes")
        try scene.write("title: Broken\ngroups:\n  a: {kind: port, colums: {}}\n", to: "probes/broken.yaml")
        let outcome = try await scene.run(Built.monitor, ["probes", "check", scene.path("probes")])
        #expect(outcome.code == 1)
        #expect(
            outcome.output.hasPrefix("broken.yaml:3:19: unknown field 'colums'; did you mean 'columns'?"),
            "\(outcome.output)")
    }
}

extension Scene {
    /// The hosts that the town's configuration has read by SNMP.
    fileprivate func hostNames() throws -> [String] {
        try text("hosts/town.yaml").split(separator: "\n").filter { !$0.contains("snmp: none") }.compactMap { line in
            line.prefixMatch(of: #/  ([\w.-]+): \{address/#).map { String($0.1) }
        }
    }
}
