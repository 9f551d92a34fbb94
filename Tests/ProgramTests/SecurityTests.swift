import Foundation
import Model
import Testing

/// SNMPv3 with Debian's agent: every algorithm it has, and what agents do in the field.
@Suite(.serialized) struct SecurityTests {
    let scene: Scene

    init() throws { scene = try Scene() }

    /// A user as the agent and as we write it.
    private struct User {
        var name: String
        var authentication: (ours: String, agents: String)?
        var privacy: (ours: String, agents: String)?

        var agentLines: [String] {
            var words = ["createUser", name]
            if let authentication { words += [authentication.agents, "\"authentic pass\""] }
            if let privacy { words += [privacy.agents, "\"private passphrase\""] }
            let level = privacy != nil ? "priv" : authentication != nil ? "auth" : "noauth"
            return [words.joined(separator: " "), "rouser \(name) \(level)"]
        }

        func credential(authKey: String = "authentic pass", privacyKey: String = "private passphrase") -> String {
            var fields = ["version: 3", "user: \(name)"]
            if let authentication { fields += ["auth: \(authentication.ours)", "authKey: '\(authKey)'"] }
            if let privacy { fields += ["privacy: \(privacy.ours)", "privacyKey: '\(privacyKey)'"] }
            return "{\(fields.joined(separator: ", "))}"
        }

        static let authentications = [
            ("MD5", "MD5"), ("SHA-1", "SHA"), ("SHA-224", "SHA-224"), ("SHA-256", "SHA-256"), ("SHA-384", "SHA-384"),
            ("SHA-512", "SHA-512"),
        ]
        static let privacies = [
            ("DES", "DES"), ("AES-128", "AES"), ("AES-192", "AES-192"), ("AES-256", "AES-256"),
            ("AES-192-C", "AES192C"), ("AES-256-C", "AES256C"),
        ]

        /// Every algorithm alone and with every other.
        static let all: [User] =
            [User(name: "nobody-special")]
            + authentications.flatMap { authentication in
                [User(name: "u-\(authentication.0)", authentication: authentication)]
                    + privacies.map {
                        User(name: "u-\(authentication.0)-\($0.0)", authentication: authentication, privacy: $0)
                    }
            }

        /// What most sites have.
        static let usual = User(name: "usual", authentication: ("SHA-256", "SHA-256"), privacy: ("AES-128", "AES"))
    }

    private func write(_ credentials: [String: String], hosts: [String]) throws {
        try scene.configure(hosts)
        let lines = credentials.sorted { $0.key < $1.key }.map { "  \($0.key): \($0.value)\n" }.joined()
        let text = try scene.text("monitor.yaml").replacing("snmp:\n", with: "snmp:\n" + lines, maxReplacements: 1)
        try scene.write(text, to: "monitor.yaml")
    }

    @Test func `every algorithm that the agent has is spoken`() async throws {
        let agent = try await scene.startAgent(lines: User.all.flatMap(\.agentLines))
        try write(
            Dictionary(uniqueKeysWithValues: User.all.map { ($0.name, $0.credential()) }),
            hosts: ["here: {address: '127.0.0.1:\(agent.port)'}"])
        for user in User.all {
            let walk = try await scene.run(
                Built.monitor,
                [
                    "walk", "--config", scene.configuration, "--snmp", user.name, "127.0.0.1:\(agent.port)",
                    "1.3.6.1.2.1.1",
                ])
            #expect(walk.output.contains("1.3.6.1.2.1.1.5.0 = \"here\""), "\(user.name): \(walk.errors)")
            #expect(walk.code == 0, "\(user.name)")
        }
    }

    @Test(arguments: [
        (
            "unknown user",
            User(name: "stranger", authentication: ("SHA-256", ""), privacy: ("AES-128", "")).credential()
        ),
        ("wrong authentication key", User.usual.credential(authKey: "another password")),
        ("wrong privacy key", User.usual.credential(privacyKey: "another password")),
        (
            "security level not allowed",
            User(name: "plain", authentication: ("MD5", ""), privacy: ("DES", "")).credential()
        ),
    ])
    func `each mistake in a credential has its own reason on the light`(
        reason: String, credential: String
    ) async throws {
        let plain = User(name: "plain", authentication: ("MD5", "MD5"))
        let agent = try await scene.startAgent(lines: User.usual.agentLines + plain.agentLines)
        try write(["safe": credential], hosts: ["here: {address: '127.0.0.1:\(agent.port)', snmp: safe}"])
        let walk = try await scene.run(
            Built.monitor, ["walk", "--config", scene.configuration, "here", "1.3.6.1.2.1.1"])
        #expect(walk.code == 1)
        #expect(walk.errors.contains("SNMPv3: \(reason)"), "\(walk.errors)")
        _ = try await scene.startDaemon()
        try await eventually("the reason is told", within: .seconds(40)) {
            try await scene.monitor("status", "here").output.contains("SNMPv3: \(reason)")
        }
        let shown = try await scene.monitor("status", "here").output
        #expect(!shown.contains("pass"))
    }

    /// The engine's name stays, as it does on switches; its count of boots and its clock do not.
    private static let engine = ["exactEngineID 0x80001f8880aabbccdd"]

    @Test func `an agent that is restarted, forgets its boots or has its clock set stays green`() async throws {
        let library = scene.path("shifted-clock.so")
        let compiled = try await scene.run(
            "/usr/bin/env",
            ["clang", "-shared", "-fPIC", "-o", library, "\(Built.source)/Tests/ProgramTests/clock/shifted-clock.c"],
            environment: ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin"])
        try #require(compiled.code == 0, "\(compiled.errors)")
        try scene.write("0", to: "shift")
        let clock = ["LD_PRELOAD": library, "SHIFT": scene.path("shift")]
        let lines = User.usual.agentLines + Self.engine
        var agent = try await scene.startAgent(lines: lines, environment: clock)
        try write(
            ["safe": User.usual.credential()], hosts: ["here: {address: '127.0.0.1:\(agent.port)', snmp: safe}"])
        _ = try await scene.startDaemon()
        try await scene.light(of: "here", becomes: .green, within: .seconds(60))
        let before = try await scene.events()

        for change in ["restarted", "boots forgotten", "clock ahead", "clock back"] {
            switch change {
            case "restarted", "boots forgotten":
                agent.process.end()
                if change == "boots forgotten" { try FileManager.default.removeItem(atPath: scene.path("agent")) }
                agent = try await scene.startAgent(port: agent.port, lines: lines, environment: clock)
            case "clock ahead": try scene.write("4000", to: "shift")
            default: try scene.write("1000", to: "shift")
            }
            let moment = Timestamp(milliseconds: Int64(Date.now.timeIntervalSince1970 * 1000))
            var last: HostDetail?
            try await eventually("read after '\(change)'; it is \(last as Any)", within: .seconds(20)) {
                last = try await scene.detail("here")
                guard let last, let read = last.polled?.last else { return false }
                return read > moment + .seconds(4) && last.light.status == .green
            }
        }
        // That it was started anew is told, and nothing else.
        let told = try await scene.events().filter { if case .finding(.rebooted) = $0.reason { false } else { true } }
        #expect(told == before)
    }

    @Test func `two agents with the same engine both are read`() async throws {
        let lines = User.usual.agentLines + Self.engine
        let one = try await scene.startAgent(name: "one", lines: lines)
        // Another count of boots and another clock behind the same name.
        _ = try await scene.startAgent(name: "other", lines: lines).process.end()
        let other = try await scene.startAgent(name: "other", lines: lines)
        try write(
            ["safe": User.usual.credential()],
            hosts: [
                "one: {address: '127.0.0.1:\(one.port)', snmp: safe}",
                "other: {address: '127.0.0.1:\(other.port)', snmp: safe}",
            ])
        _ = try await scene.startDaemon()
        for host in ["one", "other"] {
            try await scene.light(of: host, becomes: .green, within: .seconds(60))
            #expect(try await scene.detail(host).facts?.systemName == "here")
        }
        for _ in 0..<3 {
            try await Task.sleep(for: .seconds(2))
            #expect(try await scene.board().hosts.allSatisfy { $0.status == .green })
        }
    }
}
