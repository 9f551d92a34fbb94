import Model
import Rules
import TestSupport
import Testing

/// Colours of things that are many, and of what people use that needs several of them.
@Suite struct FoldTests {
    @Test func `one lost access point of ten is told yellow, three are red`() throws {
        var town = Town()
        town.add("core-1")
        for number in 1...10 { town.add("ap-\(number)", behind: ["core-1"], site: "school", tags: ["access-point"]) }
        for number in 11...12 { town.add("ap-\(number)", behind: ["core-1"], site: "hall", tags: ["access-point"]) }
        var story = Story(town)
        story.run(.seconds(65))
        story.dead = ["ap-1"]
        story.run(.seconds(20))
        #expect(story.light("ap-1") == .red)
        #expect(story.openIncidents.map(\.status) == [.yellow])
        story.dead = ["ap-1", "ap-2", "ap-11"]
        story.run(.seconds(20))
        #expect(story.openIncidents.map(\.status) == [.yellow, .yellow, .yellow])
        story.dead = ["ap-1", "ap-2", "ap-3", "ap-11", "ap-12"]
        story.run(.seconds(20))
        #expect(story.openIncidents.allSatisfy { $0.status == .yellow }, "their switch may have a reason")
        story.run(.seconds(75))
        #expect(story.openIncidents.map(\.status) == [.red, .red, .red, .red, .red])
        story.dead = ["ap-1", "ap-2"]
        story.run(.seconds(20))
        #expect(story.openIncidents.map(\.status) == [.yellow, .yellow])
        #expect(story.openIncidents.map(\.worst) == [.red, .red])
    }

    @Test func `access points that their switch leaves without power are part of its incident`() throws {
        var town = Town()
        town.add("sw-1", site: "school")
        for number in 1...4 { town.add("ap-\(number)", behind: ["sw-1"], site: "school", tags: ["access-point"]) }
        let states = StateMap([1: .init(name: "powered", status: .green), 2: .init(name: "failed", status: .red)])
        func column(_ name: String, _ kind: String) -> Column {
            Column(name: name, kind: kind, unit: .none, measure: .state)
        }
        let probe = Probe(
            name: "switch", title: "Switch", recognition: Probe.Recognition(),
            groups: [
                Probe.Group(
                    name: "supplies", rows: .scalar,
                    columns: [Probe.Field(column: column("state", "sensor"), source: .objects([]), states: states)],
                    checks: [
                        CheckTemplate(
                            aspect: .hardware, subject: "psu ", value: .column(0), unit: .none,
                            condition: .states(states))
                    ]),
                Probe.Group(
                    name: "ports", rows: .scalar,
                    columns: [Probe.Field(column: column("detection", "poe"), source: .objects([]))], checks: []),
            ])
        var story = Story(town, probes: [probe])
        func play(_ supplies: Int64, _ ports: [Int64]) -> [Story.PlayedGroup] {
            let rows = { (labels: [String]) in labels.map { Row(identity: $0, label: $0, instance: OID([1])) } }
            return [
                Story.PlayedGroup(
                    layout: GroupLayout(
                        key: GroupKey(host: "sw-1", group: "switch.supplies"), columns: [column("state", "sensor")],
                        rows: rows(["2"])), values: [.integer(supplies)], uptime: nil),
                Story.PlayedGroup(
                    layout: GroupLayout(
                        key: GroupKey(host: "sw-1", group: "switch.ports"), columns: [column("detection", "poe")],
                        rows: rows(["31", "33", "36", "40"])), values: ports.map { .integer($0) }, uptime: nil),
            ]
        }
        story.groups["sw-1"] = play(1, [3, 3, 3, 3])
        story.attach([
            "ap-1": Attachment(host: "sw-1", port: "31"), "ap-2": Attachment(host: "sw-1", port: "33"),
            "ap-3": Attachment(host: "sw-1", port: "36"), "ap-4": Attachment(host: "sw-1", port: "40"),
        ])
        story.run(.seconds(130))
        #expect(story.incidents.isEmpty)
        story.groups["sw-1"] = play(2, [4, 2, 6, 3])
        story.dead = ["ap-1", "ap-2", "ap-3"]
        story.run(.seconds(80))
        #expect(story.openIncidents.map(\.cause) == [Check(host: "sw-1", aspect: .hardware, subject: "psu 2")])
        #expect(story.openIncidents.first?.behind.sorted() == ["ap-1", "ap-2", "ap-3"])
        #expect(story.hosts(.grey) == ["ap-1", "ap-2", "ap-3"])
        #expect(story.reason("ap-2") == .noPower(from: "sw-1", port: "33"))
        // Nobody was told of three dead access points.
        #expect(story.incidents.values.allSatisfy { $0.cause.host == "sw-1" || $0.worst == .yellow })
        // One that dies while its port gives power is on its own.
        story.dead = ["ap-1", "ap-2", "ap-3", "ap-4"]
        story.run(.seconds(20))
        #expect(story.hosts(.red) == ["ap-4"])
        // The supply is changed, and one stays dark.
        try story.restart(after: .seconds(5))
        story.attach([
            "ap-1": Attachment(host: "sw-1", port: "31"), "ap-2": Attachment(host: "sw-1", port: "33"),
            "ap-3": Attachment(host: "sw-1", port: "36"), "ap-4": Attachment(host: "sw-1", port: "40"),
        ])
        story.groups["sw-1"] = play(1, [3, 3, 2, 3])
        story.dead = ["ap-3"]
        story.run(.seconds(180))
        #expect(story.hosts(.red) == ["ap-3"])
        #expect(story.openIncidents.map(\.cause.host) == ["ap-3"])
    }

    @Test(arguments: [
        ("all of db-1", [Status.red], Status.red), ("all of db-1", [.grey], .grey), ("db-1", [.yellow], .yellow),
        ("all of a, b", [.green, .blue], .green), ("all of a, b", [.green, .red], .red),
        ("one of web-1..3", [.green, .red, .red], .yellow), ("one of web-1..3", [.red, .red, .red], .red),
        ("one of web-1..3", [.red, .grey, .red], .grey), ("2 of web-1..3", [.green, .red, .grey], .grey),
        ("2 of web-1..3", [.green, .red, .red], .red), ("75 % of a, b, c, d", [.green, .green, .green, .red], .yellow),
        ("75% of a, b, c, d", [.green, .green, .red, .red], .red),
        ("two of a and b and c", [.green, .green, .green], .green),
        ("3 of a (2) b (2)", [.green, .red], .red), ("3 of a (3) b (2)", [.green, .red], .yellow),
    ])
    func `so many of them are needed`(text: String, lights: [Status], status: Status) throws {
        let part = try #require(Application.Part(text.replacing(",", with: "")))
        #expect(part.members.count == lights.count)
        let votes = zip(part.members, lights).enumerated().map { number, vote in
            Application.Part.Vote(host: "h\(number)", status: vote.1, weight: vote.0.weight)
        }
        let (folded, deciding) = part.fold(votes)
        #expect(folded.status == status)
        #expect(deciding.isEmpty == (status == .green))
    }

    @Test(arguments: [(19, 1, Status.green), (18, 2, .yellow), (14, 6, .yellow), (13, 7, .red)])
    func `a part may be good with fewer than all`(well: Int, dead: Int, status: Status) throws {
        let part = try #require(try Application.parts(of: "70 % of tag wlan, good from 95 %").first)
        #expect(part.members == [Application.Member(.tag("wlan"))])
        let votes = (0..<20).map { Application.Part.Vote(host: "ap-\($0)", status: $0 < well ? .green : .red) }
        let (folded, deciding) = part.fold(votes)
        #expect(folded.status == status && folded.needed == 14 && folded.good == 19)
        #expect(deciding.count == (status == .green ? 0 : dead))
    }

    @Test func `tags, sites and weights are members like names`() throws {
        let parts = try Application.parts(of: "2 of db-1..2 (2), db-3, tag spare (1), all of site hall, x")
        #expect(
            parts == [
                .init(
                    .count(2),
                    of: [
                        .init(.host("db-1"), weight: 2), .init(.host("db-2"), weight: 2), .init(.host("db-3")),
                        .init(.tag("spare")),
                    ]), .init(.all, of: [.init(.site("hall")), .init(.host("x"))]),
            ])
    }

    @Test(arguments: [
        "", "some of a", "0 of a", "all of", "101 % of a", "nan% of a", "a b", "-1 of a", "all of tag", "all of (2)",
        "2 of a (0)", "2 of a (x)",
    ])
    func `what says nothing of what is needed is refused`(text: String) {
        #expect(Application.Part(text) == nil)
    }

    @Test func `an application says who decides, and since when`() throws {
        var town = Town()
        for name in ["db-1", "web-1", "web-2"] { town.add(name) }
        let payroll = Application(
            name: "Payroll", parts: try Application.parts(of: "all of db-1, one of web-*"),
            origin: SourceLocation(file: "monitor.yaml", line: 1))
        var story = Story(town, applications: [payroll])
        story.run(.seconds(65))
        let good = try #require(story.judge.board(now: story.now).applications?.first)
        #expect(good.status == .green && good.deciding.isEmpty)
        story.dead = ["web-1"]
        story.run(.seconds(20))
        let spare = try #require(story.judge.board(now: story.now).applications?.first)
        #expect(spare.status == .yellow && spare.deciding == ["web-1"])
        #expect(spare.parts.map(\.working) == [1])
        story.dead = ["web-1", "db-1"]
        story.run(.seconds(20))
        let gone = try #require(story.judge.board(now: story.now).applications?.first)
        #expect(gone.status == .red && gone.deciding == ["db-1"])
        #expect(gone.since > spare.since)
    }
}

/// What a kind of device may be at worst.
@Suite struct KindTests {
    @Test(arguments: [(nil, Status.yellow), (Status.red, .red), (.green, .green)])
    func `a printer is yellow at most, unless the configuration says otherwise`(maximum: Status?, shown: Status) throws
    {
        var town = Town()
        town.add("printer-1", maximum: maximum)
        town.add("sw-1")
        let probe = Probe(
            name: "printer-mib", title: "Printers", recognition: Probe.Recognition(), maximum: .yellow)
        var story = Story(town, probes: [probe])
        story.facts["printer-1"] = HostFacts(probes: ["printer-mib"])
        story.run(.seconds(65))
        story.dead = ["printer-1", "sw-1"]
        story.run(.seconds(20))
        #expect(story.light("printer-1") == shown)
        #expect(story.light("sw-1") == .red)
        story.dead = []
        story.run(.seconds(20))
        try story.restart(after: .seconds(5))
        story.dead = ["printer-1"]
        story.run(.seconds(20))
        #expect(story.light("printer-1") == shown)
    }
}

/// Ports are judged only where a host of ours hangs on them.
@Suite struct NeighbourTests {
    @Test func `a full port is yellow if a host of ours hangs on it, and nobody's alarm if not`() throws {
        var town = Town()
        town.add("sw-1")
        town.add("ap-1", behind: ["sw-1"])
        let octets = Column(name: "inOctets", kind: "port", unit: .bytes, measure: .counter64)
        let probe = Probe(
            name: "if-mib", title: "Ports", recognition: Probe.Recognition(),
            groups: [
                Probe.Group(
                    name: "ports", rows: .scalar, columns: [Probe.Field(column: octets, source: .objects([]))],
                    checks: [
                        CheckTemplate(
                            aspect: .traffic, subject: "in ", value: .product(.number(8), .rate(0)),
                            unit: .bitsPerSecond,
                            condition: .above(Limits(yellow: 1_000_000)), isForNeighbours: true)
                    ])
            ])
        var story = Story(town, probes: [probe])
        let layout = GroupLayout(
            key: GroupKey(host: "sw-1", group: "if-mib.ports"), columns: [octets],
            rows: ["7", "8"].map { Row(identity: $0, label: $0, instance: OID([1])) })
        var total: Int64 = 0
        func pass(_ story: inout Story) {
            total += 60_000_000
            story.groups["sw-1"] = [
                Story.PlayedGroup(layout: layout, values: [.integer(total), .integer(total)], uptime: nil)
            ]
            story.run(.seconds(60))
        }
        for _ in 0..<4 { pass(&story) }
        #expect(story.light("sw-1", .traffic, "in 7") == nil)
        #expect(story.incidents.isEmpty)
        story.attach(["ap-1": Attachment(host: "sw-1", port: "7")])
        for _ in 0..<3 { pass(&story) }
        #expect(story.light("sw-1", .traffic, "in 7") == .yellow)
        #expect(story.light("sw-1", .traffic, "in 8") == nil)
        #expect(story.openIncidents.map(\.cause.subject) == ["in 7"])
        // It moves to another port.
        story.attach(["ap-1": Attachment(host: "sw-1", port: "8")])
        for _ in 0..<3 { pass(&story) }
        #expect(story.light("sw-1", .traffic, "in 7") == nil)
        #expect(story.openIncidents.map(\.cause.subject) == ["in 8"])
    }
}

/// What is amiss on the way is probably why.
@Suite struct ProbableCauseTests {
    @Test(arguments: [true, false]) func `a line that loses echoes behind a full uplink is probably because of that`(
        isUplinkFirst: Bool
    ) throws {
        var town = Town()
        town.add("sw-1")
        town.add("srv-1", behind: ["sw-1"])
        town.add("srv-2")
        let octets = Column(name: "inOctets", kind: "port", unit: .bytes, measure: .counter64)
        let probe = Probe(
            name: "if-mib", title: "Ports", recognition: Probe.Recognition(),
            groups: [
                Probe.Group(
                    name: "ports", rows: .scalar, columns: [Probe.Field(column: octets, source: .objects([]))],
                    checks: [
                        CheckTemplate(
                            aspect: .traffic, value: .product(.number(8), .rate(0)), unit: .bitsPerSecond,
                            condition: .above(Limits(yellow: 1_000_000)))
                    ])
            ])
        var story = Story(town, probes: [probe])
        let layout = GroupLayout(
            key: GroupKey(host: "sw-1", group: "if-mib.ports"), columns: [octets],
            rows: [Row(identity: "A1", label: "A1", instance: OID([1]))])
        var total: Int64 = 0
        func pass(_ story: inout Story, isFull: Bool, minutes: Int) {
            for _ in 0..<minutes {
                total += isFull ? 60_000_000 : 600
                story.groups["sw-1"] = [
                    Story.PlayedGroup(layout: layout, values: [.integer(total)], uptime: nil)
                ]
                story.run(.seconds(60))
            }
        }
        pass(&story, isFull: false, minutes: 3)
        story.loss = ["srv-1": isUplinkFirst ? 0 : 35, "srv-2": 35]
        pass(&story, isFull: isUplinkFirst, minutes: 12)
        story.loss = ["srv-1": 35, "srv-2": 35]
        pass(&story, isFull: true, minutes: 12)
        let lossy = story.incidents.values.filter { $0.cause.aspect == .link }
        let full = try #require(story.openIncidents.first { $0.cause.host == "sw-1" })
        let slow = try #require(lossy.first { $0.cause.host == "srv-1" })
        #expect(slow.probableCause?.number == full.number)
        #expect(slow.probableCause?.check == full.cause)
        let alone = try #require(lossy.first { $0.cause.host == "srv-2" })
        #expect(alone.probableCause == nil)
    }
}
