/// An EUI-48 address of a network interface (IEEE 802).
public struct MACAddress: Hashable, Sendable {
    /// The six octets, the first in the highest place.
    public var number: UInt64

    public init(number: UInt64) {
        self.number = number
    }

    /// Six pairs of hexadecimal digits between `:` or `-`; `nil` for anything else.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(omittingEmptySubsequences: false) { $0 == ":" || $0 == "-" }
        guard parts.count == 6 else { return nil }
        var number: UInt64 = 0
        for part in parts {
            guard (1...2).contains(part.utf8.count), part.allSatisfy(\.isHexDigit), let octet = UInt8(part, radix: 16)
            else { return nil }
            number = number << 8 | UInt64(octet)
        }
        self.number = number
    }

    /// Whether it can be that of one interface: no multicast address (the lowest bit of the first octet), not all zeros.
    public var isUnicast: Bool { number != 0 && number >> 40 & 1 == 0 }
}

extension MACAddress: CustomStringConvertible {
    /// `00:1a:1e:02:03:04`.
    public var description: String {
        (0..<6).reversed().map { place in
            let octet = String(number >> (8 * UInt64(place)) & 0xff, radix: 16)
            return octet.count == 1 ? "0" + octet : octet
        }.joined(separator: ":")
    }
}

extension MACAddress: Comparable {
    public static func < (left: MACAddress, right: MACAddress) -> Bool { left.number < right.number }
}

extension MACAddress: Codable {
    public init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let address = MACAddress(text) else {
            throw DecodingError.dataCorrupted(
                DecodingError.Context(codingPath: decoder.codingPath, debugDescription: "\(text) is no MAC address"))
        }
        self = address
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
