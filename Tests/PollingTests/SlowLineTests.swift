import Model
import Ping
import Rules
import SNMP
import TestSupport
import Testing

@testable import Polling

/// Hosts behind a line of 400 ms that loses one packet in twenty each way, an hour in a few seconds: echoes, visits and
/// rules as in the daemon, on a clock that is moved by hand.
@Suite struct SlowLineTests {
    @Test(arguments: [false, true], [UInt64(1), 2, 3, 4])
    func `a slow and lossy line is no red light, and no grey one, in an hour`(isSlow: Bool, seed: UInt64) throws {
        var line = try SlowLine(isSlow: isSlow, seed: seed)
        let worst = try line.run(for: .seconds(3600))
        #expect(worst.allSatisfy { $0 != .red && $0 != .grey }, "seed \(seed): \(line.told)")
        #expect(line.visits >= 58)
        #expect(line.incomplete == 0, "seed \(seed)")
    }

    @Test(arguments: [(false, 15), (true, 90)])
    func `a host behind such a line that dies is red in time`(isSlow: Bool, seconds: Int64) throws {
        var line = try SlowLine(isSlow: isSlow, seed: 9)
        _ = try line.run(for: .seconds(600))
        line.isCut = true
        let worst = try line.run(for: .seconds(seconds))
        #expect(worst.contains(.red))
    }
}

/// One host behind a line, and all that watches it.
private struct SlowLine {
    private static let latency = Duration.milliseconds(400)
    /// Of an echo and its answer, or a request and its answer, together.
    private static let loss = 1 - 0.95 * 0.95

    private let host: Host
    private var driver: VisitDriver
    private var judge: Judge
    private var reach: ReachProbe
    private var roundTrips = RoundTripStatistics()
    private var random: SeededRandom
    private var clock = ManualClock()
    /// When echoes that are on their way are answered or missed.
    private var echoes: [(ends: Timestamp, sent: Timestamp, isAnswered: Bool)] = []
    /// When the host was asked for its turn.
    private var isAsked = false
    var isCut = false
    private(set) var visits = 0
    /// Visits that lacked something.
    private(set) var incomplete = 0
    private(set) var told: [Event] = []

    init(isSlow: Bool, seed: UInt64) throws {
        var target = Device.target()
        target.host.isSlow = isSlow
        let timing = isSlow ? ReachTiming.slow : ReachTiming.normal
        host = target.host
        random = SeededRandom(seed: seed)
        driver = VisitDriver(Device.agent(ports: 60), target: target)
        reach = ReachProbe(timing: timing, firstDue: clock.now)
        judge = Judge(
            fleet: Fleet(sites: [Site(id: "hall", name: "Hall")], hosts: [host]), probes: [Device.probe], rules: [],
            timing: Judge.Timing(ping: .seconds(5), slowPing: .seconds(30)), title: "Hall", state: nil, now: clock.now)
    }

    /// - Returns: The colours that the host had, one a second, from the third minute on if nothing was known before.
    mutating func run(for duration: Duration) throws -> [Status] {
        var colours: [Status] = []
        let end = clock.now + duration
        while clock.now < end {
            clock.advance(by: .milliseconds(100))
            stepEchoes()
            if clock.now.milliseconds % 1000 == 0 { note(judge.tick(now: clock.now)) }
            if clock.now.milliseconds % 60_000 == 0 { try visit() }
            if clock.now.milliseconds % 1000 == 0, visits >= 2 {
                let light = judge.board(now: clock.now).hosts.first { $0.id == host.id }
                if let light { colours.append(light.status) }
            }
        }
        return colours
    }

    private mutating func lose() -> Bool {
        isCut || Double.random(in: 0..<1, using: &random) < SlowLine.loss
    }

    private mutating func stepEchoes() {
        let now = clock.now
        let ended = echoes.filter { $0.ends <= now }
        echoes.removeAll { $0.ends <= now }
        for echo in ended {
            if echo.isAnswered {
                let microseconds = SlowLine.latency.wholeMilliseconds * 1000
                roundTrips.answered(roundTripMicroseconds: microseconds)
                take(.answered(sent: echo.sent, roundTripMicroseconds: microseconds))
            } else {
                roundTrips.missed()
                take(.missed(sent: echo.sent))
            }
        }
        if reach.nextDue <= now { take(.due) }
    }

    private mutating func take(_ event: ReachProbe.Event) {
        let (now, wasUnknown) = (clock.now, reach.state == .unknown)
        switch reach.event(event, now: now) {
        case .echo(let deadline):
            let isAnswered = !lose() && SlowLine.latency <= deadline
            echoes.append((now + (isAnswered ? SlowLine.latency : deadline), now, isAnswered))
        case .reachLost(let last, _): tell(answers: false, last)
        case .reachRegained(let last): tell(answers: true, last)
        case .nothing, .suspected, .cleared: break
        }
        if case .answered = event, wasUnknown || isAsked { tell(answers: true, reach.lastAnswer) }
    }

    private mutating func tell(answers: Bool, _ lastAnswer: Timestamp?) {
        isAsked = false
        note(
            judge.take(
                ReachReport(host: host.id, answers: answers, time: clock.now, lastAnswer: lastAnswer), now: clock.now))
    }

    private mutating func visit() throws {
        if roundTrips.sent > 0 {
            note(judge.take(roundTrips.report(host: host.id, time: clock.now), now: clock.now))
            roundTrips = RoundTripStatistics()
        }
        var random = random
        let isCut = isCut
        let report = try driver.visit { _ in
            isCut || Double.random(in: 0..<1, using: &random) < SlowLine.loss ? .silence : .answer
        }
        self.random = random
        visits += 1
        if visits > 2, report.outcome != .answered || !report.failures.isEmpty { incomplete += 1 }
        var now = report
        (now.due, now.started, now.ended) = (clock.now, clock.now, clock.now)
        now.readings = report.readings.map { readings in
            var readings = readings
            readings.time = clock.now
            return readings
        }
        note(judge.take(now, now: clock.now))
    }

    private mutating func note(_ outcome: Outcome) {
        told += outcome.events
        if outcome.recheck.contains(host.id) {
            isAsked = true
            take(.asked)
        }
    }
}
