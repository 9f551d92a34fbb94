import ArgumentParser
import Lab
import Model
import SNMP

/// The user of SNMPv3 whom recorded devices know.
struct SecurityOptions: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("The user who is answered by SNMPv3.", valueName: "name"))
    var v3User: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "\(AuthenticationProtocol.allCases.map(\.rawValue).joined(separator: ", ")).", valueName: "algorithm"))
    var v3Auth: String?

    @Option(name: .long, help: ArgumentHelp("8 characters or more.", valueName: "passphrase"))
    var v3AuthKey: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "\(PrivacyProtocol.allCases.map(\.rawValue).joined(separator: ", ")).", valueName: "algorithm"))
    var v3Privacy: String?

    @Option(name: .long, help: ArgumentHelp("8 characters or more.", valueName: "passphrase"))
    var v3PrivacyKey: String?

    func validate() throws {
        guard v3User != nil || (v3Auth ?? v3AuthKey ?? v3Privacy ?? v3PrivacyKey) == nil else {
            throw ValidationError("--v3-auth, --v3-privacy and their keys need --v3-user NAME.")
        }
        guard (1...32).contains(v3User?.utf8.count ?? 1) else { throw ValidationError("--v3-user is 1 to 32 bytes.") }
        guard (v3Auth == nil) == (v3AuthKey == nil), (v3Privacy == nil) == (v3PrivacyKey == nil) else {
            throw ValidationError("--v3-auth and --v3-auth-key go together, as --v3-privacy and --v3-privacy-key do.")
        }
        guard v3Privacy == nil || v3Auth != nil else {
            throw ValidationError("there is no privacy without authentication: give --v3-auth and --v3-auth-key too.")
        }
        try checkAlgorithm("--v3-auth", v3Auth, AuthenticationProtocol.allCases.map(\.rawValue))
        try checkAlgorithm("--v3-privacy", v3Privacy, PrivacyProtocol.allCases.map(\.rawValue))
        guard [v3AuthKey, v3PrivacyKey].allSatisfy({ $0?.utf8.count ?? 8 >= 8 }) else {
            throw ValidationError("--v3-auth-key and --v3-privacy-key are passphrases of 8 characters or more.")
        }
    }

    /// The user with keys; `nil` if none is wanted.
    func user() throws -> SecurityUser? {
        guard let v3User else { return nil }
        func method(_ algorithm: String?, _ key: String?) -> Credential.User.Method? {
            guard let algorithm, let key else { return nil }
            return Credential.User.Method(algorithm: algorithm, key: Secret(key))
        }
        var ring = KeyRing()
        let user = ring.user(
            Credential.User(
                name: v3User, authentication: method(v3Auth, v3AuthKey), privacy: method(v3Privacy, v3PrivacyKey)))
        guard let user else {
            throw ValidationError("net-snmp here does not know \(v3Auth ?? "") or \(v3Privacy ?? ""); choose others.")
        }
        return user
    }

    private func checkAlgorithm(_ option: String, _ name: String?, _ known: [String]) throws {
        guard let name, !known.contains(name) else { return }
        throw ValidationError(
            "\(option) \(name.visible()) is no algorithm; there are \(known.joined(separator: ", ")).")
    }
}
