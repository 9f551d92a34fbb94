import Model
import Store

extension Workload {
    /// Shorter than in earnest, so that things are deleted. What is younger by a day must be there.
    static let readingsKept = Duration.seconds(3 * 86_400)

    /// What the daemon does beside the writing. Whatever moves or deletes rows belongs here: nothing may be lost by it.
    public func tidy(_ archive: Archive, after number: Int) async throws {
        for _ in 0..<2 { try await archive.seal(now: time(of: number), limit: 2000) }
        guard number % 3 == 0 else { return }
        try await archive.forget(
            olderThan: Retention(readings: Workload.readingsKept), now: time(of: number), limit: 50)
    }

    /// Delivers up to three notices, as a run of `monitor alert` does.
    ///
    /// - Parameter told: Called with the number of each notice whose delivery was confirmed.
    public func deliver(from outbox: Outbox, after number: Int, told: (OutboxRow.ID) -> Void) throws {
        guard number % 4 == 3 else { return }
        let now = time(of: number)
        for row in try outbox.claim(now: now, claimant: 1, lease: .seconds(1), limit: 3, unreadable: { _ in }) {
            try outbox.confirm(row.id, now: now)
            told(row.id)
        }
    }
}
