import Foundation
import Model
import Testing

/// Mail by cron, to programs and mailboxes of this machine: a disk that a rule makes red, and green again.
@Suite(.serialized) struct MailTests {
    let scene: Scene

    init() throws { scene = try Scene() }

    /// Starts a daemon and lets it begin an incident: one message is in the outbox then.
    private func beginIncident() async throws -> (Agent, Program) {
        let agent = try await scene.startAgent()
        try configure(agent, isRed: true)
        let daemon = try await scene.startDaemon()
        try await scene.light(of: "here", becomes: .red)
        return (agent, daemon)
    }

    private func endIncident(_ agent: Agent, _ daemon: Program) async throws {
        try configure(agent, isRed: false)
        daemon.signal(SIGHUP)
        try await scene.light(of: "here", becomes: .green)
    }

    private func configure(_ agent: Agent, isRed: Bool) throws {
        try scene.configure(
            [
                "here: {address: '127.0.0.1:\(agent.port)', place: Eteinen, tell: 'Tallennus ei toimi, yritä myöhemmin.'}"
            ],
            // Also the file systems of others, which may be full; and what a machine at work does to its processors.
            rules: ["aspect: disk, judge: no", "aspect: cpu, judge: no", "aspect: io, judge: no"]
                + (isRed ? ["aspect: disk, subject: '/', yellow: 0, red: 0"] : []),
            interval: 3, language: "fi")
    }

    @Test func `as cron runs it, it prints what is due, once, and is silent else`() async throws {
        let (agent, daemon) = try await beginIncident()
        // The line of a crontab, as cron gives it to the shell (man 5 crontab). A cron of its own has no place where it
        // would look for tables of its own: /var/spool/cron is built in.
        func cron() async throws -> Program.Outcome {
            try await scene.run(
                "/usr/bin/env",
                [
                    "-i", "SHELL=/bin/sh", "HOME=\(scene.directory)", "LOGNAME=monitor", "PATH=/usr/bin:/bin",
                    "/bin/sh",
                    "-c", "\(Built.monitor) alert --config \(scene.configuration)",
                ])
        }
        let first = try await cron()
        #expect(first.code == 0 && first.errors.isEmpty, "\(first.errors)")
        #expect(first.output.hasPrefix("[PUN] Päiväkoti Kanerva: here levy /"), "\(first.output)")
        #expect(first.output.contains("Kerro soittajalle: Tallennus ei toimi"))
        let second = try await cron()
        #expect(second.code == 0 && second.output.isEmpty && second.errors.isEmpty)

        try await endIncident(agent, daemon)
        let end = try await cron()
        #expect(end.output.hasPrefix("[OHI] Päiväkoti Kanerva: here"), "\(end.output)")
        #expect(try await cron().output == "")
    }

    @Test func `what sendmail refuses is told and delivered by a later run, once`() async throws {
        _ = try await beginIncident()
        let sendmail = try scene.write(
            """
            #!/bin/sh
            echo "$@" >>\(scene.directory)/words
            if [ ! -e \(scene.directory)/refused ]; then
                : >\(scene.directory)/refused
                echo 'the queue is closed' >&2
                exit 75
            fi
            cat >>\(scene.directory)/delivered

            """, to: "sendmail", mode: 0o755)
        let words = ["--deliver", "--to", "helpdesk@town.example", "--sendmail", sendmail]
        let refused = try await scene.run(Built.monitor, ["alert", "--config", scene.configuration] + words)
        #expect(refused.code == EX_TEMPFAIL)
        #expect(refused.errors.contains("the queue is closed") && refused.errors.contains("exit code 75"))
        #expect(refused.errors.contains("next attempt"))

        // It waits a minute; the runs until then say nothing.
        let start = ContinuousClock.now
        try await eventually("the message is delivered", within: .seconds(80)) {
            let run = try await scene.run(Built.monitor, ["alert", "--config", scene.configuration] + words)
            #expect(run.code == 0 && run.output.isEmpty && run.errors.isEmpty, "\(run.errors)")
            try await Task.sleep(for: .seconds(1))
            return FileManager.default.fileExists(atPath: scene.path("delivered"))
        }
        #expect(ContinuousClock.now - start > .seconds(50))
        _ = try await scene.run(Built.monitor, ["alert", "--config", scene.configuration] + words)
        let mail = try scene.text("delivered")
        #expect(mail.components(separatedBy: "Message-ID:").count == 2, "\(mail)")
        #expect(mail.contains("To: helpdesk@town.example\n"))
        let asked = try scene.text("words")
        #expect(asked == "-i -t\n-i -t\n")
    }

    @Test func `a sendmail that hangs is ended, and nothing is lost`() async throws {
        _ = try await beginIncident()
        let sendmail = try scene.write(
            "#!/bin/sh\necho $$ >\(scene.directory)/hanging\nexec sleep 600\n", to: "sendmail", mode: 0o755)
        let hung = try await scene.run(
            Built.monitor,
            ["alert", "--config", scene.configuration, "--deliver", "--to", "helpdesk", "--sendmail", sendmail],
            within: .seconds(50))
        #expect(hung.code == EX_TEMPFAIL)
        #expect(hung.errors.contains("did not end within"), "\(hung.errors)")
        let left = try scene.text("hanging")
        let process = try #require(pid_t(left.trimmingCharacters(in: .whitespacesAndNewlines)))
        #expect(kill(process, 0) != 0, "sendmail still runs")
        let rows = try await scene.sqlite("SELECT count(*) FROM outbox")
        #expect(rows == "1")
    }

    @Test func `through a mail server, one message for the incident and one for its end lie in the mailbox`()
        async throws
    {
        let (agent, daemon) = try await beginIncident()
        let port = try FreePort.tcp()
        let server = try scene.start(
            "/usr/bin/python3",
            [
                "-m", "aiosmtpd", "-n", "-l", "127.0.0.1:\(port)", "-c", "aiosmtpd.handlers.Mailbox",
                scene.path("mailbox"),
            ])
        let settings = try scene.write(
            """
            account default
            host 127.0.0.1
            port \(port)
            tls off
            auth off
            from monitor@town.example

            """, to: "msmtprc", mode: 0o600)
        let sendmail = try scene.write(
            "#!/bin/sh\nexec /usr/bin/msmtp -C \(settings) \"$@\"\n", to: "sendmail", mode: 0o755)
        let words = [
            "alert", "--config", scene.configuration, "--deliver", "--to", "helpdesk@town.example", "--to",
            "verkko@town.example", "--from", "monitor@town.example", "--sendmail", sendmail,
        ]
        try await eventually("the mail server answers; \(server.errors)", within: .seconds(20)) {
            try #require(!server.hasEnded, "aiosmtpd ended: \(server.errors)")
            return try await scene.run(
                "/usr/bin/msmtp", ["-C", settings, "--serverinfo", "--host=127.0.0.1", "--port=\(port)"]
            ).code == 0
        }
        let begin = try await scene.run(Built.monitor, words)
        #expect(begin.code == 0 && begin.output.isEmpty && begin.errors.isEmpty, "\(begin.errors)")
        try await endIncident(agent, daemon)
        let end = try await scene.run(Built.monitor, words)
        #expect(end.code == 0, "\(end.errors)")
        #expect(try await scene.run(Built.monitor, words).code == 0)

        let mails = try await mailbox()
        try #require(mails.count == 2, "\(mails)")
        #expect(mails[0].subject.hasPrefix("[PUN] Päiväkoti Kanerva: here levy /"))
        #expect(mails[1].subject.hasPrefix("[OHI] Päiväkoti Kanerva: here"))
        for mail in mails {
            #expect(mail.to == "helpdesk@town.example, verkko@town.example")
            #expect(mail.from == "monitor@town.example")
            #expect(mail.body.contains("Häiriö #"))
            #expect(mail.defects == 0)
        }
        #expect(mails[0].body.contains("yritä myöhemmin"))
        #expect(mails[1].inReplyTo == mails[0].identifier)
    }

    private struct Letter: Decodable {
        var subject, from, to, body, identifier: String
        var inReplyTo: String?
        var defects: Int
    }

    /// The messages of the mailbox as Python's email package reads them, the first one first.
    private func mailbox() async throws -> [Letter] {
        let script = """
            import email, email.policy, json, os, sys
            folder = os.path.join(sys.argv[1], 'new')
            letters = []
            for name in sorted(os.listdir(folder), key=lambda n: os.stat(os.path.join(folder, n)).st_mtime_ns):
                with open(os.path.join(folder, name), 'rb') as file:
                    m = email.message_from_binary_file(file, policy=email.policy.default)
                letters.append({'subject': m['subject'], 'from': m['from'], 'to': m['to'], 'body': m.get_content(),
                    'identifier': m['message-id'], 'inReplyTo': m['in-reply-to'], 'defects': len(m.defects)})
            print(json.dumps(letters))
            """
        let read = try await scene.run("/usr/bin/python3", ["-c", script, scene.path("mailbox")])
        try #require(read.code == 0, "\(read.errors)")
        return try JSONDecoder().decode([Letter].self, from: Data(read.output.utf8))
    }
}
