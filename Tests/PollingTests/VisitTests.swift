import Model
import SNMP
import TestSupport
import Testing

@testable import Polling

/// A visit where the agent behaves.
struct VisitTests {
    @Test func `the first visit discovers, plans and reads`() throws {
        var driver = VisitDriver()
        let report = try driver.visit()
        #expect(report.outcome == .answered)
        #expect(report.failures.isEmpty)
        #expect(report.facts?.serial == "SN-1")
        #expect(report.facts?.probes == ["test"])
        #expect(report.facts?.systemObjectID == [1, 3, 6, 1, 4, 1, 99])
        #expect(report.facts?.started == report.started - .seconds(100_060))
        #expect(report.layouts.map(\.key.group).sorted() == ["test.firmware", "test.load", "test.ports"])
        #expect(driver.value(report, "ports", row: "A1") == .integer(1000))
        #expect(driver.value(report, "ports", row: "A2") == .integer(1000))
        #expect(driver.value(report, "load") == .integer(7))
        #expect(driver.value(report, "firmware") == .integer(42))
        #expect(Set(report.readings.map(\.uptime)) == [10_006_000])
        #expect(Set(report.readings.map(\.time)) == [report.started])
    }

    @Test func `later visits ask only for known instances, in one request`() throws {
        var driver = VisitDriver()
        _ = try driver.visit()
        let report = try driver.visit()
        #expect(driver.asked.count == 1)
        #expect(driver.operations == [.get])
        #expect(driver.asked[0].bindings.first?.name == Device.uptime)
        #expect(driver.value(report, "load") == .integer(7))
        #expect(report.facts == nil)
    }

    @Test func `nothing is asked by GET that the device did not announce`() throws {
        var driver = VisitDriver()
        for _ in 0..<4 {
            _ = try driver.visit()
            let names = driver.asked.filter { $0.operation == .get }.flatMap(\.bindings).map(\.name)
            #expect(!names.contains(Device.absent))
            #expect(!names.contains(Device.wideIn.appending([2])))
        }
    }

    @Test func `layouts are told once, and again only when they have changed`() throws {
        var driver = VisitDriver()
        driver.discoveryInterval = .seconds(60)
        #expect(try driver.visit().layouts.count == 3)
        #expect(try driver.visit().layouts.isEmpty)
        driver.agent.add(port: 3, name: "A3")
        let report = try driver.visit()
        #expect(report.layouts.map { $0.rows.map(\.identity) } == [["A1", "A2", "A3"]])
        #expect(try driver.visit().layouts.isEmpty)
    }

    @Test func `layouts of an earlier run keep their slots`() throws {
        var earlier = VisitDriver()
        earlier.agent.remove(port: 1)
        let layouts = try earlier.visit().layouts
        var driver = VisitDriver(layouts: layouts)
        let report = try driver.visit()
        // All are told again: whoever listens may have been started since.
        #expect(report.layouts.map { $0.rows.map(\.identity) } == [["A2", "A1"], [""], [""]])
        #expect(try driver.visit().layouts == [])
    }

    @Test func `SNMPv1 walks by GETNEXT and loses no value to what is missing`() throws {
        var agent = Device.agent()
        // Without sysLocation, as agents have it: the whole GET is a noSuchName.
        agent.objects[[1, 3, 6, 1, 2, 1, 1, 6, 0]] = nil
        var driver = VisitDriver(agent, target: Device.target(version: .v1))
        let report = try driver.visit()
        #expect(driver.operations == [.get, .getNext])
        #expect(report.facts?.serial == "SN-1")
        #expect(driver.value(report, "ports", row: "A2") == .integer(1000))
        #expect(driver.value(report, "load") == .integer(7))
    }

    @Test(arguments: [Version.v1, .v2c])
    func `an agent without sysUpTime is read all the same`(version: Version) throws {
        var agent = Device.agent()
        agent.objects[Device.uptime] = nil
        var driver = VisitDriver(agent, target: Device.target(version: version))
        for _ in 0..<2 {
            let report = try driver.visit()
            #expect(driver.value(report, "load") == .integer(7))
            #expect(report.readings.allSatisfy { $0.uptime == nil })
            #expect(report.failures.isEmpty)
        }
    }

    @Test func `a slow group is read at every third visit`() throws {
        var driver = VisitDriver()
        let values = try (0..<7).map { _ in
            let report = try driver.visit()
            return driver.value(report, "firmware") != nil
        }
        #expect(values == [true, false, false, true, false, false, true])
    }

    @Test func `a host that gives nothing is asked whether it is there`() throws {
        var driver = VisitDriver(ScriptedAgent([Device.uptime: .timeTicks(10_000_000)]))
        _ = try driver.visit()
        let report = try driver.visit()
        #expect(report.outcome == .answered)
        #expect(driver.asked.count == 1)
    }

    @Test func `names that must run are counted in both columns`() throws {
        var agent = Device.agent()
        agent.run("nginx", path: "/usr/sbin/nginx", process: 10)
        agent.run("nginx", path: "/usr/sbin/nginx", process: 11)
        agent.run("backup.exe", path: "", process: 12)
        var driver = VisitDriver(
            agent, target: Device.target(mustRun: ["nginx", "/usr/sbin/nginx", "backup", "sshd"]))
        for _ in 0..<2 {
            let report = try driver.visit()
            #expect(driver.value(report, "processes", row: "nginx") == .integer(2))
            #expect(driver.value(report, "processes", row: "/usr/sbin/nginx") == .integer(2))
            #expect(driver.value(report, "processes", row: "backup") == .integer(1))
            #expect(driver.value(report, "processes", row: "sshd") == .integer(0))
        }
    }

    @Test func `a list that broke off says nothing about what must run`() throws {
        var agent = Device.agent()
        for process in 10..<90 { agent.run("worker", path: "", process: UInt32(process)) }
        var driver = VisitDriver(agent, target: Device.target(mustRun: ["sshd"]))
        _ = try driver.visit()
        let back = VariableBinding(name: Device.runName.appending([5]), value: Device.text("worker"))
        let report = try driver.visit { request in
            let isLater = request.bindings.contains { $0.name.hasPrefix(Device.runName) && $0.name != Device.runName }
            return isLater && request.operation == .getBulk
                ? .instead(PDU(operation: .response, requestID: 0, bindings: [back])) : .answer
        }
        #expect(driver.value(report, "processes", row: "sshd") == nil)
        #expect(report.failures.count == 1)
    }

    @Test func `a row whose counters began anew leaves a hole, once`() throws {
        var driver = VisitDriver()
        _ = try driver.visit()
        driver.agent.objects[Device.discontinuity.appending([1])] = .timeTicks(10_009_000)
        let hole = try driver.visit()
        #expect(driver.value(hole, "ports", row: "A1") == nil)
        #expect(driver.value(hole, "ports", row: "A2") == .integer(1000))
        let after = try driver.visit()
        #expect(driver.value(after, "ports", row: "A1") == .integer(1000))
    }

    @Test func `a 32-bit counter that began anew is not carried over a wrap`() throws {
        var driver = VisitDriver()
        driver.agent.objects[Device.narrowIn.appending([2])] = .counter32(4_000_000_000)
        _ = try driver.visit()
        driver.agent.objects[Device.narrowIn.appending([2])] = .counter32(100)
        driver.agent.objects[Device.discontinuity.appending([2])] = .timeTicks(10_009_000)
        _ = try driver.visit()
        let after = try driver.visit()
        #expect(driver.value(after, "ports", row: "A2") == .integer(100))
    }

    @Test func `a restarted agent's 32-bit counters begin at their raw value`() throws {
        var driver = VisitDriver()
        driver.agent.objects[Device.narrowIn.appending([2])] = .counter32(4_000_000_000)
        _ = try driver.visit()
        driver.agent.objects[Device.narrowIn.appending([2])] = .counter32(100)
        driver.agent.objects[Device.uptime] = .timeTicks(200)
        let restarted = try driver.visit()
        #expect(driver.value(restarted, "ports", row: "A2") == .integer(100))
        driver.agent.objects[Device.narrowIn.appending([2])] = .counter32(150)
        let after = try driver.visit()
        #expect(driver.value(after, "ports", row: "A2") == .integer(150))
    }

    @Test func `a restarted agent is discovered again, and a young one once more when it is up`() throws {
        var driver = VisitDriver()
        _ = try driver.visit()
        driver.agent.objects[Device.uptime] = .timeTicks(100)
        let visits = try (0..<14).map { _ in
            _ = try driver.visit()
            return driver.hasDiscovered
        }
        // Young for ten minutes; the restart itself is noticed by a visit that reads.
        #expect(visits == [false] + Array(repeating: true, count: 9) + [false, false, false, false])
    }

    @Test func `a wrap of sysUpTime is no restart: counters go on over theirs`() throws {
        var driver = VisitDriver(Device.agent(ticks: 4_294_960_000))
        driver.agent.objects[Device.narrowIn.appending([2])] = .counter32(4_294_967_290)
        _ = try driver.visit()
        driver.agent.objects[Device.narrowIn.appending([2])] = .counter32(4)
        let report = try driver.visit()
        #expect(report.readings.first?.uptime == 4_704)
        #expect(driver.value(report, "ports", row: "A2") == .integer(4_294_967_300))
    }
}
