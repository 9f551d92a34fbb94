/// The line that an envelope follows now: the one over the longest time that still holds for the last day.
struct Trend {
    var line: RobustLine
    /// Over so many days.
    var days: Double
    /// What the slope grows by in a day, if it has been doing so for long; otherwise 0.
    var acceleration = 0.0

    /// When the line comes to the limit; the present, if it is there.
    func days(to limit: Double) -> Double {
        Trend.days(max(0, limit - line.level - line.headroom / 2), line.slope, acceleration, days)
    }

    /// From when to when that may be.
    func range(to limit: Double) -> ClosedRange<Double> {
        let room = max(0, limit - line.level)
        let early = Trend.days(max(0, room - line.headroom), line.highSlope, acceleration, days)
        let late = (room + line.footroom) / line.lowSlope
        // No forecast is better than to half a day, and to a tenth.
        let earliest = max(0, early * 0.9 - 0.5)
        return earliest...max(earliest, late * 1.1 + 1)
    }

    /// - Parameter window: The slope is that of its middle.
    private static func days(_ room: Double, _ slope: Double, _ acceleration: Double, _ window: Double) -> Double {
        guard acceleration > 0 else { return room / slope }
        let speed = slope + acceleration * window / 2
        return 2 * room / (speed + (speed * speed + 2 * acceleration * room).squareRoot())
    }

    /// What can be said of an envelope.
    enum Finding {
        case trend(Trend)
        case absent(Forecast.Absence)
    }

    /// Days that are tried, from the longest to the shortest.
    private static let windows = [90, 75, 60, 48, 38, 30, 24, 19, 15, 12, 9.5, 7.5, 6, 4.75, 3.75, 3, 2.25, 1.75, 1.25]
    /// Of more points than this every second, third, … is taken.
    private static let mostPoints = 40
    private static let fewestPoints = 5

    /// - Parameter shortestDays: No line is laid over less.
    static func find(in envelope: Envelope, limit: Double, shortestDays: Double) -> Finding {
        let points = envelope.points
        let known = Double(points.count - 1) / Double(Envelope.pointsADay)
        var isWhole = true
        for days in [known] + windows.filter({ $0 < known * 0.9 && $0 >= shortestDays }) {
            let length = min(points.count - 1, Int(days * Double(Envelope.pointsADay)))
            guard length + 1 >= fewestPoints, let (ages, values) = thinned(points, length: length) else { continue }
            let line = RobustLine(ages: ages, values: values)
            guard holdsNow(line, points), !bends(line, days: days, ages: ages, values: values) else {
                isWhole = false
                continue
            }
            var trend = Trend(line: line, days: days)
            if let absence = trend.doubt(points, length: length, isWhole: isWhole, limit: limit) {
                return .absent(absence)
            }
            trend.acceleration = trend.steadyAcceleration(points, length: length)
            return .trend(trend)
        }
        return .absent(.step)
    }

    private static func thinned(_ points: [Double], length: Int) -> (ages: [Double], values: [Double])? {
        let step = (length + mostPoints) / mostPoints
        var ages: [Double] = []
        var values: [Double] = []
        for place in stride(from: 0, through: length, by: step) where !points[place].isNaN {
            ages.append(Double(place) / Double(Envelope.pointsADay))
            values.append(points[place])
        }
        guard ages.count >= fewestPoints, (ages.last ?? 0) - (ages.first ?? 0) > 1 else { return nil }
        return (ages, values)
    }

    /// Whether the newest points lie where the line says, as well as points usually do.
    private static func holdsNow(_ line: RobustLine, _ points: [Double]) -> Bool {
        let newest = points.indices.lazy.filter { !points[$0].isNaN }.prefix(3)
        let rests = newest.map { line.rest(age: Double($0) / Double(Envelope.pointsADay), value: points[$0]) }
        return abs(rests.reduce(0, +)) <= Double(rests.count) * (3 * line.deviation + abs(line.slope))
    }

    /// Whether two lines, one after the other, tell it much better than one; or better, and their slopes have nothing in
    /// common over a week or longer.
    private static func bends(_ line: RobustLine, days: Double, ages: [Double], values: [Double]) -> Bool {
        let negligible = abs(line.slope) * days / 60
        guard ages.count >= 2 * fewestPoints, line.deviation > negligible else { return false }
        return [ages.count / 4, ages.count / 2, ages.count * 3 / 4].contains { place in
            guard place >= 4, ages.count - place >= 4 else { return false }
            let parts = [0..<place, place..<ages.count]
            let lines = parts.map { RobustLine(ages: Array(ages[$0]), values: Array(values[$0])) }
            var distances = zip(parts, lines).flatMap { part, line in
                part.map { abs(line.rest(age: ages[$0], value: values[$0])) }
            }
            distances.sort()
            let deviation = distances.quantile(0.5)
            if deviation < max(line.deviation / 2.5, negligible) { return true }
            let areLong = ages[place - 1] - ages[0] >= 7 && ages[ages.count - 1] - ages[place] >= 7
            let differ = lines[0].highSlope < lines[1].lowSlope || lines[0].lowSlope > lines[1].highSlope
            return areLong && differ && deviation < line.deviation / 1.5
        }
    }

    /// Why the line is no reason to expect anything; `nil` if it is one.
    private func doubt(_ points: [Double], length: Int, isWhole: Bool, limit: Double) -> Forecast.Absence? {
        guard line.slope > 0 else { return .flat }
        if line.lowSlope <= 0 || line.slope * days < 3 * line.deviation {
            return jumps(points, length: length) ? .step : .noisy
        }
        if risesInSteps(points, length: length) { return .step }
        if !isWhole, !exceedsFalls(points, length: length) { return .noisy }
        if staysBelow(limit, points, length: length) { return .levelling }
        return nil
    }

    /// A quarter of a day made up half of all that it moved in.
    private func jumps(_ points: [Double], length: Int) -> Bool {
        let known = points[0...length].filter { !$0.isNaN }
        let largest = zip(known, known.dropFirst()).reduce(0) { max($0, $1.0 - $1.1) }
        return largest > ((known.max() ?? 0) - (known.min() ?? 0)) / 2
    }

    /// Three jumps, or fewer, make up most of the rise.
    private func risesInSteps(_ points: [Double], length: Int) -> Bool {
        var highest = -Double.infinity
        let heights: [Double] = points[0...length].reversed().compactMap { point in
            if point.isNaN { return nil }
            highest = max(highest, point)
            return highest
        }
        let bins = min(32, heights.count - 1)
        let marks = (0...bins).map { heights[$0 * (heights.count - 1) / bins] }
        var rises = zip(marks, marks.dropFirst()).map { $1 - $0 }
        rises.sort(by: >)
        return rises.prefix(3).reduce(0, +) >= 0.75 * (marks[bins] - marks[0])
    }

    /// It has risen by more than it was ever seen to fall in as much time.
    private func exceedsFalls(_ points: [Double], length: Int) -> Bool {
        var falls: [Double] = []
        for place in stride(from: length, to: points.count - length, by: max(1, length / 8)) {
            let fall = points[place + length] - points[place]
            if !fall.isNaN { falls.append(fall) }
        }
        guard falls.count > 4 else { return true }
        falls.sort()
        return line.slope * days > 2 * falls.quantile(0.9)
    }

    /// Three spans of time, each with a rise that is larger than the one before by about as much.
    private func steadyAcceleration(_ points: [Double], length: Int) -> Double {
        let rises = lastRises(points, length: length)
        let (first, second) = (rises[1] - rises[0], rises[2] - rises[1])
        guard second.isFinite, rises[0] > 0, min(first, second) > 4 * line.deviation,
            max(first, second) < 2 * min(first, second)
        else {
            return 0
        }
        let days = Double(min(length, (points.count - 1) / 3)) / Double(Envelope.pointsADay)
        return (first + second) / 2 / (days * days)
    }

    /// It rises less and less, each span of time by the same part of the one before: where that leads to (Aitken's
    /// delta-squared).
    private func staysBelow(_ limit: Double, _ points: [Double], length: Int) -> Bool {
        let rises = lastRises(points, length: length)
        let (first, second) = (rises[0] - rises[1], rises[1] - rises[2])
        guard rises[2] > 0, second > 0.13 * rises[1], first > 0.13 * rises[0], min(first, second) > 3 * line.deviation
        else {
            return false
        }
        return points[0] + rises[2] * rises[2] / second < limit
    }

    /// The rises in three spans of time, the oldest first.
    private func lastRises(_ points: [Double], length: Int) -> [Double] {
        let span = min(length, (points.count - 1) / 3)
        return [2, 1, 0].map { points[$0 * span] - points[($0 + 1) * span] }
    }
}
