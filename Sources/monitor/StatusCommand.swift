import ArgumentParser
import Control
import Glibc
import Model
import Platform
import Screen

/// What is broken, where, and since when: everything, one site, or one host.
struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Show everything, a site or a host, once.",
        discussion: """
            Exit code: 0 green or paused, 1 yellow, 2 red, 3 unknown or no daemon (then the data it left are shown with \
            their age), 64 no such host or site.
            """)

    @Argument(help: "A host, or a site by its key or name.")
    var name: String?

    @Flag(help: "As JSON, as the API gives it (docs/api.md).")
    var json = false

    @OptionGroup var daemon: DaemonOptions

    func run() throws {
        let daemon = try daemon.resolve()
        let code: Int32
        do throws(ControlError) {
            code = try ask(daemon)
        } catch {
            printError(error)
            guard case .noDaemon = error else { throw ExitCode(Status.grey.exitCode) }
            code = showSnapshot(daemon)
        }
        throw ExitCode(code)
    }

    /// - Returns: the exit code.
    private func ask(_ daemon: DaemonOptions.Resolved) throws(ControlError) -> Int32 {
        guard let name else { return show(try daemon.client.board(), daemon, isLive: true) }
        let detail: HostDetail
        do throws(ControlError) {
            detail = try daemon.client.host(name)
        } catch .refused(status: 404, let refusal) {
            return showSite(name, try daemon.client.board(), daemon, nearest: refusal.nearest ?? [])
        }
        let site = try daemon.client.board().sites.first { $0.id == detail.light.site }
        let report = HostReport(
            detail: detail, siteName: site?.name ?? detail.light.site, wording: daemon.wording, now: SystemClock.now(),
            width: Output.width)
        json ? Output.printJSON(detail) : Output.print(report.lines(inColour: Output.isInColour))
        return report.status.exitCode
    }

    private func showSite(
        _ name: String, _ board: Board, _ daemon: DaemonOptions.Resolved, nearest hosts: [String]
    ) -> Int32 {
        if let site = board.site(called: name) {
            return show(board, daemon, isLive: true, site: site)
        }
        let nearest = hosts + NearestNames.of(name, among: board.sites.flatMap { [$0.id, $0.name] })
        printError("no host or site \(name.visible())")
        if !nearest.isEmpty {
            printError("did you mean \(nearest.prefix(3).map { $0.visible() }.joined(separator: ", "))?")
        }
        return EX_USAGE
    }

    /// What a dead daemon left, as far as it goes: a host's own page needs a living one, so its site is shown.
    private func showSnapshot(_ daemon: DaemonOptions.Resolved) -> Int32 {
        do throws(ControlError) {
            guard let board = try BoardSnapshot.read(path: daemon.snapshotPath) else {
                printError("nor has one left its data in \(daemon.snapshotPath)")
                return Status.grey.exitCode
            }
            guard let name else { return show(board, daemon, isLive: false) }
            let host = board.hosts.first { $0.id == name }
            let site = board.sites.first { $0.id == host?.site } ?? board.site(called: name)
            return show(board, daemon, isLive: false, site: site)
        } catch {
            printError(error)
            return Status.grey.exitCode
        }
    }

    private func show(
        _ board: Board, _ daemon: DaemonOptions.Resolved, isLive: Bool, site: SiteLight? = nil
    ) -> Int32 {
        let report = StatusReport(
            board: board, site: site, isLive: isLive, wording: daemon.wording, now: SystemClock.now(),
            width: Output.width)
        json ? Output.printJSON(board) : Output.print(report.lines(inColour: Output.isInColour))
        return report.status.exitCode
    }
}
