import ArgumentParser
import Control
import Glibc
import Model
import Platform
import Screen

/// What was wrong, by number, and the story of one incident.
struct IncidentsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "incidents", abstract: "List what was wrong, or tell the story of one incident.",
        discussion: """
            Each with its number, from when to when, its worst colour, site, host, cause, and who is on it. The last line \
            counts them, and the minutes that hosts of each site were gone. Times: -2h, -3mo, today, yesterday, \
            2026-11-23, 2026-11-23T10:00, now.

            monitor incidents                           those of the last week
            monitor incidents --open                    those that go on
            monitor incidents --site Library --from -3mo --csv >library.csv
            monitor incidents 1482                      all that happened, and what people did

            Exit code: 0 done, 64 no such host, site or number, 3 no daemon.
            """)

    @Argument(help: "The number of an incident.")
    var number: String?

    @Flag(help: "Only those that are not over.")
    var open = false

    @Option(parsing: .unconditional, help: ArgumentHelp("From when; else a week before the end.", valueName: "time"))
    var from: String?

    @Option(parsing: .unconditional, help: ArgumentHelp("Until when; else now.", valueName: "time"))
    var to: String?

    @Option(help: ArgumentHelp("Those that a host caused or was behind.", valueName: "host"))
    var host: String?

    @Option(help: ArgumentHelp("Those of a site, by its key or name.", valueName: "site"))
    var site: String?

    @Flag(exclusivity: .exclusive, help: "For programs: the API's JSON, or CSV with UTC times.")
    var format: QueryCommand.Format?

    @OptionGroup var daemon: DaemonOptions

    func run() throws {
        let daemon = try daemon.resolve()
        let now = SystemClock.now()
        if let number {
            guard let number = ActWords.number(number) else {
                throw ValidationError("\(number.visible()) is no number of an incident; write 1482")
            }
            return try asked { () throws(ControlError) in tell(try daemon.client.incident(number), daemon, now: now) }
        }
        if open, from != nil || to != nil { throw ValidationError("--open is about now: leave --from and --to out") }
        let to = try to.map { try daemon.past($0, "to") } ?? now
        let from = try from.map { try daemon.past($0, "from") } ?? (open ? to : to - .seconds(7 * 86_400))
        guard from <= to else { throw ValidationError("--from \(self.from ?? "") is after --to \(self.to ?? "now")") }
        var question = IncidentsQuestion(
            from: from, to: to, host: host, limit: IncidentsQuestion.limits.upperBound)
        try asked { () throws(ControlError) in
            if host != nil || site != nil {
                let board = try daemon.client.board()
                question.host = host.map { board.host(called: $0)?.id ?? $0 }
                question.site = site.map { board.site(called: $0)?.id ?? $0 }
            }
            var reply = try daemon.client.incidents(question)
            while let next = reply.next {
                question.after = next
                let page = try daemon.client.incidents(question)
                reply.incidents += page.incidents
                reply.text += page.text
                reply.sites.merge(page.sites) { first, _ in first }
                reply.next = page.next
            }
            if open { reply.incidents.removeAll { $0.closed != nil } }
            show(reply, from: open ? nil : from, to: to, daemon, now: now)
        }
    }

    private func show(
        _ reply: IncidentsReply, from: Timestamp?, to: Timestamp, _ daemon: DaemonOptions.Resolved, now: Timestamp
    ) {
        switch format {
        case .json: Output.printJSON(reply)
        case .csv: Output.write(IncidentsCSV.text(reply, wording: daemon.wording, now: now))
        case nil:
            let report = IncidentsReport(
                reply, from: from, to: to, wording: daemon.wording, now: now, width: Output.width)
            Output.print(report.lines(inColour: Output.isInColour))
        }
    }

    private func tell(_ reply: IncidentReply, _ daemon: DaemonOptions.Resolved, now: Timestamp) {
        switch format {
        case .json: Output.printJSON(reply)
        case .csv:
            let whole = IncidentsReply(
                incidents: [reply.incident], sites: [reply.incident.site: reply.site], next: nil, text: [])
            Output.write(IncidentsCSV.text(whole, wording: daemon.wording, now: now))
        case nil:
            let story = IncidentStory(reply, wording: daemon.wording, now: now, width: Output.width)
            Output.print(story.lines(inColour: Output.isInColour))
        }
    }
}

/// What changed before a host's trouble.
struct WhyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "why", abstract: "Show what changed before a host's trouble.",
        discussion: """
            At most twelve lines, the most telling ones, in the order of time: the host's own lights in the day before, \
            restarts, other versions, devices or addresses and what people did in the week before, what it hangs on and \
            its neighbours in the hour before, and the same trouble in the month before.

            monitor why kuusela-sw2                     before its newest incident
            monitor why kuusela-sw2 --at yesterday
            monitor why kuusela-sw2 --at 2026-11-23T10:00

            Exit code: 0 done, 64 no such host, 3 no daemon.
            """)

    @Argument(help: "The host.")
    var host: String

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Before this time; else before its newest incident.", valueName: "time"))
    var at: String?

    @Flag(help: "As JSON, as the API gives it (docs/api.md).")
    var json = false

    @OptionGroup var daemon: DaemonOptions

    func run() throws {
        let daemon = try daemon.resolve()
        let moment = try at.map { try daemon.past($0, "at") }
        try asked { () throws(ControlError) in
            let reply = try daemon.client.why(host, at: moment)
            guard !json else { return Output.printJSON(reply) }
            let report = WhyReport(reply, wording: daemon.wording, now: SystemClock.now(), width: Output.width)
            Output.print(report.lines(inColour: Output.isInColour))
        }
    }
}

/// Does what asks the daemon; says what went wrong and ends with its exit code: 64 refused, 3 no daemon.
func asked(_ body: () throws(ControlError) -> Void) throws {
    do throws(ControlError) {
        try body()
    } catch {
        printError(error)
        if case .refused(status: 400..<500, _) = error { throw ExitCode(EX_USAGE) }
        throw ExitCode(Status.grey.exitCode)
    }
}
