/// Where a series fell at once and stayed down for a day: a restart, a rotation, somebody who cleaned up.
struct Fall {
    /// The hours since.
    var age: Int
    var size: Double
    /// The lowest of the three hours before.
    var from: Double

    /// The oldest first.
    static func all(in hours: HourlyValues) -> [Fall] {
        let values = hours.byAge
        let smallest = smallestSize(values)
        var falls: [Fall] = []
        var age = values.count - 2
        while age >= 23 {
            if let fall = fall(at: age, values, smallest: smallest) {
                // Within some hours there may be a larger one: it fell for longer than an hour.
                if let last = falls.last, last.age - age < 12 {
                    if fall.size > last.size { falls[falls.count - 1] = fall }
                } else {
                    falls.append(fall)
                }
            }
            age -= 1
        }
        if let fall = recent(values, smallest: smallest, known: falls) { falls.append(fall) }
        return falls
    }

    /// What fell within the last day has stayed down for some hours only. It counts if it does not so every other day.
    private static func recent(_ values: [Double], smallest: Double, known: [Fall]) -> Fall? {
        var largest: Fall?
        for age in 2..<min(23, values.count - 1) {
            if let fall = fall(at: age, values, smallest: smallest), fall.size > largest?.size ?? 0 { largest = fall }
        }
        guard let largest, largest.age + 12 < known.last?.age ?? .max else { return nil }
        for age in (largest.age + 12)..<min(largest.age + 8 * 24, values.count - 3)
        where values[age + 2] - values[age] > largest.size / 2 {
            if !known.contains(where: { abs($0.age - age) < 12 }) { return nil }
        }
        return largest
    }

    private static func fall(at age: Int, _ values: [Double], smallest: Double) -> Fall? {
        var from = Double.infinity
        for before in (age + 1)...min(age + 3, values.count - 1) where values[before] < from { from = values[before] }
        guard from.isFinite, values[age] <= from - smallest else { return nil }
        var highest = -Double.infinity
        for after in max(0, age - 23)...age where values[after] > highest { highest = values[after] }
        let size = from - highest
        return size >= smallest ? Fall(age: age, size: size, from: from) : nil
    }

    /// A twelfth of all that it moved in, and well beyond its noise.
    fileprivate static func smallestSize(_ values: [Double]) -> Double {
        var (lowest, highest) = (Double.infinity, -Double.infinity)
        for value in values where !value.isNaN {
            lowest = min(lowest, value)
            highest = max(highest, value)
        }
        // Every seventh hour is enough, and meets every hour of the day.
        var changes = stride(from: 0, to: values.count - 1, by: 7).map { abs(values[$0] - values[$0 + 1]) }
        changes.removeAll(where: \.isNaN)
        changes.sort()
        let noise = changes.isEmpty ? 0 : changes.quantile(0.5)
        return max((highest - lowest) / 12, 8 * noise, .leastNonzeroMagnitude)
    }
}

/// Where a series rose at once and stayed up for a day: somebody copied something.
struct Jump {
    /// The hours since.
    var age: Int
    var size: Double

    /// More than so many are no exceptions: it grows in steps.
    private static let most = 3
    /// Hours that it may take.
    private static let longest = 3

    /// - Returns: None if there are more than a few.
    static func few(in hours: HourlyValues) -> [Jump] {
        let values = hours.byAge
        let smallest = Fall.smallestSize(values)
        var jumps: [Jump] = []
        var age = values.count - 24 - longest
        while age >= 23 {
            if let jump = jump(at: age, values, smallest: smallest) {
                jumps.append(jump)
                if jumps.count > most { return [] }
                age -= 12
            } else {
                age -= 1
            }
        }
        return jumps
    }

    /// The largest from the hour before, or two or three before, to the hour.
    private static func jump(at age: Int, _ values: [Double], smallest: Double) -> Jump? {
        guard values[age] - values[age + longest] >= smallest else { return nil }
        var lowest = Double.infinity
        for after in (age - 23)...age where values[after] < lowest { lowest = values[after] }
        guard lowest - values[age + longest] >= smallest else { return nil }
        var highest = -Double.infinity
        for before in (age + longest)..<(age + longest + 24) where values[before] > highest { highest = values[before] }
        return lowest - highest >= smallest ? Jump(age: age, size: lowest - highest) : nil
    }
}
