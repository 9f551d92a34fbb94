extension VariableValue {
    /// An integer of any type, a Counter64 by its bit pattern; `nil` for other types.
    public var integer: Int64? {
        switch self {
        case .integer(let number): Int64(number)
        case .counter32(let number), .gauge32(let number), .timeTicks(let number): Int64(number)
        case .counter64(let number): Int64(bitPattern: number)
        case .octetString, .null, .oid, .ipAddress, .opaque, .noSuchObject, .noSuchInstance, .endOfMibView: nil
        }
    }

    /// A float or double that net-snmp wrapped into an Opaque; `nil` for anything else.
    public var real: Double? {
        guard case .opaque(let octets) = self else { return nil }
        // Safe: `bytes` is marked because of elements with padding, and a UInt8 has none.
        return unsafe BERContent.real(in: octets.span.bytes, octets.indices)
    }

    /// Whether the agent has no such value: one of the three exceptions of RFC 3416 §3, or NULL.
    public var isMissing: Bool {
        switch self {
        case .null, .noSuchObject, .noSuchInstance, .endOfMibView: true
        case .integer, .octetString, .oid, .ipAddress, .counter32, .gauge32, .timeTicks, .opaque, .counter64: false
        }
    }

    /// A float wrapped into an Opaque, as net-snmp's agents send it.
    public init(opaque number: Float) {
        self = .opaque([0x9f, 0x78, 4] + VariableValue.octets(UInt64(number.bitPattern), count: 4))
    }

    /// A double wrapped into an Opaque, as net-snmp's agents send it.
    public init(opaque number: Double) {
        self = .opaque([0x9f, 0x79, 8] + VariableValue.octets(number.bitPattern, count: 8))
    }

    private static func octets(_ pattern: UInt64, count: Int) -> [UInt8] {
        (0..<count).reversed().map { UInt8(truncatingIfNeeded: pattern >> UInt64($0 * 8)) }
    }
}
