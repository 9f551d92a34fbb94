import Control
import Logging
import Model
import Rules
import Store

/// The judge's state in the archive: what brings verdicts back after a restart.
enum JudgeMemory {
    private static let key = "judge"

    /// The row to store.
    static func entry(_ state: JudgeState) throws -> (key: String, bytes: [UInt8]) {
        (key, try ControlJSON.encode(state))
    }

    /// What the last run stored; `nil` at the first start, and where it cannot be understood any more, which is logged:
    /// the lights then begin grey.
    static func read(from archive: Archive, logger: Logger) async throws(StoreError) -> JudgeState? {
        guard let bytes = try await archive.state(key) else { return nil }
        do {
            return try ControlJSON.decode(JudgeState.self, from: bytes)
        } catch {
            logger.warning("the judge's earlier state cannot be read and is left aside: \(error)")
            return nil
        }
    }
}
