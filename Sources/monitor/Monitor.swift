import ArgumentParser

/// The tool: one file for each command. What polls, delivers or simulates is carried out by `monitord`.
@main
struct Monitor: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "monitor",
        abstract: "Shows what is broken, where, and since when.",
        version: "0.1.0",
        subcommands: [
            StatusCommand.self, WatchCommand.self, IncidentsCommand.self, WhyCommand.self,
            ReplayCommand.self, AckCommand.self,
            TellCommand.self, NoteCommand.self,
            PauseCommand.self, ResumeCommand.self, AcceptCommand.self, RetireCommand.self,
            QueryCommand.self, ExportCommand.self, ConfigCommand.self, DiscoverCommand.self, ProbesCommand.self,
            WalkCommand.self, LabCommand.self, AlertCommand.self, BackupCommand.self, RestoreCommand.self,
            RulesCommand.self,
        ])
}
