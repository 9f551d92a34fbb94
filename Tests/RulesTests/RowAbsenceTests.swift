import Model
import Rules
import TestSupport
import Testing

/// Rows that give nothing any more while others of their group do.
@Suite struct RowAbsenceTests {
    /// A server that is visited every minute.
    private struct Visits {
        private(set) var judge: Judge
        private(set) var now = Timestamp(seconds: 1_800_000_000)
        private(set) var incidents: [Incident.Number: Incident] = [:]
        private(set) var events: [Event] = []
        private var given: [GroupLayout] = []
        private let town: Town
        private let probe: Probe

        init(_ probe: Probe = Samples.disk) {
            var town = Town()
            town.add("srv-1")
            self.town = town
            self.probe = probe
            judge = Judge(
                fleet: town.fleet, probes: [probe], rules: [], timing: Judge.Timing(), title: "Town", state: nil,
                now: now)
        }

        /// - Parameter probes: That fit, where the visits tell it.
        mutating func run(_ duration: Duration, _ group: Story.PlayedGroup?, probes: [String]? = nil) {
            let end = now + duration
            while now < end {
                now += .seconds(60)
                var layouts: [GroupLayout] = []
                if let layout = group?.layout, !given.contains(layout) { layouts = [layout] }
                given += layouts
                let readings = group.map { [Readings(key: $0.layout.key, time: now, values: $0.values)] }
                note(
                    judge.take(
                        PollReport(
                            host: "srv-1", due: now, started: now, ended: now, outcome: .answered, layouts: layouts,
                            readings: readings ?? [], facts: probes.map { HostFacts(probes: $0) }), now: now))
                note(judge.tick(now: now))
            }
        }

        mutating func restart() throws {
            judge = Judge(
                fleet: town.fleet, probes: [probe], rules: [], timing: Judge.Timing(), title: "Town",
                state: try kept(judge.state(now: now)), now: now)
            given = []
        }

        private mutating func note(_ outcome: Outcome) {
            for incident in outcome.incidents { incidents[incident.number] = incident }
            events += outcome.events
        }

        func light(_ subject: String, _ aspect: Aspect = .disk) -> Status? {
            judge.detail(of: "srv-1", now: now)?.checks
                .first { $0.check.aspect == aspect && $0.check.subject == subject }?.verdict.status
        }
    }

    @Test func `a disk that was taken away is grey for an hour, then not there, and back with its values`() {
        var visits = Visits()
        visits.run(.seconds(300), Samples.storage("srv-1", used: [500, 500]))
        let without = Samples.storage("srv-1", used: [500, 500], gone: [1])
        visits.run(.seconds(3540), without)
        #expect(visits.light("D:") == .grey)
        visits.run(.seconds(120), without)
        #expect(visits.light("D:") == nil)
        #expect(visits.light("C:") == .green)
        #expect(visits.judge.board(now: visits.now).hosts.first?.aspects.first { $0.aspect == .disk }?.status == .green)
        visits.run(.seconds(60), Samples.storage("srv-1", used: [500, 500]))
        #expect(visits.light("D:") == .green)
        #expect(visits.incidents.isEmpty)
    }

    @Test func `a full disk that was taken away stays for a day, and ends as it was last seen`() throws {
        var visits = Visits()
        visits.run(.seconds(300), Samples.storage("srv-1", used: [500, 950]))
        #expect(visits.light("D:") == .red)
        let without = Samples.storage("srv-1", used: [500, 950], gone: [1])
        visits.run(.seconds(86_340), without)
        #expect(visits.light("D:") == .grey)
        #expect(visits.incidents[1]?.closed == nil)
        visits.run(.seconds(120), without)
        #expect(visits.light("D:") == nil)
        let incident = try #require(visits.incidents[1])
        #expect(incident.closed != nil)
        #expect(incident.status == .grey, "nobody has seen it mended")
        // It comes back as full as it was: its hold begins anew, and it is another incident.
        visits.run(.seconds(60), Samples.storage("srv-1", used: [500, 950]))
        #expect(visits.light("D:") == .green)
        visits.run(.seconds(120), Samples.storage("srv-1", used: [500, 950]))
        #expect(visits.light("D:") == .red)
        #expect(visits.incidents[2]?.closed == nil)
    }

    @Test func `a probe that fits no longer takes its lights along after an hour`() {
        var visits = Visits()
        let full = Samples.storage("srv-1", used: [500, 950])
        visits.run(.seconds(300), full, probes: ["host"])
        #expect(visits.light("D:") == .red)
        visits.run(.seconds(3540), nil, probes: ["other"])
        #expect(visits.light("D:") == .grey)
        visits.run(.seconds(60), nil, probes: ["host", "other"])
        visits.run(.seconds(3540), nil, probes: ["other"])
        #expect(visits.light("D:") == .grey, "once it fitted again in between")
        visits.run(.seconds(180), nil, probes: ["other"])
        #expect(visits.light("D:") == nil)
        #expect(visits.incidents[1]?.closed != nil)
    }

    @Test(arguments: [
        // Nothing of the group comes: it may be the agent.
        Samples.storage("srv-1", used: [500, 500], gone: [0, 1]),
        // Part of the row still comes.
        Samples.storage("srv-1", used: [500, nil]),
        nil,
    ])
    func `what may be there yet stays grey`(played: Story.PlayedGroup?) {
        var visits = Visits()
        visits.run(.seconds(300), Samples.storage("srv-1", used: [500, 500]))
        visits.run(.seconds(2 * 86_400), played)
        #expect(visits.light("D:") == .grey)
    }

    @Test func `a value now and then keeps a row`() {
        var visits = Visits()
        for _ in 0..<5 {
            visits.run(.seconds(3000), Samples.storage("srv-1", used: [500, 500], gone: [1]))
            visits.run(.seconds(60), Samples.storage("srv-1", used: [500, 500]))
        }
        visits.run(.seconds(300), Samples.storage("srv-1", used: [500, 500], gone: [1]))
        #expect(visits.light("D:") == .grey)
    }

    @Test func `an access point that its controller lists no longer stays on the board`() {
        var probe = Samples.disk
        probe.groups[0].checks[0].aspect = .wireless
        var visits = Visits(probe)
        visits.run(.seconds(300), Samples.storage("srv-1", used: [500, 500]))
        visits.run(.seconds(2 * 86_400), Samples.storage("srv-1", used: [500, 500], gone: [1]))
        #expect(visits.light("D:", .wireless) == .grey)
    }

    @Test func `a restart brings no light back that was withdrawn, its row does`() throws {
        var visits = Visits()
        visits.run(.seconds(300), Samples.storage("srv-1", used: [500, 500]))
        let without = Samples.storage("srv-1", used: [500, 500], gone: [1])
        visits.run(.seconds(4000), without)
        for _ in 0..<2 {
            try visits.restart()
            visits.run(.seconds(300), without)
            #expect(visits.light("D:") == nil)
        }
        visits.run(.seconds(60), Samples.storage("srv-1", used: [500, 500]))
        #expect(visits.light("D:") == .green)
        visits.run(.seconds(240), Samples.storage("srv-1", used: [500, 950]))
        #expect(visits.light("D:") == .red)
    }

    @Test func `a sum over nothing is no evidence`() {
        var probe = Samples.disk
        probe.groups[0].checks[0].value = .either(.column(1), .number(0))
        var visits = Visits(probe)
        visits.run(.seconds(300), Samples.storage("srv-1", used: [500, 500]))
        visits.run(.seconds(600), Samples.storage("srv-1", used: [500, 500], gone: [1]))
        #expect(visits.light("D:") == .grey)
    }
}
