public import Model

/// A fleet built host by host, each with an address of its own.
public struct Town: Sendable {
    public private(set) var hosts: [Host] = []
    public private(set) var sites: [Site] = [Site(id: "hall", name: "Town hall")]

    public init() {}

    public var fleet: Fleet { Fleet(sites: sites, hosts: hosts) }

    /// Adds a host that is pinged, and read by SNMP unless `isRead` is false.
    public mutating func add(
        _ name: Host.Name, behind parents: [Host.Name] = [], site: Site.Key = "hall", isRead: Bool = true,
        tags: [String] = [], maximum: Status? = nil, isSlow: Bool = false, hours: Host.Hours? = nil
    ) {
        if !sites.contains(where: { $0.id == site }) { sites.append(Site(id: site, name: site)) }
        let address = IPAddress.v4(0x0a00_0001 + UInt32(hosts.count))
        hosts.append(
            Host(
                id: name, endpoint: Endpoint(address: address, port: 161), site: site,
                credential: isRead ? "public" : nil, parents: parents, tags: tags, isSlow: isSlow, maximum: maximum,
                hours: hours))
    }

    /// Makes a site slow, or gives it a budget; those of its hosts are made slow one by one.
    public mutating func limit(_ site: Site.Key, isSlow: Bool = true, budget: Int?) {
        for place in sites.indices where sites[place].id == site {
            sites[place].isSlow = isSlow
            sites[place].budget = budget
        }
    }

    /// When a site is open, and when work on it is planned.
    public mutating func open(_ site: Site.Key, hours: String? = nil, maintenance: String? = nil) {
        if !sites.contains(where: { $0.id == site }) { sites.append(Site(id: site, name: site)) }
        for place in sites.indices where sites[place].id == site {
            sites[place].hours = hours
            sites[place].maintenance = maintenance
        }
    }

    /// Adds a host as it is, or puts it in the place of the one of its name.
    public mutating func put(_ host: Host) {
        if let place = hosts.firstIndex(where: { $0.id == host.id }) {
            hosts[place] = host
        } else {
            hosts.append(host)
        }
        if !sites.contains(where: { $0.id == host.site }) { sites.append(Site(id: host.site, name: host.site)) }
    }

    /// Adds a site, or puts it in the place of the one of its key.
    public mutating func put(_ site: Site) {
        sites.removeAll { $0.id == site.id }
        sites.append(site)
    }

    public mutating func remove(_ name: Host.Name) {
        hosts.removeAll { $0.id == name }
    }

    /// One core switch, so many switches behind it, so many access points behind those in turn.
    public static func tree(switches: Int, accessPoints: Int) -> Town {
        var town = Town()
        town.add("core-1")
        for number in 1...switches { town.add("sw-\(number)", behind: ["core-1"]) }
        for number in 0..<accessPoints { town.add("ap-\(number + 1)", behind: ["sw-\(number % switches + 1)"]) }
        return town
    }
}
