import Control
import ControlServer
import Foundation
import Model
import ServiceLifecycle
import Testing

@Suite(.timeLimit(.minutes(1))) struct ServerTests {
    @Test func `our client gets the board, a host, events and what was recorded`() async throws {
        try await ServerHarness.run { harness in
            let client = harness.client
            let board = try await blocking { try client.board() }
            #expect(board == SampleBoard.board)
            let detail = try await blocking { try client.host("kuusela-sw2") }
            #expect(detail.light == SampleBoard.board.hosts[1])
            let events = try await blocking { try client.events(host: "hall-sw1", limit: 3) }
            #expect(events.map(\.check.host) == ["hall-sw1", "hall-sw1", "hall-sw1"])
            let to = SampleBoard.now
            let question = QueryQuestion(
                host: "hall-sw1", series: "port/A1/*", from: to - .seconds(60), to: to, step: .seconds(5))
            let reply = try await blocking { try client.query(question) }
            #expect(reply.series.map(\.path) == ["port/A1/inOctets", "port/A1/outOctets"])
            #expect(reply.from == to - .seconds(60))
            #expect(reply.series[0].points.map(\.value) == [1.5, nil])
        }
    }

    @Test func `a question reaches the source whole, its cursor too`() async throws {
        try await ServerHarness.run { harness in
            let client = harness.client
            let cursor = QueryCursor(
                group: "if-mib.ports", path: "port/a/b &\u{1B}ä%/inOctets", identity: "", time: SampleBoard.now)
            #expect(QueryCursor(cursor.text) == cursor)
            let question = QueryQuestion(
                host: "hall-sw1", series: "port/*", from: SampleBoard.now - .seconds(60), to: SampleBoard.now,
                step: .months(1), show: [.average, .count, .percentile(99.9)], limit: 1, after: cursor.text)
            let reply = try await blocking { try client.query(question) }
            #expect(reply.next == "next")
            #expect(await harness.source.asked == [question])
            // As curl asks, and as it was asked before there were months.
            _ = try await harness.curl(
                "http://monitor/v1/query?host=hall-sw1&series=port/*&step=300&show=min,p95&limit=7")
            let asked = await harness.source.asked
            #expect(asked.last?.step == .seconds(300))
            #expect(asked.last?.show == [.minimum, .percentile(95)])
            #expect(asked.last?.limit == 7)
        }
    }

    @Test(arguments: [
        ("prot/A1/*", ["port/A1/*"]), ("port/a1/inoctets", ["port/A1/inOctets"]),
        ("A1", ["port/A1/inOctets", "port/A1/outOctets"]), ("port/A1/inOctet", ["port/A1/inOctets"]),
        ("storage/*", []),
    ])
    func `a series that is not there is answered with those that may have been meant`(
        series: String, nearest: [String]
    ) async throws {
        try await ServerHarness.run { harness in
            let client = harness.client
            let error = await #expect(throws: ControlError.self) {
                try await blocking { try client.query(QueryQuestion(host: "hall-sw1", series: series)) }
            }
            guard case .refused(status: 404, let refusal)? = error else {
                Issue.record("\(error as Any)")
                return
            }
            #expect(refusal.error == "hall-sw1 has no series \(series)")
            #expect(Array((refusal.nearest ?? []).prefix(nearest.count)) == nearest)
            #expect((refusal.nearest ?? []).isEmpty == nearest.isEmpty)
            #expect(refusal.remedy?.isEmpty == false)
        }
    }

    @Test func `curl gets JSON with texts`() async throws {
        try await ServerHarness.run { harness in
            let status = try await harness.curl("http://monitor/v1/status")
            #expect(status.contains(##""text":["#1482  RED  Koulu Kuusela  kuusela-sw2 reach  no connection"##))
            #expect(status.hasSuffix("}\n\n200"))
            let host = try await harness.curl("http://monitor/v1/hosts/kuusela-sw2")
            #expect(
                host.contains(
                    #""text":["RED  kuusela-sw2 reach  no connection, last answered 10:16:04  (built-in rule)"]"#))
        }
    }

    @Test func `curl gets what was counted`() async throws {
        try await ServerHarness.run { harness in
            let counters = try await harness.curl("http://monitor/v1/counters")
            #expect(counters.contains(#""polling":{"visits":7}"#))
        }
    }

    @Test func `an unknown host is 404 with the nearest names`() async throws {
        try await ServerHarness.run { harness in
            let client = harness.client
            let expected = ControlError.refused(
                status: 404,
                Refusal(
                    error: "no host kuusela-sw9", remedy: "did you mean kuusela-sw1, kuusela-sw2?",
                    nearest: ["kuusela-sw1", "kuusela-sw2"]))
            await #expect(throws: expected) { try await blocking { try client.host("kuusela-sw9") } }
            await #expect(throws: ControlError.self) { try await blocking { try client.events(host: "kuusela-sw9") } }
            await #expect(throws: ControlError.self) {
                try await blocking { try client.query(QueryQuestion(host: "kuusela-sw9")) }
            }
        }
    }

    @Test func `a name with everything in it reaches the source as it is`() async throws {
        var board = SampleBoard.board
        board.hosts[0].id = "a/b ?&%ä\u{1B}"
        let strange = board.hosts[0].id
        try await ServerHarness.run(source: FakeSource(board: board)) { harness in
            let client = harness.client
            let detail = try await blocking { try client.host(strange) }
            #expect(detail.light.id == strange)
        }
    }

    @Test(arguments: [
        ("/v1/nothing", "404", "there is nothing at /v1/nothing"), ("/", "404", "there is nothing at /"),
        ("/v1/events?limit=0", "400", "limit=0 is no whole number from 1 to 1000"),
        ("/v1/events?limit=x", "400", "limit=x is no whole number"), ("/v1/query", "400", "which host?"),
        ("/v1/query?host=hall-sw1&from=yesterday", "400", "from=yesterday is no time"),
        ("/v1/query?host=hall-sw1&from=2026-11-23T10:16:04Z&to=2026-11-22T10:16:04Z", "400", "is not before"),
        ("/v1/query?host=hall-sw1&step=0", "400", "step=0"),
        ("/v1/query?host=hall-sw1&step=1x", "400", "no length of a window"),
        ("/v1/query?host=hall-sw1&step=60&show=mean", "400", "show=mean"),
        ("/v1/query?host=hall-sw1&step=60&show=p50,p95", "400", "more than one percentile"),
        ("/v1/query?host=hall-sw1&limit=50001", "400", "limit=50001"),
        ("/v1/query?host=hall-sw1&after=x", "400", "after=x is no place"),
        ("/v1/hosts/%ff", "400", "not percent-encoded"),
        ("/v1/events?limit=666", "500", "could not answer"),
    ])
    func `a bad question gets what is wrong and what to do`(path: String, status: String, error: String) async throws {
        try await ServerHarness.run { harness in
            let answer = try await harness.curl("http://monitor" + path)
            #expect(answer.hasSuffix("\n" + status))
            let body = Array(answer.utf8.prefix { $0 != 10 })
            let refusal = try ControlJSON.decode(Refusal.self, from: body)
            #expect(refusal.error.contains(error))
            #expect(refusal.remedy?.isEmpty == false)
        }
    }

    @Test func `nothing can be posted`() async throws {
        try await ServerHarness.run { harness in
            let answer = try await harness.curl("-d", "x=y", "http://monitor/v1/status")
            #expect(answer.contains("only GET is served"))
            #expect(answer.hasSuffix("405"))
        }
    }

    @Test func `what is not HTTP is answered with 400 or closed, and the server goes on`() async throws {
        try await ServerHarness.run { harness in
            let long = String(repeating: "x", count: 100_000)
            let header = try await harness.curl("-H", "X-Long: \(long)", "http://monitor/v1/status")
            #expect(header.hasSuffix("\n400") || header.hasSuffix("\n431") || header.hasSuffix("\n000"))
            let path = try await harness.curl("http://monitor/v1/hosts/\(long)")
            #expect(!path.hasSuffix("\n200"))
            let method = try await harness.curl("-X", "\u{1}\u{2}", "http://monitor/v1/status")
            #expect(!method.hasSuffix("\n200"))
            let client = harness.client
            let board = try await blocking { try client.board() }
            #expect(board == SampleBoard.board)
        }
    }

    @Test func `the socket is open to its user and group only`() async throws {
        try await ServerHarness.run { harness in
            let attributes = try FileManager.default.attributesOfItem(atPath: harness.path)
            #expect(attributes[.posixPermissions] as? Int == 0o660)
            #expect(attributes[.type] as? FileAttributeType == .typeSocket)
        }
    }

    @Test func `the socket of a living daemon is left alone`() async throws {
        try await ServerHarness.run { harness in
            await #expect(throws: ControlServerError.alreadyRunning(harness.path)) {
                try await harness.server().run()
            }
            let client = harness.client
            let board = try await blocking { try client.board() }
            #expect(board == SampleBoard.board)
        }
    }

    @Test func `the socket of a dead daemon is replaced`() async throws {
        try await withDirectory { directory in
            let path = directory + "/monitor.sock"
            // Python leaves the file behind, as a killed daemon does.
            try await blocking {
                let process = Process()
                process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
                process.arguments = ["-c", "import socket, sys; socket.socket(socket.AF_UNIX).bind(sys.argv[1])", path]
                try process.run()
                process.waitUntilExit()
            }
            #expect(FileManager.default.fileExists(atPath: path))
            let client = ControlClient(socketPath: path)
            await #expect(throws: ControlError.noDaemon(path: path)) { try await blocking { try client.board() } }
            let server = try ServerHarness(path: path, source: FakeSource()).server()
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await server.run() }
                try await eventually { try await blocking { ControlClient.isAnswered(socketPath: path) } }
                group.cancelAll()
            }
        }
    }

    @Test func `a file that is no socket is left alone`() async throws {
        try await withDirectory { directory in
            let path = directory + "/monitor.sock"
            try Data("precious".utf8).write(to: URL(fileURLWithPath: path))
            let server = try ServerHarness(path: path, source: FakeSource()).server()
            await #expect(throws: ControlServerError.notASocket(path)) { try await server.run() }
            #expect(try String(contentsOfFile: path, encoding: .utf8) == "precious")
        }
    }

    @Test func `a path that Linux does not take is refused with the limit`() {
        let path = "/run/" + String(repeating: "x", count: 110)
        #expect {
            try ServerHarness(path: path, source: FakeSource()).server()
        } throws: { error in
            guard case .pathTooLong(path, limit: let limit)? = error as? ControlServerError else { return false }
            return (90...107).contains(limit)
        }
    }

    @Test func `a directory that is not there is an error, not a hang`() async throws {
        let server = try ServerHarness(path: "/nonexistent/monitor.sock", source: FakeSource()).server()
        await #expect(throws: (any Error).self) { try await server.run() }
    }

    @Test func `graceful shutdown ends the server and its streams within a second and leaves no socket`() async throws {
        try await withDirectory { directory in
            let harness = ServerHarness(path: directory + "/monitor.sock", source: FakeSource())
            let server = try harness.server()
            let services = ServiceGroup(
                services: [server], logger: .init(label: "test"))
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await services.run() }
                try await harness.opened()
                let path = harness.path
                // An open stream, and a connection that says nothing.
                let stream = try await blocking { try BoardStream(socketPath: path) }
                let silent = try await blocking { try BoardStream(socketPath: path) }
                let start = ContinuousClock.now
                await services.triggerGracefulShutdown()
                try await group.waitForAll()
                #expect(ContinuousClock.now - start < .seconds(1.5))
                #expect(!FileManager.default.fileExists(atPath: path))
                withExtendedLifetime((stream, silent)) {}
            }
        }
    }
}
