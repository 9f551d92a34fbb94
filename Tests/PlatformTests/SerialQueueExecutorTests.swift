import Dispatch
import Model
import Platform
import Testing

/// Owns a socket on its own queue, as `Exchange` does.
private actor Listener {
    private let executor = SerialQueueExecutor(label: "listener")
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private var socket: DatagramSocket?
    private var source: ReadinessSource?
    private let heard: AsyncStream<UInt8>.Continuation

    init(heard: AsyncStream<UInt8>.Continuation) {
        self.heard = heard
    }

    func open() throws -> SocketAddress? {
        let socket = try DatagramSocket(family: .v4, kind: .udp, bind: Endpoint("127.0.0.1"))
        self.socket = socket
        let source = try ReadinessSource(descriptor: socket.descriptor, queue: executor.queue) {
            @Sendable [weak self] in
            self?.assumeIsolated { $0.drain() }
        }
        source.resume()
        self.source = source
        return socket.localAddress
    }

    func suspend() { source?.suspend() }
    func resume() { source?.resume() }

    func cancel() {
        source?.cancel()
        heard.finish()
    }

    func blockingCall() -> Int {
        dispatchPrecondition(condition: .onQueue(executor.queue))
        return 42
    }

    private func drain() {
        socket?.receiveBatch { bytes, _, _, _ in
            heard.yield(bytes.unsafeLoad(as: UInt8.self))
        }
    }
}

@Suite struct SerialQueueExecutorTests {
    @Test func `an actor's jobs run on its queue`() async {
        let listener = Listener(heard: AsyncStream.makeStream(of: UInt8.self).continuation)
        #expect(await listener.blockingCall() == 42)
    }

    @Test func `a readable socket enters its actor from the queue, is held back and is let go`() async throws {
        let (stream, continuation) = AsyncStream.makeStream(of: UInt8.self)
        let listener = Listener(heard: continuation)
        let address = try #require(try await listener.open())
        let sender = try DatagramSocket(family: .v4, kind: .udp)
        var heard = stream.makeAsyncIterator()

        #expect(sender.send([1], to: address) == .sent)
        #expect(await heard.next() == 1)

        await listener.suspend()
        await listener.suspend()
        #expect(sender.send([2], to: address) == .sent)
        await listener.resume()
        #expect(await heard.next() == 2)

        await listener.suspend()
        await listener.cancel()
        await listener.resume()
        #expect(await heard.next() == nil)
    }
}
