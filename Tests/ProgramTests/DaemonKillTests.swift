import Foundation
import Model
import Testing

/// The daemon, killed at random moments while it has much to do: every host is read each second, and lights, incidents
/// and mails come and go all the time. Whatever it has told anybody is there afterwards.
@Suite(.serialized) struct DaemonKillTests {
    private static let hosts = 20

    let scene: Scene
    private let names = (1...Self.hosts).map { "srv-\($0)" }

    init() throws { scene = try Scene() }

    @Test func `nothing that was told is missing after a kill, and nobody is told twice`() async throws {
        var plan = KillPlan("MONITOR_KILLS", otherwise: 12)
        let lab = try await startLab()
        let sendmail = try writeSendmail()
        let observer = Observer(socket: scene.socket, hosts: names)
        for kill in 1...plan.kills {
            let place = plan.place(kill)
            try configure(lab, areFull: kill % 2 == 1)
            // An agent that dies for some seconds, and comes back.
            if plan.isOne(in: 4) { lab.process.signal(plan.isOne(in: 2) ? SIGSTOP : SIGCONT) }
            // Some are killed while they start; they know no SIGHUP yet.
            let isReady = !plan.isOne(in: 5)
            let daemon = try await startDaemon(isReady: isReady, observer, place)
            let watching = Task { await observer.watch() }
            plan.letTimePass(atMost: .milliseconds(1500))
            let mail = plan.isOne(in: 2) ? try startMail(sendmail) : nil
            if isReady, plan.isOne(in: 2) {
                try configure(lab, areFull: kill % 2 == 0)
                daemon.signal(SIGHUP)
            }
            plan.letTimePass(atMost: .milliseconds(1500))
            #expect(!daemon.hasEnded, "the daemon ended by itself: \(daemon.errors); \(place)")
            daemon.signal(SIGKILL)
            _ = try await daemon.outcome()
            watching.cancel()
            await watching.value
            if let mail { try await look(mail, place) }
            for complaint in try await complaints(observer.takeNewEvents(), observer) {
                Issue.record("\(complaint); \(place)")
            }
        }
        lab.process.signal(SIGCONT)
        try await lookAtEnd(observer, sendmail, plan)
    }

    // MARK: - The parts

    private struct Lab {
        var process: Program
        /// `ADDRESS:PORT`, one for each host.
        var addresses: [String]
    }

    /// A server with a disk that is three quarters full, many times.
    private func startLab() async throws -> Lab {
        let disk = "1.3.6.1.2.1.25.2.3.1"
        let recording = try scene.write(
            """
            1.3.6.1.2.1.1.1.0|4|A server
            1.3.6.1.2.1.1.3.0|67|4711000
            1.3.6.1.2.1.1.5.0|4|srv
            \(disk).1.1|2|1
            \(disk).2.1|6|1.3.6.1.2.1.25.2.1.4
            \(disk).3.1|4|/
            \(disk).4.1|2|4096
            \(disk).5.1|2|1000000
            \(disk).6.1|2|750000
            1.3.6.1.2.1.25.3.3.1.2.1|2|20

            """, to: "srv.snmprec")
        let process = try scene.start(
            Built.monitor,
            [
                "lab", "--port", "\(try FreePort.udp())", "--list", scene.path("list"), "--recording", recording,
                "--copies", "\(Self.hosts)",
            ])
        try await eventually("the lab writes its list: \(process.errors)", within: .seconds(60)) {
            try #require(!process.hasEnded, "the lab ended: \(process.errors)")
            return FileManager.default.fileExists(atPath: scene.path("list"))
        }
        let addresses = try scene.text("list").split(separator: "\n").compactMap { line in
            line.split(separator: " ").last.map(String.init)
        }
        try #require(addresses.count == Self.hosts)
        try scene.makeDirectory("probes")
        for name in ["system", "host-resources"] {
            try FileManager.default.copyItem(atPath: Built.probeFile(name), toPath: scene.path("probes/\(name).yaml"))
        }
        return Lab(process: process, addresses: addresses)
    }

    private func configure(_ lab: Lab, areFull: Bool) throws {
        try scene.configure(
            zip(names, lab.addresses).map { "\($0): {address: '\($1)'}" },
            rules: areFull ? ["aspect: disk, subject: '/', yellow: 0, red: 0"] : [], interval: 1)
    }

    /// Starts the daemon; it must answer, unless it is to be killed before.
    private func startDaemon(isReady: Bool, _ observer: Observer, _ place: String) async throws -> Program {
        let probes = scene.path("probes")
        if !isReady {
            return try scene.start(Built.monitord, ["--config", scene.configuration, "--probes", probes])
        }
        let daemon = try await scene.startDaemon(probes: probes)
        for complaint in try observer.askAgain() { Issue.record("\(complaint); \(place)") }
        return daemon
    }

    /// Keeps what it is given, one letter behind the other.
    private func writeSendmail() throws -> String {
        try scene.write("#!/bin/sh\ncat >>\(scene.directory)/letters\n", to: "sendmail", mode: 0o755)
    }

    private func startMail(_ sendmail: String) throws -> Program {
        try scene.start(
            Built.monitor,
            ["alert", "--config", scene.configuration, "--deliver", "--to", "helpdesk", "--sendmail", sendmail])
    }

    // MARK: - Looking

    /// A run that nobody killed has confirmed what it delivered.
    private func look(_ mail: Program, _ place: String) async throws {
        let end = try await mail.outcome(within: .seconds(60))
        // Before the first start of all there may be no database yet.
        let isEarly = end.errors.contains("start the daemon")
        #expect(end.code == 0 || isEarly, "\(end.errors); \(place)")
    }

    private func letters() throws -> [String] {
        guard FileManager.default.fileExists(atPath: scene.path("letters")) else { return [] }
        return try scene.text("letters").split(whereSeparator: \.isNewline).filter { $0.hasPrefix("Message-ID:") }
            .map(String.init)
    }

    /// What is not in the database though it was told.
    private func complaints(_ events: Set<Event>, _ observer: Observer, damage: String = "") async throws -> [String] {
        guard FileManager.default.fileExists(atPath: scene.path("data/monitor.db")) else {
            return events.isEmpty ? [] : ["there is no database"]
        }
        let answers = try await scene.sqlite(
            copyOf: scene.path("data"), "PRAGMA integrity_check; \(damage)",
            "SELECT event FROM events ORDER BY id DESC LIMIT 5000",
            "SELECT incident FROM incidents ORDER BY number DESC LIMIT 2000",
            "SELECT count(*) - count(DISTINCT event) FROM events",
            "SELECT count(*) FROM outbox WHERE delivered IS NOT NULL")
        var complaints = answers[0] == "ok" ? [] : ["integrity_check: \(answers[0])"]
        let missing = events.subtracting(try decoded(Event.self, answers[1]))
        if !missing.isEmpty { complaints.append("\(missing.count) of \(events.count) events are missing: \(missing)") }
        let stored = Dictionary(grouping: try decoded(Incident.self, answers[2]), by: \.number)
        let oldest = stored.keys.min() ?? .max
        for (number, incident) in observer.memory.incidents where number >= oldest || stored.isEmpty {
            guard let found = stored[number]?.first else {
                complaints.append("#\(number) is missing")
                continue
            }
            if found.cause != incident.cause || found.opened != incident.opened {
                complaints.append("#\(number) is \(found.cause), it was \(incident.cause)")
            }
        }
        if answers[3] != "0" { complaints.append("\(answers[3]) events are there twice") }
        let letters = try letters()
        if Set(letters).count != letters.count { complaints.append("a mail was sent twice: \(letters.sorted())") }
        if Int(answers[4]) != letters.count {
            complaints.append("\(letters.count) mails were sent, \(answers[4]) are confirmed")
        }
        return complaints + observer.memory.complaints
    }

    private func decoded<Content: Decodable & Hashable>(_ type: Content.Type, _ lines: String) throws -> Set<Content> {
        try Set(lines.split(separator: "\n").map { try JSONDecoder().decode(type, from: Data($0.utf8)) })
    }

    /// All that was ever told; that there was much of it; and that the look at it would find what is missing.
    private func lookAtEnd(_ observer: Observer, _ sendmail: String, _ plan: KillPlan) async throws {
        let daemon = try await scene.startDaemon(probes: scene.path("probes"))
        for complaint in try observer.askAgain() { Issue.record("\(complaint); MONITOR_CRASH_SEED=\(plan.seed)") }
        try await look(try startMail(sendmail), "the end")
        daemon.signal(SIGTERM)
        #expect(try await daemon.outcome().code == 0)
        let told = observer.memory
        let latest = Set(told.events.sorted { $0.time > $1.time }.prefix(2000))
        #expect(try await complaints(latest, observer) == [])
        let damage = "DELETE FROM events WHERE id % 20 = 0"
        let found = try await complaints(latest, observer, damage: damage)
        #expect(found.contains { $0.contains("of \(latest.count) events are missing") }, "\(found)")
        let letters = try letters()
        print(
            """
            \(plan.kills) kills of the daemon, told: \(told.events.count) events, \(told.incidents.count) incidents, \
            \(letters.count) mails, \(told.points) points; seed \(plan.seed)
            """)
        #expect(told.events.count > plan.kills && told.points > plan.kills)
        #expect(!told.incidents.isEmpty && !letters.isEmpty)
    }
}
