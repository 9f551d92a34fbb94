import Glibc
public import Model
public import Platform
public import SNMP

/// One walk of one agent, for a person at a terminal: waits for each answer, repeats a question three times.
public struct WalkSession {
    private let socket: DatagramSocket
    private let agent: Agent
    private var conversation: SecuritySession?
    private var salts: SaltCounter

    /// Why a walk found nothing, or ended before the end of the subtree.
    public enum Ending: Hashable, Sendable {
        case silence(Endpoint)
        case fault(SecurityFault)
        case walk(String)
    }

    /// - Returns: `nil` where an algorithm of the credential is not to be had on this machine.
    /// - Throws: `PlatformError` if no socket is to be had.
    public init?(endpoint: Endpoint, credential: Credential) throws(PlatformError) {
        var keys = KeyRing()
        guard
            let agent = Agent(
                address: SocketAddress(endpoint, defaultPort: 161), speech: Agent.Speech(credential, keys: &keys))
        else { return nil }
        self.agent = agent
        socket = try DatagramSocket(family: AddressFamily(of: endpoint.address), kind: .udp)
        conversation = agent.session(remembered: nil, now: SystemClock.monotonicNanoseconds())
        var generator = SystemRandomNumberGenerator()
        salts = SaltCounter(using: &generator)
    }

    /// Hands each binding below `root` to `body`.
    ///
    /// - Returns: Why the walk ended before the end of the subtree; `nil` if it did not.
    public mutating func walk(
        _ root: OID, limit: Int, _ body: (VariableBinding) -> Void
    ) throws(PlatformError) -> Ending? {
        var walk = Walk(subtree: root, version: agent.version, maximumBindings: 25, maximumRows: limit)
        while let request = walk.next() {
            switch try answer(to: request) {
            case .pdu(let response): for binding in walk.take(response) { body(binding) }
            case .silence:
                return .silence(Endpoint(address: agent.address.address, port: agent.address.port))
            case .fault(let fault): return .fault(fault)
            }
        }
        for case .some(let ending) in walk.endings where !ending.isOrdinary { return .walk("\(ending)") }
        return nil
    }

    private enum Answer {
        case pdu(PDU)
        case silence
        case fault(SecurityFault)
    }

    private mutating func answer(to request: Request) throws(PlatformError) -> Answer {
        let template = agent.template(request)
        var timer = RetransmissionTimer()
        var renegotiations = 0
        var attempt = 0
        while attempt < WalkSession.transmissions {
            let requestID = Int32.random(in: RequestTemplate.requestIDs)
            let message = try message(
                template, requestID: requestID, isLast: attempt == WalkSession.transmissions - 1)
            if case .failed(let code) = socket.send(message, to: agent.address) {
                throw PlatformError("send to", agent.address.description, code: code)
            }
            let wait = timer.wait(retransmissions: attempt, random: 0)
            switch receive(requestID, until: SystemClock.monotonicNanoseconds() + wait.nanoseconds) {
            case .pdu(let response)?: return .pdu(response)
            case .again(let fault)?:
                renegotiations += 1
                guard renegotiations <= WalkSession.transmissions else { return .fault(fault) }
            case .fault(let fault)?: return .fault(fault)
            case nil:
                timer.answered(after: .zero, retransmissions: attempt)
                attempt += 1
            }
        }
        return .silence
    }

    private static let transmissions = 3

    private mutating func message(
        _ template: RequestTemplate, requestID: Int32, isLast: Bool
    ) throws(PlatformError) -> [UInt8] {
        guard let conversation else { return template.bytes(requestID: requestID) }
        var message: [UInt8] = []
        do throws(SecurityRejection) {
            try conversation.append(
                isLast && conversation.mayHaveWrongPrivacy ? nil : template, messageID: requestID, to: &message,
                now: SystemClock.monotonicNanoseconds(), salts: &salts)
            return message
        } catch {
            throw PlatformError("encrypt for", agent.address.description, detail: "libsnmp refuses")
        }
    }

    private enum Reception {
        case pdu(PDU)
        case again(SecurityFault)
        case fault(SecurityFault)
    }

    /// The answer with that request-id from the agent itself; whatever else arrives is left aside.
    private mutating func receive(_ requestID: Int32, until deadline: Int64) -> Reception? {
        while true {
            let left = deadline - SystemClock.monotonicNanoseconds()
            guard left > 0 else { return nil }
            var descriptor = pollfd(fd: socket.descriptor, events: Int16(POLLIN), revents: 0)
            guard unsafe poll(&descriptor, 1, Int32(clamping: left / 1_000_000 + 1)) > 0 else { continue }
            var found: Reception?
            let (agent, socket) = (agent, socket)
            socket.receiveBatch { bytes, from, _, _ in
                guard from == agent.address, found == nil else { return }
                do throws(DecodingError) {
                    found = try reception(bytes, requestID)
                } catch {
                    // Not an answer that can be understood: the time-out decides.
                    return
                }
            }
            if let found { return found }
        }
    }

    private mutating func reception(_ bytes: RawSpan, _ requestID: Int32) throws(DecodingError) -> Reception? {
        guard conversation != nil else {
            let message = try CommunityMessage(decoding: bytes)
            return message.pdu.operation == .response && message.pdu.requestID == requestID ? .pdu(message.pdu) : nil
        }
        let header = try SecureHeader(decoding: bytes)
        guard header.messageID == requestID else { return nil }
        switch conversation?.take(header, of: bytes, now: SystemClock.monotonicNanoseconds()) {
        case .response(let content, let scoped)?:
            // Safe: marked because of elements with padding, and a UInt8 has none.
            return unsafe .pdu(try PDU(content.pdu, in: scoped.span.bytes))
        case .again(let fault)?: return .again(fault)
        case .fault(let fault)?: return .fault(fault)
        case .rejected?, nil: return nil
        }
    }
}
