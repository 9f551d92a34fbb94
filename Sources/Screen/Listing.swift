/// Which of several blocks of lines are on the screen, so that the selected one is.
enum Listing {
    /// The longest run of blocks that fits into `room` rows and contains `selected`, as near to the top as can be.
    /// A block that is taller than the room is shown alone.
    static func visible(heights: [Int], selected: Int?, room: Int) -> Range<Int> {
        guard !heights.isEmpty, room > 0 else { return 0..<0 }
        func end(from start: Int) -> Int {
            var used = 0
            var end = start
            while end < heights.count, used + heights[end] <= room || end == start {
                used += heights[end]
                end += 1
            }
            return end
        }
        var start = 0
        if let selected, heights.indices.contains(selected) {
            while end(from: start) <= selected { start += 1 }
        }
        return start..<end(from: start)
    }

    /// Draws the blocks that fit; where some do not, a row at the edge says how many.
    static func lines(
        _ blocks: [[Line]], selected: Int?, room: Int, above: (Int) -> Line, below: (Int) -> Line
    ) -> [Line] {
        guard blocks.reduce(0, { $0 + $1.count }) > room else { return blocks.flatMap { $0 } }
        let heights = blocks.map(\.count)
        // A row each for "more above" and "more below", whether or not both are needed: nothing jumps while scrolling.
        let range = visible(heights: heights, selected: selected, room: max(1, room - 2))
        var lines: [Line] = []
        if range.lowerBound > 0 { lines.append(above(range.lowerBound)) }
        lines += blocks[range].flatMap { $0 }.prefix(max(0, room - 2))
        if range.upperBound < blocks.count { lines.append(below(blocks.count - range.upperBound)) }
        return Array(lines.prefix(room))
    }
}
