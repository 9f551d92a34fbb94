/// Courses that come to nothing: steps, plateaus, what goes up and down.
extension Course {
    /// Somebody copied something big, once.
    static func singleStep(_ dice: inout Dice) -> Course {
        var course = Course(start: dice.between(30, 75))
        let hour = dice.whole((10 * 24)...(48 * 24))
        let height = dice.between(8, min(40, 97 - course.start))
        // It takes one hour to eight.
        let hours = dice.whole(1...8)
        course.interventions = (0..<hours).map { Intervention(hour: hour + $0, shift: height / Double(hours)) }
        course.addNoise(dice.between(0.03, 0.3), &dice)
        course.moments = [9, 18, 36, 72, 168, 288].map { hour + $0 }
        return course
    }

    /// Somebody did that two or three times.
    static func severalSteps(_ dice: inout Dice) -> Course {
        var course = Course(start: dice.between(30, 60))
        let count = dice.whole(2...3)
        let height = dice.between(4, (96 - course.start) / Double(count))
        var hour = dice.whole((5 * 24)...(20 * 24))
        for _ in 0..<count {
            course.interventions.append(Intervention(hour: hour, shift: height))
            course.moments.append(hour + dice.whole(6...96))
            hour += dice.whole((4 * 24)...(15 * 24))
        }
        course.moments.append(hour)
        course.moments.removeAll { $0 > Course.days * 24 }
        course.addNoise(dice.between(0.03, 0.3), &dice)
        return course
    }

    /// Fills quickly, the less is left to be copied the slower, and stays.
    static func newDisk(_ dice: inout Dice) -> Course {
        var course = Course(start: 2)
        let birth = dice.whole((5 * 24)...(30 * 24))
        let rest = dice.between(40, 88)
        let memory = dice.between(0.5, 4) * 24
        var filled = 0.0
        for hour in course.texture.indices {
            course.isMissing[hour] = hour < birth
            if hour >= birth { filled += (rest - filled) / memory }
            course.texture[hour] = filled
        }
        course.addNoise(dice.between(0.03, 0.2), &dice)
        course.moments = [12, 24, 48, 72, 120, 192, 480].map { birth + $0 }
        return course
    }

    /// Grew for weeks; what filled it was stopped.
    static func plateau(_ dice: inout Dice) -> Course {
        var course = Course(start: dice.between(30, 60))
        let end = dice.whole(14...45)
        course.growth = (dice.between(65, 97) - course.start) / Double(end)
        course.interventions = [Intervention(hour: end * 24, growth: 0)]
        course.addNoise(dice.between(0.03, 0.3), &dice)
        course.moments = [48, 72, 120, 200, 336].map { end * 24 + $0 }
        return course
    }

    /// A small /var: goes up and down by a tenth of its size, for days at a time.
    static func smallVar(_ dice: inout Dice) -> Course {
        var course = Course(start: dice.between(45, 72))
        course.addWeather(dice.between(3, 8), memory: dice.between(12, 72), &dice)
        let highest = 97 - course.start
        for hour in course.texture.indices { course.texture[hour] = min(highest, course.texture[hour]) }
        course.judge(onDays: [7, 14, 25, 36, 48, 60], &dice)
        return course
    }

    /// Wherever it may go: every hour a step up or down.
    static func wander(_ dice: inout Dice) -> Course {
        var course = Course(start: dice.between(55, 82))
        let step = dice.between(0.03, 0.15)
        var height = 0.0
        for hour in course.texture.indices {
            height += step * dice.normal()
            course.texture[hour] = height
        }
        course.judge(onDays: [14, 25, 36, 48, 60], &dice)
        return course
    }

    static func flatWithGaps(_ dice: inout Dice) -> Course {
        var course = Course(start: dice.between(20, 94))
        course.addNoise(dice.between(0.03, 1), &dice)
        course.addGaps(dice.whole(4...10), hours: 3...96, &dice)
        course.judge(onDays: [7, 14, 30, 45, 60], &dice)
        return course
    }
}
