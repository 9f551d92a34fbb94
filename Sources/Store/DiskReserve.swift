import Glibc

/// A file that holds space on the disk: given up when the disk is full, so that events and notices can still be
/// stored while somebody makes room.
struct DiskReserve {
    static let bytes: off_t = 8 << 20

    let path: String

    /// Claims the space, if it is there. A disk without it is no error: then there is no reserve.
    ///
    /// - Returns: whether there is one.
    @discardableResult
    func fill() -> Bool {
        guard unsafe access(path, F_OK) != 0 else { return true }
        let file = unsafe open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { return false }
        let code = posix_fallocate(file, 0, Self.bytes)
        close(file)
        if code != 0 { unsafe unlink(path) }
        return code == 0
    }

    /// Gives the space up.
    func release() {
        unsafe unlink(path)
    }
}
