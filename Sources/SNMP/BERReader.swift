public import Model

/// A place in a span of octets and the end of what encloses it; every step forward checks both.
///
/// The octets are handed to each call instead of being kept, so that a reader is a plain value. Octets behind what a
/// message or PDU needs are skipped, as net-snmp does.
public struct BERReader: Hashable, Sendable {
    /// The octet that is read next.
    public internal(set) var offset: Int
    /// Behind the last octet that may be read.
    public let end: Int

    /// Reads `range`, or as much of it as the octets have.
    public init(_ range: Range<Int>) {
        offset = range.lowerBound
        end = range.upperBound
    }

    public var isAtEnd: Bool { offset >= end }

    /// The next element's tag and where its contents lie; stands behind it afterwards.
    /// - Throws: ``DecodingError`` on truncation, the indefinite length form and contents behind the end.
    @inline(__always)
    public mutating func element(in bytes: RawSpan) throws(DecodingError) -> (tag: UInt8, content: Range<Int>) {
        let end = min(self.end, bytes.byteCount)
        guard offset >= 0, end - offset >= 2 else { throw DecodingError(offset: offset, reason: .truncated) }
        let tag = bytes.octet(at: offset)
        guard tag & 0x1f != 0x1f else { throw DecodingError(offset: offset, reason: .badTag(tag)) }
        let first = bytes.octet(at: offset + 1)
        var start = offset + 2
        let length = first < 0x80 ? Int(first) : try longLength(in: bytes, count: Int(first & 0x7f), start: &start)
        guard length <= end - start else { throw DecodingError(offset: offset + 1, reason: .pastTheEnd) }
        offset = start + length
        return (tag, start..<start + length)
    }

    /// A length of `count` octets from `start`, which stands behind them afterwards (X.690 §8.1.3.5).
    private func longLength(in bytes: RawSpan, count: Int, start: inout Int) throws(DecodingError) -> Int {
        guard (1...4).contains(count) else { throw DecodingError(offset: offset + 1, reason: .badLength) }
        guard count <= min(end, bytes.byteCount) - start else {
            throw DecodingError(offset: offset + 1, reason: .truncated)
        }
        var length = 0
        for position in start..<start + count {
            length = length << 8 | Int(bytes.octet(at: position))
        }
        start += count
        return length
    }

    /// The contents of the next element, which must have this tag.
    public mutating func content(of tag: UInt8, in bytes: RawSpan) throws(DecodingError) -> Range<Int> {
        let start = offset
        let element = try element(in: bytes)
        guard element.tag == tag else { throw DecodingError(offset: start, reason: .badTag(element.tag)) }
        return element.content
    }

    /// A reader for what the next element, which must have this tag, encloses.
    public mutating func enter(_ tag: UInt8, in bytes: RawSpan) throws(DecodingError) -> BERReader {
        BERReader(try content(of: tag, in: bytes))
    }

    /// The next element as INTEGER of at most 32 bits.
    public mutating func integer(in bytes: RawSpan) throws(DecodingError) -> Int32 {
        try BERContent.integer(in: bytes, content(of: BERTag.integer, in: bytes))
    }

    /// The next element as OBJECT IDENTIFIER.
    public mutating func oid(in bytes: RawSpan) throws(DecodingError) -> OID {
        try BERContent.oid(in: bytes, content(of: BERTag.objectIdentifier, in: bytes))
    }
}

extension RawSpan {
    /// One octet; stops the program outside the span, so callers compare with `byteCount` first.
    @inline(__always)
    func octet(at offset: Int) -> UInt8 {
        // Safe: `unsafeLoad` checks the bounds, any bit pattern is a UInt8, and one octet is always aligned.
        unsafe unsafeLoad(fromByteOffset: offset, as: UInt8.self)
    }

    /// Eight octets as one number, for comparing; stops the program outside the span.
    @inline(__always)
    func eightOctets(at offset: Int) -> UInt64 {
        // Safe: `unsafeLoadUnaligned` checks the bounds, and any bit pattern is a UInt64.
        unsafe unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)
    }

    /// A copy of the octets of `range`.
    func octets(_ range: Range<Int>) -> [UInt8] {
        [UInt8](capacity: range.count) { copy in
            for offset in range {
                copy.append(octet(at: offset))
            }
        }
    }
}
