/// An object identifier: up to 128 sub-identifiers of 32 bits (RFC 2578 §3.5).
public struct OID: Hashable, Comparable, Sendable {
    public static let maximumLength = 128

    public var subidentifiers: [UInt32]

    public init(_ subidentifiers: [UInt32]) {
        self.subidentifiers = subidentifiers
    }

    /// Reads dotted decimal, with or without a leading dot: `1.3.6.1.2.1.1.3.0`. `nil` for anything else, for more
    /// than 128 sub-identifiers and for one above 2³²−1.
    public init?(_ text: some StringProtocol) {
        var subidentifiers: [UInt32] = []
        // The number that is being read; nil where a digit has yet to come.
        var number: UInt64?
        for (position, byte) in text.utf8.enumerated() {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                let grown = (number ?? 0) * 10 + UInt64(byte - UInt8(ascii: "0"))
                guard grown <= UInt32.max else { return nil }
                number = grown
            case UInt8(ascii: "."):
                if let finished = number {
                    subidentifiers.append(UInt32(finished))
                } else if position > 0 {
                    return nil
                }
                number = nil
            default: return nil
            }
        }
        guard let number, subidentifiers.count < OID.maximumLength else { return nil }
        subidentifiers.append(UInt32(number))
        self.subidentifiers = subidentifiers
    }

    public var count: Int { subidentifiers.count }

    /// Whether it is the prefix itself or lies below it.
    public func hasPrefix(_ prefix: OID) -> Bool {
        subidentifiers.starts(with: prefix.subidentifiers)
    }

    /// This OID with further sub-identifiers behind it.
    public func appending(_ suffix: some Sequence<UInt32>) -> OID {
        OID(subidentifiers + suffix)
    }

    /// This OID with another behind it: a column and an instance are a cell.
    public func appending(_ suffix: OID) -> OID {
        OID(subidentifiers + suffix.subidentifiers)
    }

    /// What stands behind `prefix`: the instance part of a table cell. `nil` if it does not begin with `prefix`.
    public func suffix(after prefix: OID) -> OID? {
        hasPrefix(prefix) ? OID(Array(subidentifiers.dropFirst(prefix.count))) : nil
    }

    /// Lexicographic order, as GETNEXT walks (RFC 3416 §4.2.2).
    public static func < (left: OID, right: OID) -> Bool {
        left.subidentifiers.lexicographicallyPrecedes(right.subidentifiers)
    }
}

extension OID: CustomStringConvertible {
    /// Dotted decimal without a leading dot.
    public var description: String {
        subidentifiers.map { String($0) }.joined(separator: ".")
    }
}

extension OID: ExpressibleByArrayLiteral {
    public init(arrayLiteral elements: UInt32...) {
        self.init(elements)
    }
}

extension OID: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        // The empty one is that of a group's only row.
        guard let oid = text.isEmpty ? OID([]) : OID(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "\(text) is no OID")
        }
        self = oid
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
