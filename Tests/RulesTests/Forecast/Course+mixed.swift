/// Courses of which nobody has decided what they shall show.
extension Course {
    /// Growth or none, up to three things that people did, up to three textures on top of each other, perhaps gaps;
    /// judged on eight days.
    static func mixed(_ dice: inout Dice) -> Course {
        var course = Course(start: 0)
        course.addNoise(dice.between(0.02, 0.4), &dice)
        var height = 1.0
        for _ in 0..<dice.whole(0...3) { height += course.addTexture(&dice) }
        course.start = dice.between(15, max(20, 96 - height))
        let daysToFull = dice.between(10, 150)
        let growth = dice.once(in: 3) ? 0 : (course.limit - height - course.start) / daysToFull
        course.growth = growth
        if dice.once(in: 4) { course.growOnWeekdays() }
        var hour = 0
        for _ in 0..<dice.whole(0...3) {
            hour += dice.whole((3 * 24)...(25 * 24))
            course.interventions.append(intervention(at: hour, growth: growth, &dice))
        }
        if dice.once(in: 3) { course.addGaps(dice.whole(1...6), hours: 2...48, &dice) }
        course.judge(from: 7, through: 60, times: 8, &dice)
        return course
    }

    private static func intervention(at hour: Int, growth: Double, _ dice: inout Dice) -> Intervention {
        switch dice.whole(1...4) {
        case 1: Intervention(hour: hour, shift: dice.between(2, 12))
        case 2: Intervention(hour: hour, shift: -dice.between(3, 25))
        case 3: Intervention(hour: hour, growth: 0)
        default: Intervention(hour: hour, growth: growth * dice.between(0.4, 3) + dice.between(0, 0.5))
        }
    }

    /// - Returns: How far it goes up.
    private mutating func addTexture(_ dice: inout Dice) -> Double {
        let height = dice.between(1, 12)
        switch dice.whole(1...6) {
        case 1:
            addWave(height / 3, period: 24, maximum: dice.whole(0...23))
            return height / 3
        case 2:
            addWave(height / 3, period: 168, maximum: dice.whole(0...167))
            return height / 3
        case 3:
            addWeather(height / 6, memory: dice.between(6, 72), &dice)
            return height / 2
        case 4:
            addTeeth(height, period: 24, fallsAt: dice.whole(0...23), jitter: 0.2, &dice)
        case 5:
            addTeeth(height, period: dice.whole(2...14) * 24, fallsAt: dice.whole(0...335), jitter: 0.2, &dice)
        default:
            var hour = dice.whole(0...72)
            while hour < Course.hours {
                let length = dice.whole(1...10)
                for place in hour..<min(Course.hours, hour + length) { texture[place] += height }
                hour += length + dice.whole(12...120)
            }
        }
        return height * 1.2
    }
}
