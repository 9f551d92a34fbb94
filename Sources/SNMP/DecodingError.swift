/// Where and why octets from the network are no SNMP message.
public struct DecodingError: Error, Hashable, Sendable {
    /// What was wrong at `offset`.
    public enum Reason: Hashable, Sendable {
        /// The octets end inside a tag, a length or a number.
        case truncated
        /// Another type was due here, or the type is unknown.
        case badTag(UInt8)
        /// The indefinite form, more than four length octets, or a length the type does not allow.
        case badLength
        /// The contents would reach behind the end of what encloses them.
        case pastTheEnd
        /// More than ``Limits/messageLength`` octets.
        case messageTooLong
        /// More than ``Limits/bindings`` variable bindings.
        case tooManyBindings
        /// More than 128 sub-identifiers in a name, or one above 2³²−1 (RFC 2578 §3.5).
        case subidentifierLimit
        /// More octets than the widest integer needs.
        case integerTooLong
        /// A number that its type cannot hold.
        case integerOutOfRange
        /// Another version than is read here.
        case unsupportedVersion
        /// Encrypted without being authenticated (RFC 3412 §6.4).
        case badSecurityLevel
        /// Another security model than the user-based one.
        case unsupportedSecurityModel
    }

    /// From the first octet of the datagram.
    public var offset: Int
    public var reason: Reason

    public init(offset: Int, reason: Reason) {
        self.offset = offset
        self.reason = reason
    }
}

extension DecodingError: CustomStringConvertible {
    /// One line for a person: `octet 17: the tag 0x30 does not belong here`.
    public var description: String {
        "octet \(offset): \(reason)"
    }
}

extension DecodingError.Reason: CustomStringConvertible {
    public var description: String {
        switch self {
        case .truncated: "the message ends in the middle of an element"
        case .badTag(let tag):
            "the tag 0x\(tag < 0x10 ? "0" : "")\(String(tag, radix: 16)) does not belong here"
        case .badLength: "a length that SNMP does not allow"
        case .pastTheEnd: "an element reaches behind the end of what encloses it"
        case .messageTooLong: "the message is longer than \(Limits.messageLength) octets"
        case .tooManyBindings: "more than \(Limits.bindings) variable bindings"
        case .subidentifierLimit: "a name with more than 128 sub-identifiers or one above 4294967295"
        case .integerTooLong: "an integer of too many octets"
        case .integerOutOfRange: "a number that does not fit its type"
        case .unsupportedVersion: "another version of SNMP than was asked"
        case .badSecurityLevel: "encrypted without being authenticated"
        case .unsupportedSecurityModel: "another security model than the user-based one"
        }
    }
}

/// How much of a message from the network is looked at; what goes beyond is a ``DecodingError``.
public enum Limits {
    /// Octets of a datagram.
    public static let messageLength = 65_535
    public static let bindings = 2_048
}
