import DequeModule
public import Model
import Ping
public import Platform
import SNMP

/// The one exchange of datagrams for all hosts: sockets, in-flight table, timers. It carries out what agenda, visits and
/// reach probes decide, and reports on a bounded stream.
///
/// Isolated to a thread of its own, which waits for its sockets and its next deadline at once.
public actor Exchange {
    /// Limits and rhythms that are not a host's own.
    public struct Settings: Sendable, Hashable {
        /// Requests on their way to all hosts together.
        public var globalWindow = 1024
        /// Transmissions of a request before it is given up.
        public var transmissions = 3
        /// How long known rows are trusted before tables are walked again.
        public var discoveryInterval = Duration.seconds(3600)
        /// Turns that come this close together are taken together, at most: a wake-up costs as much as a dozen datagrams,
        /// so every one is to carry many.
        public var turnGrain = Duration.seconds(1)
        /// As many turns are taken together, so that a large fleet does not answer in one burst.
        public var turnsTogether = 64
        /// Batches of reports that wait to be fetched.
        public var reportLimit = 4096
        /// Requests a second to all hosts together; `nil`: as many as it takes.
        public var requestsPerSecond: Int?
        /// Whether discoveries also read what is only for a description of the host: `discovered(by:)`.
        public var describesRows = false
        /// Whether discoveries also read who hangs on whom: neighbours, forwarding tables, hosts in tables.
        public var readsSurroundings = false
        /// Whether discoveries also read the devices' own limits for what wears out: optics, fans, temperatures.
        public var readsLimits = false

        public init() {}
    }

    let executor: EventLoop
    public nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

    /// What was seen, in batches; ends when the exchange is stopped.
    public nonisolated let reports: AsyncStream<[PollingReport]>
    let continuation: AsyncStream<[PollingReport]>.Continuation

    let settings: Settings
    var hosts: [PolledHost] = []
    var places: [Host.Name: Int] = [:]
    /// Which host's agent listens where; of several at one address the first.
    var agentPlaces: [SocketAddress: Int] = [:]
    var index = ProbeIndex(probes: [])
    var agenda = Agenda()
    var echoes = EchoAgenda()
    var flights = FlightTable()
    /// Hosts that have something to ask but found the global window full.
    var waiting = Deque<Int>()
    /// Hosts that have something to ask, but not yet.
    var paced = PacedHosts()
    /// Of requests, if they are counted: a budget of one byte each.
    var requestBudget: ByteBudget?
    /// The sites' budgets, by their keys.
    var budgets: [Site.Key: ByteBudget] = [:]
    /// Where a message is put together before it is handed to its socket.
    var message: [UInt8] = []
    /// Keys of SNMPv3's users, derived from passwords once.
    var keys = KeyRing()
    var salts: SaltCounter
    var unreported = UnreportedNews()
    var generator = PooledRandomNumbers()
    public internal(set) var counters = PollingCounters()

    /// How close together visits and echoes are taken, for this fleet.
    var visitGrain = TurnGrain()
    var echoGrain = TurnGrain()
    var sockets = ByFamily<DatagramSocket>()
    var echoSockets = ByFamily<EchoSocket>()
    var isRunning = false
    /// Why there are no echoes, if there are none: no socket for them was to be had.
    public private(set) var echoFailure: PlatformError?

    /// - Throws: `PlatformError` if no descriptors are left.
    public init(settings: Settings = Settings()) throws(PlatformError) {
        self.settings = settings
        executor = try EventLoop(label: "monitor.exchange")
        requestBudget = settings.requestsPerSecond.map { ByteBudget(bytesPerSecond: $0) }
        var generator = SystemRandomNumberGenerator()
        salts = SaltCounter(using: &generator)
        (reports, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(settings.reportLimit))
    }

    /// Takes over whom to poll and how. Visits under way are dropped; what was learnt of hosts that stay is kept.
    ///
    /// - Parameters:
    ///   - layouts: What the store knows of earlier runs: slots keep their meaning.
    ///   - manners: What it knows of the agents; of one that is polled already, what was learnt since counts.
    /// - Throws: `PlatformError` if no UDP socket is to be had; then nothing has changed.
    public func configure(
        targets: [PollTarget], probes: ProbeLibrary, layouts: [GroupLayout] = [], manners: [Host.Name: Manners] = [:]
    ) throws(PlatformError) {
        try openSockets(for: targets)
        let known = Dictionary(hosts.map { ($0.target.host.id, $0) }, uniquingKeysWith: { first, _ in first })
        let keepsProbes = probes == index.probes
        index = ProbeIndex(
            probes: probes, describesRows: settings.describesRows, readsSurroundings: settings.readsSurroundings,
            readsLimits: settings.readsLimits)
        let stored = Dictionary(grouping: layouts, by: \.key.host)
        flights.removeAll()
        waiting.removeAll()
        paced = PacedHosts()
        agenda.removeAll()
        echoes.removeAll()
        // They name hosts by their place, which is another's now or nobody's.
        for socket in echoSockets.all { socket.forgetEchoes() }
        places = [:]
        agentPlaces = [:]
        visitGrain = TurnGrain(intervals: targets.map(\.interval), settings)
        echoGrain = TurnGrain(intervals: targets.map(\.ping), settings)
        takeBudgets(of: targets)
        let now = monotonicTime
        // Whoever waited for the next moment of the grid has not had this turn yet.
        let turn = visitGrain.last(before: SystemClock.monotonicNanoseconds())
        hosts = targets.map { target in
            // Of whom nothing is known yet, something is known within half a minute, however rarely it is pinged.
            let first = min(target.ping, .seconds(30))
            let phase = Int64(Agenda.stableHash(target.host.id) % UInt64(max(1, first.wholeMilliseconds)))
            var host = PolledHost(
                target, agent: Agent(target, keys: &keys), manners: manners[target.host.id] ?? Manners(),
                firstEcho: now + .milliseconds(phase), now: SystemClock.now(), monotonic: now.monotonicNanoseconds)
            if let before = known[target.host.id] { host.inherit(from: before, keepsProbes: keepsProbes) }
            for layout in stored[target.host.id] ?? [] where host.memory.layouts[layout.key.group] == nil {
                host.memory.layouts[layout.key.group] = layout
            }
            return host
        }
        for (place, host) in hosts.enumerated() {
            places[host.target.host.id] = place
            if let address = host.agent?.address, agentPlaces[address] == nil { agentPlaces[address] = place }
            agenda.add(place, name: host.target.host.id, interval: host.target.interval.nanoseconds, now: turn)
            echoes.add(place, due: host.reach.nextDue)
        }
        if isRunning { wake() }
    }

    /// Begins to poll.
    public func start() {
        guard !isRunning else { return }
        isRunning = true
        for socket in sockets.all { watch(socket.family) }
        wake()
    }

    /// Ends polling for good and the stream of reports with it.
    public func stop() {
        guard isRunning else { return continuation.finish() }
        isRunning = false
        for socket in sockets.all { executor.unwatch(socket.descriptor) }
        for echo in echoSockets.all { executor.unwatch(echo.socket.descriptor) }
        executor.wake(at: nil) {}
        deliver()
        continuation.finish()
    }

    /// Asks these hosts at once whether they answer; each is told in a `ReachReport`, whatever comes of it.
    public func recheck(_ names: [Host.Name]) {
        for name in names {
            if let place = places[name] { ask(place) }
        }
        if isRunning { wake() }
    }

    /// Hosts that have a credential and yet no agent: the algorithms of their SNMPv3 user are not to be had here.
    public var speechless: [Host.Name] {
        hosts.filter { $0.agent == nil && $0.target.credential != nil }.map(\.target.host.id)
    }

    /// How often a host was visited, and how many bindings it is asked for at a time; `nil` for one that is not polled.
    public func sizing(of name: Host.Name) -> (visits: Int, bindings: Int)? {
        places[name].map { (hosts[$0].memory.visits, hosts[$0].sizes.get.maximumBindings) }
    }

    private func openSockets(for targets: [PollTarget]) throws(PlatformError) {
        var options = DatagramSocket.Options()
        options.receiveBufferBytes = 16 << 20
        for family in Set(targets.map({ AddressFamily(of: $0.host.endpoint.address) }))
        where sockets[family] == nil {
            sockets[family] = try DatagramSocket(family: family, kind: .udp, options: options)
            do {
                echoSockets[family] = EchoSocket(socket: try DatagramSocket.echo(family: family), family: family)
            } catch {
                echoFailure = error
            }
            if isRunning { watch(family) }
        }
    }

    /// Has the sockets of a family call in when they have something to read.
    private func watch(_ family: AddressFamily) {
        if let socket = sockets[family] {
            executor.watch(socket.descriptor) { @Sendable [weak self] in
                self?.assumeIsolated { $0.receive(family) }
            }
        }
        if let echo = echoSockets[family] {
            executor.watch(echo.socket.descriptor) { @Sendable [weak self] in
                self?.assumeIsolated { $0.receiveEchoes(family) }
            }
        }
    }

    /// A clock that is never set, in the form that reach probes take.
    var monotonicTime: Timestamp {
        Timestamp(monotonicNanoseconds: SystemClock.monotonicNanoseconds())
    }
}

extension Timestamp {
    /// A moment of the monotonic clock, cut to the millisecond.
    init(monotonicNanoseconds nanoseconds: Int64) {
        self.init(milliseconds: nanoseconds / 1_000_000)
    }

    var monotonicNanoseconds: Int64 { milliseconds * 1_000_000 }
}

extension Duration {
    /// In nanoseconds, what is below one cut off.
    var nanoseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds * 1_000_000_000 + attoseconds / 1_000_000_000
    }
}
