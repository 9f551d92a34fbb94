import Control
import Model
import Rules

/// The board as it was published last, and what of it screens were not told yet.
struct PublishedBoard {
    private(set) var board: Board
    /// The places of hosts that look different than was told.
    private var untold: Set<Int> = []
    private var told: (sequence: Int64, incidents: [Incident], notices: [String])
    /// Screens need all of it: other hosts, or another configuration.
    private var isNew = true

    init(_ board: Board) {
        self.board = board
        told = (board.sequence, board.incidents, board.notices)
    }

    /// Brings it up to date.
    mutating func renew(by judge: inout Judge, now: Timestamp) {
        guard let changed = judge.renew(&board, now: now) else { return replace(judge.board(now: now)) }
        untold.formUnion(changed)
    }

    /// Begins anew: the judge goes by another configuration.
    mutating func replace(_ board: Board) {
        self.board = board
        isNew = true
    }

    /// What screens have to be told to see it as it is now; they count as told.
    mutating func takeUpdate() -> BoardUpdate {
        defer {
            untold.removeAll(keepingCapacity: true)
            told = (board.sequence, board.incidents, board.notices)
            isNew = false
        }
        if isNew { return .full(board) }
        return .change(
            BoardChange(
                previous: told.sequence, sequence: board.sequence, time: board.time, freshness: board.freshness,
                hosts: untold.sorted().map { board.hosts[$0] },
                incidents: board.incidents == told.incidents ? nil : board.incidents,
                notices: board.notices == told.notices ? nil : board.notices))
    }
}
