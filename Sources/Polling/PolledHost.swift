import Model
import Ping
import SNMP

/// A host with all that is going on with it. Owned by `Exchange`, one of an array.
struct PolledHost {
    let target: PollTarget
    /// `nil`: it is only pinged.
    private(set) var agent: Agent?
    /// Where the agent speaks SNMPv3.
    var session: SecuritySession?
    var memory = HostMemory()
    var timer: RetransmissionTimer
    var sizes: LearntSizes
    var pacing: Pacing
    /// Only of an agent that should speak SNMPv2c.
    private var versions: VersionChoice?
    /// When the last request went, in monotonic nanoseconds.
    private var lastSent = Int64.min / 2
    /// What was last told of how the agent wants to be asked.
    private var toldManners: Manners
    var visit: Visit?
    /// Requests on their way.
    var inFlight = 0
    var reach: ReachProbe
    var roundTrips = RoundTripStatistics()
    /// Somebody wants to hear whether it answers, even if nothing changes.
    var isAsked = false

    /// - Parameters:
    ///   - manners: What an earlier run has learnt of the agent.
    ///   - monotonic: `now` in nanoseconds of the clock that is never set.
    init(
        _ target: PollTarget, agent: Agent?, manners: Manners = Manners(), firstEcho: Timestamp, now: Timestamp,
        monotonic: Int64
    ) {
        self.target = target
        self.agent = agent
        toldManners = manners
        session = agent?.session(
            remembered: manners.engine.map { $0.advanced(to: now) }, now: monotonic)
        sizes = LearntSizes(manners)
        pacing = Pacing(gapMilliseconds: manners.gapMilliseconds)
        if agent?.version == .v2c { versions = VersionChoice(needsVersion1: manners.needsVersion1) }
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
        // A visit under way is dropped, and with it what it has found out: that is to be found out again, and told.
        let untold = Set(before.visit?.layouts.map(\.key.group) ?? [])
        defer {
            memory.toldLayouts.subtract(untold)
            if !untold.isEmpty { memory.discovered = nil }
        }
        isAsked = before.isAsked
        guard before.target.host.endpoint == target.host.endpoint else { return }
        memory = before.memory
        // Other probes, a credential or must-run names may make another plan: discover again.
        if !keepsProbes || before.target != target { memory.discovered = nil }
        memory.packedFor = nil
        sizes = before.sizes
        pacing = before.pacing
        toldManners = before.toldManners
        if before.target.credential == target.credential {
            (agent, session, versions) = (before.agent, before.session, before.versions)
        }
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
        guard !target.host.isSlow, pacing.gapMilliseconds == 0, let visit else { return 1 }
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
        if visit.stage == .reading { visit.beginReading(agent: agent, sizes: sizes, memory: &memory, index: index) }
        self.visit = visit
        return true
    }

    /// The next question to send, with its message; `nil` while the window is full, answers are awaited or all is done.
    mutating func nextMessage(index: ProbeIndex) -> (question: Question, message: RequestTemplate, size: RequestSize)? {
        guard inFlight < window else { return nil }
        while visit?.isStageComplete == true {
            guard let agent else { return nil }
            visit?.advance(host: target.host, agent: agent, sizes: sizes, memory: &memory, index: index)
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
        return (question, agent.template(request), request.expectedSize(agent.packing(sizes[question.purpose])))
    }

    /// Takes note of a request that goes out, for the first or another time.
    mutating func sent(octets: Int, isRepeated: Bool, now: Int64) {
        lastSent = now
        visit?.cost.packetsSent += 1
        visit?.cost.bytesSent += octets
        if isRepeated { visit?.cost.retries += 1 }
    }

    /// Takes note of a datagram that answers one of its questions.
    mutating func received(octets: Int, to flight: Flight, roundTrip: Duration) {
        timer.answered(after: roundTrip, retransmissions: flight.transmissions - 1)
        pacing.answered(repetitions: flight.transmissions - 1)
        visit?.cost.packetsReceived += 1
        visit?.cost.bytesReceived += octets
    }

    /// Takes an answer to one of its questions.
    ///
    /// - Parameter bytes: What the header was read from.
    mutating func take(_ header: PDUHeader, in bytes: RawSpan, to flight: Flight) throws(DecodingError) {
        inFlight -= 1
        guard header.errorStatus == 0 else {
            if header.error == .tooBig {
                sizes[flight.question.purpose].wasTooBig(flight.size)
            } else {
                sizes[flight.question.purpose].answered(flight.size, octets: bytes.byteCount)
            }
            visit?.refuse(
                status: header.errorStatus, index: header.errorIndex, question: flight.question, memory: memory)
            return
        }
        sizes[flight.question.purpose].answered(flight.size, octets: bytes.byteCount)
        switch flight.question.content {
        case .request:
            let pdu = try PDU(header, in: bytes)
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
    private static let furtherTransmissions = 2

    /// No answer came in time to the last transmission of a question.
    ///
    /// - Returns: Whether to send it once more; if not, it is given up.
    mutating func overdue(_ flight: Flight, maximumTransmissions: Int) -> Bool {
        visit?.timedOut()
        let isDoubtful = sizes[flight.question.purpose].isDoubtful(flight.size)
        // What cannot be asked in smaller parts is all the more worth another try, if the host answers at all.
        let isLastResort = visit?.hasAnswer == true && flight.size.bindings == 1
        if flight.transmissions < maximumTransmissions + (isLastResort ? PolledHost.furtherTransmissions : 0),
            visit?.isWorthRepeating(flight.question, of: flight.size, isDoubtful: isDoubtful) == true
        {
            return true
        }
        inFlight -= 1
        if visit?.hasAnswer == true { sizes[flight.question.purpose].stayedAway(flight.size) }
        visit?.giveUp(flight.question, of: flight.size, memory: memory)
        return false
    }

    /// The agent will not answer a question as it is asked.
    mutating func refuse(_ question: Question, because fault: SecurityFault) {
        inFlight -= 1
        visit?.refuse(question, because: fault)
    }

    /// An answer came that cannot be understood; its question is not asked again in this visit.
    mutating func abandon(_ question: Question, because error: DecodingError) {
        visit?.silence.malformed = error.description
        visit?.giveUp(question, of: .one, memory: memory)
    }
}

// MARK: - What is learnt of the agent

extension PolledHost {
    /// When the next request may go, for the agent's sake; in the past if now.
    var nextAllowed: Int64 { lastSent + Int64(pacing.gapMilliseconds) * 1_000_000 }

    /// A visit has ended: what came of it may change how the next one asks.
    ///
    /// - Returns: How the agent wants to be asked, if that has changed since it was last told.
    mutating func visitEnded(_ outcome: PollReport.Outcome, time: Timestamp, now: Int64) -> Manners? {
        sizes.visitEnded()
        switch outcome {
        case .answered: versions?.visitEnded(answered: true)
        case .silent(.timeout):
            versions?.visitEnded(answered: false)
            session?.wasSilent()
        case .silent: break
        }
        if let versions { speak(versions.usesVersion1 ? .v1 : .v2c) }
        let manners = manners(time: time, now: now)
        guard manners.differs(from: toldManners) else { return nil }
        toldManners = manners
        return manners
    }

    /// Whether it is to be asked by SNMPv1 for having been silent to SNMPv2c.
    var triesVersion1: Bool { versions?.usesVersion1 == true }

    /// Goes over to another version of the community-based protocol.
    private mutating func speak(_ version: Version) {
        guard case .community(let before, let community) = agent?.speech, before != version else { return }
        agent?.speech = .community(version, community)
        // What it announced by one version it may not have in the other: SNMPv1 has no 64-bit counters.
        memory.discovered = nil
        memory.packedFor = nil
    }

    private func manners(time: Timestamp, now: Int64) -> Manners {
        Manners(
            get: sizes.get.learnt, walk: sizes.walk.learnt, gapMilliseconds: pacing.gapMilliseconds,
            needsVersion1: versions?.needsVersion1 ?? false,
            // An engine that is not known at the moment is no news.
            engine: session?.provenEngine(now: now, time: time) ?? toldManners.engine)
    }
}

extension Manners {
    /// Whether there is something to tell: an engine's clock that runs on as it did is nothing, nor is a limit that is being
    /// felt for.
    fileprivate func differs(from told: Manners) -> Bool {
        var (one, other) = (self, told)
        if get.isNear(told.get) { one.get = other.get }
        if walk.isNear(told.walk) { one.walk = other.walk }
        if let engine, let before = told.engine, engine.id == before.id, engine.boots == before.boots,
            abs((engine.started - before.started).wholeMilliseconds) < 60_000
        {
            (one.engine, other.engine) = (nil, nil)
        }
        return one != other
    }
}

extension Manners.Limits {
    /// Whether both have limits, or none, and they differ by no more than a quarter.
    fileprivate func isNear(_ other: Manners.Limits) -> Bool {
        func isNear(_ one: Int?, _ other: Int?) -> Bool {
            guard let one, let other else { return one == other }
            return abs(one - other) * 4 <= max(one, other)
        }
        return isNear(bindings, other.bindings) && isNear(octets, other.octets)
    }
}

extension Manners.Engine {
    /// When the engine was started, by our clock.
    fileprivate var started: Timestamp { asOf - Duration.seconds(Int64(time)) }

    /// The engine with its clock as it must be at a later time.
    fileprivate func advanced(to now: Timestamp) -> Manners.Engine {
        let seconds = max(0, (now - asOf).wholeMilliseconds / 1000)
        return Manners.Engine(id: id, boots: boots, time: Int32(clamping: Int64(time) + seconds), asOf: now)
    }
}
