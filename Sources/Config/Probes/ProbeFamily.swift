internal import Model

/// Which probe extends which, and what it has from whom.
struct ProbeFamily {
    private let probes: [String: Probe]
    private let parents: [String: String]

    /// - Parameter parents: By the name of the probe that extends them.
    init(probes: [Probe], parents: [String: String]) {
        self.probes = Dictionary(probes.map { ($0.name, $0) }) { first, _ in first }
        self.parents = parents
    }

    /// What is wrong with the parent of a probe, if something is.
    func mistake(of name: String) -> (what: String, remedy: String)? {
        guard let parent = parents[name] else { return nil }
        guard probes[parent] != nil else {
            return (
                "there is no probe \(quoted(parent))",
                remedy(for: parent, among: probes.keys.sorted(), otherwise: "write the name of a file without .yaml")
            )
        }
        return line(above: name).contains(name)
            ? ("\(quoted(name)) extends itself", "remove 'extends' from one of \(listed(line(above: name)))") : nil
    }

    /// The probe with all that it has from those that it extends: facts and groups that it does not have itself.
    func complete(_ probe: Probe) -> Probe {
        var probe = probe
        let ancestors = line(above: probe.name)
        for ancestor in ancestors.compactMap({ probes[$0] }) {
            let facts = Set(probe.facts.map(\.name))
            probe.facts += ancestor.facts.filter { !facts.contains($0.name) }
            let groups = Set(probe.groups.map(\.name))
            probe.groups += ancestor.groups.filter { !groups.contains($0.name) }
        }
        probe.ancestors = Set(ancestors)
        return probe
    }

    /// Those that a probe extends, the nearest first; ends where it comes round to one that it has already.
    private func line(above name: String) -> [String] {
        var line: [String] = []
        var next = parents[name]
        while let parent = next, !line.contains(parent) {
            line.append(parent)
            next = parents[parent]
        }
        return line
    }
}
