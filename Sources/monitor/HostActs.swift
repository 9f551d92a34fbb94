import ArgumentParser
import Control
import Model
import Screen

/// Says that what is yellow is as it should be.
struct AcceptCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "accept", abstract: "Say that what is yellow now is as it should be.",
        discussion: """
            Only what is yellow now, and until a date, at most a year ahead: it then stands in the digest only. What turns \
            red is red.

            monitor accept srv-1 --yellow --until 2027-01-31 new disks in January
            monitor accept Library --yellow --until +3mo

            Exit code: 0 done, 64 refused or not understood, 3 no daemon.
            """)

    @Argument(help: "Hosts, or sites by their key or name; then the reason.")
    var words: [String] = []

    @Flag(help: "What is accepted: nothing but yellow can be.")
    var yellow = false

    @Option(help: ArgumentHelp("Until when: 2027-01-31, +3mo.", valueName: "time"))
    var until: String?

    @OptionGroup var options: ActOptions

    func run() throws {
        guard yellow else { throw ValidationError("only what is yellow can be accepted: write --yellow") }
        guard until != nil else { throw ValidationError("until when? Write --until 2027-01-31, at most a year ahead") }
        try options.resolve().carryOut(.accept, words, until: until)
    }
}

/// Begins work on hosts: nobody is alarmed.
struct PauseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pause", abstract: "Begin work on a host or a site: its lights are blue, nobody is alarmed.",
        discussion: """
            Names first, all that follows is the reason; a reason that begins with a name goes in quotes. Without --until it \
            is paused until monitor resume. Times: 15:00, +2h, +3d, tomorrow, friday 8:00, 2026-12-24T15:00.

            monitor pause kuusela-sw2 --until 15:00 power supply is swapped
            monitor pause Town hall --until +2h

            Exit code: 0 done, 64 refused or not understood, 3 no daemon.
            """)

    @Argument(help: "Hosts, or sites by their key or name; then the reason.")
    var words: [String] = []

    @Option(help: ArgumentHelp("Until when; else until monitor resume.", valueName: "time"))
    var until: String?

    @OptionGroup var options: ActOptions

    func run() throws { try options.resolve().carryOut(.pause, words, until: until) }
}

/// Ends work on hosts.
struct ResumeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume", abstract: "End work on a host or a site: its lights have their colours again.",
        discussion: """
            monitor resume kuusela-sw2
            monitor resume Town hall

            Exit code: 0 done, 64 refused or not understood, 3 no daemon.
            """)

    @Argument(help: "Hosts, or sites by their key or name; then what is to be read.")
    var words: [String] = []

    @OptionGroup var options: ActOptions

    func run() throws { try options.resolve().carryOut(.resume, words, until: nil) }
}

/// Takes access points away that are gone for good.
struct RetireCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retire", abstract: "Say that an access point is gone for good.",
        discussion: """
            For those that stand in a controller's table. What stands in the configuration is taken out of it there.

            monitor retire ap-kuusela-3 replaced by ap-kuusela-11

            Exit code: 0 done, 64 refused or not understood, 3 no daemon.
            """)

    @Argument(help: "Hosts; then the reason.")
    var words: [String] = []

    @OptionGroup var options: ActOptions

    func run() throws { try options.resolve().carryOut(.retire, words, until: nil) }
}

extension Acting {
    /// Does the same for each host and site that the words begin with.
    fileprivate func carryOut(_ act: ActRequest.Word, _ words: [String], until: String?) throws {
        let (end, words) = ActWords.until(until, words)
        let moment = try moment(end)
        let (scopes, text) = try scopes(words)
        try carryOut(scopes.map { request(act, $0, until: moment, text: text) })
    }
}
