internal import CNetSNMP

/// From passwords to the keys of one engine, by net-snmp's code (RFC 3414 §2.6 and A.2).
enum KeyDerivation {
    /// The key of a user at all engines: the hash of a mebibyte of the password, repeated. Takes milliseconds.
    /// - Returns: `nil` for a password of less than 8 octets, and where net-snmp was built without the hash.
    static func userKey(password: [UInt8], _ authentication: AuthenticationProtocol) -> [UInt8]? {
        let hash = authentication.objectIdentifier
        return unsafe octets(authentication.keyOctets) { key, count in
            unsafe generate_Ku(hash, UInt32(hash.count), password, password.count, key, count)
        }
    }

    /// The key of a user at one engine.
    static func localized(
        _ userKey: [UInt8], engineID: [UInt8], _ authentication: AuthenticationProtocol
    ) -> [UInt8]? {
        let hash = authentication.objectIdentifier
        return unsafe octets(authentication.keyOctets) { key, count in
            unsafe generate_kul(
                hash, UInt32(hash.count), engineID, engineID.count, userKey, userKey.count, key, count)
        }
    }

    /// The key for privacy at one engine: a localized key, lengthened or cut to what the cipher needs.
    static func privacyKey(
        _ userKey: [UInt8], engineID: [UInt8], _ privacy: PrivacyProtocol, _ authentication: AuthenticationProtocol
    ) -> [UInt8]? {
        guard var key = localized(userKey, engineID: engineID, authentication) else { return nil }
        var last = key
        while key.count < privacy.keyOctets {
            let more =
                privacy.lengthensByDerivation
                ? KeyDerivation.userKey(password: last, authentication)
                    .flatMap { localized($0, engineID: engineID, authentication) }
                : hash(of: key, authentication)
            guard let more else { return nil }
            last = more
            key += more
        }
        return Array(key.prefix(privacy.keyOctets))
    }

    private static func hash(of bytes: [UInt8], _ authentication: AuthenticationProtocol) -> [UInt8]? {
        let hash = authentication.objectIdentifier
        return unsafe octets(authentication.keyOctets) { digest, count in
            unsafe sc_hash(hash, hash.count, bytes, bytes.count, digest, count)
        }
    }

    /// net-snmp wants room for the longest hash, whichever it is asked for.
    private static let room = 64

    /// The octets that `body` writes, so many; `nil` where it fails or writes others.
    private static func octets(
        _ count: Int, _ body: (UnsafeMutablePointer<UInt8>, UnsafeMutablePointer<Int>) -> Int32
    ) -> [UInt8]? {
        var isComplete = false
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: room) { buffer, initialized in
            guard let start = buffer.baseAddress else { return }
            unsafe buffer.initialize(repeating: 0)
            initialized = count
            var written = room
            isComplete = unsafe body(start, &written) == SNMPERR_SUCCESS && written == count
        }
        return isComplete ? bytes : nil
    }
}
