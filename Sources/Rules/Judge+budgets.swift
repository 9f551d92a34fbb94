public import Model

extension Judge {
    /// What SNMP to and from the hosts of each site with a budget took, in bytes a second, by the last visits of those
    /// that were visited within two intervals.
    public func usedBytesPerSecond(now: Timestamp) -> [Site.Key: Int] {
        var used: [Site.Key: Double] = [:]
        for site in fleet.sites where site.budget != nil { used[site.id] = 0 }
        guard !used.isEmpty else { return [:] }
        for host in watched where used[host.host.site] != nil {
            guard let visited = host.visited, now - visited <= host.interval * 2 else { continue }
            let bytes = Double(host.cost.bytesSent) + Double(host.cost.bytesReceived)
            used[host.host.site, default: 0] += bytes * 1000 / Double(max(1, host.interval.wholeMilliseconds))
        }
        return used.mapValues { Int($0.rounded()) }
    }
}
