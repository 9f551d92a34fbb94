import Control
import Model

/// What waits for one reader of the stream. The latest wins: however slow the reader is, no more than one board waits.
struct PendingUpdate {
    private var content: BoardUpdate?
    private var heartbeat: Timestamp?

    /// Adds an update.
    ///
    /// - Parameter board: The board with the update in it, sent instead where two changes do not make one.
    mutating func add(_ update: BoardUpdate, board: Board) {
        switch (content, update) {
        case (_, .heartbeat(let time)): heartbeat = time
        case (nil, _), (_, .full): content = update
        case (.full, .change): content = .full(board)
        case (.change(let first), .change(let second)):
            content = first.followed(by: second).map { .change($0) } ?? .full(board)
        case (.heartbeat, .change): content = update
        }
    }

    /// The next to send: what changed before the heartbeat that vouches for it.
    mutating func take() -> BoardUpdate? {
        if let content {
            self.content = nil
            return content
        }
        defer { heartbeat = nil }
        return heartbeat.map { .heartbeat($0) }
    }
}
