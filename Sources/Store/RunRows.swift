import Model

/// The rows of a run as they were read, one after the other.
///
/// All in one array, as it is added to with every reading that comes in. Of each row: the time in milliseconds; 0 or
/// sysUpTime + 1; the words of its slots.
struct RunRows: Sendable {
    private var words: [UInt64] = []
    private var slotCount = 0
    private(set) var count = 0

    /// The memory that it takes, about.
    var byteCount: Int { words.count * 8 }

    private static let headCount = 2
    private var markCount: Int { SlotWords.markCount(slotCount) }
    private var stride: Int { Self.headCount + SlotWords.wordCount(slotCount) }

    /// Adds a row; it has at least as many slots as the one before.
    mutating func append(_ time: Timestamp, uptime: UInt32?, _ slots: SlotWords) {
        if slots.slotCount > slotCount { widen(to: slots.slotCount) }
        words.append(UInt64(bitPattern: time.milliseconds))
        words.append(uptime.map { UInt64($0) + 1 } ?? 0)
        words += slots.words
        count += 1
    }

    /// Slots were added: the rows before did not have them.
    private mutating func widen(to newCount: Int) {
        let (old, oldStride, oldMarks) = (words, stride, markCount)
        slotCount = newCount
        words = []
        for start in Swift.stride(from: 0, to: old.count, by: oldStride) {
            let more = repeatElement(UInt64(0), count: markCount - oldMarks)
            let marks = start + Self.headCount
            words += old[start..<marks + oldMarks] + more
            words += old[marks + oldMarks..<marks + 2 * oldMarks] + more
            words += old[marks + 2 * oldMarks..<start + oldStride]
            words += repeatElement(0, count: stride - (words.count % stride == 0 ? stride : words.count % stride))
        }
    }

    /// Column by column, of some of the slots; those that no row has are missing.
    func stretch(of slots: some Collection<Int>) -> Stretch { stretch(of: slots, rows: 0..<count) }

    /// Likewise, of the last row only; empty if there is none.
    func lastRow(of slots: some Collection<Int>) -> Stretch { stretch(of: slots, rows: max(0, count - 1)..<count) }

    private func stretch(of slots: some Collection<Int>, rows: Range<Int>) -> Stretch {
        var uptimes = ChunkColumn(count: 0)
        for row in rows {
            let uptime = words[row * stride + 1]
            uptimes.append(uptime == 0 ? nil : .integer(Int64(uptime - 1)))
        }
        return Stretch(
            times: rows.map { Int64(bitPattern: words[$0 * stride]) }, uptimes: uptimes,
            columns: slots.map { column($0, rows) })
    }

    private func column(_ slot: Int, _ rows: Range<Int>) -> ChunkColumn {
        let empty = ChunkColumn(count: rows.count)
        guard slot < slotCount else { return empty }
        let (stride, mark, bit) = (stride, Self.headCount + slot / 64, UInt64(1) << UInt64(slot % 64))
        let (realMark, value) = (mark + markCount, Self.headCount + 2 * markCount + slot)
        var (allKinds, allPatterns) = (empty.kinds, empty.patterns)
        let words = words.span
        var kinds = allKinds.mutableSpan
        var patterns = allPatterns.mutableSpan
        for row in rows where words[row * stride + mark] & bit != 0 {
            kinds[row - rows.lowerBound] = words[row * stride + realMark] & bit != 0 ? .real : .integer
            patterns[row - rows.lowerBound] = words[row * stride + value]
        }
        return ChunkColumn(kinds: allKinds, patterns: allPatterns)
    }
}
