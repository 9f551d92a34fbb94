import Glibc
import Platform
import Testing

@Suite struct SpawnTests {
    @Test func `input goes in, output and exit code come out, arguments stay as they are`() async throws {
        let script = "cat; printf '%s|' \"$@\"; echo oops >&2; exit 3"
        let spawn = Spawn("/bin/sh", arguments: ["-c", script, "sh", "a b", "$(id)", "*"], input: Array("in:".utf8))
        let outcome = try await spawn.run()
        #expect(outcome.ending == .exited(code: 3))
        #expect(String(decoding: outcome.output, as: UTF8.self) == "in:a b|$(id)|*|")
        #expect(String(decoding: outcome.errors, as: UTF8.self) == "oops\n")
        #expect(!outcome.isTruncated)
        #expect(!outcome.hasSucceeded)
    }

    @Test func `a megabyte that nobody reads does not hold us up`() async throws {
        let outcome = try await Spawn("/bin/true", input: Array(repeating: 1, count: 1 << 20)).run()
        #expect(outcome.hasSucceeded)
    }

    @Test func `output beyond the limit is dropped, and the program still ends by itself`() async throws {
        let spawn = Spawn("/usr/bin/head", arguments: ["-c", "500000", "/dev/zero"], outputLimit: 1000)
        let outcome = try await spawn.run()
        #expect(outcome.ending == .exited(code: 0))
        #expect(outcome.output.count == 1000)
        #expect(outcome.isTruncated)
    }

    @Test(arguments: ["sleep 100", "sleep 100 & sleep 100", "exec >&- 2>&-; sleep 100", "cat /dev/zero"])
    func `what runs longer than its deadline is killed with its children`(script: String) async throws {
        let start = SystemClock.monotonicNanoseconds()
        let outcome = try await Spawn("/bin/sh", arguments: ["-c", script], deadline: .milliseconds(50)).run()
        #expect(outcome.ending == .deadlinePassed)
        #expect(SystemClock.monotonicNanoseconds() - start < 10_000_000_000)
    }

    @Test func `a daemon that it leaves behind with the pipes open is not waited for`() async throws {
        let outcome = try await Spawn("/bin/sh", arguments: ["-c", "echo $$; sleep 20 & exit 0"]).run()
        #expect(outcome.ending == .exited(code: 0))
        // What is left of its group ends with the test.
        let group = try #require(Int32(String(decoding: outcome.output.dropLast(), as: UTF8.self)))
        #expect(kill(-group, SIGKILL) == 0)
    }

    @Test func `a signal that ends it is told`() async throws {
        let outcome = try await Spawn("/bin/sh", arguments: ["-c", "kill -TERM $$"]).run()
        #expect(outcome.ending == .killed(signal: SIGTERM))
    }

    @Test func `cancelling the task kills it`() async throws {
        let task = Task { try await Spawn("/bin/sleep", arguments: ["100"]).run() }
        task.cancel()
        let result = await task.result
        switch result {
        case .success(let outcome): #expect(outcome.ending == .cancelled)
        case .failure(let error): #expect((error as? PlatformError)?.codeName == "ECANCELED")
        }
    }

    @Test func `it has no descriptor, environment or ignored signal of ours`() async throws {
        signal(SIGUSR2, SIG_IGN)
        defer { signal(SIGUSR2, SIG_DFL) }
        let leak = open("/dev/null", O_RDONLY)
        defer { close(leak) }
        let outcome = try await Spawn(
            "/bin/sh",
            arguments: ["-c", "ls /proc/self/fd | wc -w; env | cut -d= -f1 | sort | tr '\\n' ' '; kill -USR2 $$"]
        ).run()
        let lines = String(decoding: outcome.output, as: UTF8.self).split(separator: "\n")
        // 0, 1, 2 and the directory that ls reads.
        #expect(lines.first == "4")
        #expect(
            lines.last?.split(separator: " ").filter { $0 != "PWD" && $0 != "_" && $0 != "OLDPWD" && $0 != "SHLVL" }
                == ["LC_ALL", "PATH"])
        #expect(outcome.ending == .killed(signal: SIGUSR2))
    }

    @Test func `a program that is not there is an error with its name`() async {
        let error = await #expect(throws: PlatformError.self) { try await Spawn("/usr/sbin/no-such-mailer").run() }
        #expect(
            error?.description
                == "cannot run /usr/sbin/no-such-mailer: No such file or directory (ENOENT); check the spelling; create "
                + "what is missing")
    }
}

@Suite struct SignalTests {
    @Test func `a signal arrives in the stream and no longer ends the process`() async throws {
        let stream = try signalStream([.reload, .windowChange])
        var signals = stream.makeAsyncIterator()
        kill(getpid(), SIGHUP)
        #expect(await signals.next() == .reload)
        kill(getpid(), SIGWINCH)
        #expect(await signals.next() == .windowChange)
        kill(getpid(), SIGHUP)
        #expect(await signals.next() == .reload)
    }
}
