import Model
import Platform
import SNMP
import Testing

@testable import Lab

/// SNMPv3 of recorded devices, as net-snmp's tools see it.
@Suite struct SecureRecordingTests {
    private let scratch: Scratch

    init() throws {
        scratch = try Scratch()
        // net-snmp would say that it had to make it.
        try makeDirectory("\(scratch.path)/cert_indexes")
    }

    private static let name = ".1.3.6.1.2.1.1.5.0"

    private func user(_ authentication: String? = nil, _ privacy: String? = nil) throws -> SecurityUser {
        let credential = Credential.User(
            name: "anna", authentication: authentication.map { .init(algorithm: $0, key: Secret("authword")) },
            privacy: privacy.map { .init(algorithm: $0, key: Secret("privword")) })
        var ring = KeyRing()
        let user = ring.user(credential)
        return try #require(user)
    }

    private func withServer(
        _ user: SecurityUser, _ faults: Faults = Faults(), _ body: @Sendable (RecordingServer) async throws -> Void
    ) async throws {
        let agents = RecordedAgents(MadeUp.devices, maximumMessageBytes: 65_507, user: user)
        let server = try RecordingServer(agents, port: 0, faults: faults)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await server.run() }
            try await body(server)
            group.cancelAll()
        }
    }

    /// What a tool of net-snmp says, errors too.
    private func ask(
        _ tool: String, _ options: String, _ server: RecordingServer, _ names: String...,
        at address: String = "127.18.0.2"
    ) async throws -> String {
        let outcome = try await Spawn(
            "/bin/sh",
            arguments: [
                "-c",
                "MIBS= SNMP_PERSISTENT_DIR=\(scratch.path) /usr/bin/\(tool) -v3 \(options) -Oqne -t 3 -r 1 \(address):\(server.port) "
                    + names.joined(separator: " ") + " 2>&1",
            ], outputLimit: 1 << 20
        ).run()
        return String(decoding: outcome.output, as: UTF8.self)
    }

    private static let private256 = "-u anna -l authPriv -a SHA-256 -A authword -x AES -X privword"

    @Test(arguments: [
        ("MD5", "DES", "MD5", "DES"), ("SHA-1", "AES-128", "SHA", "AES"), ("SHA-224", "AES-128", "SHA-224", "AES"),
        ("SHA-256", "AES-128", "SHA-256", "AES"), ("SHA-384", "DES", "SHA-384", "DES"),
        ("SHA-512", "AES-256", "SHA-512", "AES-256"),
    ])
    func `snmpget and snmpbulkwalk read with every algorithm`(algorithms: (String, String, String, String)) async throws
    {
        let (authentication, privacy, theirs, cipher) = algorithms
        try await withServer(try user(authentication, privacy)) { (server) async throws in
            let options = "-u anna -l authPriv -a \(theirs) -A authword -x \(cipher) -X privword"
            #expect(try await ask("snmpget", options, server, Self.name) == "\(Self.name) \"tall\"\n")
            let walked = try await ask("snmpbulkwalk", options, server, ".1")
            #expect(walked.split(separator: "\n").count { $0.hasPrefix(".") } >= 125)
        }
    }

    @Test func `each level is the user's own, and contexts are recordings of their own`() async throws {
        try await withServer(try user()) { (server) async throws in
            #expect(try await ask("snmpget", "-u anna -l noAuthNoPriv", server, Self.name) == "\(Self.name) \"tall\"\n")
            let both = "-u anna -l authNoPriv -a MD5 -A authword"
            #expect(try await ask("snmpget", both, server, Self.name).contains("Unsupported security level"))
        }
        try await withServer(try user("MD5")) { (server) async throws in
            let options = "-u anna -l authNoPriv -a MD5 -A authword"
            #expect(try await ask("snmpget", options, server, Self.name) == "\(Self.name) \"tall\"\n")
            let inVLAN = ".1.3.6.1.2.1.17.4.3.1.2.0.1.2.3.4.5"
            #expect(try await ask("snmpget", options + " -n 12", server, inVLAN) == "\(inVLAN) 7\n")
            #expect(try await ask("snmpget", options + " -n 13", server, inVLAN).contains("Bad context"))
            let without = try await ask("snmpget", "-u anna -l noAuthNoPriv", server, Self.name)
            #expect(without.contains("authorizationError"), "\(without)")
            let above = options + " -l authPriv -x AES -X privword"
            #expect(try await ask("snmpget", above, server, Self.name).contains("Unsupported security level"))
        }
    }

    @Test func `what is wrong is reported as RFC 3414 §3.2 has it`() async throws {
        try await withServer(try user("SHA-256", "AES-128")) { (server) async throws in
            let right = Self.private256
            for (from, to, report) in [
                ("-u anna", "-u bert", "Unknown user name"), ("-A authword", "-A wrongword", "Authentication failure"),
                ("-X privword", "-X wrongword", "Decryption error"),
            ] {
                let said = try await ask("snmpget", right.replacing(from, with: to), server, Self.name)
                #expect(said.contains(report), "\(said)")
            }
        }
    }

    /// What an engine says to a GET of sysName with this clock: the answer's header and PDU.
    private func get(
        _ agents: inout RecordedAgents, _ user: SecurityUser, boots: Int32, time: Int32, faults: Faults = Faults(),
        after elapsed: Duration
    ) throws -> (header: SecureHeader, pdu: PDU) {
        let engineID = RecordedAgents.engineID(of: MadeUp.tallNumber)
        let keys = try LocalizedKeys(user, engineID: engineID)
        let message = SecureMessage(
            messageID: 9, level: user.level, isReportable: true, engineID: engineID, boots: boots, time: time,
            userName: user.name)
        var bytes: [UInt8] = []
        try keys.seal(message, salt: 5, into: &bytes) { writer in
            writer.element(BERTag.sequence) {
                $0.element(BERTag.octetString, octets: engineID)
                $0.element(BERTag.octetString, octets: [])
                $0.pdu(PDU(operation: .get, requestID: 8, bindings: [.init(name: [1, 3, 6, 1, 2, 1, 1, 5, 0])]))
            }
        }
        let answer = try agents.answer(
            bytes.span.bytes, to: MadeUp.tallNumber, elapsed: elapsed, faults: faults)
        let response = try #require(answer)
        let header = try SecureHeader(decoding: response.span.bytes)
        let scoped = try keys.open(header, of: response.span.bytes)
        return (header, try PDU(try ScopedHeader(decoding: scoped.span.bytes).pdu, in: scoped.span.bytes))
    }

    private let notInTime: [OID] = [[1, 3, 6, 1, 6, 3, 15, 1, 1, 2, 0]]

    @Test func `another boot and more than 150 s are not in time, which is told with the right clock`() throws {
        let user = try user("SHA-256", "AES-128")
        var agents = RecordedAgents(MadeUp.devices, user: user)
        for (boots, time, isInTime) in [
            (1, 1000, true), (1, 850, true), (1, 1150, true), (1, 849, false), (1, 1151, false), (0, 1000, false),
            (2, 1000, false),
        ] as [(Int32, Int32, Bool)] {
            let said = try get(&agents, user, boots: boots, time: time, after: .seconds(1000))
            #expect((said.header.boots, said.header.time) == (1, 1000))
            #expect(said.header.level == (isInTime ? .authPriv : .authNoPriv))
            #expect((said.pdu.bindings.map(\.name) == notInTime) == !isInTime)
            #expect(said.pdu.operation == (isInTime ? .response : .report))
        }
    }

    @Test func `an engine whose clock is wrong is never in time, whatever it says`() throws {
        var faults = Faults()
        faults.hasWrongEngineTime = true
        let user = try user("SHA-256", "AES-128")
        var agents = RecordedAgents(MadeUp.devices, user: user)
        var (boots, time) = (1 as Int32, 0 as Int32)
        for _ in 0..<3 {
            let said = try get(&agents, user, boots: boots, time: time, faults: faults, after: .seconds(1000))
            #expect(said.pdu.bindings.map(\.name) == notInTime)
            (boots, time) = (said.header.boots, said.header.time)
        }
        #expect((boots, time) == (1, 2000))
    }

    /// The header of the report on a message without an engine ID.
    private func discover(_ number: Int, _ agents: inout RecordedAgents, _ faults: Faults, _ elapsed: Duration) throws
        -> (engineID: [UInt8], boots: Int32, time: Int32)
    {
        var bytes: [UInt8] = []
        let message = SecureMessage(
            messageID: 7, level: .noAuthNoPriv, isReportable: true, engineID: [], boots: 0, time: 0, userName: [])
        try LocalizedKeys(try user(), engineID: []).seal(message, salt: 0, into: &bytes) { writer in
            writer.element(BERTag.sequence) {
                $0.element(BERTag.octetString, octets: [])
                $0.element(BERTag.octetString, octets: [])
                $0.pdu(PDU(operation: .get, requestID: 8, bindings: []))
            }
        }
        let answer = try agents.answer(bytes.span.bytes, to: number, elapsed: elapsed, faults: faults)
        let report = try #require(answer)
        let header = try SecureHeader(decoding: report.span.bytes)
        #expect(header.messageID == 7)
        let scoped = Array(report[header.scopedPDU])
        let content = try ScopedHeader(decoding: scoped.span.bytes)
        #expect(content.pdu.operation == .report)
        let pdu = try PDU(content.pdu, in: scoped.span.bytes)
        #expect(pdu.bindings.map(\.name) == [[1, 3, 6, 1, 6, 3, 15, 1, 1, 4, 0]])
        return (Array(report[header.engineID]), header.boots, header.time)
    }

    @Test func `every engine has an ID of its own, unless they are to share one`() throws {
        var agents = RecordedAgents(MadeUp.devices, user: try user())
        let first = try discover(0, &agents, Faults(), .zero)
        #expect(first.engineID == [0x80, 0, 0x1f, 0x88, 1, 127, 18, 0, 1])
        let second = try discover(1, &agents, Faults(), .zero)
        #expect(second.engineID == [0x80, 0, 0x1f, 0x88, 1, 127, 18, 0, 2])
        var shared = Faults()
        shared.isSharingEngineID = true
        var others = RecordedAgents(MadeUp.devices, user: try user())
        for number in 0..<2 {
            let one = try discover(number, &others, shared, .zero)
            #expect(one.engineID == first.engineID)
        }
    }

    @Test func `boots grow with every restart, and the time begins anew`() throws {
        var agents = RecordedAgents(MadeUp.devices, user: try user())
        var faults = Faults()
        faults.restartEvery = .seconds(60)
        for (elapsed, boots, time) in [(0, 1, 0), (59, 1, 59), (60, 2, 0), (200, 4, 20)] as [(Int, Int32, Int32)] {
            let said = try discover(0, &agents, faults, .seconds(elapsed))
            #expect((said.boots, said.time) == (boots, time))
        }
        let steady = try discover(0, &agents, Faults(), .seconds(200))
        #expect((steady.boots, steady.time) == (1, 200))
        faults.hasWrongEngineTime = true
        let wrong = try discover(0, &agents, faults, .seconds(200))
        #expect((wrong.boots, wrong.time) == (4, 1020))
    }

    @Test func `without a user nobody is answered by SNMPv3`() throws {
        var agents = RecordedAgents(MadeUp.devices)
        do {
            _ = try discover(0, &agents, Faults(), .zero)
            Issue.record("somebody answered")
        } catch {
            #expect((error as? SNMP.DecodingError)?.reason == .unsupportedVersion)
        }
    }
}
