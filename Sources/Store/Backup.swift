import Dispatch
import GRDB
import Glibc
public import Model
import Synchronization

/// A copy of the database that was read back and found good.
public struct Backup: Sendable, Hashable {
    public var path: String
    public var bytes: Int64
    /// The time of its newest reading or event.
    public var newest: Timestamp?
    /// How long it took.
    public var duration: Duration
}

/// Makes one backup while others work with the database, on a connection of its own.
///
/// It is the state of one moment: a read transaction is held from the first page to the last. Commits go on meanwhile;
/// their journal is not folded into the database before the end, so it grows by what is written in that time.
public final class BackupRun: Sendable {
    /// How it treats the disk.
    public enum Pace: Sendable {
        case fast
        /// Rests for as long as it works.
        case gentle
    }

    private struct State {
        var isCancelled = false
        var atWork: DatabaseQueue?
    }

    /// 4 MiB: some milliseconds, after which it can be paused or stopped.
    private static let pagesPerStep: CInt = 1024
    /// What is to stay free on the file system, beside a twentieth of the database.
    private static let margin: Int64 = 32 << 20

    private let file: DatabaseFile
    private let target: String
    private let replaces: Bool
    private let pace: Pace
    private let state = Mutex(State())

    /// - Parameters:
    ///   - directory: As given to `Archive`.
    ///   - target: The file to make.
    ///   - replaces: Whether a file that is there already may be replaced.
    public init(of directory: String, to target: String, replaces: Bool = false, pace: Pace = .fast) {
        file = DatabaseFile(directory: directory)
        self.target = target
        self.replaces = replaces
        self.pace = pace
    }

    /// Has the run end soon, with an error and without a file.
    public func cancel() {
        let queue = state.withLock { state in
            state.isCancelled = true
            return state.atWork
        }
        queue?.interrupt()
    }

    /// The same as `make`, on a thread of its own; cancelled with its task.
    public func made() async throws(StoreError) -> Backup {
        let result: Result<Backup, StoreError> = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                // Ends with the run: no thread of the cooperative pool waits for the disk.
                DispatchQueue(label: "Backup").async {
                    continuation.resume(returning: Result { () throws(StoreError) in try self.make() })
                }
            }
        } onCancel: {
            cancel()
        }
        return try result.get()
    }

    /// Makes the backup; blocks until it is there.
    ///
    /// - Parameter progress: Told how many of how many pages are copied.
    /// - Throws: `damaged` if what was copied is not sound because the database is not; `noRoom`, `exists`, `cancelled`.
    public func make(progress: @escaping (_ done: Int, _ of: Int) -> Void = { _, _ in }) throws(StoreError) -> Backup {
        let start = ContinuousClock.now
        guard file.exists else {
            throw StoreError(
                .missingDirectory, problem: "there is no database \(file.path)",
                remedy: "start the daemon once, or name the directory that it uses")
        }
        try checkTarget()
        let copy = DatabaseCopy(path: target + ".new")
        do throws(StoreError) {
            try copy.create()
            let counts = try fill(copy, progress)
            // What is read back comes from the disk, not from memory.
            try copy.settle()
            let contents = try verify(copy, counts)
            try copy.settle()
            try checkTarget()
            try FileBytes.rename(copy.path, to: target)
            return Backup(
                path: target, bytes: DatabaseFile.size(of: target) ?? 0, newest: contents.newest,
                duration: ContinuousClock.now - start)
        } catch {
            copy.remove()
            throw state.withLock { $0.isCancelled } ? cancelled : error
        }
    }

    private var cancelled: StoreError {
        StoreError(.cancelled, problem: "the backup \(target) was stopped before its end", remedy: "start it again")
    }

    private func checkTarget() throws(StoreError) {
        let status = FileIdentity(path: target)
        guard status != nil else { return }
        guard status != FileIdentity(path: file.path) else {
            throw StoreError(.exists, problem: "\(target) is the database itself", remedy: "name another file")
        }
        guard replaces else {
            throw StoreError(.exists, problem: "\(target) is there already", remedy: "name another file, or --force")
        }
    }

    /// Copies page by page from one snapshot.
    ///
    /// - Returns: how many rows its tables had.
    private func fill(
        _ copy: DatabaseCopy, _ progress: @escaping (Int, Int) -> Void
    ) throws(StoreError) -> [String: Int] {
        do {
            let source = try file.openAsIs(label: "backup")
            let queue = try copy.open()
            try beAtWork(source)
            let counts = try source.read { from in
                let pages = try Int64.fetchOne(from, sql: "PRAGMA page_count") ?? 0
                try checkRoom(for: pages * Int64(DatabaseFile.pageBytes))
                let counts = try DatabaseCopy.counts(in: from)
                try queue.writeWithoutTransaction { into in
                    // Nobody needs a journal of a file that is thrown away when this fails.
                    try into.execute(sql: "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF")
                    var began = ContinuousClock.now
                    try from.backup(to: into, pagesPerStep: BackupRun.pagesPerStep) { step in
                        if self.state.withLock({ $0.isCancelled }) { throw self.cancelled }
                        progress(step.completedPageCount, step.totalPageCount)
                        if self.pace == .gentle, !step.isCompleted {
                            let worked = min(ContinuousClock.now - began, .milliseconds(500))
                            usleep(UInt32(clamping: worked.wholeMilliseconds * 1000))
                        }
                        began = ContinuousClock.now
                    }
                }
                return counts
            }
            try beAtWork(nil)
            try queue.close()
            try source.close()
            return counts
        } catch {
            throw StoreError(error, while: "back up", path: file.path)
        }
    }

    /// Whoever is cancelled before it begins to work does not begin.
    private func beAtWork(_ queue: DatabaseQueue?) throws {
        let isCancelled = state.withLock { state in
            state.atWork = queue
            return state.isCancelled
        }
        if isCancelled { throw cancelled }
    }

    private func checkRoom(for bytes: Int64) throws(StoreError) {
        let directory = FileBytes.directory(of: target)
        let needed = bytes + max(bytes / 20, BackupRun.margin)
        guard let room = FileBytes.room(in: directory), room < needed else { return }
        throw StoreError(
            .noRoom,
            problem: "no room for a backup in \(directory): \(megabytes(room)) free, \(megabytes(needed)) needed",
            remedy: "make room, or name another directory (backup: in the configuration)")
    }

    /// A copy that is not sound was made of a database that is not, or by a disk that is not: the database itself tells.
    private func verify(
        _ copy: DatabaseCopy, _ counts: [String: Int]
    ) throws(StoreError) -> DatabaseCopy.Contents {
        do throws(StoreError) {
            return try copy.verify(counts: counts) { try self.beAtWork($0) }
        } catch {
            guard error.code == .damaged, !state.withLock({ $0.isCancelled }) else { throw error }
            if let finding = try finding() {
                throw StoreError(
                    .damaged, problem: "\(file.path) is damaged",
                    remedy: "the daemon sets it aside and goes on with the last good backup", cause: finding)
            }
            throw StoreError(
                .failed, problem: "the backup \(target) could not be read back as it was written",
                remedy: "check the disk that it lies on, and the system's log", cause: error.cause)
        }
    }

    private func finding() throws(StoreError) -> String? {
        do {
            let source = try file.openAsIs(label: "backup")
            try beAtWork(source)
            let finding = try source.read { try String.fetchOne($0, sql: "PRAGMA quick_check(1)") }
            try beAtWork(nil)
            try source.close()
            return finding == "ok" ? nil : finding
        } catch {
            throw StoreError(error, while: "read", path: file.path)
        }
    }
}

/// Which file a path leads to.
struct FileIdentity: Equatable {
    var device: UInt64
    var number: UInt64

    /// `nil` if there is none.
    init?(path: String) {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { return nil }
        device = UInt64(status.st_dev)
        number = UInt64(status.st_ino)
    }
}

/// For messages: `12.4 MB`, `10.2 GB`.
public func megabytes(_ bytes: Int64) -> String {
    let (unit, word): (Int64, String) = bytes >= 1_000_000_000 ? (1_000_000_000, "GB") : (1_000_000, "MB")
    let tenths = (bytes * 10 + unit / 2) / unit
    return "\(tenths / 10).\(tenths % 10) \(word)"
}
