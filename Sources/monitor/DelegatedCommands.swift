import ArgumentParser

/// A command that `monitord` carries out: it takes the same words.
protocol DelegatedCommand: ParsableCommand {
    var arguments: [String] { get }
}

extension DelegatedCommand {
    func run() throws {
        try Sibling.execute([Self._commandName] + arguments)
    }
}

/// Checks configuration files without using them.
struct ConfigCommand: DelegatedCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "Check the configuration: config check [FILE].")
    @Argument(parsing: .captureForPassthrough) var arguments: [String] = []
}

/// Tells what devices are, and what the probes find on them.
struct DiscoverCommand: DelegatedCommand {
    static let configuration = CommandConfiguration(
        commandName: "discover", abstract: "Print what devices are and what is found on them: discover ADDRESS…")
    @Argument(parsing: .captureForPassthrough) var arguments: [String] = []
}

/// Lists, checks and tries the probes.
struct ProbesCommand: DelegatedCommand {
    static let configuration = CommandConfiguration(
        commandName: "probes",
        abstract: "List, check and try the probes: probes list, probes check, probes try ADDRESS PROBE.")
    @Argument(parsing: .captureForPassthrough) var arguments: [String] = []
}

/// Reads a device's objects one after the other.
struct WalkCommand: DelegatedCommand {
    static let configuration = CommandConfiguration(
        commandName: "walk", abstract: "Read what a device has below an OID: walk ADDRESS OID.")
    @Argument(parsing: .captureForPassthrough) var arguments: [String] = []
}

/// Simulates a town of devices.
struct LabCommand: DelegatedCommand {
    static let configuration = CommandConfiguration(commandName: "lab", abstract: "Simulate a town to try things on.")
    @Argument(parsing: .captureForPassthrough) var arguments: [String] = []
}

/// Copies the database.
struct BackupCommand: DelegatedCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Copy the database into a file, also while the daemon runs: backup FILE.")
    @Argument(parsing: .captureForPassthrough) var arguments: [String] = []
}

/// Puts a backup in place.
struct RestoreCommand: DelegatedCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Put a backup in the place of the database: restore FILE.")
    @Argument(parsing: .captureForPassthrough) var arguments: [String] = []
}

/// Prints or delivers the mails that are due.
struct AlertCommand: DelegatedCommand {
    static let configuration = CommandConfiguration(
        commandName: "alert", abstract: "Print the mails that are due, or deliver them; for cron.")
    @Argument(parsing: .captureForPassthrough) var arguments: [String] = []
}

/// Writes what was recorded to a file for other programs.
struct ExportCommand: DelegatedCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write what was recorded as CSV, JSON or OpenMetrics; export --help tells more.")
    @Argument(parsing: .captureForPassthrough) var arguments: [String] = []
}

/// Judges what was recorded by other rules.
struct RulesCommand: DelegatedCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules",
        abstract: "Judge what was recorded by a changed configuration: rules try --from -7d --config FILE.")
    @Argument(parsing: .captureForPassthrough) var arguments: [String] = []
}
