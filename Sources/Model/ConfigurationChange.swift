/// What another configuration changed, by name. It becomes an event and is kept for ever: so it names a few of many.
public struct ConfigurationChange: Sendable, Hashable, Codable {
    /// What of a configuration has a name.
    public enum Part: String, Sendable, Hashable, Codable, CaseIterable {
        case host, site, rule, credential, application, policy, setting
    }

    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        case added, removed, changed
    }

    /// Things of one part with which the same happened.
    public struct Entry: Sendable, Hashable, Codable {
        public var part: Part
        public var kind: Kind
        /// At most `nameLimit`, by name.
        public var names: [String]
        /// How many there are beside these.
        public var more: Int?
        /// What of it changed, in the words of the configuration; only where there is one name.
        public var fields: [String]?
    }

    /// More names than these are counted.
    public static let nameLimit = 8
    private static let fieldLimit = 8
    private static let textLimit = 80

    public var entries: [Entry]
    /// It touches so many hosts that they are not told of it one by one.
    public var isWide: Bool?

    /// - Parameter items: In any order.
    public init(_ items: [Item], isWide: Bool = false) {
        self.isWide = isWide ? true : nil
        entries = Part.allCases.flatMap { part in
            Kind.allCases.compactMap { kind in
                let alike = items.filter { $0.part == part && $0.kind == kind }.sorted { $0.name < $1.name }
                guard let first = alike.first else { return nil }
                let rest = alike.count - Self.nameLimit
                return Entry(
                    part: part, kind: kind,
                    names: alike.prefix(Self.nameLimit).map { String($0.name.prefix(Self.textLimit)) },
                    more: rest > 0 ? rest : nil,
                    fields: alike.count == 1 && !first.fields.isEmpty
                        ? first.fields.prefix(Self.fieldLimit).map { String($0.prefix(Self.textLimit)) } : nil)
            }
        }
    }
}

extension ConfigurationChange {
    /// One thing of a configuration that is there, is gone, or is another one than before.
    public struct Item: Sendable, Hashable {
        public var part: Part
        public var kind: Kind
        /// Of a rule what it picks: `disk srv-* tag vmware`.
        public var name: String
        /// What of it changed, in the words of the configuration.
        public var fields: [String]
        /// Whom a rule is about.
        public var scope: Scope?

        public init(_ part: Part, _ kind: Kind, _ name: String, fields: [String] = [], scope: Scope? = nil) {
            self.part = part
            self.kind = kind
            self.name = name
            self.fields = fields
            self.scope = scope
        }
    }

    /// The patterns by which a rule picks hosts; `nil` picks all.
    public struct Scope: Sendable, Hashable, Codable {
        public var host: String?
        public var site: String?
        public var tag: String?

        public init(host: String? = nil, site: String? = nil, tag: String? = nil) {
            self.host = host
            self.site = site
            self.tag = tag
        }

        /// Whether a host is picked.
        public func fits(_ host: Host) -> Bool {
            self.host.map { NamePattern($0).fits(host.id) } ?? true
                && site.map { NamePattern($0).fits(host.site) } ?? true
                && tag.map { tag in host.tags.contains { NamePattern(tag).fits($0) } } ?? true
        }
    }
}
