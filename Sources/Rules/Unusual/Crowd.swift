internal import Model

/// A value that is held against what is usual.
struct Compared: Sendable {
    /// What is measured alike on many hosts.
    struct Measure: Hashable, Sendable {
        var group: String
        var template: Int
    }

    /// Places of the host and its lamp.
    var place: Int
    var lamp: Int
    var value: Double
    var mean: Double
    var unit: Unit
    /// It was read since the last time.
    var isNew: Bool
    var comparison: Comparison
    var weeks: UsualHour?
    var measure: Measure
    var site: Site.Key
    var subject: String
    /// `nil`: it is not held against others.
    var kin: VersionTally.Kind?
}

/// All values of now: what others of a kind have, and how many are out of the ordinary at the same time.
struct Crowd {
    /// Fewer of a kind tell nothing.
    static let fewest = 8
    /// Of more than so many one makes no difference to what is usual of all.
    static let many = 64
    /// So many at once are no chance.
    static let fewestShared = 3

    private struct Circle: Hashable {
        var measure: Compared.Measure
        /// `nil`: everywhere.
        var site: Site.Key?
    }

    private struct Family: Hashable {
        var kin: VersionTally.Kind
        var measure: Compared.Measure
        var subject: String
    }

    private struct Count {
        var all = 0
        var beyond = 0
    }

    private var circles: [Circle: Count] = [:]
    /// Their means, ascending.
    private var families: [Family: [Double]] = [:]
    /// Of families that are large.
    private var spreads: [Family: Spread] = [:]

    init(_ compared: [Compared]) {
        for entry in compared {
            if let family = Crowd.family(of: entry) { families[family, default: []].append(entry.mean) }
            guard let bounds = entry.weeks.flatMap({ entry.comparison.bounds($0) }) else { continue }
            let isBeyond = bounds.isBeyond(entry.mean)
            for site in [nil, entry.site] {
                let circle = Circle(measure: entry.measure, site: site)
                circles[circle, default: Count()].all += 1
                if isBeyond { circles[circle, default: Count()].beyond += 1 }
            }
        }
        families = families.filter { $0.value.count >= Crowd.fewest }.mapValues { $0.sorted() }
        for (family, means) in families where means.count > Crowd.many { spreads[family] = Spread(means) }
    }

    private static func family(of entry: Compared) -> Family? {
        entry.kin.map { Family(kin: $0, measure: entry.measure, subject: entry.subject) }
    }

    /// A quarter of all, or half of a site, are beyond what is usual for the hour: a holiday, the first day of school, a
    /// day of updates. That is no matter of one host.
    func isShared(_ entry: Compared) -> Bool {
        func count(_ site: Site.Key?) -> Count { circles[Circle(measure: entry.measure, site: site)] ?? Count() }
        let (everywhere, here) = (count(nil), count(entry.site))
        return everywhere.beyond >= Crowd.fewestShared && everywhere.beyond * 4 >= everywhere.all
            || here.beyond >= Crowd.fewestShared && here.beyond * 2 >= here.all
    }

    /// What is known to hold a value against: its own past first. What it has at this hour anyway is not unusual,
    /// whatever others have.
    func grounds(for entry: Compared) -> [Oddity.Ground] {
        let comparison = entry.comparison
        let own = entry.weeks.flatMap { hour in
            comparison.bounds(hour).map { Oddity.Ground(bounds: $0, ground: .weeks(Int(hour.weeks))) }
        }
        var grounds = own.map { [$0] } ?? []
        if let weeks = entry.weeks, entry.mean <= Double(max(weeks.high, weeks.ceiling)) + comparison.least / 4 {
            return grounds
        }
        if let others = others(of: entry) { grounds.append(others) }
        return grounds
    }

    private func others(of entry: Compared) -> Oddity.Ground? {
        guard let family = Crowd.family(of: entry) else { return nil }
        if let spread = spreads[family], let means = families[family] {
            return Oddity.Ground(
                bounds: entry.comparison.bounds(
                    spread, low: means[means[0] == entry.mean ? 1 : 0],
                    high: means[means.count - (means[means.count - 1] == entry.mean ? 2 : 1)],
                    ceiling: means[(means.count - 1) * 9 / 10]),
                ground: .others(means.count - 1))
        }
        guard var means = families[family], let place = means.firstIndex(of: entry.mean) else { return nil }
        means.remove(at: place)
        guard let spread = Spread(means), let low = means.first, let high = means.last else { return nil }
        // One of ten may be as odd itself.
        let ceiling = means[(means.count - 1) * 9 / 10]
        return Oddity.Ground(
            bounds: entry.comparison.bounds(spread, low: low, high: high, ceiling: ceiling),
            ground: .others(means.count))
    }
}
