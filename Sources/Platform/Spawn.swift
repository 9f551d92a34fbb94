internal import CLinux
import Dispatch
import Glibc

/// A program to run once, by its path and its list of arguments: no shell ever sees them.
///
/// It gets a small environment, standard input from memory, its own process group, no descriptor of ours, and the
/// default signals. What it writes is kept up to a limit; when its time is up the whole group is killed.
public struct Spawn: Sendable {
    public var program: String
    public var arguments: [String]
    public var input: [UInt8]
    public var environment: [String: String]
    /// Of each of standard output and standard error; what is beyond is read and dropped, so that it never blocks.
    public var outputLimit: Int
    public var deadline: Duration

    /// How a program ended.
    public enum Ending: Hashable, Sendable {
        case exited(code: Int32)
        case killed(signal: Int32)
        /// Killed by us: its time was up.
        case deadlinePassed
        /// Killed by us: the task that ran it was cancelled.
        case cancelled
    }

    public struct Outcome: Hashable, Sendable {
        public var ending: Ending
        public var output: [UInt8]
        public var errors: [UInt8]
        /// More was written than `outputLimit`.
        public var isTruncated: Bool

        public var hasSucceeded: Bool { ending == .exited(code: 0) }
    }

    /// `program` is an absolute path; `arguments` without the name of the program.
    public init(
        _ program: String, arguments: [String] = [], input: [UInt8] = [],
        environment: [String: String] = ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8"],
        outputLimit: Int = 65_536, deadline: Duration = .seconds(30)
    ) {
        self.program = program
        self.arguments = arguments
        self.input = input
        self.environment = environment
        self.outputLimit = outputLimit
        self.deadline = deadline
    }

    /// Runs it to its end on a thread of its own. Throws when it could not be started: ENOENT, EACCES, EMFILE.
    ///
    /// Cancelling the task kills it.
    public func run() async throws(PlatformError) -> Outcome {
        let child = Child()
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                DispatchQueue.global().async { @Sendable in
                    continuation.resume(returning: runBlocking(child))
                }
            }
        } onCancel: {
            child.cancel()
        }
        return try result.get()
    }

    private func runBlocking(_ child: Child) -> Result<Outcome, PlatformError> {
        Result { () throws(PlatformError) in try supervise(child) }
    }

    private func supervise(_ child: Child) throws(PlatformError) -> Outcome {
        let deadline = Deadline(after: deadline)
        var output = try Pipe(limit: outputLimit, program: program)
        var errors = try Pipe(limit: outputLimit, program: program)
        let process = try start(child, output: output, errors: errors)
        output.closeWriter()
        errors.closeWriter()
        let ended = clinux_process_descriptor(process)
        defer { _ = close(ended) }
        var isLate = false
        while true {
            var wanted = [
                pollfd(fd: ended, events: Int16(POLLIN), revents: 0),
                pollfd(fd: output.hasEnded ? -1 : output.reader, events: Int16(POLLIN), revents: 0),
                pollfd(fd: errors.hasEnded ? -1 : errors.reader, events: Int16(POLLIN), revents: 0),
            ]
            _ = unsafe poll(&wanted, 3, isLate ? -1 : deadline.remainingMilliseconds)
            output.drain()
            errors.drain()
            // Its own end is what counts: a daemon it left behind may keep the pipes open for ever.
            if wanted[0].revents != 0 { break }
            if !isLate, deadline.hasPassed {
                isLate = true
                _ = kill(-process, SIGKILL)
            }
        }
        output.drain()
        errors.drain()
        let ending = child.reap()
        return Outcome(
            ending: isLate ? .deadlinePassed : ending, output: output.bytes, errors: errors.bytes,
            isTruncated: output.isTruncated || errors.isTruncated)
    }

    /// The child's process number. Its standard input is a file in memory: one that never reads cannot hold us up.
    private func start(_ child: Child, output: borrowing Pipe, errors: borrowing Pipe) throws(PlatformError) -> pid_t {
        let standardInput = try memoryFile()
        defer { _ = close(standardInput) }
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_adddup2(&actions, standardInput, 0)
        unsafe posix_spawn_file_actions_adddup2(&actions, output.writer, 1)
        unsafe posix_spawn_file_actions_adddup2(&actions, errors.writer, 2)
        unsafe clinux_spawn_close_from(&actions, 3)

        var attributes = posix_spawnattr_t()
        unsafe posix_spawnattr_init(&attributes)
        defer { unsafe posix_spawnattr_destroy(&attributes) }
        let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK
        unsafe posix_spawnattr_setflags(&attributes, Int16(flags))
        unsafe posix_spawnattr_setpgroup(&attributes, 0)
        var signals = sigset_t()
        unsafe sigemptyset(&signals)
        unsafe posix_spawnattr_setsigmask(&attributes, &signals)
        unsafe sigfillset(&signals)
        unsafe posix_spawnattr_setsigdefault(&attributes, &signals)

        let arguments = CStrings([program] + arguments)
        let environment = CStrings(environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" })
        let code = child.start { process in
            unsafe arguments.withPointers { arguments in
                unsafe environment.withPointers { environment in
                    unsafe posix_spawn(&process, program, &actions, &attributes, arguments, environment)
                }
            }
        }
        guard code == 0 else { throw PlatformError("run", program, code: code) }
        return child.process
    }

    private func memoryFile() throws(PlatformError) -> Int32 {
        let descriptor = unsafe clinux_memory_file("input")
        guard descriptor >= 0 else { throw PlatformError("make input for", program, code: -descriptor) }
        var done = 0
        while done < input.count {
            let count = unsafe input.withUnsafeBytes { buffer in
                unsafe pwrite(descriptor, buffer.baseAddress?.advanced(by: done), buffer.count - done, off_t(done))
            }
            guard count > 0 else {
                let code = errno
                _ = close(descriptor)
                throw PlatformError("make input for", program, code: code)
            }
            done += count
        }
        return descriptor
    }
}
