import ArgumentParser
import Config
import Glibc
import Model
import Platform
import Store

/// `backup`: a copy of the database, also while the daemon runs.
struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Copy the database into a file, also while the daemon runs.",
        discussion: """
            The copy is the state of one moment, is read back before it gets its name, and is one plain file. \
            'monitor restore' puts it in place. The daemon makes one every day by itself (backup: in the configuration).
            """)

    @OptionGroup var files: FileOptions

    @Flag(name: .long, help: "Replace the file if it is there.")
    var force = false

    @Argument(help: "The file to make.")
    var file: String

    func run() async throws {
        try await ending {
            let configuration = try Configuration.load(file: files.config, environment: environment())
            let run = BackupRun(of: configuration.dataDirectory, to: absolute(file), replaces: force)
            let signals = try signalStream([.interrupt, .terminate])
            let backup = try await withThrowingTaskGroup(of: Void.self) { group in
                // Ends with this group.
                group.addTask { for await _ in signals { run.cancel() } }
                defer { group.cancelAll() }
                return try await run.made()
            }
            let seconds = Double(backup.duration.wholeMilliseconds) / 1000
            print("\(backup.path): \(megabytes(backup.bytes)) in \((seconds * 10).rounded() / 10) s, read back, good")
        }
    }
}

/// `restore`: a backup in the place of the database.
struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Put a backup in the place of the database; the daemon must be stopped.",
        discussion: """
            The backup is read through before anything is touched. What was there before is kept under another name, and \
            the span that is lost is told and marked.
            """)

    @OptionGroup var files: FileOptions

    @Argument(help: "A file that 'monitor backup' or the daemon has made.")
    var file: String

    func run() async throws {
        try await ending {
            let configuration = try Configuration.load(file: files.config, environment: environment())
            let localTime = try LocalTime.use(configuration.timezone)
            func clock(_ moment: Timestamp) -> String {
                let time = localTime.calendar(moment)
                let minute = time.minute < 10 ? "0\(time.minute)" : "\(time.minute)"
                return "\(time.day).\(time.month).\(time.year) \(time.hour):\(minute)"
            }
            let restored = try Restoration.carryOut(
                absolute(file), to: configuration.dataDirectory, now: SystemClock.now())
            print("\(file) is the database in \(configuration.dataDirectory) now")
            if let setAside = restored.setAside { print("what was there before lies in \(setAside)") }
            switch restored.gap {
            case let gap? where gap.from != nil:
                print("lost: from \(gap.from.map(clock) ?? "") to \(clock(gap.to))")
            case let gap?: print("lost: everything before \(clock(gap.to)); the backup is empty")
            case nil: print("nothing is lost")
            }
            print("start the daemon: systemctl start monitord")
        }
    }
}

/// Errors on standard error, with the exit codes of sysexits.h.
private func ending(_ body: () async throws -> Void) async throws {
    do {
        try await body()
    } catch let error as ConfigurationErrors {
        for mistake in error.mistakes { printError("\(mistake)") }
        throw ExitCode(EX_CONFIG)
    } catch let error as StoreError {
        printError("\(error)")
        switch error.code {
        case .missingDirectory: throw ExitCode(EX_NOINPUT)
        case .exists, .noRoom, .full, .notWritable: throw ExitCode(EX_CANTCREAT)
        case .inUse, .busy, .cancelled: throw ExitCode(EX_TEMPFAIL)
        case .damaged, .newerSchema: throw ExitCode(EX_DATAERR)
        case .networkFileSystem, .failed: throw ExitCode(EX_IOERR)
        }
    } catch let error as PlatformError {
        printError("\(error)")
        throw ExitCode(EX_OSERR)
    }
}

/// As the shell that it was typed in means it.
private func absolute(_ path: String) -> String {
    guard !path.hasPrefix("/"), let start = unsafe getcwd(nil, 0) else { return path }
    defer { unsafe free(start) }
    return unsafe "\(String(cString: start))/\(path)"
}
