internal import Dispatch
internal import Glibc
public import Platform

/// A Unix socket in the lab's directory on which `monitor lab incident` speaks: a line of at most 512 bytes in, text out.
///
/// `begin NAME`, `end NAME` and `list`; the answer's first line is `ok` or `error`.
public actor ControlSocket {
    private static let lineLimit = 512
    private static let connectionLimit = 16
    /// Its name in the lab's directory.
    public static let fileName = "lab.sock"

    private let executor = SerialQueueExecutor(label: "lab control")
    public nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

    private let path: String
    private let descriptor: Int32
    private let answer: @Sendable (String) async -> String
    private var connections: [Int32: Connection] = [:]

    private struct Connection {
        var source: ReadinessSource
        var line: [UInt8] = []
    }

    /// Listens at `path`; a socket that a dead lab left there is replaced, a living one is EADDRINUSE.
    public init(path: String, answer: @escaping @Sendable (String) async -> String) throws(PlatformError) {
        self.path = path
        self.answer = answer
        descriptor = try ControlSocket.listen(at: path)
    }

    deinit {
        _ = close(descriptor)
    }

    /// Serves until the task is cancelled, then removes the socket.
    public func run() async throws(PlatformError) {
        let source = try ReadinessSource(descriptor: descriptor, queue: executor.queue) {
            self.assumeIsolated { $0.accept() }
        }
        source.resume()
        while !Task.isCancelled {
            do {
                try await Task.sleep(for: .seconds(3600))
            } catch {
                break
            }
        }
        source.cancel()
        for descriptor in connections.keys { drop(descriptor) }
        _ = unsafe unlink(path)
    }

    private func accept() {
        let accepted = Glibc.accept(descriptor, nil, nil)
        guard accepted >= 0 else { return }
        guard connections.count < ControlSocket.connectionLimit else {
            _ = close(accepted)
            return
        }
        _ = fcntl(accepted, F_SETFD, FD_CLOEXEC)
        _ = fcntl(accepted, F_SETFL, O_NONBLOCK)
        do throws(PlatformError) {
            let source = try ReadinessSource(descriptor: accepted, queue: executor.queue) {
                self.assumeIsolated { $0.read(accepted) }
            }
            connections[accepted] = Connection(source: source)
            source.resume()
        } catch {
            // No descriptor left to watch it: the person sees the closed connection and tries again.
            _ = close(accepted)
        }
    }

    private func read(_ connection: Int32) {
        guard var line = connections[connection]?.line else { return }
        var buffer = [UInt8](repeating: 0, count: ControlSocket.lineLimit)
        let count = unsafe Glibc.read(connection, &buffer, buffer.count)
        guard count > 0 else {
            if count == 0 || errno != EAGAIN { drop(connection) }
            return
        }
        line += buffer.prefix(count)
        guard let end = line.firstIndex(of: UInt8(ascii: "\n")) else {
            if line.count >= ControlSocket.lineLimit { drop(connection) } else { connections[connection]?.line = line }
            return
        }
        connections[connection]?.source.suspend()
        let text = String(decoding: line[..<end], as: UTF8.self)
        // Ends by itself with the answer; at the latest with the process.
        Task { await self.finish(connection, text) }
    }

    private func finish(_ connection: Int32, _ line: String) async {
        let bytes = Array(await answer(line).utf8)
        guard connections[connection] != nil else { return }
        // An answer is far smaller than the socket's buffer; a peer that has gone is nobody's loss.
        _ = unsafe Glibc.send(connection, bytes, bytes.count, Int32(MSG_NOSIGNAL))
        drop(connection)
    }

    private func drop(_ connection: Int32) {
        guard let dropped = connections.removeValue(forKey: connection) else { return }
        dropped.source.cancel()
        _ = close(connection)
    }
}

extension ControlSocket {
    private static func listen(at path: String) throws(PlatformError) -> Int32 {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let room = MemoryLayout.size(ofValue: address.sun_path)
        guard !path.isEmpty, path.utf8.count < room else {
            throw PlatformError("listen at", path, code: ENAMETOOLONG, remedy: "choose a directory with a shorter path")
        }
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: Array(path.utf8)) }
        try removeAbandoned(path)
        let descriptor = socket(
            AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue), 0)
        guard descriptor >= 0 else { throw PlatformError("open socket", path, code: errno) }
        // The address is only read, and only during the call.
        let bound = unsafe withUnsafePointer(to: address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard bound == 0, unsafe chmod(path, 0o600) == 0, Glibc.listen(descriptor, 8) == 0 else {
            let code = errno
            _ = close(descriptor)
            throw PlatformError("listen at", path, code: code)
        }
        return descriptor
    }

    /// A socket that nobody listens at refuses the connection; then it may go.
    private static func removeAbandoned(_ path: String) throws(PlatformError) {
        do throws(PlatformError) {
            _ = try UnixStream(connectingTo: path, within: .seconds(1))
        } catch {
            if error.code == ECONNREFUSED { _ = unsafe unlink(path) }
            return
        }
        throw PlatformError(
            "listen at", path, code: EADDRINUSE, remedy: "another lab runs in this directory; choose another one")
    }
}
