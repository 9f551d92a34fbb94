import Model
import Testing

@testable import SNMP

/// Every algorithm, alone and with every other.
struct SecurityCase: Sendable, CustomTestStringConvertible {
    var authentication: AuthenticationProtocol?
    var privacy: PrivacyProtocol?

    static let all: [SecurityCase] =
        [SecurityCase()]
        + AuthenticationProtocol.allCases.flatMap { authentication in
            [SecurityCase(authentication: authentication)]
                + PrivacyProtocol.allCases.map { SecurityCase(authentication: authentication, privacy: $0) }
        }

    var user: Credential.User {
        Credential.User(
            name: "user-\(testDescription)",
            authentication: authentication.map { .init(algorithm: $0.rawValue, key: Secret("authentic pass")) },
            privacy: privacy.map { .init(algorithm: $0.rawValue, key: Secret("private passphrase")) })
    }

    var level: SecurityLevel {
        privacy != nil ? .authPriv : authentication != nil ? .authNoPriv : .noAuthNoPriv
    }

    var testDescription: String {
        [authentication?.rawValue, privacy?.rawValue].compactMap { $0 }.joined(separator: "+")
    }
}

extension NetSNMPTests {
    static let engineID: [UInt8] = [0x80, 0, 0x1f, 0x88, 0x80, 1, 2, 3, 4, 5, 6, 7, 8]

    private func parts(_ of: SecurityCase) throws -> (LocalizedKeys, SecureMessage, NetSNMPSecurity) {
        var ring = KeyRing()
        let found = ring.user(of.user)
        let user = try #require(found)
        let message = SecureMessage(
            messageID: 0x0123_4567, level: of.level, isReportable: false, engineID: Self.engineID, boots: 17,
            time: 4711, userName: user.name)
        let oracle = try #require(NetSNMPSecurity(of.user, message))
        return (try LocalizedKeys(user, engineID: Self.engineID), message, oracle)
    }

    @Test(arguments: SecurityCase.all)
    func `net-snmp reads what we seal`(of: SecurityCase) throws {
        let (keys, message, oracle) = try parts(of)
        let seed: UInt64 = 0x3414
        var random = SeededRandom(seed: seed)
        for round in 0..<24 {
            let pdu = pdu(by: &random)
            var sealed: [UInt8] = Array(repeating: 0xee, count: round % 3)
            var message = message
            message.isReportable = [.get, .getNext, .getBulk, .set, .inform].contains(pdu.operation)
            try keys.seal(message, salt: UInt64(round) << 40 | 0xff, into: &sealed) { writer in
                writer.element(BERTag.sequence) {
                    $0.element(BERTag.octetString, octets: Self.engineID)
                    $0.element(BERTag.octetString, octets: [])
                    $0.pdu(pdu)
                }
            }
            sealed.removeFirst(round % 3)
            #expect(oracle.parse(sealed) == pdu, "seed \(seed), round \(round)")
        }
    }

    @Test(arguments: SecurityCase.all)
    func `we open what net-snmp seals`(of: SecurityCase) throws {
        let (keys, message, oracle) = try parts(of)
        let seed: UInt64 = 0x3415
        var random = SeededRandom(seed: seed)
        for round in 0..<24 {
            let pdu = pdu(by: &random)
            let built = try #require(oracle.build(pdu), "seed \(seed), round \(round): \(pdu)")
            let span = built.span.bytes
            let header = try SecureHeader(decoding: span)
            #expect(header.level == of.level)
            #expect(header.messageID == message.messageID)
            #expect(header.boots == 17)
            #expect((4711...4720).contains(header.time))
            #expect(Array(built[header.engineID]) == Self.engineID)
            #expect(Array(built[header.userName]) == message.userName)
            let scoped = try keys.open(header, of: span)
            let content = try ScopedHeader(decoding: scoped.span.bytes)
            #expect(Array(scoped[content.contextEngineID]) == Self.engineID)
            #expect(try PDU(content.pdu, in: scoped.span.bytes) == pdu, "seed \(seed), round \(round)")
        }
    }

    @Test(arguments: SecurityCase.all.filter { $0.authentication != nil })
    func `a sealed message with any octet changed is not authentic`(of: SecurityCase) throws {
        let (keys, _, oracle) = try parts(of)
        let pdu = PDU(
            operation: .response, requestID: 7, bindings: [VariableBinding(name: [1, 3, 6, 1], value: .null)])
        let built = try #require(oracle.build(pdu))
        for place in built.indices {
            var forged = built
            forged[place] ^= 0x20
            // What is no message any more is no message of ours either.
            guard let header = try? SecureHeader(decoding: forged.span.bytes), header.level == of.level else {
                continue
            }
            #expect(throws: SecurityRejection.digest, "octet \(place)") {
                try keys.open(header, of: forged.span.bytes)
            }
        }
    }

    /// A random PDU that net-snmp would build too.
    private func pdu(by random: inout SeededRandom) -> PDU {
        random.message(bindings: Int.random(in: 1...20, using: &random)).pdu
    }
}
