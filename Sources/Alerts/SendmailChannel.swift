import Model
import Platform

/// Hands messages to the machine's mail program, which knows the way and keeps them if it is closed.
public struct SendmailChannel: Channel {
    private let program: String
    private let from: MailAddress
    private let to: [MailAddress]
    private let deadline: Duration

    /// - Parameters:
    ///   - program: An absolute path.
    ///   - deadline: After it the program is killed, and the message counts as not delivered.
    public init(
        program: String = "/usr/sbin/sendmail", from: MailAddress, to: [MailAddress],
        deadline: Duration = .seconds(30)
    ) {
        self.program = program
        self.from = from
        self.to = to
        self.deadline = deadline
    }

    public func deliver(_ message: Message) async throws(ChannelError) {
        // -i: a line with a lone dot does not end the message; -t: the receivers stand in the headers.
        let text = Mail(from: from, to: to, message: message).lines.map { $0 + "\n" }.joined()
        let sendmail = Spawn(program, arguments: ["-i", "-t"], input: Array(text.utf8), deadline: deadline)
        let outcome: Spawn.Outcome
        do throws(PlatformError) {
            outcome = try await sendmail.run()
        } catch {
            throw ChannelError(
                problem: "could not start \(program) (\(error))",
                remedy: "install a mail program that has a sendmail command, or name another one")
        }
        guard !outcome.hasSucceeded else { return }
        let said = String(decoding: outcome.errors.prefix(500), as: UTF8.self).plain
        throw ChannelError(
            problem: "\(program) \(describe(outcome.ending))\(said.isEmpty ? "" : ": \(said)")",
            remedy: "look into the mail program's log; it is tried again")
    }

    private func describe(_ ending: Spawn.Ending) -> String {
        switch ending {
        case .exited(let code): "ended with exit code \(code)"
        case .killed(let signal): "was killed by signal \(signal)"
        case .deadlinePassed: "did not end within \(deadline.wholeMilliseconds / 1000) s"
        case .cancelled: "was stopped with us"
        }
    }
}
