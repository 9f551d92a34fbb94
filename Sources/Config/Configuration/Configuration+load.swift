internal import FoundationEssentials
internal import Model

extension Configuration {
    /// Reads the file and what it includes.
    ///
    /// - Parameters:
    ///   - file: Its path; what it names relatively is sought beside it.
    ///   - environment: Where `{env: NAME}` looks.
    /// - Throws: All mistakes at once, if there is one.
    public static func load(
        file: String, environment: [String: String]
    ) throws(ConfigurationErrors) -> Configuration {
        var loader = ConfigurationLoader(file: file, environment: environment)
        guard let configuration = loader.load() else {
            throw ConfigurationErrors(mistakes: loader.mistakes.sorted(files: loader.names))
        }
        return configuration
    }
}

/// The state of one load.
struct ConfigurationLoader {
    static let mainFields = [
        "data", "socket", "timezone", "language", "interval", "ping", "grace", "people", "title", "include", "probes",
        "allow-lab-network", "backup", "retention", "snmp", "sites", "hosts", "rules", "applications", "policy",
        // What the lab marks its files with. It permits nothing: outside of the lab its addresses are somebody else's.
        "lab",
    ]
    static let includedFields = ["snmp", "sites", "hosts", "rules", "applications", "policy"]
    static let includeLimit = 1000

    let file: String
    let environment: [String: String]
    /// Relative paths start here.
    let directory: String
    var mistakes = Mistakes()
    var warnings = Mistakes()
    /// The files read so far, as messages name them.
    private(set) var names: [String]
    /// All names under `hosts:`, also of hosts with mistakes.
    var hostNames: [String] = []
    /// The fields of the files that could be read, the main file's first.
    private var roots: [Fields] = []

    init(file: String, environment: [String: String]) {
        self.file = file
        self.environment = environment
        let url = URL(filePath: file)
        directory = url.deletingLastPathComponent().path
        names = [url.lastPathComponent]
    }

    /// `nil` if there are mistakes.
    mutating func load() -> Configuration? {
        guard let main = YAMLFile.read(file, name: names[0], &mistakes),
            let fields = Fields(main.root, of: "the file", known: ConfigurationLoader.mainFields, &mistakes)
        else { return nil }
        roots = [fields]
        let settings = Settings(fields, directory: directory, &mistakes)
        include(fields)

        let credentials = readCredentials()
        let sites = readSites()
        let hosts = readHosts(sites: sites, credentials: credentials)
        let tags = Set(hosts.flatMap(\.host.tags) + [Host.accessPointTag])
        let rules = readRules(sites: sites, tags: tags)
        let applications = readApplications(sites: sites, tags: tags)
        let policies = readPolicies()
        if hosts.isEmpty {
            warnings.add(
                main.root.location, "no hosts: nothing is watched", "write hosts: or include: a file with them")
        }
        guard mistakes.isEmpty else { return nil }
        return Configuration(
            dataDirectory: settings.dataDirectory, socketPath: settings.socketPath, timezone: settings.timezone,
            language: settings.language, interval: settings.interval, ping: settings.ping,
            grace: settings.grace, people: settings.people, title: settings.title,
            credentials: credentials.mapValues(\.value), fleet: Fleet(sites: sites.values, hosts: hosts.map(\.host)),
            rules: rules, applications: applications, policies: policies, probesDirectory: settings.probesDirectory,
            allowsLabNetwork: settings.allowsLabNetwork, backup: settings.backup, retention: settings.retention,
            file: file, files: names, warnings: warnings.sorted(files: names))
    }

    /// A path of the configuration as the file system wants it.
    func resolved(_ path: String) -> String {
        path.hasPrefix("/") ? path : "\(directory)/\(path)"
    }

    /// The entries under a heading in all files; names that stand in two files are reported with both places.
    mutating func entries(under heading: String) -> [YAMLNode.Entry] {
        var result: [YAMLNode.Entry] = []
        var first: [String: SourceLocation] = [:]
        for root in roots {
            guard let node = root[heading], let entries = node.entries(quoted(heading), &mistakes) else { continue }
            for entry in entries {
                if let earlier = first[entry.key] {
                    mistakes.add(
                        entry.keyLocation, "\(quoted(entry.key)) stands under '\(heading)' twice, first at \(earlier)",
                        "remove or rename one of the two")
                    continue
                }
                first[entry.key] = entry.keyLocation
                result.append(entry)
            }
        }
        return result
    }

    /// The elements of a list under a heading in all files.
    mutating func elements(under heading: String) -> [YAMLNode] {
        var result: [YAMLNode] = []
        for root in roots {
            guard let node = root[heading] else { continue }
            result += node.list(quoted(heading), acceptsOne: false, &mistakes) ?? []
        }
        return result
    }

    private mutating func include(_ fields: Fields) {
        guard let patterns = fields["include"]?.texts("'include'", &mistakes) else { return }
        for (pattern, location) in patterns {
            for name in includedNames(pattern, location) where !names.contains(name) {
                guard names.count <= ConfigurationLoader.includeLimit else {
                    mistakes.add(
                        location, "more than \(ConfigurationLoader.includeLimit) files are included",
                        "join some of them")
                    return
                }
                names.append(name)
                guard let file = YAMLFile.read(resolved(name), name: name, &mistakes),
                    let fields = Fields(
                        file.root, of: "an included file", known: ConfigurationLoader.includedFields, &mistakes)
                else { continue }
                roots.append(fields)
            }
        }
    }

    /// The files that a pattern of `include:` names, sorted; `*` stands in the last part of the path only.
    private mutating func includedNames(_ pattern: String, _ location: SourceLocation) -> [String] {
        guard pattern.contains("*") else {
            if !TextFile.exists(resolved(pattern)) {
                mistakes.add(location, "the file \(quoted(pattern)) does not exist", "create it or mend the path")
                return []
            }
            return [pattern]
        }
        let parts = pattern.split(separator: "/", omittingEmptySubsequences: false)
        let parent = parts.dropLast().joined(separator: "/")
        guard !parent.contains("*"), let last = parts.last else {
            mistakes.add(location, "\(quoted(pattern)) has a * in a directory", "use * in the file's name only")
            return []
        }
        do {
            let directory = parts.count == 1 ? directory : resolved(parent.isEmpty ? "/" : parent)
            let fitting = try TextFile.names(inDirectory: directory).filter { NamePattern(String(last)).fits($0) }
            if fitting.isEmpty {
                warnings.add(location, "no file fits \(quoted(pattern))", "create one, or remove the pattern")
            }
            return fitting.map { parts.count == 1 ? $0 : "\(parent)/\($0)" }
        } catch {
            mistakes.add(location, "the directory of \(quoted(pattern)) \(error.what)", error.remedy)
            return []
        }
    }
}
