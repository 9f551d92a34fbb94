/// How messages are authenticated (RFC 3414 §6 and §7, RFC 7860 §4). Raw values as in the configuration.
public enum AuthenticationProtocol: String, Sendable, Hashable, CaseIterable {
    case md5 = "MD5"
    case sha1 = "SHA-1"
    case sha224 = "SHA-224"
    case sha256 = "SHA-256"
    case sha384 = "SHA-384"
    case sha512 = "SHA-512"

    /// Octets of the digest in a message: the HMAC is cut to them.
    public var digestOctets: Int {
        switch self {
        case .md5, .sha1: 12
        case .sha224: 16
        case .sha256: 24
        case .sha384: 32
        case .sha512: 48
        }
    }

    /// Octets of a key, which are those of the hash.
    public var keyOctets: Int {
        switch self {
        case .md5: 16
        case .sha1: 20
        case .sha224: 28
        case .sha256: 32
        case .sha384: 48
        case .sha512: 64
        }
    }

    /// snmpAuthProtocols and its child (RFC 3411 §5, RFC 7860 §7).
    var objectIdentifier: [UInt] {
        let child: UInt =
            switch self {
            case .md5: 2
            case .sha1: 3
            case .sha224: 4
            case .sha256: 5
            case .sha384: 6
            case .sha512: 7
            }
        return [1, 3, 6, 1, 6, 3, 10, 1, 1, child]
    }
}

/// How messages are encrypted (RFC 3414 §8, RFC 3826 and what the field made of AES with longer keys). Raw values as in
/// the configuration.
///
/// A localized key of SHA-1 or MD5 is too short for the longer keys. It is lengthened in one of two ways: by hashing it
/// (draft-blumenthal-aes-usm-04, most makers), or by deriving another key from it as if it were a password
/// (draft-reeder-snmpv3-usm-3desede-00, Cisco and others).
public enum PrivacyProtocol: String, Sendable, Hashable, CaseIterable {
    case des = "DES"
    case aes128 = "AES-128"
    case aes192 = "AES-192"
    case aes256 = "AES-256"
    /// AES-192 with the key lengthened Cisco's way.
    case aes192Cisco = "AES-192-C"
    /// AES-256 with the key lengthened Cisco's way.
    case aes256Cisco = "AES-256-C"

    /// Octets of a key; for DES eight of them are the pre-IV (RFC 3414 §8.1.1.1).
    public var keyOctets: Int {
        switch self {
        case .des, .aes128: 16
        case .aes192, .aes192Cisco: 24
        case .aes256, .aes256Cisco: 32
        }
    }

    /// Octets of msgPrivacyParameters, for all of them alike.
    public static let saltOctets = 8

    /// Whether a short key is lengthened in Cisco's way.
    var lengthensByDerivation: Bool { self == .aes192Cisco || self == .aes256Cisco }

    /// Of net-snmp's: snmpPrivProtocols (RFC 3411 §5, RFC 3826 §4), and the makers' own.
    var objectIdentifier: [UInt] {
        switch self {
        case .des: [1, 3, 6, 1, 6, 3, 10, 1, 2, 2]
        case .aes128: [1, 3, 6, 1, 6, 3, 10, 1, 2, 4]
        case .aes192: [1, 3, 6, 1, 4, 1, 14832, 1, 3]
        case .aes256: [1, 3, 6, 1, 4, 1, 14832, 1, 4]
        case .aes192Cisco: [1, 3, 6, 1, 4, 1, 9, 12, 6, 1, 1]
        case .aes256Cisco: [1, 3, 6, 1, 4, 1, 9, 12, 6, 1, 2]
        }
    }
}

/// The security level of a message (RFC 3411 §3.4.3), by its bits in msgFlags.
public struct SecurityLevel: OptionSet, Sendable, Hashable {
    public let rawValue: UInt8

    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    public static let authenticated = SecurityLevel(rawValue: 1)
    /// Never without authentication (RFC 3412 §6.4).
    public static let encrypted = SecurityLevel(rawValue: 2)

    public static let noAuthNoPriv: SecurityLevel = []
    public static let authNoPriv: SecurityLevel = .authenticated
    public static let authPriv: SecurityLevel = [.authenticated, .encrypted]
}
