public import Model

/// All probes of a directory, and of the directories in it.
public struct ProbeCatalogue: Sendable {
    /// In the order of their names.
    public var probes: [Probe]

    public init(probes: [Probe]) {
        self.probes = probes
    }

    /// Reads the whole of every `*.yaml`; the file's name without its ending is the probe's.
    ///
    /// - Throws: All mistakes at once, if there is one.
    public static func load(directory: String) throws(ConfigurationErrors) -> ProbeCatalogue {
        var mistakes = Mistakes()
        var probes: [Probe] = []
        var parents: [String: ProbeFile.Parent] = [:]
        let files = try ProbeFile.all(in: directory, &mistakes)
        for file in files {
            guard let (probe, parent) = file.read(&mistakes) else { continue }
            probes.append(probe)
            parents[file.name] = parent
        }
        let family = ProbeFamily(names: Set(probes.map(\.name)), parents: parents.mapValues(\.name))
        for (name, parent) in parents.sorted(by: { $0.key < $1.key }) {
            if let mistake = family.mistake(of: name) { mistakes.add(parent.location, mistake.what, mistake.remedy) }
        }
        guard mistakes.isEmpty else { throw ConfigurationErrors(mistakes: mistakes.sorted(files: files.map(\.file))) }
        let byName = Dictionary(probes.map { ($0.name, $0) }) { first, _ in first }
        return ProbeCatalogue(
            probes: probes.map { probe in
                probe.extending(family.line(above: probe.name).compactMap { byName[$0] })
            })
    }

    /// Reads whom each probe fits; the rest of one when a device is there that it fits. A probe with mistakes is left out.
    ///
    /// - Returns: The probes without those left out, and what is wrong with those. Mistakes in the rest are told by the
    ///   library when it is read.
    /// - Throws: `ConfigurationErrors` if the directory cannot be read or holds none.
    public static func open(
        directory: String
    ) throws(ConfigurationErrors) -> (library: ProbeLibrary, mistakes: [Mistake]) {
        var mistakes = Mistakes()
        var entries: [ProbeLibrary.Entry] = []
        var parents: [String: ProbeFile.Parent] = [:]
        let files = try ProbeFile.all(in: directory, &mistakes)
        for file in files {
            var own = Mistakes()
            let read = file.readEntry(&own)
            mistakes.add(own)
            guard let (entry, parent) = read, own.isEmpty else { continue }
            entries.append(entry)
            parents[file.name] = parent
        }
        let family = ProbeFamily(names: Set(files.map(\.name)), parents: parents.mapValues(\.name))
        let readable = Set(entries.map(\.name))
        entries.removeAll { entry in
            guard let parent = parents[entry.name] else { return false }
            if let mistake = family.mistake(of: entry.name) {
                mistakes.add(parent.location, mistake.what, mistake.remedy)
                return true
            }
            guard let lacking = family.line(above: entry.name).first(where: { !readable.contains($0) }) else {
                return false
            }
            mistakes.add(parent.location, "\(quoted(lacking)), which it extends, is left out", "mend that one")
            return true
        }
        let maxima = Dictionary(entries.map { ($0.name, $0.maximum) }) { first, _ in first }
        for place in entries.indices {
            let line = family.line(above: entries[place].name)
            entries[place].ancestors = Set(line)
            entries[place].maximum = entries[place].maximum ?? line.lazy.compactMap { maxima[$0] ?? nil }.first
        }
        let byName = Dictionary(files.map { ($0.name, $0) }) { first, _ in first }
        let library = ProbeLibrary(entries: entries, texts: files.map(\.bytes)) {
            name throws(ProbeLibrary.Fault) in try ProbeCatalogue.read(name, of: family, in: byName)
        }
        return (library, mistakes.sorted(files: files.map(\.file)))
    }

    /// The whole of one probe with all that it extends.
    private static func read(
        _ name: String, of family: ProbeFamily, in files: [String: ProbeFile]
    ) throws(ProbeLibrary.Fault) -> Probe {
        var mistakes = Mistakes()
        let line = ([name] + family.line(above: name)).compactMap { files[$0]?.read(&mistakes)?.probe }
        guard mistakes.isEmpty, let probe = line.first else {
            throw ProbeLibrary.Fault(lines: mistakes.sorted(files: []).map(\.description))
        }
        return probe.extending(Array(line.dropFirst()))
    }
}
