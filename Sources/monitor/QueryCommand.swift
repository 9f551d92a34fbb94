import ArgumentParser
import Control
import Glibc
import Model
import Platform
import Screen

/// What was recorded of a host.
struct QueryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "query", abstract: "Show what was recorded of a host.",
        discussion: """
            Without a series: which there are, with their last value. Times: -2h, today, yesterday, 2026-11-23, \
            2026-11-23T10:00, now. Counters are shown as rates.
            """)

    @Argument(help: "The host.")
    var host: String

    @Argument(help: "A series' path, * for anything: 'port/A1/*'.")
    var series: String?

    @Option(parsing: .unconditional, help: ArgumentHelp("From when; else a day before the end.", valueName: "time"))
    var from: String?

    @Option(parsing: .unconditional, help: ArgumentHelp("Until when; else now.", valueName: "time"))
    var to: String?

    @Option(help: ArgumentHelp("Averages over this long: 5min, 1h.", valueName: "duration"))
    var step: String?

    @Flag(exclusivity: .exclusive, help: "For programs: the API's JSON, or CSV with UTC times.")
    var format: Format?

    @OptionGroup var daemon: DaemonOptions

    /// How the answer is written; a table if neither is asked for.
    enum Format: String, EnumerableFlag {
        case json, csv
    }

    func run() throws {
        let daemon = try daemon.resolve()
        let question = QueryQuestion(
            host: host, series: series, from: try from.map { try moment($0, "from", daemon) },
            to: try to.map { try moment($0, "to", daemon) }, step: try step.map(duration))
        let reply: QueryReply
        do throws(ControlError) {
            reply = try daemon.client.query(question)
        } catch {
            printError(error)
            if case .refused(status: 404, _) = error { throw ExitCode(EX_USAGE) }
            throw ExitCode(Status.grey.exitCode)
        }
        switch format {
        case .json: Output.printJSON(reply)
        case .csv: Output.print(QueryReport.csv(reply))
        case nil where series == nil: Output.print(QueryReport.list(reply, wording: daemon.wording))
        case nil: Output.print(QueryReport.table(reply, wording: daemon.wording))
        }
    }

    private func moment(_ text: String, _ option: String, _ daemon: DaemonOptions.Resolved) throws -> Timestamp {
        let local = daemon.localTime
        let moment = Moment.read(text, now: SystemClock.now(), wording: daemon.wording) {
            local.timestamp(year: $0, month: $1, day: $2, hour: $3, minute: $4, second: $5)
        }
        guard let moment else {
            throw ValidationError(
                "--\(option) \(text.visible()) is no time; write -2h, today, yesterday, 2026-11-23 or 2026-11-23T10:00")
        }
        return moment
    }

    private func duration(_ text: String) throws -> Duration {
        guard let duration = Moment.duration(text), duration > .zero else {
            throw ValidationError("--step \(text.visible()) is no duration; write 30s, 5min, 1h or 1d")
        }
        return duration
    }
}
