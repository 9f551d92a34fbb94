public import Model

/// The dated table of systems that their makers mend no longer, in the directory of the probes.
public enum SupportTable {
    /// Its name there; it is no probe.
    static let file = "support.yaml"

    /// Reads it; none is empty.
    ///
    /// - Throws: All its mistakes.
    public static func load(directory: String) throws(ConfigurationErrors) -> [EndOfSupport] {
        let path = "\(directory)/\(file)"
        guard TextFile.exists(path) else { return [] }
        var mistakes = Mistakes()
        var systems: [EndOfSupport] = []
        if let yaml = YAMLFile.read(path, name: file, &mistakes) {
            for node in yaml.root.list("the file", acceptsOne: false, &mistakes) ?? [] {
                if let system = read(node, &mistakes) { systems.append(system) }
            }
        }
        guard mistakes.isEmpty else { throw ConfigurationErrors(mistakes: mistakes.sorted(files: [file])) }
        return systems
    }

    private static func read(_ node: YAMLNode, _ mistakes: inout Mistakes) -> EndOfSupport? {
        guard let fields = Fields(node, of: "a system", known: ["name", "sysDescr", "ends"], &mistakes),
            fields.required("name", of: "a system", "write how people call it: name: …", &mistakes) != nil,
            let pattern = fields.required("sysDescr", of: "a system", "write how it is recognised", &mistakes),
            let day = fields.required("ends", of: "a system", "write its last day: ends: 2023-10-10", &mistakes),
            let name = fields.display("name", &mistakes), let text = pattern.text("'sysDescr'", &mistakes)
        else { return nil }
        do {
            _ = try Regex(text)
        } catch {
            mistakes.add(
                pattern.location, "\(quoted(text)) is no regular expression", "mend it, or escape . ( [ * + ? with \\")
            return nil
        }
        guard let written = day.text("'ends'", &mistakes) else { return nil }
        guard written.count == 10, let end = Timestamp(iso8601: written + "T23:59:59Z") else {
            mistakes.add(day.location, "\(quoted(written)) is no day", "write it as 2023-10-10")
            return nil
        }
        return EndOfSupport(name: name, description: text, end: end)
    }
}
