import Glibc
internal import Synchronization

/// The process of one `Spawn`: killed only while its number is surely its own.
final class Child: Sendable {
    private enum State {
        case waiting
        case running(pid_t)
        /// Cancelled, before it started or while it ran.
        case cancelled(pid_t?)
        /// Reaped: its number may be another's by now.
        case ended
    }

    private let state = Mutex(State.waiting)

    /// 0 before it was started.
    var process: pid_t {
        state.withLock { state in
            switch state {
            case .running(let process), .cancelled(let process?): process
            case .waiting, .cancelled(nil), .ended: 0
            }
        }
    }

    /// Starts it with the lock held, so that a cancellation finds it either not started or killable.
    func start(_ spawn: (inout pid_t) -> Int32) -> Int32 {
        state.withLock { state in
            if case .cancelled = state { return ECANCELED }
            var process: pid_t = 0
            let code = spawn(&process)
            if code == 0 { state = .running(process) }
            return code
        }
    }

    func cancel() {
        state.withLock { state in
            switch state {
            case .waiting:
                state = .cancelled(nil)
            case .running(let process):
                _ = kill(-process, SIGKILL)
                state = .cancelled(process)
            case .cancelled, .ended:
                break
            }
        }
    }

    /// Fetches how it ended; to be called once, when it has.
    func reap() -> Spawn.Ending {
        let process = process
        var status: Int32 = 0
        while unsafe waitpid(process, &status, 0) < 0, errno == EINTR {}
        return state.withLock { state in
            defer { state = .ended }
            if case .cancelled = state { return .cancelled }
            // The macros WIFEXITED, WEXITSTATUS and WTERMSIG (man 2 wait).
            let signal = status & 0x7f
            return signal == 0 ? .exited(code: status >> 8 & 0xff) : .killed(signal: signal)
        }
    }
}

/// A pipe from a child, read without waiting, kept up to a limit.
struct Pipe: ~Copyable {
    let reader: Int32
    private(set) var writer: Int32
    private(set) var bytes: [UInt8] = []
    private(set) var isTruncated = false
    /// All writers have closed it; polling it would return at once for ever.
    private(set) var hasEnded = false
    private let limit: Int

    init(limit: Int, program: String) throws(PlatformError) {
        var ends: [Int32] = [-1, -1]
        guard unsafe pipe(&ends) == 0 else { throw PlatformError("make a pipe for", program, code: errno) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        _ = fcntl(ends[0], F_SETFL, O_NONBLOCK)
        reader = ends[0]
        writer = ends[1]
        self.limit = limit
    }

    deinit {
        _ = close(reader)
        if writer >= 0 { _ = close(writer) }
    }

    mutating func closeWriter() {
        _ = close(writer)
        writer = -1
    }

    /// Reads what is there, at most 1 MiB at a time so that an endless writer meets its deadline.
    mutating func drain() {
        for _ in 0..<16 {
            var chunk: [UInt8] = []
            let count = appendRead(reader, to: &chunk, atMost: 65_536)
            if count == 0 { hasEnded = true }
            guard count > 0 else { return }
            let room = limit - bytes.count
            bytes += chunk.prefix(max(room, 0))
            if chunk.count > room { isTruncated = true }
        }
    }
}

/// A list of C strings with the NULL at its end, as `posix_spawn` takes it; freed with the value.
@safe struct CStrings: ~Copyable {
    private let pointers: [UnsafeMutablePointer<CChar>?]

    init(_ texts: [String]) {
        unsafe pointers = texts.map { unsafe strdup($0) } + [nil]
    }

    /// The pointers live during `body`, while the value is borrowed.
    func withPointers<Result>(_ body: ([UnsafeMutablePointer<CChar>?]) -> Result) -> Result {
        unsafe body(pointers)
    }

    deinit {
        unsafe pointers.forEach { unsafe free($0) }
    }
}
