import Model
import SNMP
import TestSupport
import Testing

@testable import Polling

/// What a visit found, with its instances, and hosts that are looked at all at once.
@Suite(.serialized, .timeLimit(.minutes(1)))
struct DiscoveryTests {
    /// The test device's ports with a text, and a table of sensors with limits.
    private static let probe: Probe = {
        var probe = Device.probe
        probe.groups[0].rows = .table(
            Probe.Table(
                key: Device.portName, labels: [.init(Device.portName)], identities: [.init(Device.portName)],
                texts: [Probe.RowText(name: .alias, sources: [noAlias, alias].map { .init($0) })]))
        let column = Column(name: "value", kind: "sensor", class: "voltage", unit: .volts, measure: .gauge)
        probe.groups.append(
            Probe.Group(
                name: "sensors", rows: .table(Probe.Table(key: volts)),
                columns: [
                    Probe.Field(
                        column: column, source: .objects([.init(oid: volts, scale: .factor(0.1))]), missing: [-1],
                        limits: [.high: high, .low: low])
                ]))
        probe.groups.append(
            Probe.Group(
                name: "told", rows: .table(Probe.Table(key: volts, otherKeys: [current])),
                columns: [
                    Probe.Field(
                        column: column, source: .objects([.init(oid: volts), .init(oid: current)]), missing: [0])
                ], isPolled: false))
        probe.groups.append(
            Probe.Group(
                name: "feed", rows: .scalar,
                columns: [
                    Probe.Field(
                        column: column, source: .objects([.init(oid: feed, scale: .times(2))]),
                        limits: [.lowWarn: feedLow])
                ]))
        return probe
    }()

    private static let noAlias: OID = [1, 3, 6, 1, 4, 1, 99, 10]
    private static let alias: OID = [1, 3, 6, 1, 4, 1, 99, 11]
    private static let volts: OID = [1, 3, 6, 1, 4, 1, 99, 12]
    private static let current: OID = [1, 3, 6, 1, 4, 1, 99, 17]
    private static let high: OID = [1, 3, 6, 1, 4, 1, 99, 13]
    private static let low: OID = [1, 3, 6, 1, 4, 1, 99, 14]
    private static let feed: OID = [1, 3, 6, 1, 4, 1, 99, 15, 0]
    private static let feedLow: OID = [1, 3, 6, 1, 4, 1, 99, 16, 0]

    private static func agent() -> ScriptedAgent {
        var agent = Device.agent()
        agent.objects.merge([
            alias.appending([1]): Device.text("to core"), volts.appending([5]): .integer(121),
            volts.appending([6]): .null, volts.appending([7]): .integer(0), current.appending([4]): .integer(4),
            current.appending([5]): .integer(5), current.appending([6]): .integer(6),
            current.appending([7]): .integer(7),
            high.appending([5]): .integer(126), low.appending([5]): .integer(-1), feed: .integer(24),
            feedLow: .integer(20),
        ]) { $1 }
        return agent
    }

    private func discovered(describing: Bool) async throws -> DiscoveredHost {
        let server = try AgentServer(Self.agent())
        try await server.start()
        var settings = Exchange.Settings()
        settings.describesRows = describing
        let exchange = try Exchange(settings: settings)
        try await exchange.configure(
            targets: [Device.target(at: server.endpoint)], probes: [Self.probe])
        #expect(await exchange.visitEachOnce() == [])
        let report = try #require(await visits(1, of: exchange).first)
        let host = try #require(await exchange.discovered(by: report))
        await exchange.stop()
        return host
    }

    private func visits(_ count: Int, of exchange: Exchange) async -> [PollReport] {
        var all: [PollReport] = []
        for await batch in exchange.reports {
            for case .visit(let report) in batch { all.append(report) }
            if all.count >= count { break }
        }
        return all
    }

    @Test func `every value has the instance that it was read from`() async throws {
        let host = try await discovered(describing: true)
        #expect(host.facts.serial == "SN-1")
        let ports = try #require(host.groups.first { $0.source.name == "ports" })
        #expect(ports.rows.map(\.label) == ["A1", "A2"])
        #expect(ports.rows.map(\.instance) == [[1], [2]])
        let names = [Device.wideIn.appending([1]), Device.narrowIn.appending([2])]
        #expect(ports.rows.map { $0.cells[0]?.name } == names)
        #expect(ports.rows.map { $0.cells[0]?.value } == [.integer(1000), .integer(1000)])
        let load = try #require(host.groups.first { $0.source.name == "load" })
        #expect(
            load.rows == [
                DiscoveredRow(
                    label: nil, instance: [],
                    cells: [
                        0: DiscoveredCell(name: Device.load, value: .integer(7))
                    ])
            ])
    }

    @Test func `texts and the device's own limits are read where they are wanted`() async throws {
        let host = try await discovered(describing: true)
        let ports = try #require(host.groups.first { $0.source.name == "ports" })
        #expect(ports.rows.map(\.texts) == [[.alias: "to core"], [:]])
        let sensors = try #require(host.groups.first { $0.source.name == "sensors" })
        #expect(sensors.rows.map(\.label) == [nil, nil])
        // The low one is among the numbers that mean "no value".
        #expect(sensors.rows[0].cells[0]?.limits.mapValues { $0.rounded(toDigits: 12) } == [.high: 12.6])
        let feed = try #require(host.groups.first { $0.source.name == "feed" })
        #expect(feed.rows[0].cells[0]?.limits == [.lowWarn: 40])
    }

    /// What is foretold of fans, optics and temperatures wants to know them; nobody else has to be asked for them.
    @Test func `the daemon reads the limits of what wears out`() async throws {
        let server = try AgentServer(Self.agent())
        try await server.start()
        var settings = Exchange.Settings()
        settings.readsLimits = true
        let exchange = try Exchange(settings: settings)
        var probe = Self.probe
        for place in probe.groups.indices where ["sensors", "feed"].contains(probe.groups[place].name) {
            probe.groups[place].columns[0].column.class = "temperature"
            probe.groups[place].columns[0].column.unit = .celsius
        }
        try await exchange.configure(targets: [Device.target(at: server.endpoint)], probes: [probe])
        await exchange.start()
        let report = try #require(await visits(1, of: exchange).first)
        await exchange.stop()
        let limits = try #require(report.limits)
        #expect(limits.map(\.group) == ["test.sensors", "test.feed"].map { $0.replacing("test", with: probe.name) })
        // The low one is among the numbers that mean "no value".
        #expect(limits[0].identity == "5" && limits[0].column == "value")
        #expect(limits[0].high.map { ($0 * 10).rounded() } == 126 && limits[0].low == nil)
        #expect(limits[1] == RowLimits(group: "\(probe.name).feed", identity: "", column: "value", lowWarn: 40))
    }

    @Test func `a row has what any of its key columns has, and of several objects the one that says something`()
        async throws
    {
        let host = try await discovered(describing: true)
        let told = try #require(host.groups.first { $0.source.name == "told" })
        #expect(told.rows.map(\.instance) == [[4], [5], [6], [7]])
        #expect(told.rows.map { $0.cells[0]?.value } == [.integer(4), .integer(121), .integer(6), .integer(7)])
        let others = try await discovered(describing: false)
        #expect(!others.groups.contains { $0.source.name == "told" })
    }

    @Test func `nobody is asked for texts and limits that nobody wants`() async throws {
        let host = try await discovered(describing: false)
        let cells = host.groups.flatMap(\.rows).flatMap(\.cells.values)
        #expect(!cells.isEmpty && cells.allSatisfy { $0.limits.isEmpty })
        #expect(host.groups.flatMap(\.rows).allSatisfy { $0.texts.isEmpty })
    }

    @Test func `hosts are visited at once and once, whatever their interval`() async throws {
        let server = try AgentServer(Self.agent())
        try await server.start()
        let targets = (0..<300).map { Device.target("sw-\($0)", at: server.endpoint, interval: .milliseconds(50)) }
        let silent = Device.target("silent", at: Endpoint(address: .v4(0x7f00_0103), port: 9))
        var pinged = Device.target("pinged", at: server.endpoint)
        pinged.credential = nil
        var settings = Exchange.Settings()
        settings.transmissions = 1
        let exchange = try Exchange(settings: settings)
        try await exchange.configure(targets: targets + [silent, pinged], probes: [Self.probe])
        #expect(await exchange.visitEachOnce() == ["pinged"])
        let reports = await visits(301, of: exchange)
        #expect(Set(reports.map(\.host)).count == 301)
        #expect(reports.filter { $0.outcome == .answered }.count == 300)
        #expect(await exchange.discovered(by: try #require(reports.first { $0.host == "silent" })) == nil)
        #expect(await exchange.counters.visits == 301)
        #expect(await exchange.counters.echoesSent == 0)
        await exchange.stop()
    }
}
