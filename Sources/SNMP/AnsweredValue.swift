/// What an answer has at the place of one name that was asked.
public enum AnsweredValue: Hashable, Sendable {
    /// An integer of any type, a Counter64 by its bit pattern.
    case integer(Int64)
    /// One of the three exceptions of RFC 3416 §3, or NULL.
    case missing
    /// A value of another type; its binding begins at this octet (``BindingCursor/init(at:in:)``).
    case other(at: Int)
    /// Another name stands here than was asked.
    case stranger
}

extension RequestTemplate {
    /// Reads the answer to a GET in one pass: names must come back as they were asked, octet for octet and in their order
    /// (RFC 3416 §4.2.1).
    ///
    /// - Returns: One for each name that was asked, fewer where the answer ends before; and what is wrong with the
    ///   binding behind them, if something is.
    public func values(in answer: PDUHeader, of bytes: RawSpan) -> (values: [AnsweredValue], fault: DecodingError?) {
        // Safe: `bytes` is marked because of elements with padding, and a UInt8 has none.
        let asked = unsafe message.span.bytes
        var fault: DecodingError?
        let values = [AnsweredValue](capacity: names.count) { values in
            var reader = BERReader(answer.bindings)
            for name in names where !reader.isAtEnd {
                let content = Int(name.lowerBound)..<Int(name.upperBound)
                do throws(DecodingError) {
                    values.append(try reader.value(named: content, of: asked, in: bytes))
                } catch {
                    fault = error
                    break
                }
            }
        }
        return (values, fault)
    }
}

extension BERReader {
    /// What the next binding gives for a name that was asked; the name is given as its content octets in the request.
    @inline(__always)
    fileprivate mutating func value(
        named name: Range<Int>, of asked: RawSpan, in bytes: RawSpan
    ) throws(DecodingError) -> AnsweredValue {
        if let integer = plainInteger(named: name, of: asked, in: bytes) { return .integer(integer) }
        return try anyValue(named: name, of: asked, in: bytes)
    }

    private mutating func anyValue(
        named name: Range<Int>, of asked: RawSpan, in bytes: RawSpan
    ) throws(DecodingError) -> AnsweredValue {
        let start = offset
        var cursor = BindingCursor(offset..<end)
        // Behind the last there is none, and the caller has looked.
        guard let binding = try cursor.next(in: bytes) else { return .stranger }
        offset = cursor.offset
        guard bytes.isEqual(binding.name, to: asked, name) else { return .stranger }
        if let integer = try binding.integer(in: bytes) { return .integer(integer) }
        return binding.isMissing ? .missing : .other(at: start)
    }

    /// The number of the next binding if it is encoded as nearly all are: lengths of one octet, the name as it was asked,
    /// a number of no more octets than its type has. Stays where it is, and gives `nil`, for anything else: then look
    /// closer.
    ///
    /// Sums may wrap: they are compared with the end before anything is read at them.
    @inline(__always)
    private mutating func plainInteger(named name: Range<Int>, of asked: RawSpan, in bytes: RawSpan) -> Int64? {
        let end = min(self.end, bytes.byteCount)
        // The name with its tag and length, which stand before it in the request too.
        let element = name.lowerBound &- 2..<name.upperBound
        let value = offset &+ 2 &+ element.count
        guard offset >= 8, element.count < 0x82, value &+ 2 <= end, bytes.octet(at: offset) == BERTag.sequence,
            bytes.isEqual(offset &+ 2..<value, to: asked, element)
        else { return nil }
        let tag = bytes.octet(at: value)
        let count = Int(bytes.octet(at: value &+ 1))
        let next = value &+ 2 &+ count
        let length = Int(bytes.octet(at: offset &+ 1))
        guard (1...8).contains(count), next <= end, length < 0x80, length == next &- offset &- 2,
            let integer = bytes.plainInteger(tag: tag, count: count, endingAt: next)
        else { return nil }
        offset = next
        return integer
    }
}

extension RawSpan {
    /// The number in the `count` octets, 1 to 8, before `end`, 8 or more; `nil` if that is not all there is to say.
    @inline(__always)
    fileprivate func plainInteger(tag: UInt8, count: Int, endingAt end: Int) -> Int64? {
        // What stands before the number is shifted out.
        let shift = UInt64(64 &- count &* 8)
        let aligned = UInt64(bigEndian: eightOctets(at: end &- 8)) &<< shift
        let unsigned = aligned &>> shift
        switch tag {
        case BERTag.integer: return count <= 4 ? Int64(bitPattern: aligned) &>> Int64(shift) : nil
        case BERTag.counter32, BERTag.gauge32, BERTag.timeTicks: return unsigned <= UInt32.max ? Int64(unsigned) : nil
        case BERTag.counter64: return Int64(bitPattern: unsigned)
        default: return nil
        }
    }
}

extension RawSpan {
    /// Whether the octets of two ranges are the same; stops the program where a range does not lie in its span.
    ///
    /// From the last backwards, because names of one request differ at their ends; the first eight may overlap.
    @inline(__always)
    func isEqual(_ range: Range<Int>, to other: RawSpan, _ otherRange: Range<Int>) -> Bool {
        guard range.count == otherRange.count else { return false }
        var position = range.count
        guard position >= 8 else {
            while position > 0 {
                position -= 1
                guard octet(at: range.lowerBound + position) == other.octet(at: otherRange.lowerBound + position)
                else { return false }
            }
            return true
        }
        while position > 0 {
            position = max(0, position - 8)
            guard
                eightOctets(at: range.lowerBound + position)
                    == other.eightOctets(at: otherRange.lowerBound + position)
            else { return false }
        }
        return true
    }
}
