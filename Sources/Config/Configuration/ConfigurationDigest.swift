public import Model

/// A configuration in short: what has a name, and a mark of each thing that is said of it. It is kept to tell at the next
/// reload or start what became another one. It holds no secrets and no texts: only checksums of them.
public struct ConfigurationDigest: Sendable, Hashable, Codable {
    struct Entry: Sendable, Hashable, Codable {
        /// A mark of each field that says something, by its word.
        var fields: [String: UInt32]
        var scope: ConfigurationChange.Scope?
    }

    /// By part and name.
    var parts: [String: [String: Entry]]

    /// What changed from this one to another.
    public func changes(to next: ConfigurationDigest) -> [ConfigurationChange.Item] {
        ConfigurationChange.Part.allCases.flatMap { part in
            let (old, new) = (parts[part.rawValue] ?? [:], next.parts[part.rawValue] ?? [:])
            return Set(old.keys).union(new.keys).sorted().compactMap { name in
                ConfigurationDigest.change(of: part, name, from: old[name], to: new[name])
            }
        }
    }

    private static func change(
        of part: ConfigurationChange.Part, _ name: String, from old: Entry?, to new: Entry?
    ) -> ConfigurationChange.Item? {
        // A setting is always there, written or not.
        guard let old, let new else {
            let kind = part == .setting ? ConfigurationChange.Kind.changed : old == nil ? .added : .removed
            return ConfigurationChange.Item(part, kind, name, scope: (old ?? new)?.scope)
        }
        let fields = Set(old.fields.keys).union(new.fields.keys).filter { old.fields[$0] != new.fields[$0] }
        guard !fields.isEmpty else { return nil }
        return ConfigurationChange.Item(
            part, .changed, name, fields: part == .setting ? [] : fields.sorted(), scope: new.scope)
    }
}

extension Configuration {
    /// In short, with what the files say only: no hosts that were found in tables.
    public var digest: ConfigurationDigest {
        var parts: [ConfigurationChange.Part: [String: ConfigurationDigest.Entry]] = [:]
        func add(
            _ part: ConfigurationChange.Part, _ name: String, _ value: Any, scope: ConfigurationChange.Scope? = nil
        ) {
            var free = name
            var count = 1
            while parts[part]?[free] != nil {
                count += 1
                free = "\(name) (\(count))"
            }
            parts[part, default: [:]][free] = ConfigurationDigest.Entry(
                fields: FieldMarks.of(value, without: Self.identities[part] ?? []), scope: scope)
        }
        for host in fleet.hosts where host.membership == nil { add(.host, host.id, host) }
        for site in fleet.sites { add(.site, site.id, site) }
        for rule in rules {
            add(
                .rule, rule.selectors, rule,
                scope: ConfigurationChange.Scope(host: rule.host, site: rule.site, tag: rule.tag))
        }
        for credential in credentials.values { add(.credential, credential.name, credential) }
        for application in applications { add(.application, application.name, application) }
        for policy in policies { add(.policy, policy.probe, policy) }
        let settings: [(String, Any)] = [
            ("interval", interval), ("ping", ping), ("grace", grace), ("people", people), ("title", title),
            ("backup", backup as Any), ("retention", retention), ("language", language), ("timezone", timezone),
            ("data", dataDirectory), ("socket", socketPath), ("probes", probesDirectory as Any),
        ]
        for (name, value) in settings { add(.setting, name, ["": value]) }
        return ConfigurationDigest(
            parts: Dictionary(parts.map { ($0.key.rawValue, $0.value) }, uniquingKeysWith: { first, _ in first }))
    }

    /// What changed from this configuration to another; also the keys of credentials, of which no digest knows.
    public func changes(to next: Configuration) -> [ConfigurationChange.Item] {
        let changes = digest.changes(to: next.digest)
        let secrets = credentials.values.filter { old in
            guard let new = next.credentials[old.name] else { return false }
            return new != old && !changes.contains { $0.part == .credential && $0.name == old.name }
        }
        return changes + secrets.map { ConfigurationChange.Item(.credential, .changed, $0.name) }
    }

    /// What a thing is known by, and what the program adds to it.
    private static let identities: [ConfigurationChange.Part: Set<String>] = [
        .host: ["id", "membership", "formerMembers"], .site: ["id"], .credential: ["name"], .application: ["name"],
        .policy: ["probe"], .rule: ["aspect", "host", "site", "tag", "subject"],
    ]
}

extension Rule {
    /// What it picks: `disk srv-* site library tag vmware subject C:`.
    fileprivate var selectors: String {
        let named = [("site", site), ("tag", tag), ("subject", subject)].compactMap { word, text in
            text.map { "\(word) \($0)" }
        }
        return ([aspect.rawValue, host].compactMap { $0 } + named).joined(separator: " ")
    }
}
