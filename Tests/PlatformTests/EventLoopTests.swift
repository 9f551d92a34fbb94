import Glibc
import Model
import Platform
import Synchronization
import Testing

/// Lives on a loop and notes what the loop calls.
private actor Resident {
    private let loop: EventLoop
    nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

    private let notes: AsyncStream<String>.Continuation
    private var threads: Set<UInt> = []
    private var jobs: [Int] = []
    private var sockets: [DatagramSocket] = []

    init(notes: AsyncStream<String>.Continuation) throws {
        loop = try EventLoop(label: "resident")
        self.notes = notes
    }

    deinit { notes.finish() }

    func job(_ number: Int) {
        jobs.append(number)
        threads.insert(UInt(pthread_self()))
    }

    func seen() -> (jobs: [Int], threads: Int) { (jobs, threads.count) }

    /// Opens a socket that is watched; each datagram is noted as `socket place`, and `body` runs after it.
    func watch(then body: @escaping @Sendable (isolated Resident) -> Void = { _ in }) throws -> SocketAddress? {
        let socket = try DatagramSocket(family: .v4, kind: .udp, bind: Endpoint("127.0.0.1"))
        let place = sockets.count
        sockets.append(socket)
        loop.watch(socket.descriptor) { @Sendable [weak self] in
            self?.assumeIsolated { resident in
                resident.drain(place)
                body(resident)
            }
        }
        return socket.localAddress
    }

    private func drain(_ place: Int) {
        threads.insert(UInt(pthread_self()))
        sockets[place].receiveBatch { _, _, _, _ in notes.yield("socket \(place)") }
    }

    func unwatch(_ place: Int) {
        loop.unwatch(sockets[place].descriptor)
    }

    /// Sends to several of its sockets before the loop can look at any.
    func send(to addresses: [SocketAddress]) throws {
        let sender = try DatagramSocket(family: .v4, kind: .udp)
        for address in addresses { #expect(sender.send([1], to: address) == .sent) }
    }

    func wake(after milliseconds: Int64?, note: String) {
        loop.wake(at: milliseconds.map { SystemClock.monotonicNanoseconds() + $0 * 1_000_000 }) {
            @Sendable [weak self] in
            self?.assumeIsolated { _ = $0.notes.yield(note) }
        }
    }

    /// A deadline in the past, and then a thing to do.
    func wakeAtOnce(_ body: @escaping @Sendable (isolated Resident) -> Void) {
        loop.wake(at: 0) { @Sendable [weak self] in
            self?.assumeIsolated { body($0) }
        }
    }
}

@Suite(.timeLimit(.minutes(1)))
struct EventLoopTests {
    private let notes: AsyncStream<String>
    private let resident: Resident

    init() throws {
        let (notes, continuation) = AsyncStream.makeStream(of: String.self)
        self.notes = notes
        resident = try Resident(notes: continuation)
    }

    /// The next so many notes.
    private func next(_ count: Int) async -> [String] {
        var found: [String] = []
        for await note in notes {
            found.append(note)
            if found.count == count { break }
        }
        return found
    }

    @Test func `jobs run in their order, on one thread`() async {
        for number in 0..<1000 { await resident.job(number) }
        let seen = await resident.seen()
        #expect(seen.jobs == Array(0..<1000))
        #expect(seen.threads == 1)
    }

    @Test func `jobs from many tasks all run, one at a time`() async {
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<200 { group.addTask { await resident.job(number) } }
        }
        let seen = await resident.seen()
        #expect(seen.jobs.sorted() == Array(0..<200))
        #expect(seen.threads == 1)
    }

    @Test func `a readable descriptor calls on the same thread, again for what comes later`() async throws {
        let address = try #require(try await resident.watch())
        await resident.job(0)
        for _ in 0..<3 {
            try await resident.send(to: [address])
            #expect(await next(1) == ["socket 0"])
        }
        #expect(await resident.seen().threads == 1)
    }

    @Test func `a descriptor that is not watched any more does not call`() async throws {
        let first = try #require(try await resident.watch())
        let second = try #require(try await resident.watch())
        await resident.unwatch(0)
        try await resident.send(to: [first, second])
        #expect(await next(1) == ["socket 1"])
        try await resident.send(to: [second])
        #expect(await next(1) == ["socket 1"])
    }

    @Test func `a descriptor that another's call ended does not call, though both were readable`() async throws {
        let first = try #require(try await resident.watch { $0.unwatch(1) })
        let second = try #require(try await resident.watch())
        try await resident.send(to: [first, second])
        #expect(await next(1) == ["socket 0"])
        try await resident.send(to: [first])
        #expect(await next(1) == ["socket 0"])
    }

    @Test func `a deadline calls once`() async throws {
        await resident.wake(after: 1, note: "deadline")
        #expect(await next(1) == ["deadline"])
        let address = try #require(try await resident.watch())
        try await resident.send(to: [address])
        #expect(await next(1) == ["socket 0"])
    }

    @Test func `a new deadline takes the place of the one before, sooner or later`() async {
        await resident.wake(after: 3_600_000, note: "in an hour")
        await resident.wake(after: 5, note: "sooner")
        #expect(await next(1) == ["sooner"])
        await resident.wake(after: 2, note: "replaced")
        await resident.wake(after: nil, note: "none")
        await resident.wake(after: 20, note: "later")
        #expect(await next(1) == ["later"])
    }

    @Test func `a deadline that a call has replaced does not fire, though it has passed`() async throws {
        let address = try #require(
            try await resident.watch { resident in
                // Until the deadline that was set before is certainly over.
                let end = SystemClock.monotonicNanoseconds() + 30_000_000
                while SystemClock.monotonicNanoseconds() < end {}
                resident.wake(after: 1, note: "new")
            })
        try await prepare(resident, address)
        #expect(await next(2) == ["socket 0", "new"])
    }

    /// Sets a deadline that passes while the datagram's call is at work.
    private func prepare(_ resident: isolated Resident, _ address: SocketAddress) throws {
        resident.wake(after: 25, note: "old")
        try resident.send(to: [address])
    }

    @Test func `a deadline may set the next one from its call`() async {
        await resident.wakeAtOnce { resident in
            resident.wakeAtOnce { $0.wake(after: 0, note: "third") }
        }
        #expect(await next(1) == ["third"])
    }

    @Test func `a loop that is released ends its thread and its descriptors`() async throws {
        let before = try openDescriptors()
        for _ in 0..<50 {
            let (_, continuation) = AsyncStream.makeStream(of: String.self)
            let resident = try Resident(notes: continuation)
            await resident.job(1)
        }
        // Threads end a moment after their loops: the fact is waited for.
        while try openDescriptors() > before + 20 { await Task.yield() }
    }

    private func openDescriptors() throws -> Int {
        let directory = try #require(opendir("/proc/self/fd"))
        defer { closedir(directory) }
        var count = 0
        while readdir(directory) != nil { count += 1 }
        return count
    }
}
