import Control
import ControlServer
import Foundation
import Model
import Testing

@Suite(.timeLimit(.minutes(1))) struct BoardStreamTests {
    /// Reads until the fact holds, as a poll loop would.
    private func read(
        _ stream: BoardStream, until fact: @escaping @Sendable (BoardStream, [BoardUpdate]) -> Bool
    ) async throws -> BoardStream {
        try await blocking {
            var stream = stream
            var seen: [BoardUpdate] = []
            let deadline = ContinuousClock.now + .seconds(10)
            while !fact(stream, seen) {
                try #require(ContinuousClock.now < deadline, "it did not come about")
                seen += try stream.readAvailable()
                usleep(2000)
            }
            return stream
        }
    }

    private func open(_ path: String) async throws -> BoardStream {
        let stream = try await blocking { try BoardStream(socketPath: path) }
        return try await read(stream) { stream, _ in stream.board != nil }
    }

    @Test func `the full board comes first, then a change arrives`() async throws {
        try await ServerHarness.run { harness in
            let stream = try await open(harness.path)
            #expect(stream.board == SampleBoard.board)
            await harness.source.change { $0.hosts[0].status = .grey }
            let after = try await read(stream) { _, seen in !seen.isEmpty }
            #expect(after.board == (await harness.source.board()))
        }
    }

    @Test func `a heartbeat comes every two seconds`() async throws {
        try await ServerHarness.run { harness in
            let stream = try await open(harness.path)
            let start = ContinuousClock.now
            await harness.source.change(telling: false) { $0.time = SampleBoard.now + .seconds(100) }
            let after = try await read(stream) { _, seen in
                seen.contains(.heartbeat(SampleBoard.now + .seconds(100)))
            }
            #expect(ContinuousClock.now - start < .seconds(4))
            #expect(after.lastSign == SampleBoard.now + .seconds(100))
        }
    }

    @Test func `updates that the source lost are made good by a full board`() async throws {
        try await ServerHarness.run { harness in
            let stream = try await open(harness.path)
            await harness.source.change(telling: false) { $0.hosts[0].status = .red }
            await harness.source.change { $0.hosts[1].status = .green }
            let after = try await read(stream) { stream, _ in stream.board?.sequence == 9 }
            #expect(after.board == (await harness.source.board()))
        }
    }

    @Test func `a reader that pauses gets the latest, not the history`() async throws {
        try await ServerHarness.run { harness in
            let stream = try await open(harness.path)
            // Far more than the socket's buffers hold, while nobody reads.
            for round in 0..<3000 {
                await harness.source.change { board in
                    board.hosts[0].place = String(repeating: "x", count: 2000) + "\(round)"
                }
            }
            let last = 7 + 3000
            let after = try await read(stream) { stream, _ in stream.board?.sequence == Int64(last) }
            #expect(after.board == (await harness.source.board()))
        }
    }

    @Test func `a stream whose daemon ends says so, and a new one can be opened`() async throws {
        try await withDirectory { directory in
            let harness = ServerHarness(path: directory + "/monitor.sock", source: FakeSource())
            for _ in 0..<2 {
                let server = try harness.server()
                let stream = try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { try await server.run() }
                    try await harness.opened()
                    let stream = try await open(harness.path)
                    group.cancelAll()
                    return stream
                }
                await #expect(throws: ControlError.closed) {
                    _ = try await read(stream) { _, _ in false }
                }
            }
        }
    }

    @Test func `no daemon is said at once`() async {
        await #expect(throws: ControlError.noDaemon(path: "/nonexistent/monitor.sock")) {
            _ = try await blocking { try BoardStream(socketPath: "/nonexistent/monitor.sock") }
        }
    }

    @Test func `what comes through curl is server-sent events`() async throws {
        try await ServerHarness.run { harness in
            let text = try await harness.curl("-N", "-m", "1", "http://monitor/v1/board")
            #expect(text.hasPrefix("event: board\ndata: {"))
            #expect(text.hasSuffix("}\n\n\n200"))
        }
    }
}
