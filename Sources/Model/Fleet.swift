/// All that is watched. Names are unique; every host's site and parents exist (Config sees to it).
public struct Fleet: Sendable, Equatable {
    public private(set) var sites: [Site]
    public private(set) var hosts: [Host]
    private let hostPlaces: [Host.Name: Int]
    private let sitePlaces: [Site.Key: Int]

    /// Of two hosts or sites with one name the first is kept.
    public init(sites: [Site], hosts: [Host]) {
        self.sites = sites
        self.hosts = hosts
        hostPlaces = Dictionary(hosts.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        sitePlaces = Dictionary(sites.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The host of that name.
    public func host(_ name: Host.Name) -> Host? {
        hostPlaces[name].map { hosts[$0] }
    }

    /// The site of that key.
    public func site(_ key: Site.Key) -> Site? {
        sitePlaces[key].map { sites[$0] }
    }
}

extension Fleet {
    /// What lies between us and a host, as far as asking it goes.
    public enum Line: Sendable, Hashable {
        case fast
        /// The host stands at the far end of a slow line, or alone behind it: the router of a slow site.
        case slow
        /// Another slow host of its site stands before it, which tells of the line.
        case behindSlow
    }

    /// What lies between us and a host.
    public func line(to host: Host) -> Line {
        guard host.isSlow else { return .fast }
        let isBehind = host.parents.contains { parent in
            self.host(parent).map { $0.isSlow && $0.site == host.site } ?? false
        }
        return isBehind ? .behindSlow : .slow
    }
}
