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
            Probe.RowText(name: .alias, columns: [[1, 3, 2]]),
            Probe.RowText(name: .model, columns: [[1, 3, 3], [1, 3, 4]]),
        ]
        #expect(group.rows == .table(Probe.Table(key: [1, 3, 1], otherKeys: [[1, 3, 9]], texts: texts)))
        #expect(!group.isPolled)
        #expect(group.columns.map(\.column.class) == ["voltage", "current"])
        #expect(group.columns.map(\.limits) == [[.low: [1, 3, 6], .highWarn: [1, 3, 7]], [:]])
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
