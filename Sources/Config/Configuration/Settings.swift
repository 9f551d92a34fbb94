internal import Model

/// The single values at the top of the main file, with what stands in for those that are not written.
struct Settings {
    /// sun_path of man 7 unix holds 108 bytes with the closing zero.
    static let socketPathLimit = 107

    var dataDirectory = "/var/lib/monitor"
    var socketPath = "/run/monitor/monitor.sock"
    var timezone = "Europe/Helsinki"
    var language = Language.finnish
    var interval = Duration.seconds(60)
    /// A day, in which somebody still sets a new host up.
    var grace = Duration.seconds(86_400)
    var people = PeopleSettings()
    var ping = Duration.seconds(5)
    var title = "monitor"
    var probesDirectory: String?
    var allowsLabNetwork = false
    var backup: BackupSettings?
    var retention = RetentionSettings()

    init(_ fields: Fields, directory: String, _ mistakes: inout Mistakes) {
        func path(_ name: String, _ mistakes: inout Mistakes) -> String? {
            fields.text(name, &mistakes).map { $0.hasPrefix("/") ? $0 : "\(directory)/\($0)" }
        }
        dataDirectory = path("data", &mistakes) ?? dataDirectory
        probesDirectory = path("probes", &mistakes)
        if let node = fields["socket"], let path = path("socket", &mistakes) {
            socketPath = path
            if path.utf8.count > Settings.socketPathLimit {
                mistakes.add(
                    node.location, "the path of the socket has \(path.utf8.count) bytes",
                    "at most \(Settings.socketPathLimit) are possible")
            }
        }
        if let node = fields["timezone"], let name = node.text("'timezone'", &mistakes) {
            timezone = name
            TimeZoneNames.check(name, node.location, &mistakes)
        }
        let languages = Language.allCases.map { ($0.rawValue, $0) }
        language = fields["language"]?.choice("'language'", among: languages, &mistakes) ?? language
        title = fields.display("title", &mistakes) ?? title
        allowsLabNetwork = fields.flag("allow-lab-network", &mistakes) ?? allowsLabNetwork
        readIntervals(fields, &mistakes)
        backup = BackupSettings(
            fields["backup"], beside: directory, standard: "\(dataDirectory)/backups", &mistakes)
        if let node = fields["people"] { people = PeopleSettings(node, &mistakes) }
        if let node = fields["retention"] { retention = RetentionSettings(node, &mistakes) }
    }

    private mutating func readIntervals(_ fields: Fields, _ mistakes: inout Mistakes) {
        interval = fields.duration("interval", from: .seconds(1), &mistakes) ?? interval
        grace = fields.duration("grace", from: .zero, &mistakes) ?? grace
        guard let node = fields["ping"] else {
            ping = min(ping, interval)
            return
        }
        guard let duration = node.duration("'ping'", from: .seconds(1), &mistakes) else { return }
        ping = duration
        if ping > interval {
            mistakes.add(
                node.location, "'ping' is longer than 'interval' (\(interval.configurationText))",
                "write at most \(interval.configurationText)")
        }
    }
}

/// The names of the IANA time zone database as it is installed (tzdata).
enum TimeZoneNames {
    private static let directory = "/usr/share/zoneinfo"

    /// Reports a name that is not there, with the nearest one of `zone1970.tab`.
    static func check(_ name: String, _ location: SourceLocation, _ mistakes: inout Mistakes) {
        guard name != "UTC" else { return }
        guard TextFile.exists(directory) else {
            mistakes.add(location, "no time zones are installed", "install tzdata, or write UTC")
            return
        }
        let isPlain = name.unicodeScalars.allSatisfy {
            $0.isASCII && ($0.properties.isAlphabetic || "0123456789+-_/".unicodeScalars.contains($0))
        }
        if isPlain, !name.hasPrefix("/"), name.contains("/"), isFile("\(directory)/\(name)") { return }
        mistakes.add(
            location, "\(quoted(name)) is no time zone",
            remedy(for: name, among: known, otherwise: "write one as Europe/Helsinki, or UTC"))
    }

    private static func isFile(_ path: String) -> Bool {
        do {
            _ = try TextFile.read(path, limit: 64 * 1024)
            return true
        } catch {
            return false
        }
    }

    /// The third column of zone1970.tab; nothing if it cannot be read, then nothing is suggested.
    private static var known: [String] {
        do {
            let text = String(
                decoding: try TextFile.read("\(directory)/zone1970.tab", limit: 256 * 1024).bytes, as: UTF8.self)
            return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.compactMap { line in
                let columns = line.split(separator: "\t")
                return columns.count > 2 ? String(columns[2]) : nil
            }
        } catch {
            return []
        }
    }
}
