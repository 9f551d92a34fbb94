import Foundation
import Testing

/// A program that was started, by its process id; its output stands in files.
final class Program {
    /// How a program ended: its exit code, or 128 + the signal that killed it.
    struct Outcome {
        var code: Int32
        var output: String
        var errors: String
    }

    let name: String
    let id: pid_t
    private let outputFile: String
    private let errorsFile: String
    private var code: Int32?

    /// Starts it with an empty standard input and this environment; `program` is an absolute path.
    init(
        _ program: String, _ arguments: [String], environment: [String: String], input: String = "/dev/null",
        output: String, errors: String
    ) throws {
        name = URL(filePath: program).lastPathComponent
        outputFile = output
        errorsFile = errors
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_APPEND, 0o644)
        posix_spawn_file_actions_addopen(&actions, 2, errors, O_WRONLY | O_CREAT | O_APPEND, 0o644)
        // The threads of tests have signals blocked, which a child would inherit.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
        let words = ([program] + arguments).map { strdup($0) } + [nil]
        let variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { (words + variables).forEach { free($0) } }
        var process: pid_t = 0
        let failure = posix_spawn(&process, program, &actions, &attributes, words, variables)
        try #require(failure == 0, "\(program): \(String(cString: strerror(failure)))")
        id = process
    }

    var output: String { Program.text(outputFile) }
    var errors: String { Program.text(errorsFile) }

    var hasEnded: Bool {
        if code != nil { return true }
        var status: Int32 = 0
        guard waitpid(id, &status, WNOHANG) == id else { return false }
        code = status & 0x7f == 0 ? (status >> 8) & 0xff : 128 + status & 0x7f
        return true
    }

    func signal(_ number: Int32) {
        if !hasEnded { kill(id, number) }
    }

    /// Waits for its end. Past the deadline it is killed, and the test fails with what it had said.
    func outcome(within deadline: Duration = .seconds(30)) async throws -> Outcome {
        try await eventually("\(name) ends; it said: \(output) \(errors)", within: deadline) { hasEnded }
        return Outcome(code: code ?? -1, output: output, errors: errors)
    }

    /// Ends it and waits for that: asked first, then killed.
    func end() {
        signal(SIGTERM)
        for _ in 0..<500 where !hasEnded { usleep(10_000) }
        signal(SIGKILL)
        for _ in 0..<500 where !hasEnded { usleep(10_000) }
    }

    private static func text(_ file: String) -> String {
        FileManager.default.contents(atPath: file).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
}

/// A fact that did not come to be in time.
struct Late: Error, CustomStringConvertible {
    var description: String
}

/// Looks again and again until the fact is there.
///
/// - Parameter what: Told when it is late; made anew then, so that it can tell the last state.
func eventually(
    _ what: @autoclosure () -> String, within deadline: Duration, _ isSo: () async throws -> Bool
) async throws {
    let end = ContinuousClock.now + deadline
    while try await !isSo() {
        guard ContinuousClock.now < end else { throw Late(description: "not within \(deadline): \(what())") }
        try await Task.sleep(for: .milliseconds(50))
    }
}
