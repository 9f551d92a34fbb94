import CCurses
import Model

/// What went wrong with the terminal.
public enum TerminalError: Error, Sendable, CustomStringConvertible {
    /// Standard input or output is no terminal, or TERM names a kind that is not known here.
    case none

    public var description: String {
        "monitor watch needs a terminal: start it in one (with ssh: ssh -t HOST monitor watch); "
            + "if this is one, TERM may be unknown here: try TERM=xterm-256color. Without a terminal: monitor status"
    }
}

/// The terminal of this process, taken over by ncurses until `close()`; ncurses itself gives it back when a signal ends
/// the process. One a process, used from one thread.
public final class TerminalScreen {
    /// What ended a wait.
    public struct Wake: OptionSet, Sendable {
        public let rawValue: Int32

        public init(rawValue: Int32) {
            self.rawValue = rawValue
        }

        public static let keys = Wake(rawValue: 1)
        public static let other = Wake(rawValue: 2)
        /// The terminal is gone: its window was closed, its connection lost.
        public static let hungUp = Wake(rawValue: 4)
    }

    /// Takes the terminal over.
    public init() throws(TerminalError) {
        guard curses_open() == 0 else { throw .none }
    }

    deinit {
        curses_close()
    }

    /// Gives the terminal back as it was.
    public func close() {
        curses_close()
    }

    public var size: Size {
        Size(columns: Int(curses_columns()), rows: Int(curses_rows()))
    }

    /// Shows a frame; ncurses sends only what differs from the one before.
    public func draw(_ frame: Frame) {
        curses_begin()
        for (row, cells) in frame.rows.enumerated() {
            for run in TerminalScreen.runs(cells) {
                unsafe curses_put(
                    Int32(row), Int32(run.column), run.text, run.style.attributes, run.style.role.colour)
            }
        }
        curses_show()
    }

    /// The terminal's bell.
    public func ring() {
        curses_bell()
    }

    /// Waits for a key, for `descriptor` to become readable, or for `time` to pass; a signal may end it early.
    public func wait(besides descriptor: Int32?, atMost time: Duration) -> Wake {
        let milliseconds = Int32(clamping: max(0, time.wholeMilliseconds))
        return Wake(rawValue: curses_wait(descriptor ?? -1, milliseconds))
    }

    /// The keys pressed since it was asked last. After a change of size everything is drawn anew.
    public func keys() -> [Key] {
        var keys: [Key] = []
        // A pasted novel must not keep the screen from drawing.
        while keys.count < 256 {
            let input = curses_next()
            switch input.key {
            case CURSES_NOTHING: return keys
            case CURSES_RESIZE: curses_redraw()
            case CURSES_CHARACTER:
                if let scalar = Unicode.Scalar(input.character) { keys.append(.character(Character(scalar))) }
            case CURSES_UP: keys.append(.up)
            case CURSES_DOWN: keys.append(.down)
            case CURSES_LEFT: keys.append(.left)
            case CURSES_RIGHT: keys.append(.right)
            case CURSES_PAGE_UP: keys.append(.pageUp)
            case CURSES_PAGE_DOWN: keys.append(.pageDown)
            case CURSES_HOME: keys.append(.home)
            case CURSES_END: keys.append(.end)
            case CURSES_ENTER: keys.append(.enter)
            case CURSES_ESCAPE: keys.append(.escape)
            case CURSES_BACKSPACE: keys.append(.backspace)
            default: break
            }
        }
        return keys
    }

    /// A stretch of a row in one style. A wide character ends it: where the terminal counts columns differently, the
    /// next stretch stands right all the same.
    struct Run: Equatable {
        var column: Int
        var text: String
        var style: Style
    }

    /// A row cut where the style changes and behind wide characters.
    static func runs(_ cells: [Frame.Cell]) -> [Run] {
        var runs: [Run] = []
        var isAfterWide = true
        for (column, cell) in cells.enumerated() {
            if cell.text.isEmpty {
                isAfterWide = true
            } else if !isAfterWide, runs[runs.count - 1].style == cell.style {
                runs[runs.count - 1].text += cell.text
            } else {
                runs.append(Run(column: column, text: cell.text, style: cell.style))
                isAfterWide = false
            }
        }
        return runs
    }
}

extension Style {
    fileprivate var attributes: Int32 {
        (isBold ? Int32(CURSES_BOLD.rawValue) : 0) | (isReversed ? Int32(CURSES_REVERSED.rawValue) : 0)
            | (isDim ? Int32(CURSES_DIM.rawValue) : 0)
    }
}

extension Style.Role {
    fileprivate var colour: curses_colour {
        switch self {
        case .text: CURSES_PLAIN
        case .muted: CURSES_MUTED
        case .light(.red): CURSES_RED
        case .light(.yellow): CURSES_YELLOW
        case .light(.grey): CURSES_GREY
        case .light(.blue): CURSES_BLUE
        case .light(.green): CURSES_GREEN
        }
    }
}
