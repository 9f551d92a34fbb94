import ArgumentParser

/// The daemon, and the home of the subcommands that poll, deliver or simulate: `monitor` hands them over to it.
@main
struct Monitord: AsyncParsableCommand {
    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "monitord",
        abstract: "Watch the hosts of a configuration and tell how they are.",
        discussion: """
            Without a subcommand it runs in the foreground until SIGTERM; SIGHUP reads the configuration again.
            """,
        version: version,
        subcommands: [
            RunCommand.self, ConfigCommand.self, DiscoverCommand.self, ProbesCommand.self, WalkCommand.self,
            AlertCommand.self, BackupCommand.self, RestoreCommand.self, ExportCommand.self, RulesCommand.self,
            LabCommand.self,
        ],
        defaultSubcommand: RunCommand.self)
}

/// Where the files are.
struct FileOptions: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("The configuration.", valueName: "file"))
    var config = FileOptions.standardConfig

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The probes; else MONITOR_PROBES, the configuration's, beside the program, /usr/share/monitor/Probes.",
            valueName: "directory"))
    var probes: String?

    static let standardConfig = "/etc/monitor/monitor.yaml"
}
