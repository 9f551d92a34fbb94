import Control
import FoundationEssentials
import Glibc

/// The socket's file: never open to more than its group, and never taken from a daemon that lives.
///
/// The server listens under a name of its own first; the file then gets mode 0660 and only after that its real name, in
/// one step that also replaces what a dead daemon left there. So nobody can connect before the mode is set, whatever
/// the umask (a process has one umask for all its threads: changing it here would change it for all).
struct SocketFile {
    let path: String

    /// Where the server binds.
    let bindingPath: String

    /// The longest path that Linux takes (man 7 unix: `sun_path` has 108 bytes, one for the end).
    private static let pathLimit = 107

    init(path: String) throws(ControlServerError) {
        self.path = path
        bindingPath = path + ".\(String(getpid(), radix: 36))"
        guard bindingPath.utf8.count <= Self.pathLimit else {
            throw .pathTooLong(path, limit: Self.pathLimit - (bindingPath.utf8.count - path.utf8.count))
        }
    }

    /// Makes sure that the name is free: nothing there, or the socket of a dead daemon.
    func claim() throws(ControlServerError) {
        let directory = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        guard unsafe access(directory.isEmpty ? "/" : directory, W_OK | X_OK) == 0 else {
            throw .cannotPublish(path, "\(directory): \(unsafe String(cString: strerror(errno)))")
        }
        let type: FileAttributeType?
        do {
            type = try FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType
        } catch {
            return  // Nothing there; what else is wrong with the path, bind says better.
        }
        guard type == .typeSocket else { throw .notASocket(path) }
        guard !ControlClient.isAnswered(socketPath: path) else { throw .alreadyRunning(path) }
    }

    /// Opens the socket to its group and gives it its name.
    func publish() throws(ControlServerError) {
        do {
            try FileManager.default.setAttributes([.posixPermissions: 0o660], ofItemAtPath: bindingPath)
        } catch {
            throw .cannotPublish(path, "\(error)")
        }
        guard unsafe rename(bindingPath, path) == 0 else {
            throw .cannotPublish(path, unsafe String(cString: strerror(errno)))
        }
    }

    /// Takes the names away, at the end of the server that published them.
    func remove() {
        // What is not there any more need not be removed; what cannot be is replaced by the next start.
        for name in [bindingPath, path] { _ = unsafe unlink(name) }
    }
}
