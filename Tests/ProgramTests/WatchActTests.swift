import Foundation
import Testing

/// What people do by key in `monitor watch`, with a real daemon and a real terminal.
@Suite(.serialized) struct WatchActTests {
    let scene: Scene

    init() throws { scene = try Scene() }

    @Test func `on a shared account an incident is taken on the screen, and its host paused`() async throws {
        let agent = try await scene.startAgent()
        try scene.configure(
            ["full: {address: '127.0.0.2:\(agent.port)'}"],
            rules: [
                "aspect: disk, judge: no", "aspect: io, judge: no",
                "aspect: disk, host: full, subject: '/', yellow: 0, red: 0",
            ])
        let settings = try scene.text("monitor.yaml")
        try scene.write(settings + "people: {accounts: [\(NSUserName())], initials: [MK, HL]}\n", to: "monitor.yaml")
        _ = try await scene.startDaemon()
        let watch = try await Terminal(scene, [Built.monitor, "watch", "--socket", scene.socket, "--language", "en"])
        try await watch.screen(within: .seconds(30)) { $0.contains("RED without somebody 1") }

        try await watch.press("a")
        try await watch.screen(within: .seconds(5)) { $0.contains("Acknowledge · #") && $0.contains("full: disk /") }
        for key in ["new-disk", "Enter", "25h", "Enter"] { try await watch.press(key) }
        try await watch.screen(within: .seconds(5)) { $0.contains("! No such time") && $0.contains("25h") }
        for key in ["BSpace", "BSpace", "BSpace", "+2h", "Enter"] { try await watch.press(key) }
        try await watch.screen(within: .seconds(5)) { $0.contains("is shared") && $0.contains("Your initials:") }
        for key in ["MK", "Enter"] { try await watch.press(key) }
        let taken = try await watch.screen(within: .seconds(10)) {
            $0.contains("On it: MK until") && $0.contains(": new-disk") && !$0.contains("without somebody")
        }
        #expect(taken.contains("→ #"), "\(taken)")

        for key in ["m", "swap", "Enter", "Enter"] { try await watch.press(key) }
        try await watch.screen(within: .seconds(10)) { $0.contains("‖ Päiväkoti Kanerva: 1 host paused (swap, MK)") }
        for key in ["M", "Enter"] { try await watch.press(key) }
        try await watch.screen(within: .seconds(10)) { !$0.contains("paused (swap") && $0.contains("BLUE 0") }
    }
}
