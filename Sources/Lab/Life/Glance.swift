import Glibc
internal import Model

/// One device at one moment: what the objects of a MIB view are computed from.
struct Glance: Sendable {
    let state: TownState
    let index: Town.DeviceIndex
    let now: Timestamp
    let device: Town.Device
    let seed: UInt64
    let booted: Timestamp

    init(_ state: TownState, _ index: Town.DeviceIndex, at now: Timestamp) {
        self.state = state
        self.index = index
        self.now = now
        device = state.town.devices[index]
        seed = Chance.seed(device.name)
        booted = state.boot(of: index) ?? Glance.longAgo(seed, opened: state.opened)
    }

    var town: Town { state.town }
    var site: Town.Site { town.sites[device.site] }

    /// Servers keep machine hours wherever they stand.
    var rhythm: Rhythm {
        switch device.kind {
        case .linuxServer, .windowsServer, .ups: .machine
        default: site.rhythm
        }
    }

    /// Hundredths of a second since boot; wraps after 497 days (RFC 3418, sysUpTime).
    var uptimeTicks: UInt32 {
        UInt32(truncatingIfNeeded: max((now - booted).wholeMilliseconds, 0) / 10)
    }

    /// A boot that stays the same from one opening of the lab to the next, so that nothing seems to have restarted.
    private static func longAgo(_ seed: UInt64, opened: Timestamp) -> Timestamp {
        let days = Int64(Chance.fraction(seed, 1) * 120)
        let offset = Int64(Chance.fraction(seed, 2) * 86_400)
        let fixed = UTCTime(year: 2026, month: 5, day: 1).timestamp + .seconds(days * 86_400 + offset)
        return fixed < opened ? fixed : opened - .seconds(86_400 * (days + 1) + offset)
    }
}

extension Glance {
    /// From 0 up to 1, always the same for this device and salt.
    func chance(_ salt: UInt64) -> Double { Chance.fraction(seed, salt) }

    /// Smooth noise from -1 to 1 that swings over about `period`.
    func wobble(_ salt: UInt64, period: Double = 600) -> Double {
        let seconds = Double(now.milliseconds) / 1000
        func wave(_ scale: Double, _ number: UInt64) -> Double {
            sin(2 * .pi * (seconds / (period * scale) + chance(salt &* 31 &+ number)))
        }
        return 0.5 * wave(1, 0) + 0.3 * wave(0.37, 1) + 0.2 * wave(0.113, 2)
    }

    /// How busy it is here now, 0 to 1, uneven as people are.
    func busyness(_ salt: UInt64 = 3) -> Double {
        min(max(rhythm.level(at: now) * (1 + 0.25 * wobble(salt)), 0), 1)
    }

    /// A count that grew since boot at up to `peak` per second by the rhythm of the place, at least at `floor`.
    ///
    /// Time itself is bent a little, never backwards, so that the rate is uneven and the count monotone.
    func tally(peak: Double, floor: Double = 0, salt: UInt64) -> UInt64 {
        let start = Double(booted.milliseconds) / 1000
        let end = max(Double(now.milliseconds) / 1000, start)
        let busy = rhythm.total(atSeconds: bent(end, salt)) - rhythm.total(atSeconds: bent(start, salt))
        let calm = bent(end, salt) - bent(start, salt)
        let count = (peak * busy + floor * calm).rounded(.down)
        return count.isFinite && count > 0 ? UInt64(min(count, 9e18)) : 0
    }

    /// The slopes of the waves add up to 0.9: bent time never runs backwards.
    private func bent(_ seconds: Double, _ salt: UInt64) -> Double {
        var bent = seconds
        for (number, (period, slope)) in [(47.0, 0.3), (660.0, 0.35), (8_700.0, 0.25)].enumerated() {
            let phase = 2 * .pi * (seconds / period + chance(salt &* 17 &+ UInt64(number)))
            bent += slope * period / (2 * .pi) * sin(phase)
        }
        return bent
    }

    /// How full the volume is, 0 to 1: it grows slowly, breathes daily, and fills where a mishap says so.
    func fullness(ofVolume volume: String, base: Double) -> Double {
        let days = Double((now - booted).wholeMilliseconds) / 86_400_000
        let normal = min(base + 0.0006 * days * chance(Chance.seed(volume)), 0.78) + 0.004 * wobble(9, period: 21_600)
        guard let filling = state.diskFillings[index]?.first(where: { $0.volume == volume }) else { return normal }
        let goal = filling.percent / 100
        let within = max(Double(filling.within.wholeMilliseconds), 1)
        let done = min(Double((now - filling.since).wholeMilliseconds) / within, 1)
        return normal + (goal - normal) * max(done, 0)
    }
}
