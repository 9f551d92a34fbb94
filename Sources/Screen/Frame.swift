/// How large the screen is, in character cells.
public struct Size: Sendable, Hashable {
    public var columns: Int
    public var rows: Int

    public init(columns: Int, rows: Int) {
        self.columns = columns
        self.rows = rows
    }
}

/// A whole screen as a grid of cells: what a view makes and the terminal draws.
public struct Frame: Sendable, Hashable {
    /// One place of the grid.
    public struct Cell: Sendable, Hashable {
        /// A character with its marks; `""` where the wide one on the left reaches over.
        public var text: String
        public var style: Style

        /// An empty place.
        public static let blank = Cell(text: " ", style: Style())
    }

    public let size: Size
    /// Always `size.rows` rows of `size.columns` cells.
    public private(set) var rows: [[Cell]]

    /// An empty screen.
    public init(size: Size) {
        self.size = size
        rows = Array(repeating: Array(repeating: .blank, count: max(0, size.columns)), count: max(0, size.rows))
    }

    /// What fits of the lines, from the top.
    init(_ lines: [Line], size: Size) {
        self.init(size: size)
        for (row, line) in lines.prefix(rows.count).enumerated() {
            put(line, row: row)
        }
    }

    /// Draws a line over a row; what does not fit is cut off, a wide character at the edge becomes a space.
    mutating func put(_ line: Line, row: Int) {
        guard rows.indices.contains(row) else { return }
        var column = 0
        for piece in line.pieces {
            for character in piece.text {
                let width = character.columns
                guard column < size.columns else { return }
                guard column + width <= size.columns else {
                    rows[row][column] = Cell(text: " ", style: piece.style)
                    return
                }
                rows[row][column] = Cell(text: String(character), style: piece.style)
                for covered in 1..<max(1, width) {
                    rows[row][column + covered] = Cell(text: "", style: piece.style)
                }
                column += width
            }
        }
    }

    /// The characters alone, a line each, spaces at the end left out.
    public var text: [String] {
        rows.map { row in
            let line = row.map(\.text).joined()
            return String(line.reversed().drop { $0 == " " }.reversed())
        }
    }
}
