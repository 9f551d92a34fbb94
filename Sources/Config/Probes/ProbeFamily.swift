internal import Model

/// Which probe extends which.
struct ProbeFamily: Sendable {
    private let names: Set<String>
    private let parents: [String: String]

    /// - Parameter parents: By the name of the probe that extends them.
    init(names: Set<String>, parents: [String: String]) {
        self.names = names
        self.parents = parents
    }

    /// What is wrong with the parent of a probe, if something is.
    func mistake(of name: String) -> (what: String, remedy: String)? {
        guard let parent = parents[name] else { return nil }
        guard names.contains(parent) else {
            return (
                "there is no probe \(quoted(parent))",
                remedy(for: parent, among: names.sorted(), otherwise: "write the name of a file without .yaml")
            )
        }
        return line(above: name).contains(name)
            ? ("\(quoted(name)) extends itself", "remove 'extends' from one of \(listed(line(above: name)))") : nil
    }

    /// Those that a probe extends, the nearest first; ends where it comes round to one that it has already.
    func line(above name: String) -> [String] {
        var line: [String] = []
        var next = parents[name]
        while let parent = next, !line.contains(parent) {
            line.append(parent)
            next = parents[parent]
        }
        return line
    }
}

extension Probe {
    /// The probe with all that it has from those that it extends: facts and groups that it does not have itself.
    ///
    /// - Parameter ancestors: The nearest first.
    func extending(_ ancestors: [Probe]) -> Probe {
        var probe = self
        for ancestor in ancestors {
            let facts = Set(probe.facts.map(\.name))
            probe.base = probe.base ?? ancestor.base
            probe.facts += ancestor.facts.filter { !facts.contains($0.name) }
            let groups = Set(probe.groups.map(\.name))
            probe.groups += ancestor.groups.filter { !groups.contains($0.name) }
        }
        probe.ancestors = Set(ancestors.map(\.name))
        return probe
    }
}
