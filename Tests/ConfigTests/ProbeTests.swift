import Config
import Model
import Testing

/// What comes out of a probe file that is right.
struct ProbeTests {
    private func probe(_ text: String) throws -> Probe {
        let directory = try TemporaryDirectory()
        try directory.write(text, to: "test.yaml")
        return try #require(try ProbeCatalogue.load(directory: directory.path("")).probes.first)
    }

    /// The one check's value over the columns a, b (gauges) and c (a counter).
    private func value(_ expression: String) throws -> Expression {
        let probe = try probe(
            """
            title: Test
            groups:
              g:
                kind: port
                columns:
                  a: {object: 1.3.1.0}
                  b: {object: 1.3.2.0}
                  c: {object: 1.3.3.0, measure: counter64}
                  double: {computed: 2 * a}
                checks:
                  - {aspect: cpu, value: "\(expression)", above: {yellow: 1}}
            """)
        return try #require(probe.groups.first?.checks.first).value
    }

    @Test func `what only describes a device comes through`() throws {
        let probe = try probe(
            """
            title: Sensors
            facts: {os: {constant: Junos}}
            groups:
              g:
                kind: sensor
                class: voltage
                label: Feed
                polled: no
                rows: {key: [1.3.1, 1.3.9], texts: {alias: 1.3.2, model: [1.3.3, 1.3.4]}}
                columns:
                  volts: {object: 1.3.5, limits: {low: 1.3.6, highWarn: 1.3.7}}
                  amperes: {object: 1.3.8, class: current}
            """)
        #expect(probe.facts == [Probe.Fact(name: .os, source: .constant("Junos"))])
        let group = try #require(probe.groups.first)
        #expect(group.label == "Feed")
        let texts = [
            Probe.RowText(name: .alias, sources: [[1, 3, 2]]),
            Probe.RowText(name: .model, sources: [[1, 3, 3], [1, 3, 4]]),
        ]
        #expect(group.rows == .table(Probe.Table(key: [1, 3, 1], otherKeys: [[1, 3, 9]], texts: texts)))
        #expect(!group.isPolled)
        #expect(group.columns.map(\.column.class) == ["voltage", "current"])
        #expect(group.columns.map(\.limits) == [[.low: [1, 3, 6], .highWarn: [1, 3, 7]], [:]])
    }

    @Test func `texts may come from other tables and from the instance`() throws {
        let probe = try probe(
            """
            title: Neighbours
            facts:
              model:
                - {column: 1.3.1, where: [{column: 1.3.2, is: [3]}], pattern: 'J[0-9]+'}
                - 1.3.3.0
            groups:
              neighbours:
                kind: neighbour
                polled: no
                rows:
                  key: 1.3.4
                  label: [{column: 1.3.5, pattern: '^[^.]+'}, {instance: [-4, -1], as: ip}]
                  where: [{column: 1.3.6, at: {part: 2, then: 0}, matches: '^p'}]
                  texts:
                    port: {column: 1.3.7, at: 2}
                    remotePort: {column: 1.3.8, at: {cell: 1.3.9}, as: mac}
                    index: {join: [{instance: all}, {constant: x}], with: '/'}
            """)
        let filter = Probe.RowFilter(column: [1, 3, 2], condition: .oneOf(["3"]))
        #expect(
            probe.facts == [
                Probe.Fact(
                    name: .model,
                    source: .row(.init(.column([1, 3, 1], at: .row), pattern: "J[0-9]+"), where: [filter])),
                Probe.Fact(name: .model, source: .object([1, 3, 3, 0])),
            ])
        let group = try #require(probe.groups.first)
        #expect(group.kind == "neighbour" && group.columns.isEmpty)
        let table = Probe.Table(
            key: [1, 3, 4],
            labels: [
                .init(.column([1, 3, 5], at: .row), pattern: "^[^.]+"),
                .init(.instance(.init(first: -4, last: -1)), form: .ip),
            ],
            filters: [
                .init(
                    text: .init(.column([1, 3, 6], at: .part(.init(first: 2, last: 2), suffix: [0]))),
                    condition: .matches("^p"))
            ],
            texts: [
                .init(
                    name: .index,
                    sources: [.init(.joined([.init(.instance(nil)), .init(.constant("x"))], separator: "/"))]),
                .init(
                    name: .port, sources: [.init(.column([1, 3, 7], at: .part(.init(first: 2, last: 2), suffix: [])))]),
                .init(
                    name: .remotePort, sources: [.init(.column([1, 3, 8], at: .cell(.init([1, 3, 9]))), form: .mac)]),
            ])
        #expect(group.rows == .table(table))
    }

    @Test func `one table falls into groups by what a column says`() throws {
        let probe = try probe(
            """
            title: Sensors
            groups:
              sensors:
                kind: sensor
                rows: {key: 1.3.1}
                split:
                  column: 1.3.2
                  into:
                    temperatures: {is: [8], class: temperature, unit: C}
                    fans: {is: [10, 11], class: fan, unit: rpm}
                columns:
                  value: {object: 1.3.1, pattern: '([0-9]+) of'}
                  status: {object: 1.3.3, words: {OK: 1, Failed: 2}, states: {1: [ok, green], 2: [failed, red]}}
            """)
        #expect(probe.groups.map(\.name) == ["temperatures", "fans"])
        #expect(
            probe.groups.map { $0.columns.map(\.column.unit) } == [[.celsius, .none], [.revolutionsPerMinute, .none]])
        #expect(probe.groups.map(\.columns[0].column.class) == ["temperature", "fan"])
        #expect(probe.groups[0].columns.map(\.pattern) == ["([0-9]+) of", nil])
        #expect(probe.groups[0].columns[1].words == ["ok": 1, "failed": 2])
        let filter = Probe.RowFilter(column: [1, 3, 2], condition: .oneOf(["10", "11"]))
        #expect(probe.groups[1].rows == .table(Probe.Table(key: [1, 3, 1], filters: [filter])))
    }

    @Test func `a probe has what it does not have itself from the one that it extends`() throws {
        let directory = try TemporaryDirectory()
        try directory.write(
            "title: Base\nfacts: {vendor: {constant: A}, os: {constant: B}}\ngroups:\n"
                + "  a: {kind: load, columns: {x: {object: 1.3.1.0}}}\n  b: {kind: load, columns: {x: {object: 1.3.2.0}}}\n",
            to: "base.yaml")
        try directory.write(
            "title: Child\nextends: base\nfacts: {os: {constant: C}}\ngroups:\n"
                + "  b: {kind: cpu, columns: {y: {object: 1.3.3.0}}}\n",
            to: "child.yaml")
        try directory.write("title: Grandchild\nextends: child\n", to: "grandchild.yaml")
        let probes = try ProbeCatalogue.load(directory: directory.path(".")).probes
        let grandchild = try #require(probes.first { $0.name == "grandchild" })
        #expect(grandchild.ancestors == ["base", "child"])
        #expect(grandchild.facts.map(\.source) == [.constant("C"), .constant("A")])
        #expect(grandchild.groups.map(\.name) == ["b", "a"])
        #expect(grandchild.groups.map(\.kind) == ["cpu", "load"])
        try directory.write("title: Base\nextends: grandchild\n", to: "base.yaml")
        let error = #expect(throws: ConfigurationErrors.self) {
            try ProbeCatalogue.load(directory: directory.path("."))
        }
        #expect(error?.mistakes.map(\.what).first == "'base' extends itself")
    }

    @Test func `OIDs below the base are those of the device's own tree`() throws {
        let text = """
            title: Products
            base: BASE
            recognize: {sysObjectID: 1.3.6.1.4.1.8691.7}
            facts: {serial: base.1.2.0, model: {column: base.7, where: [{column: base.8, is: [1]}]}}
            groups:
              fans:
                kind: sensor
                rows:
                  key: base.5.1
                  label: [{column: base.5.2, at: {cell: base.5.3}}, {join: [base.5.4, {instance: 1}]}]
                  texts: {serial: base.5.6}
                columns:
                  speed: {objects: [{oid: base.5.7, scale: {cell: base.5.8}}], limits: {high: base.5.9}}
                  other: {object: 1.3.6.1.2.1.1}
            """
        let device = OID("1.3.6.1.4.1.8691.7.33.101")
        for (base, root) in [
            ("sysObjectID", "1.3.6.1.4.1.8691.7.33.101"), ("{sysObjectID: 9}", "1.3.6.1.4.1.8691.7.33"),
        ] {
            let probe = try probe(text.replacing("BASE", with: base))
            let based = probe.based(on: device)
            let plain = try self.probe(
                text.replacing("base: BASE\n", with: "").replacing("base.", with: "\(root)."))
            #expect(based.facts == plain.facts)
            #expect(based.groups == plain.groups)
            #expect(probe.based(on: OID("1.3.6")).facts.isEmpty && probe.based(on: nil).groups.isEmpty)
            #expect(plain.based(on: nil) == plain)
        }
        let directory = try TemporaryDirectory()
        try directory.write("title: A\nfacts: {serial: base.1.0}\n", to: "a.yaml")
        try directory.write("title: B\nbase: sysDescr\nfacts: {serial: base.1.0}\n", to: "b.yaml")
        let error = #expect(throws: ConfigurationErrors.self) { try ProbeCatalogue.load(directory: directory.path("")) }
        #expect(error?.mistakes.map(\.location.file) == ["a.yaml", "b.yaml", "b.yaml"])
    }

    @Test func `a table comes through with all that is written`() throws {
        let probe = try probe(
            """
            title: Disks
            recognize: {sysObjectID: 1.3.1, sysDescr: ["Linux", "^BSD"], present: [1.3.2, 1.3.3], absent: 1.3.4}
            facts:
              model: {object: 1.3.5.0, pattern: 'J[0-9]+'}
              vendor: {constant: HPE}
            groups:
              disks:
                kind: storage
                class: local
                every: 3
                rows:
                  key: 1.3.6
                  label: [1.3.7, 1.3.8]
                  identity: 1.3.9
                  pattern: '^[A-Z]:'
                  where:
                    - {column: 1.3.10, is: [1.3.6.1, 4]}
                    - {column: 1.3.10, not: x}
                    - {column: 1.3.11, matches: '^/'}
                    - {column: 1.3.11, lacks: tmp}
                  discontinuity: 1.3.12
                columns:
                  used: {object: 1.3.13, scale: {cell: 1.3.14}, unsigned: yes, unit: B, missing: [-1, 65535]}
                  octets:
                    objects: [1.3.15, {oid: 1.3.16, measure: counter32, scale: 10}]
                    measure: counter64
                  status: {object: 1.3.17, states: {1: [ok, green], -2: [not fine, red]}}
                  heat: {object: 1.3.18, scale: {sensor-scale: 1.3.19, sensor-precision: 1.3.20}}
                  volts: {object: 1.3.21, scale: 0.1, unit: V}
                checks:
                  - aspect: disk
                    subject: "disk "
                    value: used
                    unit: B
                    below: {yellow: 10, red: 5, hysteresis: 1}
                    hold: {yellow: 10m, red: 30m}
                    when: used
                    across: average
                  - {aspect: hardware, state: status, hold: 1m}
                  - {aspect: hardware, subject: "often ", state: status, hold: 2 of 4}
                  - {aspect: hardware, value: volts, unit: V, outside: {yellow: 11.5..12.6, red: -1..13, hysteresis: 0.1}}
            """)
        let table = Probe.Table(
            key: [1, 3, 6], labels: [[1, 3, 7], [1, 3, 8]], identities: [[1, 3, 9]], pattern: "^[A-Z]:",
            filters: [
                Probe.RowFilter(column: [1, 3, 10], condition: .oneOf(["1.3.6.1", "4"])),
                Probe.RowFilter(column: [1, 3, 10], condition: .noneOf(["x"])),
                Probe.RowFilter(column: [1, 3, 11], condition: .matches("^/")),
                Probe.RowFilter(column: [1, 3, 11], condition: .lacks("tmp")),
            ])
        func column(_ name: String, _ unit: Unit = .none, _ measure: Measure = .gauge) -> Column {
            Column(name: name, kind: "storage", class: "local", unit: unit, measure: measure)
        }
        let states = StateMap([1: .init(name: "ok", status: .green), -2: .init(name: "not fine", status: .red)])
        let columns = [
            Probe.Field(
                column: column("used", .bytes),
                source: .objects([.init(oid: [1, 3, 13], scale: .cell([1, 3, 14]), isUnsigned: true)]),
                missing: [-1, 65535]),
            Probe.Field(
                column: column("octets", .none, .counter64),
                source: .objects([
                    .init(oid: [1, 3, 15]), .init(oid: [1, 3, 16], measure: .counter32, scale: .times(10)),
                ])),
            Probe.Field(
                column: column("status", .none, .state), source: .objects([.init(oid: [1, 3, 17])]), states: states),
            Probe.Field(
                column: column("heat"),
                source: .objects([
                    .init(oid: [1, 3, 18], scale: .sensor(scale: [1, 3, 19], precision: [1, 3, 20]))
                ])),
            Probe.Field(
                column: column("volts", .volts), source: .objects([.init(oid: [1, 3, 21], scale: .factor(0.1))])),
        ]
        let checks = [
            CheckTemplate(
                aspect: .disk, subject: "disk ", value: .column(0), unit: .bytes,
                condition: .below(Limits(yellow: 10, red: 5, hysteresis: 1)), hold: .seconds(600),
                redHold: .seconds(1800), when: .column(0), across: .average),
            CheckTemplate(
                aspect: .hardware, value: .column(2), unit: .none, condition: .states(states), hold: .seconds(60)),
            CheckTemplate(
                aspect: .hardware, subject: "often ", value: .column(2), unit: .none, condition: .states(states),
                polls: PollQuorum(2, of: 4)),
            CheckTemplate(
                aspect: .hardware, value: .column(4), unit: .volts,
                condition: .outside(Band(yellow: 11.5...12.6, red: -1...13, hysteresis: 0.1))),
        ]
        #expect(
            probe
                == Probe(
                    name: "test", title: "Disks",
                    recognition: Probe.Recognition(
                        systemObjectIDs: [[1, 3, 1]], descriptions: ["Linux", "^BSD"],
                        present: [[1, 3, 2], [1, 3, 3]],
                        absent: [[1, 3, 4]]),
                    facts: [
                        Probe.Fact(name: .model, source: .object([1, 3, 5, 0]), pattern: "J[0-9]+"),
                        Probe.Fact(name: .vendor, source: .constant("HPE")),
                    ],
                    groups: [
                        Probe.Group(
                            name: "disks", rows: .table(table), columns: columns, checks: checks, everyVisits: 3,
                            discontinuity: [1, 3, 12])
                    ]))
    }

    @Test func `what must run is one column, the count`() throws {
        let probe = try probe(
            """
            title: Processes
            groups:
              p:
                kind: process
                rows: {must-run: 1.3.1}
                checks: [{aspect: services, value: count, below: {red: 0}}]
            """)
        let group = try #require(probe.groups.first)
        #expect(group.rows == .mustRun(names: [[1, 3, 1]]))
        #expect(group.columns.map(\.column.name) == ["count"])
    }

    @Test(arguments: [
        ("100 * a / b", 50.0), ("1 + 2 * 3", 7), ("(1 + 2) * 3", 9), ("10 - 2 - 3", 5), ("16 / 4 / 2", 2),
        ("-a + 1", 0),
        ("- -3", 3), ("8 * rate(c)", 80), ("either(a, b)", 1), ("double * 2", 4), ("2*-a", -2), ("0.5 * b", 1),
    ])
    func `expressions bind as in arithmetic`(text: String, result: Double) throws {
        let computed = try value(text).evaluate(
            column: { $0 == 0 ? 1 : 2 }, rate: { $0 == 2 ? 10 : nil })
        #expect(computed == result)
    }

    @Test func `either takes the first that has a value`() throws {
        let expression = try value("either(a, a + b, 7)")
        #expect(expression.evaluate(column: { $0 == 0 ? nil : 2 }, rate: { _ in nil }) == 7)
        #expect(expression.evaluate(column: { $0 == 0 ? 0 : 2 }, rate: { _ in nil }) == 0)
    }

    @Test func `a computed column stands for what it is computed from`() throws {
        #expect(try value("double") == .product(.number(2), .column(0)))
    }
}
