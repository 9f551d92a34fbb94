internal import Model

/// What a value was lately, as far as it tells how far it went up within a time: only values that are lower than all that came
/// after them. Of a fall the other way round. Kept with the check's state, so a restart forgets nothing.
struct ValueTrail: Sendable, Codable {
    /// A time is divided into so many parts, each of which is told by one value.
    private static let mostValues = 120

    /// In the order of time, and of their size.
    private var times: [Int64] = []
    private var values: [Double] = []

    /// Takes a value in.
    ///
    /// - Returns: How far it has gone in that direction within the time; never below 0.
    mutating func take(_ value: Double, at time: Timestamp, _ change: ValueChange) -> Double {
        let now = time.milliseconds
        let within = change.within.wholeMilliseconds
        let size = change.direction == .rise ? value : -value
        // Later ones are of before the clock was set back.
        while let last = values.last, let taken = times.last, last >= size || taken >= now {
            values.removeLast()
            times.removeLast()
        }
        let old = min(times.prefix { $0 < now - within }.count, values.count)
        times.removeFirst(old)
        values.removeFirst(old)
        let part = within / Int64(ValueTrail.mostValues)
        if times.last.map({ now - $0 >= part }) ?? true {
            times.append(now)
            values.append(size)
        }
        return values.first.map { size - $0 } ?? 0
    }

    var count: Int { values.count }
}
