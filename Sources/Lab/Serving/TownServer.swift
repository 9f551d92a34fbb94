internal import Dispatch
public import Model
public import Platform
internal import SNMP

/// The town on the network: answers SNMP for every reachable device, and echoes where it is given a raw socket.
///
/// One socket listens on all addresses; whoever asks an address that is not the town's gets no answer.
public actor TownServer {
    /// What it was asked and what it let fall; nothing is lost silently.
    public struct Counters: Sendable, Hashable {
        public var requests = 0
        public var responses = 0
        public var echoes = 0
        /// No SNMP, another community, no device of the town there.
        public var strays = 0
        /// Asked of a device that is silent, or lost on a bad line.
        public var unanswered = 0
        /// Too many answers were waiting for their time.
        public var overflowed = 0
    }

    /// More delayed answers than this are dropped and counted.
    private static let delayedLimit = 20_000

    private let executor = SerialQueueExecutor(label: "town")
    public nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

    /// Where it answers SNMP; the kernel's choice if it was opened with port 0.
    public nonisolated let port: UInt16
    /// How far the town's clock is ahead of ours.
    private let shift: Duration
    private var state: TownState
    private let views: TownViews
    private let community: [UInt8]
    private let agents: DatagramSocket
    private let echoes: DatagramSocket?
    private var sources: [ReadinessSource] = []
    private var random: any RandomNumberGenerator
    private var delayed = 0
    public private(set) var counters = Counters()

    /// Opens the sockets. With `answersEchoes` it needs CAP_NET_RAW and a kernel that leaves echoes alone.
    ///
    /// - Parameter opened: What the town's clock says now.
    public init(
        _ town: Town, port: UInt16, answersEchoes: Bool, opened: Timestamp,
        random: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator()
    ) throws(PlatformError) {
        shift = opened - SystemClock.now()
        state = TownState(town, opened: opened)
        views = TownViews(state)
        community = Array(town.community.utf8)
        self.random = random
        var options = DatagramSocket.Options()
        options.datagramBytes = 2048
        options.wantsDestination = true
        // Only our own addresses on loopback or in the namespace are ever answered, whatever else reaches the wildcard.
        agents = try DatagramSocket(
            family: .v4, kind: .udp, bind: Endpoint(address: .v4(0), port: port), options: options)
        self.port = agents.localAddress?.port ?? port
        echoes = answersEchoes ? try DatagramSocket(family: .v4, kind: .icmpRaw([8]), options: options) : nil
    }

    private var now: Timestamp { SystemClock.now() + shift }

    /// Serves until the task is cancelled.
    public func run() async throws(PlatformError) {
        let agentSource = try ReadinessSource(descriptor: agents.descriptor, queue: executor.queue) {
            self.assumeIsolated { $0.drainAgents() }
        }
        sources = [agentSource]
        if let echoes {
            sources.append(
                try ReadinessSource(descriptor: echoes.descriptor, queue: executor.queue) {
                    self.assumeIsolated { $0.drainEchoes() }
                })
        }
        for source in sources { source.resume() }
        while !Task.isCancelled {
            do {
                try await Task.sleep(for: .seconds(3600))
            } catch {
                break
            }
        }
        for source in sources { source.cancel() }
        sources = []
    }

    /// Lets a mishap happen or repairs it, as a person on the control socket wants.
    public func change(_ name: String, begins: Bool) throws(TownState.Problem) {
        let now = now
        state.advance(to: now)
        if begins { try state.begin(name, at: now) } else { try state.end(name, at: now) }
    }

    /// The state as of now.
    public func currentState() -> TownState {
        state.advance(to: now)
        return state
    }

    // MARK: - Answers

    private func drainAgents() {
        let now = now
        state.advance(to: now)
        agents.receiveBatch { bytes, peer, _, local in
            counters.requests += 1
            guard let local, let device = state.town.device(at: local) else {
                counters.strays += 1
                return
            }
            do throws(DecodingError) {
                try answer(bytes, from: peer, to: local, of: device, at: now)
            } catch {
                // Garbage from the network; an agent counts it (snmpInASNParseErrs) and stays silent.
                counters.strays += 1
            }
        }
    }

    private func answer(
        _ bytes: RawSpan, from peer: SocketAddress, to local: IPAddress, of device: Town.DeviceIndex, at now: Timestamp
    ) throws(DecodingError) {
        let header = try ResponseHeader(decoding: bytes)
        guard bytes.copy(header.community) == community else {
            counters.strays += 1
            return
        }
        guard state.isReachable[device], state.agentAnswers[device], let view = views[device] else {
            counters.unanswered += 1
            return
        }
        let objects = TownObjects(view: view, glance: Glance(state, device, at: now))
        guard let response = try Responder(objects: objects).message(answering: header, in: bytes) else {
            counters.unanswered += 1
            return
        }
        send(response, to: peer, from: local, of: device, over: agents)
    }

    private func drainEchoes() {
        guard let echoes else { return }
        state.advance(to: now)
        echoes.receiveBatch { packet, peer, _, local in
            guard let local, let device = state.town.device(at: local), let reply = EchoReply.reply(to: packet) else {
                counters.strays += 1
                return
            }
            guard state.isReachable[device] else {
                counters.unanswered += 1
                return
            }
            counters.echoes += 1
            send(reply, to: SocketAddress(peer.address), from: local, of: device, over: echoes)
        }
    }

    /// Now, later or never, as the line to the device's site is.
    private func send(
        _ bytes: [UInt8], to peer: SocketAddress, from local: IPAddress, of device: Town.DeviceIndex,
        over socket: DatagramSocket
    ) {
        let site = state.town.devices[device].site
        if state.lossPercent[site] > 0, Double.random(in: 0..<100, using: &random) < state.lossPercent[site] {
            counters.unanswered += 1
            return
        }
        let latency = state.latency[site]
        guard latency > .zero else {
            deliver(bytes, to: peer, from: local, isEcho: socket === echoes)
            return
        }
        guard delayed < TownServer.delayedLimit else {
            counters.overflowed += 1
            return
        }
        delayed += 1
        // A quarter up or down: no line is as even as a clock.
        let microseconds = Double(latency.wholeMicroseconds) * Double.random(in: 0.75..<1.25, using: &random)
        let isEcho = socket === echoes
        executor.queue.asyncAfter(deadline: .now() + .microseconds(Int(microseconds))) { @Sendable in
            self.assumeIsolated { server in
                server.delayed -= 1
                server.deliver(bytes, to: peer, from: local, isEcho: isEcho)
            }
        }
    }

    private func deliver(_ bytes: [UInt8], to peer: SocketAddress, from local: IPAddress, isEcho: Bool) {
        let outcome = (isEcho ? echoes : agents)?.send(bytes, to: peer, from: local)
        if outcome == .sent { counters.responses += 1 } else { counters.unanswered += 1 }
    }
}
