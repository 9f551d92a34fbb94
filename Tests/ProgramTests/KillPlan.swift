import Foundation
import TestSupport
import Testing

/// How often something is killed, and when: a few times in a test, hundreds of times by `make crash`.
struct KillPlan {
    let seed: UInt64
    let kills: Int
    var random: SeededRandom

    /// - Parameters:
    ///   - variable: Of the environment: how many kills.
    ///   - kills: Without it.
    init(_ variable: String, otherwise kills: Int) {
        let environment = ProcessInfo.processInfo.environment
        self.kills = environment[variable].flatMap(Int.init) ?? kills
        seed = environment["MONITOR_CRASH_SEED"].flatMap(UInt64.init) ?? .random(in: 1...999_999)
        random = SeededRandom(seed: seed)
    }

    /// Lets a random time go by: the kill may come at any moment.
    mutating func letTimePass(atMost limit: Duration) {
        usleep(UInt32.random(in: 0...UInt32(limit / .microseconds(1)), using: &random))
    }

    /// True once in so many times.
    mutating func isOne(in count: Int) -> Bool { Int.random(in: 0..<count, using: &random) == 0 }

    /// Belongs to every message about a failure.
    func place(_ kill: Int) -> String { "kill \(kill), MONITOR_CRASH_SEED=\(seed)" }
}

extension Scene {
    /// What SQLite's own program says of a copy of a database that nobody writes to: the next start shall find the
    /// original just as it was left.
    func sqlite(copyOf directory: String, _ statements: String...) async throws -> [String] {
        let copy = path("copy")
        try? FileManager.default.removeItem(atPath: copy)
        try makeDirectory("copy")
        for name in ["monitor.db", "monitor.db-wal"]
        where FileManager.default.fileExists(atPath: "\(directory)/\(name)") {
            try FileManager.default.copyItem(atPath: "\(directory)/\(name)", toPath: "\(copy)/\(name)")
        }
        var answers: [String] = []
        for statement in statements {
            let answer = try await run("/usr/bin/sqlite3", ["\(copy)/monitor.db", statement])
            try #require(answer.code == 0, "\(answer.errors)")
            answers.append(answer.output.trimmingCharacters(in: .newlines))
        }
        return answers
    }
}
