internal import DequeModule
internal import Model
public import Platform
internal import SNMP

/// Serves recordings, each at an address of its own.
///
/// One socket listens on all addresses and answers from the very address that was asked (`IP_PKTINFO`). What was sent to
/// an address outside of 127.0.0.0/8 is dropped: no stranger is answered.
public actor RecordingServer {
    /// What it was asked and what it let fall; nothing is lost silently.
    public struct Counters: Sendable, Hashable {
        public var requests = 0
        public var responses = 0
        /// No SNMP, another community or context, no device there.
        public var strays = 0
        /// Fell to a fault: lost, mute, too long.
        public var faulted = 0
        /// Too many answers were waiting for their time.
        public var overflowed = 0
        /// The kernel did not take the answer.
        public var unsent = 0
    }

    /// More delayed answers than this are dropped and counted.
    static let delayedLimit = 100_000

    private let loop: EventLoop
    public nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe loop.asUnownedSerialExecutor() }

    /// Where it answers; the kernel's choice if it was opened with port 0.
    public nonisolated let port: UInt16
    private var agents: RecordedAgents
    private let socket: DatagramSocket
    private var line: FaultyLine
    private let latency: Int64
    private let started = SystemClock.monotonicNanoseconds()
    /// Answers that wait for their time; all wait equally long.
    private var delayed: Deque<Delayed> = []
    public private(set) var counters = Counters()

    private struct Delayed {
        var due: Int64
        var bytes: [UInt8]
        var peer: SocketAddress
        var local: IPAddress
    }

    /// Opens the socket.
    ///
    /// - Throws: EADDRINUSE where something else listens at the port, EMFILE.
    public init(_ agents: RecordedAgents, port: UInt16, faults: Faults = Faults()) throws(PlatformError) {
        self.agents = agents
        line = FaultyLine(faults)
        latency = faults.latency.wholeMicroseconds * 1000
        loop = try EventLoop(label: "recordings")
        var options = DatagramSocket.Options()
        options.datagramBytes = max(options.datagramBytes, agents.maximumMessageBytes)
        options.wantsDestination = true
        options.receiveBufferBytes = 32 << 20
        options.sendBufferBytes = 8 << 20
        socket = try DatagramSocket(
            family: .v4, kind: .udp, bind: Endpoint(address: .v4(0), port: port), options: options)
        self.port = socket.localAddress?.port ?? port
    }

    /// Serves until the task is cancelled.
    public func run() async {
        loop.watch(socket.descriptor) { self.assumeIsolated { $0.drain() } }
        while !Task.isCancelled {
            do {
                try await Task.sleep(for: .seconds(3600))
            } catch {
                break
            }
        }
        loop.unwatch(socket.descriptor)
        loop.wake(at: nil) {}
    }

    private func drain() {
        let now = SystemClock.monotonicNanoseconds()
        let elapsed = Duration.nanoseconds(now - started)
        socket.receiveBatch { bytes, peer, _, local in
            counters.requests += 1
            guard let local, let number = agents.number(at: local) else {
                counters.strays += 1
                return
            }
            guard !line.faults.isMute(number), !line.loses() else {
                counters.faulted += 1
                return
            }
            guard let answer = answer(bytes, number, elapsed) else {
                counters.strays += 1
                return
            }
            send(answer, to: peer, from: local, at: now)
        }
        counters.unsent += socket.flush()
    }

    private func answer(_ bytes: RawSpan, _ number: Int, _ elapsed: Duration) -> [UInt8]? {
        do throws(DecodingError) {
            return try agents.answer(bytes, to: number, elapsed: elapsed, faults: line.faults)
        } catch {
            // Garbage from the network; an agent counts it (snmpInASNParseErrs) and stays silent.
            return nil
        }
    }

    private func send(_ answer: [UInt8], to peer: SocketAddress, from local: IPAddress, at now: Int64) {
        let datagrams = line.loses() ? [] : line.datagrams(for: answer)
        if datagrams.isEmpty { counters.faulted += 1 }
        for bytes in datagrams {
            guard latency > 0 else {
                stage(bytes, to: peer, from: local)
                continue
            }
            guard delayed.count < RecordingServer.delayedLimit else {
                counters.overflowed += 1
                continue
            }
            delayed.append(Delayed(due: now + latency, bytes: bytes, peer: peer, local: local))
            if delayed.count == 1 { wake() }
        }
    }

    private func stage(_ bytes: [UInt8], to peer: SocketAddress, from local: IPAddress) {
        counters.responses += 1
        socket.stage(bytes, to: peer, from: local)
    }

    private func wake() {
        guard let first = delayed.first else { return }
        loop.wake(at: first.due) { self.assumeIsolated { $0.sendDelayed() } }
    }

    private func sendDelayed() {
        let now = SystemClock.monotonicNanoseconds()
        while let first = delayed.first, first.due <= now {
            delayed.removeFirst()
            stage(first.bytes, to: first.peer, from: first.local)
        }
        counters.unsent += socket.flush()
        wake()
    }
}
