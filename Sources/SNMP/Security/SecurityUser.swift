public import Model

/// A user of the User-based Security Model with keys that hold for all engines (RFC 3414 §2.6).
public struct SecurityUser: Hashable, Sendable {
    public let name: [UInt8]
    let authentication: Keyed<AuthenticationProtocol>?
    let privacy: Keyed<PrivacyProtocol>?

    /// The level at which the user speaks.
    public var level: SecurityLevel {
        privacy != nil ? .authPriv : authentication != nil ? .authNoPriv : .noAuthNoPriv
    }

    /// Octets of a request beside its bindings: at most, but for a longer engine ID.
    public var overheadOctets: Int {
        let digest = authentication?.method.digestOctets ?? 0
        return 100 + 2 * SecurityUser.usualEngineIDOctets + name.count + digest + (privacy == nil ? 0 : 16)
    }

    private static let usualEngineIDOctets = 17
}

/// Derives users' keys from passwords, each only once: it takes milliseconds.
public struct KeyRing: Sendable {
    private struct Lock: Hashable {
        var method: AuthenticationProtocol
        var password: Secret
    }

    private var userKeys: [Lock: SecretOctets] = [:]

    public init() {}

    /// The user of a credential.
    /// - Returns: `nil` where an algorithm has another name than ours, a password is too short, or net-snmp was built
    ///   without the algorithm.
    public mutating func user(_ credential: Credential.User) -> SecurityUser? {
        let name = Array(credential.name.utf8)
        guard let authentication = credential.authentication else {
            return credential.privacy == nil ? SecurityUser(name: name, authentication: nil, privacy: nil) : nil
        }
        guard let method = AuthenticationProtocol(rawValue: authentication.algorithm),
            let userKey = userKey(authentication.key, method)
        else { return nil }
        let known = Keyed(method: method, key: userKey)
        guard let privacy = credential.privacy else {
            return SecurityUser(name: name, authentication: known, privacy: nil)
        }
        guard let cipher = PrivacyProtocol(rawValue: privacy.algorithm), let key = self.userKey(privacy.key, method)
        else { return nil }
        return SecurityUser(
            name: name, authentication: known, privacy: Keyed(method: cipher, key: key))
    }

    private mutating func userKey(_ password: Secret, _ method: AuthenticationProtocol) -> SecretOctets? {
        let lock = Lock(method: method, password: password)
        if let known = userKeys[lock] { return known }
        let derived = KeyDerivation.userKey(password: Array(password.reveal().utf8), method).map(SecretOctets.init)
        userKeys[lock] = derived
        return derived
    }
}

/// Numbers for salts: from a random beginning upwards, so that none comes twice with one key (RFC 3826 §3.1.2.1).
public struct SaltCounter: Sendable {
    private var last: UInt64

    public init(using generator: inout some RandomNumberGenerator) {
        last = .random(in: .min ... .max, using: &generator)
    }

    /// The next number.
    public mutating func next() -> UInt64 {
        last &+= 1
        return last
    }
}
