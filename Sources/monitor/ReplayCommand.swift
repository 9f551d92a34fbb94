import ArgumentParser
import Control
import Glibc
import Model
import Platform
import Screen

/// The board as it was.
struct ReplayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay", abstract: "Show everything or a site as it was at a time.",
        discussion: """
            From the events up to then and the incidents that were open. Of what had no event by then only this is known: it \
            was green, or not there yet; it is marked with ~. Hosts, sites and what hangs on what are those of today.

            monitor replay 2026-11-12T08:00
            monitor replay -2h Library

            Exit code: 0 green or paused, 1 yellow, 2 red, 3 unknown or no daemon, 64 no such host or site.
            """)

    @Argument(
        parsing: .allUnrecognized,
        help: "When, as -2h or 2026-11-12T08:00; then perhaps a host, or a site by its key or name.")
    var words: [String]

    @Flag(help: "As JSON, as the API gives it (docs/api.md).")
    var json = false

    @OptionGroup var daemon: DaemonOptions

    func run() throws {
        guard let time = words.first else { throw ValidationError("when? Write monitor replay 2026-11-12T08:00") }
        let daemon = try daemon.resolve()
        let moment = try daemon.past(time)
        let name = words.count > 1 ? words.dropFirst().joined(separator: " ") : nil
        var code = Status.green.exitCode
        try asked { () throws(ControlError) in
            let reply = try daemon.client.replay(at: moment)
            code = show(reply, name, daemon)
        }
        throw ExitCode(code)
    }

    /// - Returns: the exit code.
    private func show(_ reply: ReplayReply, _ name: String?, _ daemon: DaemonOptions.Resolved) -> Int32 {
        var site: SiteLight?
        if let name {
            let host = reply.board.host(called: name)
            site =
                host.flatMap { host in reply.board.sites.first { $0.id == host.site } }
                ?? reply.board.site(called: name)
            guard site != nil else {
                printError("monitor: no host or site \(name.visible())")
                let names = reply.board.hosts.map(\.id) + reply.board.sites.flatMap { [$0.id, $0.name] }
                let nearest = NearestNames.of(name, among: names)
                if !nearest.isEmpty {
                    printError("did you mean \(nearest.map { $0.visible() }.joined(separator: ", "))?")
                }
                return EX_USAGE
            }
        }
        let report = StatusReport(replay: reply, site: site, wording: daemon.wording, width: Output.width)
        json ? Output.printJSON(reply) : Output.print(report.lines(inColour: Output.isInColour))
        return report.status.exitCode
    }
}
