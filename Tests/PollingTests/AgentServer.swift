import Dispatch
import Model
import Platform
import SNMP

/// What an agent on the network does with the requests it gets.
enum Manner: Sendable {
    case answering
    case silent
    /// The first so many requests are lost.
    case losingFirst(Int)
    /// Each answer leaves so long after its request.
    case slow(Duration)
    /// Answers with more octets than these are lost.
    case losingLong(octets: Int)
    /// Is silent to SNMPv2c.
    case knowingVersion1Only
    /// Loses a request that comes so soon after the one before.
    case choking(Duration)
    /// From a socket on another address.
    case fromElsewhere
    /// Garbage, an answer to something else and the answer twice.
    case noisy
}

/// A scripted agent on a UDP port of a loopback address.
actor AgentServer {
    private let executor = SerialQueueExecutor(label: "agent")
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// Where it listens, for a host's endpoint.
    nonisolated let endpoint: Endpoint
    private let socket: DatagramSocket
    private let elsewhere: DatagramSocket
    private var source: ReadinessSource?
    private var agent: ScriptedAgent
    private let manner: Manner
    private var requests = 0
    private var unanswered = 0
    private var lastRequest = ContinuousClock.now - .seconds(60)
    /// The most requests that waited for their answers at one time.
    private(set) var mostUnanswered = 0

    init(_ agent: ScriptedAgent = Device.agent(), _ manner: Manner = .answering, on address: UInt32 = 0x7f00_0001)
        throws
    {
        self.agent = agent
        self.manner = manner
        socket = try DatagramSocket(family: .v4, kind: .udp, bind: Endpoint(address: .v4(address)))
        elsewhere = try DatagramSocket(family: .v4, kind: .udp, bind: Endpoint(address: .v4(0x7f00_0102)))
        endpoint = Endpoint(address: .v4(address), port: socket.localAddress?.port)
    }

    /// Begins to listen; ends when the server is released.
    func start() throws {
        let source = try ReadinessSource(descriptor: socket.descriptor, queue: executor.queue) {
            @Sendable [weak self] in
            self?.assumeIsolated { $0.receive() }
        }
        source.resume()
        self.source = source
    }

    private func receive() {
        var received: [(CommunityMessage, SocketAddress)] = []
        socket.receiveBatch { bytes, peer, _, _ in
            if let message = try? CommunityMessage(decoding: bytes) { received.append((message, peer)) }
        }
        for (request, peer) in received {
            requests += 1
            unanswered += 1
            mostUnanswered = max(mostUnanswered, unanswered)
            answer(request, to: peer)
        }
    }

    private func answer(_ request: CommunityMessage, to peer: SocketAddress) {
        var message = request
        message.pdu = agent.response(to: request.pdu, version: request.version)
        let bytes = message.encoded()
        switch manner {
        case .answering: send(bytes, to: peer)
        case .silent: break
        case .losingFirst(let count): if requests > count { send(bytes, to: peer) }
        case .losingLong(let octets): if bytes.count <= octets { send(bytes, to: peer) }
        case .knowingVersion1Only: if request.version == .v1 { send(bytes, to: peer) }
        case .choking(let rest):
            let since = ContinuousClock.now - lastRequest
            lastRequest = .now
            if since >= rest { send(bytes, to: peer) }
        case .fromElsewhere: _ = elsewhere.send(bytes, to: peer)
        case .slow(let delay):
            executor.queue.asyncAfter(deadline: .now() + .milliseconds(Int(delay.wholeMilliseconds))) {
                @Sendable [weak self] in
                self?.assumeIsolated { $0.send(bytes, to: peer) }
            }
        case .noisy:
            message.pdu.requestID &+= 1
            _ = socket.send([0x30, 0x82, 0xff], to: peer)
            _ = socket.send(message.encoded(), to: peer)
            send(bytes, to: peer)
            _ = socket.send(bytes, to: peer)
        }
    }

    private func send(_ bytes: [UInt8], to peer: SocketAddress) {
        unanswered -= 1
        _ = socket.send(bytes, to: peer)
    }
}
