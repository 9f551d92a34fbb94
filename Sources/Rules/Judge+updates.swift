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
    static let generalSystems: Set<String> = ["windows", "linux", "freebsd", "openbsd", "macos"]

    private var counts: [Kind: [String: Int]] = [:]
    private var counted: [Host.Name: (kind: Kind, version: String)] = [:]
    /// Another number whenever something of it has changed.
    private(set) var generation = 0

    static func kind(of facts: HostFacts) -> Kind? {
        guard let vendor = facts.vendor, let model = facts.model, let system = facts.os,
            !generalSystems.contains(system.lowercased())
        else { return nil }
        return Kind(vendor: vendor, model: model, system: system)
    }

    /// Counts what a host says of itself, instead of what it said before.
    mutating func count(_ host: Host.Name, _ facts: HostFacts?) {
        let new = facts.flatMap { facts in
            VersionTally.kind(of: facts).flatMap { kind in facts.version.map { (kind: kind, version: $0) } }
        }
        let old = counted[host]
        if old?.kind == new?.kind, old?.version == new?.version { return }
        generation += 1
        if let old {
            counts[old.kind]?[old.version, default: 1] -= 1
            if counts[old.kind]?[old.version] == 0 { counts[old.kind]?[old.version] = nil }
        }
        counted[host] = new
        if let new { counts[new.kind, default: [:]][new.version, default: 0] += 1 }
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
        watched[place].kindMaximum = watched[place].facts.flatMap { probes.maximum(of: $0.probes) }
        tally.count(watched[place].host.id, facts(of: place))
        for guest in guestPlaces(of: place) { tally.count(watched[guest].host.id, facts(of: guest)) }
    }

    func guestPlaces(of place: Int) -> [Int] {
        (guests[place] ?? [:]).values.flatMap(\.values).sorted()
    }

    /// Judges what a host said of itself when it was asked last; each visit that is answered shows that it still is there.
    mutating func judgeUpdates(of place: Int, at time: Timestamp, into outcome: inout Outcome) {
        let facts = facts(of: place)
        let basis = UpdateVerdicts.Basis(
            facts: facts, generation: tally.generation, day: time.milliseconds / 86_400_000)
        if watched[place].updates?.basis != basis {
            let found = [version(of: facts), support(of: facts, at: time)]
            watched[place].updates = UpdateVerdicts(basis: basis, found: found)
            for (subject, verdict) in zip(UpdateVerdicts.subjects, found) {
                lay(verdict, subject, on: place, at: time, into: &outcome)
            }
        }
        for (subject, verdict) in zip(UpdateVerdicts.subjects, watched[place].updates?.found ?? []) {
            guard let verdict, let lamp = watched[place].lamp(.updates, subject), watched[place].lamps[lamp].isPresent
            else { continue }
            watched[place].lamps[lamp].take(verdict.status, because: verdict.reason, at: time)
        }
    }

    /// What its version is held against, the policy first; `nil` where there is nothing to hold it against.
    private func version(of facts: HostFacts?) -> UpdateVerdicts.Verdict? {
        guard let facts, let version = facts.version else { return nil }
        let policy = updates.policies.last { facts.probes.contains($0.probe) }
        let isOld = policy.map { VersionOrder.isOlder(version, than: $0.minimum) }
        if let policy, isOld != .some(.some(false)) {
            // Of two lines of versions nobody knows which is the older.
            return UpdateVerdicts.Verdict(
                status: isOld == .some(.some(true)) ? .yellow : .grey,
                reason: .version(version, .policy(minimum: policy.minimum)), origin: .file(policy.origin))
        }
        if let kind = VersionTally.kind(of: facts), let most = tally.majority(of: kind),
            let isBehind = VersionOrder.isOlder(version, than: most.version)
        {
            return UpdateVerdicts.Verdict(
                status: isBehind ? .yellow : .green,
                reason: .version(version, .fleet(version: most.version, count: most.count, of: most.total)),
                origin: .builtIn, hold: UpdateVerdicts.fleetHold)
        }
        return policy.map {
            UpdateVerdicts.Verdict(
                status: .green, reason: .version(version, .policy(minimum: $0.minimum)), origin: .file($0.origin))
        }
    }

    /// Whether the maker of its system mends it, if the table knows that.
    private func support(of facts: HostFacts?, at time: Timestamp) -> UpdateVerdicts.Verdict? {
        guard let text = facts?.systemDescription,
            let system = updates.ended.first(where: { systems.matches($0.description, text) })
        else { return nil }
        return UpdateVerdicts.Verdict(
            status: system.end < time ? .yellow : .green, reason: .support(name: system.name, ends: system.end),
            origin: .builtIn)
    }

    /// Gives the host the lamp of a verdict, or takes it away: what there is nothing to hold against has no light.
    private mutating func lay(
        _ verdict: UpdateVerdicts.Verdict?, _ subject: String, on place: Int, at time: Timestamp,
        into outcome: inout Outcome
    ) {
        let known = watched[place].lamp(.updates, subject)
        let judgement = verdict.flatMap { verdict in
            book.page(for: watched[place].host).judgement(
                aspect: .updates, subject: subject,
                otherwise: Judgement(
                    condition: .states(StateMap([:])), unit: .none, hold: verdict.hold, origin: verdict.origin))
        }
        guard let judgement else {
            if let known, watched[place].lamps[known].source == .updates {
                remove(known, of: place, now: time, into: &outcome)
            }
            return
        }
        let index = known ?? watched[place].lamps.count
        if known == nil {
            watched[place].lamps.append(
                Lamp(
                    aspect: .updates, subject: subject, source: .updates, interval: watched[place].interval,
                    origin: intern(judgement.origin), since: time))
        }
        watched[place].lamps[index].follow(judgement, origin: intern(judgement.origin))
        watched[place].lamps[index].interval = watched[place].interval
        watched[place].lamps[index].isAttached = true
        watched[place].lamps[index].isPresent = true
    }
}

/// What was made of a host's version and system, kept until something of it changes: most visits only show that it still holds.
struct UpdateVerdicts: Sendable {
    /// What it rests on.
    struct Basis: Equatable, Sendable {
        var facts: HostFacts?
        var generation: Int
        /// Support ends on a day.
        var day: Int64
    }

    struct Verdict: Sendable {
        var status: Status
        var reason: Reason
        var origin: Origin
        var hold = Duration.zero
    }

    static let subjects = [Judge.versionSubject, Judge.supportSubject]
    /// A fleet is not upgraded in a day: nobody is behind before that.
    static let fleetHold = Duration.seconds(86_400)

    var basis: Basis
    /// In the order of the subjects.
    var found: [Verdict?]
}
