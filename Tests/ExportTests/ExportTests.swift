import Foundation
import Model
import Store
import Testing

@testable import Export

private func series(
    _ field: String, label: String = "A1", unit: Model.Unit = .bytes, measure: Measure = .counter64,
    host: String = "sw-1"
) -> Series {
    Series(
        host: host, group: "if-mib.ports", kind: "port", class: nil, identity: label, label: label, field: field,
        unit: unit, measure: measure)
}

private let start = Timestamp(milliseconds: 1_795_428_960_007)

private func data(_ series: Series, _ values: [Value]) -> SeriesData {
    SeriesData(
        series: series,
        points: values.enumerated().map { .init(time: start + .seconds(60 * $0.offset), value: $0.element) })
}

private func text(_ format: ExportFormat, _ data: SeriesData, rates: Bool = false) -> String {
    var writer = format.writer(rates: rates)
    return writer.ordered([data.series]).map { $0.head + writer.text(data, in: $0).text }.joined()
}

@Suite struct ExportFormatTests {
    private let values: [Value] = [.integer(.max), .integer(-1), .real(0.1), .real(.infinity), .real(.nan)]

    @Test func `CSV has every digit, UTC times and no formulas`() {
        let lines = text(.csv, data(series("inOctets", label: "=A,1", host: "@sw\u{1B}"), values))
        let names = #"'@sw\u{1B},if-mib.ports,"port/=A,1/inOctets",B"#
        #expect(
            lines == """
                2026-11-23T10:16:00.007Z,\(names),9223372036854775807
                2026-11-23T10:17:00.007Z,\(names),18446744073709551615
                2026-11-23T10:18:00.007Z,\(names),0.1
                2026-11-23T10:19:00.007Z,\(names),inf
                2026-11-23T10:20:00.007Z,\(names),nan

                """)
        #expect(ExportFormat.csv.writer(rates: false).head == "time,host,group,series,unit,value\n")
    }

    @Test func `each line of JSON is an object with every digit`() throws {
        let lines = text(.json, data(series("in\"Octets\n\u{202E}"), values)).split(separator: "\n")
        #expect(lines.count == values.count)
        #expect(
            lines[1] == """
                {"time":"2026-11-23T10:17:00.007Z","host":"sw-1","group":"if-mib.ports",\
                "series":"port/A1/in\\"Octets\\n\\u202e","unit":"B","value":18446744073709551615}
                """)
        for line in lines { _ = try JSONSerialization.jsonObject(with: Data(line.utf8)) }
        #expect(lines[4].hasSuffix(#""value":"nan"}"#))
    }

    @Test func `OpenMetrics names a counter with its unit and escapes its labels`() {
        #expect(
            text(.openmetrics, data(series("inOctets", label: "A\\1 \"x\"\n\u{1B}"), [.integer(1), .integer(-1)]))
                == #"""
                # TYPE monitor_port_in_octets_bytes counter
                # UNIT monitor_port_in_octets_bytes bytes
                monitor_port_in_octets_bytes_total{host="sw-1",group="if-mib.ports",kind="port",identity="A\\1 \"x\"\\u{A}\\u{1B}",label="A\\1 \"x\"\\u{A}\\u{1B}",unit="B"} 1 1795428960.007
                monitor_port_in_octets_bytes_total{host="sw-1",group="if-mib.ports",kind="port",identity="A\\1 \"x\"\\u{A}\\u{1B}",label="A\\1 \"x\"\\u{A}\\u{1B}",unit="B"} 18446744073709551615 1795429020.007

                """#)
    }

    @Test func `OpenMetrics has words of its own for what is no number`() {
        let gauge = series("load", unit: .percent, measure: .gauge)
        let lines = text(.openmetrics, data(gauge, [.real(.nan), .real(.infinity), .real(-.infinity), .real(-0.5)]))
        #expect(
            lines.split(separator: "\n").dropFirst(2).map { $0.split(separator: " ")[1] } == [
                "NaN", "+Inf", "-Inf", "-0.5",
            ])
    }

    @Test func `rates are gauges with the unit of a rate`() {
        let rate = text(.openmetrics, data(series("inOctets"), [.real(1.5)]), rates: true)
        #expect(
            rate.hasPrefix(
                "# TYPE monitor_port_in_octets_bytes_per_second gauge\n# UNIT monitor_port_in_octets_bytes_per_second bytes_per_second\n"
            ))
        #expect(text(.csv, data(series("inOctets"), [.real(1.5)]), rates: true).hasSuffix(",B/s,1.5\n"))
    }

    @Test func `a clock that was set back costs OpenMetrics those values, and they are counted`() {
        var writer = ExportFormat.openmetrics.writer(rates: false)
        var back = data(series("inOctets"), [.integer(1), .integer(2), .integer(3)])
        back.points[1].time = back.points[0].time
        let part = writer.ordered([back.series])[0]
        #expect(writer.text(back, in: part).count == 2)
        // The next piece of the same series, and then another series.
        #expect(writer.text(back, in: part).count == 0)
        var other = back
        other.series.host = "sw-2"
        #expect(writer.text(other, in: part).count == 2)
    }
}

@Suite struct MetricFamilyTests {
    @Test(arguments: [
        ("inOctets", "in_octets"), ("HTTPErrors", "httperrors"), ("a-b.c/d", "a_b_c_d"), ("ÄÄni", "__ni"),
        ("p95x", "p95x"),
        ("operStatus2", "oper_status2"), ("", ""),
    ])
    func `names have allowed characters only`(text: String, name: String) {
        #expect(MetricFamily.snakeCase(text) == name)
    }

    @Test func `series of one family stand together, by host`() {
        let all = [series("inOctets", host: "b"), series("outOctets"), series("inOctets", host: "a")]
        let families = MetricFamily.families(of: all, rates: false)
        #expect(families.map(\.name) == ["monitor_port_in_octets_bytes", "monitor_port_out_octets_bytes"])
        #expect(families[0].series.map(\.host) == ["a", "b"])
        #expect(families[0].sample == "monitor_port_in_octets_bytes_total")
    }

    @Test func `a gauge never has a counter's name, nor an end that means something`() {
        let all = [
            series("errors", unit: .none), series("errors", unit: .none, measure: .gauge, host: "b"),
            series("total", unit: .none, measure: .gauge), series("used", measure: .gauge),
            series("count", unit: .none, measure: .counter32),
        ]
        #expect(
            MetricFamily.families(of: all, rates: false).map(\.sample) == [
                "monitor_port_count_value_total", "monitor_port_errors_total", "monitor_port_errors_value",
                "monitor_port_total_value", "monitor_port_used_bytes",
            ])
        let taken = [series("x"), series("x", measure: .gauge, host: "b")]
        #expect(
            MetricFamily.families(of: taken, rates: false).map(\.name) == [
                "monitor_port_x_bytes", "monitor_port_x_value_bytes",
            ])
    }
}

/// From a database to text.
@Suite struct ExportRunTests {
    /// Of two ports, the second of which has no load; one value is missing.
    private func reading(_ minute: Int, of key: GroupKey) -> Readings {
        let values: [Value?] = [
            .integer(Int64(minute) * 6000), .real(Double(minute) / 4), minute == 3 ? nil : .integer(7), nil,
        ]
        return Readings(key: key, time: start + .seconds(60 * minute), uptime: UInt32(minute * 6000), values: values)
    }

    private func export(
        _ format: ExportFormat, hosts: String? = nil, series: String? = nil, from: Timestamp = start,
        counters: CounterForm = .stored
    ) async throws -> (lines: [Substring], summary: Export.Summary) {
        let directory = FileManager.default.temporaryDirectory.appending(path: "export-tests-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        let archive = try Archive(directory: directory.path, now: start)
        for host in ["sw-1", "sw-2", "ap-1"] {
            let key = GroupKey(host: host, group: "if-mib.ports")
            let columns = [
                Column(name: "inOctets", kind: "port", unit: .bytes, measure: .counter64),
                Column(name: "load", kind: "port", unit: .percent, measure: .gauge),
            ]
            let rows = ["A1", "A2"].enumerated().map { Row(identity: $1, label: $1, instance: OID([UInt32($0 + 1)])) }
            let readings = (0..<30).map { reading($0, of: key) }
            try await archive.write(
                Batch(layouts: [GroupLayout(key: key, columns: columns, rows: rows)], readings: readings))
        }
        try await archive.close()
        var text = ""
        let summary = try await Export(
            try ArchiveReader(directory: directory.path),
            Export.Selection(
                hosts: hosts, series: series, from: from, to: start + .seconds(86_400), counters: counters)
        ).run(as: format) { text += $0 }
        return (text.split(separator: "\n"), summary)
    }

    @Test func `everything comes out, what is missing stays missing`() async throws {
        let (lines, summary) = try await export(.csv)
        #expect(summary == Export.Summary(series: 12, values: 3 * (30 + 30 + 29), left: 0))
        #expect(lines.count == 1 + summary.values)
        #expect(lines[1] == "2026-11-23T10:16:00.007Z,ap-1,if-mib.ports,port/A1/inOctets,B,0")
    }

    @Test func `patterns choose hosts and series, from chooses a time, rates are a second's growth`() async throws {
        let (lines, summary) = try await export(
            .json, hosts: "sw-*", series: "port/A1/in*", from: start + .seconds(28 * 60), counters: .rate)
        #expect(summary.series == 2)
        #expect(lines.map { $0.suffix(27) } == Array(repeating: #""unit":"B/s","value":100.0}"#, count: 4))
    }

    @Test func `OpenMetrics has each family once, and its end`() async throws {
        let (lines, _) = try await export(.openmetrics)
        #expect(lines.filter { $0.hasPrefix("# TYPE") }.count == 2)
        #expect(lines.last == "# EOF")
        let samples = lines.filter { !$0.hasPrefix("#") }.map { $0.prefix { $0 != "}" } }
        // A metric that has ended does not come again.
        #expect(zip(samples, samples.dropFirst()).filter { $0 != $1 }.count + 1 == Set(samples).count)
    }

    @Test func `an unknown host gives no series`() async throws {
        let (lines, summary) = try await export(.csv, hosts: "sw-3")
        #expect(summary == Export.Summary())
        #expect(lines == ["time,host,group,series,unit,value"])
    }
}
