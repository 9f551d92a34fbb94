import ArgumentParser
import Config
import Control
import ControlServer
import Glibc
import Logging
import Model
import Platform
import Polling
import ServiceLifecycle
import Store

/// The daemon in the foreground.
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Watch the hosts until SIGTERM (the default).")

    @OptionGroup var files: FileOptions

    @Flag(name: .long, help: "Tell more in the log.")
    var verbose = false

    func run() async throws {
        LoggingSystem.bootstrap { [verbose] label in
            var handler = StreamLogHandler.standardError(label: label)
            handler.logLevel = verbose ? .debug : .info
            return handler
        }
        let logger = Logger(label: "monitord")
        let loaded: ConfigurationFiles
        do throws(ConfigurationErrors) {
            loaded = try ConfigurationFiles.load(files)
            if let mistake = LabNetworkGuard.mistake(in: loaded.configuration) {
                throw ConfigurationErrors(mistakes: [mistake])
            }
        } catch {
            for mistake in error.mistakes { logger.critical("\(mistake)") }
            throw ExitCode(EX_CONFIG)
        }
        for warning in loaded.configuration.warnings { logger.warning("\(warning)") }
        for mistake in loaded.probeMistakes { logger.error("left out: \(mistake)") }
        do {
            try await Daemon(files: files, loaded: loaded, logger: logger).run()
        } catch let error as StoreError {
            logger.critical("\(error)")
            throw ExitCode(EX_IOERR)
        } catch let error as PlatformError {
            logger.critical("\(error)")
            throw ExitCode(EX_OSERR)
        } catch let error as ControlServerError {
            logger.critical("\(error)")
            throw ExitCode(EX_UNAVAILABLE)
        }
    }
}
