import ArgumentParser
import Control
import Model
import Platform
import Screen

/// Where the daemon is, and how to speak to the person at the terminal.
struct DaemonOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("The daemon's socket; else MONITOR_SOCKET, else the configuration's.", valueName: "path"))
    var socket: String?

    @Option(help: ArgumentHelp("The configuration that says where the socket is.", valueName: "file"))
    var config: String?

    @Option(help: ArgumentHelp("fi, sv or en; else the configuration's, else LANG's.", valueName: "language"))
    var language: String?

    /// What the options, the environment and the configuration come to.
    struct Resolved {
        var client: ControlClient
        var snapshotPath: String
        var wording: Wording
        var localTime: LocalTime
    }

    func resolve() throws -> Resolved {
        let settings = try ConfigurationFile.read(path: config)
        let named = language ?? settings["language"] ?? sessionLanguage ?? Language.english.rawValue
        guard let language = Language(rawValue: named) else {
            throw ValidationError("there is no language '\(named.visible())'; write fi, sv or en")
        }
        let localTime = try LocalTime.use(settings["timezone"] ?? zone ?? "Europe/Helsinki")
        let path =
            socket ?? environmentVariable("MONITOR_SOCKET") ?? settings["socket"] ?? ControlClient.defaultSocketPath
        let data = settings["data"] ?? ConfigurationFile.defaultData
        return Resolved(
            client: ControlClient(socketPath: path), snapshotPath: data + "/" + BoardSnapshot.fileName,
            wording: Wording(language: language, calendar: localTime.calendar), localTime: localTime)
    }

    /// By the first of the variables that says anything (POSIX, Environment Variables, 8.2).
    private var sessionLanguage: String? {
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap(environmentVariable).first
        return locale.flatMap { Language(rawValue: String($0.prefix(2))) }?.rawValue
    }

    /// TZ where it names a zone file.
    private var zone: String? {
        guard let zone = environmentVariable("TZ")?.drop(while: { $0 == ":" }) else { return nil }
        do {
            try LocalTime.check(String(zone))
            return String(zone)
        } catch {
            return nil
        }
    }
}

extension DaemonOptions.Resolved {
    /// A time of the past as people type it.
    ///
    /// - Throws: `ValidationError` for what is none.
    func past(_ text: String, _ option: String? = nil) throws -> Timestamp {
        let moment = Moment.read(text, now: SystemClock.now(), wording: wording) {
            localTime.timestamp(year: $0, month: $1, day: $2, hour: $3, minute: $4, second: $5)
        }
        guard let moment else {
            throw ValidationError(
                "\(option.map { "--\($0) " } ?? "")\(text.visible()) is no time; write -2h, today, yesterday, 2026-11-23 or 2026-11-23T10:00"
            )
        }
        return moment
    }
}

/// The configuration as far as this program reads it.
private enum ConfigurationFile {
    static let defaultPath = "/etc/monitor/monitor.yaml"
    static let defaultData = "/var/lib/monitor"
    private static let limit = 1 << 20

    /// The words that are there; paths that do not begin with / are taken from the file's directory, as `monitord` does.
    ///
    /// - Parameter path: `nil`: the default, which may be missing or closed to this user.
    static func read(path: String?) throws -> [String: String] {
        let file = path ?? defaultPath
        do throws(PlatformError) {
            var settings = ConfigurationScan.scan(String(decoding: try readFile(file, limit: limit), as: UTF8.self))
            let directory = file.lastIndex(of: "/").map { file[..<$0] } ?? "."
            for word in ["socket", "data"] {
                if let path = settings[word], !path.hasPrefix("/") { settings[word] = "\(directory)/\(path)" }
            }
            return settings
        } catch {
            guard path == nil else { throw ValidationError(error.description) }
            return [:]
        }
    }
}
