public import Model

/// All probes of a directory.
public struct ProbeCatalogue: Sendable {
    /// In the order of their names.
    public var probes: [Probe]

    public init(probes: [Probe]) {
        self.probes = probes
    }

    /// Reads every `*.yaml` of the directory; the file's name without its ending is the probe's.
    ///
    /// - Throws: All mistakes at once, if there is one.
    public static func load(directory: String) throws(ConfigurationErrors) -> ProbeCatalogue {
        var mistakes = Mistakes()
        var probes: [Probe] = []
        var parents: [String: (name: String, location: SourceLocation)] = [:]
        let names: [String]
        do {
            names = try TextFile.names(inDirectory: directory).filter { $0.hasSuffix(".yaml") }
                .map { String($0.dropLast(".yaml".count)) }.sorted()
        } catch {
            mistakes.add(
                SourceLocation(file: directory, line: 1), "the directory of the probes \(error.what)", error.remedy)
            throw ConfigurationErrors(mistakes: mistakes.sorted(files: []))
        }
        for name in names {
            let file = "\(name).yaml"
            guard let yaml = YAMLFile.read("\(directory)/\(file)", name: file, &mistakes) else { continue }
            var reader = ProbeReader(name: name)
            if let probe = reader.read(yaml.root) { probes.append(probe) }
            parents[name] = reader.parent
            mistakes.add(reader.mistakes)
        }
        if names.isEmpty {
            mistakes.add(
                SourceLocation(file: directory, line: 1), "the directory holds no probes", "name the directory Probes/")
        }
        let family = ProbeFamily(probes: probes, parents: parents.mapValues(\.name))
        for (name, parent) in parents.sorted(by: { $0.key < $1.key }) {
            if let mistake = family.mistake(of: name) { mistakes.add(parent.location, mistake.what, mistake.remedy) }
        }
        guard mistakes.isEmpty else {
            throw ConfigurationErrors(mistakes: mistakes.sorted(files: names.map { "\($0).yaml" }))
        }
        return ProbeCatalogue(probes: probes.map(family.complete))
    }
}
