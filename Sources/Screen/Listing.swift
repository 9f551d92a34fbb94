/// Which of several blocks of lines are on the screen, so that the selected one is.
enum Listing {
    /// The blocks that are shown, and whether a row above or below says that there are more.
    static func visible(heights: [Int], selected: Int?, room: Int) -> Range<Int> {
        let total = heights.reduce(0, +)
        guard total > room else { return heights.indices }
        // From the top, with a row below for the rest.
        let top = run(heights, from: 0, room: room - 1)
        guard let selected, heights.indices.contains(selected), selected >= top.upperBound else { return top }
        // To the end, with a row above.
        let tail = runBackwards(heights, room: room - 1)
        if tail.contains(selected) { return tail }
        // In the middle, with a row at each edge; the selected one is the last that is shown whole.
        var start = 0
        while run(heights, from: start, room: room - 2).upperBound <= selected { start += 1 }
        return run(heights, from: start, room: room - 2)
    }

    /// Draws the blocks that fit; where some do not, a row at the edge says how many.
    static func lines(
        _ blocks: [[Line]], selected: Int?, room: Int, above: (Int) -> Line, below: (Int) -> Line
    ) -> [Line] {
        let range = visible(heights: blocks.map(\.count), selected: selected, room: room)
        var lines: [Line] = []
        if range.lowerBound > 0 { lines.append(above(range.lowerBound)) }
        lines += blocks[range].flatMap { $0 }
        if range.upperBound < blocks.count {
            lines = lines.prefix(max(0, room - 1)) + [below(blocks.count - range.upperBound)]
        }
        return Array(lines.prefix(max(0, room)))
    }

    /// The longest run from `start` that fits; at least one block, even if that alone is too tall.
    private static func run(_ heights: [Int], from start: Int, room: Int) -> Range<Int> {
        var used = 0
        var end = start
        while end < heights.count, used + heights[end] <= room || end == start {
            used += heights[end]
            end += 1
        }
        return start..<end
    }

    private static func runBackwards(_ heights: [Int], room: Int) -> Range<Int> {
        var used = 0
        var start = heights.count
        while start > 0, used + heights[start - 1] <= room {
            start -= 1
            used += heights[start]
        }
        return start..<heights.count
    }
}
