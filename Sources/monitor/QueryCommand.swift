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
            Without a series: which there are, with their last value. Counters are shown as rates, those of ports in bits \
            a second. What is not known is left empty. Times: -2h, -3mo, today, yesterday, 2026-11-23, 2026-11-23T10:00, \
            now. Days, weeks and months are those of the configuration's time zone.

            monitor query core-1                                          which series there are
            monitor query core-1 'port/A1/*'                              every reading of the last day
            monitor query core-1 'port/A1/*' --step 1h --show average,maximum,p95
            monitor query core-1 'port/A1/*' --volume month               what went through, in GiB
            monitor query core-1 'port/*/inOctets' --percentile 95 --from -30d
            monitor query srv-1 'storage/*/used' --from -2y --csv >used.csv
            """)

    @Argument(help: "The host.")
    var host: String

    @Argument(help: "A series' path, * for anything: 'port/A1/*'.")
    var series: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("From when; else a day before the end, or as many steps as one looks at.", valueName: "time")
    )
    var from: String?

    @Option(parsing: .unconditional, help: ArgumentHelp("Until when; else now.", valueName: "time"))
    var to: String?

    @Option(help: ArgumentHelp("Windows of this length: 5min, 1h, 1d, 1w, 1mo, all.", valueName: "length"))
    var step: String?

    @Option(
        help: ArgumentHelp(
            "What to show of each window: average (if nothing is said), minimum, maximum, last, count, sum, covered, p95.",
            valueName: "words"))
    var show: [String] = []

    @Option(help: ArgumentHelp("What went through in each hour, day, week, month or year.", valueName: "period"))
    var volume: String?

    @Option(help: ArgumentHelp("What so many per cent of the 5-minute averages do not exceed.", valueName: "percent"))
    var percentile: String?

    @Flag(exclusivity: .exclusive, help: "For programs: the API's JSON, or CSV with UTC times.")
    var format: Format?

    @OptionGroup var daemon: DaemonOptions

    /// How the answer is written; a table if neither is asked for.
    enum Format: String, EnumerableFlag {
        case json, csv
    }

    func run() throws {
        let daemon = try daemon.resolve()
        var view = try QueryView(self)
        var question = QueryQuestion(
            host: host, series: series, from: try from.map { try daemon.past($0, "from") },
            to: try to.map { try daemon.past($0, "to") }, step: view.step, show: view.show)
        try check(question)
        // A page of windows of months reads a lot.
        let client = ControlClient(socketPath: daemon.client.socketPath, timeout: .seconds(60))
        do throws(ControlError) {
            guard series != nil else { return list(try client.query(question), daemon.wording) }
            var writer = view.writer(format, daemon.wording)
            repeat {
                let reply = try client.query(question)
                (question.from, question.to, question.after) = (reply.from, reply.to, reply.next)
                Output.write(writer.page(view.chosen(reply)))
            } while question.after != nil
            Output.write(writer.end())
        } catch {
            printError(error)
            if case .refused(status: 400..<500, _) = error { throw ExitCode(EX_USAGE) }
            throw ExitCode(Status.grey.exitCode)
        }
        try view.end()
    }

    private func list(_ reply: QueryReply, _ wording: Wording) {
        var pages: any QueryWriter
        switch format {
        case .json: return Output.printJSON(reply)
        case .csv: pages = QueryCSV(nil)
        case nil: return Output.print(QueryReport.list(reply, wording: wording))
        }
        Output.write(pages.page(reply))
    }

    private func check(_ question: QueryQuestion) throws {
        let now = SystemClock.now()
        if let from = question.from, from >= question.to ?? now {
            throw ValidationError(
                question.to == nil
                    ? "--from \(self.from ?? "") is in the future"
                    : "--from \(self.from ?? "") is not before --to \(to ?? "")")
        }
        guard let step = question.step, let from = question.from, (question.to ?? now) - from < step.shortest else {
            return
        }
        printError(
            "monitor: a window of \(step) is longer than what is asked for: those that it reaches into are shown whole")
    }
}
