internal import FoundationEssentials
internal import Glibc

/// Reading of files that must be ordinary and small.
enum TextFile {
    /// Why a file was not taken, and how to mend it.
    struct Problem: Error {
        var what: String
        var remedy: String
    }

    /// The bytes of a regular file (symbolic links are followed) and whether everybody may read it.
    static func read(_ path: String, limit: Int) throws(Problem) -> (bytes: [UInt8], isReadableByOthers: Bool) {
        // Without waiting: opening a pipe would wait for its writer.
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            throw errno == ENOENT || errno == ENOTDIR
                ? Problem(what: "does not exist", remedy: "create it or mend the path") : unreadable
        }
        defer { _ = close(descriptor) }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { throw unreadable }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw Problem(what: "is no ordinary file", remedy: "name a file")
        }
        // One byte more than it may have shows that it has grown since.
        let room = min(Int(status.st_size), limit) + 1
        var failure: Int32 = 0
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
            while count < room {
                let taken = unsafe Glibc.read(descriptor, buffer.baseAddress.map { unsafe $0 + count }, room - count)
                if taken < 0, errno == EINTR { continue }
                if taken < 0 { failure = errno }
                if taken <= 0 { break }
                count += taken
            }
        }
        guard failure == 0 else { throw unreadable }
        guard bytes.count <= limit else {
            throw Problem(what: "is larger than \(limit / 1024) KiB", remedy: "split it")
        }
        return (bytes, status.st_mode & S_IROTH != 0)
    }

    private static let unreadable = Problem(
        what: "cannot be read", remedy: "give the daemon's user the right to read it")

    /// The names in a directory, sorted; hidden ones left out.
    static func names(inDirectory path: String) throws(Problem) -> [String] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: path).filter { !$0.hasPrefix(".") }.sorted()
        } catch {
            throw Problem(what: "cannot be read as a directory", remedy: "create it or mend the path")
        }
    }

    /// The paths of the files with this ending in a directory and in the directories in it, relative to it, sorted; hidden
    /// ones left out.
    static func paths(inDirectory path: String, ending: String) throws(Problem) -> [String] {
        try names(inDirectory: path).flatMap { name -> [String] in
            if name.hasSuffix(ending) { return [name] }
            // Whatever else is no directory holds nothing that is looked for.
            let inner = (try? names(inDirectory: "\(path)/\(name)")) ?? []
            return inner.filter { $0.hasSuffix(ending) }.map { "\(name)/\($0)" }
        }.sorted()
    }

    static func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: path)
    }
}
