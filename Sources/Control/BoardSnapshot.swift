import Glibc
public import Model
import Platform

/// The board that a daemon leaves in a file, replaced whole after each change: what `status` reads when no daemon
/// answers.
public enum BoardSnapshot {
    /// The file's name in the daemon's data directory.
    public static let fileName = "board.json"

    /// The bytes of the file for a board. Only a board that cannot be encoded at all throws.
    public static func encode(_ board: Board) throws -> [UInt8] {
        try ControlJSON.encode(board) + [10]
    }

    /// Reads the file.
    ///
    /// - Returns: `nil` if there is none.
    /// - Throws: `malformed` for one that is no board, `system` if it cannot be read or is larger than any answer.
    public static func read(path: String) throws(ControlError) -> Board? {
        let content: [UInt8]
        do throws(PlatformError) {
            content = try readFile(path, limit: ControlClient.replyLimit)
        } catch {
            if error.code == ENOENT { return nil }
            throw .system("\(error)")
        }
        return try ControlJSON.decode(Board.self, from: content)
    }
}
