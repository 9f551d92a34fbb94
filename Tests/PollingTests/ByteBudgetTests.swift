import Platform
import TestSupport
import Testing

@testable import Polling

@Suite struct ByteBudgetTests {
    private static let second: Int64 = 1_000_000_000

    /// What is done to a budget of 1000 bytes a second, one step after the other. Times in milliseconds.
    enum Step: Sendable {
        case spend(Int, at: Int64)
        /// So many bytes, asked for at this time, may go after this wait; 0: at once.
        case wait(Int, bytes: Int, at: Int64)
        case minute(Int, at: Int64)
    }

    struct Story: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var steps: [Step]

        init(_ name: String, _ steps: [Step]) {
            testDescription = name
            self.steps = steps
        }
    }

    @Test(arguments: [
        Story("nothing was spent", [.wait(0, bytes: 1000, at: 0), .minute(0, at: 0)]),
        Story("what is larger than a second's worth goes, too", [.wait(0, bytes: 65_000, at: 5000)]),
        Story(
            "a second's worth goes at once, the rest waits",
            [
                .spend(600, at: 0), .wait(0, bytes: 400, at: 0), .wait(100, bytes: 500, at: 0), .spend(400, at: 0),
                .wait(100, bytes: 100, at: 0), .wait(1000, bytes: 1000, at: 0), .wait(500, bytes: 1000, at: 500),
            ]),
        Story(
            "an answer that was larger than thought is a debt",
            [.spend(5000, at: 0), .wait(4100, bytes: 100, at: 0), .wait(100, bytes: 100, at: 4000)]),
        Story(
            "after an idle hour no more is saved up than a second's worth",
            [.spend(1000, at: 0), .spend(1000, at: 3_600_000), .wait(100, bytes: 100, at: 3_600_000)]),
        Story(
            "a debt keeps nobody waiting for more than a minute",
            [
                .spend(1_000_000_000, at: 0), .wait(60_000, bytes: 1000, at: 0), .wait(0, bytes: 1000, at: 60_000),
            ]),
        Story(
            "nothing and less than nothing cost nothing",
            [
                .spend(0, at: 0), .spend(-5000, at: 0), .wait(0, bytes: -1, at: 0), .wait(0, bytes: 1000, at: 0),
                .minute(0, at: 0),
            ]),
        Story(
            "the minute slides",
            [
                .spend(100, at: 500), .spend(10, at: 1000), .spend(1, at: 59_999), .minute(111, at: 59_999),
                .minute(11, at: 60_000), .minute(1, at: 61_000), .minute(1, at: 118_999), .minute(0, at: 119_000),
            ]),
        Story(
            "seconds in which nothing went hold nothing of a minute before",
            [
                .spend(100, at: 0), .spend(20, at: 30_000), .spend(3, at: 75_000), .minute(23, at: 75_000),
                .spend(4, at: 500_000), .minute(4, at: 500_000),
            ]),
    ])
    func `a budget of 1000 bytes a second`(story: Story) {
        var budget = ByteBudget(bytesPerSecond: 1000)
        for step in story.steps {
            switch step {
            case .spend(let bytes, let time): budget.spend(bytes, now: time * 1_000_000)
            case .wait(let wait, let bytes, let time):
                let allowed = budget.nextAllowed(bytes: bytes, now: time * 1_000_000)
                #expect(max(0, allowed - time * 1_000_000) == Int64(wait) * 1_000_000, "\(step)")
            case .minute(let bytes, let time):
                #expect(budget.lastMinute(now: time * 1_000_000) == bytes, "\(step)")
            }
        }
    }

    @Test func `less than a byte a second counts as one`() {
        var budget = ByteBudget(bytesPerSecond: 0)
        budget.spend(3, now: 0)
        #expect(budget.nextAllowed(bytes: 1, now: 0) == 3 * Self.second)
    }

    /// Whoever asks before each datagram and tells what went stays within the budget.
    @Test(arguments: 1...20) func `over any minute no more goes than the budget and one datagram`(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let rate = Int.random(in: 100...20_000, using: &random)
        var budget = ByteBudget(bytesPerSecond: rate)
        var now: Int64 = 0
        var spent: [(time: Int64, bytes: Int)] = []
        while now < 300 * Self.second {
            let bytes = Int.random(in: 40...1472, using: &random)
            now = max(now, budget.nextAllowed(bytes: bytes, now: now))
            budget.spend(bytes, now: now)
            spent.append((now, bytes))
            if Int.random(in: 0..<50, using: &random) == 0 {
                now += Int64.random(in: 0...20, using: &random) * Self.second
            }
        }
        for start in stride(from: 0, to: 240 * Self.second, by: Int(7 * Self.second)) {
            let window = spent.filter { $0.time >= start && $0.time < start + 60 * Self.second }
            #expect(window.reduce(0) { $0 + $1.bytes } <= 61 * rate + 1472, "seed \(seed)")
        }
        // Where nobody pauses, what may go does go.
        #expect(spent.count > 10, "seed \(seed)")
    }
}

/// The same on real sockets.
extension ExchangeTests {
    @Test func `a site's hosts together keep its budget`() async throws {
        let servers = [try AgentServer(Device.agent(ports: 60)), try AgentServer(Device.agent(ports: 60))]
        for server in servers { try await server.start() }
        let rate = 30_000
        let targets = servers.enumerated().map { place, server in
            var target = target("sw-\(place)", of: server)
            target.budget = rate
            return target
        }
        let began = SystemClock.monotonicNanoseconds()
        let exchange = try await exchange(targets)
        _ = await reports(of: exchange) { reports in
            ["sw-0", "sw-1"].allSatisfy { reports.visits(to: $0).count >= 5 }
        }
        let counters = await exchange.counters
        let seconds = Double(SystemClock.monotonicNanoseconds() - began) / 1e9
        await exchange.stop()
        let packets = counters.requests + counters.responses
        let octets = counters.octetsSent + counters.octetsReceived + packets * 28
        // What an idle second has saved, and an answer of each that was on its way.
        #expect(octets <= Int(seconds * Double(rate)) + rate + 2 * 1_500, "\(octets) in \(seconds) s")
        // They would have taken more.
        #expect(octets > rate && counters.overruns > 0)
        #expect(counters.retransmissions == 0)
    }
}
