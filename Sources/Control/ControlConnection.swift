import FoundationEssentials
import Glibc
import Platform

/// A connection to the daemon with a deadline for all that is done on it, its failures in the words of `ControlError`.
struct ControlConnection {
    private let path: String
    private let timeout: Duration
    private let deadline: ContinuousClock.Instant
    private let stream: UnixStream

    /// Connects.
    init(path: String, timeout: Duration) throws(ControlError) {
        self.path = path
        self.timeout = timeout
        deadline = .now + timeout
        do {
            stream = try UnixStream(connectingTo: path, within: timeout)
        } catch {
            throw Self.explained(error, path: path, timeout: timeout)
        }
    }

    /// For a poll loop: readable when something has come or the other end has closed.
    var descriptor: Int32 { stream.descriptor }

    /// Sends a GET for the path, or a POST of a body in JSON; the daemon closes after the answer unless it is a stream.
    func send(request path: String, posting body: [UInt8]? = nil) throws(ControlError) {
        // A Unix socket has no host name; RFC 9112 §3.2 wants the field all the same.
        var request = "\(body == nil ? "GET" : "POST") \(path) HTTP/1.1\r\nHost: monitor\r\nConnection: close\r\n"
        if let body { request += "Content-Type: application/json\r\nContent-Length: \(body.count)\r\n" }
        do {
            try stream.write(Array((request + "\r\n").utf8) + (body ?? []), within: deadline - .now)
        } catch {
            throw Self.explained(error, path: self.path, timeout: timeout)
        }
    }

    /// What has come, waiting for it until the deadline; empty at the end of the stream.
    func receive() throws(ControlError) -> [UInt8] {
        do {
            return try read(within: deadline - .now)
        } catch {
            throw Self.explained(error, path: path, timeout: timeout)
        }
    }

    /// What has come already; `nil` if nothing has, empty at the end of the stream.
    func receiveAvailable() throws(ControlError) -> [UInt8]? {
        do {
            return try read(within: .zero)
        } catch  where error.code == ETIMEDOUT {
            return nil
        } catch {
            throw Self.explained(error, path: path, timeout: timeout)
        }
    }

    private func read(within wait: Duration) throws(PlatformError) -> [UInt8] {
        var bytes: [UInt8] = []
        return try stream.read(into: &bytes, within: wait) ? bytes : []
    }

    private static func explained(_ error: PlatformError, path: String, timeout: Duration) -> ControlError {
        switch error.code {
        case ENOENT, ECONNREFUSED, ENOTDIR: .noDaemon(path: path)
        case EACCES, EPERM: .permissionDenied(path: path, group: group(of: path))
        case ETIMEDOUT, EAGAIN: .timeout(path: path, after: timeout)
        case ECONNRESET, EPIPE: .closed
        default: .system(error.description)
        }
    }

    /// The group that may use the socket; `nil` where its directory hides even that.
    private static func group(of path: String) -> String? {
        let attributes: [FileAttributeKey: Any]
        do {
            attributes = try FileManager.default.attributesOfItem(atPath: path)
        } catch {
            return nil
        }
        return attributes[.groupOwnerAccountName] as? String
    }
}
