import ArgumentParser
import Config
import Model

/// `config check`: every mistake with its place and what to write instead.
struct ConfigCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "Check the configuration.", subcommands: [Check.self])

    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "check", abstract: "Read the configuration and the probes as the daemon would.",
            discussion: "Every mistake is told with file:line:column and what to write instead; then it exits with 1.")

        @OptionGroup var files: FileOptions

        @Argument(help: ArgumentHelp("The configuration, instead of --config.", valueName: "file"))
        var file: String?

        func run() async throws {
            var files = files
            if let file { files.config = file }
            do throws(ConfigurationErrors) {
                let loaded = try ConfigurationFiles.check(files)
                let configuration = loaded.configuration
                for warning in configuration.warnings { print("\(warning)") }
                print(
                    "\(files.config): good. \(configuration.fleet.hosts.count) hosts at "
                        + "\(configuration.fleet.sites.count) sites, \(configuration.rules.count) rules, "
                        + "\(loaded.probes.entries.count) probes.")
            } catch {
                error.printAll()
                throw ExitCode(1)
            }
        }
    }
}

extension ConfigurationErrors {
    /// Every mistake on a line, and how many there are.
    func printAll() {
        for mistake in mistakes { print("\(mistake)") }
        print(mistakes.count == 1 ? "1 mistake." : "\(mistakes.count) mistakes.")
    }
}
