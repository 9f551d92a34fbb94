public import Model

extension Judge {
    /// Changes that touch more hosts than this are told of the daemon alone.
    static let mostTouched = 100
    /// Settings by which every host is read or judged.
    private static let sweeping: Set<String> = ["interval", "ping"]

    /// Tells what another configuration changed: each host what concerns it, and the daemon all. No light changes for it,
    /// and nobody is alarmed.
    ///
    /// - Parameter items: All of them; none where nothing is told.
    public mutating func take(_ items: [ConfigurationChange.Item], now: Timestamp) -> Outcome {
        var outcome = Outcome()
        guard !items.isEmpty else { return outcome }
        var concerns: [Int: [ConfigurationChange.Item]] = [:]
        var isWide = false
        for item in items {
            let places = touched(by: item)
            guard places.count <= Judge.mostTouched else {
                isWide = true
                continue
            }
            for place in places { concerns[place, default: []].append(item) }
        }
        for (place, items) in concerns.sorted(by: { $0.key < $1.key }) {
            tell(.configured(ConfigurationChange(items)), of: place, now: now, into: &outcome)
        }
        let check = Check(host: Judge.ownHost, aspect: .services, subject: "configuration")
        let status = watched[own].lamp(check.aspect, check.subject).map { watched[own].lamps[$0].status } ?? .green
        outcome.events.append(
            Event(
                time: now, check: check, from: status, to: status,
                reason: .finding(.configured(ConfigurationChange(items, isWide: isWide)))))
        outcome.changedHosts.insert(Judge.ownHost)
        return finish(outcome)
    }

    /// The hosts that are read or judged otherwise because of it.
    private func touched(by item: ConfigurationChange.Item) -> [Int] {
        switch item.part {
        case .host:
            // Every host is told of itself, however many are new.
            return item.kind == .removed ? [] : places[item.name].map { [$0] } ?? []
        case .site:
            return item.kind == .changed ? hosts { $0.site == item.name } : []
        case .rule: return hosts { item.scope?.fits($0) ?? true }
        case .credential: return hosts { $0.credential == item.name }
        case .policy:
            return watched.indices.filter { $0 != own && watched[$0].facts?.probes.contains(item.name) ?? false }
        case .application: return []
        case .setting: return Judge.sweeping.contains(item.name) ? hosts { _ in true } : []
        }
    }

    private func hosts(where isMeant: (Host) -> Bool) -> [Int] {
        watched.indices.filter { $0 != own && isMeant(watched[$0].host) }
    }
}
