import Foundation
import Platform
import Testing

@testable import Lab

/// The built program, and whether this user may have namespaces.
enum Built {
    /// `monitord` stands beside the test bundle.
    static let program: String = {
        let bundle = CommandLine.arguments.first { $0.hasSuffix(".xctest") } ?? CommandLine.arguments[0]
        let beside = bundle.split(separator: "/").dropLast().joined(separator: "/")
        let start = "/\(beside)/monitord"
        return FileManager.default.isExecutableFile(atPath: start)
            ? start : "\(Shipped.directory)/.build/debug/monitord"
    }()

    static var isPossible: Bool {
        guard FileManager.default.isExecutableFile(atPath: program) else { return false }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/unshare")
        process.arguments = ["--user", "--map-root-user", "--net", "--", "/bin/true"]
        do {
            try process.run()
        } catch {
            return false
        }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }
}

/// The built program with its namespaces, cable and raw sockets.
@Suite(.serialized, .enabled(if: Built.isPossible, "no monitord is built, or user namespaces are closed"))
struct NamespaceTests {
    /// Runs a script in the near namespace of a calm town, with `$LAB` as the program.
    private func run(_ script: String, deadline: Duration = .seconds(60)) async throws -> (Spawn.Outcome, String) {
        let scratch = try Scratch()
        let outcome = try await Spawn(
            Built.program,
            arguments: [
                "lab", "--town", Shipped.path, "--directory", scratch.path, "--calm", "--", "/bin/sh", "-c", script,
            ],
            environment: [
                "PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8", "LAB": Built.program,
            ],
            deadline: deadline
        ).run()
        return (outcome, String(decoding: outcome.output, as: UTF8.self))
    }

    /// Asks each host once and prints `alive`, `silent` or the ICMP type of an error.
    private static let echo = """
        import socket, struct, sys
        for address in sys.argv[1:]:
            s = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP)
            s.settimeout(0.5)
            s.sendto(struct.pack('!BBHHH', 8, 0, 0xf7fd, 1, 1), (address, 0))
            try:
                while True:
                    packet, peer = s.recvfrom(2048)
                    kind = packet[(packet[0] & 15) * 4]
                    if kind == 8: continue
                    print('alive' if kind == 0 and peer[0] == address else 'error %d' % kind)
                    break
            except socket.timeout:
                print('silent')
        """

    @Test func `a dead switch makes itself and its children silent, without an error, until it is repaired`()
        async throws
    {
        // core-1, rantala-sw1, rantala-sw2, rantala-ap08, and nobody
        let ask = "python3 -c \"$ECHO\" 10.77.0.1 10.77.30.1 10.77.30.2 10.77.30.10 10.77.30.200"
        let (outcome, text) = try await run(
            """
            ECHO="\(NamespaceTests.echo)"
            \(ask); $LAB lab incident rantala-dead && \(ask); $LAB lab incident rantala-dead --end && \(ask)
            """)
        #expect(outcome.hasSucceeded, "\(String(decoding: outcome.errors, as: UTF8.self))")
        let before = ["alive", "alive", "alive", "alive", "silent"]
        #expect(
            text.split(separator: "\n").map(String.init) == before + ["alive", "alive", "silent", "silent", "silent"]
                + before)
    }

    @Test func `a silent agent answers echoes but not SNMP`() async throws {
        // -Ln: the first of net-snmp's programs on a machine also tells which directories it made.
        let (_, text) = try await run(
            """
            $LAB lab incident ta-silent
            python3 -c "\(NamespaceTests.echo)" 10.77.50.3
            snmpget -Ln -v2c -c public -t 0.3 -r 0 -Oqv 10.77.50.3 .1.3.6.1.2.1.1.5.0 2>&1 | head -c 7; echo
            $LAB lab incident ta-silent --end
            snmpget -v2c -c public -t 5 -r 0 -Oqv 10.77.50.3 .1.3.6.1.2.1.1.5.0
            """)
        #expect(text == "alive\nTimeout\n\"ta-win-2\"\n")
    }

    @Test func `the command gets the lab's directory and its own exit status`() async throws {
        let (outcome, text) = try await run(
            "test -S $MONITOR_LAB/lab.sock && ip -br link show town0 | cut -c1-5; exit 7")
        #expect(outcome.ending == .exited(code: 7))
        #expect(text == "town0\n")
    }

    @Test func `the town ends with its command, even with a killed one`() async throws {
        let (outcome, text) = try await run("pgrep -P $$ monitord; kill -9 $$")
        #expect(outcome.ending == .killed(signal: 9))
        let town = try #require(text.split(separator: "\n").first.map(String.init))
        // The kernel sends the signal at once; the town needs a moment to close its sockets.
        let ended = try await Spawn(
            "/bin/sh",
            arguments: [
                "-c",
                "for i in $(seq 100); do grep -q '^State:.[^Z]' /proc/\(town)/status 2>/dev/null || exit 0; sleep 0.1; done; exit 1",
            ]
        ).run()
        #expect(ended.hasSucceeded)
    }
}
