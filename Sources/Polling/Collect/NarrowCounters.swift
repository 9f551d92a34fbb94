/// 32-bit counters that stand in a column of 64-bit ones, carried on over their wraps so that the stored sequence
/// grows as its neighbours do. A lost history (restart of the agent or of us) begins again at the raw value: a
/// fall, which readers take for a reset and never for a wrap.
struct NarrowCounters {
    private var extended: [Int32: UInt64] = [:]

    /// The 64-bit value for the raw one of the cell at `place`.
    mutating func extend(_ raw: Int64, place: Int) -> Int64 {
        let low = UInt64(truncatingIfNeeded: raw) & 0xffff_ffff
        let key = Int32(truncatingIfNeeded: place)
        guard let before = extended[key] else {
            extended[key] = low
            return Int64(low)
        }
        let high = before & ~0xffff_ffff
        let value = low >= before & 0xffff_ffff ? high | low : (high | low) &+ 0x1_0000_0000
        extended[key] = value
        return Int64(bitPattern: value)
    }

    /// The row of the cell at `place` began anew.
    mutating func forget(place: Int) {
        extended[Int32(truncatingIfNeeded: place)] = nil
    }

    /// The agent began anew, or the cells are others now.
    mutating func forget() {
        extended.removeAll(keepingCapacity: true)
    }
}
