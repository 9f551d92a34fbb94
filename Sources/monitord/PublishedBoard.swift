import Control
import Model
import Rules

/// The board as it is now, and as screens were told of it last.
struct PublishedBoard {
    private(set) var board: Board
    private var told: Board

    init(_ board: Board) {
        self.board = board
        told = board
    }

    /// Brings it up to date.
    mutating func renew(by judge: inout Judge, now: Timestamp) {
        if !judge.renew(&board, now: now) { replace(by: judge, now: now) }
    }

    /// Makes it anew: the judge goes by another configuration.
    mutating func replace(by judge: Judge, now: Timestamp) {
        board = judge.board(now: now)
    }

    /// What screens have to be told to see it as it is now, and count as told of; `nil` while nothing happened but that
    /// evidence is newer: they would not know it from what they have.
    mutating func takeUpdate() -> BoardUpdate? {
        guard board.sequence != told.sequence else { return nil }
        defer { told = board }
        return BoardChange(from: told, to: board).map { .change($0) } ?? .full(board)
    }
}
