import Model
import Platform
import SNMP
import Testing

@testable import Lab

/// net-snmp's own tools, and sockets of ours, against recordings on loopback.
@Suite struct RecordingServerTests {
    private func withServer(
        _ faults: Faults = Faults(), maximumMessageBytes: Int? = nil,
        _ body: @Sendable (RecordingServer) async throws -> Void
    ) async throws {
        let server = try RecordingServer(
            RecordedAgents(MadeUp.devices, maximumMessageBytes: maximumMessageBytes), port: 0, faults: faults)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await server.run() }
            try await body(server)
            group.cancelAll()
        }
    }

    /// The lines that a tool of net-snmp writes, numeric and quiet.
    private func ask(
        _ tool: String, _ arguments: [String], at address: String, _ server: RecordingServer, _ names: String...,
        patience: String = "5", retries: Int = 1
    ) async throws -> [String] {
        let outcome = try await Spawn(
            "/usr/bin/\(tool)",
            arguments: arguments + ["-Oqne", "-t", patience, "-r", "\(retries)", "\(address):\(server.port)"] + names,
            outputLimit: 1 << 20
        ).run()
        return String(decoding: outcome.output, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    private static let v2c = ["-v2c", "-c", "public"]
    private static let name = ".1.3.6.1.2.1.1.5.0"

    @Test(arguments: ["-v1", "-v2c"])
    func `snmpwalk goes through the whole of a device`(version: String) async throws {
        try await withServer(maximumMessageBytes: 65_507) { (server) async throws in
            let walked = try await ask("snmpwalk", [version, "-c", "public"], at: "127.18.0.2", server, ".1")
            let known = version == "-v1" ? 85 : 125
            #expect(
                walked.filter { $0.hasPrefix(".") && !$0.contains("No more variables") }.count == known,
                "\(walked.suffix(2))")
            #expect(walked.contains { $0 == #".1.3.6.1.2.1.2.2.1.2.17 "port 17""# })
        }
    }

    @Test func `each device answers at its own address, in its contexts, and nobody elsewhere`() async throws {
        try await withServer { (server) async throws in
            for (address, name) in [("127.18.0.1", "short"), ("127.18.0.2", "tall")] {
                let said = try await ask("snmpget", Self.v2c, at: address, server, Self.name)
                #expect(said == ["\(Self.name) \"\(name)\""])
            }
            let inVLAN = try await ask("snmpbulkwalk", ["-v2c", "-c", "x@12"], at: "127.18.0.2", server, ".1")
            #expect(inVLAN.first == ".1.3.6.1.2.1.17.4.3.1.2.0.1.2.3.4.5 7")
            for address in ["127.18.0.3", "127.0.0.1", "127.77.0.1"] {
                #expect(try await ask("snmpget", Self.v2c, at: address, server, Self.name, patience: "0.3").isEmpty)
            }
            let counters = await server.counters
            #expect((counters.strays, counters.faulted, counters.unsent) == (6, 0, 0))
        }
    }

    @Test func `a bitmap of kilobytes arrives where answers may be long`() async throws {
        try await withServer(maximumMessageBytes: 65_507) { (server) async throws in
            let walked = try await ask("snmpbulkwalk", Self.v2c + ["-Ox"], at: "127.18.0.2", server, ".1.3.6.1.2.1.99")
            #expect(walked.joined().count > 6000)
        }
    }

    @Test func `late answers hold up nobody`() async throws {
        var faults = Faults()
        faults.latency = .milliseconds(300)
        try await withServer(faults) { (server) async throws in
            let began = SystemClock.monotonicNanoseconds()
            try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<8 {
                    group.addTask { try await ask("snmpget", Self.v2c, at: "127.18.0.1", server, Self.name).count }
                }
                for try await count in group { #expect(count == 1) }
            }
            let took = SystemClock.monotonicNanoseconds() - began
            // One after the other they would take 2.4 s.
            #expect((300_000_000..<2_000_000_000).contains(took), "\(took) ns")
        }
    }

    /// What comes back for one GET of sysName within the time, straight from the socket.
    private func datagrams(_ server: RecordingServer, count: Int) async throws -> [[UInt8]] {
        let socket = try DatagramSocket(
            family: .v4, kind: .udp, bind: Endpoint(address: .v4(0x7f00_0001), port: 0))
        let request = CommunityMessage(
            version: .v2c, community: Array("public".utf8),
            pdu: PDU(operation: .get, requestID: 99, bindings: [.init(name: [1, 3, 6, 1, 2, 1, 1, 5, 0])]))
        #expect(socket.send(request.encoded(), to: SocketAddress(.v4(0x7f12_0001), port: server.port)) == .sent)
        var got: [[UInt8]] = []
        for _ in 0..<500 where got.count < count {
            socket.receiveBatch { bytes, peer, _, _ in
                #expect(peer == SocketAddress(.v4(0x7f12_0001), port: server.port))
                got.append(bytes.copy(bytes.byteOffsets))
            }
            if got.count < count { try await Task.sleep(for: .milliseconds(10)) }
        }
        return got
    }

    @Test func `garbage arrives before the answer, and a cut answer is none`() async throws {
        var faults = Faults()
        faults.isSendingGarbage = true
        try await withServer(faults) { (server) async throws in
            #expect(try await datagrams(server, count: 2).count == 2)
            // The tool sees through it, with a retry where the answer itself was corrupted.
            let said = try await ask(
                "snmpget", Self.v2c, at: "127.18.0.1", server, Self.name, patience: "0.5", retries: 9)
            #expect(said.last == "\(Self.name) \"short\"")
        }
        faults = Faults()
        faults.isTruncating = true
        try await withServer(faults) { (server) async throws in
            let cut = try #require(try await datagrams(server, count: 1).first)
            #expect(throws: SNMP.DecodingError.self) { try CommunityMessage(decoding: cut) }
        }
    }

    @Test func `every second device is mute, and a line that loses everything loses everything`() async throws {
        var faults = Faults()
        faults.muteEvery = 2
        try await withServer(faults) { (server) async throws in
            #expect(try await ask("snmpget", Self.v2c, at: "127.18.0.1", server, Self.name).count == 1)
            #expect(try await ask("snmpget", Self.v2c, at: "127.18.0.2", server, Self.name, patience: "0.3").isEmpty)
            #expect(await server.counters.faulted == 2)
        }
        faults = Faults()
        faults.lossPercent = 100
        try await withServer(faults) { (server) async throws in
            #expect(try await ask("snmpget", Self.v2c, at: "127.18.0.1", server, Self.name, patience: "0.3").isEmpty)
            #expect(await server.counters.responses == 0)
        }
    }

    @Test func `long answers vanish, short ones do not`() async throws {
        var faults = Faults()
        faults.dropOver = 400
        try await withServer(faults) { (server) async throws in
            #expect(try await ask("snmpget", Self.v2c, at: "127.18.0.2", server, Self.name).count == 1)
            let bulk = Self.v2c + ["-Cr40"]
            #expect(
                try await ask("snmpbulkget", bulk, at: "127.18.0.2", server, ".1.3.6.1.2.1.2", patience: "0.3").isEmpty)
        }
    }

    @Test func `snmpwalk notices a device whose names do not increase`() async throws {
        var faults = Faults()
        faults.isNonIncreasing = true
        try await withServer(faults) { (server) async throws in
            let walked = try await ask("snmpwalk", Self.v2c, at: "127.18.0.2", server, ".1")
            #expect(walked.count < 30)
        }
    }

    @Test func `sysUpTime of a device that restarts stays below the time between restarts`() async throws {
        var faults = Faults()
        faults.restartEvery = .milliseconds(400)
        try await withServer(faults) { (server) async throws in
            var seen: [Int] = []
            for _ in 0..<10 {
                let said = try await ask("snmpget", Self.v2c + ["-Ot"], at: "127.18.0.1", server, ".1.3.6.1.2.1.1.3.0")
                seen.append(try #require(said.first?.split(separator: " ").last.flatMap { Int($0) }))
                try await Task.sleep(for: .milliseconds(60))
            }
            #expect(seen.allSatisfy { $0 < 40 }, "\(seen)")
            #expect(zip(seen, seen.dropFirst()).contains { $0 > $1 }, "\(seen)")
        }
    }
}
