import FoundationEssentials
public import Model

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
    /// - Throws: `malformed` for one that is no board, `tooLarge`, or `system` if it cannot be read.
    public static func read(path: String) throws(ControlError) -> Board? {
        let files = FileManager.default
        guard files.fileExists(atPath: path) else { return nil }
        let content: Data
        do {
            let size = try files.attributesOfItem(atPath: path)[.size] as? Int
            guard let size, size <= ControlClient.replyLimit else {
                throw ControlError.tooLarge("snapshot \(path)", limit: ControlClient.replyLimit)
            }
            content = try Data(contentsOf: URL(filePath: path))
        } catch let error as ControlError {
            throw error
        } catch {
            throw .system("cannot read \(path): \(error)")
        }
        return try ControlJSON.decode(Board.self, from: Array(content))
    }
}
