import Model
import Platform
import SNMP
import Testing

@testable import Polling

/// The exchange on real sockets, loopback only. What is expected is waited for; the time limit ends a test whose fact
/// never comes.
@Suite(.serialized, .timeLimit(.minutes(1)))
struct ExchangeTests {
    func exchange(_ targets: [PollTarget], transmissions: Int = 3) async throws -> Exchange {
        var settings = Exchange.Settings()
        settings.turnGrain = .milliseconds(10)
        settings.transmissions = transmissions
        let exchange = try Exchange(settings: settings)
        try await exchange.configure(targets: targets, probes: [Device.probe])
        await exchange.start()
        return exchange
    }

    func target(_ name: Host.Name = "sw-1", of server: AgentServer, mustRun: [String] = []) -> PollTarget {
        Device.target(name, at: server.endpoint, mustRun: mustRun, interval: .milliseconds(200))
    }

    private func pinged(_ name: Host.Name, _ address: String, every ping: Duration) throws -> PollTarget {
        let endpoint = try #require(Endpoint(address))
        return PollTarget(
            host: Host(id: name, endpoint: endpoint, site: "hall"), credential: nil, interval: .milliseconds(200),
            ping: ping)
    }

    /// All reports until there are enough of them.
    func reports(
        of exchange: Exchange, until isEnough: ([PollingReport]) -> Bool
    ) async -> [PollingReport] {
        var all: [PollingReport] = []
        for await batch in exchange.reports {
            all += batch
            if isEnough(all) { break }
        }
        return all
    }

    /// The first so many visits to a host.
    private func visits(_ count: Int, to name: Host.Name = "sw-1", of exchange: Exchange) async -> [PollReport] {
        await reports(of: exchange) { $0.visits(to: name).count >= count }.visits(to: name)
    }

    // MARK: - Visits

    @Test func `values arrive with their layouts, at every interval`() async throws {
        let server = try AgentServer()
        try await server.start()
        let exchange = try await exchange([target(of: server)])
        let visits = await visits(2, of: exchange)
        await exchange.stop()
        #expect(visits.map(\.outcome) == [.answered, .answered])
        #expect(visits[0].layouts.count == 3)
        #expect(visits[0].value("ports", row: "A1", of: visits[0].layouts) == .integer(1000))
        #expect(visits[1].value("ports", row: "A2", of: visits[0].layouts) == .integer(1000))
        #expect(visits[1].cost.packetsSent == 1)
        #expect(visits[1].cost.packetsReceived == 1)
        let counters = await exchange.counters
        #expect(counters.requests == counters.responses)
        #expect(counters.strays + counters.malformed + counters.foreign + counters.sendFailures == 0)
    }

    @Test func `a lost request is sent again`() async throws {
        let server = try AgentServer(Device.agent(), .losingFirst(1))
        try await server.start()
        let exchange = try await exchange([target(of: server)])
        let visit = try #require(await visits(1, of: exchange).first)
        await exchange.stop()
        #expect(visit.outcome == .answered)
        #expect(visit.cost.retries == 1)
        #expect(visit.value("load", of: visit.layouts) == .integer(7))
    }

    @Test func `a host has at most two requests to work on`() async throws {
        let server = try AgentServer(Device.agent(ports: 150), .slow(.milliseconds(10)))
        try await server.start()
        let exchange = try await exchange([target(of: server)])
        let visits = await visits(2, of: exchange)
        await exchange.stop()
        #expect(visits.allSatisfy { $0.outcome == .answered && $0.cost.retries == 0 })
        #expect(visits[1].cost.packetsSent > 5)
        #expect(await server.mostUnanswered == 2)
    }

    @Test func `a host whose long answers are lost is read completely at the third visit`() async throws {
        let server = try AgentServer(Device.agent(ports: 40), .losingLong(octets: 484))
        try await server.start()
        let exchange = try await exchange([target(of: server)])
        let visits = await visits(3, of: exchange)
        let bindings = try #require(await exchange.sizing(of: "sw-1")?.bindings)
        await exchange.stop()
        let layouts = visits.flatMap(\.layouts)
        #expect((1...40).allSatisfy { visits[2].value("ports", row: "A\($0)", of: layouts) == .integer(1000) })
        #expect(visits[2].failures.isEmpty)
        #expect((2...27).contains(bindings))
    }

    @Test func `answers from another address are refused and named`() async throws {
        let server = try AgentServer(Device.agent(), .fromElsewhere)
        try await server.start()
        let exchange = try await exchange([target(of: server)], transmissions: 1)
        let visit = try #require(await visits(1, of: exchange).first)
        await exchange.stop()
        guard case .silent(.otherAddress(let address)) = visit.outcome else {
            Issue.record("\(visit.outcome)")
            return
        }
        #expect(address.hasPrefix("127.0.1.2:"))
        #expect(visit.readings.isEmpty)
        #expect(await exchange.counters.foreign > 0)
    }

    @Test func `a closed port is told from silence, where echoes go over a raw socket`() async throws {
        // Port 1 of a loopback address: nobody listens there.
        let closed = Device.target(
            at: Endpoint(address: .v4(0x7f00_0104), port: 1), interval: .milliseconds(200))
        let exchange = try await exchange([closed], transmissions: 1)
        let visit = try #require(await visits(1, of: exchange).first)
        await exchange.stop()
        let isRaw = await hearsRefusals(exchange)
        #expect(visit.outcome == .silent(isRaw ? .refused : .timeout))
    }

    private func hearsRefusals(_ exchange: isolated Exchange) -> Bool {
        if case .icmpRaw = exchange.echoSockets[.v4]?.socket.kind { true } else { false }
    }

    @Test func `garbage, strays and duplicates are counted and harm nothing`() async throws {
        let server = try AgentServer(Device.agent(), .noisy)
        try await server.start()
        let exchange = try await exchange([target(of: server)])
        let visits = await visits(3, of: exchange)
        await exchange.stop()
        #expect(visits.allSatisfy { $0.outcome == .answered && $0.failures.isEmpty })
        #expect(visits[2].value("load", of: visits[0].layouts) == .integer(7))
        let counters = await exchange.counters
        #expect(counters.malformed > 0)
        #expect(counters.strays > 0)
    }

    @Test func `a silent host does not delay the others`() async throws {
        let silent = try AgentServer(Device.agent(), .silent)
        let server = try AgentServer()
        try await silent.start()
        try await server.start()
        let exchange = try await exchange([target("dead", of: silent), target(of: server)], transmissions: 1)
        let all = await reports(of: exchange) { !$0.visits(to: "dead").isEmpty }
        await exchange.stop()
        #expect(all.visits(to: "dead").first?.outcome == .silent(.timeout))
        #expect(all.visits(to: "sw-1").count >= 3)
        #expect(all.visits(to: "sw-1").allSatisfy { $0.outcome == .answered })
        #expect(await exchange.counters.overruns > 0)
    }

    // MARK: - Echoes

    @Test(arguments: ["127.0.0.1", "::1"])
    func `a host that answers echoes is reachable, with round trips`(address: String) async throws {
        let exchange = try await exchange([pinged("pc", address, every: .milliseconds(100))])
        let all = await reports(of: exchange) { reports in
            !reports.reaches.isEmpty && reports.echoes.contains { $0.received > 0 }
        }
        await exchange.stop()
        #expect(await exchange.echoFailure == nil)
        #expect(all.reaches.first?.answers == true)
        let echo = try #require(all.echoes.first { $0.received > 0 })
        #expect(echo.minimum.map { $0 >= 0 && $0 < 1_000_000 } == true)
    }

    @Test func `a host is asked at once when somebody wants to know`() async throws {
        let exchange = try await exchange([pinged("pc", "127.0.0.1", every: .seconds(3600))])
        for _ in 0..<2 {
            let start = ContinuousClock.now
            await exchange.recheck(["pc", "unknown"])
            let all = await reports(of: exchange) { !$0.reaches.isEmpty }
            #expect(all.reaches.map(\.answers) == [true])
            #expect(start.duration(to: .now) < .seconds(1))
        }
        await exchange.stop()
    }

    // MARK: - Configuration

    @Test func `answers to echoes of an earlier configuration belong to nobody`() async throws {
        let exchange = try await exchange([
            pinged("pc", "127.0.0.1", every: .seconds(3600)), pinged("printer", "127.0.0.2", every: .seconds(3600)),
        ])
        let other = try pinged("camera", "127.0.0.3", every: .seconds(3600))
        try await swap(exchange, to: [other])
        let all = await reports(of: exchange) { !$0.reaches.isEmpty }
        await exchange.stop()
        #expect(all.reaches.map(\.host) == ["camera"])
    }

    /// Between sending and the change the exchange's thread does nothing else.
    private func swap(_ exchange: isolated Exchange, to targets: [PollTarget]) throws {
        exchange.recheck(["printer", "pc"])
        try exchange.configure(targets: targets, probes: [])
        exchange.recheck(targets.map(\.host.id))
    }

    @Test func `a new configuration keeps what was learnt of hosts that stay`() async throws {
        var agent = Device.agent(ports: 40)
        agent.maximumBindings = 27
        let server = try AgentServer(agent)
        try await server.start()
        let exchange = try await exchange([target(of: server)])
        _ = await visits(3, of: exchange)
        let learnt = await exchange.sizing(of: "sw-1")
        try await exchange.configure(
            targets: [target(of: server, mustRun: ["sshd"]), pinged("pc", "127.0.0.1", every: .seconds(3600))],
            probes: [Device.probe])
        let next = await visits(1, of: exchange)
        await exchange.stop()
        // The name that must run is all that is new.
        #expect(next.flatMap(\.layouts).map(\.key.group) == ["test.processes"])
        #expect(learnt.map { (2...27).contains($0.bindings) && $0.visits >= 3 } == true)
    }

    @Test func `what a visit had found out when another configuration came is told by a later one`() async throws {
        let server = try AgentServer(Device.agent(ports: 40), .slow(.milliseconds(20)))
        try await server.start()
        let exchange = try await exchange([target(of: server)])
        while await !exchange.hasFoundOut { try await Task.sleep(for: .milliseconds(1)) }
        // The visit is dropped.
        try await exchange.configure(targets: [target(of: server)], probes: [Device.probe])
        let visits = await visits(2, of: exchange)
        await exchange.stop()
        var told: Set<String> = []
        for visit in visits {
            told.formUnion(visit.layouts.map(\.key.group))
            #expect(told.isSuperset(of: visit.readings.map(\.key.group)))
        }
        #expect(!told.isEmpty)
    }

    @Test func `a host that has moved to another address keeps its slots`() async throws {
        let server = try AgentServer(Device.agent(ports: 1))
        try await server.start()
        let exchange = try await exchange([target(of: server)])
        _ = await visits(1, of: exchange)
        var moved = Device.agent(ports: 0)
        moved.add(port: 1, name: "A0")
        moved.add(port: 2, name: "A1")
        let elsewhere = try AgentServer(moved, on: 0x7f00_0103)
        try await elsewhere.start()
        try await exchange.configure(targets: [target(of: elsewhere)], probes: [Device.probe])
        let next = await visits(1, of: exchange)
        await exchange.stop()
        #expect(next.flatMap(\.layouts).map { $0.rows.map(\.identity) } == [["A1", "A0"]])
    }

    @Test func `stopping ends the stream`() async throws {
        let exchange = try await exchange([pinged("pc", "127.0.0.1", every: .milliseconds(100))])
        await exchange.stop()
        await exchange.stop()
        for await _ in exchange.reports {}
        await exchange.recheck(["pc"])
    }
}

extension [PollingReport] {
    func visits(to name: Host.Name) -> [PollReport] {
        compactMap { if case .visit(let report) = $0, report.host == name { report } else { nil } }
    }

    var echoes: [EchoReport] {
        compactMap { if case .echoes(let report) = $0 { report } else { nil } }
    }

    var reaches: [ReachReport] {
        compactMap { if case .reach(let report) = $0 { report } else { nil } }
    }
}

extension Exchange {
    /// A visit under way has laid out what it will tell.
    fileprivate var hasFoundOut: Bool { hosts.contains { $0.visit?.layouts.isEmpty == false } }
}
