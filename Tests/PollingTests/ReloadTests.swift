import Model
import Platform
import Testing

@testable import Polling

@Suite struct `An exchange that is configured again` {
    private func target(_ number: UInt32) -> PollTarget {
        PollTarget(
            host: Host(id: "host-\(number)", endpoint: Endpoint(address: .v4(0x7f00_0000 + number)), site: "hall"),
            credential: nil, interval: .seconds(60), ping: .seconds(5))
    }

    @Test func `knows no echo that went to a host of before`() async throws {
        let exchange = try Exchange()
        try await exchange.configure(targets: (1...3).map(target), probes: [])
        #expect(try await exchange.waitingAfterReload(to: [target(1)]) == 0)
        #expect(await exchange.counters.echoesAnswered == 0)
    }
}

extension Exchange {
    /// How many echoes are waited for when all hosts were asked, then others took their places, then the answers came.
    fileprivate func waitingAfterReload(to targets: [PollTarget]) throws -> Int {
        for place in hosts.indices { ask(place) }
        sendDueEchoes(now: SystemClock.monotonicNanoseconds())
        try configure(targets: targets, probes: [])
        receiveEchoes(.v4)
        return echoSockets.all.reduce(0) { $0 + $1.ledger.waiting }
    }
}
