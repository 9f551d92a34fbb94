/// What is left of a column once its course is taken away, packed: in blocks of 128 of as many bits as most of the
/// numbers need, those that need more written behind the block; or, where nearly all are 0, as a list of the others.
enum Residuals {
    static let blockLength = 128
    /// More numbers that are too long for a block's width are worth more bits for all.
    private static let mostExceptions = 32

    /// How a block is packed best: number = reference + high · 2^width + low.
    struct BlockPlan {
        var reference: Int64
        var width: Int
        /// Bytes without the reference.
        var cost: Int
        var exceptions: Int
    }

    /// How numbers are packed.
    enum Packing {
        case list
        case blocks([BlockPlan])

        var isList: Bool {
            switch self {
            case .list: true
            case .blocks: false
            }
        }
    }

    // MARK: - Choosing

    /// About the bytes that the numbers take, without a look at what a block's exceptions would save.
    static func roughCost(_ numbers: Span<Int64>) -> Int {
        var blocks = 0
        var changes = 0
        var start = 0
        while start < numbers.count {
            let end = min(start + blockLength, numbers.count)
            var (lowest, highest) = (Int64.max, Int64.min)
            for place in start..<end {
                let number = numbers[place]
                lowest = min(lowest, number)
                highest = max(highest, number)
                if number != 0 { changes &+= 1 }
            }
            let width = 64 - UInt64(bitPattern: highest &- lowest).leadingZeroBitCount
            blocks += 3 + (end - start) * width / 8
            start = end
        }
        return min(blocks, 1 + 3 * changes)
    }

    /// The packing that takes less, and its bytes; `nil` if they are not below `limit`.
    static func packing(of numbers: Span<Int64>, below limit: Int) -> (Packing, cost: Int)? {
        let list = listCost(numbers, below: limit)
        if let (plans, cost) = blockPlans(numbers, below: min(list, limit)) { return (.blocks(plans), cost) }
        return list < limit ? (.list, list) : nil
    }

    /// How all blocks are packed best, and the bytes that they take; `nil` if those are not below `limit`.
    private static func blockPlans(_ numbers: Span<Int64>, below limit: Int) -> (plans: [BlockPlan], cost: Int)? {
        var plans: [BlockPlan] = []
        plans.reserveCapacity(numbers.count / blockLength + 1)
        var cost = 0
        var start = 0
        var reference: Int64 = 0
        while start < numbers.count {
            let plan = plan(numbers, start..<min(start + blockLength, numbers.count))
            cost += plan.cost + varintLength(zigzag(plan.reference &- reference))
            guard cost < limit else { return nil }
            plans.append(plan)
            reference = plan.reference
            start += blockLength
        }
        return (plans, cost)
    }

    /// Bytes that the numbers take as a list; no longer counted once it is not below `limit`.
    private static func listCost(_ numbers: Span<Int64>, below limit: Int) -> Int {
        var cost = 0
        var count = 0
        var last = -1
        for place in numbers.indices where numbers[place] != 0 {
            cost += varintLength(UInt64(place - last - 1)) + varintLength(zigzag(numbers[place]))
            count += 1
            last = place
            guard cost < limit else { return cost }
        }
        return cost + varintLength(UInt64(count))
    }

    /// The reference is one of the lowest numbers, so that a few that lie far below, as after a restart of the counted
    /// thing, do not cost all others their bits.
    private static func plan(_ numbers: Span<Int64>, _ block: Range<Int>) -> BlockPlan {
        var lowest = (Int64.max, Int64.max, Int64.max, Int64.max)
        var highest = Int64.min
        for place in block {
            let number = numbers[place]
            highest = max(highest, number)
            guard number < lowest.3 else { continue }
            if number < lowest.1 {
                lowest.3 = lowest.2
                lowest.2 = lowest.1
                if number < lowest.0 {
                    lowest.1 = lowest.0
                    lowest.0 = number
                } else {
                    lowest.1 = number
                }
            } else if number < lowest.2 {
                lowest.3 = lowest.2
                lowest.2 = number
            } else {
                lowest.3 = number
            }
        }
        if lowest.0 == highest { return BlockPlan(reference: highest, width: 0, cost: 1, exceptions: 0) }
        var best = plan(numbers, block, reference: lowest.0)
        if block.count > 8 {
            // Another reference helps only where the lowest stand alone.
            let spread = highest.subtractingReportingOverflow(lowest.3)
            let whole = highest.subtractingReportingOverflow(lowest.0)
            let isFar =
                spread.overflow || whole.overflow
                || spread.partialValue.leadingZeroBitCount > whole.partialValue.leadingZeroBitCount
            for reference in isFar ? [lowest.1, lowest.3] : [] {
                let other = plan(numbers, block, reference: reference)
                if other.cost < best.cost { best = other }
            }
        }
        return best
    }

    private static func plan(_ numbers: Span<Int64>, _ block: Range<Int>, reference: Int64) -> BlockPlan {
        // How many numbers need how many bits; those below the reference count as all 64.
        var lengths = InlineArray<65, UInt8>(repeating: 0)
        var longest = 0
        for place in block {
            let above = UInt64(bitPattern: numbers[place] &- reference)
            let length = 64 - above.leadingZeroBitCount
            lengths[length] &+= 1
            longest = max(longest, length)
        }
        // Made narrower step by step, while few numbers are too long for it.
        var best = BlockPlan(
            reference: reference, width: longest, cost: 1 + (block.count * longest + 7) / 8, exceptions: 0)
        var exceptions = 0
        var width = longest
        while width > 0 {
            exceptions += Int(lengths[width])
            width -= 1
            guard exceptions <= mostExceptions else { break }
            var cost = 2 + (block.count * width + 7) / 8 + exceptions
            var length = width + 1
            while length <= longest {
                // Those above need the bits that are left, and one for the sign; those below are mostly just −1.
                let count = Int(lengths[length])
                if count > 0 { cost += count * (length == 64 ? 2 : (length - width + 7) / 7) }
                length += 1
            }
            if cost < best.cost {
                best.width = width
                best.cost = cost
                best.exceptions = exceptions
            }
        }
        return best
    }

    // MARK: - Writing

    static func write(_ numbers: Span<Int64>, _ packing: Packing, to writer: inout ByteWriter) {
        switch packing {
        case .list: writeList(numbers, to: &writer)
        case .blocks(let plans): writeBlocks(numbers, by: plans, to: &writer)
        }
    }

    private static func writeList(_ numbers: Span<Int64>, to writer: inout ByteWriter) {
        var count = 0
        for place in numbers.indices where numbers[place] != 0 { count += 1 }
        writer.append(varint: UInt64(count))
        var last = -1
        for place in numbers.indices where numbers[place] != 0 {
            writer.append(varint: UInt64(place - last - 1))
            writer.append(signed: numbers[place])
            last = place
        }
    }

    /// - Parameter plans: What `blockPlans` found for these numbers.
    private static func writeBlocks(_ numbers: Span<Int64>, by plans: [BlockPlan], to writer: inout ByteWriter) {
        var start = 0
        var reference: Int64 = 0
        for plan in plans {
            let block = start..<min(start + blockLength, numbers.count)
            writer.append(signed: plan.reference &- reference)
            reference = plan.reference
            write(numbers, block, plan, to: &writer)
            start += blockLength
        }
    }

    private static func write(
        _ numbers: Span<Int64>, _ block: Range<Int>, _ plan: BlockPlan, to writer: inout ByteWriter
    ) {
        writer.append(byte: UInt8(plan.width) | (plan.exceptions > 0 ? 0x80 : 0))
        if plan.exceptions > 0 { writer.append(byte: UInt8(plan.exceptions)) }
        let width = UInt64(plan.width)
        if width > 0 {
            let mask = UInt64.max >> (64 &- width)
            var waiting: UInt64 = 0
            var count: UInt64 = 0
            for place in block {
                let low = UInt64(bitPattern: numbers[place] &- plan.reference) & mask
                waiting |= low << count
                if count &+ width >= 64 {
                    writer.append(littleEndian: waiting)
                    // What did not find room; nothing if it ended just at the border.
                    waiting = count == 0 ? 0 : low >> (64 &- count)
                    count = count &+ width &- 64
                } else {
                    count &+= width
                }
            }
            while count > 0 {
                writer.append(byte: UInt8(truncatingIfNeeded: waiting))
                waiting >>= 8
                count = count > 8 ? count - 8 : 0
            }
        }
        guard plan.exceptions > 0 else { return }
        for place in block {
            let high = (numbers[place] &- plan.reference) >> Int64(width)
            guard high != 0 else { continue }
            writer.append(byte: UInt8(place - block.lowerBound))
            writer.append(signed: high)
        }
    }

    // MARK: - Reading

    static func read(count: Int, isList: Bool, from reader: inout ByteReader) throws(RowError) -> [Int64] {
        isList ? try readList(count: count, from: &reader) : try readBlocks(count: count, from: &reader)
    }

    private static func readList(count: Int, from reader: inout ByteReader) throws(RowError) -> [Int64] {
        var numbers = [Int64](repeating: 0, count: count)
        let listed = try reader.varint()
        guard listed <= UInt64(count) else { throw RowError(.outOfRange, offset: reader.offset) }
        var place = -1
        for _ in 0..<listed {
            let gap = try reader.varint()
            guard gap < UInt64(count - place - 1) else { throw RowError(.outOfRange, offset: reader.offset) }
            place += Int(gap) + 1
            numbers[place] = try reader.signed()
        }
        return numbers
    }

    private static func readBlocks(count: Int, from reader: inout ByteReader) throws(RowError) -> [Int64] {
        var numbers = [Int64](repeating: 0, count: count)
        var start = 0
        var reference: Int64 = 0
        while start < count {
            let length = min(blockLength, count - start)
            reference &+= try reader.signed()
            let form = try reader.byte()
            let width = Int(form & 0x7F)
            guard width <= 64 else { throw RowError(.outOfRange, offset: reader.offset) }
            let exceptions = form & 0x80 != 0 ? Int(try reader.byte()) : 0
            guard exceptions <= length else { throw RowError(.outOfRange, offset: reader.offset) }
            try reader.unpack(width: width, adding: reference, into: &numbers, at: start..<start + length)
            var last = -1
            for _ in 0..<exceptions {
                let place = Int(try reader.byte())
                guard place > last, place < length else { throw RowError(.outOfRange, offset: reader.offset) }
                last = place
                let high = try reader.signed()
                guard width < 64 else { throw RowError(.outOfRange, offset: reader.offset) }
                numbers[start + place] &+= high << Int64(width)
            }
            start += length
        }
        return numbers
    }
}

/// Bytes of a number as a varint.
func varintLength(_ number: UInt64) -> Int {
    number == 0 ? 1 : (70 - number.leadingZeroBitCount) / 7
}
