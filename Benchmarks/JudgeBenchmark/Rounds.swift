import Model

/// The visits of a fleet, made before they are measured: values vary from round to round, colours do not.
struct Rounds {
    static let interval: Int64 = 60

    let hosts: [Host.Name]
    private let begin: Timestamp
    private var random: SplitMix

    init(hosts: [Host.Name], begin: Timestamp, seed: UInt64 = 1) {
        self.hosts = hosts
        self.begin = begin
        random = SplitMix(state: seed)
    }

    /// Every host's visit of a round, a minute after those of the round before.
    ///
    /// - Parameter broken: The hosts one part of which has failed.
    mutating func round(_ number: Int64, withLayouts: Bool = false, broken: Set<Int> = []) -> [PollReport] {
        hosts.indices.map { host in
            let phase = Int64(host) * Rounds.interval * 1000 / Int64(hosts.count)
            let time = begin + .milliseconds(number * Rounds.interval * 1000 + phase)
            let layouts = Device.layouts(of: hosts[host])
            let values = [
                rows(Device.disks) { [.integer(1 << 40), .integer((1 << 39) + $0.below(1 << 38))] },
                (0..<Device.ports).flatMap { port in octets(host, port, number) },
                rows(Device.temperatures) { [.integer(30 + $0.below(20))] },
                (0..<Device.states).map { .integer($0 == 0 && broken.contains(host) ? Device.bad : Device.good) },
                rows(2) { [.integer(1 << 34), .integer((1 << 33) + $0.below(1 << 32))] },
                rows(Device.processors) { [.real(Double($0.below(600)) / 10)] },
            ]
            return PollReport(
                host: hosts[host], due: time, started: time, ended: time, outcome: .answered,
                layouts: withLayouts ? layouts : [],
                readings: zip(layouts, values).map { layout, values in
                    Readings(key: layout.key, time: time, uptime: UInt32(100_000_000 + number * 6000), values: values)
                })
        }
    }

    private mutating func rows(_ count: Int, _ values: (inout SplitMix) -> [Value]) -> [Value?] {
        (0..<count).flatMap { _ in values(&random) }
    }

    /// A gigabit port that carries some megabits a second.
    private mutating func octets(_ host: Int, _ port: Int, _ number: Int64) -> [Value?] {
        let growth = 60_000_000 * number + random.below(20_000_000)
        return [.integer(growth), .integer(growth / 3 + random.below(5_000_000)), .integer(1_000_000_000), .integer(1)]
    }
}

/// Random numbers that are the same on every machine (SplitMix64).
struct SplitMix {
    var state: UInt64

    mutating func below(_ bound: Int64) -> Int64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return Int64((mixed ^ mixed >> 31) % UInt64(bound))
    }
}
