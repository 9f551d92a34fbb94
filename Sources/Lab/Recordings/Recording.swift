import SNMP

/// What a device once said, object by object: complete bindings in lexicographic order, encoded as they travel.
///
/// A few octets more than the wire needs for each object, and none of its own in the heap.
public struct Recording: Hashable, Sendable {
    /// The bindings, one behind the other.
    private(set) var octets: [UInt8] = []
    /// Where each begins, and the end of the last.
    private var starts: [UInt32] = [0]
    /// Places whose value is a Counter64, of which SNMPv1 knows nothing; one bit a place.
    private var counters: [UInt64] = []

    /// sysUpTime.0 (RFC 3418), the one value that may run.
    static let uptimeName: [UInt8] = [0x2b, 6, 1, 2, 1, 1, 3, 0]

    init() {}

    /// How many objects there are.
    public var count: Int { starts.count - 1 }

    /// Appends an object, whose name must be greater than all before it.
    ///
    /// - Parameter value: The value with tag and length.
    mutating func append(name: [UInt8], value: some Collection<UInt8>, isCounter64: Bool) {
        if count % 64 == 0 { counters.append(0) }
        if isCounter64 { counters[count / 64] |= 1 << UInt64(count % 64) }
        let nameLength = name.count + Recording.lengthOctets(name.count) + 1
        octets.append(BERTag.sequence)
        appendLength(nameLength + value.count)
        octets.append(BERTag.objectIdentifier)
        appendLength(name.count)
        octets += name
        octets += value
        starts.append(UInt32(octets.count))
    }

    /// Gives back what was reserved and is not needed.
    mutating func finish() {
        var exact: [UInt8] = []
        exact.reserveCapacity(octets.count)
        exact += octets
        octets = exact
    }

    /// Where the binding at a place lies.
    func binding(at place: Int) -> Range<Int> { Int(starts[place])..<Int(starts[place + 1]) }

    /// Where the content octets of the name at a place lie.
    func name(at place: Int) -> Range<Int> {
        let name = Int(starts[place]) + 1 + lengthOctets(at: Int(starts[place]) + 1)
        let start = name + 1 + lengthOctets(at: name + 1)
        return start..<start + length(at: name + 1)
    }

    func isCounter64(at place: Int) -> Bool { counters[place / 64] >> UInt64(place % 64) & 1 == 1 }

    /// How many names come before this one, or are it where that counts.
    func places(before name: [UInt8], orEqual: Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            let order = NameOrder.compare(octets, self.name(at: middle), name)
            if order < 0 || (orEqual && order == 0) { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Where an object stands; `nil` if it was not recorded.
    func place(of name: [UInt8]) -> Int? {
        let place = places(before: name, orEqual: false)
        return place < count && octets[self.name(at: place)] == name[...] ? place : nil
    }

    private mutating func appendLength(_ length: Int) {
        switch length {
        case ..<0x80: octets.append(UInt8(length))
        case ..<0x100: octets += [0x81, UInt8(length)]
        default: octets += [0x82, UInt8(length >> 8), UInt8(length & 0xff)]
        }
    }

    /// How many octets a length takes; no binding is as long as 65,536.
    private static func lengthOctets(_ length: Int) -> Int { length < 0x80 ? 1 : length < 0x100 ? 2 : 3 }

    private func lengthOctets(at offset: Int) -> Int {
        octets[offset] < 0x80 ? 1 : 1 + Int(octets[offset] & 0x7f)
    }

    private func length(at offset: Int) -> Int {
        switch octets[offset] {
        case 0x81: Int(octets[offset + 1])
        case 0x82: Int(octets[offset + 1]) << 8 | Int(octets[offset + 2])
        default: Int(octets[offset])
        }
    }
}

/// The order of names by their content octets: sub-identifier by sub-identifier (RFC 3416 §4.2.2).
///
/// BER writes greater numbers with more octets, of which all but the last have their highest bit set (X.690 §8.19.2).
enum NameOrder {
    /// Below, at or above zero as the name at `range` comes before `other`, is it, or comes behind it. Both have
    /// sub-identifiers of as few octets as possible.
    static func compare(_ octets: [UInt8], _ range: Range<Int>, _ other: [UInt8]) -> Int {
        let common = min(range.count, other.count)
        var index = 0
        while index < common, octets[range.lowerBound + index] == other[index] { index += 1 }
        guard index < common else { return range.count - other.count }
        // What comes before is one and the same; from here on the longer sub-identifier is the greater.
        let left = octets[range.lowerBound + index]
        let right = other[index]
        if left < 0x80 && right < 0x80 { return Int(left) - Int(right) }
        let leftMore = more(octets, range.lowerBound + index, range.upperBound)
        let rightMore = more(other, index, other.count)
        return leftMore == rightMore ? Int(left) - Int(right) : leftMore - rightMore
    }

    /// How many octets follow in the sub-identifier.
    private static func more(_ octets: [UInt8], _ start: Int, _ end: Int) -> Int {
        var offset = start
        while offset < end, octets[offset] >= 0x80 { offset += 1 }
        return offset - start
    }

    /// Whether content octets are a name with sub-identifiers of as few octets as possible.
    static func isCanonical(_ octets: [UInt8]) -> Bool {
        guard let last = octets.last, last < 0x80 else { return octets.isEmpty }
        var isFirst = true
        for octet in octets {
            if isFirst, octet == 0x80 { return false }
            isFirst = octet < 0x80
        }
        return true
    }
}
