import Model
import Ping
import TestSupport
import Testing

/// A host that answers after `roundTrip` while it lives, and the driver of its probe, in simulated time.
private struct Town {
    struct News: Equatable, CustomStringConvertible {
        var milliseconds: Int64
        var action: ReachProbe.Action
        var description: String { "\(milliseconds): \(action)" }
    }

    var probe: ReachProbe
    var roundTrip: Duration = .milliseconds(1)
    /// Whether an echo sent at this millisecond is answered.
    var answers: (Int64) -> Bool
    var refuses = false
    var sends: (Int64) -> Bool = { _ in true }

    var news: [News] = []
    var echoes: [Int64] = []
    private var pending: [(due: Timestamp, event: ReachProbe.Event)] = []

    init(timing: ReachTiming = .normal, firstDue: Int64 = 0, answers: @escaping (Int64) -> Bool) {
        probe = ReachProbe(timing: timing, firstDue: Timestamp(milliseconds: firstDue))
        self.answers = answers
    }

    /// Runs from event to event until the clock shows `end` milliseconds.
    mutating func run(until end: Int64) {
        while true {
            let next = pending.min { $0.due < $1.due }
            let now = min(next?.due ?? probe.nextDue, probe.nextDue)
            guard now.milliseconds <= end else { return }
            if let next, next.due == now {
                if let index = pending.firstIndex(where: { $0.due == now && $0.event == next.event }) {
                    pending.remove(at: index)
                }
                take(probe.event(next.event, now: now), now)
            } else {
                take(probe.event(.due, now: now), now)
            }
        }
    }

    private mutating func take(_ action: ReachProbe.Action, _ now: Timestamp) {
        guard case .echo(let deadline) = action else {
            if action != .nothing { news.append(News(milliseconds: now.milliseconds, action: action)) }
            return
        }
        guard sends(now.milliseconds) else {
            take(probe.event(.notSent(sent: now), now: now), now)
            return
        }
        echoes.append(now.milliseconds)
        if answers(now.milliseconds) {
            let microseconds = roundTrip.wholeMicroseconds
            pending.append((now + roundTrip, .answered(sent: now, roundTripMicroseconds: microseconds)))
            if roundTrip > deadline { pending.append((now + deadline, .missed(sent: now))) }
        } else if refuses {
            pending.append((now + .milliseconds(2), .refused(sent: now, .hostUnreachable)))
        } else {
            pending.append((now + deadline, .missed(sent: now)))
        }
    }
}

@Suite struct ReachProbeTests {
    @Test func `a healthy host is asked every 5 s and never spoken of`() {
        var town = Town(firstDue: 700) { _ in true }
        town.run(until: 60_000)
        #expect(town.echoes == (0..<12).map { 700 + $0 * 5000 })
        #expect(town.news.isEmpty)
        #expect(town.probe.state == .reachable)
    }

    @Test func `a dead host is suspected, asked again five times and lost once`() {
        var town = Town { $0 < 20_001 }
        town.run(until: 120_000)
        #expect(
            town.news == [
                .init(milliseconds: 26_000, action: .suspected),
                .init(
                    milliseconds: 32_000,
                    action: .reachLost(lastAnswer: Timestamp(milliseconds: 20_000), refusal: nil)),
            ])
        #expect(
            town.echoes.filter { (25_000...37_000).contains($0) }
                == [25_000, 26_000, 26_500, 27_500, 29_000, 31_000, 37_000])
        #expect(town.probe.state == .lost)
    }

    struct Promise: Sendable {
        var timing: ReachTiming
        var roundTripMilliseconds: Int64
        var name: String
    }

    @Test(arguments: [
        Promise(timing: .normal, roundTripMilliseconds: 1, name: "near"),
        Promise(timing: .normal, roundTripMilliseconds: 900, name: "far, waits its longest"),
        Promise(timing: .slow, roundTripMilliseconds: 30, name: "slow link"),
        Promise(timing: .slow, roundTripMilliseconds: 4000, name: "satellite"),
        Promise(
            timing: ReachTiming(
                interval: .seconds(60), deadline: .seconds(2)...Duration.seconds(8), lostWithin: .seconds(90)),
            roundTripMilliseconds: 4000, name: "slow link, every 60 s"),
        Promise(
            timing: ReachTiming(
                interval: .seconds(60), deadline: .seconds(2)...Duration.seconds(8), lostWithin: .seconds(180)),
            roundTripMilliseconds: 400, name: "behind the router of a slow site"),
    ])
    func `whenever a host dies it is lost within what its timing promises`(promise: Promise) throws {
        let period = promise.timing.interval.wholeMilliseconds
        var longest: Int64 = 0
        for phase in stride(from: 0, through: period, by: Int(period) / 200 + 1) {
            let death = 5 * period + phase
            let roundTrip = promise.roundTripMilliseconds
            // It also dies with answers that have not left it yet; the first milliseconds are the worst case.
            var town = Town(timing: promise.timing) { $0 + roundTrip / 2 < death }
            town.roundTrip = .milliseconds(roundTrip)
            town.run(until: death + 200_000)
            let lost = try #require(town.news.last)
            guard case .reachLost = lost.action else {
                Issue.record("\(promise.name): \(town.news) at phase \(phase)")
                return
            }
            longest = max(longest, lost.milliseconds - death)
        }
        #expect(.milliseconds(longest) <= promise.timing.lostWithin)
        #expect(.milliseconds(longest) > promise.timing.interval, "the worst phase was not among those tried")
    }

    @Test(arguments: [Int64(1), 400, 999, 3000, 5500])
    func `an outage shorter than the re-checks is suspected and cleared, never lost`(outage: Int64) {
        var town = Town { !(20_000..<20_000 + outage).contains($0) }
        town.run(until: 60_000)
        #expect(town.news.map(\.action) == [.suspected, .cleared])
    }

    @Test(arguments: [30, 60] as [Int64], 1...5 as ClosedRange<UInt64>)
    func `a day on a line with 400 ms and a tenth of the echoes lost loses no host`(interval: Int64, seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let timing = ReachTiming(
            interval: .seconds(interval), deadline: .seconds(2)...Duration.seconds(8),
            lostWithin: .seconds(max(90, interval * 3)))
        let lost = Set((0..<86_400 * 4).filter { _ in Int.random(in: 0..<10, using: &random) == 0 })
        var town = Town(timing: timing) { !lost.contains(Int($0 / 250)) }
        town.roundTrip = .milliseconds(400)
        town.run(until: 86_400_000)
        #expect(town.news.allSatisfy { $0.action == .suspected || $0.action == .cleared }, "seed \(seed)")
        #expect(town.news.count > 100, "echoes do get lost")
    }

    @Test func `one answer brings a lost host back, told once`() throws {
        var town = Town { !(20_001..<100_001).contains($0) }
        town.run(until: 160_000)
        #expect(town.news.map(\.action).dropFirst(2) == [.reachRegained(lastAnswer: Timestamp(milliseconds: 20_000))])
        let regained = try #require(town.news.last)
        #expect(regained.milliseconds <= 100_001 + 5000 + 1)
    }

    @Test func `a host slower than its deadline is not lost, and soon waited for longer`() {
        var town = Town { _ in true }
        town.roundTrip = .milliseconds(1400)
        town.run(until: 120_000)
        #expect(!town.news.contains { if case .reachLost = $0.action { true } else { false } })
        #expect(town.news.allSatisfy { $0.milliseconds < 10_000 }, "\(town.news)")
    }

    @Test func `a host that never answered is lost without a last answer, and refusals say why`() {
        var town = Town { _ in false }
        town.refuses = true
        town.run(until: 60_000)
        #expect(
            town.news.map(\.action) == [.suspected, .reachLost(lastAnswer: nil, refusal: .hostUnreachable)])
    }

    @Test func `what we could not send is no evidence`() {
        var town = Town { _ in true }
        town.sends = { $0 < 20_000 || $0 > 90_000 }
        town.run(until: 120_000)
        #expect(town.news.isEmpty)

        var half = Town { $0 < 20_001 }
        half.sends = { $0 < 27_000 }
        half.run(until: 120_000)
        #expect(half.news.map(\.action) == [.suspected])
    }

    @Test func `many askers cause one echo, at once`() {
        var probe = ReachProbe(timing: .normal, firstDue: Timestamp(seconds: 4))
        let now = Timestamp(seconds: 2)
        #expect(probe.event(.asked, now: now) == .nothing)
        #expect(probe.nextDue == now)
        #expect(probe.event(.due, now: now) == .echo(deadline: .seconds(1)))
        for _ in 0..<70 { _ = probe.event(.asked, now: now + .milliseconds(100)) }
        #expect(probe.event(.due, now: now + .milliseconds(100)) == .nothing)
        #expect(probe.nextDue == Timestamp(seconds: 7))
    }

    @Test func `a restart tells nothing that was told before`() {
        let last = Timestamp(milliseconds: -50_000)
        let now = Timestamp(milliseconds: 0)
        var lost = ReachProbe(timing: .normal, firstDue: now, state: .lost, lastAnswer: last)
        #expect(lost.event(.due, now: now) == .echo(deadline: .seconds(1)))
        #expect(lost.event(.missed(sent: now), now: Timestamp(seconds: 1)) == .nothing)
        let answer = ReachProbe.Event.answered(sent: now, roundTripMicroseconds: 1)
        #expect(lost.event(answer, now: Timestamp(seconds: 1)) == .reachRegained(lastAnswer: last))
        var suspected = ReachProbe(timing: .normal, firstDue: now, state: .suspected, lastAnswer: last)
        #expect(suspected.state == .reachable)
        #expect(suspected.event(answer, now: Timestamp(seconds: 1)) == .nothing)
    }

    @Test func `a driver that slept does not make up for the echoes it missed`() {
        var probe = ReachProbe(timing: .normal, firstDue: Timestamp(seconds: 0))
        #expect(probe.event(.due, now: Timestamp(seconds: 63)) == .echo(deadline: .seconds(1)))
        #expect(probe.nextDue == Timestamp(seconds: 68))
    }

    @Test func `a miss that is older than the newest answer proves nothing`() {
        var probe = ReachProbe(timing: .normal, firstDue: Timestamp(seconds: 0))
        let first = Timestamp(seconds: 0)
        let second = Timestamp(milliseconds: 500)
        _ = probe.event(.answered(sent: second, roundTripMicroseconds: 900), now: Timestamp(milliseconds: 501))
        #expect(probe.event(.missed(sent: first), now: Timestamp(seconds: 1)) == .nothing)
        #expect(probe.state == .reachable)
    }
}
