import Model
import SNMP
import TestSupport
import Testing

@testable import Polling

/// What is learnt of an agent, and that it outlives a restart.
@Suite struct LearningTests {
    // MARK: - Sizes

    @Test func `an agent that drops answers over 700 octets is read completely at once after a restart`() throws {
        let agent = Device.agent(ports: 60)
        var driver = VisitDriver(agent)
        var told: Manners?
        for _ in 0..<3 { told = try driver.visit { _ in .answerUpTo(octets: 700) }.manners ?? told }
        let manners = try #require(told)
        #expect(!manners.get.isEmpty)

        var restarted = VisitDriver(agent, manners: manners)
        let report = try restarted.visit { _ in .answerUpTo(octets: 700) }
        #expect((1...60).allSatisfy { restarted.value(report, "ports", row: "A\($0)") == .integer(1000) })
        #expect(report.failures.isEmpty)
        #expect(report.cost.retries == 0)
    }

    @Test func `an agent that does not know GETBULK is walked by GETNEXT, and read by GETs of full size`() throws {
        var driver = VisitDriver(Device.agent(ports: 30))
        driver.discoveryInterval = .zero
        let noBulk: (PDU) -> Reaction = { $0.operation == .getBulk ? .silence : .answer }
        var told: Manners?
        for _ in 0..<3 { told = try driver.visit(noBulk).manners ?? told }
        let manners = try #require(told)
        // Five columns side by side, one of each at a time.
        #expect(manners.walk.bindings ?? 54 <= 5)
        #expect(manners.get.isEmpty)

        var restarted = VisitDriver(Device.agent(ports: 30), manners: manners)
        let report = try restarted.visit(noBulk)
        #expect(!restarted.operations.contains(.getBulk))
        #expect(report.cost.retries == 0)
        #expect((1...30).allSatisfy { restarted.value(report, "ports", row: "A\($0)") == .integer(1000) })
    }

    @Test func `what is lost by chance makes requests small for a short time only`() throws {
        var random = SeededRandom(seed: 5)
        var driver = VisitDriver(Device.agent(ports: 150))
        var (full, asked) = (0, 0)
        for _ in 0..<400 {
            _ = try driver.visit { _ in Double.random(in: 0..<1, using: &random) < 0.1 ? .silence : .answer }
            asked += driver.asked.count
            if driver.host.sizes.get.maximumBindings >= 40 { full += 1 }
        }
        #expect(full > 380)
        for _ in 0..<100 { _ = try driver.visit() }
        // One in ten is asked twice, and every sixtieth visit discovers.
        #expect(Double(asked) / 400 < 1.3 * Double(driver.asked.count), "\(asked) of \(driver.asked.count)")
        #expect(driver.host.sizes.get.maximumBindings == 54)
    }

    // MARK: - Pace

    @Test func `an agent that loses most of what comes at once is asked more slowly, and faster again`() {
        var pacing = Pacing()
        for _ in 0..<7 { pacing.answered(repetitions: 1) }
        #expect(pacing.gapMilliseconds == 0)
        pacing.answered(repetitions: 1)
        #expect(pacing.gapMilliseconds == 20)
        for _ in 0..<8 { pacing.answered(repetitions: 2) }
        #expect(pacing.gapMilliseconds == 40)
        for _ in 0..<1000 { pacing.answered(repetitions: 1) }
        #expect(pacing.gapMilliseconds == 500)
        for _ in 0..<10_000 { pacing.answered(repetitions: 0) }
        #expect(pacing.gapMilliseconds == 0)
    }

    @Test func `what is lost by chance slows nobody down`() {
        var random = SeededRandom(seed: 6)
        var pacing = Pacing()
        var longest = 0
        for _ in 0..<100_000 {
            pacing.answered(repetitions: Double.random(in: 0..<1, using: &random) < 0.1 ? 1 : 0)
            longest = max(longest, pacing.gapMilliseconds)
        }
        #expect(longest <= 20)
    }

    @Test func `who waits is let go in the order of time, each once`() {
        var paced = PacedHosts()
        paced.add(1, until: 30)
        paced.add(2, until: 20)
        paced.add(1, until: 10)
        #expect(paced.next == 20)
        #expect(paced.popDue(now: 19) == nil)
        #expect(paced.popDue(now: 40) == 2)
        #expect(paced.popDue(now: 40) == 1)
        #expect(paced.popDue(now: 40) == nil)
        #expect(paced.next == nil)
    }

    // MARK: - Version

    @Test func `only an agent that never answered is tried by SNMPv1`() {
        var choice = VersionChoice()
        #expect(!choice.usesVersion1)
        choice.visitEnded(answered: false)
        #expect(choice.usesVersion1)
        choice.visitEnded(answered: false)
        #expect(!choice.usesVersion1)
        choice.visitEnded(answered: true)
        for _ in 0..<50 {
            choice.visitEnded(answered: false)
            #expect(!choice.usesVersion1)
        }
    }

    @Test func `an agent that was just switched on is not taken for one of SNMPv1`() {
        var choice = VersionChoice()
        choice.visitEnded(answered: false)
        choice.visitEnded(answered: true)
        #expect(!choice.usesVersion1 && !choice.needsVersion1)
        choice.visitEnded(answered: true)
        choice.visitEnded(answered: false)
        #expect(!choice.usesVersion1 && !choice.needsVersion1)
    }

    @Test func `an agent of SNMPv1 only is learnt, and forgotten after long silence`() {
        var choice = VersionChoice()
        for answered in [false, true, false] { choice.visitEnded(answered: answered) }
        #expect(choice.usesVersion1 && choice.needsVersion1)
        choice = VersionChoice(needsVersion1: true)
        #expect(choice.usesVersion1)
        for _ in 0..<10 { choice.visitEnded(answered: false) }
        #expect(!choice.usesVersion1)
    }

    // MARK: - Told

    @Test func `what is learnt is told once`() throws {
        var driver = VisitDriver(Device.agent(ports: 60))
        #expect(try driver.visit().manners == nil)
        let told = try (0..<6).compactMap { _ in try driver.visit { _ in .answerUpTo(octets: 700) }.manners }
        #expect((1...4).contains(told.count))
        let later = try (0..<10).compactMap { _ in try driver.visit { _ in .answerUpTo(octets: 700) }.manners }
        #expect(later.count <= 2)
    }
}

/// The same on real sockets.
extension ExchangeTests {
    @Test func `an agent that knows only SNMPv1 is read by it`() async throws {
        let server = try AgentServer(Device.agent(), .knowingVersion1Only)
        try await server.start()
        let exchange = try await exchange([target(of: server)], transmissions: 1)
        let visits = await reports(of: exchange) { reports in
            reports.visits(to: "sw-1").contains { $0.manners?.needsVersion1 == true }
                && reports.visits(to: "sw-1").last?.outcome == .answered
        }.visits(to: "sw-1")
        await exchange.stop()
        #expect(visits.last?.value("load", of: visits.flatMap(\.layouts)) == .integer(7))
    }

    @Test func `an agent that chokes on requests in a row is given time`() async throws {
        let server = try AgentServer(Device.agent(ports: 150), .choking(.milliseconds(15)))
        try await server.start()
        let exchange = try await exchange([target(of: server)])
        let visits = await reports(of: exchange) { reports in
            let last = reports.visits(to: "sw-1").last
            return last?.cost.retries == 0 && last?.outcome == .answered
        }.visits(to: "sw-1")
        await exchange.stop()
        #expect(visits.compactMap(\.manners).last?.gapMilliseconds ?? 0 >= 20)
    }
}
