import Alerts
import ArgumentParser
import Config
import Glibc
import Model
import Platform
import Store

/// `alert`: what is due since the last run, for cron.
struct AlertCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "alert", abstract: "Print or deliver the mails that are due.",
        discussion: """
            Made for cron: nothing is printed and the exit code is 0 when nothing is due. Run twice at once, nothing is \
            sent twice; what could not be delivered is tried again by a later run.
            """)

    @OptionGroup var files: FileOptions

    @Flag(name: .long, help: "Pipe each message to 'sendmail -t' instead of printing it.")
    var deliver = false

    @Option(name: .long, help: "Whom to write to, with --deliver; may be given several times.")
    var to: [String] = []

    @Option(name: .long, help: "Who writes.")
    var from: String?

    @Option(name: .long, help: ArgumentHelp("The program that takes mail.", valueName: "path"))
    var sendmail = "/usr/sbin/sendmail"

    func validate() throws {
        if deliver, to.isEmpty { throw ValidationError("--deliver needs --to ADDRESS") }
        for address in to + [from].compactMap({ $0 }) where MailAddress(address) == nil {
            throw ValidationError("'\(address.visible())' is no mail address; write name@domain")
        }
    }

    func run() async throws {
        do {
            let configuration = try Configuration.load(file: files.config, environment: environment())
            let outbox = try Outbox(directory: configuration.dataDirectory)
            let localTime = try LocalTime.use(configuration.timezone)
            let writer = MessageWriter(
                wording: Wording(language: configuration.language) { localTime.calendar($0) })
            let summary = try await AlertRun(writer: writer, channel: try channel())
                .deliver(from: outbox.queue(claimant: Int64(getpid())), now: { SystemClock.now() })
            for failure in summary.failures {
                printError("#\(failure.incident): \(failure.error); next attempt at \(failure.nextAttempt)")
            }
            if !summary.failures.isEmpty { throw ExitCode(EX_TEMPFAIL) }
        } catch let error as ConfigurationErrors {
            for mistake in error.mistakes { printError("\(mistake)") }
            throw ExitCode(EX_CONFIG)
        } catch let error as StoreError {
            printError("\(error)")
            throw ExitCode(EX_NOINPUT)
        }
    }

    private func channel() throws -> any Channel {
        guard deliver else {
            return PrintChannel { text throws(ChannelError) in
                guard writeAll(text, to: STDOUT_FILENO) else {
                    throw ChannelError(problem: "cannot write to standard output", remedy: "check where it leads")
                }
            }
        }
        let recipients = to.compactMap { MailAddress($0) }
        let sender = from.flatMap { MailAddress($0) } ?? MailAddress("monitor")
        guard let sender else { throw ExitCode(EX_USAGE) }
        return SendmailChannel(program: sendmail, from: sender, to: recipients)
    }
}

extension Outbox {
    /// How long a run has for what it claimed before another run may take it over: twice as long as so many deliveries
    /// can take (`SendmailChannel`'s deadline).
    private static let lease = Duration.seconds(600)
    private static let share = 10

    /// The outbox as a round of delivery takes it.
    fileprivate func queue(claimant: Int64) -> AlertRun.Queue {
        AlertRun.Queue(
            claim: {
                try self.claim(
                    now: SystemClock.now(), claimant: claimant, lease: Outbox.lease, limit: Outbox.share
                ) { id in
                    printError(
                        "notice \(id) of the outbox cannot be read and is left aside for a day; to be rid of it: "
                            + "sqlite3 monitor.db 'DELETE FROM outbox WHERE id = \(id)'")
                }
            },
            confirm: { try self.confirm($0, now: SystemClock.now()) },
            postpone: { try self.postpone($0, until: $1) }, release: { try self.release($0) })
    }
}

/// Writes the whole text, however often the kernel takes only a part.
func writeAll(_ text: String, to descriptor: Int32) -> Bool {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
        let written = unsafe rest.withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, $0.count) }
        guard written > 0 else {
            if errno == EINTR { continue }
            return false
        }
        rest = rest.dropFirst(written)
    }
    return true
}
