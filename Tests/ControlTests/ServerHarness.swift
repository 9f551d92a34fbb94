import Control
import ControlServer
import Foundation
import Logging
import Model
import ServiceLifecycle
import Testing

/// A real server on a socket of its own.
struct ServerHarness {
    let path: String
    let source: FakeSource

    /// Runs a server for as long as the body takes.
    static func run(
        source: FakeSource = FakeSource(), _ body: @escaping @Sendable (ServerHarness) async throws -> Void
    ) async throws {
        try await withDirectory { directory in
            let harness = ServerHarness(path: directory + "/monitor.sock", source: source)
            let server = try harness.server()
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await server.run() }
                try await harness.opened()
                try await body(harness)
                group.cancelAll()
            }
        }
    }

    func server() throws -> ControlServer {
        let wording = Wording(language: .english) { moment in
            let time = UTCTime(moment)
            return CalendarTime(
                year: time.year, month: time.month, day: time.day, hour: time.hour, minute: time.minute,
                second: time.second, weekday: 1, offset: 0)
        }
        return try ControlServer(
            path: path, source: source, wording: wording,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    /// Waits until the socket has its name.
    func opened() async throws {
        let path = path
        try await eventually { FileManager.default.fileExists(atPath: path) }
    }

    var client: ControlClient { ControlClient(socketPath: path) }

    /// What `curl --unix-socket` prints, with the status in a last line.
    func curl(_ arguments: String...) async throws -> String {
        let socket = path
        return try await blocking {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/usr/bin/curl")
            process.arguments = ["-s", "-m", "10", "-w", "\n%{http_code}", "--unix-socket", socket] + arguments
            let pipe = Pipe()
            process.standardOutput = pipe
            try process.run()
            let output = pipe.fileHandleForReading.readDataToEndOfFile()
            process.waitUntilExit()
            return String(decoding: output, as: UTF8.self)
        }
    }
}

/// Runs what blocks its thread elsewhere: few threads serve all tasks here, the server's too.
func blocking<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
        Thread.detachNewThread { continuation.resume(with: Result { try body() }) }
    }
}

/// Waits for a fact, for ten seconds at most.
func eventually(_ fact: @Sendable () async throws -> Bool) async throws {
    let deadline = ContinuousClock.now + .seconds(10)
    while try await !fact() {
        try #require(ContinuousClock.now < deadline, "it did not come about")
        try await Task.sleep(for: .milliseconds(5))
    }
}

/// A directory that is gone afterwards.
func withDirectory(_ body: (String) async throws -> Void) async throws {
    let directory = FileManager.default.temporaryDirectory.appending(path: "control-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    try await body(directory.path())
}
