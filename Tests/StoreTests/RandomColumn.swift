import TestSupport

@testable import Store

/// Columns as devices give them, and such as none should give.
enum RandomColumn {
    enum Course: CaseIterable {
        case constant, counter, wrapping, steady, flapping, noise, randomBits, decimals, fullReals, strangeReals
        case sparseJumps, multiples, mixture
    }

    static func column(_ length: Int, _ course: Course, using random: inout SeededRandom) -> ChunkColumn {
        var column = ChunkColumn(count: length)
        let start = Int64.random(in: -1_000_000...1_000_000, using: &random)
        let size = Int64.random(in: 1...(1 << Int64.random(in: 1...40, using: &random)), using: &random)
        let powers: [Double] = [1, 10, 100, 1000]
        let decimals = powers.randomElement(using: &random) ?? 1
        var number = Bool.random(using: &random) ? start : start << 40
        for place in 0..<length {
            switch course {
            case .constant: break
            case .counter: number &+= Int64.random(in: 0...size, using: &random)
            case .wrapping: number &+= .max / 3 &+ Int64.random(in: 0...size, using: &random)
            case .steady: number &+= size
            case .flapping: number = Bool.random(using: &random) ? 1 : 2
            case .noise: number = start &+ Int64.random(in: -size...size, using: &random)
            case .randomBits: number = Int64(bitPattern: random.next())
            case .sparseJumps: if Int.random(in: 0..<40, using: &random) == 0 { number &+= size }
            case .multiples: number &+= 4096 &* Int64.random(in: -20...20, using: &random)
            case .decimals, .fullReals, .strangeReals, .mixture: break
            }
            column.kinds[place] = .integer
            column.patterns[place] = UInt64(bitPattern: number)
            if let real = real(course, start, size, decimals, using: &random) {
                column.kinds[place] = .real
                column.patterns[place] = real
            }
        }
        punch(&column, using: &random)
        return column
    }

    private static func real(
        _ course: Course, _ start: Int64, _ size: Int64, _ decimals: Double, using random: inout SeededRandom
    ) -> UInt64? {
        switch course {
        case .decimals: return (Double(start + Int64.random(in: 0...size % 5000, using: &random)) / decimals).bitPattern
        case .fullReals: return Double.random(in: 0...100, using: &random).bitPattern
        case .strangeReals: return strange.randomElement(using: &random) ?? random.next()
        case .mixture: return Int.random(in: 0..<3, using: &random) == 0 ? Double(start).bitPattern : nil
        case .constant, .counter, .wrapping, .steady, .flapping, .noise, .randomBits, .sparseJumps, .multiples:
            return nil
        }
    }

    /// NaN payloads, both zeros, infinities, subnormal and extreme numbers.
    private static let strange: [UInt64] = [
        Double.nan.bitPattern, Double.signalingNaN.bitPattern, 0x7FF0_0000_0000_BEEF, 0xFFF8_1234_5678_9ABC,
        (-0.0 as Double).bitPattern, 0, Double.infinity.bitPattern, (-Double.infinity).bitPattern, 1,
        0x000F_FFFF_FFFF_FFFF,
        0x8000_0000_0000_0001, Double.greatestFiniteMagnitude.bitPattern, UInt64.max, (0.1 as Double).bitPattern,
    ]

    /// Takes values away: none, a few, stretches, every other one, all but a few.
    private static func punch(_ column: inout ChunkColumn, using random: inout SeededRandom) {
        let form = Int.random(in: 0..<10, using: &random)
        var isGap = false
        for place in column.kinds.indices {
            switch form {
            case 0: isGap = Int.random(in: 0..<100, using: &random) == 0
            case 1: if Int.random(in: 0..<30, using: &random) == 0 { isGap.toggle() }
            case 2: isGap.toggle()
            case 3: isGap = Int.random(in: 0..<50, using: &random) != 0
            case 4: isGap = true
            default: isGap = false
            }
            guard isGap else { continue }
            column.kinds[place] = .missing
            column.patterns[place] = 0
        }
    }

    /// Polls on a beat with a jitter, with gaps now and then; sometimes times of any kind.
    static func times(_ length: Int, using random: inout SeededRandom) -> [Int64] {
        let beat = [1000, 60_000, 300_000, 86_400_000].randomElement(using: &random) ?? 60_000
        let isWild = Int.random(in: 0..<20, using: &random) == 0
        var time = Int64.random(in: -200_000...60_000, using: &random)
        return (0..<length).map { _ in
            time += isWild ? Int64.random(in: 0...(1 << 28), using: &random) : Int64(beat)
            if Int.random(in: 0..<100, using: &random) == 0 { time += Int64(beat * 3) }
            let jitter = isWild ? 0 : Int64.random(in: 0..<300, using: &random)
            defer { if Int.random(in: 0..<200, using: &random) == 0 { time += jitter } }
            return time + jitter
        }
    }

    static func uptimes(_ length: Int, using random: inout SeededRandom) -> ChunkColumn {
        var column = ChunkColumn(count: length)
        guard Bool.random(using: &random) else { return column }
        var uptime = UInt64.random(in: 0..<(1 << 32), using: &random)
        for place in 0..<length {
            uptime = Int.random(in: 0..<500, using: &random) == 0 ? 0 : (uptime + 6000) % (1 << 32)
            column.kinds[place] = .integer
            column.patterns[place] = uptime
        }
        return column
    }
}
