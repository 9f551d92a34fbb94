/// Courses of hardware that wears out, and of what only looks like it: seen for 90 days, asked for 30.
extension Course {
    /// What is foretold.
    enum Matter {
        case light, laser, fan, temperature, errors, sectors, flash, battery, traffic
    }

    private static let wearHorizon = 30
    private static let wearHours = (90 + wearHorizon * 3 / 2) * 24

    private init(
        _ matter: Matter, start: Double, limit: Double, isFalling: Bool = false, floor: Double,
        reading: Reading = .hours
    ) {
        self.init(start: start)
        weights = [Double](repeating: 1.0 / 24, count: Course.wearHours)
        texture = [Double](repeating: 0, count: Course.wearHours)
        isMissing = [Bool](repeating: false, count: Course.wearHours)
        self.limit = limit
        self.isFalling = isFalling
        self.floor = floor
        self.reading = reading
        self.matter = matter
        horizonDays = Course.wearHorizon
    }

    /// Most come to the limit in 35 to 130 days, a third does not for years.
    private mutating func wear(_ dice: inout Dice) {
        let isSlow = dice.once(in: 3)
        let days = isSlow ? dice.between(700, 3000) : dice.between(35, 130)
        growth = (limit - start) / days
        if isSlow {
            judge(onDays: [25, 40, 55, 70, 90], &dice)
        } else {
            judge(before: days, [70, 45, 26, 15, 8, 3], &dice)
            moments.removeAll { $0 < 21 * 24 }
        }
    }

    private mutating func judgeOften(_ dice: inout Dice) { judge(onDays: [25, 40, 55, 70, 90], &dice) }

    /// The rising half of a wave of the seasons, from its lowest point to beyond its highest.
    private mutating func addSeason(_ amplitude: Double, _ dice: inout Dice) {
        let period = dice.whole(240...365) * 24
        addWave(amplitude, period: period, maximum: dice.whole((period * 3 / 10)...(period * 6 / 10)))
    }

    // MARK: Optics

    /// Received light in dBm: a connector, a splice or the other side's laser gets worse.
    static func dimming(_ dice: inout Dice) -> Course {
        let limit = dice.between(-20, -14)
        var course = Course(
            .light, start: limit + dice.between(4, 9), limit: limit, isFalling: true, floor: limit + 4)
        course.wear(&dice)
        course.addWave(dice.between(0.05, 0.3), period: 24, maximum: 15)
        course.addWeather(dice.between(0.05, 0.25), memory: 72, &dice)
        course.addNoise(0.05, &dice)
        return course
    }

    /// Somebody plugged or cleaned it: another level at once, that stays.
    static func replugged(_ dice: inout Dice) -> Course {
        let limit = dice.between(-20, -14)
        var course = Course(
            .light, start: limit + dice.between(5, 9), limit: limit, isFalling: true, floor: limit + 4)
        var hour = dice.whole((10 * 24)...(40 * 24))
        for _ in 0..<dice.whole(1...3) {
            course.interventions.append(Intervention(hour: hour, shift: -dice.between(0.4, 1.3)))
            course.moments += [hour + 48, hour + 150]
            hour += dice.whole((7 * 24)...(22 * 24))
        }
        course.moments.append(90 * 24 - dice.whole(1...24))
        course.addWave(dice.between(0.05, 0.3), period: 24, maximum: 15)
        course.addNoise(0.05, &dice)
        return course
    }

    /// Fibre in the ground and on poles: a decibel more or less over the year.
    static func seasonalLight(_ dice: inout Dice) -> Course {
        let limit = dice.between(-20, -14)
        let amplitude = dice.between(0.3, 1.3)
        var course = Course(
            .light, start: limit + amplitude + dice.between(1.5, 5), limit: limit, isFalling: true, floor: limit + 4)
        course.addSeason(-amplitude, &dice)
        course.addWave(dice.between(0.05, 0.3), period: 24, maximum: 15)
        course.addWeather(dice.between(0.05, 0.2), memory: 96, &dice)
        course.addNoise(0.05, &dice)
        course.judgeOften(&dice)
        return course
    }

    /// Milliamperes: the older the laser, the more current it takes for the same light, and that ever faster.
    static func laser(_ dice: inout Dice) -> Course {
        let start = dice.between(20, 45)
        let limit = start * dice.between(1.4, 2.2)
        var course = Course(.laser, start: start, limit: limit, floor: start + (limit - start) * 0.3)
        if dice.once(in: 2) {
            course.wear(&dice)
        } else {
            let days = dice.between(60, 130)
            for hour in course.texture.indices {
                let part = Double(hour) / (days * 24)
                course.texture[hour] = (limit - start) * part * part
            }
            course.judge(before: days, [45, 26, 15, 8, 3], &dice)
            course.moments.removeAll { $0 < 21 * 24 }
        }
        course.addWave(start * dice.between(0.01, 0.04), period: 24, maximum: 15)
        course.addWeather(start * 0.01, memory: 72, &dice)
        course.addNoise(start * 0.005, &dice)
        return course
    }

    /// It takes more current when it is warm, and it gets summer.
    static func warmLaser(_ dice: inout Dice) -> Course {
        let start = dice.between(20, 45)
        let amplitude = start * dice.between(0.04, 0.14)
        let limit = (start + amplitude) * dice.between(1.25, 1.8)
        var course = Course(.laser, start: start, limit: limit, floor: start + (limit - start) * 0.3)
        course.addSeason(amplitude, &dice)
        course.addWave(start * dice.between(0.01, 0.05), period: 24, maximum: 15)
        course.addWeather(start * dice.between(0.01, 0.03), memory: 96, &dice)
        course.judgeOften(&dice)
        return course
    }

    // MARK: Fans and warmth

    static func wornFan(_ dice: inout Dice) -> Course {
        let start = dice.between(4500, 9000)
        let limit = start * dice.between(0.35, 0.65)
        var course = Course(.fan, start: start, limit: limit, isFalling: true, floor: limit + (start - limit) * 0.6)
        course.wear(&dice)
        course.addWave(start * dice.between(0.005, 0.04), period: 24, maximum: 15)
        course.addWeather(start * 0.01, memory: 36, &dice)
        course.addNoise(start * 0.006, &dice)
        return course
    }

    /// Faster when it is warm, in steps, and slower towards winter.
    static func controlledFan(_ dice: inout Dice) -> Course {
        let start = dice.between(4500, 9000)
        var course = Course(.fan, start: start, limit: start * 0.4, isFalling: true, floor: start * 0.75)
        course.addSeason(-start * dice.between(0.03, 0.2), &dice)
        course.addWave(start * dice.between(0.03, 0.12), period: 24, maximum: 15)
        course.addWeather(start * dice.between(0.02, 0.08), memory: 60, &dice)
        if dice.once(in: 2) { course.step = start / 12 }
        course.judgeOften(&dice)
        return course
    }

    /// Degrees: dust, a fan that is gone, a pump that tires.
    static func clogging(_ dice: inout Dice) -> Course {
        let start = dice.between(32, 52)
        let limit = start + dice.between(14, 28)
        var course = Course(.temperature, start: start, limit: limit, floor: limit - 12)
        course.wear(&dice)
        course.addRooms(&dice)
        return course
    }

    static func seasonalHeat(_ dice: inout Dice) -> Course {
        let start = dice.between(32, 52)
        let amplitude = dice.between(2, 8)
        var course = Course(.temperature, start: start, limit: start + amplitude + dice.between(10, 20), floor: 0)
        course.floor = course.limit - 12
        course.addSeason(amplitude, &dice)
        course.addRooms(&dice)
        course.judgeOften(&dice)
        return course
    }

    /// Another machine beside it, a door that stays shut.
    static func heatStep(_ dice: inout Dice) -> Course {
        let start = dice.between(32, 52)
        let height = dice.between(3, 9)
        var course = Course(.temperature, start: start, limit: start + height + dice.between(9, 16), floor: 0)
        course.floor = course.limit - 12
        let hour = dice.whole((15 * 24)...(60 * 24))
        course.interventions = [Intervention(hour: hour, shift: height)]
        course.moments = [36, 96, 200, 400, 700].map { hour + $0 }
        course.addRooms(&dice)
        return course
    }

    /// Warmer by day, on working days, and as the weather is.
    private mutating func addRooms(_ dice: inout Dice) {
        addWave(dice.between(0.5, 2.5), period: 24, maximum: 15)
        addWave(dice.between(0, 1.2), period: 168, maximum: 50)
        addWeather(dice.between(0.4, 1.4), memory: dice.between(24, 96), &dice)
        addNoise(0.2, &dice)
    }

    // MARK: Counters

    /// Errors in a million packets: twice as many every few days.
    static func growingErrors(_ dice: inout Dice) -> Course {
        var course = Course(.errors, start: 0, limit: 100, floor: 5, reading: .dailyMean)
        var rate = dice.between(0.02, 1.5)
        let doubling = dice.between(4, 14)
        var crossing = 0
        for hour in course.texture.indices {
            course.texture[hour] = rate
            rate = min(5000, rate * (1 + 0.693_147 / (24 * doubling)))
            if rate < 100 { crossing = hour }
        }
        course.roughen(dice.between(0.2, 0.7), &dice)
        course.judge(before: Double(crossing) / 24, [45, 26, 15, 8, 3], &dice)
        course.moments.removeAll { $0 < 18 * 24 }
        return course
    }

    /// A lift, a welder, a lamp: much for some hours, as ever in between.
    static func burstsOfErrors(_ dice: inout Dice) -> Course {
        var course = Course(.errors, start: 0, limit: 100, floor: 5, reading: .dailyMean)
        let level = dice.between(0.05, 4)
        for hour in course.texture.indices { course.texture[hour] = level }
        course.roughen(0.5, &dice)
        var hour = dice.whole(0...200)
        while hour < course.texture.count {
            let height = dice.between(20, 140)
            for place in hour..<min(course.texture.count, hour + dice.whole(1...9)) {
                course.texture[place] += height * dice.between(0.5, 1)
            }
            hour += dice.whole(30...240)
        }
        course.judgeOften(&dice)
        return course
    }

    /// A cable is pinched: more than before, and it stays so.
    static func steadyErrors(_ dice: inout Dice) -> Course {
        var course = Course(.errors, start: 0, limit: 100, floor: 5, reading: .dailyMean)
        let begin = dice.whole((10 * 24)...(50 * 24))
        let (before, after) = (dice.between(0.05, 2), dice.between(5, 45))
        for hour in course.texture.indices { course.texture[hour] = hour < begin ? before : after }
        course.roughen(dice.between(0.2, 0.6), &dice)
        course.moments = [48, 120, 240, 480, 900].map { begin + $0 }
        return course
    }

    /// Every value a part more or less, and less by day or by night.
    private mutating func roughen(_ part: Double, _ dice: inout Dice) {
        let wave = dice.between(0, 0.5)
        for hour in texture.indices {
            let isNight = hour % 24 < 7 || hour % 24 > 18
            texture[hour] *= max(0.05, 1 + part * dice.normal()) * (isNight ? 1 - wave : 1)
        }
    }

    /// Reallocated and pending sectors: once it begins, it goes on ever faster.
    static func growingSectors(_ dice: inout Dice) -> Course {
        var course = Course(.sectors, start: 0, limit: 100, floor: 10)
        let begin = dice.whole((5 * 24)...(30 * 24))
        let days = dice.between(30, 80)
        var count = Double(dice.whole(0...4))
        var next = begin
        for hour in course.texture.indices {
            if hour >= next {
                let part = Double(hour - begin) / (days * 24)
                count += Double(dice.whole(1...4)) + (part * 4).rounded(.down)
                next = hour + max(3, Int(Double(dice.whole(20...70)) / (1 + 2 * part) * days / 55))
            }
            course.texture[hour] = count
        }
        let crossing = course.texture.firstIndex { $0 >= 100 } ?? course.texture.count
        course.judge(before: Double(crossing) / 24, [45, 26, 15, 8, 3], &dice)
        course.moments.removeAll { $0 < begin + 10 * 24 || $0 < 18 * 24 }
        return course
    }

    /// A few at once, and then none for long.
    static func fewSectors(_ dice: inout Dice) -> Course {
        var course = Course(.sectors, start: Double(dice.whole(0...20)), limit: 100, floor: 10)
        var hour = dice.whole((5 * 24)...(30 * 24))
        for _ in 0..<dice.whole(1...3) {
            course.interventions.append(Intervention(hour: hour, shift: Double(dice.whole(1...16))))
            course.moments.append(hour + dice.whole(24...150))
            hour += dice.whole((6 * 24)...(30 * 24))
        }
        course.moments += [80 * 24, 90 * 24]
        course.moments.removeAll { $0 > 90 * 24 }
        return course
    }

    /// What a solid-state disk has left, in whole per cent.
    static func worn(_ dice: inout Dice) -> Course {
        var course = Course(.flash, start: dice.between(20, 60), limit: 3, isFalling: true, floor: 25)
        course.wear(&dice)
        course.growOnWeekdays()
        course.step = 1
        return course
    }

    // MARK: Batteries

    /// Minutes; less by day, when more is drawn from it, and once a week a test.
    static func oldBattery(_ dice: inout Dice) -> Course {
        var course = Course(.battery, start: dice.between(22, 60), limit: 10, isFalling: true, floor: 25)
        course.wear(&dice)
        course.addLoad(&dice)
        return course
    }

    /// Other machines hang on it: less at once, and it stays so.
    static func loadedBattery(_ dice: inout Dice) -> Course {
        var course = Course(.battery, start: dice.between(28, 60), limit: 10, isFalling: true, floor: 25)
        var hour = dice.whole((10 * 24)...(40 * 24))
        for _ in 0..<dice.whole(1...2) {
            course.interventions.append(Intervention(hour: hour, shift: -dice.between(1.5, (course.start - 15) / 2.5)))
            course.moments += [hour + 48, hour + 200]
            hour += dice.whole((8 * 24)...(40 * 24))
        }
        course.moments += [85 * 24, 90 * 24]
        course.addLoad(&dice)
        return course
    }

    private mutating func addLoad(_ dice: inout Dice) {
        addWave(dice.between(0.2, 1.5), period: 24, maximum: 2)
        let test = dice.whole(0...167)
        let dip = dice.between(1, 2)
        for hour in stride(from: test, to: texture.count, by: 168) { texture[hour] -= dip }
        addWeather(0.3, memory: 24, &dice)
        addNoise(0.2, &dice)
    }

    // MARK: Traffic

    /// Per cent of the speed: by day, less on weekends.
    private static func traffic(_ dice: inout Dice) -> Course {
        Course(.traffic, start: 0, limit: 90, floor: 55, reading: .dailyPeak)
    }

    /// - Parameter height: What its best hours are on a working day.
    private mutating func carry(_ dice: inout Dice, height: (_ hour: Int) -> Double) {
        let weekend = dice.between(0.15, 0.8)
        let night = dice.between(0.05, 0.4)
        let noise = dice.between(0.03, 0.1)
        var weather = 0.0
        for hour in texture.indices {
            if hour % 24 == 0 { weather = 0.04 * dice.normal() }
            let isWork = (8..<17).contains(hour % 24)
            let isWeekend = hour / 24 % 7 >= 5
            let part = (isWork ? 0.93 : night) * (isWeekend ? weekend : 1)
            texture[hour] = min(99, max(0, height(hour) * part * (1 + noise * dice.normal() + weather)))
        }
    }

    static func growingTraffic(_ dice: inout Dice) -> Course {
        var course = traffic(&dice)
        let start = dice.between(35, 65)
        let isSlow = dice.once(in: 3)
        let days = isSlow ? dice.between(700, 3000) : dice.between(45, 130)
        course.carry(&dice) { start + (86 - start) * Double($0) / (days * 24) }
        if isSlow {
            course.judge(onDays: [28, 40, 55, 70, 90], &dice)
        } else {
            course.judge(before: days, [45, 26, 15, 8, 3], &dice)
            course.moments.removeAll { $0 < 28 * 24 }
        }
        return course
    }

    /// Weeks without pupils, and then it is as it was.
    static func holidays(_ dice: inout Dice) -> Course {
        var course = traffic(&dice)
        let (usual, quiet) = (dice.between(45, 72), dice.between(0.1, 0.5))
        let begin = dice.whole(7...30)
        let end = begin + dice.whole(7...40)
        // They do not all come back on one day.
        let slowness = dice.between(0.5, 7)
        course.carry(&dice) { hour in
            let day = Double(hour) / 24
            if day < Double(begin) { return usual }
            if day < Double(end) { return usual * quiet }
            return usual * min(1, quiet + (1 - quiet) * (day - Double(end)) / slowness)
        }
        course.moments = [3, 6, 10, 16].map { (end + $0) * 24 + dice.whole(0...23) }
        course.moments.append(90 * 24)
        course.moments.removeAll { $0 > 90 * 24 }
        return course
    }

    /// Working days, weekends, and backups at night.
    static func steadyTraffic(_ dice: inout Dice) -> Course {
        var course = traffic(&dice)
        let usual = dice.between(30, 74)
        course.carry(&dice) { _ in usual }
        if dice.once(in: 2) {
            let height = dice.between(40, 78)
            let every = dice.whole(1...3)
            for hour in course.texture.indices where hour % 24 < 4 && hour / 24 % every == 0 {
                course.texture[hour] = height * dice.between(0.9, 1.05)
            }
        }
        course.judgeOften(&dice)
        return course
    }
}
