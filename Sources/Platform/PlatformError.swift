import CLinux
import Glibc

/// A system call that failed: what was tried, on what, the errno, and the remedy where one is known.
public struct PlatformError: Error, Hashable, Sendable {
    /// What was tried, after "cannot": `bind UDP socket to`, `write`.
    public var operation: String
    /// The path, address or program it was tried on; empty if there is none.
    public var subject: String
    /// The errno; 0 if no system call failed but a limit of ours did, told in `detail`.
    public var code: Int32
    /// The words in place of the system's own, for `code` 0.
    public var detail: String
    /// What a person can do about it; `nil` where that is not known.
    public var remedy: String?

    /// A failed call; the remedy is looked up by errno unless a better one is given.
    public init(_ operation: String, _ subject: String = "", code: Int32, remedy: String? = nil) {
        self.operation = operation
        self.subject = subject
        self.code = code
        self.detail = ""
        self.remedy = remedy ?? PlatformError.remedy(for: code)
    }

    /// A limit or rule of ours that was broken, where no system call failed.
    public init(_ operation: String, _ subject: String = "", detail: String, remedy: String? = nil) {
        self.operation = operation
        self.subject = subject
        self.code = 0
        self.detail = detail
        self.remedy = remedy
    }

    /// The errno by its name, `EACCES`; empty for one that has none.
    public var codeName: String {
        code == 0 ? "" : unsafe String(cString: clinux_error_name(code))
    }

    private static func remedy(for code: Int32) -> String? {
        switch code {
        case EACCES, EPERM: "give the user of this process the right to it, or run it as the user that has it"
        case EADDRINUSE: "stop the other program that uses this address (ss -lnp shows it), or choose another one"
        case EADDRNOTAVAIL: "use an address of this machine (ip address shows them)"
        case EMFILE: "raise the limit of open files (LimitNOFILE= in the unit, ulimit -n)"
        case ENFILE: "raise fs.file-max, or find the program that holds too many files open (lsof)"
        case EROFS: "remount the file system writable, or choose another directory (ReadWritePaths= in the unit)"
        case ENOSPC, EDQUOT: "free space on this file system (df -h; df -i for inodes)"
        case ENOENT: "check the spelling; create what is missing"
        case ECONNREFUSED: "start the daemon (systemctl start monitord)"
        default: nil
        }
    }
}

extension PlatformError: CustomStringConvertible {
    /// `cannot bind UDP socket to 127.0.0.1:162: Permission denied (EACCES); give the user …`.
    public var description: String {
        var text = "cannot \(operation)"
        if !subject.isEmpty { text += " \(subject)" }
        text += code == 0 ? ": \(detail)" : unsafe ": \(String(cString: clinux_error_text(code))) (\(codeName))"
        if let remedy { text += "; \(remedy)" }
        return text
    }
}
