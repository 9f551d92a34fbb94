import Model

/// One group of a town's host, and what its slots do.
struct TownSource {
    let group: TownGroup
    private var signals: [Signal?]
    private var chance: Chance
    /// When in the minute it is polled, in milliseconds.
    let phase: Int64
    private let started: Int64
    private var polls = 0

    init(group: TownGroup, signals: [Signal?], chance: Chance, phase: Int64, started: Int64) {
        self.group = group
        self.signals = signals
        self.chance = chance
        self.phase = phase
        self.started = started
    }

    mutating func poll(minute: Timestamp) -> Readings {
        let jitter = Int64(min(300, 40 * chance.exponential()))
        let time = Timestamp(milliseconds: minute.milliseconds + phase + jitter)
        polls += 1
        guard !group.behaviours.isEmpty else { return echoes(at: time) }
        var values: [Value?] = []
        values.reserveCapacity(signals.count)
        for slot in signals.indices {
            switch group.behaviour(of: slot) {
            case .signal: values.append(signals[slot]?.next(at: time, after: 60))
            case .constant(let value): values.append(.integer(value))
            case .used(let each): values.append(.integer(Int64(100 - (polls / each + slot * 7) % 100)))
            case nil: values.append(nil)
            }
        }
        let uptime = UInt32(truncatingIfNeeded: (time.milliseconds - started) / 10)
        return Readings(key: group.layout.key, time: time, uptime: group.hasUptime ? uptime : nil, values: values)
    }

    /// Twelve echoes in a minute.
    private mutating func echoes(at time: Timestamp) -> Readings {
        let lost = chance.happens(0.01) ? 1 : 0
        let trips = (0..<12 - lost).map { _ in Int64(400 + 900 * chance.exponential()) }
        let average = trips.reduce(0, +) / Int64(trips.count)
        let jitter = zip(trips, trips.dropFirst()).reduce(Int64(0)) { $0 + abs($1.0 - $1.1) } / 11
        return EchoReport(
            host: group.layout.key.host, time: time, sent: 12, received: trips.count, minimum: trips.min(),
            average: average, maximum: trips.max(), jitter: jitter
        ).readings
    }
}

extension TownGroup {
    /// `nil` of echoes, which are made as one.
    func behaviour(of slot: Int) -> Behaviour? {
        behaviours.isEmpty ? nil : behaviours[slot % behaviours.count]
    }
}
