/// How long the hosts of a site were gone: the sum of its red incidents of reach.
public struct Outages: Sendable, Hashable {
    public var site: Site.Key
    /// How many incidents.
    public var count: Int
    public var duration: Duration

    public init(site: Site.Key, count: Int, duration: Duration) {
        self.site = site
        self.count = count
        self.duration = duration
    }

    /// By site, the longest first; those that had none are left out.
    ///
    /// - Parameters:
    ///   - from: What lies before does not count; `nil`: all counts.
    ///   - to: Nor does what lies behind; open incidents last until then.
    public static func by(site incidents: [Incident], from: Timestamp? = nil, to: Timestamp) -> [Outages] {
        var found: [Site.Key: Outages] = [:]
        for incident in incidents where incident.isOutage {
            let begin = max(incident.opened, from ?? incident.opened)
            let end = min(incident.closed ?? to, to)
            guard end >= begin else { continue }
            found[incident.site, default: Outages(site: incident.site, count: 0, duration: .zero)].add(end - begin)
        }
        return found.values.sorted { ($1.duration, $0.site) < ($0.duration, $1.site) }
    }

    private mutating func add(_ length: Duration) {
        count += 1
        duration += length
    }
}

extension Incident {
    /// A host was gone.
    public var isOutage: Bool { cause.aspect == .reach && cause.subject.isEmpty && worst == .red }
}
