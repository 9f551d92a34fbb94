import Config
import Foundation
import Model
import Testing

/// What comes out of files that are right.
struct ConfigurationTests {
    /// Writes the files into a directory of their own, loads `monitor.yaml` of it and clears up.
    private func load(_ files: [String: String], environment: [String: String] = [:]) throws -> Configuration {
        let directory = try TemporaryDirectory()
        for (name, text) in files { try directory.write(text, to: name) }
        return try Configuration.load(file: directory.path("monitor.yaml"), environment: environment)
    }

    @Test func `every setting comes through`() throws {
        let configuration = try load([
            "monitor.yaml": """
            data: /srv/data
            socket: /srv/monitor.sock
            timezone: Europe/Stockholm
            language: sv
            interval: 1m30s
            ping: 2s
            grace: 0s
            people: {accounts: [wall], initials: [MK, HL]}
            title: Övervakning
            probes: /srv/probes
            allow-lab-network: yes
            snmp: {default: {version: 1, community: "10.10"}}
            sites:
              a:
                name: Skolan
                contact: Anna
                operator: {name: Operatör, phone: 0800 1, circuit: FI-1}
                hours: Mon-Fri 6-18
                maintenance: Sun 2-4
                subnets: [10.0.0.0/8]
                names: "a-*"
            hosts:
              core-1:
                address: "10.0.0.1:1161"
                place: 2. krs
                tags: [switch, no]
                first-step: Look
                tell: Wait
                must-run: [sshd]
                max: yellow
                hours: always
                maintenance: Sat 1-2
                slow: yes
              sw-1: {address: "[2001:db8::1]:161", site: a, parent: core-1, snmp: none, hours: Mon-Fri 8-16}
            applications: {Payroll: "all of core-1, sw-1, one of sw-*, core-1"}
            rules:
              - {aspect: disk, site: a, subject: "D:*", yellow: 85 %, red: 92.5, hysteresis: 1, hold: 5m}
              - {aspect: disk, tag: switch, judge: no}
              - {aspect: cpu, unusual: no}
              - {aspect: io, unusual: yes}
              - {aspect: memory, host: sw-*, unusual: 4.5}
              - {aspect: hardware, hold: 3 of 5}
              - {aspect: hardware, subject: "psu *", name: power supplies, at-least: 2, hold: 1m}
              - {aspect: hardware, yellow: outside 11.5..12.6, hysteresis: 0.1}
              - {aspect: hardware, rise: {yellow: 5, red: 10, hysteresis: 1}, fall: 20, within: 10m}
              - {aspect: hardware, subject: "Fan *", at-least: {yellow: all, red: 60 %}}
              - {aspect: hardware, subject: "rx *", forecast: 60d}
              - {aspect: disk, host: sw-1, forecast: no}
            """
        ])
        #expect(configuration.dataDirectory == "/srv/data")
        #expect(configuration.socketPath == "/srv/monitor.sock")
        #expect(configuration.timezone == "Europe/Stockholm")
        #expect(configuration.language == .swedish)
        #expect(configuration.interval == .seconds(90))
        #expect(configuration.ping == .seconds(2))
        #expect(configuration.grace == .zero)
        #expect(configuration.people.accounts == ["wall"] && configuration.people.initials == ["MK", "HL"])
        #expect(configuration.people.objection(to: nil, of: "wall")?.remedy.hasSuffix("MK and HL") == true)
        #expect(configuration.people.objection(to: "XX", of: "maija")?.problem == "nobody has the initials XX")
        #expect(configuration.people.objection(to: nil, of: "maija") == nil)
        #expect(configuration.title == "Övervakning")
        #expect(configuration.probesDirectory == "/srv/probes")
        #expect(configuration.allowsLabNetwork)
        #expect(configuration.credentials["default"]?.security == .v1(community: Secret("10.10")))
        #expect(
            configuration.fleet.site("a")
                == Site(
                    id: "a", name: "Skolan", contact: "Anna",
                    lineOperator: Site.LineOperator(name: "Operatör", phone: "0800 1", circuit: "FI-1"),
                    hours: "Mon-Fri 6-18", maintenance: "Sun 2-4", subnets: ["10.0.0.0/8"], names: "a-*"))
        #expect(
            configuration.fleet.host("core-1")
                == Host(
                    id: "core-1", endpoint: Endpoint(address: .v4(0x0a00_0001), port: 1161), site: "a",
                    credential: "default", place: "2. krs", tags: ["switch", "no"], firstStep: "Look", tell: "Wait",
                    mustRun: ["sshd"], isSlow: true, maximum: .yellow,
                    hours: .always, maintenance: "Sat 1-2",
                    origin: SourceLocation(file: "monitor.yaml", line: 23, column: 3)))
        let payroll = try #require(configuration.applications.first)
        #expect(payroll.name == "Payroll")
        let members = { (names: [String]) in names.map { Application.Member(.host($0)) } }
        #expect(
            payroll.parts == [
                .init(.all, of: members(["core-1", "sw-1"])), .init(.count(1), of: members(["sw-*", "core-1"])),
            ])
        let second = try #require(configuration.fleet.host("sw-1"))
        #expect(second.credential == nil)
        #expect(second.parents == ["core-1"])
        #expect(second.hours == .open("Mon-Fri 8-16"))
        #expect(second.endpoint.description == "[2001:db8::1]:161")
        #expect(
            configuration.rules == [
                Rule(
                    aspect: .disk, site: "a", subject: "D:*", limits: Limits(yellow: 85, red: 92.5, hysteresis: 1),
                    hold: .seconds(300), origin: SourceLocation(file: "monitor.yaml", line: 37, column: 5)),
                Rule(
                    aspect: .disk, tag: "switch", isJudged: false,
                    origin: SourceLocation(file: "monitor.yaml", line: 38, column: 5)),
                Rule(
                    aspect: .cpu, unusual: .never, origin: SourceLocation(file: "monitor.yaml", line: 39, column: 5)),
                Rule(
                    aspect: .io, unusual: .wanted, origin: SourceLocation(file: "monitor.yaml", line: 40, column: 5)),
                Rule(
                    aspect: .memory, host: "sw-*", unusual: .times(4.5),
                    origin: SourceLocation(file: "monitor.yaml", line: 41, column: 5)),
                Rule(
                    aspect: .hardware, polls: PollQuorum(3, of: 5),
                    origin: SourceLocation(file: "monitor.yaml", line: 42, column: 5)),
                Rule(
                    aspect: .hardware, subject: "psu *", hold: .seconds(60),
                    count: RowCount(name: "power supplies", atLeast: .count(2)),
                    origin: SourceLocation(file: "monitor.yaml", line: 43, column: 5)),
                Rule(
                    aspect: .hardware, band: Band(yellow: 11.5...12.6, hysteresis: 0.1),
                    origin: SourceLocation(file: "monitor.yaml", line: 44, column: 5)),
                Rule(
                    aspect: .hardware,
                    changes: [
                        ValueChange(.rise, Limits(yellow: 5, red: 10, hysteresis: 1), within: .seconds(600)),
                        ValueChange(.fall, Limits(yellow: 20), within: .seconds(600)),
                    ], origin: SourceLocation(file: "monitor.yaml", line: 45, column: 5)),
                Rule(
                    aspect: .hardware, subject: "Fan *", count: RowCount(name: "Fan", yellow: .all, red: .percent(60)),
                    origin: SourceLocation(file: "monitor.yaml", line: 46, column: 5)),
                Rule(
                    aspect: .hardware, subject: "rx *", forecast: .within(.seconds(60 * 86_400)),
                    origin: SourceLocation(file: "monitor.yaml", line: 47, column: 5)),
                Rule(
                    aspect: .disk, host: "sw-1", forecast: .never,
                    origin: SourceLocation(file: "monitor.yaml", line: 48, column: 5)),
            ])
        #expect(configuration.warnings == [])
    }

    @Test func `what is not written has a default`() throws {
        let configuration = try load(["monitor.yaml": "interval: 2s\n"])
        #expect(configuration.grace == .seconds(86_400))
        #expect(configuration.dataDirectory == "/var/lib/monitor")
        #expect(configuration.timezone == "Europe/Helsinki")
        #expect(configuration.language == .finnish)
        #expect(configuration.ping == .seconds(2), "the default ping follows a short interval")
        #expect(configuration.probesDirectory == nil)
        #expect(!configuration.allowsLabNetwork)
        #expect(configuration.warnings.map(\.what) == ["no hosts: nothing is watched"])
    }

    @Test func `the mark of the lab does not permit to poll its addresses outside of it`() throws {
        #expect(try !load(["monitor.yaml": "lab: yes\n"]).allowsLabNetwork)
    }

    @Test func `relative paths start at the configuration's directory`() throws {
        let directory = try TemporaryDirectory()
        try directory.write("data: data\nsocket: run/m.sock\nprobes: ../Probes\n", to: "monitor.yaml")
        let configuration = try Configuration.load(file: directory.path("monitor.yaml"), environment: [:])
        #expect(configuration.dataDirectory == directory.path("data"))
        #expect(configuration.socketPath == directory.path("run/m.sock"))
        #expect(configuration.probesDirectory == directory.path("../Probes"))
    }

    @Test func `a file named relatively has its directory, too`() throws {
        let directory = try TemporaryDirectory()
        try directory.write("include: [hosts/*.yaml]\nsites: {a: {name: A}}\n", to: "monitor.yaml")
        try directory.write("hosts: {x: {address: 10.0.0.1, site: a}}\n", to: "hosts/x.yaml")
        let here = FileManager.default.currentDirectoryPath
        let upwards = here.split(separator: "/").map { _ in ".." }.joined(separator: "/")
        let configuration = try Configuration.load(
            file: upwards + directory.path("monitor.yaml"), environment: [:])
        #expect(configuration.fleet.hosts.count == 1)
        #expect(configuration.files == ["monitor.yaml", "hosts/x.yaml"])
    }

    @Test func `a file named without a directory lies in the current one`() throws {
        let error = #expect(throws: ConfigurationErrors.self) {
            try Configuration.load(file: "Package.swift", environment: [:])
        }
        #expect(error?.mistakes.first?.location.file == "Package.swift")
        #expect(error?.mistakes.first?.what != "the file does not exist")
    }

    @Test func `included files come in their order, and each is read once`() throws {
        let configuration = try load([
            "monitor.yaml": """
            include: [hosts/*.yaml, hosts/a.yaml]
            snmp: {default: {version: 2c, community: public}}
            sites: {a: {subnets: [10.0.0.0/8]}}
            """,
            "hosts/b.yaml": "hosts: {b: {address: 10.0.0.2}}\nrules: [{aspect: cpu, judge: no}]\n",
            "hosts/a.yaml": "hosts: {a: {address: 10.0.0.1}}\nrules: [{aspect: io, judge: no}]\n",
            "hosts/.hidden.yaml": "- not read",
            "hosts/a.yaml~": "- not read",
        ])
        #expect(configuration.files == ["monitor.yaml", "hosts/a.yaml", "hosts/b.yaml"])
        #expect(configuration.fleet.hosts.map(\.id) == ["a", "b"])
        #expect(configuration.rules.map(\.aspect) == [.io, .cpu])
        #expect(configuration.fleet.host("b")?.origin == SourceLocation(file: "hosts/b.yaml", line: 1, column: 9))
    }

    @Test func `a pattern that no file fits is a warning`() throws {
        let configuration = try load(["monitor.yaml": "include: [x*.yaml]\nhosts: {}\n"])
        #expect(
            configuration.warnings.map(\.description).last
                == "monitor.yaml:1:11: no file fits 'x*.yaml'; create one, or remove the pattern")
    }

    @Test func `a host finds its site by its name or its network`() throws {
        let configuration = try load([
            "monitor.yaml": """
            sites:
              a: {subnets: [10.1.0.0/16, "2001:db8:1::/48"]}
              b: {names: "b-*"}
            hosts:
              x: {address: 10.1.2.3}
              y: {address: "2001:db8:1::9"}
              b-1: {address: 10.9.9.9}
            """
        ])
        #expect(configuration.fleet.hosts.map(\.site) == ["a", "a", "b"])
    }

    @Test func `a slow site makes its hosts slow, unless they say otherwise, and has a budget`() throws {
        let configuration = try load([
            "monitor.yaml": """
            sites:
              a: {slow: true, budget: 4kB/s, names: "a-*"}
              b: {budget: 0.5 MB/s, names: "b-*"}
              c: {budget: 500B/s, names: "c-*"}
            hosts:
              a-rtr: {address: 10.1.2.1}
              a-sw: {address: 10.1.2.2, parent: a-rtr}
              a-cam: {address: 10.1.2.3, parent: [a-sw, b-1]}
              a-lte: {address: 10.1.2.4, slow: no}
              a-far: {address: 10.1.2.5, parent: a-lte}
              b-1: {address: 10.9.9.9}
              b-2: {address: 10.9.9.8, parent: a-rtr, slow: yes}
            """
        ])
        let fleet = configuration.fleet
        #expect(fleet.sites.map(\.isSlow) == [true, false, false])
        #expect(fleet.sites.map(\.budget) == [4000, 500_000, 500])
        #expect(fleet.hosts.map(\.isSlow) == [true, true, true, false, true, false, true])
        // The router of the site, and whoever hangs on none of its slow hosts, stands at the end of the line.
        #expect(
            fleet.hosts.map(fleet.line(to:))
                == [.slow, .behindSlow, .behindSlow, .fast, .slow, .fast, .slow])
    }

    @Test func `secrets come from files and from the environment`() throws {
        let directory = try TemporaryDirectory()
        try directory.write(
            """
            snmp:
              safe:
                version: 3
                user: monitor
                auth: SHA-256
                authKey: {file: auth.key}
                privacy: AES-128
                privacyKey: {env: PRIVACY_KEY}
            """, to: "monitor.yaml")
        try directory.write("authentication\n", to: "auth.key", permissions: 0o640)
        let configuration = try Configuration.load(
            file: directory.path("monitor.yaml"), environment: ["PRIVACY_KEY": "privacy-key"])
        let user = Credential.User(
            name: "monitor", authentication: .init(algorithm: "SHA-256", key: Secret("authentication")),
            privacy: .init(algorithm: "AES-128", key: Secret("privacy-key")))
        #expect(configuration.credentials["safe"] == Credential(name: "safe", security: .v3(user)))
        #expect(configuration.warnings.count == 1, "only that there are no hosts")
    }

    @Test func `a key that everybody may read is a warning, also behind a symbolic link`() throws {
        let directory = try TemporaryDirectory()
        try directory.write("snmp: {a: {version: 2c, community: {file: link.key}}}\nhosts: {}\n", to: "monitor.yaml")
        try directory.write("s3cr3t\n", to: "real.key", permissions: 0o644)
        try FileManager.default.createSymbolicLink(
            atPath: directory.path("link.key"), withDestinationPath: directory.path("real.key"))
        let configuration = try Configuration.load(file: directory.path("monitor.yaml"), environment: [:])
        #expect(configuration.credentials["a"]?.security == .v2c(community: Secret("s3cr3t")))
        #expect(
            configuration.warnings.map(\.description).contains(
                "monitor.yaml:1:43: everybody may read the file 'link.key'; chmod o-r link.key"))
    }

    @Test func `a configuration prints no secret`() throws {
        let configuration = try load([
            "monitor.yaml": "snmp: {a: {version: 2c, community: hunter2}}\nhosts: {}\n"
        ])
        var dumped = ""
        dump(configuration, to: &dumped)
        #expect(!dumped.contains("hunter2"))
        #expect(!String(reflecting: configuration).contains("hunter2"))
    }

    @Test func `a fleet of 5000 hosts in a chain loads`() throws {
        let hosts = (1...5000).map { number in
            let parent = number > 1 ? ", parent: h\(number - 1)" : ""
            return "  h\(number): {address: 10.0.\(number / 250).\(number % 250 + 1)\(parent)}"
        }
        let configuration = try load([
            "monitor.yaml": "sites: {a: {subnets: [10.0.0.0/8]}}\nhosts:\n" + hosts.joined(separator: "\n")
        ])
        #expect(configuration.fleet.hosts.count == 5000)
    }

    @Test func `backups are made and things are kept as it is written, else as is usual`() throws {
        func load(_ lines: String) throws -> Configuration {
            try self.load(["monitor.yaml": "data: data\n\(lines)\n"])
        }
        let usual = try load("")
        #expect(usual.backup?.directory.hasSuffix("/data/backups") == true)
        #expect(usual.backup?.keep == 2 && usual.backup?.minuteOfDay == 210)
        let day = Duration.seconds(86_400)
        #expect(usual.retention.readings == day * 800)
        #expect(usual.retention.hours == day * 365 * 5)
        #expect(usual.retention.days == nil && usual.retention.events == nil)

        let other = try load(
            """
            backup: {directory: /srv/backups, keep: 7, at: 4.05}
            retention: {readings: 6y, events: 800d}
            """)
        #expect(other.backup?.directory == "/srv/backups")
        #expect(other.backup?.keep == 7 && other.backup?.minuteOfDay == 245)
        #expect(other.retention.readings == day * 365 * 6)
        // Not shorter than what it is made of
        #expect(other.retention.hours == day * 365 * 6)
        #expect(other.retention.events == day * 800)

        #expect(try load("backup: no").backup == nil)
        let forever = try load("retention: {readings: forever}").retention
        #expect(forever.readings == nil && forever.hours == nil && forever.days == nil)
    }
}
