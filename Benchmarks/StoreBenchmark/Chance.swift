import Glibc

/// Random numbers that are the same on every machine (xoshiro256**, seeded by SplitMix64).
struct Chance {
    private var state: (UInt64, UInt64, UInt64, UInt64)

    init(seed: UInt64, _ stream: UInt64) {
        var mixed = seed &* 0x100_0000_01B3 ^ stream &* 0x9E37_79B9
        func next() -> UInt64 {
            mixed &+= 0x9E37_79B9_7F4A_7C15
            var bits = mixed
            bits = (bits ^ bits >> 30) &* 0xBF58_476D_1CE4_E5B9
            bits = (bits ^ bits >> 27) &* 0x94D0_49BB_1331_11EB
            return bits ^ bits >> 31
        }
        state = (next(), next(), next(), next())
    }

    mutating func bits() -> UInt64 {
        let result = rotated(state.1 &* 5, 7) &* 9
        let shifted = state.1 << 17
        state.2 ^= state.0
        state.3 ^= state.1
        state.1 ^= state.2
        state.0 ^= state.3
        state.2 ^= shifted
        state.3 = rotated(state.3, 45)
        return result
    }

    private func rotated(_ word: UInt64, _ count: UInt64) -> UInt64 { word << count | word >> (64 - count) }

    /// From 0 to below 1.
    mutating func part() -> Double { Double(bits() >> 11) * 0x1p-53 }

    mutating func below(_ bound: Int) -> Int { Int(bits() % UInt64(bound)) }

    mutating func happens(_ probability: Double) -> Bool { part() < probability }

    /// With mean 0 and deviation 1.
    mutating func normal() -> Double {
        let (radius, angle) = (part() + 1e-300, part())
        return sqrt(-2 * log(radius)) * cos(2 * .pi * angle)
    }

    /// With mean 1.
    mutating func exponential() -> Double { -log(part() + 1e-300) }

    /// How often something happens that does so `mean` times on average.
    mutating func poisson(_ mean: Double) -> Int {
        if mean > 30 { return max(0, Int((mean + sqrt(mean) * normal()).rounded())) }
        let bound = exp(-mean)
        var (count, product) = (0, part())
        while product > bound {
            count += 1
            product *= part()
        }
        return count
    }
}
