import Foundation
import Model
import Testing

/// The main promise, on the simulated town: one cause, one red, one mail.
@Suite(.serialized) struct TownTests {
    let scene: Scene

    init() throws { scene = try Scene() }

    /// Starts the town in its namespaces with the daemon beside it, and waits until every host was read.
    private func startTown() async throws -> Program {
        let allowed = try await scene.run("/usr/bin/unshare", ["--user", "--map-root-user", "--net", "/bin/true"])
        try #require(allowed.code == 0, "the town needs user and network namespaces: \(allowed.errors)")
        let written = try await scene.run(
            Built.monitor,
            [
                "lab", "--town", Built.town, "--write-config", scene.directory, "--interval", "5", "--language", "en",
            ])
        try #require(written.code == 0, "\(written.errors)")
        let town = try scene.start(
            Built.monitor,
            // At that time the same printers are short of the same supplies.
            ["lab", "--town", Built.town, "--directory", scene.path("lab"), "--calm", "--time", "2026-11-23T10:16:00Z"]
                + ["--", Built.monitord]
                + ["--config", scene.configuration])
        var troubled: [HostLight] = []
        // Behind a slow line the first echo goes within a minute.
        try await eventually("the town is well; \(troubled) \(town.errors)", within: .seconds(90)) {
            try #require(!town.hasEnded, "the town ended: \(town.errors)")
            guard try await scene.curl("/v1/status") != nil else { return false }
            let board = try await scene.board()
            troubled = board.hosts.filter { [.red, .grey].contains($0.status) }
            // What its controller says of an access point comes a little later.
            let told = board.hosts.first { $0.id == "kuusela-ap14" }?.aspects.map(\.aspect) ?? []
            return board.hosts.count > 100 && troubled.isEmpty && Set(told).isSuperset(of: [.wireless, .updates])
        }
        return town
    }

    private func incident(_ name: String, _ more: String...) async throws {
        let told = try await scene.run(
            Built.monitor, ["lab", "incident", name, "--directory", scene.path("lab")] + more)
        try #require(told.code == 0, "\(told.errors)")
    }

    /// Runs `monitor alert` twice at the same time, and returns all that both printed.
    private func alertTwice() async throws -> String {
        let runs = try (0..<2).map { _ in
            try scene.start(Built.monitor, ["alert", "--config", scene.configuration])
        }
        var text = ""
        for run in runs {
            let outcome = try await run.outcome()
            #expect(outcome.code == 0, "\(outcome.errors)")
            text += outcome.output
        }
        return text
    }

    @Test func `a dead switch is one red within 15 s, grey behind it, one mail, and one when it is back`() async throws
    {
        _ = try await startTown()
        let watch = try await Terminal(
            scene, [Built.monitor, "watch", "--socket", scene.socket, "--language", "en"])
        try await watch.screen(within: .seconds(10)) { $0.contains("LIVE") && $0.contains("RED 0") }
        // What was before it, of the daemon itself on a slow machine for instance, is not this test's.
        _ = try await alertTwice()

        try await incident("kuusela-dead")
        // Red first, then grey one after the other as each is missed; all of it in time.
        var counts: Set<String> = []
        try await watch.screen(within: .seconds(15)) { screen in
            counts.formUnion(screen.matches(of: /RED (\d+)/).map { String($0.1) })
            return screen.contains("kuusela-sw1: no connection") && screen.contains("18 devices behind it")
        }
        #expect(counts.isSubset(of: ["0", "1"]))
        let board = try await scene.board()
        #expect(board.hosts.filter { $0.status == .red }.map(\.id) == ["kuusela-sw1"])
        let behind = try #require(board.incidents.first { $0.cause.host == "kuusela-sw1" }).behind
        let access = (1...14).map { $0 < 10 ? "kuusela-ap0\($0)" : "kuusela-ap\($0)" }
        #expect(
            Set(behind) == Set(access + ["kuusela-sw2", "kuusela-tulostin1", "kuusela-kamera1", "kuusela-kamera2"]))
        for host in board.hosts where behind.contains(host.id) {
            #expect(host.status == .grey)
            #expect(host.troubles.first?.verdict.reason == .behind("kuusela-sw1"), "\(host)")
        }
        #expect(try await scene.monitor("status", "kuusela-sw1").code == 2)
        let child = try await scene.monitor("status", "kuusela-ap09")
        #expect(child.code == 3)
        #expect(child.output.contains("behind kuusela-sw1"))
        try Golden.expect(try await watch.screen(), "one-switch-dead")

        let mail = try await alertTwice()
        #expect(mail.components(separatedBy: "[RED]").count == 2, "\(mail)")
        #expect(mail.contains("[RED] Koulu Kuusela: kuusela-sw1"))
        #expect(mail.contains("18 devices behind"))
        #expect(mail.components(separatedBy: " · sent ").count == 2, "one message: \(mail)")
        #expect(try await alertTwice() == "")

        try await incident("kuusela-dead", "--end")
        try await watch.screen(within: .seconds(30)) { $0.contains("RED 0 ") && $0.contains("GREY 0 ") }
        let over = try await alertTwice()
        #expect(over.components(separatedBy: "[OK]").count == 2, "\(over)")
        #expect(over.contains("[OK] Koulu Kuusela: kuusela-sw1"))
        #expect(over.components(separatedBy: " · sent ").count == 2, "one message: \(over)")
        #expect(try await alertTwice() == "")

        let reds = try await scene.events().filter { $0.to == .red }
        #expect(reds.map(\.check.host) == ["kuusela-sw1"])
    }
}
