import Glibc

/// Files that a reader finds either old or new, never half: written beside the target, then renamed over it.
public enum AtomicFile {
    /// Replaces the file at `path`; on any error the old one stays as it was.
    ///
    /// `mode` is set exactly, whatever the umask. `isDurable` waits until the disk has it; a file that is rewritten all
    /// the time and worthless after a crash need not. Throws ENOSPC, EROFS, EACCES, ENOENT (no such directory).
    public static func write(
        _ bytes: [UInt8], to path: String, mode: UInt32 = 0o640, isDurable: Bool = true
    ) throws(PlatformError) {
        let temporary = "\(path).\(String(UInt64.random(in: .min ... .max), radix: 36)).new"
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
        let descriptor = unsafe open(temporary, flags, mode_t(mode))
        guard descriptor >= 0 else { throw PlatformError("write", path, code: errno) }
        do throws(PlatformError) {
            defer { _ = close(descriptor) }
            guard fchmod(descriptor, mode_t(mode)) == 0 else { throw PlatformError("set mode of", path, code: errno) }
            try writeAll(bytes, to: descriptor, path: path)
            if isDurable, fsync(descriptor) != 0 { throw PlatformError("write", path, code: errno) }
        } catch {
            _ = unsafe unlink(temporary)
            throw error
        }
        guard unsafe rename(temporary, path) == 0 else {
            let code = errno
            _ = unsafe unlink(temporary)
            throw PlatformError("replace", path, code: code)
        }
        if isDurable { try syncDirectory(of: path) }
    }

    private static func writeAll(_ bytes: [UInt8], to descriptor: Int32, path: String) throws(PlatformError) {
        var done = 0
        while done < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { buffer in
                unsafe Glibc.write(descriptor, buffer.baseAddress?.advanced(by: done), buffer.count - done)
            }
            if count >= 0 {
                done += count
            } else if errno != EINTR {
                throw PlatformError("write", path, code: errno)
            }
        }
    }

    /// The rename itself is on disk only when the directory is (man 2 fsync).
    private static func syncDirectory(of path: String) throws(PlatformError) {
        let directory = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        let descriptor = unsafe open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw PlatformError("open directory", directory, code: errno) }
        defer { _ = close(descriptor) }
        guard fsync(descriptor) == 0 else { throw PlatformError("write", directory, code: errno) }
    }
}

/// The whole of a regular file of at most `limit` bytes; devices, pipes and longer files are refused.
public func readFile(_ path: String, limit: Int) throws(PlatformError) -> [UInt8] {
    // Without waiting: opening a pipe would wait for its writer.
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw PlatformError("read", path, code: errno) }
    defer { _ = close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw PlatformError("read", path, code: errno) }
    guard status.st_mode & S_IFMT == S_IFREG else {
        throw PlatformError("read", path, detail: "it is no regular file")
    }
    var bytes: [UInt8] = []
    // One byte more than it says it has shows the end of the file; it may still grow.
    var room = min(max(Int(status.st_size), 0), limit) + 1
    while true {
        let count = appendRead(descriptor, to: &bytes, atMost: room)
        if count == 0 { return bytes }
        if count < 0 {
            guard count == -Int(EINTR) else { throw PlatformError("read", path, code: Int32(-count)) }
            continue
        }
        guard bytes.count <= limit else {
            throw PlatformError("read", path, detail: "it is longer than \(limit) bytes")
        }
        room = min(65_536, limit - bytes.count + 1)
    }
}

/// Reads once and appends what came; how many, 0 at the end, or the negative errno.
func appendRead(_ descriptor: Int32, to bytes: inout [UInt8], atMost count: Int) -> Int {
    var result = 0
    let chunk = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
        result = unsafe read(descriptor, buffer.baseAddress, count)
        if result < 0 { result = -Int(errno) }
        initialized = max(result, 0)
    }
    bytes.append(contentsOf: chunk)
    return result
}

/// What tells whether a file was changed or replaced since it was last read.
public struct FileStamp: Hashable, Sendable {
    public var device: UInt64
    public var inode: UInt64
    public var size: Int64
    public var modifiedNanoseconds: Int64
    /// Type and permission bits (man 7 inode).
    public var mode: UInt32

    /// `nil` if there is no such file; other errors are thrown.
    public init?(_ path: String) throws(PlatformError) {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else {
            guard errno == ENOENT || errno == ENOTDIR else { throw PlatformError("look at", path, code: errno) }
            return nil
        }
        device = UInt64(status.st_dev)
        inode = UInt64(status.st_ino)
        size = Int64(status.st_size)
        modifiedNanoseconds = Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec)
        mode = UInt32(status.st_mode)
    }
}
