public import Model

/// A look at many hosts at once, for a person who wants to know what is there.
extension Exchange {
    /// Begins to visit every host that was configured, once and at once, without echoes; each is reported. To be called
    /// instead of `start`.
    ///
    /// - Returns: The hosts that have no agent that can be asked; they are not reported.
    public func visitEachOnce() -> [Host.Name] {
        agenda.removeAll()
        echoes.removeAll()
        start()
        for place in hosts.indices { visit(place, late: .zero) }
        wake()
        return hosts.filter { $0.agent == nil }.map(\.target.host.id)
    }

    /// Visits a host once more, by SNMPv1, that was silent to SNMPv2c: some agents know nothing else.
    ///
    /// - Returns: Whether it is visited, and will be reported again.
    public func visitByVersion1(_ name: Host.Name) -> Bool {
        guard let place = places[name], hosts[place].triesVersion1 else { return false }
        visit(place, late: .zero)
        wake()
        return true
    }

    /// What a visit that was answered found, with the instances that its values come from; `nil` for a silent one.
    ///
    /// Only until the next discovery of that host: the report says nothing of instances, the plan does.
    public func discovered(by report: PollReport) -> DiscoveredHost? {
        guard report.outcome == .answered, let place = places[report.host] else { return nil }
        let memory = hosts[place].memory
        return DiscoveredHost(
            facts: report.facts ?? memory.facts ?? HostFacts(),
            groups: memory.plan.discovered(readings: report.readings, descriptions: memory.descriptions),
            packets: report.cost.packetsSent, surroundings: report.surroundings)
    }
}
