import Model

/// One line of the screen as it is being put together: pieces of text in a style, of known width.
///
/// Everything that is added is made visible first, so no string of a device steers the terminal, whichever view draws it.
struct Line: Sendable, Hashable {
    /// A stretch in one style.
    struct Piece: Sendable, Hashable {
        var text: String
        var style: Style
    }

    /// Where the spaces go: behind the text, or before it as with numbers.
    enum Alignment {
        case left, right
    }

    private(set) var pieces: [Piece] = []
    private(set) var columns = 0

    init() {}

    init(_ text: some StringProtocol, _ style: Style = .plain) {
        add(text, style)
    }

    /// As much as there is, made visible.
    mutating func add(_ text: some StringProtocol, _ style: Style = .plain) {
        append(text.visible(limit: 1000).withoutPiledMarks, style)
    }

    /// Exactly `width` columns: cut off with an ellipsis or filled up with spaces.
    mutating func add(
        _ text: some StringProtocol, width: Int, _ style: Style = .plain, alignment: Alignment = .left
    ) {
        guard width > 0 else { return }
        let shown = text.visible(limit: 1000).withoutPiledMarks.clipped(to: width)
        let padding = String(repeating: " ", count: width - shown.columns)
        switch alignment {
        case .left: append(shown + padding, style)
        case .right: append(padding + shown, style)
        }
    }

    /// Fills up with spaces; does nothing if the line is already that far.
    mutating func move(to column: Int, _ style: Style = .plain) {
        if column > columns {
            append(String(repeating: " ", count: column - columns), style)
        }
    }

    /// Appends all of another line.
    mutating func add(_ other: Line) {
        for piece in other.pieces {
            append(piece.text, piece.style)
        }
    }

    /// The line as the one that is selected: reversed over the whole width.
    func selected(width: Int) -> Line {
        var line = self
        line.move(to: width)
        for position in line.pieces.indices {
            line.pieces[position].style.isReversed = true
            line.pieces[position].style.isDim = false
        }
        return line
    }

    private mutating func append(_ text: String, _ style: Style) {
        guard !text.isEmpty else { return }
        pieces.append(Piece(text: text, style: style))
        columns += text.columns
    }
}

extension String {
    /// At most three marks on a character and none without one: a cell of ncurses holds five code points, and towers of
    /// marks reach into the lines above. Variation selectors go, since terminals disagree on their width.
    fileprivate var withoutPiledMarks: String {
        guard unicodeScalars.contains(where: { $0.columns == 0 }) else { return self }
        var result = String.UnicodeScalarView()
        var marks = 3
        for scalar in unicodeScalars {
            if scalar.columns > 0 {
                result.append(scalar)
                marks = 0
            } else if marks < 3, !(0xFE00...0xFE0F).contains(scalar.value) {
                result.append(scalar)
                marks += 1
            }
        }
        return String(result)
    }
}
