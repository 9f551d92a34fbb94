/// Courses that grow.
extension Course {
    /// Grows to the limit in 20 to 75 days from where it starts; judged before, early and late.
    private static func growing(_ dice: inout Dice, from starts: ClosedRange<Double> = 30...80) -> Course {
        var course = Course(start: dice.between(starts.lowerBound, starts.upperBound))
        let days = dice.between(20, 75)
        course.growth = (course.limit - course.start) / days
        course.judge(before: days, [60, 40, 25, 11, 7, 4, 1], &dice)
        return course
    }

    static func plainGrowth(_ dice: inout Dice) -> Course {
        var course = growing(&dice)
        course.addNoise(0.03, &dice)
        return course
    }

    static func noisyGrowth(_ dice: inout Dice) -> Course {
        var course = growing(&dice)
        course.addNoise(dice.between(0.2, 1), &dice)
        course.addWeather(dice.between(0.3, 1.2), memory: dice.between(6, 24), &dice)
        return course
    }

    static func seasonalGrowth(_ dice: inout Dice) -> Course {
        var course = growing(&dice)
        course.addWave(dice.between(0.5, 3), period: 24, maximum: dice.whole(0...23))
        course.addWave(dice.between(0.5, 3), period: 168, maximum: dice.whole(0...167))
        course.addNoise(0.1, &dice)
        return course
    }

    static func weekdayGrowth(_ dice: inout Dice) -> Course {
        var course = growing(&dice)
        course.growOnWeekdays()
        course.addNoise(0.05, &dice)
        return course
    }

    static func acceleratingGrowth(_ dice: inout Dice) -> Course {
        var course = Course(start: dice.between(30, 70))
        let days = dice.between(30, 75)
        let crossing = days * 24
        for hour in course.texture.indices {
            let part = Double(hour) / crossing
            course.texture[hour] = (course.limit - course.start) * part * part
        }
        course.addNoise(0.05, &dice)
        course.judge(before: days, [60, 40, 25, 11, 7, 4, 1], &dice)
        return course
    }

    static func growthWithGaps(_ dice: inout Dice) -> Course {
        var course = growing(&dice)
        course.addNoise(0.1, &dice)
        course.addGaps(dice.whole(4...10), hours: 3...96, &dice)
        return course
    }

    /// Flat for weeks, then something begins to fill it.
    static func onset(_ dice: inout Dice) -> Course {
        var course = Course(start: dice.between(35, 80))
        let begin = dice.whole(14...45)
        let daysToFull = dice.between(4, 16)
        course.interventions = [
            Intervention(hour: begin * 24, growth: (course.limit - course.start) / daysToFull)
        ]
        course.addNoise(dice.between(0.03, 0.3), &dice)
        course.moments = [36, 48, 72, 120, 168].map { begin * 24 + $0 }
        return course
    }

    /// Every few days something is put there, and that does not end.
    static func stepwiseGrowth(_ dice: inout Dice) -> Course {
        var course = Course(start: dice.between(30, 75))
        let size = dice.between(1, 4)
        let days = dice.between(2, 5)
        var hour = dice.between(0, days * 24)
        var height = 0.0
        var next = Int(hour)
        for place in course.texture.indices {
            while next <= place {
                height += size * dice.between(0.6, 1.4)
                hour += days * 24 * dice.between(0.6, 1.4)
                next = Int(hour)
            }
            course.texture[place] = height
        }
        course.addNoise(0.05, &dice)
        course.judge(onDays: [20, 28, 36, 44, 52, 60], &dice)
        return course
    }

    /// Full after 200 to 1000 days.
    static func slowGrowth(_ dice: inout Dice) -> Course {
        var course = Course(start: dice.between(50, 90))
        course.growth = (course.limit - course.start) / dice.between(200, 1000)
        course.addNoise(dice.between(0.03, 0.5), &dice)
        course.judge(onDays: [14, 25, 36, 48, 60], &dice)
        return course
    }

    /// Grows, is cleaned up by somebody, and grows on as before.
    static func cleanedGrowth(_ dice: inout Dice) -> Course {
        var course = Course(start: dice.between(40, 70))
        let cleaned = dice.whole(14...40)
        course.growth = (dice.between(80, 97) - course.start) / Double(cleaned)
        course.interventions = [Intervention(hour: cleaned * 24 + dice.whole(0...23), shift: -dice.between(5, 40))]
        course.addNoise(dice.between(0.03, 0.3), &dice)
        course.moments = [12, 48, 120, 240, 360, 480].map { cleaned * 24 + 24 + $0 }.filter { $0 <= Course.days * 24 }
        return course
    }

    /// Battery, optics, fan: the limit is below, and most come to it in 25 to 75 days, a third does not.
    private static func wearing(_ dice: inout Dice, from start: Double, to limit: Double, floor: Double) -> Course {
        var course = Course(start: start, limit: limit, isFalling: true, floor: floor)
        let isSlow = dice.once(in: 3)
        let days = isSlow ? dice.between(400, 2000) : dice.between(25, 75)
        course.growth = (limit - start) / days
        if isSlow {
            course.judge(onDays: [21, 36, 48, 60], &dice)
        } else {
            course.judge(before: days, [50, 25, 11, 6, 2], &dice)
        }
        return course
    }

    /// Minutes; once a week a test of the battery.
    static func upsRuntime(_ dice: inout Dice) -> Course {
        var course = wearing(&dice, from: dice.between(35, 60), to: 10, floor: 30)
        let test = dice.whole(0...167)
        let dip = dice.between(2, 4)
        for hour in stride(from: test, to: Course.hours, by: 168) { course.texture[hour] -= dip }
        course.addNoise(0.4, &dice)
        return course
    }

    /// Received light in dBm.
    static func optics(_ dice: inout Dice) -> Course {
        var course = wearing(&dice, from: dice.between(-8, -3), to: -14, floor: -9)
        course.addWave(dice.between(0.1, 0.4), period: 24, maximum: 15)
        course.addNoise(0.05, &dice)
        return course
    }

    /// Turns a minute; faster when it is warm.
    static func fan(_ dice: inout Dice) -> Course {
        var course = wearing(&dice, from: dice.between(5500, 7000), to: 4000, floor: 5200)
        course.addWave(dice.between(50, 250), period: 24, maximum: 15)
        course.addWeather(60, memory: 36, &dice)
        course.addNoise(40, &dice)
        return course
    }

    /// Per cent in steps of 1, of some devices 10; used on weekdays, replaced some days after it is at its end.
    static func toner(_ dice: inout Dice) -> Course {
        var course = Course(start: dice.between(40, 100), limit: 5, isFalling: true, floor: 30)
        course.growth = -95 / dice.between(25, 120)
        course.growOnWeekdays()
        course.step = dice.once(in: 3) ? 10 : 1
        // Two replacements at most fall into the time.
        var level = course.start
        var hour = 0
        while hour < Course.hours {
            level += course.growth * course.weights[hour]
            if level <= 3 {
                course.interventions.append(Intervention(hour: hour + 1, shift: 100 - level))
                level = 100
            }
            hour += 1
        }
        course.judge(onDays: [14, 25, 36, 48, 60], &dice)
        return course
    }
}
