import Model

/// A made-up series of a year and five weeks, a value every ten minutes, and when something happened in it that is out
/// of the ordinary. Clocks go as in Helsinki.
struct UsualCourse {
    enum Kind: String, CaseIterable {
        case idle = "idle processor"
        case office = "office hours"
        case nightly = "nightly backup"
        case weekly = "weekly job"
        case monthly = "monthly job"
        case universal = "job by a clock in UTC"
        case bursts = "short bursts"
        case noisy = "noisy processor"
        case memory = "memory, drifting"
        case growing = "memory, growing"
        case leak = "leak with restarts"
        case uplink = "uplink, heavy tail"
        case school = "uplink of a school, alone"
        case gaps = "office hours with gaps"
        case runaway = "runaway process"
        case jump = "memory jumps and stays"
        case flood = "traffic at night"

        /// Of those something is to be found.
        var isTrue: Bool {
            switch self {
            case .runaway, .jump, .flood: true
            case .idle, .office, .nightly, .weekly, .monthly, .universal, .bursts, .noisy, .memory, .growing, .leak,
                .uplink, .school, .gaps:
                false
            }
        }

        var aspect: Aspect {
            switch self {
            case .memory, .growing, .leak, .jump: .memory
            case .uplink, .school, .flood: .traffic
            case .idle, .office, .nightly, .weekly, .monthly, .universal, .bursts, .noisy, .gaps, .runaway: .cpu
            }
        }
    }

    static let perHour = 6
    static let hours = 57 * 168
    /// Monday 2025-12-01 0:00 in Helsinki.
    static let begin = UTCTime(year: 2025, month: 11, day: 30, hour: 22).timestamp
    static let clocks: [CalendarTime] = (0..<hours).map { StoryClock.calendar(begin + .seconds($0 * 3600)) }

    var kind: Kind
    /// `nan` where nothing is known.
    private(set) var values: [Double] = []
    /// When something out of the ordinary began, by the places of the values.
    private(set) var truths: [Int] = []

    init(_ kind: Kind, seed: UInt64) {
        self.kind = kind
        var dice = Dice(seed: seed &* 1000 &+ UInt64(UsualCourse.Kind.allCases.firstIndex(of: kind) ?? 0))
        values = (0..<UsualCourse.hours * UsualCourse.perHour).map { _ in dice.normal() }
        let base = level(&dice)
        let noise = dice.between(0.5, 3)
        for place in values.indices {
            let hour = place / UsualCourse.perHour
            values[place] = base[hour] + values[place] * (kind.aspect == .memory ? 0.3 : noise)
        }
        shape(&dice)
        for place in values.indices { values[place] = min(100, max(0, values[place])) }
        if kind == .gaps {
            for _ in 0..<25 {
                let from = dice.whole(0...(values.count - 1))
                for place in from..<min(values.count, from + dice.whole(6...500)) { values[place] = .nan }
            }
        }
    }

    /// What it is hour by hour, without noise.
    private func level(_ dice: inout Dice) -> [Double] {
        let low = dice.between(2, 10)
        let high = dice.between(25, 55)
        let clocks = UsualCourse.clocks
        switch kind {
        case .idle, .nightly, .weekly, .monthly, .universal, .bursts, .leak, .flood:
            return clocks.map { _ in low }
        case .office, .gaps, .runaway:
            let days = (0..<UsualCourse.hours / 24 + 2).map { _ in dice.between(0.75, 1.25) }
            return clocks.enumerated().map { $1.isWork ? high * days[$0 / 24] : low }
        case .noisy:
            return weather(15, memory: 3, &dice).map { 30 + $0 }
        case .memory:
            let middle = dice.between(30, 60)
            return weather(5, memory: 48, &dice).map { middle + $0 }
        case .growing:
            let start = dice.between(15, 40)
            return clocks.indices.map { start + 40 * Double($0) / Double(UsualCourse.hours) }
        case .jump:
            let middle = dice.between(25, 45)
            return weather(2, memory: 48, &dice).map { middle + $0 }
        case .uplink:
            let busy = weather(0.8, memory: 2, &dice)
            return clocks.enumerated().map { ($1.isWork ? 12 : 4) * UsualCourse.power(busy[$0]) }
        case .school:
            return clocks.map { $0.isWork && !$0.isHoliday && $0.hour >= 8 && $0.hour < 15 ? high : low / 4 }
        }
    }

    /// Noise that remembers, in hours.
    private func weather(_ deviation: Double, memory: Double, _ dice: inout Dice) -> [Double] {
        let kept = 1 - 1 / memory
        let step = deviation * (1 - kept * kept).squareRoot()
        var value = 0.0
        return (0..<UsualCourse.hours).map { _ in
            value = kept * value + step * dice.normal()
            return value
        }
    }

    /// About e to that power, without the C library.
    private static func power(_ exponent: Double) -> Double {
        let small = 1 + exponent / 64
        return (0..<6).reduce(max(0.01, small)) { power, _ in power * power }
    }

    /// What comes on top: jobs, bursts, what happens.
    private mutating func shape(_ dice: inout Dice) {
        let clocks = UsualCourse.clocks
        switch kind {
        case .idle, .office, .noisy, .memory, .growing, .uplink, .school, .gaps: break
        case .nightly: run(dice.between(60, 90), hours: 1...4, at: { $0.hour == 2 }, &dice)
        case .weekly: run(dice.between(60, 90), hours: 2...3, at: { $0.weekday == 7 && $0.hour == 3 }, &dice)
        case .monthly: run(dice.between(60, 90), hours: 3...5, at: { $0.day == 25 && $0.hour == 4 }, &dice)
        case .universal:
            for hour in clocks.indices where hour % 24 == 1 { add(70, from: hour * UsualCourse.perHour, for: 9) }
        case .bursts:
            for _ in 0..<110 { add(dice.between(40, 95), from: dice.whole(0...values.count), for: dice.whole(1...3)) }
        case .leak:
            let days = dice.between(5, 16)
            for place in values.indices {
                let day = Double(place) / Double(24 * UsualCourse.perHour)
                let part = day / days
                values[place] += 15 + 60 * (part - part.rounded(.down))
            }
        case .runaway: happen(&dice) { dice in (dice.between(40, 90), dice.whole(18...200)) }
        case .jump: happen(&dice) { dice in (dice.between(25, 45), 10 * 24 * UsualCourse.perHour) }
        case .flood: happen(&dice) { dice in (dice.between(25, 90), dice.whole(12...60)) }
        }
    }

    private mutating func run(
        _ height: Double, hours: ClosedRange<Int>, at isBegin: (CalendarTime) -> Bool, _ dice: inout Dice
    ) {
        for (hour, clock) in UsualCourse.clocks.enumerated() where isBegin(clock) {
            let steps = dice.whole((hours.lowerBound * UsualCourse.perHour)...(hours.upperBound * UsualCourse.perHour))
            add(height, from: hour * UsualCourse.perHour + dice.whole(0...2), for: steps)
        }
    }

    /// Every seven weeks something out of the ordinary, at some hour.
    private mutating func happen(_ dice: inout Dice, _ what: (inout Dice) -> (height: Double, steps: Int)) {
        for turn in 0..<7 {
            let week = 7 * 24 * UsualCourse.perHour
            let place = (6 + turn * 7) * week + dice.whole(0...week)
            let (height, steps) = what(&dice)
            add(height, from: place, for: steps)
            truths.append(place)
        }
    }

    private mutating func add(_ height: Double, from place: Int, for steps: Int) {
        for step in place..<max(place, min(values.count, place + steps)) { values[step] += height }
    }
}

extension CalendarTime {
    fileprivate var isWork: Bool { weekday <= 5 && hour >= 8 && hour < 16 }

    /// Summer from June to the middle of August, a week in October and in February, Christmas and some single days.
    fileprivate var isHoliday: Bool {
        switch (month, day) {
        case (6, _), (7, _), (8, ...10), (10, 12...18), (2, 16...22), (12, 21...), (1, ...6): true
        case (4, 3), (4, 6), (5, 1), (5, 14): true
        default: false
        }
    }
}
