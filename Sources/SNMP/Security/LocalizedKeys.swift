/// A user's keys for one engine: seals and opens its messages (RFC 3414 §3).
public struct LocalizedKeys: Hashable, Sendable {
    let authentication: Keyed<AuthenticationProtocol>?
    let privacy: Keyed<PrivacyProtocol>?
    /// The level at which the user speaks.
    public let level: SecurityLevel

    /// - Throws: ``SecurityRejection/keys`` where net-snmp was built without the algorithms.
    public init(_ user: SecurityUser, engineID: [UInt8]) throws(SecurityRejection) {
        level = user.level
        guard let method = user.authentication else {
            (authentication, privacy) = (nil, nil)
            return
        }
        guard let key = KeyDerivation.localized(method.key.octets, engineID: engineID, method.method) else {
            throw .keys
        }
        authentication = Keyed(method: method.method, key: SecretOctets(key))
        guard let privacy = user.privacy else {
            self.privacy = nil
            return
        }
        guard
            let key = KeyDerivation.privacyKey(
                privacy.key.octets, engineID: engineID, privacy.method, method.method)
        else { throw .keys }
        self.privacy = Keyed(method: privacy.method, key: SecretOctets(key))
    }

    /// Writes a message behind the end of `buffer`, encrypted and authenticated as its level says.
    ///
    /// - Parameters:
    ///   - salt: Never the same twice with one key (RFC 3414 §8.1.1.1, RFC 3826 §3.1.2.1).
    ///   - scopedPDU: Writes the scoped PDU.
    /// - Throws: ``SecurityRejection/keys`` where there are none for the message's level.
    public func seal(
        _ message: SecureMessage, salt: UInt64, into buffer: inout [UInt8], scopedPDU: (inout BERWriter) -> Void
    ) throws(SecurityRejection) {
        let start = buffer.count
        let place: Range<Int>
        let digestOctets = message.level.contains(.authenticated) ? authentication?.method.digestOctets ?? 0 : 0
        if message.level.contains(.encrypted) {
            guard let privacy else { throw .keys }
            var plain = BERWriter()
            scopedPDU(&plain)
            let saltOctets = privacy.salt(salt, boots: message.boots)
            let vector = privacy.initialVector(salt: saltOctets, boots: message.boots, time: message.time)
            guard
                let text = Ciphers.encrypt(
                    plain.bytes, key: privacy.key.octets, initialVector: vector, privacy.method)
            else { throw .keys }
            place = message.append(to: &buffer, digestOctets: digestOctets, salt: saltOctets) {
                $0.element(BERTag.octetString, octets: text)
            }
        } else {
            place = message.append(to: &buffer, digestOctets: digestOctets, salt: [], scopedPDU)
        }
        guard message.level.contains(.authenticated) else { return }
        guard let authentication,
            let digest = Ciphers.digest(of: buffer, from: start, key: authentication.key.octets, authentication.method)
        else { throw .keys }
        buffer.replaceSubrange(place, with: digest)
    }

    /// The scoped PDU of a message, if its digest holds.
    ///
    /// - Returns: The octets of the scoped PDU; with DES its padding behind it.
    /// - Throws: ``SecurityRejection``; `keys` where the message's level is above the user's.
    public func open(_ header: SecureHeader, of bytes: RawSpan) throws(SecurityRejection) -> [UInt8] {
        guard header.level.isSubset(of: level) else { throw .keys }
        if let authentication, header.level.contains(.authenticated) {
            guard header.digest.count == authentication.method.digestOctets else { throw .digest }
            var message = bytes.octets(0..<header.end)
            message.replaceSubrange(header.digest, with: repeatElement(0, count: header.digest.count))
            guard let digest = Ciphers.digest(of: message, key: authentication.key.octets, authentication.method) else {
                throw .keys
            }
            guard Ciphers.isEqual(digest, bytes.octets(header.digest)) else { throw .digest }
        }
        guard let privacy, header.level.contains(.encrypted) else { return bytes.octets(header.scopedPDU) }
        guard header.salt.count == PrivacyProtocol.saltOctets else { throw .encryption }
        let vector = privacy.initialVector(
            salt: bytes.octets(header.salt), boots: header.boots, time: header.time)
        guard
            let text = Ciphers.decrypt(
                bytes.octets(header.scopedPDU), key: privacy.key.octets, initialVector: vector, privacy.method)
        else { throw .encryption }
        return text
    }
}

/// Why a message cannot be sealed or opened.
public enum SecurityRejection: Error, Hashable, Sendable {
    /// There is no key for the message's level, or net-snmp does not offer the algorithm.
    case keys
    /// The digest is not that of the message.
    case digest
    /// The salt or the length is none that the cipher has.
    case encryption
}

extension Keyed<PrivacyProtocol> {
    /// msgPrivacyParameters: for DES the engine's boots and a number of 32 bits (RFC 3414 §8.1.1.1), for AES a number
    /// of 64 (RFC 3826 §3.1.2.1).
    func salt(_ number: UInt64, boots: Int32) -> [UInt8] {
        switch method {
        case .des: bigEndian(UInt32(bitPattern: boots)) + bigEndian(UInt32(truncatingIfNeeded: number))
        case .aes128, .aes192, .aes256, .aes192Cisco, .aes256Cisco: bigEndian(number)
        }
    }

    /// For DES the salt under the pre-IV, for AES boots, time and salt.
    func initialVector(salt: [UInt8], boots: Int32, time: Int32) -> [UInt8] {
        switch method {
        case .des: zip(salt, key.octets.suffix(PrivacyProtocol.saltOctets)).map { $0 ^ $1 }
        case .aes128, .aes192, .aes256, .aes192Cisco, .aes256Cisco:
            bigEndian(UInt32(bitPattern: boots)) + bigEndian(UInt32(bitPattern: time)) + salt
        }
    }

    private func bigEndian<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
        (0..<Number.bitWidth / 8).reversed().map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
    }
}
