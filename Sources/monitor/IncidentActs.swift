import ArgumentParser
import Control
import Glibc
import Model
import Platform
import Screen

/// Says that somebody is on an incident.
struct AckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ack", abstract: "Say that you are on an incident.",
        discussion: """
            Numbers first, all that follows is the reason: nothing needs quotes. It keeps its colour, with your name; it \
            comes back when it gets worse, or at the time of --until. Times: 15:00, +2h, +3d, tomorrow, friday 8:00, \
            2026-12-24T15:00; a day alone is its beginning.

            monitor ack 1482
            monitor ack 1482 1483 --until 15:00 new power supply is on its way
            monitor ack 1482 --as MK --until friday 8:00 ordered

            Exit code: 0 done, 64 refused or not understood, 3 no daemon.
            """)

    @Argument(help: "The numbers of incidents, then the reason.")
    var words: [String] = []

    @Option(help: ArgumentHelp("When it is to come back; else when it gets worse.", valueName: "time"))
    var until: String?

    @OptionGroup var options: ActOptions

    func run() throws {
        let acting = try options.resolve()
        let (end, words) = ActWords.until(until, words)
        let until = try acting.moment(end)
        let (numbers, text) = ActWords.numbers(words)
        guard !numbers.isEmpty else { throw NumberNeeded.error("monitor ack 1482") }
        if numbers.count > 1 { try acting.check(numbers) }
        try acting.carryOut(
            numbers.map { ActRequest(.acknowledge, incident: $0, until: until, text: text.isEmpty ? nil : text) })
    }
}

/// Says what callers are to be told of an incident.
struct TellCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tell", abstract: "Say what callers are to be told of an incident.",
        discussion: """
            The text stands below the incident on every screen, for whoever answers the phone.

            monitor tell 1484 The operator is on it, about 14:00. Use the phone's hotspot.
            monitor tell 1484 --clear

            Exit code: 0 done, 64 refused or not understood, 3 no daemon.
            """)

    @Argument(help: "The number of the incident, then the text.")
    var words: [String] = []

    @Flag(help: "Take back what was to be told.")
    var clear = false

    @OptionGroup var options: ActOptions

    func run() throws {
        guard let number = words.first.flatMap(ActWords.number) else {
            throw NumberNeeded.error("monitor tell 1482 TEXT")
        }
        let text = words.dropFirst().joined(separator: " ")
        guard clear == text.isEmpty else {
            throw ValidationError(
                clear
                    ? "--clear takes the text back: leave the text out"
                    : "what are callers to be told? --clear takes it back")
        }
        try options.resolve().carryOut([ActRequest(.tell, incident: number, text: text)])
    }
}

/// Writes something down.
struct NoteCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "note", abstract: "Write something down for whoever reads the history of a host or an incident.",
        discussion: """
            One host, site or incident, then the text. monitor why HOST shows it.

            monitor note core-1 moved to the other rack
            monitor note 1482 the supplier sends a new fan on Thursday

            Exit code: 0 done, 64 refused or not understood, 3 no daemon.
            """)

    @Argument(help: "A host, a site by its key or name, or the number of an incident; then the text.")
    var words: [String] = []

    @OptionGroup var options: ActOptions

    func run() throws {
        guard let first = words.first else { throw ValidationError("a note on which host, site or incident?") }
        let acting = try options.resolve()
        let rest = words.dropFirst().joined(separator: " ")
        if let number = ActWords.number(first) {
            try acting.carryOut([ActRequest(.note, incident: number, text: rest)])
        } else {
            let (scope, text) = try acting.scope(words)
            try acting.carryOut([acting.request(.note, scope, until: nil, text: text)])
        }
    }
}

private enum NumberNeeded {
    static func error(_ example: String) -> ValidationError {
        // In a shell # begins a comment.
        ValidationError("which incident? Write its number without #: \(example); monitor incidents --open lists them")
    }
}

extension Acting {
    /// Several at once are done all or none: a reason that begins with a number is not to pass for an incident.
    fileprivate func check(_ numbers: [Incident.Number]) throws {
        let open = Set(try board().incidents.map(\.number))
        let missing = numbers.filter { !open.contains($0) }
        guard !missing.isEmpty else { return }
        printError(
            "monitor: \(missing.map { "#\($0)" }.joined(separator: ", ")) is not open; nothing was done")
        printError(
            "monitor incidents --open lists them; a reason that begins with a number goes in quotes with its next word")
        throw ExitCode(EX_USAGE)
    }
}
