import GRDB
import Glibc
public import Model

/// A backup that was put in the place of the database, by somebody's will.
public struct Restoration: Sendable, Hashable {
    /// Where the database lies that was there before; `nil` if there was none.
    public var setAside: String?
    /// The time of the backup's newest reading or event.
    public var newest: Timestamp?
    /// What is lost; `nil` if the backup reaches as far as what was there.
    public var gap: Gap?

    /// Puts a backup in place. No daemon may have the directory.
    ///
    /// - Parameters:
    ///   - backup: Read through before anything is touched.
    ///   - directory: As given to `Archive`.
    public static func carryOut(
        _ backup: String, to directory: String, now: Timestamp
    ) throws(StoreError) -> Restoration {
        let file = DatabaseFile(directory: directory)
        try file.checkDirectory()
        let lock = try DirectoryLock(directory: directory)
        defer { withExtendedLifetime(lock) {} }
        guard let identity = FileIdentity(path: backup), let bytes = DatabaseFile.size(of: backup) else {
            throw StoreError(errno: ENOENT, while: "read", path: backup)
        }
        guard identity != FileIdentity(path: file.path) else {
            throw StoreError(.exists, problem: "\(backup) is the database itself", remedy: "name a backup")
        }
        if let room = FileBytes.room(in: directory), room < bytes + DatabaseCopy.spare {
            throw StoreError(
                .noRoom,
                problem: "no room in \(directory): \(megabytes(room)) free, "
                    + "\(megabytes(bytes + DatabaseCopy.spare)) needed",
                remedy: "make room; what was there before is kept")
        }
        let ready = DatabaseCopy(path: file.path + ".restoring")
        do throws(StoreError) {
            try ready.create()
            try ready.fill(from: backup)
            try ready.settle()
            let contents = try ready.verify()
            let present = file.exists ? presentEnd(file) ?? now : nil
            let lost = present.map { present in contents.newest.map { $0 < present } ?? true } ?? false
            let gap = lost ? present.map { Gap(from: contents.newest, to: $0, reason: "a backup was restored") } : nil
            try mark(gap, in: ready, now: now)
            try ready.settle()
            giveToOwner(of: directory, [ready.path, directory + "/lock"])
            let setAside = file.exists ? try file.setAside(mark: "before-restore-\(DatabaseFile.stamp(now))") : nil
            // A journal without its database belongs to nobody, least of all to the one that comes now.
            for suffix in ["-wal", "-shm"] { unsafe unlink(file.path + suffix) }
            try FileBytes.rename(ready.path, to: file.path)
            return Restoration(setAside: setAside, newest: contents.newest, gap: gap)
        } catch {
            ready.remove()
            throw error
        }
    }

    /// The newest entry of the database that is there; `nil` if it cannot be told, because it is empty or damaged.
    private static func presentEnd(_ file: DatabaseFile) -> Timestamp? {
        do {
            let queue = try file.openAsIs(label: "restore")
            let newest = try queue.read { try NewestEntry.time(in: $0) }
            try queue.close()
            return newest
        } catch {
            return nil
        }
    }

    /// Writes the gap and an event of it into the copy, before it is the database.
    private static func mark(_ gap: Gap?, in copy: DatabaseCopy, now: Timestamp) throws(StoreError) {
        guard let gap else { return }
        do {
            let queue = try copy.open()
            try Schema.migrator.migrate(queue)
            try queue.write { database in
                try gap.insert(into: database)
                let check = Check(host: "monitor", aspect: .disk, subject: "database")
                let span = gap.from.map { "from \($0) to \(gap.to)" } ?? "before \(gap.to)"
                try Event(
                    time: now, check: check, from: .green, to: .green,
                    reason: .own("\(gap.reason): \(span) nothing is known")
                ).insert(into: database)
            }
            try queue.close()
        } catch {
            throw StoreError(error, while: "mark the gap in", path: copy.path)
        }
    }

    /// Root restores for the daemon's user: what it makes must be that user's.
    private static func giveToOwner(of directory: String, _ paths: [String]) {
        var status = stat()
        guard geteuid() == 0, unsafe stat(directory, &status) == 0 else { return }
        for path in paths { _ = unsafe lchown(path, status.st_uid, status.st_gid) }
    }
}
