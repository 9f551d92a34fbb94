import Model
import Testing

@testable import SNMP

/// The conversation with an agent of SNMPv3: what it takes until it is read, and what is said where it is not.
@Suite struct SecuritySessionTests {
    private static let engineID: [UInt8] = [0x80, 0, 0x1f, 0x88, 4, 1, 2, 3]
    private static let otherID: [UInt8] = [0x80, 0, 0x1f, 0x88, 4, 9, 9, 9]

    private let user: SecurityUser
    private var engine: ScriptedEngine
    private var session: SecuritySession
    private var salts: SaltCounter
    private var now: Int64 = 5_000_000_000
    private var lastID: Int32 = 0x0080_0000

    init() throws {
        user = try SecuritySessionTests.user(SecurityCase(authentication: .sha256, privacy: .aes128).user)
        engine = ScriptedEngine(engineID: Self.engineID, user: user)
        session = SecuritySession(user: user, now: now)
        var random = SeededRandom(seed: 1)
        salts = SaltCounter(using: &random)
    }

    private static func user(_ credential: Credential.User) throws -> SecurityUser {
        var ring = KeyRing()
        let user = ring.user(credential)
        return try #require(user)
    }

    private mutating func ask(_ question: RequestTemplate? = SecuritySessionTests.question) throws -> [UInt8] {
        lastID += 1
        var message: [UInt8] = []
        try session.append(question, messageID: lastID, to: &message, now: now, salts: &salts)
        return message
    }

    private static let question = RequestTemplate(scoped: Request(.get, [[1, 3, 6, 1, 2, 1, 1, 5, 0]]))

    private mutating func take(_ bytes: [UInt8]) throws -> SecuritySession.Outcome {
        let span = bytes.span.bytes
        return session.take(try SecureHeader(decoding: span), of: span, now: now)
    }

    /// Asks until there is an answer or a fault.
    /// - Returns: How many messages it took; the fault if there was one.
    private mutating func converse(atMost limit: Int = 6) throws -> (messages: Int, fault: SecurityFault?) {
        for count in 1...limit {
            guard let answer = try engine.answer(try ask()) else { return (count, nil) }
            switch try take(answer) {
            case .response(let content, let scoped):
                let pdu = try PDU(content.pdu, in: scoped.span.bytes)
                #expect(pdu.requestID == lastID)
                #expect(pdu.bindings.first?.value == .octetString(Array("there".utf8)))
                return (count, nil)
            case .again: continue
            case .fault(let fault): return (count, fault)
            case .rejected(let disbelief):
                Issue.record("rejected: \(disbelief)")
                return (count, nil)
            }
        }
        return (limit, .notInTimeWindow)
    }

    @Test mutating func `an unknown agent is read with its second message, a known one with its first`() throws {
        #expect(try converse() == (2, nil))
        #expect(try converse() == (1, nil))
        now += 3600 * 1_000_000_000
        engine.time += 3600
        #expect(try converse() == (1, nil))
    }

    @Test mutating func `an engine that was kept is asked at once`() throws {
        _ = try converse()
        let kept = session.provenEngine(now: now, time: Timestamp(milliseconds: 0))
        #expect(kept?.id == EngineID(Self.engineID))
        #expect(kept?.boots == 3)
        #expect(kept?.time == 1000)
        session = SecuritySession(user: user, remembered: kept, now: now)
        #expect(try converse() == (1, nil))
    }

    @Test mutating func `an engine is not kept before it has proved to be one`() throws {
        _ = try take(try #require(try engine.answer(try ask())))
        #expect(session.provenEngine(now: now, time: Timestamp(milliseconds: 0)) == nil)
    }

    @Test(
        arguments: [
            (4, 0), (2, 0), (1, 1_000_000), (3, 5), (3, 900_000), (Int32.max - 1, 0),
        ] as [(Int32, Int32)])
    mutating func `an agent that was restarted or set is read with one retry`(boots: Int32, time: Int32) throws {
        _ = try converse()
        (engine.boots, engine.time) = (boots, time)
        #expect(try converse() == (2, nil))
        #expect(try converse() == (1, nil))
    }

    @Test mutating func `an agent that lies about its clock in answers is read all the same`() throws {
        _ = try converse()
        engine.claimed = (engine.boots, engine.time + 100_000)
        #expect(try converse() == (1, nil))
        engine.claimed = (Int32.max, 0)
        #expect(try converse() == (1, nil))
        engine.claimed = nil
        #expect(try converse() == (1, nil))
    }

    @Test(arguments: [1, 2] as [Int32])
    mutating func `an agent that reports fewer boots than it counts is read all the same`(more: Int32) throws {
        _ = try converse()
        engine.claimed = (engine.boots, engine.time)
        engine.boots += more
        #expect(try converse() == (Int(more) + 2, nil))
        #expect(try converse() == (1, nil))
    }

    @Test mutating func `boots at their end are told, and end`() throws {
        engine.boots = .max
        let (messages, fault) = try converse()
        #expect(fault == .notInTimeWindow)
        #expect(messages == 6)
    }

    @Test mutating func `another engine at the same address is found with one retry`() throws {
        _ = try converse()
        engine.engineID = Self.otherID
        #expect(try converse() == (2, nil))
        #expect(session.provenEngine(now: now, time: Timestamp(milliseconds: 0))?.id == EngineID(Self.otherID))
    }

    @Test mutating func `an agent that was silent is discovered anew`() throws {
        _ = try converse()
        session.wasSilent()
        #expect(try converse() == (2, nil))
    }

    @Test mutating func `each refusal has its own reason`() throws {
        let credential = SecurityCase(authentication: .sha256, privacy: .aes128).user
        var other = credential
        other.name = "somebody"
        engine.user = try Self.user(other)
        #expect(try converse().fault == .unknownUser)

        other = credential
        other.authentication?.key = Secret("another password")
        engine.user = try Self.user(other)
        session = SecuritySession(user: user, now: now)
        #expect(try converse().fault == .wrongAuthentication)

        other = credential
        other.privacy = nil
        engine.user = try Self.user(other)
        session = SecuritySession(user: user, now: now)
        #expect(try converse().fault == .unsupportedLevel)
    }

    @Test(arguments: [SecurityFault.wrongPrivacy, .unknownContext, .refused])
    mutating func `a report says why`(fault: SecurityFault) throws {
        _ = try converse()
        let request = try ask()
        let header = try SecureHeader(decoding: request.span.bytes)
        guard case .fault(let told) = try take(try engine.report(fault, header, level: .authNoPriv)) else {
            Issue.record("no fault")
            return
        }
        #expect(told == fault)
    }

    @Test mutating func `silence to what is encrypted, but not to what is not, is a wrong key`() throws {
        engine.isDeafToEncryption = true
        _ = try take(try #require(try engine.answer(try ask())))
        #expect(try engine.answer(try ask()) == nil)
        #expect(session.mayHaveWrongPrivacy)
        let answer = try #require(try engine.answer(try ask(nil)))
        guard case .fault(.wrongPrivacy) = try take(answer) else {
            Issue.record("no fault")
            return
        }
        engine.isDeafToEncryption = false
        #expect(try converse() == (1, nil))
        #expect(!session.mayHaveWrongPrivacy)
    }

    @Test mutating func `a forged, foreign or unprotected answer is no answer`() throws {
        _ = try converse()
        let answer = try #require(try engine.answer(try ask()))
        var forged = answer
        forged[forged.count - 1] ^= 1
        expectRejection(try take(forged), .digest)

        var stranger = engine
        stranger.engineID = Self.otherID
        let request = try ask()
        let header = try SecureHeader(decoding: request.span.bytes)
        expectRejection(
            try take(try stranger.report(.notInTimeWindow, header, level: .authNoPriv)), .foreign)

        var unprotected = SecureMessage(
            messageID: lastID, level: .noAuthNoPriv, isReportable: false, engineID: Self.engineID, boots: 3, time: 1000,
            userName: user.name)
        unprotected.isReportable = false
        var bytes: [UInt8] = []
        _ = unprotected.append(to: &bytes, digestOctets: 0, salt: []) {
            $0.element(BERTag.sequence) {
                $0.element(BERTag.octetString, octets: Self.engineID)
                $0.element(BERTag.octetString, octets: [])
                $0.pdu(PDU(operation: .response, requestID: 1, bindings: []))
            }
        }
        expectRejection(try take(bytes), .foreign)
        // What was said in between has changed nothing.
        #expect(try converse() == (1, nil))
    }

    private func expectRejection(_ outcome: SecuritySession.Outcome, _ expected: SecuritySession.Disbelief) {
        guard case .rejected(let disbelief) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(disbelief == expected)
    }

    @Test(arguments: SecurityCase.all)
    mutating func `every algorithm is spoken`(of: SecurityCase) throws {
        let user = try Self.user(of.user)
        engine.user = user
        session = SecuritySession(user: user, now: now)
        #expect(try converse() == (2, nil))
        #expect(try converse() == (1, nil))
    }

    @Test mutating func `whatever comes, nothing breaks`() throws {
        _ = try converse()
        let seed: UInt64 = 0x3416
        var random = SeededRandom(seed: seed)
        let answer = try #require(try engine.answer(try ask()))
        let report = try engine.report(.unknownUser, try SecureHeader(decoding: answer.span.bytes))
        for _ in 0..<20_000 {
            var bytes = Bool.random(using: &random) ? answer : report
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                bytes[place] = UInt8.random(in: 0...255, using: &random)
            }
            if Int.random(in: 0..<4, using: &random) == 0 {
                bytes.removeLast(Int.random(in: 0..<bytes.count, using: &random))
            }
            guard let header = try? SecureHeader(decoding: bytes.span.bytes) else { continue }
            var copy = session
            _ = copy.take(header, of: bytes.span.bytes, now: now)
        }
    }
}
