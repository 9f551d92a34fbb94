import Control
import Model
import Platform

/// The board in a file, for the day when the daemon is dead and somebody asks: replaced whole, not too often.
struct BoardSnapshotFile {
    let path: String

    init(directory: String) {
        path = directory + "/" + BoardSnapshot.fileName
    }

    /// Replaces the file; every commit does, so it is never older than a batch. It need not outlive a power cut.
    func write(_ board: Board, now: Timestamp) throws {
        try AtomicFile.write(try BoardSnapshot.encode(board), to: path, mode: 0o640, isDurable: false)
    }
}
