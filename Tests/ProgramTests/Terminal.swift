import Foundation
import Testing

/// A terminal of 100 columns and 30 rows in a tmux of its own, with one program in it.
struct Terminal {
    let scene: Scene
    private let server: String

    /// - Parameter command: Words without spaces.
    init(_ scene: Scene, _ command: [String]) async throws {
        self.scene = scene
        server = scene.path("tmux")
        let settings = try scene.write("set -g status off\nset -g default-terminal screen-256color\n", to: "tmux.conf")
        let made = try await scene.run(
            "/usr/bin/tmux",
            [
                "-S", server, "-f", settings, "new-session", "-d", "-x", "100", "-y", "30",
                command.joined(separator: " "),
            ])
        try #require(made.code == 0, "tmux: \(made.errors)")
        // Its server went to the background by itself.
        let told = try await tell(["display-message", "-p", "#{pid}"]).output
        scene.endsToo(try #require(pid_t(told.trimmingCharacters(in: .whitespacesAndNewlines))))
    }

    /// The characters that stand there now.
    func screen() async throws -> String { try await tell(["capture-pane", "-p"]).output }

    func press(_ key: String) async throws { _ = try await tell(["send-keys", key]) }

    /// Waits until the screen is as wanted, and returns it.
    @discardableResult
    func screen(within deadline: Duration, where isWanted: (String) -> Bool) async throws -> String {
        var last = ""
        try await eventually("the screen is right; it is\n\(last)", within: deadline) {
            last = try await screen()
            return isWanted(last)
        }
        return last
    }

    private func tell(_ words: [String]) async throws -> Program.Outcome {
        try await scene.run("/usr/bin/tmux", ["-S", server] + words)
    }
}
