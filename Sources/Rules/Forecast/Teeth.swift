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
    private static func smallestSize(_ values: [Double]) -> Double {
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

/// Falls that come again and again, each after it has climbed back.
struct Teeth {
    /// Hours from one fall to the next at most.
    var longest: Int
    /// Hours since the last one.
    var age: Int
    /// From where it falls next, if the peaks grow as before, and by how much at most.
    var nextPeak: Double
    var size: Double

    /// - Returns: `nil` if there are none, or if they have reached the limit: then they save nobody.
    init?(_ falls: [Fall], limit: Double) {
        guard falls.count >= 2, falls.allSatisfy({ $0.from < limit }) else { return nil }
        var regained = 0
        longest = 0
        for (fall, next) in zip(falls, falls.dropFirst()) {
            let trough = fall.from - fall.size
            if next.from - trough >= fall.size / 2 { regained += 1 }
            longest = max(longest, fall.age - next.age)
        }
        guard regained * 2 >= falls.count - 1 else { return nil }
        age = falls[falls.count - 1].age
        var growths = zip(falls, falls.dropFirst()).map { $1.from - $0.from }
        growths.sort()
        nextPeak = falls.reduce(-.infinity) { max($0, $1.from) } + max(0, growths.quantile(0.5))
        size = falls.reduce(0) { max($0, $1.size) }
    }

    /// The next fall should have come: perhaps nothing makes it fall any more.
    var isOverdue: Bool { Double(age) > 1.2 * Double(longest) }

    /// Days until the next fall at the latest, if all is as usual; longer once it is higher than it should be before a
    /// fall.
    func remainingDays(at value: Double) -> Double {
        let patience = value > nextPeak + size / 15 ? 1.25 : 1.03
        return max(0, patience * Double(longest) - Double(age)) / 24
    }
}
