// Screen — the terminal screen: (board, size, selection) → frame → cells; keys.
//
// Everything that is decided is decided in values: a test needs no terminal, no socket and no clock. It asks nobody
// itself (the tool's `watch` does, with Control) and keeps no time; only `TerminalScreen` touches C.
//
//   WatchState            what the screen knows and shows: event(key, board, tick …, now) → actions
//   Overview, SiteRow     a board arranged for people: worst first, yellows folded, sites as rows of a matrix
//   Views/…View           (state, size, wording, now) → Frame, one file each
//   Frame, Line, Style    a grid of cells; text of known width; colour by role
//   Phrases               the words that only the screen needs, in three languages (Wording+…)
//   Key                   what was pressed
//   TerminalScreen        ncurses: draws a frame, reads keys, puts the terminal back as it was
