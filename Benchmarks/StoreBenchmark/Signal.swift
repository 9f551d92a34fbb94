import Glibc
import Model

/// One series as a device of a town would give it: counters of ports that are idle, quiet or busy, loads, memory,
/// sensors, round trips, with their days and nights.
struct Signal {
    private var chance: Chance
    private let kind: Kind
    private let index: Int
    /// Which of the kinds of its kind it is: idle 0, quiet 1, busy 2.
    private let manner: Int
    /// How deep and when the day's wave is.
    private let depth: Double
    private let phase: Double
    private var level: Double
    private let spread: Double
    private var drift = 0.0
    private var burst = 0
    private var force = 1.0
    private var counter: Int64 = 0

    init(_ kind: Kind, index: Int, chance: Chance) {
        var chance = chance
        self.kind = kind
        self.index = index
        depth = 0.3 + 0.6 * chance.part()
        phase = (chance.part() - 0.5) * 0.15
        let share = chance.part()
        switch kind {
        case .octets:
            manner = share < 0.3 ? 0 : share < 0.55 ? 1 : 2
            let speed = chance.happens(0.15) ? 1e10 : chance.happens(0.85) ? 1e9 : 1e8
            level = min(0.5 * speed, 2e6 * exp(1.8 * chance.normal()))
            spread = 0.98 * speed
            let seconds = chance.part() * 180 * 86_400
            counter = Int64(manner == 0 ? 0 : manner == 1 ? seconds * 40 : seconds * level / 8)
        case .errors:
            manner = share < 0.85 ? 0 : share < 0.97 ? 1 : 2
            (level, spread) = (0.5, 0)
            counter = Int64(manner == 0 ? chance.happens(0.8) ? 0 : chance.below(5000) : chance.below(100_000))
        case .cpu:
            manner = 0
            level = 3 + 50 * chance.part() * chance.part()
            spread = 1 + 4 * chance.part()
        case .memory:
            manner = share < 0.1 ? 2 : share < 0.55 ? 0 : 1
            level = 1e5 + Double(chance.below(4_000_000))
            spread = 20 + 400 * chance.part()
        case .sensor:
            manner = index % 4
            switch manner {
            case 0, 1: (level, spread) = (20 + 40 * chance.part(), 0.15 + 0.4 * chance.part())
            case 2:
                level = [12, 5, 3.3, 1.8][chance.below(4)]
                spread = level * 0.001
            default: (level, spread) = (1500 + 6000 * chance.part(), 40)
            }
        case .roundTrip:
            manner = 0
            level = min(250, 8 * exp(1.1 * chance.normal())) + 0.2
            spread = 0.01 + 0.08 * chance.part() * chance.part()
        case .loss:
            manner = chance.happens(0.8) ? 5 : 3
            (level, spread) = (0, 0)
        case .status:
            manner = 0
            (level, spread) = (chance.happens(0.75) ? 1 : 2, 0)
        }
        self.chance = chance
    }

    /// Whether its values are reals.
    static func isReal(_ kind: Kind, index: Int) -> Bool {
        kind == .roundTrip || kind == .loss || kind == .sensor && index % 4 != 3
    }

    /// The device has begun anew.
    mutating func reset() { counter = 0 }

    /// The value at a time, so many seconds after the one before.
    mutating func next(at time: Timestamp, after seconds: Double) -> Value {
        let day = Double(time.milliseconds / 1000 % 86_400) / 86_400
        let isWeekend = (time.milliseconds / 86_400_000 + 3) % 7 >= 5
        let wave = 1 + depth * sin(2 * .pi * (day - 0.3 + phase)) * (isWeekend ? 0.6 : 1)
        switch kind {
        case .octets: return .integer(octets(wave, seconds))
        case .errors:
            if manner == 1, chance.happens(0.001) { counter &+= Int64(1 + chance.below(50)) }
            if manner == 2 { counter &+= Int64(chance.poisson(level)) }
            return .integer(counter)
        case .cpu:
            drift = 0.85 * drift + 0.5 * spread * chance.normal()
            let extra = bursts(0.004, length: 4) { 20 + 60 * $0 }
            let load = level * wave + drift + spread * 0.4 * chance.normal() + (burst > 0 ? extra : 0)
            return .integer(Int64(min(100, max(0, load)).rounded()))
        case .memory: return .integer(pages() * 4096)
        case .sensor:
            drift = 0.995 * drift + 0.05 * chance.normal()
            let warmth = manner < 2 ? 3 * depth * sin(2 * .pi * (day - 0.4)) : 0
            let value = level + warmth + drift * spread + spread * 0.3 * chance.normal()
            if manner == 3 { return .integer(Int64((value / 30).rounded()) * 30) }
            let scale = manner == 2 ? (depth < 0.6 ? 1000.0 : 100) : depth < 0.54 ? 10 : depth < 0.72 ? 2 : 1
            return .real((value * scale).rounded() / scale)
        case .roundTrip:
            if chance.happens(0.0002) { level *= 0.6 + 0.9 * chance.part() }
            var time = level * (1 + spread * chance.exponential() * (0.5 + 0.5 * wave))
            if chance.happens(0.01) { time *= 1 + 5 * chance.exponential() }
            return .real((time * 1000).rounded() / 1000)
        case .loss:
            _ = bursts(0.0015, length: 3) { $0 }
            return .real(Double(burst > 0 ? chance.below(manner + 1) : 0) * 100 / Double(manner))
        case .status:
            if chance.happens(2e-4) { level = 3 - level }
            return .integer(Int64(level))
        }
    }

    private mutating func octets(_ wave: Double, _ seconds: Double) -> Int64 {
        if manner == 1 {
            // Out of an idle port goes what is broadcast.
            let packets = index & 1 == 1 ? 30 * 64 + chance.poisson(2) * 90 : depth < 0.6 ? 0 : chance.poisson(1.5) * 90
            counter &+= Int64(packets)
        } else if manner == 2 {
            drift = 0.9 * drift + 0.13 * chance.normal()
            let factor = bursts(0.003, length: 8) { 3 + 27 * $0 }
            let rate = level * wave * exp(drift + 0.2 * chance.normal()) * (burst > 0 ? factor : 1)
            counter &+= Int64(min(spread, rate) * seconds / 8)
        }
        return counter
    }

    private mutating func pages() -> Int64 {
        if manner == 0 {
            level += spread * chance.normal()
            if chance.happens(0.002) { level += spread * 40 * chance.normal() }
        } else if manner == 1 {
            if chance.happens(0.35) { level += Double(chance.below(1 + Int(spread / 8))) }
            if chance.happens(0.0005) { level -= spread * 200 * chance.part() }
        }
        level = max(1000, level)
        return Int64(level)
    }

    /// Begins a burst now and then; how strong the present one is.
    private mutating func bursts(_ probability: Double, length: Double, _ strength: (Double) -> Double) -> Double {
        if burst > 0 {
            burst -= 1
        } else if chance.happens(probability) {
            burst = 1 + Int(length * chance.exponential())
            force = strength(chance.part())
        }
        return force
    }
}
