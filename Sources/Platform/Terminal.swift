import Glibc

/// What is known of a terminal without drawing on it.
public enum Terminal {
    /// Columns and rows in character cells.
    public struct Size: Hashable, Sendable {
        public var columns: Int
        public var rows: Int

        public init(columns: Int, rows: Int) {
            self.columns = columns
            self.rows = rows
        }
    }

    /// Whether a person sees what is written there: else no colours, no cursor.
    public static func isTerminal(descriptor: Int32 = 1) -> Bool {
        isatty(descriptor) == 1
    }

    /// `nil` for pipes, files and terminals that do not know their size.
    public static func size(descriptor: Int32 = 1) -> Size? {
        var window = winsize()
        guard unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &window) == 0, window.ws_col > 0, window.ws_row > 0 else {
            return nil
        }
        return Size(columns: Int(window.ws_col), rows: Int(window.ws_row))
    }
}
