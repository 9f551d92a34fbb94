import Model

/// One made-up series of the back-test set: hourly averages, what people do to it, and the moments at which it is
/// judged.
///
/// What goes on by itself (growth, seasons, rotation, restarts by a timer, noise) goes on after the moment of judging.
/// What people do (clean up, copy something, change the toner, stop what was growing) does not happen after it: the
/// question is what comes if nobody does anything.
struct Course {
    /// Days that are seen at most, and days beyond them in which the truth is looked for: 1.5 horizons.
    static let days = 60
    static let horizonDays = 14
    static let hours = (days + horizonDays * 3 / 2) * 24

    /// What has to be at the limit.
    enum Reading {
        /// Any hour.
        case hours
        /// The mean of the 24 hours before.
        case dailyMean
        /// All but the highest of them: 95 of 100.
        case dailyPeak
    }

    /// Something that somebody did.
    struct Intervention {
        var hour: Int
        /// What it changed at once.
        var shift = 0.0
        /// What the course grows by from then on, in a day; `nil`: as before.
        var growth: Double?
    }

    var start: Double
    /// A day, spread over the hours by `weights`.
    var growth = 0.0
    /// What of a day's growth falls on each hour.
    var weights = [Double](repeating: 1.0 / 24, count: hours)
    var interventions: [Intervention] = []
    /// Added to it hour by hour: seasons, saw-teeth, noise.
    var texture = [Double](repeating: 0, count: hours)
    /// Hours of which nothing is known.
    var isMissing = [Bool](repeating: false, count: hours)
    /// The device tells it in steps of this size.
    var step: Double?

    var limit = 100.0
    var isFalling = false
    /// Before this value is passed nobody wants to hear of a date.
    var floor = 60.0
    /// A date within so many days is an alarm.
    var horizonDays = Course.horizonDays
    var reading = Reading.hours
    /// What is foretold, and so by which habits; `nil`: used space, memory, and what is used up.
    var matter: Matter?
    /// Hours of judging.
    var moments: [Int] = []

    /// The values as they are if nobody does anything after the moment, gaps filled.
    func values(asOf moment: Int) -> [Double] {
        var level = start
        var growth = growth
        var next = 0
        return texture.indices.map { hour in
            while next < interventions.count, interventions[next].hour <= min(hour, moment) {
                level += interventions[next].shift
                growth = interventions[next].growth ?? growth
                next += 1
            }
            level += growth * weights[hour]
            let value = level + texture[hour]
            guard let step else { return value }
            return (value / step).rounded(.down) * step
        }
    }

    /// What the limit is held against, hour by hour.
    func readings(of values: [Double]) -> [Double] {
        guard reading != .hours else { return values }
        return values.indices.map { hour in
            let day = values[max(0, hour - 23)...hour].sorted()
            return reading == .dailyPeak ? day[max(0, day.count - 2)] : day.reduce(0, +) / Double(day.count)
        }
    }

    /// Days that are seen of it at most.
    var seenDays: Int { texture.count / 24 - horizonDays * 3 / 2 }

    /// Whether a value has reached the limit.
    func isReached(by value: Double) -> Bool { isFalling ? value <= limit : value >= limit }
}

// MARK: - What many have in common

extension Course {
    mutating func addNoise(_ deviation: Double, _ dice: inout Dice) {
        for hour in texture.indices { texture[hour] += deviation * dice.normal() }
    }

    /// Noise that remembers: the deviation is that of the values, the memory is in hours.
    mutating func addWeather(_ deviation: Double, memory: Double, _ dice: inout Dice) {
        let kept = 1 - 1 / memory
        // The variance of x(n + 1) = kept · x(n) + noise is noise² / (1 − kept²).
        let noise = deviation * (1 - kept * kept).squareRoot()
        var weather = deviation * dice.normal()
        for hour in texture.indices {
            weather = kept * weather + noise * dice.normal()
            texture[hour] += weather
        }
    }

    /// A wave of parabolas, close to a sine, with its maximum at the hour.
    mutating func addWave(_ amplitude: Double, period: Int, maximum: Int) {
        for hour in texture.indices {
            let phase = Double((hour - maximum + period * 1000) % period) / Double(period)
            let half = phase < 0.25 || phase >= 0.75
            let offset = half ? (phase < 0.25 ? phase : phase - 1) : phase - 0.5
            let parabola = 1 - 16 * offset * offset
            texture[hour] += half ? amplitude * parabola : -amplitude * parabola
        }
    }

    /// Weekdays from 7 to 17 only; hour 0 is a Monday's midnight.
    mutating func growOnWeekdays() {
        for hour in weights.indices {
            let isWork = hour / 24 % 7 < 5 && (7..<17).contains(hour % 24)
            weights[hour] = isWork ? 7.0 / 5 / 10 : 0
        }
    }

    mutating func addGaps(_ count: Int, hours: ClosedRange<Int>, _ dice: inout Dice) {
        for _ in 0..<count {
            let begin = dice.whole(24...(seenDays * 24))
            for hour in begin..<min(texture.count, begin + dice.whole(hours)) { isMissing[hour] = true }
        }
    }

    /// Judged on these days, each at some hour of the day.
    mutating func judge(onDays days: [Int], _ dice: inout Dice) {
        moments = days.map { $0 * 24 - dice.whole(1...24) }
    }

    /// Judged so many days before another day, as far as that is in the second week or later.
    mutating func judge(before end: Double, _ days: [Double], _ dice: inout Dice) {
        moments = days.map { Int((end - $0) * 24) + dice.whole(-12...12) }
            .filter { $0 >= 12 * 24 && $0 <= seenDays * 24 }
    }

    /// Judged once in a while between two days.
    mutating func judge(from first: Int, through last: Int, times: Int, _ dice: inout Dice) {
        moments = (0..<times).map { _ in dice.whole((first * 24)...(last * 24 - 1)) }.sorted()
    }
}
