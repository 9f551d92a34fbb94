internal import Glibc
public import Platform

/// The process calls of the launcher. No `await` stands between starting the town and executing the command: the town's
/// PR_SET_PDEATHSIG looks at the thread that started it, and execve keeps only the thread that calls it.
extension LabLauncher {
    /// What the town writes to its standard output once it answers.
    public static let readyLine = "ready\n"

    /// Starts the town as a child of this very process and waits until it is ready.
    ///
    /// Throws what posix_spawn says, or that the town ended before it was ready; why stands on its standard error.
    func startTown(_ words: [String]) throws(PlatformError) {
        var ends: [Int32] = [-1, -1]
        guard unsafe pipe(&ends) == 0 else { throw PlatformError("make a pipe for", program, code: errno) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        defer { _ = close(ends[0]) }
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        unsafe posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
        var process: pid_t = 0
        let code = unsafe withCStrings(words) { unsafe posix_spawn(&process, words[0], &actions, nil, $0, environ) }
        _ = close(ends[1])
        guard code == 0 else { throw PlatformError("run", words[0], code: code) }
        var said: [UInt8] = []
        while !said.contains(UInt8(ascii: "\n")) {
            var buffer = [UInt8](repeating: 0, count: 64)
            let count = unsafe read(ends[0], &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            said += buffer.prefix(count)
        }
        guard String(decoding: said, as: UTF8.self) == LabLauncher.readyLine else {
            throw PlatformError(
                "start", "the town", detail: "it ended before it was ready", remedy: "see what it says above")
        }
    }

    /// Executes the command with MONITOR_LAB, the lab's directory, in its environment.
    func becomeCommand() throws(PlatformError) -> Never {
        guard unsafe setenv("MONITOR_LAB", directory, 1) == 0 else {
            throw PlatformError("set", "MONITOR_LAB", code: errno)
        }
        try replaceProcess(with: command)
    }

    /// execvp; returns only by throwing.
    func replaceProcess(with words: [String]) throws(PlatformError) -> Never {
        guard let first = words.first else { throw PlatformError("run", "nothing", code: ENOENT) }
        // What was ignored or blocked here must not be so in the command.
        for signal in [SIGINT, SIGTERM, SIGHUP, SIGPIPE] { _ = Glibc.signal(signal, SIG_DFL) }
        var none = sigset_t()
        unsafe sigemptyset(&none)
        _ = unsafe pthread_sigmask(SIG_SETMASK, &none, nil)
        _ = unsafe withCStrings(words) { unsafe execvp(first, $0) }
        throw PlatformError("run", first, code: errno)
    }

    /// The words as argv wants them: NUL-terminated, with a null pointer behind the last.
    private func withCStrings<Result>(
        _ words: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
    ) -> Result {
        let pointers = unsafe words.map { unsafe strdup($0) } + [nil]
        defer { unsafe pointers.forEach { unsafe free($0) } }
        return unsafe body(pointers)
    }
}

/// Makes a directory for this user alone unless there is one. Throws EACCES, ENOENT (no parent), EROFS.
public func makeDirectory(_ path: String) throws(PlatformError) {
    guard unsafe mkdir(path, 0o700) != 0, errno != EEXIST else { return }
    throw PlatformError("make directory", path, code: errno)
}
