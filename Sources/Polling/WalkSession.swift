import Glibc
public import Model
public import Platform
public import SNMP

/// One walk of one agent, for a person at a terminal: waits for each answer, repeats a question three times.
public struct WalkSession {
    private let socket: DatagramSocket
    private let peer: SocketAddress
    private let version: Version
    private let community: [UInt8]

    /// - Throws: `PlatformError` if no socket is to be had.
    public init(endpoint: Endpoint, version: Version, community: Secret) throws(PlatformError) {
        peer = SocketAddress(endpoint, defaultPort: 161)
        socket = try DatagramSocket(family: AddressFamily(of: endpoint.address), kind: .udp)
        self.version = version
        self.community = Array(community.reveal().utf8)
    }

    /// Hands each binding below `root` to `body`.
    ///
    /// - Returns: Why the walk ended before the end of the subtree; `nil` if it did not.
    public func walk(_ root: OID, limit: Int, _ body: (VariableBinding) -> Void) throws(PlatformError) -> String? {
        var walk = Walk(subtree: root, version: version, maximumBindings: 25, maximumRows: limit)
        while let request = walk.next() {
            guard let response = try answer(to: request) else { return "no answer from \(peer)" }
            for binding in walk.take(response) { body(binding) }
        }
        for case .some(let ending) in walk.endings where !ending.isOrdinary { return "\(ending)" }
        return nil
    }

    private func answer(to request: Request) throws(PlatformError) -> PDU? {
        let template = RequestTemplate(version: version, community: community, request: request)
        var timer = RetransmissionTimer()
        for attempt in 0..<3 {
            let requestID = Int32.random(in: RequestTemplate.requestIDs)
            if case .failed(let code) = socket.send(template.bytes(requestID: requestID), to: peer) {
                throw PlatformError("send to", peer.description, code: code)
            }
            let wait = timer.wait(retransmissions: attempt, random: 0)
            if let response = receive(requestID, until: SystemClock.monotonicNanoseconds() + wait.nanoseconds) {
                timer.answered(after: .zero, retransmissions: attempt)
                return response
            }
        }
        return nil
    }

    /// The answer with that request-id from the agent itself; whatever else arrives is left aside.
    private func receive(_ requestID: Int32, until deadline: Int64) -> PDU? {
        while true {
            let left = deadline - SystemClock.monotonicNanoseconds()
            guard left > 0 else { return nil }
            var descriptor = pollfd(fd: socket.descriptor, events: Int16(POLLIN), revents: 0)
            guard unsafe poll(&descriptor, 1, Int32(clamping: left / 1_000_000 + 1)) > 0 else { continue }
            var found: PDU?
            socket.receiveBatch { bytes, from, _, _ in
                guard from == peer, found == nil else { return }
                do {
                    let message = try CommunityMessage(decoding: bytes)
                    if message.pdu.operation == .response, message.pdu.requestID == requestID { found = message.pdu }
                } catch {
                    // Not an answer that can be understood: the time-out decides.
                    return
                }
            }
            if let found { return found }
        }
    }
}
