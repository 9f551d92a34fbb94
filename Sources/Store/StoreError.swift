import GRDB
import Glibc

/// What the database could not do: the problem with its place, what helps, and SQLite's own words.
public struct StoreError: Error, Sendable, Hashable {
    public enum Code: Sendable, Hashable {
        case missingDirectory
        case notWritable
        /// SQLite's locks and shared memory do not work over a network.
        case networkFileSystem
        /// Written by a newer version of the program.
        case newerSchema
        /// Another daemon works with it.
        case inUse
        /// No space left; what was in the batch is not stored.
        case full
        /// Another process held the write lock for too long.
        case busy
        case damaged
        /// A file is there already that was not to be replaced.
        case exists
        /// Nothing was begun, because the disk would not have been large enough.
        case noRoom
        /// Somebody wanted it to end.
        case cancelled
        /// Anything else SQLite or the system said.
        case failed
    }

    public var code: Code
    public var problem: String
    public var remedy: String
    public var cause: String?

    init(_ code: Code, problem: String, remedy: String, cause: String? = nil) {
        self.code = code
        self.problem = problem
        self.remedy = remedy
        self.cause = cause
    }
}

extension StoreError: CustomStringConvertible {
    public var description: String {
        "\(problem)\(cause.map { " (\($0))" } ?? ""); \(remedy)"
    }
}

extension StoreError {
    /// Gives an error of SQLite its meaning here. `task` reads as in "could not `task` PATH".
    init(_ error: any Error, while task: String, path: String) {
        if let already = error as? StoreError {
            self = already
            return
        }
        let problem = "could not \(task) \(path)"
        guard let error = error as? DatabaseError else {
            self.init(.failed, problem: problem, remedy: "see the cause", cause: String(describing: error))
            return
        }
        let cause = error.message ?? error.resultCode.description
        switch error.resultCode {
        case .SQLITE_FULL:
            self.init(.full, problem: problem, remedy: "the disk is full: make space, then it goes on", cause: cause)
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            self.init(
                .busy, problem: problem, remedy: "another process holds the database: end it or wait", cause: cause)
        case .SQLITE_CORRUPT, .SQLITE_NOTADB:
            self.init(
                .damaged, problem: problem,
                remedy: "the daemon sets it aside and goes on with the last good backup", cause: cause)
        case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM:
            self.init(
                .notWritable, problem: problem, remedy: "check owner and mode of the directory and its files",
                cause: cause)
        case .SQLITE_IOERR
        where FileBytes.room(in: FileBytes.directory(of: path)).map { $0 < Self.hardlyAnything } ?? false:
            // Files that SQLite maps into memory cannot grow: it calls that an error of the disk.
            self.init(.full, problem: problem, remedy: "the disk is full: make space, then it goes on", cause: cause)
        default:
            self.init(.failed, problem: problem, remedy: "check the disk and the system's log", cause: cause)
        }
    }

    private static let hardlyAnything: Int64 = 256 << 10

    /// Gives an error of a system call its meaning here.
    init(errno code: CInt, while task: String, path: String) {
        let problem = "could not \(task) \(path)"
        let cause = unsafe String(cString: strerror(code))
        switch code {
        case ENOSPC, EDQUOT:
            self.init(.full, problem: problem, remedy: "the disk is full: make space", cause: cause)
        case EACCES, EPERM, EROFS:
            self.init(
                .notWritable, problem: problem, remedy: "check owner and mode of the directory and its files",
                cause: cause)
        case ENOENT:
            self.init(.failed, problem: problem, remedy: "check the path", cause: cause)
        default:
            self.init(.failed, problem: problem, remedy: "check the disk and the system's log", cause: cause)
        }
    }
}
