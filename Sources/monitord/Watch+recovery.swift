import Config
import Glibc
import Logging
import Model
import Platform
import Rules
import Store

extension Watch {
    /// Commits a batch; if the database turns out to be damaged, in what takes its place.
    func store(_ batch: Batch) async throws(StoreError) {
        do throws(StoreError) {
            try await archive.write(batch)
        } catch {
            guard error.code == .damaged else { throw error }
            logger.critical("\(error)")
            var whole = batch
            // What the judge holds and a backup does not know.
            whole.incidents = openIncidents(without: batch.incidents) + batch.incidents
            whole.facts = judge.facts.map { ($0.key, $0.value) } + batch.facts
            let recovery = try await archive.recover(
                writing: whole, backups: backupFolder, now: SystemClock.now())
            logger.critical("\(recovery)")
            forgetStoredLights()
        }
    }

    /// As they were last told; those of the batch are newer.
    private func openIncidents(without changed: [Incident]) -> [Incident] {
        let numbers = Set(changed.map(\.number))
        return told.values.filter { !numbers.contains($0.number) }
    }
}

extension Archive.Recovery {
    /// The damaged file still lies where it was put: nobody has looked after it yet.
    var isUnattended: Bool { unsafe access(setAside, F_OK) == 0 }
}
