internal import CNetSNMP

/// Digests and ciphers of messages, by net-snmp's code over OpenSSL.
enum Ciphers {
    /// The HMAC of a message, cut to what the protocol puts into it (RFC 3414 §6.3.1, RFC 7860 §4.2.1).
    ///
    /// - Parameter start: Where the message begins in `buffer`, which ends with it.
    static func digest(
        of buffer: [UInt8], from start: Int = 0, key: [UInt8], _ authentication: AuthenticationProtocol
    ) -> [UInt8]? {
        let hash = authentication.objectIdentifier
        var count = authentication.digestOctets
        var digest = [UInt8](repeating: 0, count: count)
        let result = unsafe buffer.withUnsafeBufferPointer { buffer in
            let message = unsafe UnsafeBufferPointer(rebasing: buffer[start...])
            return unsafe sc_generate_keyed_hash(
                hash, hash.count, key, UInt32(key.count), message.baseAddress, UInt32(message.count), &digest, &count)
        }
        return result == SNMPERR_SUCCESS && count == digest.count ? digest : nil
    }

    /// Encrypts; DES pads the text to whole blocks.
    static func encrypt(
        _ text: [UInt8], key: [UInt8], initialVector: [UInt8], _ privacy: PrivacyProtocol
    ) -> [UInt8]? {
        let cipher = privacy.objectIdentifier
        return unsafe octets(upTo: text.count + blockOctets) { result, count in
            unsafe monitor_sc_encrypt(
                cipher, cipher.count, key, UInt32(key.count), initialVector, UInt32(initialVector.count), text,
                UInt32(text.count), result, count)
        }
    }

    /// Decrypts; DES leaves its padding behind the text.
    static func decrypt(
        _ text: [UInt8], key: [UInt8], initialVector: [UInt8], _ privacy: PrivacyProtocol
    ) -> [UInt8]? {
        guard !text.isEmpty, privacy != .des || text.count.isMultiple(of: blockOctets) else { return nil }
        let cipher = privacy.objectIdentifier
        return unsafe octets(upTo: text.count + blockOctets) { result, count in
            unsafe monitor_sc_decrypt(
                cipher, cipher.count, key, UInt32(key.count), initialVector, UInt32(initialVector.count), text,
                UInt32(text.count), result, count)
        }
    }

    /// Whether two digests are the same, in a time that does not tell how much of them is.
    static func isEqual(_ one: some Collection<UInt8>, _ other: some Collection<UInt8>) -> Bool {
        guard one.count == other.count else { return false }
        return zip(one, other).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }

    /// A block of DES, the only cipher of the protocol that has any.
    private static let blockOctets = 8

    private static func octets(
        upTo capacity: Int, _ body: (UnsafeMutablePointer<UInt8>, UnsafeMutablePointer<Int>) -> Int32
    ) -> [UInt8]? {
        var succeeds = false
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: capacity) { buffer, initialized in
            guard let start = buffer.baseAddress else { return }
            var count = capacity
            succeeds = unsafe body(start, &count) == SNMPERR_SUCCESS && count <= capacity
            // The cipher has written as many as it says.
            initialized = succeeds ? count : 0
        }
        return succeeds ? bytes : nil
    }
}
