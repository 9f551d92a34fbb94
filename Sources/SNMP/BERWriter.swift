public import Model

/// Appends BER with definite lengths and as few octets as possible (X.690 §8.1.3, §8.3.2).
public struct BERWriter: Hashable, Sendable {
    /// What was there before, and what has been written since.
    public private(set) var bytes: [UInt8]

    /// Writes behind the end of `bytes`.
    public init(appendingTo bytes: [UInt8] = []) {
        self.bytes = bytes
    }

    /// An element whose contents `body` writes.
    public mutating func element(_ tag: UInt8, _ body: (inout BERWriter) -> Void) {
        bytes.append(tag)
        bytes.append(0)
        let start = bytes.count
        body(&self)
        let length = bytes.count - start
        guard length >= 0x80 else {
            bytes[start - 1] = UInt8(length)
            return
        }
        let octets = BERWriter.octets(length)
        bytes[start - 1] = 0x80 | UInt8(octets.count)
        bytes.insert(contentsOf: octets, at: start)
    }

    /// An element of these octets.
    public mutating func element(_ tag: UInt8, octets content: some Collection<UInt8>) {
        bytes.append(tag)
        appendLength(content.count)
        bytes.append(contentsOf: content)
    }

    /// An element that was encoded before, with this request identifier.
    mutating func template(_ template: RequestTemplate, requestID: Int32) {
        template.append(to: &bytes, requestID: requestID)
    }

    /// A signed number in two's complement.
    public mutating func integer(_ value: Int64, tag: UInt8 = BERTag.integer) {
        // A number needs one bit more than its magnitude for the sign.
        let magnitude = value < 0 ? ~value : value
        let count = (64 - magnitude.leadingZeroBitCount) / 8 + 1
        bytes.append(tag)
        bytes.append(UInt8(count))
        appendLowest(count, of: UInt64(bitPattern: value))
    }

    /// An unsigned number; a zero octet keeps it positive where its highest bit is set.
    public mutating func unsigned(_ value: UInt64, tag: UInt8) {
        let count = (64 - value.leadingZeroBitCount) / 8 + 1
        bytes.append(tag)
        bytes.append(UInt8(count))
        if count == 9 { bytes.append(0) }
        appendLowest(min(count, 8), of: value)
    }

    /// A name. One that has no encoding (see ``OID/isEncodable``) becomes 0.0, which no agent has.
    public mutating func oid(_ oid: OID) {
        element(BERTag.objectIdentifier) { $0.appendContent(of: oid) }
    }

    /// The content octets of a name, without tag and length.
    mutating func appendContent(of oid: OID) {
        guard oid.isEncodable else {
            bytes.append(0)
            return
        }
        let arcs = oid.subidentifiers
        appendSubidentifier(UInt64(arcs[0]) * 40 + UInt64(arcs[1]))
        for arc in arcs.dropFirst(2) {
            appendSubidentifier(UInt64(arc))
        }
    }

    private mutating func appendSubidentifier(_ value: UInt64) {
        let groups = max(1, (64 - value.leadingZeroBitCount + 6) / 7)
        for group in (1..<groups).reversed() {
            bytes.append(0x80 | UInt8(truncatingIfNeeded: value >> UInt64(group * 7)))
        }
        bytes.append(UInt8(value & 0x7f))
    }

    private mutating func appendLength(_ length: Int) {
        guard length >= 0x80 else {
            bytes.append(UInt8(length))
            return
        }
        let octets = BERWriter.octets(length)
        bytes.append(0x80 | UInt8(octets.count))
        bytes.append(contentsOf: octets)
    }

    private mutating func appendLowest(_ count: Int, of value: UInt64) {
        for position in (0..<count).reversed() {
            bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(position * 8)))
        }
    }

    /// A length in as few octets as possible, highest first.
    private static func octets(_ length: Int) -> [UInt8] {
        let count = (64 - length.leadingZeroBitCount + 7) / 8
        return (0..<count).reversed().map { UInt8(truncatingIfNeeded: length >> ($0 * 8)) }
    }
}

extension OID {
    /// Whether BER has an encoding for it: two to 128 arcs, the first 0 to 2, the second below 40 unless the first is 2
    /// (X.690 §8.19.4).
    public var isEncodable: Bool {
        guard (2...OID.maximumLength).contains(count) else { return false }
        return subidentifiers[0] < 2 ? subidentifiers[1] < 40 : subidentifiers[0] == 2
    }
}
