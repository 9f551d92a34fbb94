import ArgumentParser
import Config
import Export
import Glibc
import Model
import Platform
import Store

/// `export`: what was recorded, for other programs; with the daemon or without it.
struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write what was recorded as CSV, JSON or OpenMetrics.",
        discussion: """
            Reads the database itself: while the daemon runs, without it, and of a backup (--data DIRECTORY). Nothing is \
            averaged or left out; counters come as they were read, or as rates with --rates.

            monitor export --host 'kuusela-*' --series 'port/*Octets' --from -7d >ports.csv
            monitor export --format json | jq -c 'select(.value > 90)'
            monitor export --format openmetrics --from -30d --output all.om
            promtool tsdb create-blocks-from openmetrics all.om /var/lib/prometheus
            """)

    @OptionGroup var files: FileOptions

    @Option(help: ArgumentHelp("The directory of monitor.db; else the configuration's.", valueName: "directory"))
    var data: String?

    @Option(help: "csv, json (an object a line) or openmetrics.", transform: ExportCommand.format)
    var format = ExportFormat.csv

    @Option(help: ArgumentHelp("Only hosts that fit, * for anything.", valueName: "pattern"))
    var host: String?

    @Option(help: ArgumentHelp("Only series whose path fits: 'port/*/inOctets'.", valueName: "pattern"))
    var series: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("From when: -7d, yesterday, 2026-11-23; else the beginning.", valueName: "time"))
    var from: String?

    @Option(parsing: .unconditional, help: ArgumentHelp("Until when; else now.", valueName: "time"))
    var to: String?

    @Flag(help: "Counters as their growth a second.")
    var rates = false

    @Option(
        help: ArgumentHelp("Where to; else standard output. It gets its name when it is whole.", valueName: "file"))
    var output: String?

    func run() async throws {
        // Whoever takes no more of it ends this program.
        _ = signal(SIGPIPE, SIG_DFL)
        do {
            let (directory, localTime, wording) = try settings()
            let now = SystemClock.now()
            let from = try from.map { try moment($0, "from", now: now, localTime, wording) }
            let to = try to.map { try moment($0, "to", now: now, localTime, wording) }
            if let from, from >= to ?? now { throw ValidationError("--from \(from) is not before --to \(to ?? now)") }
            let export = Export(
                try ArchiveReader(directory: directory),
                Export.Selection(
                    hosts: host, series: series, from: from ?? Timestamp(milliseconds: 0), to: to ?? now,
                    counters: rates ? .rate : .stored))
            let file = try ExportFile(output)
            let summary = try await export.run(as: format) { try file.write($0) }
            try file.finish()
            try tell(summary)
        } catch let error as ConfigurationErrors {
            for mistake in error.mistakes { printError("\(mistake)") }
            throw ExitCode(EX_CONFIG)
        } catch let error as StoreError {
            printError("\(error)")
            throw ExitCode(EX_NOINPUT)
        } catch let error as PlatformError {
            printError("\(error)")
            throw ExitCode(EX_CANTCREAT)
        }
    }

    /// Where the database is, and the clock by which people write times.
    private func settings() throws -> (directory: String, LocalTime, Wording) {
        let configuration: Configuration?
        do throws(ConfigurationErrors) {
            configuration = try Configuration.load(file: files.config, environment: environment())
        } catch {
            // A backup can be read on a machine without one.
            guard data != nil, files.config == FileOptions.standardConfig else { throw error }
            configuration = nil
        }
        let localTime = try LocalTime.use(configuration?.timezone ?? "Europe/Helsinki")
        let wording = Wording(language: configuration?.language ?? .english) { localTime.calendar($0) }
        return (data ?? configuration?.dataDirectory ?? "", localTime, wording)
    }

    private static func format(_ text: String) throws -> ExportFormat {
        guard let format = ExportFormat(rawValue: text) else {
            throw ValidationError("there is no format \(text.visible()); write csv, json or openmetrics")
        }
        return format
    }

    private func tell(_ summary: Export.Summary) throws {
        if summary.left > 0 {
            printError(
                "\(summary.left) values left out: the clock had been set back, and OpenMetrics wants times that grow")
        }
        guard summary.series == 0 else {
            if output != nil { printError("\(summary.values) values of \(summary.series) series") }
            return
        }
        printError("no series fits; 'monitor query HOST' names those of a host")
        throw ExitCode(EX_DATAERR)
    }
}

/// Where an export goes: standard output, or a file that has its name only when it is whole.
private final class ExportFile {
    private let path: String?
    private let descriptor: Int32

    /// - Parameter path: `nil` for standard output.
    init(_ path: String?) throws(PlatformError) {
        self.path = path
        guard let path else {
            descriptor = STDOUT_FILENO
            return
        }
        descriptor = unsafe open(path + ".part", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o640)
        guard descriptor >= 0 else {
            throw PlatformError(
                "make", path + ".part", code: errno, remedy: "write a place that can be written after --output")
        }
    }

    func write(_ text: String) throws(PlatformError) {
        guard !writeAll(text, to: descriptor) else { return }
        throw PlatformError(
            "write", path ?? "standard output", code: errno, remedy: "check where it leads, and its room")
    }

    /// Gives the file its name once all of it is on disk.
    func finish() throws(PlatformError) {
        guard let path else { return }
        guard fsync(descriptor) == 0, close(descriptor) == 0, unsafe rename(path + ".part", path) == 0 else {
            throw PlatformError("write", path, code: errno, remedy: "check where it leads, and its room")
        }
    }
}
