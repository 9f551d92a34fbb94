import Config
import Foundation
import Model
import Testing

/// The probes, the sample configuration and the examples of the documentation that we ship.
struct ProbeFileTests {
    static let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    static let directory = repository.appending(path: "Probes")

    /// Read once: there are hundreds.
    private static let catalogue = Result { try ProbeCatalogue.load(directory: directory.path) }

    private func probe(_ name: String) throws -> Probe {
        try #require(try Self.catalogue.get().probes.first { $0.name == name })
    }

    private func group(_ name: String, of probeName: String) throws -> Probe.Group {
        try #require(try probe(probeName).groups.first { $0.name == name })
    }

    @Test func `every probe that we ship loads`() throws {
        #expect(try Self.catalogue.get().probes.count > 300)
    }

    @Test func `the sample configuration loads without a warning`() throws {
        let file = Self.repository.appending(path: "Config/monitor.yaml").path
        let configuration = try Configuration.load(file: file, environment: [:])
        #expect(configuration.warnings == [])
        #expect(configuration.fleet.hosts.count == 5)
    }

    @Test func `every key at the top of the file stands in the sample`() throws {
        let sample = try String(contentsOf: Self.repository.appending(path: "Config/monitor.yaml"), encoding: .utf8)
        let hosts = try String(
            contentsOf: Self.repository.appending(path: "Config/hosts/townhall.yaml"), encoding: .utf8)
        for key in [
            "data", "socket", "timezone", "language", "interval", "ping", "title", "include", "probes", "policy",
            "allow-lab-network",
        ] {
            #expect("\n\(sample)".contains("\n\(key): ") || sample.contains("\n# \(key): "), "\(key)")
        }
        for field in ["site", "snmp", "parent", "place", "tags", "first-step", "tell", "must-run", "max", "slow"] {
            #expect(hosts.contains("\(field): "), "\(field)")
        }
    }

    @Test func `the worked example of the documentation loads`() throws {
        let text = try String(contentsOf: Self.repository.appending(path: "docs/probes.md"), encoding: .utf8)
        let blocks = text.components(separatedBy: "```")
        let example = try #require(blocks.first { $0.hasPrefix("yaml\n") })
        let directory = try TemporaryDirectory()
        try directory.write(String(example.dropFirst("yaml\n".count)), to: "example-switch.yaml")
        let probes = try ProbeCatalogue.load(directory: directory.path("")).probes
        #expect(probes.first?.groups.first?.checks.count == 2)
    }

    /// In Probes/ the comment behind an OID names its object, in each file at least once, unless the file says that its MIB is
    /// not public; a standard object that stands alone on its line has the same name everywhere.
    @Test func `every OID stands beside its name`() throws {
        var names: [Substring: Set<Substring>] = [:]
        var total = 0
        let files = try FileManager.default.subpathsOfDirectory(atPath: Self.directory.path)
        for file in files.sorted() where file.hasSuffix(".yaml") {
            let text = try String(contentsOf: Self.directory.appending(path: file), encoding: .utf8)
            var (all, named): (Set<Substring>, Set<Substring>) = ([], [])
            for line in text.split(separator: "\n") where !line.drop(while: { $0 == " " }).hasPrefix("#") {
                let parts = line.split(separator: "#", maxSplits: 1)
                let oids = Set(parts[0].matches(of: /1(\.[0-9]+){3,}/).map(\.output.0))
                let words = Set(parts.dropFirst().joined().matches(of: /[a-z][A-Za-z0-9]+/).map(\.output))
                all.formUnion(oids)
                if parts.count > 1 { named.formUnion(oids) }
                guard let oid = oids.first, oids.count == 1, !words.isEmpty, oid.hasPrefix("1.3.6.1.2.1.") else {
                    continue
                }
                names[oid] = names[oid]?.intersection(words) ?? words
                #expect(names[oid]?.isEmpty == false, "\(file): \(line)")
            }
            total += named.count
            if text.contains("# Not all of its MIB is public") { continue }
            #expect(all.subtracting(named).sorted() == [], "\(file)")
        }
        #expect(total > 5000)
    }

    @Test func `ports have nine columns, and checks only where one of ours hangs on them`() throws {
        let ports = try group("ports", of: "if-mib")
        #expect(
            ports.columns.map(\.column.name) == [
                "adminStatus", "operStatus", "speed", "inOctets", "outOctets", "inErrors", "outErrors", "inDiscards",
                "outDiscards",
            ])
        #expect(ports.checks.map(\.subject) == ["in ", "out ", "errors "])
        #expect(ports.checks.map(\.isForNeighbours) == [true, true, true])
        #expect(ports.discontinuity == [1, 3, 6, 1, 2, 1, 31, 1, 1, 1, 19])
    }

    @Test(arguments: [
        ("/", true), ("/var", true), ("/srv/data", true), ("C:\\ Label:System  Serial Number 10f82425", true),
        ("/var/lib/docker-data", true), ("/development", true), ("/run", false), ("/run/user/1000", false),
        ("/dev/shm", false), ("/sys/fs/cgroup", false), ("/proc", false), ("/snap/core/1234", false),
        ("/var/lib/docker/overlay2/abc/merged", false), ("tmpfs", false), ("/rom", false), ("/etc/hosts", false),
        ("/dev/hd4", true), ("/dev", false), ("devfs: dev file system, mounted on: /dev", false),
        ("/dev/ad0s1a, mounted on: /", true),
    ])
    func `only real file systems are judged`(description: String, isJudged: Bool) throws {
        guard case .table(let table) = try group("disks", of: "host-resources").rows else {
            Issue.record("the disks are no table")
            return
        }
        let lacks = table.filters.compactMap { filter -> String? in
            if case .lacks(let pattern) = filter.condition { pattern } else { nil }
        }
        #expect(try lacks.allSatisfy { try description.firstMatch(of: Regex($0)) == nil } == isJudged)
    }

    @Test func `a Windows disk is called by its drive`() throws {
        guard case .table(let table) = try group("disks", of: "host-resources").rows else {
            Issue.record("the disks are no table")
            return
        }
        let pattern = try Regex(try #require(table.pattern))
        #expect("C:\\ Label:System  Serial Number 10f82425".firstMatch(of: pattern)?.output[0].substring == "C:")
        #expect("/var".firstMatch(of: pattern) == nil)
    }

    /// The use of memory in per cent for the columns total, free, buffers, cached, available (in the unit of total).
    @Test(arguments: [
        ([100.0, 10, 20, 30, 55], 45.0), ([100, 10, 20, 30, nil], 40), ([100, 10, nil, nil, nil], 90),
        ([0, 0, 0, 0, 0], nil),
        ([100, nil, 20, 30, nil], nil),
    ])
    func `memory of a Linux server counts without buffers and cache`(cells: [Double?], percent: Double?) throws {
        let memory = try group("memory", of: "ucd-snmp")
        let check = try #require(memory.checks.first)
        #expect(check.value.evaluate(column: { cells[$0] }, rate: { _ in nil }) == percent)
    }

    @Test func `an empty slot of a switch is not judged`() throws {
        let check = try #require(try group("sensors", of: "hpe-procurve").checks.first)
        #expect(check.when?.evaluate(column: { _ in 5 }, rate: { _ in nil }) == 0)
        #expect(check.when?.evaluate(column: { _ in 2 }, rate: { _ in nil }) != 0)
    }

    @Test func `memory is judged by one probe only`() throws {
        let memory = try probe("host-resources-memory").recognition
        #expect(memory.absent == (try probe("ucd-snmp")).recognition.present)
    }
}
