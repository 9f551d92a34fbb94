import Foundation
import Testing

/// A directory and the programs started in it for one test; all of it ends with the value, also when the test fails.
final class Scene {
    let directory: String
    private var processes: [Program] = []
    private var servers: [pid_t] = []
    private var count = 0

    init() throws {
        // Not TMPDIR: the path of a Unix socket has at most 107 bytes.
        var template = Array("/tmp/monitor-XXXXXX".utf8CString)
        try #require(mkdtemp(&template) != nil)
        directory = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        try makeDirectory("data")
    }

    deinit {
        for server in servers { kill(server, SIGTERM) }
        for process in processes.reversed() { process.end() }
        do {
            try FileManager.default.removeItem(atPath: directory)
        } catch {
            Issue.record("\(directory) stays: \(error)")
        }
    }

    /// Has a server that was started here, but is no child of ours, end with the scene.
    func endsToo(_ server: pid_t) { servers.append(server) }

    func path(_ name: String) -> String { "\(directory)/\(name)" }

    func makeDirectory(_ name: String) throws {
        try FileManager.default.createDirectory(atPath: path(name), withIntermediateDirectories: true)
    }

    /// Writes a file of the scene.
    ///
    /// - Returns: its path.
    @discardableResult
    func write(_ text: String, to name: String, mode: Int = 0o644) throws -> String {
        try Data(text.utf8).write(to: URL(filePath: path(name)))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path(name))
        return path(name)
    }

    /// The text of a file of the scene.
    func text(_ name: String) throws -> String {
        try String(contentsOfFile: path(name), encoding: .utf8)
    }

    /// Starts a program that runs until the scene ends or it is told to.
    func start(_ program: String, _ arguments: [String], environment: [String: String] = [:]) throws -> Program {
        count += 1
        let log = path("\(count)-\(URL(filePath: program).lastPathComponent)")
        let process = try Program(
            program, arguments, environment: Scene.environment.merging(environment) { $1 }, output: log + ".output",
            errors: log + ".errors")
        processes.append(process)
        return process
    }

    /// Runs a program to its end.
    @discardableResult
    func run(
        _ program: String, _ arguments: [String], environment: [String: String] = [:],
        within deadline: Duration = .seconds(30)
    ) async throws -> Program.Outcome {
        try await start(program, arguments, environment: environment).outcome(within: deadline)
    }

    /// Nothing of the person who runs the tests: neither language, time zone nor sockets.
    private static let environment = [
        "PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8", "MONITOR_PROBES": Built.probes,
    ]
}

/// Ports of loopback that are free, outside of those that the kernel gives away by itself (ip_local_port_range).
enum FreePort {
    static func udp() throws -> UInt16 { try free(Int32(SOCK_DGRAM.rawValue)) }
    static func tcp() throws -> UInt16 { try free(Int32(SOCK_STREAM.rawValue)) }

    private static func free(_ type: Int32) throws -> UInt16 {
        for _ in 0..<100 {
            let port = UInt16.random(in: 20_000..<32_000)
            if try isFree(port, type) { return port }
        }
        throw Late(description: "no free port in 100 attempts")
    }

    private static func isFree(_ port: UInt16, _ type: Int32) throws -> Bool {
        let descriptor = socket(AF_INET, type, 0)
        try #require(descriptor >= 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }
}

extension Scene {
    /// What SQLite's own program answers about the scene's database.
    func sqlite(_ statement: String) async throws -> String {
        let answer = try await run("/usr/bin/sqlite3", [path("data/monitor.db"), statement])
        try #require(answer.code == 0, "\(answer.errors)")
        return answer.output.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
