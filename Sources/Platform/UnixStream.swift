import Glibc

/// The address of a Unix socket: a path, or with a leading `@` a name in the abstract space (man 7 unix).
struct UnixAddress {
    private var address = sockaddr_un()
    private var length: socklen_t

    /// Throws ENAMETOOLONG beyond 107 bytes.
    init(_ path: String) throws(PlatformError) {
        address.sun_family = sa_family_t(AF_UNIX)
        let isAbstract = path.utf8.first == UInt8(ascii: "@")
        let name = isAbstract ? [0] + Array(path.utf8.dropFirst()) : Array(path.utf8)
        let room = MemoryLayout.size(ofValue: address.sun_path)
        guard !name.isEmpty, name.count < room, isAbstract || !name.contains(0) else {
            throw PlatformError("use socket", path, code: name.isEmpty ? EINVAL : ENAMETOOLONG)
        }
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: name) }
        // A path ends with a zero byte; an abstract name is as long as the length says.
        length = socklen_t(MemoryLayout<sa_family_t>.size + name.count + (isAbstract ? 0 : 1))
    }

    func withPointer<Result>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
        unsafe withUnsafePointer(to: address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe body($0, length) }
        }
    }
}

/// The client's end of a Unix stream socket, with a deadline on every step.
///
/// It blocks its thread; meant for the command line tool, which must start in milliseconds and does one thing at a
/// time. Closed when it is released.
public final class UnixStream: Sendable {
    /// For `PeerCredentials` and `poll`; stays the stream's own.
    public let descriptor: Int32
    private let path: String

    /// Connects to the server at `path`; throws ENOENT, EACCES, ECONNREFUSED, ETIMEDOUT with what to do about it.
    public init(connectingTo path: String, within wait: Duration = .seconds(5)) throws(PlatformError) {
        let address = try UnixAddress(path)
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw PlatformError("open socket for", path, code: errno) }
        // connect waits for room in the server's queue, for as long as the send time-out says (man 7 socket).
        let (seconds, attoseconds) = wait.components
        var limit = timeval(tv_sec: time_t(seconds), tv_usec: suseconds_t(attoseconds / 1_000_000_000_000))
        let size = socklen_t(MemoryLayout<timeval>.size)
        _ = unsafe setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, size)
        guard unsafe address.withPointer({ unsafe connect(descriptor, $0, $1) }) == 0 else {
            let code = errno == EAGAIN ? ETIMEDOUT : errno
            _ = close(descriptor)
            throw PlatformError("connect to", path, code: code, remedy: UnixStream.remedy(for: code))
        }
        _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
        self.descriptor = descriptor
        self.path = path
    }

    deinit { _ = close(descriptor) }

    private static func remedy(for code: Int32) -> String? {
        switch code {
        case ENOENT, ECONNREFUSED: "start the daemon (systemctl start monitord)"
        case EACCES: "join the group that owns the socket (ls -l shows it) and log in again"
        default: nil
        }
    }

    /// Writes all of `bytes`; throws ETIMEDOUT if the peer does not take them within `wait`, EPIPE if it has gone.
    public func write(_ bytes: [UInt8], within wait: Duration) throws(PlatformError) {
        let deadline = Deadline(after: wait)
        var done = 0
        while done < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { buffer in
                unsafe Glibc.send(
                    descriptor, buffer.baseAddress?.advanced(by: done), buffer.count - done, Int32(MSG_NOSIGNAL))
            }
            if count >= 0 {
                done += count
            } else if errno == EAGAIN {
                try poll(for: Int16(POLLOUT), until: deadline, "write to")
            } else if errno != EINTR {
                throw PlatformError("write to", path, code: errno)
            }
        }
    }

    /// Appends what comes next, at most `count` bytes; `false` at the end of the stream. Throws ETIMEDOUT.
    public func read(
        into bytes: inout [UInt8], atMost count: Int = 65_536, within wait: Duration
    ) throws(PlatformError) -> Bool {
        let deadline = Deadline(after: wait)
        while true {
            let result = appendRead(descriptor, to: &bytes, atMost: max(count, 1))
            if result >= 0 { return result > 0 }
            switch Int32(-result) {
            case EAGAIN: try poll(for: Int16(POLLIN), until: deadline, "read from")
            case EINTR: continue
            case let code: throw PlatformError("read from", path, code: code)
            }
        }
    }

    /// Tells the server that nothing more comes; reading goes on.
    public func finishWriting() {
        _ = shutdown(descriptor, Int32(SHUT_WR))
    }

    private func poll(for events: Int16, until deadline: Deadline, _ operation: String) throws(PlatformError) {
        var wanted = [pollfd(fd: descriptor, events: events, revents: 0)]
        guard unsafe Glibc.poll(&wanted, 1, deadline.remainingMilliseconds) != 0 else {
            throw PlatformError(operation, path, code: ETIMEDOUT)
        }
    }
}
