import Model
import Ping
import SNMP

/// A host with all that is going on with it. Owned by `Exchange`, one of an array.
struct PolledHost {
    let target: PollTarget
    /// `nil`: it is only pinged.
    let agent: Agent?
    var memory = HostMemory()
    var timer: RetransmissionTimer
    var sizing = RequestSizing()
    var visit: Visit?
    /// Requests on their way.
    var inFlight = 0
    var reach: ReachProbe
    var roundTrips = RoundTripStatistics()
    /// Somebody wants to hear whether it answers, even if nothing changes.
    var isAsked = false

    init(_ target: PollTarget, firstEcho: Timestamp) {
        self.target = target
        agent = Agent(target)
        var timing = target.host.isSlow ? ReachTiming.slow : ReachTiming.normal
        timing.interval = target.ping
        if target.ping > timing.lostWithin / 3 { timing.lostWithin = target.ping * 3 }
        reach = ReachProbe(timing: timing, firstDue: firstEcho)
        timer = RetransmissionTimer(
            bounds: target.host.isSlow
                ? RetransmissionTimer.Bounds(initial: .seconds(2), minimum: .milliseconds(500), maximum: .seconds(20))
                : RetransmissionTimer.Bounds())
    }

    /// Takes over what was learnt of the host under an earlier configuration.
    ///
    /// - Parameter keepsProbes: The probes are the same as before.
    mutating func inherit(from before: PolledHost, keepsProbes: Bool) {
        // Slots keep their meaning wherever the host is.
        memory.layouts = before.memory.layouts
        memory.toldLayouts = before.memory.toldLayouts
        isAsked = before.isAsked
        guard before.target.host.endpoint == target.host.endpoint else { return }
        memory = before.memory
        // Other probes, a credential or must-run names may make another plan: discover again.
        if !keepsProbes || before.target != target { memory.discovered = nil }
        memory.packedFor = nil
        sizing = before.sizing
        if before.timer.bounds == timer.bounds { timer = before.timer }
        if before.reach.timing == reach.timing {
            reach = before.reach
        } else {
            reach = ReachProbe(
                timing: reach.timing, firstDue: reach.nextDue, state: before.reach.state,
                lastAnswer: before.reach.lastAnswer)
        }
    }

    /// How many requests may be on their way: two, but one to a host that was silent or is slow.
    private var window: Int {
        guard !target.host.isSlow, let visit else { return 1 }
        return visit.hasAnswer || memory.answeredLast ? 2 : 1
    }

    /// Begins a visit, unless one is still going on.
    mutating func beginVisit(due: Timestamp, now: Timestamp, discoveryInterval: Duration, index: ProbeIndex) -> Bool {
        guard let agent, visit == nil else { return false }
        let discovering = memory.needsDiscovery(now: now, interval: discoveryInterval)
        var visit = Visit(
            number: memory.visits, due: due, started: now,
            stage: discovering ? .identity : memory.answeredLast ? .reading : .probing, index: index)
        memory.visits += 1
        if visit.stage == .reading { visit.beginReading(agent: agent, sizing: sizing, memory: &memory, index: index) }
        self.visit = visit
        return true
    }

    /// The next question to send, with its message; `nil` while the window is full, answers are awaited or all is done.
    mutating func nextMessage(index: ProbeIndex) -> (question: Question, message: RequestTemplate, size: RequestSize)? {
        guard inFlight < window else { return nil }
        while visit?.isStageComplete == true {
            guard let agent else { return nil }
            visit?.advance(host: target.host, agent: agent, sizing: sizing, memory: &memory, index: index)
        }
        guard let question = visit?.nextQuestion() else { return nil }
        inFlight += 1
        switch question.content {
        case .request(let request): return message(request, question)
        case .prepared(let place):
            return (question, memory.requests[place].message, memory.requests[place].size)
        case .cells(let cells, let hasUptime):
            let names =
                (hasUptime ? [ReadingPlan.systemUptime] : [])
                + cells.map { memory.plan.name(of: memory.plan.cells[$0]) }
            return message(Request(.get, names), question)
        }
    }

    private func message(
        _ request: Request, _ question: Question
    ) -> (question: Question, message: RequestTemplate, size: RequestSize)? {
        guard let agent else { return nil }
        let packing = RequestPacking(sizing, communityOctets: agent.community.count)
        return (question, agent.template(request), request.expectedSize(packing))
    }

    /// Takes note of a request that goes out, for the first or another time.
    mutating func sent(octets: Int, isRepeated: Bool) {
        visit?.cost.packetsSent += 1
        visit?.cost.bytesSent += octets
        if isRepeated { visit?.cost.retries += 1 }
    }

    /// Takes an answer to one of its questions.
    mutating func take(
        _ header: ResponseHeader, in bytes: RawSpan, to flight: Flight, roundTrip: Duration
    ) throws(DecodingError) {
        inFlight -= 1
        timer.answered(after: roundTrip, retransmissions: flight.transmissions - 1)
        visit?.cost.packetsReceived += 1
        visit?.cost.bytesReceived += bytes.byteCount
        guard header.errorStatus == 0 else {
            if header.pdu.error == .tooBig {
                sizing.wasTooBig(flight.size)
            } else {
                sizing.answered(flight.size)
            }
            visit?.refuse(
                status: header.errorStatus, index: header.errorIndex, question: flight.question, memory: memory)
            return
        }
        sizing.answered(flight.size)
        switch flight.question.content {
        case .request:
            let pdu = try PDU(header.pdu, in: bytes)
            visit?.take(pdu, for: flight.question, memory: memory)
        case .prepared(let place):
            let request = memory.requests[place]
            try visit?.takeCells(
                request.cells, hasUptime: request.hasUptime, header, of: bytes, asked: flight.message, memory: &memory)
        case .cells(let cells, let hasUptime):
            try visit?.takeCells(
                cells, hasUptime: hasUptime, header, of: bytes, asked: flight.message, memory: &memory)
        }
    }
}

extension PolledHost {
    /// No answer came in time to the last transmission of a question.
    ///
    /// - Returns: Whether to send it once more; if not, it is given up.
    mutating func overdue(_ flight: Flight, maximumTransmissions: Int) -> Bool {
        sizing.timedOut(flight.size)
        let isWorthRepeating =
            visit?.isWorthRepeating(flight.question, mayBeTooLarge: sizing.isProbing && flight.size.bindings > 1)
        if flight.transmissions < maximumTransmissions, isWorthRepeating == true { return true }
        giveUp(flight.question)
        return false
    }

    private mutating func giveUp(_ question: Question) {
        inFlight -= 1
        let mayBeTooLarge = sizing.isProbing
        visit?.giveUp(question, mayBeTooLarge: mayBeTooLarge, memory: memory)
    }

    /// An answer came that cannot be understood; its question is not asked again in this visit.
    mutating func abandon(_ question: Question, because error: DecodingError) {
        visit?.silence.malformed = error.description
        visit?.giveUp(question, mayBeTooLarge: false, memory: memory)
    }
}
