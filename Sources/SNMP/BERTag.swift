/// The identifier octets that SNMP uses (X.690 §8.1.2, RFC 2578 §7.1, RFC 3416 §3).
public enum BERTag {
    public static let integer: UInt8 = 0x02
    public static let octetString: UInt8 = 0x04
    public static let null: UInt8 = 0x05
    public static let objectIdentifier: UInt8 = 0x06
    public static let sequence: UInt8 = 0x30
    public static let ipAddress: UInt8 = 0x40
    public static let counter32: UInt8 = 0x41
    /// Unsigned32 too: the two are one on the wire.
    public static let gauge32: UInt8 = 0x42
    public static let timeTicks: UInt8 = 0x43
    public static let opaque: UInt8 = 0x44
    public static let counter64: UInt8 = 0x46
    /// The UInteger32 of the early SNMPv2 (RFC 1442 §7.1.11), read as Gauge32.
    public static let uInteger32: UInt8 = 0x47
    public static let noSuchObject: UInt8 = 0x80
    public static let noSuchInstance: UInt8 = 0x81
    public static let endOfMibView: UInt8 = 0x82
}
