/// A line through points that no minority of them can bend (Theil 1950, Sen 1968: the median of the slopes between
/// them), and how much the slopes differ.
struct RobustLine {
    /// In a day: the median, and what a fifth of the slopes are below and above.
    var slope: Double
    var lowSlope: Double
    var highSlope: Double
    /// The line's value now.
    var level: Double
    /// Half of the points are closer to the line.
    var deviation: Double
    /// One of twenty points is farther above the line.
    var headroom: Double
    /// A tenth is farther below it.
    var footroom: Double

    /// Points by their age in days, the youngest first; at least four.
    init(ages: [Double], values: [Double]) {
        // Points close to each other tell of noise, not of growth.
        let apart = (ages[ages.count - 1] - ages[0]) / 3
        var slopes: [Double] = []
        slopes.reserveCapacity(ages.count * ages.count / 4)
        for young in ages.indices {
            for old in (young + 1)..<max(young + 1, ages.count) where ages[old] - ages[young] >= apart {
                slopes.append((values[young] - values[old]) / (ages[old] - ages[young]))
            }
        }
        slopes.sort()
        let slope = slopes.quantile(0.5)
        self.slope = slope
        lowSlope = slopes.quantile(0.2)
        highSlope = slopes.quantile(0.8)
        var rests = zip(ages, values).map { $1 + slope * $0 }
        rests.sort()
        let level = rests.quantile(0.5)
        self.level = level
        headroom = rests.quantile(0.95) - level
        footroom = level - rests.quantile(0.1)
        var distances = rests.map { abs($0 - level) }
        distances.sort()
        deviation = distances.quantile(0.5)
    }

    /// How far a point is above the line.
    func rest(age: Double, value: Double) -> Double { value + slope * age - level }
}

extension [Double] {
    /// Of sorted values: the one that so large a part of them does not exceed.
    func quantile(_ part: Double) -> Double {
        isEmpty ? .nan : self[Swift.min(count - 1, Int(part * Double(count)))]
    }
}
