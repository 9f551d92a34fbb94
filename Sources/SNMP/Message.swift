public import Model

/// The version field of a message (RFC 1157 §4, RFC 1901 §3).
public enum Version: Int, Sendable, Hashable {
    case v1 = 0
    case v2c = 1
    case v3 = 3
}

/// A value of a variable binding (RFC 2578 §7.1), or the exception that stands in its place (RFC 3416 §3).
public enum VariableValue: Hashable, Sendable {
    case integer(Int32)
    case octetString([UInt8])
    case null
    case oid(OID)
    /// Network order as one number: 10.0.0.1 is 0x0a000001.
    case ipAddress(UInt32)
    case counter32(UInt32)
    case gauge32(UInt32)
    /// Hundredths of a second.
    case timeTicks(UInt32)
    case opaque([UInt8])
    case counter64(UInt64)
    case noSuchObject
    case noSuchInstance
    case endOfMibView
}

/// A name and its value (RFC 3416 §3).
public struct VariableBinding: Hashable, Sendable {
    public var name: OID
    public var value: VariableValue

    public init(name: OID, value: VariableValue = .null) {
        self.name = name
        self.value = value
    }
}

/// A protocol data unit other than GetBulkRequest and the SNMPv1 Trap (RFC 3416 §3).
public struct PDU: Hashable, Sendable {
    /// The operations by their BER tag.
    public enum Operation: UInt8, Sendable, Hashable {
        case get = 0xa0
        case getNext = 0xa1
        case response = 0xa2
        case set = 0xa3
        /// Non-repeaters and max-repetitions stand in `errorStatus` and `errorIndex` (RFC 3416 §3).
        case getBulk = 0xa5
        case inform = 0xa6
        case trap = 0xa7
        case report = 0xa8
    }

    public var operation: Operation
    public var requestID: Int32
    /// 0 is noError; for GetBulk non-repeaters.
    public var errorStatus: Int32
    /// From 1, 0 for none; for GetBulk max-repetitions.
    public var errorIndex: Int32
    public var bindings: [VariableBinding]

    public init(
        operation: Operation, requestID: Int32, errorStatus: Int32 = 0, errorIndex: Int32 = 0,
        bindings: [VariableBinding]
    ) {
        self.operation = operation
        self.requestID = requestID
        self.errorStatus = errorStatus
        self.errorIndex = errorIndex
        self.bindings = bindings
    }
}

/// A community-based message, SNMPv1 or v2c (RFC 1157 §4, RFC 1901 §3).
public struct CommunityMessage: Hashable, Sendable {
    public var version: Version
    public var community: [UInt8]
    public var pdu: PDU

    public init(version: Version, community: [UInt8], pdu: PDU) {
        self.version = version
        self.community = community
        self.pdu = pdu
    }
}
