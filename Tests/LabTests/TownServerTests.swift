import Dispatch
import Model
import Platform
import Testing

@testable import Lab

/// net-snmp's own tools against the town on loopback.
@Suite struct TownServerTests {
    /// Runs `body` beside a town on a port of its own.
    private func withTown(
        _ town: Town, _ body: @Sendable (TownServer) async throws -> Void
    ) async throws {
        let server = try TownServer(town, port: 0, answersEchoes: false, opened: SystemClock.now())
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            try await body(server)
            group.cancelAll()
        }
    }

    private func calmTown() throws -> Town {
        var town = try Shipped.town()
        for index in town.mishaps.indices { town.mishaps[index].offset = nil }
        return town
    }

    /// The lines that a tool of net-snmp writes, numeric and quiet.
    private func ask(
        _ tool: String, _ version: String, _ address: String, _ port: UInt16, _ names: String..., patience: String = "5"
    ) async throws
        -> [String]
    {
        let common = ["-v", version, "-c", "public", "-Oqne", "-t", patience, "-r", "1", "\(address):\(port)"]
        let outcome = try await Spawn("/usr/bin/\(tool)", arguments: common + names, outputLimit: 1 << 20).run()
        return String(decoding: outcome.output, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    @Test(arguments: ["1", "2c"])
    func `snmpwalk goes through the whole of a host`(version: String) async throws {
        try await withTown(try calmTown()) { server in
            // kuusela-sw2 and web-1
            for (address, least) in [("127.77.20.2", 900), ("127.77.0.14", 200)] {
                let lines = try await ask("snmpwalk", version, address, server.port, ".1")
                #expect(lines.count > least, "\(lines.suffix(2))")
                #expect(lines.contains { $0.contains(".1.3.6.1.2.1.31.1.1.1.6.") } == (version == "2c"))
            }
        }
    }

    @Test func `snmpget and snmpbulkwalk read the names they ask for`() async throws {
        try await withTown(try calmTown()) { server in
            let got = try await ask(
                "snmpget", "2c", "127.77.0.8", server.port, ".1.3.6.1.2.1.1.5.0", ".1.3.6.1.2.1.25.2.3.1.3.1")
            #expect(got.first == #".1.3.6.1.2.1.1.5.0 "sql-1""#)
            #expect(got.last?.contains("C:") == true)
            let walked = try await ask(
                "snmpbulkwalk", "2c", "127.77.0.3", server.port, ".1.3.6.1.4.1.8744.5.23.1.2.1.1.6")
            #expect(walked.count == 32)
        }
    }

    @Test func `a silent agent, another community and a foreign address get no answer`() async throws {
        let town = try calmTown()
        try await withTown(town) { server in
            try await server.change("ta-silent", begins: true)
            let silent = try #require(town.device(named: "ta-win-2"))
            let address = town.address(of: silent, loopback: true).description
            #expect(try await ask("snmpget", "2c", address, server.port, ".1.3.6.1.2.1.1.5.0", patience: "0.3").isEmpty)
            #expect(
                try await ask("snmpget", "2c", "127.77.200.1", server.port, ".1.3.6.1.2.1.1.5.0", patience: "0.3")
                    .isEmpty)
            #expect(
                try await ask("snmpget", "2c", "127.0.0.1", server.port, ".1.3.6.1.2.1.1.5.0", patience: "0.3").isEmpty)
            let counters = await server.counters
            #expect(counters.unanswered == 2)
            #expect(counters.strays == 4)
            try await server.change("ta-silent", begins: false)
            #expect(try await ask("snmpget", "2c", address, server.port, ".1.3.6.1.2.1.1.5.0").count == 1)
        }
    }

    @Test func `a slow line delays its own hosts and nobody else`() async throws {
        var town = try calmTown()
        for index in town.sites.indices {
            town.sites[index].latency = town.sites[index].key == "kanerva" ? .milliseconds(400) : .zero
            town.sites[index].lossPercent = 0
        }
        try await withTown(town) { server in
            let began = SystemClock.monotonicNanoseconds()
            async let slow = ask("snmpget", "2c", "127.77.80.1", server.port, ".1.3.6.1.2.1.1.5.0")
            let walked = try await ask("snmpbulkwalk", "2c", "127.77.0.5", server.port, ".1.3.6.1.2.1.33")
            #expect(walked.count > 20)
            let name = try await slow
            #expect(name == [#".1.3.6.1.2.1.1.5.0 "kanerva-rtr""#])
            // 400 ms, a quarter up or down.
            #expect(SystemClock.monotonicNanoseconds() - began > 299_000_000)
        }
    }

    @Test func `a line that loses everything loses everything`() async throws {
        var town = try calmTown()
        for index in town.sites.indices { town.sites[index].lossPercent = town.sites[index].key == "kuusela" ? 100 : 0 }
        try await withTown(town) { server in
            let lost = try await ask("snmpget", "2c", "127.77.20.1", server.port, ".1.3.6.1.2.1.1.5.0", patience: "0.3")
            let heard = try await ask("snmpget", "2c", "127.77.30.1", server.port, ".1.3.6.1.2.1.1.5.0")
            #expect((lost.count, heard.count) == (0, 1))
        }
    }

    @Test func `incidents are begun, listed and ended over the control socket`() async throws {
        let scratch = try Scratch()
        let server = try TownServer(try calmTown(), port: 0, answersEchoes: false, opened: SystemClock.now())
        let control = try ControlSocket(path: LabService.socketPath(in: scratch.path)) { line in
            await LabService.answer(line, of: server)
        }
        // Ended by the cancellation below.
        let serving = Task { try await control.run() }
        defer { serving.cancel() }
        #expect(isRefused(LabService.socketPath(in: scratch.path)))
        let before = try await said("list", scratch)
        #expect(before.split(separator: "\n").allSatisfy { $0.hasPrefix("- ") })
        #expect(try await said("begin core-dead", scratch) == "")
        #expect(try await said("list", scratch).contains("\n! core-dead: core-1 dead since 20"))
        for line in ["begin core-dead", "begin nonsense", "nonsense"] {
            await #expect(throws: PlatformError.self) { try await said(line, scratch) }
        }
        #expect(try await said("end core-dead", scratch) == "")
        #expect(await server.currentState().active.isEmpty)
    }

    /// Whether a second lab may not listen there.
    private func isRefused(_ path: String) -> Bool {
        do throws(PlatformError) {
            _ = try ControlSocket(path: path) { $0 }
            return false
        } catch {
            return error.codeName == "EADDRINUSE"
        }
    }

    /// The client blocks its thread, so it gets one of its own.
    private func said(_ line: String, _ scratch: Scratch) async throws -> String {
        let path = scratch.path
        return try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async {
                continuation.resume(with: Result { try LabControl.ask(line, directory: path) })
            }
        }
    }
}
