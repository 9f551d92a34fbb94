import Glibc

/// Keeps a second daemon off a database: both would send the mails, and neither would know of the other's events.
///
/// The kernel lets go of it when the process ends, however it ends (man 2 flock).
final class DirectoryLock: Sendable {
    private let descriptor: Int32

    /// - Throws: `inUse` if another process, or another archive of this one, has the directory.
    init(directory: String) throws(StoreError) {
        let path = directory + "/lock"
        descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else {
            throw StoreError(
                .notWritable, problem: "cannot open \(path)", remedy: "check owner and mode of the directory",
                cause: unsafe String(cString: strerror(errno)))
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            _ = Glibc.close(descriptor)
            throw StoreError(
                .inUse, problem: "another daemon uses the data directory \(directory)",
                remedy: "end it, or give this one a directory of its own (data:)")
        }
    }

    deinit {
        _ = Glibc.close(descriptor)
    }
}
