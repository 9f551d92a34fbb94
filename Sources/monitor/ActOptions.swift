import ArgumentParser
import Control
import Glibc
import Model
import Platform
import Screen

/// Who acts, and where the daemon is.
struct ActOptions: ParsableArguments {
    @Option(
        name: .customLong("as"),
        help: ArgumentHelp(
            "Who you are, on an account that several people share; else MONITOR_AS.", valueName: "initials"))
    var initials: String?

    @OptionGroup var daemon: DaemonOptions

    func resolve() throws -> Acting {
        let daemon = try daemon.resolve()
        // The daemon answers when the act is stored.
        let client = ControlClient(socketPath: daemon.client.socketPath, timeout: .seconds(15))
        return Acting(
            client: client, wording: daemon.wording, localTime: daemon.localTime,
            initials: initials ?? environmentVariable("MONITOR_AS"))
    }
}

/// Asks the daemon to do things, one after the other, and says what was done.
struct Acting {
    let client: ControlClient
    let wording: Wording
    let localTime: LocalTime
    let initials: String?

    /// - Throws: `ValidationError` for what is no moment to come.
    func moment(_ text: String?) throws -> Timestamp? {
        guard let text else { return nil }
        do throws(Moment.Mistake) {
            return try Moment.readFuture(text, now: SystemClock.now(), wording: wording) {
                localTime.timestamp(year: $0, month: $1, day: $2, hour: $3, minute: $4, second: $5)
            }
        } catch {
            throw ValidationError("--until \(error.problem); \(error.remedy)")
        }
    }

    /// The hosts and sites that the words begin with, and the text behind them.
    func scopes(_ words: [String]) throws -> (scopes: [Act.Scope], text: String) {
        try named { board throws(ActWords.Miss) in try ActWords.scopes(words, on: board) }
    }

    /// The one host or site that the words begin with, and the text behind it.
    func scope(_ words: [String]) throws -> (scope: Act.Scope, text: String) {
        try named { board throws(ActWords.Miss) in try ActWords.scope(words, on: board) }
    }

    private func named<Names>(_ names: (Board) throws(ActWords.Miss) -> Names) throws -> Names {
        let board = try board()
        do throws(ActWords.Miss) {
            return try names(board)
        } catch {
            if error.word.isEmpty { throw ValidationError("which host or site?") }
            printError("monitor: no host or site \(error.word.visible()); nothing was done")
            if !error.nearest.isEmpty {
                printError("did you mean \(error.nearest.map { $0.visible() }.joined(separator: ", "))?")
            }
            throw ExitCode(EX_USAGE)
        }
    }

    func board() throws -> Board {
        do throws(ControlError) {
            return try client.board()
        } catch {
            printError(error)
            throw ExitCode(Status.grey.exitCode)
        }
    }

    /// Does each that can be done and prints what was done; what was refused is said, and the exit code with it.
    func carryOut(_ requests: [ActRequest]) throws {
        var isRefused = false
        for request in requests {
            var request = request
            request.initials = initials
            do throws(ControlError) {
                let reply = try client.act(request)
                Output.print([wording.done(reply, now: SystemClock.now()).visible(limit: 1000)])
            } catch {
                printError(error, in: wording)
                guard case .refused(status: 400..<500, _) = error else { throw ExitCode(Status.grey.exitCode) }
                isRefused = true
            }
        }
        if isRefused { throw ExitCode(EX_USAGE) }
    }

    /// - Parameter until: `nil` where the act has no end.
    func request(_ act: ActRequest.Word, _ scope: Act.Scope, until: Timestamp?, text: String) -> ActRequest {
        var request = ActRequest(act, until: until, text: text.isEmpty ? nil : text)
        switch scope {
        case .host(let host): request.host = host
        case .site(let site): request.site = site
        }
        return request
    }
}
