import Model
import Ping
import Testing

@Suite struct EchoLedgerTests {
    var ledger = EchoLedger(identifier: 77)
    var generator = SplitMix(state: 1)
    let host = IPAddress.v4(0x0a00_0007)
    let start = Timestamp(seconds: 1000)

    mutating func send(
        target: Int = 1, at milliseconds: Int64 = 0, deadline: Duration = .seconds(1)
    ) throws -> EchoRequest {
        try #require(
            ledger.send(
                to: host, target: target, sentNanoseconds: milliseconds * 1_000_000,
                now: start + .milliseconds(milliseconds), deadline: deadline, using: &generator))
    }

    mutating func receive(
        _ request: EchoRequest, from peer: IPAddress? = nil, atMicroseconds microseconds: Int64,
        change: (inout EchoRequest) -> Void = { _ in }
    ) -> EchoLedger.Outcome {
        var request = request
        change(&request)
        return ledger.receive(
            .reply(identifier: request.identifier, sequence: request.sequence, token: request.token),
            from: peer ?? host, receivedNanoseconds: microseconds * 1000, now: start + .microseconds(microseconds))
    }

    func echo(_ target: Int = 1, at milliseconds: Int64 = 0) -> EchoLedger.Echo {
        EchoLedger.Echo(target: target, sent: start + .milliseconds(milliseconds))
    }

    @Test mutating func `an answer closes its echo with the round trip`() throws {
        let request = try send(target: 9)
        #expect(request.identifier == 77)
        #expect(ledger.waiting == 1)
        #expect(receive(request, atMicroseconds: 437) == .answered(echo(9), roundTripMicroseconds: 437))
        #expect(ledger.waiting == 0)
        #expect(ledger.nextDeadline == nil)
        #expect(ledger.expire(now: start + .seconds(60)).isEmpty)
    }

    @Test mutating func `a second answer is a duplicate, one after the deadline is late, and then a duplicate`() throws
    {
        let request = try send()
        _ = receive(request, atMicroseconds: 1000)
        #expect(receive(request, atMicroseconds: 1001) == .duplicate(echo()))

        let slow = try send(target: 2, at: 2)
        #expect(ledger.nextDeadline == start + .milliseconds(1002))
        #expect(ledger.expire(now: start + .milliseconds(1001)).isEmpty)
        #expect(ledger.expire(now: start + .milliseconds(1002)) == [echo(2, at: 2)])
        #expect(ledger.expire(now: start + .milliseconds(1003)).isEmpty)
        #expect(receive(slow, atMicroseconds: 1_502_000) == .late(echo(2, at: 2), roundTripMicroseconds: 1_500_000))
        #expect(receive(slow, atMicroseconds: 1_502_000) == .duplicate(echo(2, at: 2)))
        #expect(ledger.counters.answered == 1)
        #expect(ledger.counters.lost == 1)
        #expect(ledger.counters.late == 1)
        #expect(ledger.counters.duplicate == 2)
    }

    @Test mutating func `a forged token, sequence or identifier is foreign and leaves the echo waiting`() throws {
        let request = try send()
        #expect(receive(request, atMicroseconds: 5, change: { $0.token ^= 1 }) == .foreign)
        #expect(receive(request, atMicroseconds: 5, change: { $0.sequence &+= 1 }) == .foreign)
        #expect(receive(request, atMicroseconds: 5, change: { $0.identifier &+= 1 }) == .foreign)
        let bare = EchoAnswer.reply(identifier: 77, sequence: request.sequence, token: nil)
        #expect(ledger.receive(bare, from: host, receivedNanoseconds: 1, now: start) == .foreign)
        #expect(ledger.counters.foreign == 4)
        #expect(ledger.waiting == 1)
    }

    @Test mutating func `an answer from another address is told with it and does not count`() throws {
        let request = try send()
        let other = IPAddress.v4(0x0a00_0008)
        #expect(receive(request, from: other, atMicroseconds: 5) == .wrongAddress(echo(), from: other))
        #expect(ledger.waiting == 1)
        #expect(receive(request, atMicroseconds: 9) == .answered(echo(), roundTripMicroseconds: 9))
    }

    @Test mutating func `a refusal must quote our echo to that host`() throws {
        let request = try send()
        let router = IPAddress.v4(0x0a00_0001)
        func refusal(to destination: IPAddress, token: UInt64?) -> EchoAnswer {
            .refusal(
                .hostUnreachable, identifier: 77, sequence: request.sequence, destination: destination, token: token)
        }
        for foreign in [refusal(to: router, token: nil), refusal(to: host, token: request.token ^ 1)] {
            #expect(ledger.receive(foreign, from: router, receivedNanoseconds: 1, now: start) == .foreign)
        }
        let ours = refusal(to: host, token: nil)
        #expect(
            ledger.receive(ours, from: router, receivedNanoseconds: 1, now: start)
                == .refused(echo(), .hostUnreachable, by: router))
        #expect(ledger.receive(ours, from: router, receivedNanoseconds: 1, now: start) == .foreign)
        #expect(ledger.expire(now: start + .seconds(9)).isEmpty)
        #expect(ledger.counters.refused == 1)
    }

    @Test func `a link-local host answers with its zone, quotes have none`() throws {
        var ledger = EchoLedger(identifier: 1)
        var generator = SplitMix(state: 1)
        func address(zone: UInt32) -> IPAddress { .v6(high: 0xfe80 << 48, low: 5, zone: zone) }
        let request = try #require(
            ledger.send(
                to: address(zone: 2), target: 0, sentNanoseconds: 0, now: start, deadline: .seconds(1),
                using: &generator))
        let reply = EchoAnswer.reply(identifier: 1, sequence: request.sequence, token: request.token)
        let wrong = ledger.receive(reply, from: address(zone: 3), receivedNanoseconds: 1000, now: start)
        #expect(wrong == .wrongAddress(echo(0), from: address(zone: 3)))
        let refusal = EchoAnswer.refusal(
            .noRoute, identifier: 1, sequence: request.sequence, destination: address(zone: 0), token: nil)
        let refused = ledger.receive(refusal, from: host, receivedNanoseconds: 1000, now: start)
        #expect(refused == .refused(echo(0), .noRoute, by: host))
    }

    @Test mutating func `an echo that was not sent is struck`() throws {
        let request = try send()
        ledger.withdraw(request)
        ledger.withdraw(request)
        #expect(ledger.waiting == 0)
        #expect(ledger.counters.sent == 0)
        #expect(receive(request, atMicroseconds: 5) == .foreign)
    }

    @Test(arguments: [-3_600_000_000, 3_600_000_000, Int64.min / 1000, Int64.max / 1000])
    mutating func `a system clock set meanwhile does not make an absurd round trip`(receivedMicroseconds: Int64) throws
    {
        let request = try send()
        let outcome = ledger.receive(
            .reply(identifier: 77, sequence: request.sequence, token: request.token), from: host,
            receivedNanoseconds: receivedMicroseconds * 1000, now: start + .milliseconds(3))
        #expect(outcome == .answered(echo(), roundTripMicroseconds: 3000))
        #expect(ledger.counters.clockSteps == 1)
    }

    @Test func `10,000 hosts over several turns of the sequence number are all told apart`() throws {
        var ledger = EchoLedger(identifier: 1, firstSequence: 65_000)
        var generator = SplitMix(state: 7)
        var told = 0
        for round in 0..<20 {
            let now = start + .seconds(5 * round)
            var requests: [EchoRequest] = []
            for target in 0..<10_000 {
                let request = ledger.send(
                    to: .v4(UInt32(target)), target: target, sentNanoseconds: 0, now: now, deadline: .seconds(1),
                    using: &generator)
                requests.append(try #require(request))
            }
            #expect(ledger.waiting == 10_000)
            // Every tenth is dead; the others answer in reverse order.
            for (target, request) in requests.enumerated().reversed() where target % 10 != 0 {
                let answer = EchoAnswer.reply(identifier: 1, sequence: request.sequence, token: request.token)
                let outcome = ledger.receive(
                    answer, from: .v4(UInt32(target)), receivedNanoseconds: 5000, now: now + .milliseconds(1))
                guard case .answered(let echo, 5) = outcome, echo.target == target, echo.sent == now else {
                    Issue.record("\(outcome) for target \(target) in round \(round)")
                    return
                }
                told += 1
            }
            let lost = ledger.expire(now: now + .seconds(1))
            #expect(Set(lost.map(\.target)) == Set(stride(from: 0, to: 10_000, by: 10)))
        }
        #expect(told == 20 * 9000)
        #expect(ledger.counters.full == 0)
    }

    @Test func `the 65,537th echo under way is refused and counted, not written over another`() throws {
        var ledger = EchoLedger(identifier: 1)
        var generator = SplitMix(state: 7)
        for count in 0...65_536 {
            let request = ledger.send(
                to: host, target: count, sentNanoseconds: 0, now: start, deadline: .seconds(1), using: &generator)
            #expect((request == nil) == (count == 65_536))
        }
        #expect(ledger.counters.full == 1)
        #expect(ledger.expire(now: start + .seconds(1)).count == 65_536)
    }
}
