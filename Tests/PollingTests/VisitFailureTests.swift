import Model
import SNMP
import TestSupport
import Testing

@testable import Polling

/// A visit where the agent, or the way to it, misbehaves.
struct VisitFailureTests {
    @Test(arguments: [Version.v1, .v2c], [false, true])
    func `an error costs only the instance it is about`(version: Version, hidesIndex: Bool) throws {
        var agent = Device.agent(ports: 12)
        agent.hidesErrorIndex = hidesIndex
        var driver = VisitDriver(agent, target: Device.target(version: version))
        _ = try driver.visit()
        driver.agent.broken[Device.narrowIn.appending([5])] = version == .v1 ? .noSuchName : .genErr
        let report = try driver.visit()
        let missing = (1...12).map { "A\($0)" }.filter { driver.value(report, "ports", row: $0) == nil }
        #expect(missing == ["A5"])
        #expect(driver.value(report, "load") == .integer(7))
        #expect(report.failures.map(\.group) == ["test.ports"])
        #expect(report.failures.allSatisfy { $0.detail.hasPrefix("1.3.6.1.2.1.2.2.1.10.5: ") })
        // Halving down to one of 27 takes ten requests; the index says it at once.
        #expect(driver.asked.count <= (hidesIndex ? 11 : 2))
    }

    @Test func `an answer that is too big is asked in halves, and the next visit asks for less`() throws {
        var driver = VisitDriver(Device.agent(ports: 12))
        _ = try driver.visit()
        driver.agent.maximumBindings = 9
        let report = try driver.visit()
        #expect((1...12).allSatisfy { driver.value(report, "ports", row: "A\($0)") == .integer(1000) })
        _ = try driver.visit()
        let next = try driver.visit()
        #expect((1...12).allSatisfy { driver.value(next, "ports", row: "A\($0)") == .integer(1000) })
        #expect(driver.asked.allSatisfy { $0.bindings.count <= 9 })
        #expect(driver.asked.count <= 9)
    }

    @Test func `tooBig while discovering does not make every later request a single one`() throws {
        var agent = Device.agent(ports: 12)
        agent.maximumBindings = 4
        var driver = VisitDriver(agent)
        let first = try driver.visit()
        #expect((1...12).allSatisfy { driver.value(first, "ports", row: "A\($0)") == .integer(1000) })
        let report = try driver.visit()
        #expect((1...12).allSatisfy { driver.value(report, "ports", row: "A\($0)") == .integer(1000) })
        // 27 bindings in requests of two to four.
        #expect(driver.asked.count <= 14)
    }

    @Test func `a host that takes single bindings still tells its uptime`() throws {
        var agent = Device.agent()
        agent.maximumBindings = 1
        var driver = VisitDriver(agent)
        _ = try driver.visit()
        _ = try driver.visit()
        let report = try driver.visit()
        #expect(report.readings.contains { $0.uptime != nil })
        #expect(driver.value(report, "load") == .integer(7))
    }

    @Test func `an instance that is gone has the tables discovered again`() throws {
        var driver = VisitDriver()
        _ = try driver.visit()
        driver.agent.remove(port: 2)
        driver.agent.add(port: 9, name: "A2", octets: 5)
        let gap = try driver.visit()
        #expect(driver.value(gap, "ports", row: "A2") == nil)
        #expect(driver.value(gap, "ports", row: "A1") == .integer(1000))
        let found = try driver.visit()
        #expect(driver.hasDiscovered)
        #expect(driver.value(found, "ports", row: "A2") == .integer(5))
    }

    @Test func `an instance that is announced but never given does not cause a discovery at every visit`() throws {
        var driver = VisitDriver()
        driver.agent.broken[Device.narrowIn.appending([2])] = .genErr
        let discoveries = try (0..<10).map { _ in
            _ = try driver.visit()
            return driver.hasDiscovered
        }
        #expect(discoveries.filter { $0 }.count <= 2)
    }

    @Test func `a discovery that breaks off leaves what was known`() throws {
        var driver = VisitDriver(Device.agent(ports: 4))
        _ = try driver.visit()
        driver.agent.remove(port: 4)
        _ = try driver.visit()
        let report = try driver.visit { request in
            request.bindings.contains { $0.name.hasPrefix(Device.portName) } ? .silence : .answer
        }
        #expect(report.failures.count == 1)
        #expect(driver.value(report, "ports", row: "A3") == .integer(1000))
        _ = try driver.visit()
        #expect(driver.hasDiscovered)
    }

    @Test func `a silent host is asked one question, three times`() throws {
        var driver = VisitDriver()
        _ = try driver.visit()
        #expect(try driver.visit { _ in .silence }.outcome == .silent(.timeout))
        let report = try driver.visit { _ in .silence }
        #expect(report.outcome == .silent(.timeout))
        #expect(report.readings.isEmpty)
        #expect(driver.asked.count == 3)
    }

    @Test func `a host that was silent for some visits is read as before when it is back`() throws {
        for silentVisits in 1...4 {
            var driver = VisitDriver(Device.agent(ports: 40))
            _ = try driver.visit()
            _ = try driver.visit()
            // One more for the question whether it is there, and one for the slow group.
            let before = driver.asked.count
            for _ in 0..<silentVisits { _ = try driver.visit { _ in .silence } }
            for _ in 0..<2 {
                let report = try driver.visit()
                #expect((1...40).allSatisfy { driver.value(report, "ports", row: "A\($0)") == .integer(1000) })
                #expect(driver.asked.count <= before + 2, "after \(silentVisits) silent visits")
            }
        }
    }

    @Test func `a host that falls silent in the middle of a visit is soon left alone`() throws {
        var driver = VisitDriver(Device.agent(ports: 200))
        _ = try driver.visit()
        var answers = 3
        let report = try driver.visit { _ in
            answers -= 1
            return answers >= 0 ? .answer : .silence
        }
        #expect(report.outcome == .answered)
        #expect(!report.failures.isEmpty)
        #expect(driver.asked.count <= 40)
    }

    @Test(arguments: [1400, 700, 300])
    func `a host whose long answers are lost is learnt and then read completely`(octets: Int) throws {
        var driver = VisitDriver(Device.agent(ports: 60))
        let reports = try (0..<4).map { _ in try driver.visit { _ in .answerUpTo(octets: octets) } }
        #expect(reports.allSatisfy { $0.outcome == .answered })
        for report in reports.dropFirst() {
            #expect((1...60).allSatisfy { driver.value(report, "ports", row: "A\($0)") == .integer(1000) })
            #expect(report.failures.isEmpty)
        }
    }

    @Test func `a process list of long answers is read in smaller parts`() throws {
        var agent = Device.agent()
        for process in 10..<50 {
            agent.run("worker-\(process)", path: "/usr/lib/worker/\(process)", process: UInt32(process))
        }
        var driver = VisitDriver(agent, target: Device.target(mustRun: ["worker-49", "sshd"]))
        let reports = try (0..<4).map { _ in try driver.visit { _ in .answerUpTo(octets: 400) } }
        for report in reports.dropFirst(2) {
            #expect(driver.value(report, "processes", row: "worker-49") == .integer(1))
            #expect(driver.value(report, "processes", row: "sshd") == .integer(0))
        }
    }

    @Test func `an answer that cannot be understood is told as the cause of silence`() throws {
        var driver = VisitDriver()
        let report = try driver.visit { _ in .cut(9) }
        guard case .silent(.malformed(let detail)) = report.outcome else {
            Issue.record("\(report.outcome)")
            return
        }
        #expect(detail.hasPrefix("octet "))
        #expect(try driver.visit().outcome == .answered)
    }

    @Test func `an answer to other names than were asked gives no values`() throws {
        var driver = VisitDriver()
        _ = try driver.visit()
        let other = VariableBinding(name: Device.serial, value: .gauge32(9))
        let report = try driver.visit { _ in
            .instead(PDU(operation: .response, requestID: 0, bindings: Array(repeating: other, count: 7)))
        }
        #expect(report.outcome == .answered)
        #expect(report.readings.isEmpty)
    }

    @Test func `hostile answers end every visit`() throws {
        var random = SeededRandom(seed: 7)
        var driver = VisitDriver()
        for _ in 0..<200 {
            let choices: [Reaction] = [
                .answer, .silence, .cut(Int.random(in: 1...60, using: &random)),
                .instead(PDU(operation: .response, requestID: 0, bindings: [])),
                .instead(
                    PDU(
                        operation: .response, requestID: 0, errorStatus: Int32.random(in: -2...20, using: &random),
                        errorIndex: Int32.random(in: -2...30, using: &random), bindings: [])),
                .instead(
                    PDU(
                        operation: .response, requestID: 0,
                        bindings: [VariableBinding(name: Device.uptime, value: .counter64(.max))])),
            ]
            _ = try driver.visit { _ in choices.randomElement(using: &random) ?? .silence }
        }
        #expect(try (0..<3).map { _ in try driver.visit().outcome } == [.answered, .answered, .answered])
    }
}
