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
    }
}
