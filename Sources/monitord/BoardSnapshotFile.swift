import Control
import Model
import Platform

/// The board in a file, for the day when the daemon is dead and somebody asks: replaced whole, not too often.
struct BoardSnapshotFile {
    let path: String
    private var encoder = BoardSnapshot.Encoder()
    private var written: Timestamp?
    /// Something urgent came too soon after the last one: the next that is written need not be old.
    private var isOwed = false

    /// Its time says how old it is.
    private static let interval = Duration.seconds(60)
    private static let urgentInterval = Duration.seconds(1)

    init(directory: String) {
        path = directory + "/" + BoardSnapshot.fileName
    }

    /// Replaces the file if it is old enough. It need not outlive a power cut.
    mutating func write(_ board: Board, now: Timestamp, isUrgent: Bool) throws {
        isOwed = isOwed || isUrgent
        if let written, now >= written,
            now - written < (isOwed ? BoardSnapshotFile.urgentInterval : BoardSnapshotFile.interval)
        {
            return
        }
        try AtomicFile.write(try encoder.encode(board), to: path, mode: 0o640, isDurable: false)
        written = now
        isOwed = false
    }
}
