/// An IPv4 or IPv6 address.
public enum IPAddress: Hashable, Sendable {
    /// In host byte order: 127.0.0.1 is 0x7f000001.
    case v4(UInt32)
    /// The 16 bytes as two halves in host byte order, and the zone (interface index) of a link-local address, else 0.
    case v6(high: UInt64, low: UInt64, zone: UInt32 = 0)
}

extension IPAddress {
    /// From its octets in network order: 4 or 16; `nil` for any other count.
    public init?(octets: [UInt8]) {
        func number(_ octets: ArraySlice<UInt8>) -> UInt64 { octets.reduce(0) { $0 << 8 | UInt64($1) } }
        switch octets.count {
        case 4: self = .v4(UInt32(number(octets[...])))
        case 16: self = .v6(high: number(octets[..<8]), low: number(octets[8...]))
        default: return nil
        }
    }

    /// Reads dotted decimal (four decimal numbers, no leading zeros) or RFC 4291 §2.2 text. `nil` for names, for
    /// `10.1`, for zones (`%eth0`).
    public init?(_ text: some StringProtocol) {
        if text.contains(":") {
            guard let halves = IPAddress.parseV6(text) else { return nil }
            self = .v6(high: halves.high, low: halves.low)
        } else {
            guard let number = IPAddress.parseV4(text) else { return nil }
            self = .v4(number)
        }
    }

    private static func parseV4(_ text: some StringProtocol) -> UInt32? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var number: UInt32 = 0
        for part in parts {
            guard part.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
                let byte = UInt8(part),
                part.count == 1 || part.first != "0"
            else { return nil }
            number = number << 8 | UInt32(byte)
        }
        return number
    }

    private static func parseV6(_ text: some StringProtocol) -> (high: UInt64, low: UInt64)? {
        // Dotted decimal may stand at the very end only.
        func groups(_ part: some StringProtocol, isEnd: Bool = true) -> [UInt16]? {
            guard !part.isEmpty else { return [] }
            var result: [UInt16] = []
            let pieces = part.split(separator: ":", omittingEmptySubsequences: false)
            for (position, piece) in pieces.enumerated() {
                if piece.contains("."), isEnd, position == pieces.count - 1, let v4 = parseV4(piece) {
                    result.append(UInt16(v4 >> 16))
                    result.append(UInt16(truncatingIfNeeded: v4))
                } else {
                    guard (1...4).contains(piece.count), piece.allSatisfy(\.isHexDigit),
                        let group = UInt16(piece, radix: 16)
                    else { return nil }
                    result.append(group)
                }
            }
            return result
        }
        let all: [UInt16]
        if let gap = text.range(of: "::") {
            guard let head = groups(text[text.startIndex..<gap.lowerBound], isEnd: false),
                let tail = groups(text[gap.upperBound...]), head.count + tail.count <= 7
            else { return nil }
            all = head + Array(repeating: 0, count: 8 - head.count - tail.count) + tail
        } else {
            guard let whole = groups(text), whole.count == 8 else { return nil }
            all = whole
        }
        let halves = [all[0..<4], all[4..<8]].map { $0.reduce(UInt64(0)) { $0 << 16 | UInt64($1) } }
        return (halves[0], halves[1])
    }

    public var isLoopback: Bool {
        switch self {
        case .v4(let number): number >> 24 == 127
        case .v6(let high, let low, _): high == 0 && low == 1
        }
    }
}

extension StringProtocol {
    /// The first place of `pattern`, by bytes; the standard library alone has no such search.
    fileprivate func range(of pattern: String) -> Range<Index>? {
        var start = startIndex
        while start != endIndex {
            if self[start...].hasPrefix(pattern) {
                return start..<index(start, offsetBy: pattern.count)
            }
            start = index(after: start)
        }
        return nil
    }
}

extension IPAddress: CustomStringConvertible {
    /// Dotted decimal, or the canonical text of RFC 5952.
    public var description: String {
        switch self {
        case .v4(let number):
            return (0..<4).reversed().map { String(number >> (UInt32($0) * 8) & 0xff) }.joined(separator: ".")
        case .v6(let high, let low, let zone):
            let groups = [high, low].flatMap { half in (0..<4).reversed().map { half >> (UInt64($0) * 16) & 0xffff } }
            let text = IPAddress.canonical(groups)
            return zone == 0 ? text : "\(text)%\(zone)"
        }
    }

    private static func canonical(_ groups: [UInt64]) -> String {
        var best = 0..<0
        var start = 0
        while start < 8 {
            var end = start
            while end < 8, groups[end] == 0 { end += 1 }
            if end - start > best.count { best = start..<end }
            start = max(end, start + 1)
        }
        func joined(_ range: Range<Int>) -> String {
            groups[range].map { String($0, radix: 16) }.joined(separator: ":")
        }
        guard best.count >= 2 else { return joined(0..<8) }
        return joined(0..<best.lowerBound) + "::" + joined(best.upperBound..<8)
    }
}

/// An address and, for methods that need one, a port. Text form: `10.77.0.1`, `127.0.1.3:16161`, `[2001:db8::1]:161`.
public struct Endpoint: Hashable, Sendable {
    public var address: IPAddress
    public var port: UInt16?

    public init(address: IPAddress, port: UInt16? = nil) {
        self.address = address
        self.port = port
    }

    /// `nil` for names, bad ports and an IPv6 address with a port but no brackets.
    public init?(_ text: some StringProtocol) {
        func portNumber(_ text: some StringProtocol) -> UInt16? {
            guard text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
                let port = UInt16(text), port > 0
            else { return nil }
            return port
        }
        if text.first == "[" {
            guard let close = text.firstIndex(of: "]"),
                let address = IPAddress(text[text.index(after: text.startIndex)..<close]), case .v6 = address
            else { return nil }
            let rest = text[text.index(after: close)...]
            if rest.isEmpty {
                self.init(address: address)
            } else {
                guard rest.first == ":", let port = portNumber(rest.dropFirst()) else { return nil }
                self.init(address: address, port: port)
            }
        } else if let address = IPAddress(text) {
            self.init(address: address)
        } else {
            let parts = text.split(separator: ":", omittingEmptySubsequences: false)
            guard parts.count == 2, let address = IPAddress(parts[0]), let port = portNumber(parts[1]) else {
                return nil
            }
            self.init(address: address, port: port)
        }
    }
}

extension Endpoint: CustomStringConvertible {
    public var description: String {
        guard let port else { return address.description }
        switch address {
        case .v4: return "\(address):\(port)"
        case .v6: return "[\(address)]:\(port)"
        }
    }
}

extension IPAddress: Comparable {
    /// By number, IPv4 before IPv6.
    public static func < (left: IPAddress, right: IPAddress) -> Bool {
        switch (left, right) {
        case (.v4(let left), .v4(let right)): left < right
        case (.v4, .v6): true
        case (.v6, .v4): false
        case (.v6(let leftHigh, let leftLow, let leftZone), .v6(let high, let low, let zone)):
            (leftHigh, leftLow, leftZone) < (high, low, zone)
        }
    }
}

extension IPAddress: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let address = IPAddress(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "\(text) is no address")
        }
        self = address
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

extension Endpoint: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let endpoint = Endpoint(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "\(text) is no address")
        }
        self = endpoint
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
