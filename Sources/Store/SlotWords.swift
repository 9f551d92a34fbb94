import Model

/// What the slots of a group held at one time, in one array: a bit for each that had a value; a bit for each whose last known
/// value is a real; the bits of the last known values.
struct SlotWords: Sendable {
    private(set) var words: [UInt64] = []
    private(set) var slotCount = 0

    /// So many words hold a bit for each slot.
    static func markCount(_ slotCount: Int) -> Int { (slotCount + 63) / 64 }
    static func wordCount(_ slotCount: Int) -> Int { 2 * markCount(slotCount) + slotCount }

    var markCount: Int { Self.markCount(slotCount) }
    var present: ArraySlice<UInt64> { words[..<markCount] }
    var reals: ArraySlice<UInt64> { words[markCount..<2 * markCount] }

    /// What a slot held; `nil` if nothing was read.
    subscript(slot: Int) -> Value? {
        let (mark, bit) = (slot / 64, UInt64(1) << UInt64(slot % 64))
        guard words[mark] & bit != 0 else { return nil }
        let pattern = words[2 * markCount + slot]
        return words[markCount + mark] & bit != 0
            ? .real(Double(bitPattern: pattern)) : .integer(Int64(bitPattern: pattern))
    }

    /// Adds slots without values at the end; never takes any away.
    mutating func grow(to count: Int) {
        guard count > slotCount else { return }
        let more = repeatElement(UInt64(0), count: Self.markCount(count) - markCount)
        words = Array(present) + more + Array(reals) + more + words[(2 * markCount)...]
        slotCount = count
        words += repeatElement(0, count: Self.wordCount(count) - words.count)
    }

    // MARK: - Differences

    /// What a row holds of the values, against those before.
    struct Differences {
        /// One for each value that is there.
        var numbers: [UInt64]
        var unchanged = 0
        /// The bytes of all numbers.
        var length = 0
        var isPresentChanged = false
        var isRealChanged = false
    }

    /// How the values, at least as many as there are slots, differ from those before, of which they take the place. Integers
    /// by their wrapping difference; reals by XOR with the bytes turned round, so that the zeros at the end of short decimals
    /// come to the front. They are held against 0 where the slot held the other kind.
    mutating func take(_ next: [Value?]) -> Differences {
        grow(to: next.count)
        // Spans and locals: the loop is the hottest one of storing.
        var numbers = [UInt64](repeating: 0, count: next.count)
        var (count, unchanged, length) = (0, 0, 0)
        var (isPresentChanged, isRealChanged) = (false, false)
        let (marks, source) = (markCount, next.span)
        var words = words.mutableSpan
        var differences = numbers.mutableSpan
        for mark in 0..<marks {
            var present: UInt64 = 0
            var reals = words[marks + mark]
            for place in mark * 64..<min(mark * 64 + 64, source.count) {
                let bit = UInt64(1) << UInt64(place & 63)
                let reference = words[2 * marks + place]
                let pattern: UInt64
                let difference: UInt64
                switch source[place] {
                case nil: continue
                case .integer(let integer):
                    pattern = UInt64(bitPattern: integer)
                    difference = zigzag(Int64(bitPattern: pattern &- (reals & bit == 0 ? reference : 0)))
                    reals &= ~bit
                case .real(let real):
                    pattern = real.bitPattern
                    difference = (pattern ^ (reals & bit != 0 ? reference : 0)).byteSwapped
                    reals |= bit
                }
                words[2 * marks + place] = pattern
                present |= bit
                if difference == 0 { unchanged &+= 1 }
                length &+= varintLength(difference)
                differences[count] = difference
                count &+= 1
            }
            if words[mark] != present { isPresentChanged = true }
            if words[marks + mark] != reals { isRealChanged = true }
            words[mark] = present
            words[marks + mark] = reals
        }
        numbers.removeLast(next.count - count)
        return Differences(
            numbers: numbers, unchanged: unchanged, length: length, isPresentChanged: isPresentChanged,
            isRealChanged: isRealChanged)
    }

    /// Takes in the differences of a row.
    ///
    /// - Parameters:
    ///   - present: As many marks as the slots need, likewise `reals`; those behind the last slot are 0.
    ///   - changes: Which of the values that are there have a difference; `nil`: all.
    mutating func apply(
        present: [UInt64], reals: [UInt64], changes: [UInt64]?, from reader: inout ByteReader
    ) throws(RowError) {
        let (marks, hasChanges) = (markCount, changes != nil)
        let changed = changes ?? []
        var number = 0
        for mark in 0..<marks {
            let (there, kinds, before) = (present[mark], reals[mark], words[marks + mark])
            words[mark] = there
            words[marks + mark] = kinds
            var rest = there
            while rest != 0 {
                let bit = rest & (0 &- rest)
                let place = 2 * marks + mark * 64 + rest.trailingZeroBitCount
                rest ^= bit
                let isChanged = !hasChanges || changed[number / 64] & (1 << UInt64(number % 64)) != 0
                let difference = isChanged ? try reader.varint() : 0
                number += 1
                let reference = (kinds ^ before) & bit == 0 ? words[place] : 0
                words[place] =
                    kinds & bit != 0
                    ? reference ^ difference.byteSwapped : reference &+ UInt64(bitPattern: unzigzag(difference))
            }
        }
    }
}

extension ByteWriter {
    /// One bit for each of so many slots, filled up to whole bytes.
    mutating func append(marks: ArraySlice<UInt64>, count: Int) {
        for byte in 0..<(count + 7) / 8 {
            append(byte: UInt8(truncatingIfNeeded: marks[marks.startIndex + byte / 8] >> UInt64(byte % 8 * 8)))
        }
    }
}

extension ByteReader {
    /// One bit for each of so many slots; those behind the last must be 0.
    mutating func marks(_ count: Int) throws(RowError) -> [UInt64] {
        let bytes = try take((count + 7) / 8)
        if count % 8 != 0, let last = bytes.last, last >> UInt8(count % 8) != 0 {
            throw RowError(.outOfRange, offset: offset)
        }
        var marks = [UInt64](repeating: 0, count: SlotWords.markCount(count))
        for place in bytes.indices { marks[place / 8] |= UInt64(bytes[place]) << UInt64(place % 8 * 8) }
        return marks
    }
}
