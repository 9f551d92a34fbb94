import Foundation
import Model
import Testing

/// What the programs refuse: they say what, where and how to fix it, with the exit code of sysexits.h that fits.
@Suite(.serialized) struct RefusalTests {
    let scene: Scene

    init() throws { scene = try Scene() }

    private func refused(_ prefix: [String] = []) async throws -> Program.Outcome {
        let words = prefix + [Built.monitord, "--config", scene.configuration]
        return try await scene.run(words[0], Array(words.dropFirst()), within: .seconds(10))
    }

    private func expect(
        _ outcome: Program.Outcome, _ code: Int32, _ parts: String...,
        sourceLocation: Testing.SourceLocation = #_sourceLocation
    ) {
        #expect(outcome.code == code, "\(outcome.errors)", sourceLocation: sourceLocation)
        for part in parts {
            #expect(outcome.errors.contains(part), "\(outcome.errors)", sourceLocation: sourceLocation)
        }
    }

    @Test func `the town's addresses outside of the lab`() async throws {
        try scene.configure(["core-1: {address: '10.77.0.1'}"])
        expect(
            try await refused(), EX_CONFIG, "monitor.yaml:15:", "10.77.0.1", "this is not the lab", "monitor lab --town"
        )
    }

    @Test func `a data directory that may not be written`() async throws {
        try scene.configure(["here: {address: '127.0.0.1:161'}"])
        try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: scene.path("data"))
        // Root without its powers is held by the mode like everybody.
        let powerless = ["/usr/bin/setpriv", "--bounding-set=-all", "--inh-caps=-all", "--"]
        expect(
            try await refused(geteuid() == 0 ? powerless : []), EX_IOERR, scene.path("data"),
            "cannot be written; give it to the user that the daemon runs as")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: scene.path("data"))
    }

    @Test func `a data directory that is not there`() async throws {
        try scene.configure(["here: {address: '127.0.0.1:161'}"])
        try FileManager.default.removeItem(atPath: scene.path("data"))
        expect(try await refused(), EX_IOERR, scene.path("data"))
    }

    @Test func `a database of a newer version, which stays as it is`() async throws {
        try scene.configure(["here: {address: '127.0.0.1:\(try FreePort.udp())'}"])
        let daemon = try await scene.startDaemon()
        daemon.end()
        _ = try await scene.sqlite("INSERT INTO grdb_migrations VALUES ('99 from the future')")
        expect(try await refused(), EX_IOERR, "monitor.db", "newer version")
        #expect(try await scene.sqlite("SELECT count(*) FROM grdb_migrations") == "6")
    }

    @Test func `a second daemon on the database of a first, which goes on`() async throws {
        try scene.configure(["here: {address: '127.0.0.1:\(try FreePort.udp())'}"])
        _ = try await scene.startDaemon()
        let text = try scene.text("monitor.yaml")
        let other = try scene.write(
            text.replacing("socket: monitor.sock", with: "socket: other.sock"), to: "other.yaml")
        let second = try await scene.run(Built.monitord, ["--config", other], within: .seconds(10))
        #expect((64...78).contains(second.code) && second.errors.contains("data"), "\(second.errors)")
        #expect(try await scene.curl("/v1/status") != nil)
    }

    @Test func `a second daemon on the socket of a first, which goes on`() async throws {
        try scene.configure(["here: {address: '127.0.0.1:\(try FreePort.udp())'}"])
        _ = try await scene.startDaemon()
        try scene.makeDirectory("other")
        let text = try scene.text("monitor.yaml")
        let other = try scene.write(text.replacing("data: data", with: "data: other"), to: "other.yaml")
        let second = try await scene.run(Built.monitord, ["--config", other], within: .seconds(10))
        expect(second, EX_UNAVAILABLE, scene.socket)
        #expect(try await scene.curl("/v1/status") != nil)
    }

    @Test func `a credential whose file is missing`() async throws {
        try scene.configure(["here: {address: '127.0.0.1:161'}"])
        let text = try scene.text("monitor.yaml")
        try scene.write(
            text.replacing(
                "default: {version: 2c, community: public}",
                with: "default: {version: 2c, community: {file: secret.key}}"),
            to: "monitor.yaml")
        expect(try await refused(), EX_CONFIG, "monitor.yaml:10:", "secret.key")
    }

    @Test func `no configuration at all`() async throws {
        let missing = try await scene.run(Built.monitord, ["--config", scene.path("none.yaml")])
        expect(missing, EX_CONFIG, "none.yaml:1:1: the file does not exist; create it or mend the path")
    }

    @Test func `config check tells all mistakes at once, each with its place, and exits with 1`() async throws {
        try scene.write(
            """
            data: data
            socket: monitor.sock
            langage: fi
            interval: 60
            ping: 5s
            snmp:
              default: {version: 2d, community: public}
            sites:
              kanerva: {name: Kanerva}
            hosts:
              one: {address: "10.1.2", site: kanerva}
              two: {address: "127.0.0.2", site: kanarva}
              three: {address: "127.0.0.3", site: kanerva, parent: for}
            rules:
              - {aspect: disc, yellow: 80}

            """, to: "monitor.yaml")
        let check = try await scene.run(Built.monitor, ["config", "check", scene.configuration])
        #expect(check.code == 1)
        let lines = check.output.split(separator: "\n").map(String.init)
        for line in [3, 4, 7, 11, 12, 13, 15] {
            let places = lines.filter { $0.wholeMatch(of: /.*monitor\.yaml:(\d+):\d+: .*/)?.1 == "\(line)" }
            #expect(places.count == 1, "line \(line): \(check.output)")
        }
        #expect(lines.last == "7 mistakes.")
        for remedy in ["language", "kanerva", "disk"] { #expect(check.output.contains(remedy)) }
    }

    @Test func `config check of a good file names what is in it and exits with 0`() async throws {
        try scene.configure(["here: {address: '127.0.0.1:161'}"])
        let check = try await scene.run(Built.monitor, ["config", "check", scene.configuration])
        #expect(check.code == 0, "\(check.output)")
        #expect(check.output.contains("1 hosts at 1 sites") && check.output.contains("probes"))
    }

    @Test func `the exit code of status is the colour's`() async throws {
        let agent = try await scene.startAgent()
        try scene.configure(
            [
                "good: {address: '127.0.0.1:\(agent.port)'}", "filling: {address: '127.0.0.2:\(agent.port)'}",
                "full: {address: '127.0.0.3:\(agent.port)'}", "silent: {address: '127.0.0.4:\(agent.port)'}",
            ],
            rules: [
                "aspect: disk, judge: no", "aspect: io, judge: no",
                "aspect: disk, host: filling, subject: '/', yellow: 0",
                "aspect: disk, host: full, subject: '/', yellow: 0, red: 0",
            ])
        let daemon = try await scene.startDaemon()
        for (host, status, code) in [
            ("good", Status.green, Int32(0)), ("filling", .yellow, 1), ("full", .red, 2), ("silent", .grey, 3),
        ] {
            try await scene.light(of: host, becomes: status)
            #expect(try await scene.monitor("status", host).code == code, "\(host)")
        }
        let unknown = try await scene.monitor("status", "ful")
        #expect(unknown.code == EX_USAGE)
        #expect(unknown.errors.contains("did you mean full"), "\(unknown.errors)")
        #expect(try await scene.monitor("status", "kanerva").code == 2)
        #expect(try await scene.monitor("status").code == 2)
        daemon.end()
        #expect(try await scene.monitor("status").code == 3)
    }
}
