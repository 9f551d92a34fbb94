/// A range of addresses in CIDR notation (RFC 4632): `10.77.0.0/24`, `2001:db8::/32`.
public struct Subnet: Sendable, Hashable {
    /// The first address.
    public let network: IPAddress
    /// How many leading bits its addresses share.
    public let prefixLength: Int

    /// `nil` for text that is no such range, also for one with bits behind the prefix (`10.77.0.1/24`).
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let address = IPAddress(parts[0]), let length = Int(parts[1]),
            (0...address.bitCount).contains(length), parts[1] == String(length)
        else { return nil }
        guard Subnet.first(address, length) == address else { return nil }
        network = address
        prefixLength = length
    }

    /// Whether the address lies in it; never for one of the other family.
    public func contains(_ address: IPAddress) -> Bool {
        address.bitCount == network.bitCount && Subnet.first(address, prefixLength) == network
    }

    /// The address with all bits behind the prefix cleared, without a zone.
    private static func first(_ address: IPAddress, _ prefixLength: Int) -> IPAddress {
        switch address {
        case .v4(let number):
            return .v4(number & ~(UInt32.max >> UInt32(prefixLength)))
        case .v6(let high, let low, _):
            let highMask = ~(UInt64.max >> UInt64(min(prefixLength, 64)))
            let lowMask = ~(UInt64.max >> UInt64(max(prefixLength - 64, 0)))
            return .v6(high: high & highMask, low: low & lowMask)
        }
    }
}

extension IPAddress {
    /// 32 or 128.
    fileprivate var bitCount: Int {
        switch self {
        case .v4: 32
        case .v6: 128
        }
    }
}
