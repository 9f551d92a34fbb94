import Config
import Model
import Testing

/// What a search proposes.
struct HostProposalTests {
    private let directory: TemporaryDirectory
    private let configuration: Configuration

    init() throws {
        directory = try TemporaryDirectory()
        try directory.write(
            """
            snmp:
              default: {version: 2c, community: public}
              old: {version: 1, community: public}
            sites:
              kuusela: {name: School Kuusela, subnets: [10.20.0.0/24]}
              hall: {name: Town hall, names: "th-*"}
            hosts:
              core-1: {address: 10.20.0.1}
              ap-3: {address: 10.20.0.7, parent: core-1}
              gone: {address: 10.20.0.9}
              th-printer: {address: 10.30.0.5, snmp: none}
            """, to: "monitor.yaml")
        configuration = try Configuration.load(file: directory.path("monitor.yaml"), environment: [:])
    }

    private static func address(_ text: String) throws -> Endpoint { try #require(Endpoint(text)) }

    private static func found(
        _ address: String, _ name: String?, serial: String? = nil, mac: UInt64? = nil, location: String? = nil,
        version: String? = nil, neighbours: [Surroundings.Neighbour] = []
    ) throws -> FoundHost {
        let facts = HostFacts(
            systemName: name, location: location, vendor: "HPE", model: "J9773A", os: "ProCurve", serial: serial,
            version: version, macs: mac.map { [MACAddress(number: $0)] })
        return FoundHost(
            endpoint: try self.address(address), credential: "default", facts: facts,
            surroundings: Surroundings(neighbours: neighbours), ports: 26)
    }

    private func proposal(
        _ found: [FoundHost], known: [Host.Name: HostFacts] = [:], written: WrittenHosts? = nil,
        gateway: IPAddress? = nil
    ) -> HostProposal {
        HostProposal(
            found: found, searched: { $0.address < .v4(0x0a15_0000) }, configuration: configuration, known: known,
            written: written, gateway: gateway)
    }

    @Test func `a new host has a name, a site where none fits by itself, and the port that it hangs on`() throws {
        let proposal = proposal([
            try Self.found(
                "10.20.0.1", "core-1", mac: 0x1, neighbours: [.init(port: "A3", mac: MACAddress(number: 2))]),
            try Self.found("10.20.0.3", "SW-Kuusela.town.example", serial: "CN12345678", mac: 0x2, location: "rack 2"),
            try Self.found("10.40.7.3", nil, mac: 0x3, location: "Library\u{1b}[2J"),
        ])
        #expect(proposal.entries.map(\.name) == ["sw-kuusela", "host-10-40-7-3"])
        #expect(proposal.entries.map(\.parent?.description) == ["core-1:A3", nil])
        #expect(proposal.sites.map(\.id) == ["net-10-40-7"])
        let text = try proposal.text(of: "new.yaml", written: nil, heading: "Found by a test")
        #expect(
            text == #"""
                # Found by a test
                # Read it, change names and places as you like; what is written here stays if it is searched again.
                sites:
                  net-10-40-7: {name: 'Library\u{1B}[2J', subnets: [10.40.7.0/24]}
                hosts:
                  # HPE J9773A · ProCurve · CN12345678, 26 ports, says it is at 'rack 2', on core-1:A3
                  sw-kuusela: {address: 10.20.0.3, parent: core-1}
                  # HPE J9773A · ProCurve, 26 ports, says it is at 'Library\u{1B}[2J'
                  host-10-40-7-3: {address: 10.40.7.3}

                """#)
    }

    @Test func `what it proposes is a configuration`() throws {
        let proposal = proposal([
            try Self.found("10.20.0.3", "sw:1, {x}", mac: 2), try Self.found("10.40.7.3", "123", mac: 3),
            try Self.found("10.40.7.4:1161", "monitor", mac: 4, location: "it's: {here} # not"),
        ])
        try directory.write(
            try proposal.text(of: "new.yaml", written: nil, heading: "x\ny"), to: "new.yaml")
        try directory.write(
            "include: [new.yaml]\nsnmp: {default: {version: 2c, community: public}}\n" + """
                sites: {kuusela: {name: School Kuusela, subnets: [10.20.0.0/24]}}
                """, to: "all.yaml")
        let loaded = try Configuration.load(file: directory.path("all.yaml"), environment: [:])
        #expect(loaded.fleet.hosts.map(\.id) == ["sw-1-x", "123", "monitor-2"])
        #expect(loaded.fleet.hosts.map(\.site) == ["kuusela", "net-10-40-7", "net-10-40-7"])
    }

    @Test func `searched again, the file keeps what it has, new hosts stand behind, who moved has its new address`()
        throws
    {
        let before = """
            # Mine.
            hosts:
              # The third.
              ap-3: {place: 'room 7', address: 10.20.0.7}   # by the window
            """
        let proposal = proposal(
            [try Self.found("10.20.0.33", "ap-3", serial: "SG99887766"), try Self.found("10.20.0.34", "ap-4", mac: 9)],
            known: ["ap-3": HostFacts(model: "J9773A", serial: "SG99887766")])
        #expect(
            try proposal.text(
                of: "new.yaml", written: try WrittenHosts(Array(before.utf8), of: "new.yaml"), heading: "") == """
                    # Mine.
                    hosts:
                      # The third.
                      ap-3: {place: 'room 7', address: 10.20.0.33}   # by the window
                      # HPE J9773A · ProCurve, 26 ports
                      ap-4: {address: 10.20.0.34}

                    """)
    }

    @Test func `searched again before it is included, nothing is proposed twice, whatever was renamed`() throws {
        let found = try [
            Self.found("10.40.7.3", "sw-1", mac: 3), Self.found("10.40.7.4", "sw-2", mac: 4),
            Self.found("10.41.0.1", "sw-3", mac: 5),
        ]
        let first = try proposal(Array(found.prefix(1))).text(of: "new.yaml", written: nil, heading: "x")
        let edited = first.replacing("  sw-1: {", with: "  sw-2: {place: here, ")
        let written = try WrittenHosts(Array(edited.utf8), of: "new.yaml")
        let second = proposal(found, written: written)
        #expect(second.unchanged == 1)
        #expect(second.entries.map(\.name) == ["sw-2-2", "sw-3"])
        #expect(second.sites.map(\.id) == ["net-10-41-0"])
        let text = try second.text(of: "new.yaml", written: written, heading: "x")
        let third = proposal(found, written: try WrittenHosts(Array(text.utf8), of: "new.yaml"))
        #expect(third.entries.isEmpty && third.sites.isEmpty && third.unchanged == 3)
    }

    @Test func `one that moved is not taken for a new one because another is at its old address`() throws {
        let proposal = proposal(
            [
                try Self.found("10.20.0.7", "other", serial: "XX55443322", mac: 0x8),
                try Self.found("10.20.0.77", "ap-3", serial: "SG99887766", mac: 0x9),
            ], known: ["ap-3": HostFacts(model: "J9773A", serial: "SG99887766")])
        #expect(proposal.entries.map(\.name) == ["other"])
        #expect(
            proposal.changes.first
                == .moved(
                    configuration.fleet.hosts[1], to: try Self.address("10.20.0.77"),
                    evidence: "serial number SG99887766"))
    }

    @Test func `a router that answers at its configured address and others has not moved`() throws {
        let router = try ["10.20.0.1", "10.20.0.2"].reversed().map { try Self.found($0, "core-1", mac: 0x7) }
        let proposal = proposal(
            router, known: ["core-1": HostFacts(macs: [MACAddress(number: 0x7)])])
        #expect(proposal.entries.isEmpty)
        #expect(!proposal.changes.contains { if case .moved = $0 { true } else { false } })
        #expect(proposal.unchanged == 1)
    }

    @Test func `a file of something else is left alone`() throws {
        for text in [
            "hosts:\r\n  a: {address: 10.0.0.1}\r\n", "hosts: {}\nrules: []\n", "title: a\n", "hosts: [",
            "hosts:\n  a: {address: 10.0.0.1}\nsites: {}\n",
        ] {
            #expect(throws: HostProposal.FileProblem.self, "\(text)") {
                try WrittenHosts(Array(text.utf8), of: "new.yaml")
            }
        }
    }

    @Test func `what is not as configured is told`() throws {
        let core = try Self.found("10.20.0.1", "core-1", serial: "NEW9999", mac: 0x1, version: "2")
        let ap = try Self.found("10.20.0.8", "ap-3", serial: "AP12345", mac: 0x2, version: "1.1")
        let parent = try Self.found(
            "10.20.0.3", "sw-2", mac: 0x3, neighbours: [.init(port: "5", mac: MACAddress(number: 2))])
        let proposal = proposal(
            [core, parent, ap],
            known: [
                "core-1": HostFacts(vendor: "HPE", model: "J9773A", serial: "OLD1111"),
                "ap-3": HostFacts(model: "J9773A", serial: "AP12345", version: "1.0"),
            ])
        let hosts = configuration.fleet.hosts
        #expect(
            proposal.changes == [
                .replaced(hosts[0], from: "HPE J9773A · OLD1111", to: "HPE J9773A · ProCurve 2 · NEW9999"),
                .moved(hosts[1], to: try Self.address("10.20.0.8"), evidence: "serial number AP12345"),
                .otherParent(hosts[1], Attachment(host: "sw-2", port: "5")),
                .silent(hosts[2]),
            ])
    }

    @Test func `a router that answers at three addresses is one host, two devices with one serial of nothing are two`()
        throws
    {
        let router = try ["10.20.0.2", "10.21.0.2", "10.22.0.2"].map { try Self.found($0, "r", mac: 0x7) }
        #expect(
            proposal(router).entries.map(\.remarks) == [
                ["HPE J9773A · ProCurve", "26 ports", "also 10.21.0.2 and 10.22.0.2"]
            ])
        let cheap = try ["10.20.0.5", "10.20.0.6"].map { try Self.found($0, "ups", serial: "1") }
        #expect(proposal(cheap).entries.map(\.name) == ["ups", "ups-2"])
    }
}
