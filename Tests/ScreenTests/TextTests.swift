import Testing

@testable import Screen

@Suite struct `Text in columns` {
    @Test(arguments: [
        ("abc", 3), ("äöå", 3), ("a\u{308}", 1), ("東京", 4), ("■▲○‖●", 5), ("한", 2), ("\u{1112}\u{1161}\u{11AB}", 2),
        ("🚨", 2), ("▁█", 2), ("ﾊ", 1), ("！", 2), ("", 0),
    ])
    func `has the width that terminals give it`(text: String, columns: Int) {
        #expect(text.columns == columns)
    }

    @Test(arguments: [
        ("kuusela", 7, "kuusela"), ("kuusela", 6, "kuuse…"), ("東京都", 5, "東京…"), ("東京都", 4, "東…"), ("ab", 1, "…"),
        ("ab", 0, ""),
    ])
    func `is cut off at whole characters`(text: String, width: Int, clipped: String) {
        #expect(text.clipped(to: width) == clipped)
    }

    @Test func `fills its place exactly`() {
        var line = Line()
        line.add("東京", width: 3)
        line.add("7", width: 3, alignment: .right)
        line.move(to: 10)
        #expect(line.pieces.map(\.text).joined() == "東…  7    ")
        #expect(line.columns == 10)
    }

    @Test func `steers nothing`() {
        let line = Line("a\u{1B}[2Jb\u{202E}c\u{0}")
        #expect(line.pieces.map(\.text) == ["a\\u{1B}[2Jb\\u{202E}c\\u{0}"])
    }

    @Test func `piles at most three marks on a character and none on nothing`() {
        let line = Line("\u{301}z\u{300}\u{301}\u{302}\u{303}\u{304}")
        #expect(line.pieces.map(\.text) == ["z\u{300}\u{301}\u{302}"])
    }

    @Test func `a wide character at the edge becomes a space`() {
        var frame = Frame(size: Size(columns: 3, rows: 1))
        frame.put(Line("東京"), row: 0)
        #expect(frame.rows[0].map(\.text) == ["東", "", " "])
    }

    @Test func `is drawn in runs that a wide character ends`() {
        var frame = Frame(size: Size(columns: 6, rows: 1))
        var line = Line("ab東")
        line.add("c", .bold)
        line.add("d", .bold)
        frame.put(line, row: 0)
        #expect(TerminalScreen.runs(frame.rows[0]).map(\.text) == ["ab東", "cd"])
        #expect(TerminalScreen.runs(frame.rows[0]).map(\.column) == [0, 4])
    }

    @Test(arguments: [
        ("sw2", "sw10", true), ("sw10", "sw2", false), ("a", "b", true), ("sw", "sw1", true), ("x1y2", "x1y10", true),
    ])
    func `names are sorted as people count`(left: String, right: String, precedes: Bool) {
        #expect(precedesNaturally(left, right) == precedes)
    }

    @Test func `round trips are bars, lost ones a cross`() {
        #expect(Sparkline.text([0, 500, nil, 1000], width: 8) == "▁▄×█")
        #expect(Sparkline.text([1, 2, 3], width: 2).count == 2)
        #expect(Sparkline.text([.max, -5], width: 8) == "█▁")
    }
}

@Suite struct `A list` {
    @Test(
        arguments: [
            ([1, 1, 1], nil, 3, 0..<3), ([1, 1, 1, 1], nil, 3, 0..<2), ([1, 1, 1, 1], 3, 3, 2..<4),
            ([2, 1, 3, 1, 1], 2, 5, 0..<2),
            ([1, 1, 1, 1, 1, 1], 3, 4, 2..<4), ([9], 0, 3, 0..<1), ([], nil, 3, 0..<0),
        ] as [([Int], Int?, Int, Range<Int>)])
    func `shows the selected one`(heights: [Int], selected: Int?, room: Int, range: Range<Int>) {
        let shown = Listing.visible(heights: heights, selected: selected, room: room)
        if let selected { #expect(shown.contains(selected)) } else { #expect(shown == range) }
    }
}
