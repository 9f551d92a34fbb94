internal import Model

/// How many hosts of each model have which version, and what was made of it for each host.
struct VersionTally: Sendable {
    /// Of one maker, model and system.
    struct Kind: Hashable, Sendable {
        var vendor: String
        var model: String
        var system: String
    }

    /// Fewer of one model are no fleet.
    static let fewest = 5
    /// Machines of one model that run these have nothing more in common.
    private static let generalSystems: Set<String> = ["windows", "linux", "freebsd", "openbsd", "macos"]

    private var counts: [Kind: [String: Int]] = [:]
    private var counted: [Host.Name: (kind: Kind, version: String)] = [:]

    static func kind(of facts: HostFacts) -> Kind? {
        guard let vendor = facts.vendor, let model = facts.model, let system = facts.os,
            !generalSystems.contains(system.lowercased())
        else { return nil }
        return Kind(vendor: vendor, model: model, system: system)
    }

    /// Counts what a host says of itself, instead of what it said before.
    mutating func count(_ host: Host.Name, _ facts: HostFacts?) {
        if let old = counted.removeValue(forKey: host) {
            counts[old.kind]?[old.version, default: 1] -= 1
            if counts[old.kind]?[old.version] == 0 { counts[old.kind]?[old.version] = nil }
        }
        guard let facts, let kind = VersionTally.kind(of: facts), let version = facts.version else { return }
        counted[host] = (kind, version)
        counts[kind, default: [:]][version, default: 0] += 1
    }

    /// The version that more than half of a kind have.
    func majority(of kind: Kind) -> (version: String, count: Int, total: Int)? {
        guard let versions = counts[kind] else { return nil }
        let total = versions.values.reduce(0, +)
        guard total >= VersionTally.fewest, let most = versions.max(by: { ($0.value, $0.key) < ($1.value, $1.key) }),
            2 * most.value > total
        else { return nil }
        return (most.key, most.value, total)
    }
}

extension Judge {
    /// The subjects of the lights for a host's version, and for its system's support.
    public static let versionSubject = ""
    public static let supportSubject = "support"

    /// What is known of a host: what it says of itself, else what its manager says of it.
    func facts(of place: Int) -> HostFacts? {
        if let facts = watched[place].facts { return facts }
        guard let row = watched[place].host.membership, let manager = places[row.manager],
            row.model != nil || row.serial != nil || row.version != nil
        else { return nil }
        let known = watched[manager].facts
        return HostFacts(
            vendor: known?.vendor, model: row.model, os: known?.os, serial: row.serial, version: row.version)
    }

    /// Takes note of what is known of a host and of those that stand in its tables.
    mutating func countFacts(of place: Int) {
        tally.count(watched[place].host.id, facts(of: place))
        for guest in guestPlaces(of: place) { tally.count(watched[guest].host.id, facts(of: guest)) }
    }

    func guestPlaces(of place: Int) -> [Int] {
        (guests[place] ?? [:]).values.flatMap(\.values).sorted()
    }

    /// Judges what a host said of itself when it was asked last; each visit that is answered shows that it still is there.
    mutating func judgeUpdates(of place: Int, at time: Timestamp) {
        guard let facts = facts(of: place) else { return }
        let page = facts.version == nil && updates.ended.isEmpty ? nil : book.page(for: watched[place].host)
        guard let page else { return }
        if let found = verdict(on: facts) {
            show(found, Judge.versionSubject, on: place, page, at: time)
        }
        if let end = ended(facts) {
            let found = Found(
                status: end.end < time ? .yellow : .green, reason: .support(name: end.name, ends: end.end),
                origin: .builtIn)
            show(found, Judge.supportSubject, on: place, page, at: time)
        }
    }

    private struct Found {
        var status: Status
        var reason: Reason
        var origin: Origin
    }

    /// What its version is held against, the policy first; `nil` where there is nothing to hold it against.
    private func verdict(on facts: HostFacts) -> Found? {
        guard let version = facts.version else { return nil }
        let policy = updates.policies.last { facts.probes.contains($0.probe) }
        if let policy, VersionOrder.isOlder(version, than: policy.minimum) == true {
            return Found(
                status: .yellow, reason: .version(version, .policy(minimum: policy.minimum)),
                origin: .file(policy.origin))
        }
        if let kind = VersionTally.kind(of: facts), let most = tally.majority(of: kind) {
            let isBehind = VersionOrder.isOlder(version, than: most.version) == true
            return Found(
                status: isBehind ? .yellow : .green,
                reason: .version(version, .fleet(version: most.version, count: most.count, of: most.total)),
                origin: .builtIn)
        }
        return policy.map {
            Found(
                status: .green, reason: .version(version, .policy(minimum: $0.minimum)), origin: .file($0.origin))
        }
    }

    /// The system that it runs, if the table of those that are mended no longer knows it.
    private func ended(_ facts: HostFacts) -> EndOfSupport? {
        guard let text = facts.systemDescription else { return nil }
        return updates.ended.first { systems.matches($0.description, text) }
    }

    private mutating func show(
        _ found: Found, _ subject: String, on place: Int, _ page: RuleBook.Page, at time: Timestamp
    ) {
        let standard = Judgement(
            condition: .states(StateMap([:])), unit: .none, hold: .zero, origin: found.origin)
        let judgement = page.judgement(aspect: .updates, subject: subject, otherwise: standard)
        let known = watched[place].lamp(.updates, subject)
        guard let judgement else {
            if let known { watched[place].lamps[known].isPresent = false }
            return
        }
        let index = known ?? watched[place].lamps.count
        if known == nil {
            watched[place].lamps.append(
                Lamp(
                    aspect: .updates, subject: subject, source: .readings, interval: watched[place].interval,
                    origin: intern(judgement.origin), since: time))
        }
        watched[place].lamps[index].follow(judgement, origin: intern(judgement.origin))
        watched[place].lamps[index].interval = watched[place].interval
        watched[place].lamps[index].isAttached = true
        watched[place].lamps[index].isPresent = true
        watched[place].lamps[index].take(found.status, because: found.reason, at: time)
    }
}
