import Model
import Testing

@testable import SNMP

/// The known answers of the standards.
@Suite struct SecurityKnownAnswersTests {
    /// RFC 3414 A.3: the engine of the examples.
    private static let engineID: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2]
    private static let password = Array("maplesyrup".utf8)

    @Test func `RFC 3414 A.3.1: password to key by MD5`() throws {
        let key = try #require(KeyDerivation.userKey(password: Self.password, .md5))
        #expect(hex(key) == "9faf3283884e92834ebc9847d8edd963")
        let localized = KeyDerivation.localized(key, engineID: Self.engineID, .md5)
        #expect(try hex(#require(localized)) == "526f5eed9fcce26f8964c2930787d82b")
    }

    @Test func `RFC 3414 A.3.2: password to key by SHA`() throws {
        let key = try #require(KeyDerivation.userKey(password: Self.password, .sha1))
        #expect(hex(key) == "9fb5cc0381497b3793528939ff788d5d79145211")
        let localized = KeyDerivation.localized(key, engineID: Self.engineID, .sha1)
        #expect(try hex(#require(localized)) == "6695febc9288e36282235fc7151f128497b38f3f")
    }

    /// The digests are those of RFC 4231 §4.3, which RFC 7860 has cut. A key is as long as its hash; zeros behind a
    /// shorter one change nothing (RFC 2104 §2).
    @Test(arguments: [
        (AuthenticationProtocol.sha224, "a30e01098bc6dbbf45690f3a7e9e6d0f"),
        (.sha256, "5bdcc146bf60754e6a042426089575c75a003f089d273983"),
        (.sha384, "af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322445e"),
        (
            .sha512,
            "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea250554" + "9758bf75c05a994a6d034f65f8f0e6fd"
        ),
    ])
    func `RFC 7860 §4.2.1: the digest is an HMAC, cut`(method: AuthenticationProtocol, expected: String) throws {
        let name = Array("Jefe".utf8)
        let key = name + Array(repeating: 0, count: method.keyOctets - name.count)
        let message = Array("what do ya want for nothing?".utf8)
        let digest = try #require(Ciphers.digest(of: message, key: key, method))
        #expect(hex(digest) == expected)
        #expect(digest.count == method.digestOctets)
    }

    /// HMAC-MD5 of RFC 2104's appendix and HMAC-SHA-1 of RFC 2202 §3, test case 2.
    @Test(arguments: [
        (AuthenticationProtocol.md5, "750c783e6ab0b503eaa86e31"), (.sha1, "effcdf6ae5eb2fa2d27416d5"),
    ])
    func `RFC 3414 §6.3.1 and §7.3.1: the digest has 12 octets`(
        method: AuthenticationProtocol, expected: String
    ) throws {
        let name = Array("Jefe".utf8)
        let key = name + Array(repeating: 0, count: method.keyOctets - name.count)
        let digest = try #require(
            Ciphers.digest(of: Array("what do ya want for nothing?".utf8), key: key, method))
        #expect(hex(digest) == expected)
    }

    @Test func `keys are never printed`() throws {
        var ring = KeyRing()
        let found = ring.user(
            Credential.User(
                name: "monitor", authentication: .init(algorithm: "SHA-256", key: Secret("authentic pass")),
                privacy: .init(algorithm: "AES-128", key: Secret("private pass"))))
        let user = try #require(found)
        let keys = try LocalizedKeys(user, engineID: Self.engineID)
        let session = SecuritySession(user: user, now: 0)
        var dumped = ""
        dump(user, to: &dumped)
        dump(keys, to: &dumped)
        dump(session, to: &dumped)
        dump(ring, to: &dumped)
        let shown = dumped + "\(user) \(keys) \(session) \(ring)" + String(reflecting: keys)
        #expect(shown.contains("•••"))
        #expect(!shown.contains("authentic pass") && !shown.contains("private pass"))
        for key in [keys.authentication?.key, keys.privacy?.key] {
            let octets = try #require(key).octets
            #expect(!shown.contains("\(octets.prefix(4))".dropLast()))
        }
    }

    private func hex(_ octets: [UInt8]) -> String {
        octets.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
