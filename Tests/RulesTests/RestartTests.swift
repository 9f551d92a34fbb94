import Model
import Rules
import TestSupport
import Testing

/// A host that was started anew, or runs another version: told among the events, never an alarm.
@Suite struct RestartTests {
    private var town = Town()
    private var judge: Judge
    private var now = ManualClock.start
    private var events: [Event] = []

    init() {
        town.add("sw-1")
        judge = RestartTests.judge(town, state: nil, now: now)
    }

    private static func judge(_ town: Town, state: JudgeState?, now: Timestamp) -> Judge {
        Judge(fleet: town.fleet, probes: [], rules: [], timing: Judge.Timing(), title: "", state: state, now: now)
    }

    /// A visit `seconds` after the one before, which reads these hundredths of a second.
    private mutating func visit(
        after seconds: Int64 = 60, uptimes: [UInt32?], facts: HostFacts? = nil
    ) {
        now += .seconds(seconds)
        let readings = uptimes.enumerated().map { number, uptime in
            Readings(
                key: GroupKey(host: "sw-1", group: "a.\(number)"), time: now - .milliseconds(Int64(number) * 300),
                uptime: uptime, values: [])
        }
        let report = PollReport(
            host: "sw-1", due: now, started: now, ended: now, outcome: .answered, readings: readings,
            facts: facts)
        events += judge.take(report, now: now).events
    }

    private func findings() -> [Finding] {
        events.compactMap { if case .finding(let finding) = $0.reason { finding } else { nil } }
    }

    @Test mutating func `an uptime that goes back is a restart, told once`() {
        visit(uptimes: [50_000_000, 49_999_970])
        visit(uptimes: [50_006_000, 50_005_970])
        #expect(findings() == [])
        visit(uptimes: [2000, 1970])
        let restart = Finding.rebooted(at: now - .seconds(20))
        #expect(findings() == [restart])
        #expect(events.map(\.check) == [Check(host: "sw-1", aspect: .reach, subject: Judge.agentSubject)])
        #expect(events.allSatisfy { $0.from == $0.to && $0.incident == nil })
        visit(uptimes: [8000, nil])
        #expect(findings() == [restart])
    }

    @Test(arguments: [
        ("the wrap after 497 days", UInt32.max - 2999, UInt32(3000), Int64(60)),
        ("a wrap between two visits that lie far apart", UInt32.max - 100_000, 260_000, 3600),
        ("a clock that stands still", 1000, 1000, 60), ("one that goes too slowly", 1000, 1060, 60),
        ("another device in turn with it, up for long", 50_000_000, 40_000_000, 60),
    ])
    mutating func `what is no restart is not told`(what: String, before: UInt32, after: UInt32, seconds: Int64) {
        visit(uptimes: [before])
        visit(after: seconds, uptimes: [after])
        #expect(findings() == [], "\(what)")
    }

    @Test mutating func `a restart while the daemon was away is told, and none twice`() throws {
        visit(uptimes: [50_000_000])
        judge = RestartTests.judge(town, state: try kept(judge.state(now: now)), now: now)
        visit(after: 600, uptimes: [6000])
        #expect(findings() == [.rebooted(at: now - .seconds(60))])
        judge = RestartTests.judge(town, state: try kept(judge.state(now: now)), now: now)
        visit(after: 600, uptimes: [66_000])
        #expect(findings().count == 1)
    }

    @Test mutating func `another version is told once`() {
        visit(uptimes: [], facts: HostFacts(version: "7.1.045"))
        visit(uptimes: [], facts: HostFacts(version: "7.1.045"))
        #expect(findings() == [])
        visit(uptimes: [], facts: HostFacts(version: "7.1.048"))
        visit(uptimes: [], facts: HostFacts())
        #expect(findings() == [.changedVersion(from: "7.1.045", to: "7.1.048")])
    }
}
