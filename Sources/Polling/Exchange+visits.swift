import DequeModule
import Model
import Ping
import Platform
import SNMP

extension Exchange {
    /// Does all that is due by now, sends what came of it, reports, and sets the timer for what comes next.
    func wake() {
        guard isRunning else { return }
        let now = SystemClock.monotonicNanoseconds()
        let turn = visitGrain.last(before: now)
        while let (place, due) = agenda.popDue(now: turn, interval: { self.interval(of: $0) }) {
            visit(place, late: .nanoseconds(now - due))
        }
        // Answers that wait at a socket are none that stayed away.
        if let deadline = flights.nextDeadline(), deadline <= now { for socket in sockets.all { drain(socket) } }
        while let (place, flight) = flights.popOverdue(now: now) {
            overdue(flight, at: place)
        }
        while let place = paced.popDue(now: now) { pump(place) }
        sendDueEchoes(now: now)
        flush()
        // Nothing under way: the turn is over, and nobody else is waited for.
        if let due = unreported.due, flights.count == 0 || due <= now { deliver() }
        let nextTurn = agenda.next.map { visitGrain.next(after: $0) }
        let next = [nextTurn, flights.nextDeadline(), paced.next, nextEchoWake(now: now), unreported.due]
            .compactMap { $0 }.min()
        executor.wake(at: next, gathering: isExpecting) { @Sendable [weak self] in
            self?.assumeIsolated { $0.wake() }
        }
    }

    /// Whether answers are under way.
    private var isExpecting: Bool {
        flights.count > 0 || echoSockets.all.contains { $0.ledger.waiting > 0 }
    }

    private func interval(of place: Int) -> Int64? {
        hosts.indices.contains(place) ? hosts[place].target.interval.nanoseconds : nil
    }

    /// A host's turn: the interval's echoes are told, and a visit begins.
    func visit(_ place: Int, late: Duration) {
        let now = SystemClock.now()
        let target = hosts[place].target
        if hosts[place].roundTrips.sent > 0 {
            report(.echoes(hosts[place].roundTrips.report(host: target.host.id, time: now)))
            hosts[place].roundTrips = .init()
        }
        guard hosts[place].agent != nil else { return }
        counters.worstDelay = max(counters.worstDelay, late)
        if late > target.interval / 10 { counters.lateVisits += 1 }
        guard
            hosts[place].beginVisit(
                due: now - late, now: now, discoveryInterval: settings.discoveryInterval, index: index)
        else {
            counters.overruns += 1
            return
        }
        counters.visits += 1
        pump(place)
    }

    /// Sends as many of a host's questions as its window and the global one allow; ends its visit when all is done.
    func pump(_ place: Int) {
        while hosts[place].visit != nil {
            guard flights.count < settings.globalWindow else {
                counters.throttled += 1
                waiting.append(place)
                return
            }
            if let time = restUntil(place) { return paced.add(place, until: time) }
            guard let (question, message, size) = hosts[place].nextMessage(index: index) else { break }
            let flight = Flight(host: place, question: question, message: message, size: size)
            transmit(flight, at: flights.insert(flight))
        }
        finishVisit(place)
    }

    private func finishVisit(_ place: Int) {
        guard hosts[place].visit?.isDone == true, var visit = hosts[place].visit.take() else { return }
        let time = SystemClock.now()
        var outcome = visit.report(host: hosts[place].target.host.id, ended: time, memory: &hosts[place].memory)
        outcome.manners = hosts[place].visitEnded(
            outcome.outcome, time: time, now: SystemClock.monotonicNanoseconds())
        counters.values += outcome.readings.reduce(0) { $0 + $1.values.count }
        report(.visit(outcome))
    }

    /// Sends a request for the first or another time.
    func transmit(_ flight: Flight, at place: Int) {
        let retransmissions = flight.transmissions
        let timer = hosts[flight.host].timer
        let now = SystemClock.monotonicNanoseconds()
        let requestID = flights.transmit(
            place, sentNanoseconds: SystemClock.nanoseconds(), now: now, using: &generator
        ) { random in timer.wait(retransmissions: retransmissions, random: random).nanoseconds }
        guard let peer = hosts[flight.host].agent?.address, let socket = sockets[AddressFamily(of: peer.address)]
        else { return }
        message.removeAll(keepingCapacity: true)
        if hosts[flight.host].session == nil {
            flight.message.append(to: &message, requestID: requestID)
        } else {
            seal(flight, requestID: requestID, now: now)
        }
        guard !message.isEmpty else { return }
        socket.stage(message, to: peer)
        hosts[flight.host].sent(octets: message.count, isRepeated: retransmissions > 0, now: now)
        spend(message.count, of: flight.host, now: now)
        requestBudget?.spend(1, now: now)
        counters.requests += 1
        counters.octetsSent += message.count
        if retransmissions > 0 { counters.retransmissions += 1 }
    }

    /// The answer to a transmission stayed away: once more, or give it up.
    private func overdue(_ flight: Flight, at place: Int) {
        guard !hosts[flight.host].overdue(flight, maximumTransmissions: settings.transmissions) else {
            return transmit(flight, at: place)
        }
        flights.remove(place)
        pump(flight.host)
        pumpWaiting()
    }

    /// Lets hosts go on that found the global window full.
    private func pumpWaiting() {
        while flights.count < settings.globalWindow, let place = waiting.popFirst() {
            if hosts.indices.contains(place) { pump(place) }
        }
    }

    /// Sends what has gathered. What does not go is lost as on the wire: its time-out sends it again.
    func flush() {
        for socket in sockets.all { counters.sendFailures += socket.flush() }
    }

    /// Takes something in that is to be told.
    func report(_ news: PollingReport) {
        unreported.add(news, now: SystemClock.monotonicNanoseconds())
    }

    /// Hands over what there is to tell.
    func deliver() {
        guard unreported.due != nil else { return }
        if case .dropped(let lost) = continuation.yield(unreported.takeAll()) { counters.droppedReports += lost.count }
    }

    // MARK: - Receiving

    /// Takes everything that waits at a socket.
    func receive(_ family: AddressFamily) {
        guard let socket = sockets[family] else { return }
        drain(socket)
        counters.overflowed = sockets.all.reduce(0) { $0 + $1.counters.overflowed }
        pumpWaiting()
        wake()
    }

    private func drain(_ socket: DatagramSocket) {
        var rounds = 0
        // A flood must not keep the timer from its work: what is left calls again.
        while rounds < 16 {
            rounds += 1
            let count = socket.receiveBatch { bytes, peer, time, _ in take(bytes, from: peer, at: time) }
            if count < 64 { break }
        }
    }

    private func take(_ bytes: RawSpan, from peer: SocketAddress, at time: ReceiveTime) {
        let header: ResponseHeader
        do {
            header = try ResponseHeader(decoding: bytes)
        } catch  where error.reason == .unsupportedVersion {
            return takeSecure(bytes, from: peer, at: time)
        } catch {
            counters.malformed += 1
            return
        }
        guard header.operation == .response, let (place, host) = flights.find(requestID: header.requestID),
            hosts[host].session == nil
        else {
            counters.strays += 1
            return
        }
        guard isAgent(of: host, peer), let flight = flights.remove(place) else { return }
        received(bytes, to: flight, at: time)
        take(header.pdu, in: bytes, to: flight)
    }

    /// Whether a datagram with our request-id comes from whom it was asked; another is noted.
    func isAgent(of host: Int, _ peer: SocketAddress) -> Bool {
        if peer == hosts[host].agent?.address { return true }
        counters.foreign += 1
        hosts[host].visit?.silence.otherAddress = peer.description
        return false
    }

    /// Takes note of a datagram that answers a question.
    func received(_ bytes: RawSpan, to flight: Flight, at time: ReceiveTime) {
        hosts[flight.host].received(
            octets: bytes.byteCount, to: flight, roundTrip: .nanoseconds(time.nanoseconds - flight.sentNanoseconds))
        counters.octetsReceived += bytes.byteCount
        if hosts[flight.host].target.budget != nil {
            spend(bytes.byteCount, of: flight.host, now: SystemClock.monotonicNanoseconds())
        }
    }

    /// Takes the answer to a question that is no longer on its way.
    func take(_ header: PDUHeader, in bytes: RawSpan, to flight: Flight) {
        counters.responses += 1
        do {
            try hosts[flight.host].take(header, in: bytes, to: flight)
        } catch {
            counters.malformed += 1
            hosts[flight.host].abandon(flight.question, because: error)
        }
        pump(flight.host)
    }
}
