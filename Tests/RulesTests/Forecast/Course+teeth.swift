/// Courses that climb and fall back by themselves.
extension Course {
    /// Saw-teeth: climbs evenly and falls back at once.
    ///
    /// - Parameters:
    ///   - period: Hours.
    ///   - jitter: By what part the height of each differs.
    mutating func addTeeth(
        _ height: Double, period: Int, fallsAt: Int, jitter: Double, _ dice: inout Dice
    ) {
        var current = height
        for hour in texture.indices {
            let place = (hour - fallsAt + period * 1000) % period
            if place == 0 { current = height * (1 + jitter * dice.between(-1, 1)) }
            texture[hour] += current * Double(place) / Double(period)
        }
    }

    static func dailyRotation(_ dice: inout Dice) -> Course {
        let height = dice.between(3, 15)
        var course = Course(start: dice.between(40, 95 - height * 1.1))
        course.addTeeth(height, period: 24, fallsAt: dice.whole(0...6), jitter: 0.1, &dice)
        course.addNoise(0.2, &dice)
        course.judge(onDays: [7, 14, 30, 45, 60], &dice)
        return course
    }

    static func weeklyRotation(_ dice: inout Dice) -> Course {
        let height = dice.between(8, 35)
        var course = Course(start: dice.between(30, 95 - height * 1.1))
        course.addTeeth(height, period: 168, fallsAt: dice.whole(0...167), jitter: 0.1, &dice)
        course.addNoise(0.2, &dice)
        course.judge(from: 22, through: 60, times: 6, &dice)
        return course
    }

    /// Teeth that stand on something that grows: full in 25 to 75 days.
    static func growingRotation(_ dice: inout Dice) -> Course {
        let isDaily = dice.once(in: 2)
        let height = isDaily ? dice.between(3, 15) : dice.between(5, 20)
        var course = Course(start: dice.between(30, 65))
        let days = dice.between(25, 75)
        course.growth = (course.limit - height - course.start) / days
        course.addTeeth(height, period: isDaily ? 24 : 168, fallsAt: dice.whole(0...167), jitter: 0.08, &dice)
        course.addNoise(0.1, &dice)
        course.judge(before: days, [50, 25, 11, 7, 4, 1], &dice)
        return course
    }

    /// An archive that is cleaned once in 28 days; judged once it has been seen twice.
    static func monthlyCleaning(_ dice: inout Dice) -> Course {
        let height = dice.between(15, 50)
        var course = Course(start: dice.between(25, 95 - height * 1.06))
        course.addTeeth(height, period: 28 * 24, fallsAt: dice.whole((7 * 24)...(14 * 24)), jitter: 0.05, &dice)
        course.addNoise(0.2, &dice)
        course.judge(from: 44, through: 60, times: 5, &dice)
        return course
    }

    /// Fills at night, is carried away in the morning.
    static func nightlyBackup(_ dice: inout Dice) -> Course {
        var course = Course(start: dice.between(30, 55))
        let height = dice.between(15, min(40, 96 - course.start) / 1.05)
        let begin = dice.whole(0...3)
        for hour in course.texture.indices {
            let since = (hour - begin + 24) % 24
            course.texture[hour] = since < 4 ? height * Double(since) / 4 : since < 6 ? height : 0
        }
        course.addNoise(0.3, &dice)
        course.judge(onDays: [7, 14, 30, 45, 60], &dice)
        return course
    }

    /// Temporary files: at irregular times, for some hours.
    static func bursts(_ dice: inout Dice) -> Course {
        var course = Course(start: dice.between(35, 70))
        let height = dice.between(8, (96 - course.start) / 1.1)
        var hour = dice.whole(0...96)
        while hour < Course.hours {
            let length = dice.whole(2...14)
            let top = height * dice.between(0.4, 1)
            for place in 0..<length where hour + place < Course.hours {
                course.texture[hour + place] = top * Double(place + 1) / Double(length)
            }
            hour += length + dice.whole(36...144)
        }
        course.addNoise(0.1, &dice)
        course.judge(from: 14, through: 60, times: 6, &dice)
        return course
    }

    /// Memory: climbs, and is restarted by a timer before it is full.
    static func leakWithRestarts(_ dice: inout Dice) -> Course {
        var course = Course(start: dice.between(25, 45), limit: 95)
        let leak = Leak(
            period: dice.between(2, 10) * 24, height: dice.between(60, 88) - course.start, jitter: 0.1)
        course.texture = leak.texture(change: nil, &dice).values
        course.addNoise(0.2, &dice)
        course.judge(from: 32, through: 60, times: 6, &dice)
        return course
    }

    /// Memory: a new version leaks so much faster that the timer comes too late, or the timer is gone.
    static func leakBeforeRestart(_ dice: inout Dice) -> Course {
        var course = Course(start: dice.between(25, 40), limit: 95)
        let room = course.limit - course.start
        let period = dice.between(5, 9)
        let leak = Leak(period: period * 24, height: dice.between(35, 50), jitter: 0.08)
        let isFaster = dice.once(in: 2)
        let daysToFull = isFaster ? period * dice.between(0.4, 0.75) : period * room / leak.height
        let (values, change) = leak.texture(change: (day: 35, daysToFull: daysToFull, room: room), &dice)
        course.texture = values
        course.addNoise(0.2, &dice)
        let parts = isFaster ? [0.5, 0.7, 0.9] : [0.85, 0.9, 0.95]
        course.moments = parts.map { change + Int(daysToFull * 24 * $0) }.filter { $0 <= Course.days * 24 }
        return course
    }
}

/// Something that takes more and more until it is started anew.
private struct Leak {
    /// Hours between two restarts.
    var period: Double
    /// What it has taken by then.
    var height: Double
    /// By what part the time between two restarts differs.
    var jitter: Double

    /// - Parameter change: From the first restart after the day on it takes all the room within so many days. If that is
    ///   later than the timer, the timer is gone.
    /// - Returns: What is taken, hour by hour, and the hour from which on it is different.
    func texture(
        change: (day: Int, daysToFull: Double, room: Double)?, _ dice: inout Dice
    ) -> (values: [Double], change: Int) {
        var rate = height / period
        var taken = 0.0
        var restart = period * dice.between(0.2, 1)
        var changed: Int?
        let values = (0..<Course.hours).map { hour in
            if Double(hour) >= restart {
                taken = 0
                restart += period * (1 + jitter * dice.between(-1, 1))
                if let change, changed == nil, hour >= change.day * 24 {
                    changed = hour
                    rate = change.room / (change.daysToFull * 24)
                    if change.daysToFull * 24 > period { restart = .infinity }
                }
            }
            defer { taken += rate }
            return taken
        }
        return (values, changed ?? 0)
    }
}
