import Model
import Store

/// The hosts of a town, polled once a minute from one moment to another.
struct Town {
    private var sources: [TownSource] = []

    init(hosts: Int, from start: Timestamp) {
        for (number, host) in TownPlan.hosts(hosts).enumerated() {
            var chance = Chance(seed: 4, UInt64(number))
            let phase = Int64(chance.below(59_000))
            let started = start.milliseconds - Int64(chance.below(200)) * 86_400_000
            for (place, group) in TownPlan.groups(host: host, number: number).enumerated() {
                let signals = (0..<group.layout.slotCount).map { slot -> Signal? in
                    guard case .signal(let kind)? = group.behaviour(of: slot) else { return nil }
                    let seed = UInt64(number) << 32 | UInt64(place) << 16 | UInt64(slot)
                    return Signal(kind, index: slot / 2 % 4, chance: Chance(seed: 5, seed))
                }
                sources.append(
                    TownSource(
                        group: group, signals: signals, chance: chance, phase: phase + Int64(place) * 120,
                        started: started))
            }
        }
        sources.sort { $0.phase < $1.phase }
    }

    /// Stores what is read of all hosts between two moments, as the daemon would but in larger batches, and prints what
    /// that took.
    static func run(hosts: Int, from: Timestamp, to: Timestamp, into directory: String) async throws {
        var town = Town(hosts: hosts, from: from)
        var ingest = try await Ingest(directory: directory, now: from)
        // What is measured is what comes of it.
        ingest.batchAge = .seconds(60)
        ingest.add(layouts: town.sources.map(\.group.layout))
        var minute = from
        while minute < to {
            for place in town.sources.indices {
                let readings = town.sources[place].poll(minute: minute)
                guard readings.time < to else { continue }
                try await ingest.add([readings], count: readings.values.count, at: readings.time)
            }
            minute += .seconds(60)
        }
        try await ingest.commit(at: to)
        // A little later what ended then is sealed.
        try await ingest.finish(now: to + .seconds(180))
        try await ingest.archive.close()
        let series = town.sources.reduce(0) { $0 + $1.group.layout.slotCount }
        let cpu = (ingest.writing + ingest.upkeep - ingest.idle) / Double(ingest.values) * 1e6
        print(
            "town hosts=\(hosts) series=\(series) groups=\(town.sources.count) samples=\(ingest.values)"
                + " cpu-per-million=\(cpu.rounded(to: 3)) file=\(ingest.fileBytes)"
                + " longest-step-ms=\((ingest.longestStep * 1000).rounded(to: 0))"
                + " peak-rss-mb=\(Figures.peakMegabytes().rounded(to: 1))")
    }
}
