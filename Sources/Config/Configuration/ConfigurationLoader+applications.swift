internal import Model

extension ConfigurationLoader {
    /// Reads all under `applications:`: a name, and what it needs in words, `all of db-1, one of web-1..3`.
    mutating func readApplications(sites: NamedSites, tags: Set<String>) -> [Application] {
        entries(under: "applications").compactMap { entry in
            guard let text = entry.value.text(quoted(entry.key), &mistakes) else { return nil }
            do throws(ApplicationMistake) {
                let parts = try Application.parts(of: text)
                for part in parts { check(part, entry, sites, tags) }
                return Application(name: entry.key, parts: parts, origin: entry.keyLocation)
            } catch {
                mistakes.add(
                    entry.value.location, "\(quoted(error.piece)) says not what \(quoted(entry.key)) needs",
                    "write all of db-1, one of web-1..3, 2 of app-*, 75 % of tag wlan, good from 90 %")
                return nil
            }
        }
    }

    private mutating func check(
        _ part: Application.Part, _ entry: YAMLNode.Entry, _ sites: NamedSites, _ tags: Set<String>
    ) {
        let location = entry.value.location
        // Of patterns, tags and sites nobody knows how many there will be.
        var count: Int? = 0
        for member in part.members {
            switch member.choice {
            case .host(let name):
                let pattern = NamePattern(name)
                if !pattern.isOpen, !hostNames.contains(name) {
                    mistakes.add(
                        location, "there is no host \(quoted(name))",
                        remedy(for: name, among: hostNames, otherwise: "use * for any characters: web-*"))
                } else if pattern.isOpen, !hostNames.contains(where: { pattern.fits($0) }) {
                    warnings.add(location, "no host fits \(quoted(name))", "mend the pattern")
                }
                count = pattern.isOpen ? nil : count.map { $0 + member.weight }
            case .tag(let tag):
                if !tags.contains(tag) {
                    mistakes.add(
                        location, "no host has the tag \(quoted(tag))",
                        remedy(for: tag, among: tags.sorted(), otherwise: "write it under a host's tags:"))
                }
                count = nil
            case .site(let key):
                if !sites.contains(key) {
                    mistakes.add(
                        location, "there is no site \(quoted(key))",
                        remedy(for: key, among: sites.names, otherwise: "define it under sites:"))
                }
                count = nil
            }
        }
        for quorum in [part.quorum, part.good] {
            guard case .count(let number)? = quorum, let count, number > count else { continue }
            mistakes.add(location, "\(number) of \(count) cannot work", "write at most \(count)")
        }
    }
}
