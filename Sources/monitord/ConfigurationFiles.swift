import Config
import Control
import Glibc
import Model
import Platform

/// The configuration and the probes.
struct ConfigurationFiles: Sendable {
    var configuration: Configuration
    var probes: ProbeLibrary
    var updates: UpdateRules
    /// What is wrong with probes that are left out for it.
    var probeMistakes: [Mistake]

    /// Reads the configuration, and of the probes whom they fit: one with mistakes is left out.
    ///
    /// - Throws: `ConfigurationErrors` with every mistake of the configuration.
    static func load(_ options: FileOptions) throws(ConfigurationErrors) -> ConfigurationFiles {
        let configuration = try Configuration.load(file: options.config, environment: environment())
        let directory = try probesDirectory(options, configuration)
        var (probes, mistakes) = try ProbeCatalogue.open(directory: directory)
        var ended: [EndOfSupport] = []
        do throws(ConfigurationErrors) {
            ended = try SupportTable.load(directory: directory)
        } catch {
            mistakes += error.mistakes
        }
        let strange = configuration.policies.filter { policy in
            !probes.entries.contains { $0.name == policy.probe } && mistakes.isEmpty
        }
        guard strange.isEmpty else {
            throw ConfigurationErrors(mistakes: strange.map { unknownProbe($0, probes) })
        }
        return ConfigurationFiles(
            configuration: configuration, probes: probes,
            updates: UpdateRules(policies: configuration.policies, ended: ended), probeMistakes: mistakes)
    }

    /// The same, but the whole of all probes was read first: none has mistakes.
    ///
    /// - Throws: `ConfigurationErrors` with every mistake of both.
    static func check(_ options: FileOptions) throws(ConfigurationErrors) -> ConfigurationFiles {
        let files = try load(options)
        _ = try loadProbes(options, files.configuration)
        _ = try SupportTable.load(directory: try probesDirectory(options, files.configuration))
        return files
    }

    private static func unknownProbe(_ policy: VersionPolicy, _ probes: ProbeLibrary) -> Mistake {
        let near = NearestNames.of(policy.probe, among: probes.entries.map(\.name))
        return Mistake(
            location: policy.origin, what: "there is no probe '\(policy.probe.visible())'",
            remedy: near.isEmpty ? "monitor probes list names them" : "did you mean \(near.joined(separator: ", "))?")
    }

    /// Reads whom the probes fit.
    ///
    /// - Parameter configuration: What it says of their directory counts; `nil` for a command that needs none.
    /// - Throws: `ConfigurationErrors` if there are none to be read.
    static func openProbes(
        _ options: FileOptions, _ configuration: Configuration?
    ) throws(ConfigurationErrors) -> (library: ProbeLibrary, mistakes: [Mistake]) {
        try ProbeCatalogue.open(directory: try probesDirectory(options, configuration))
    }

    /// Reads the whole of all probes.
    ///
    /// - Parameter configuration: What it says of their directory counts; `nil` for a command that needs none.
    /// - Throws: `ConfigurationErrors` with every mistake of the probes.
    static func loadProbes(
        _ options: FileOptions, _ configuration: Configuration?
    ) throws(ConfigurationErrors) -> [Probe] {
        try ProbeCatalogue.load(directory: try probesDirectory(options, configuration)).probes
    }

    /// Found by flag, `MONITOR_PROBES`, the configuration, beside the program, in `/usr/share/monitor`.
    private static func probesDirectory(
        _ options: FileOptions, _ configuration: Configuration?
    ) throws(ConfigurationErrors) -> String {
        if let named = options.probes ?? environmentVariable("MONITOR_PROBES") ?? configuration?.probesDirectory {
            return named
        }
        // A configuration that was named is read for it, although nothing else of it is needed.
        if configuration == nil, options.config != FileOptions.standardConfig,
            let named = try Configuration.load(file: options.config, environment: environment()).probesDirectory
        {
            return named
        }
        let program = programDirectory()
        let places = [program.map { $0 + "/Probes" }, program.map { $0 + "/../share/monitor/Probes" }].compactMap { $0 }
        let known = places + ["/usr/share/monitor/Probes"]
        if let found = known.first(where: isDirectory) { return found }
        throw ConfigurationErrors(mistakes: [
            Mistake(
                location: SourceLocation(file: options.config, line: 1),
                what: "no probes found in \(known.joined(separator: ", "))",
                remedy: "name their directory with --probes or MONITOR_PROBES")
        ])
    }

    private static func isDirectory(_ path: String) -> Bool {
        var status = stat()
        return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }
}

/// The directory of this program's file; `nil` without `/proc`.
func programDirectory() -> String? {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let length = unsafe buffer.withUnsafeMutableBytes { bytes in
        guard let start = bytes.baseAddress else { return 0 }
        return unsafe readlink("/proc/self/exe", start.assumingMemoryBound(to: CChar.self), bytes.count)
    }
    guard length > 0, let slash = buffer[..<length].lastIndex(of: UInt8(ascii: "/")) else { return nil }
    return String(decoding: buffer[..<slash], as: UTF8.self)
}

/// The environment by name, for secrets that the configuration takes from it.
func environment() -> [String: String] {
    var variables: [String: String] = [:]
    var entry = unsafe environ
    while let pair = unsafe entry.pointee {
        let text = unsafe String(cString: pair)
        if let separator = text.firstIndex(of: "=") {
            variables[String(text[..<separator])] = String(text[text.index(after: separator)...])
        }
        unsafe entry += 1
    }
    return variables
}
