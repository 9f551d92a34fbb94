import Model

/// Makes samples of the same mix as ../shared/bench/gensamples.c, for where that is not at hand: other values, the same
/// kinds, jitter, gaps and restarts.
struct Generator {
    /// Monday 2026-11-09, 00:00 UTC, as gensamples.c has it.
    static let start = Timestamp(seconds: 1_794_182_400)
    static let seriesPerDevice = 50

    let polls: Int
    let groups: [PolledGroup]

    init(series: Int, polls: Int) {
        self.polls = polls
        // The kinds follow each other as evenly as their shares allow.
        var owed = [Int](repeating: 0, count: Kind.allCases.count)
        let pattern = (0..<100).map { _ in
            for kind in Kind.allCases { owed[Int(kind.rawValue)] += kind.share }
            let next = Kind.allCases.max { owed[Int($0.rawValue)] < owed[Int($1.rawValue)] } ?? .octets
            owed[Int(next.rawValue)] -= 100
            return next
        }
        groups = stride(from: 0, to: series, by: Self.seriesPerDevice).flatMap { first in
            var counts = [Int](repeating: 0, count: Kind.allCases.count)
            var groups = [false, true].map {
                PolledGroup(device: first / Self.seriesPerDevice, isPing: $0, series: [])
            }
            for number in first..<min(series, first + Self.seriesPerDevice) {
                let kind = pattern[number % 100]
                let index = counts[Int(kind.rawValue)]
                counts[Int(kind.rawValue)] += 1
                groups[kind == .roundTrip || kind == .loss ? 1 : 0].series.append(
                    PolledSeries(kind: kind, index: index, isReal: Signal.isReal(kind, index: index)))
            }
            return groups
        }
    }

    /// One group as it is polled.
    private struct Source {
        var signals: [Signal]
        var chance: Chance
        var phase: Int64
        var boot: Int64
        var before: Int64
        /// Polls that will still be missed.
        var missing = 0
    }

    func write(to path: String) throws {
        var writer = try PollWriter(path, groups: groups)
        var sources = groups.indices.map { number in
            var chance = Chance(seed: 1, UInt64(number))
            let phase = Int64(chance.below(54_000))
            let signals = groups[number].series.enumerated().map { place, series in
                Signal(series.kind, index: series.index, chance: Chance(seed: 2, UInt64(number * 64 + place)))
            }
            let start = Self.start.milliseconds
            return Source(
                signals: signals, chance: chance, phase: phase,
                boot: start - Int64(3 + 7 * (groups[number].device % 50)) * 86_400_000, before: start - 60_000)
        }
        var restarts = Chance(seed: 3, 0)
        var pause = 0
        for cycle in 0..<polls {
            // The poller restarts twice a week: one to three polls are missed, then everybody has a turn of his own anew.
            if pause > 0 {
                pause -= 1
                continue
            }
            if cycle > 60, restarts.happens(2.0 / 10_080) {
                pause = restarts.below(3)
                for number in sources.indices { sources[number].phase = Int64(sources[number].chance.below(54_000)) }
                continue
            }
            var due: [Poll] = []
            for number in sources.indices {
                if let poll = poll(&sources[number], group: number, cycle: cycle) { due.append(poll) }
            }
            for poll in due.sorted(by: { $0.time < $1.time }) { try writer.append(poll) }
        }
        try writer.end()
        let series = groups.reduce(0) { $0 + $1.series.count }
        print("\(path): series \(series) samples \(writer.samples) polls \(writer.polls)")
    }

    private func poll(_ source: inout Source, group: Int, cycle: Int) -> Poll? {
        let jitter = min(300, 40 * source.chance.exponential())
        let time = Self.start.milliseconds + Int64(cycle) * 60_000 + source.phase + Int64(jitter)
        var isMissed = source.chance.happens(0.001)
        if source.missing > 0 {
            source.missing -= 1
            isMissed = true
        } else if !groups[group].isPing, source.chance.happens(0.3 / 10_080) {
            source.missing = 2 + source.chance.below(4)
            source.boot = time + Int64(source.missing) * 60_000
            for place in source.signals.indices { source.signals[place].reset() }
            isMissed = true
        }
        let moment = Timestamp(milliseconds: time)
        var values: [Value?] = []
        for place in source.signals.indices {
            let value = source.signals[place].next(at: moment, after: Double(time - source.before) / 1000)
            values.append(source.chance.happens(0.001) ? nil : value)
        }
        source.before = time
        guard !isMissed, values.contains(where: { $0 != nil }) else { return nil }
        let uptime = groups[group].isPing ? nil : UInt32(truncatingIfNeeded: (time - source.boot) / 10)
        return Poll(time: moment, group: group, uptime: uptime, values: values)
    }
}
