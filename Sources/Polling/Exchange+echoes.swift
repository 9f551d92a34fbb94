import Model
import Ping
import Platform

extension Exchange {
    /// The next moment at which an echo is due or has waited long enough, in monotonic nanoseconds.
    func nextEchoWake(now: Int64) -> Int64? {
        let next = echoes.next
        let turn = next.ordinary.map { echoGrain.next(after: $0.monotonicNanoseconds) }
        // Deadlines are looked at no more often than every 20 ms: each look goes through the whole ledger.
        let deadline = echoSockets.all.compactMap { $0.ledger.nextDeadline }.min()
            .map { max($0.monotonicNanoseconds, now + 20_000_000) }
        return [turn, next.urgent?.monotonicNanoseconds, deadline].compactMap { $0 }.min()
    }

    /// Tells missed echoes and sends those that are due.
    func sendDueEchoes(now clock: Int64) {
        let now = Timestamp(monotonicNanoseconds: clock)
        for socket in echoSockets.all {
            for echo in socket.ledger.expire(now: now) {
                take(.missed(sent: echo.sent), of: echo.target, now: now)
                hosts[echo.target].roundTrips.missed()
            }
        }
        let turn = Timestamp(monotonicNanoseconds: echoGrain.last(before: clock))
        while let place = echoes.popDue(by: turn, now: now) {
            take(.due, of: place, now: now)
            // Whatever it made of that: nobody is forgotten.
            if !echoes.has(place) { echoes.add(place, due: hosts[place].reach.nextDue) }
        }
    }

    /// Asks a host now whether it answers.
    func ask(_ place: Int) {
        let now = monotonicTime
        hosts[place].isAsked = true
        switch hosts[place].reach.state {
        case .lost: tellReach(place, answers: false, lastAnswer: hosts[place].reach.lastAnswer)
        case .unknown, .reachable, .suspected: break
        }
        take(.asked, of: place, now: now)
    }

    /// Takes every echo that waits at a socket.
    func receiveEchoes(_ family: AddressFamily) {
        guard let echo = echoSockets[family] else { return }
        var rounds = 0
        while rounds < 16 {
            rounds += 1
            let now = monotonicTime
            let count = echo.socket.receiveBatch { bytes, peer, time, _ in
                take(bytes, from: peer, at: time, socket: echo, now: now)
            }
            if count < 64 { break }
        }
        wake()
    }

    private func take(
        _ bytes: RawSpan, from peer: SocketAddress, at time: ReceiveTime, socket: EchoSocket, now: Timestamp
    ) {
        let answer: EchoAnswer
        do {
            answer = try EchoAnswer.decode(bytes, version: socket.version, hasIPHeader: socket.hasIPHeader)
        } catch {
            // Raw sockets hear everything that reaches the machine; what is no echo is nobody's fault.
            return noteRefusal(bytes, socket: socket)
        }
        let outcome = socket.ledger.receive(
            answer, from: peer.address, receivedNanoseconds: time.nanoseconds, now: now)
        switch outcome {
        case .answered(let echo, let microseconds):
            counters.echoesAnswered += 1
            hosts[echo.target].roundTrips.answered(roundTripMicroseconds: microseconds)
            take(.answered(sent: echo.sent, roundTripMicroseconds: microseconds), of: echo.target, now: now)
        case .late(let echo, let microseconds):
            take(.answered(sent: echo.sent, roundTripMicroseconds: microseconds), of: echo.target, now: now)
        case .refused(let echo, let refusal, _):
            hosts[echo.target].roundTrips.missed()
            take(.refused(sent: echo.sent, refusal), of: echo.target, now: now)
        case .duplicate, .wrongAddress, .foreign: break
        }
    }

    /// Takes note of an agent's port that is closed, should a visit to it find it silent.
    private func noteRefusal(_ bytes: RawSpan, socket: EchoSocket) {
        guard
            let refusal = PortRefusal(decoding: bytes, version: socket.version, hasIPHeader: socket.hasIPHeader),
            let place = agentPlaces[SocketAddress(refusal.destination, port: refusal.destinationPort)],
            let polling = sockets[AddressFamily(of: refusal.destination)],
            polling.localAddress?.port == refusal.sourcePort
        else { return }
        hosts[place].visit?.silence.isRefused = true
    }

    /// Lets a host's reach probe decide, and does what it says.
    private func take(_ event: ReachProbe.Event, of place: Int, now: Timestamp) {
        let before = hosts[place].reach.nextDue
        let wasUnknown = hosts[place].reach.state == .unknown
        let action = hosts[place].reach.event(event, now: now)
        switch action {
        case .nothing: break
        case .echo(let deadline): sendEcho(place, deadline: deadline, now: now)
        case .suspected:
            // Its parents are asked at once, so that a loss can be told with its cause.
            for parent in hosts[place].target.host.parents {
                if let parentPlace = places[parent] { ask(parentPlace) }
            }
        case .cleared: break
        case .reachLost(let lastAnswer, _): tellReach(place, answers: false, lastAnswer: lastAnswer)
        case .reachRegained(let lastAnswer): tellReach(place, answers: true, lastAnswer: lastAnswer)
        }
        if case .answered = event, hosts[place].isAsked || wasUnknown {
            tellReach(place, answers: true, lastAnswer: hosts[place].reach.lastAnswer)
        }
        let reach = hosts[place].reach
        if reach.nextDue != before {
            echoes.add(place, due: reach.nextDue, isUrgent: reach.state == .suspected || reach.nextDue <= now)
        }
    }

    private func sendEcho(_ place: Int, deadline: Duration, now: Timestamp) {
        let address = hosts[place].target.host.endpoint.address
        guard let echo = echoSockets[AddressFamily(of: address)] else { return }
        guard
            let request = echo.ledger.send(
                to: address, target: place, sentNanoseconds: SystemClock.nanoseconds(), now: now, deadline: deadline,
                using: &generator)
        else { return }
        request.encode(for: echo.version, into: &echo.buffer)
        counters.echoesSent += 1
        switch echo.socket.send(echo.buffer, to: SocketAddress(address)) {
        case .sent: break
        case .wouldBlock:
            echo.ledger.withdraw(request)
            take(.notSent(sent: now), of: place, now: now)
        case .failed:
            // No route, or a filter of our own: as lost as on the wire. The ledger's deadline tells it.
            counters.sendFailures += 1
        }
    }

    private func tellReach(_ place: Int, answers: Bool, lastAnswer: Timestamp?) {
        hosts[place].isAsked = false
        // Reach probes live by the monotonic clock; people by the other.
        let (now, monotonic) = (SystemClock.now(), monotonicTime)
        report(
            .reach(
                ReachReport(
                    host: hosts[place].target.host.id, answers: answers, time: now,
                    lastAnswer: lastAnswer.map { now - (monotonic - $0) })))
    }
}
