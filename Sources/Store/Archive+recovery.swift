import FoundationEssentials
public import Model

extension Archive {
    /// A database that was found damaged, and what took its place.
    public struct Recovery: Sendable, Hashable {
        /// Where the damaged file lies now.
        public var setAside: String
        /// SQLite's words.
        public var finding: String
        /// The backup that took its place; `nil`: none was good, a new database was begun.
        public var backup: String?
        /// Backups that were not good, each with what is wrong.
        public var passedOver: [String]
        /// Of which readings are missing.
        public var gap: Gap
        /// Events, incidents and notices could be read from the damaged file: of them nothing is missing.
        public var hasAllEvents: Bool
    }

    /// Whether something is wrong with the file, so that `recover` is to be called.
    public var isDamaged: Bool { damage != nil }

    /// Takes note of damage that another connection has found: nothing is written any more before `recover`.
    public func suspect(_ error: StoreError) {
        if error.code == .damaged { damage = error }
    }

    /// Takes note of damage on its way to who asked.
    func noted(_ error: StoreError) -> StoreError {
        suspect(error)
        return error
    }

    /// Sets the database aside, puts the newest good backup in its place (a new database, if none is good), and commits
    /// the batch in hand there. What was laid out stays so.
    ///
    /// It takes as long as reading and writing the backup. If it throws, nothing was stored, and it may be called again.
    ///
    /// - Parameter backups: Where backups are looked for; `nil`: in the directory `backups` of the database's.
    public func recover(
        writing batch: Batch, backups: BackupFolder? = nil, now: Timestamp
    ) throws(StoreError) -> Recovery {
        let rescue = Rescue(file: file, backups: backups ?? BackupFolder(path: file.directory + "/backups"), now: now)
        let known = catalog.layouts
        let until = min(now, batch.readings.map(\.time).min() ?? now)
        let finding = damage.map { $0.cause ?? $0.problem } ?? "it was said to be damaged"
        // Whatever room there is is needed now.
        reserve.release()
        defer { reserve.fill() }
        let recovery: Recovery
        (recovery, database, catalog) = try rescue.carryOut(finding: finding, until: until, open: database)
        damage = nil
        synchronous = .full
        runs.removeAll()
        endedRuns.removeAll()
        sealing = Sealing()
        newest.removeAll()
        latestRecovery = recovery
        var whole = batch
        whole.layouts = known + batch.layouts
        try write(whole)
        return recovery
    }
}

extension Archive.Recovery: CustomStringConvertible {
    public var description: String { sentence { $0.description } }

    /// What happened, in one sentence.
    ///
    /// - Parameter clock: How a moment is written.
    public func sentence(_ clock: (Timestamp) -> String) -> String {
        let what = backup.map { "the backup \($0) took its place" } ?? "a new one has been begun"
        let span = gap.from.map { "from \(clock($0)) to \(clock(gap.to))" } ?? "before \(clock(gap.to))"
        let missing = hasAllEvents ? "no readings are known" : "nothing is known"
        let others = passedOver.isEmpty ? "" : " (not good: \(passedOver.joined(separator: ", ")))"
        return "the database was damaged (\(finding)) and lies in \(setAside) now; \(what)\(others); "
            + "\(span) \(missing)"
    }
}
