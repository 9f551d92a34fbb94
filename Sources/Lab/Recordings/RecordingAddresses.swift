public import Model

/// Which address belongs to which device: 127.18.0.1 and on, without .0 and .255, below the town's 127.77.0.0/16.
public enum RecordingAddresses {
    /// The first network of /24.
    private static let first: UInt32 = 0x7f12_00
    /// The town's.
    private static let end: UInt32 = 0x7f4d_00
    private static let perNetwork = 254

    /// As many devices have an address.
    public static let limit = Int(end - first) * perNetwork

    /// The address of the device at a number from 0, below `limit`.
    public static func address(of number: Int) -> IPAddress {
        let network = first + UInt32(clamping: number / perNetwork)
        return .v4(network << 8 | UInt32(number % perNetwork + 1))
    }

    /// The number of the device at an address, whether there is one or not; `nil` for an address that none has.
    static func number(at address: IPAddress) -> Int? {
        guard case .v4(let bits) = address, (first..<end).contains(bits >> 8) else { return nil }
        let host = Int(bits & 0xff)
        guard (1...perNetwork).contains(host) else { return nil }
        return Int(bits >> 8 - first) * perNetwork + host - 1
    }
}
