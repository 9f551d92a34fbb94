import Model
import SNMP
import TestSupport
import Testing

@testable import Polling

/// What becomes of one request on its way to the agent and back.
enum Reaction: Sendable {
    /// As the scripted agent says.
    case answer
    /// Lost, with its repetitions.
    case silence
    /// This, with the request's id.
    case instead(PDU)
    /// The answer with so many octets cut off its end and its lengths as they were.
    case cut(Int)
    /// The answer, unless it has more than so many octets.
    case answerUpTo(octets: Int)
}

/// Makes visits to one host as `Exchange` does, without socket and clock: each request goes straight to a scripted
/// agent.
struct VisitDriver {
    private(set) var host: PolledHost
    private(set) var index: ProbeIndex
    var agent: ScriptedAgent
    var clock = ManualClock()
    var interval = Duration.seconds(60)
    var discoveryInterval = Duration.seconds(3600)
    /// The requests of the last visit, each transmission once.
    private(set) var asked: [PDU] = []

    init(
        _ agent: ScriptedAgent = Device.agent(), target: PollTarget = Device.target(), layouts: [GroupLayout] = [],
        manners: Manners = Manners()
    ) {
        self.agent = agent
        index = ProbeIndex(probes: [Device.probe])
        var keys = KeyRing()
        host = PolledHost(
            target, agent: Agent(target, keys: &keys), manners: manners, firstEcho: ManualClock.start,
            now: ManualClock.start,
            monotonic: 0)
        for layout in layouts { host.memory.layouts[layout.key.group] = layout }
    }

    /// Makes one visit, an interval after the one before; the agent's uptime goes with the clock.
    mutating func visit(_ react: (PDU) -> Reaction = { _ in .answer }) throws -> PollReport {
        clock.advance(by: interval)
        if case .timeTicks(let ticks) = agent.objects[Device.uptime] {
            agent.objects[Device.uptime] = .timeTicks(ticks &+ UInt32(interval.wholeMilliseconds / 10))
        }
        asked = []
        let began = host.beginVisit(
            due: clock.now, now: clock.now, discoveryInterval: discoveryInterval, index: index)
        try #require(began)
        var rounds = 0
        while rounds < 10_000 {
            rounds += 1
            var flights: [Flight] = []
            while let (question, message, size) = host.nextMessage(index: index) {
                flights.append(Flight(host: 0, question: question, message: message, size: size))
            }
            if flights.isEmpty { break }
            for flight in flights { try carry(flight, react) }
        }
        try #require(host.visit?.isDone == true)
        let finished = host.visit.take()
        var visit = try #require(finished)
        var report = visit.report(host: host.target.host.id, ended: clock.now, memory: &host.memory)
        report.manners = host.visitEnded(report.outcome, time: clock.now, now: 0)
        return report
    }

    /// Sends a request until it is answered or given up.
    private mutating func carry(_ flight: Flight, _ react: (PDU) -> Reaction) throws {
        var flight = flight
        repeat {
            let requestID = RequestTemplate.requestIDs.lowerBound + Int32(asked.count)
            flight.transmitted(as: requestID, sentNanoseconds: 0)
            let request = try CommunityMessage(decoding: flight.message.bytes(requestID: requestID))
            asked.append(request.pdu)
            guard let answer = answer(to: request, react(request.pdu)) else { continue }
            if let header = try? ResponseHeader(decoding: answer.span.bytes) {
                return take(header, in: answer, to: flight)
            }
        } while host.overdue(flight, maximumTransmissions: 3)
    }

    private func answer(to request: CommunityMessage, _ reaction: Reaction) -> [UInt8]? {
        var message = request
        switch reaction {
        case .silence: return nil
        case .instead(let pdu):
            message.pdu = pdu
            message.pdu.requestID = request.pdu.requestID
            return message.encoded()
        case .answer, .cut, .answerUpTo: message.pdu = agent.response(to: request.pdu, version: request.version)
        }
        let bytes = message.encoded()
        switch reaction {
        case .cut(let count): return bytes.dropLast(count) + Array(repeating: 0xff, count: count)
        case .answerUpTo(let octets): return bytes.count <= octets ? bytes : nil
        case .answer, .instead, .silence: return bytes
        }
    }

    /// - Parameter header: Of the answer; one without cannot be told from a stray.
    private mutating func take(_ header: ResponseHeader, in bytes: [UInt8], to flight: Flight) {
        let octets = bytes.span.bytes
        host.received(octets: bytes.count, to: flight, roundTrip: .milliseconds(1))
        do throws(DecodingError) {
            try host.take(header.pdu, in: octets, to: flight)
        } catch {
            host.abandon(flight.question, because: error)
        }
    }
}

extension PollReport {
    /// The value of a series by its group and path (`port/A1/inOctets`); `nil` where there is none.
    func value(_ group: String, row: String = "", column: Int = 0, of layouts: [GroupLayout]) -> Value? {
        guard let layout = layouts.first(where: { $0.key.group == "test.\(group)" }),
            let place = layout.rows.firstIndex(where: { $0.identity == row }),
            let readings = readings.first(where: { $0.key == layout.key })
        else { return nil }
        return readings.values[layout.slot(row: place, column: column)]
    }
}

extension VisitDriver {
    /// The value that a report has for a row of a group.
    func value(_ report: PollReport, _ group: String, row: String = "") -> Value? {
        report.value(group, row: row, of: Array(host.memory.layouts.values))
    }

    /// The operations of the last visit's requests.
    var operations: Set<PDU.Operation> { Set(asked.map(\.operation)) }

    /// Whether tables were walked in the last visit.
    var hasDiscovered: Bool { asked.contains { $0.bindings.contains { $0.name == Device.portName } } }
}
