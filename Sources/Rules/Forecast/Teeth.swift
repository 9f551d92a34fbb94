/// Falls that come again and again, each after it has climbed back.
struct Teeth {
    /// Hours from one fall to the next at most.
    var longest: Int
    /// Hours in which there is a peak for certain, if one that failed to come is left out.
    var width: Int
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
        var intervals: [Double] = []
        for (fall, next) in zip(falls, falls.dropFirst()) {
            let trough = fall.from - fall.size
            if next.from - trough >= fall.size / 2 { regained += 1 }
            longest = max(longest, fall.age - next.age)
            intervals.append(Double(fall.age - next.age))
        }
        intervals.sort()
        width = min(longest, Int(2 * intervals.quantile(0.5)))
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
