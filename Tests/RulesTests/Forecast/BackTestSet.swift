import Model

/// The series that forecasts are held against, and what really became of them: 29 kinds, 8 seeds each, several moments
/// of judging each; and 21 kinds of hardware that wears out, or seems to.
///
/// Parameters and seeds were fixed and committed before the method was written; a test holds the digest of some. What
/// the method was tuned on and what was held out: docs/forecast.md.
enum BackTestSet {
    static let tuning: ClosedRange<UInt64> = 1...8
    /// A first hold-out, 101 to 108, was looked at before the last changes; this one after them.
    static let holdOut: ClosedRange<UInt64> = 201...208

    /// Series of a 30th kind, whatever a dice mixes: made and committed when the method was done with the others, which
    /// was tuned further on these seeds.
    static let mixed: ClosedRange<UInt64> = 1001...1250
    static let mixedHoldOut: ClosedRange<UInt64> = 2001...2250

    /// Hardware in advance: 21 kinds, made and committed before their forecasts were written.
    static let hardwareTuning: ClosedRange<UInt64> = 1...16
    static let hardwareHoldOut: ClosedRange<UInt64> = 501...516

    /// The first hour of all series: a Monday.
    static let begin = Timestamp(seconds: 1_772_409_600)

    /// How a series behaves; the raw value is its name in docs/forecast.md.
    enum Kind: String, CaseIterable {
        case plainGrowth = "plain growth"
        case noisyGrowth = "growth with noise"
        case seasonalGrowth = "growth with seasons"
        case weekdayGrowth = "growth on weekdays"
        case acceleratingGrowth = "accelerating growth"
        case growthWithGaps = "growth with gaps"
        case onset = "sudden onset"
        case stepwiseGrowth = "growth in steps"
        case slowGrowth = "slow growth"
        case cleanedGrowth = "cleaned, grows on"
        case growingRotation = "growing saw-tooth"
        case dailyRotation = "daily rotation"
        case weeklyRotation = "weekly rotation"
        case monthlyCleaning = "monthly cleaning"
        case nightlyBackup = "nightly backup"
        case bursts = "bursts"
        case leakWithRestarts = "leak with restarts"
        case leakBeforeRestart = "leak, restart too late"
        case singleStep = "one step"
        case severalSteps = "several steps"
        case newDisk = "new disk"
        case plateau = "plateau after growth"
        case smallVar = "small /var"
        case wander = "random walk"
        case flatWithGaps = "flat with gaps"
        case upsRuntime = "UPS runtime"
        case optics = "optics"
        case fan = "fan speed"
        case toner = "toner"
        /// No part of the set: the rest of the world.
        case mixed = "mixed"

        // Hardware in advance, and lines that grow full.
        case dimming = "light that dims"
        case replugged = "light, plugged anew"
        case seasonalLight = "light with the seasons"
        case laser = "laser that wears out"
        case warmLaser = "laser in the sun"
        case wornFan = "fan that wears out"
        case controlledFan = "fan that is controlled"
        case clogging = "filter that clogs"
        case seasonalHeat = "warmth of the seasons"
        case heatStep = "warmer at once"
        case growingErrors = "errors that grow"
        case burstsOfErrors = "bursts of errors"
        case steadyErrors = "errors that stay"
        case growingSectors = "sectors, more and more"
        case fewSectors = "sectors, now and then"
        case worn = "flash that wears out"
        case oldBattery = "battery that ages"
        case loadedBattery = "battery with more load"
        case growingTraffic = "traffic that grows"
        case holidays = "traffic after holidays"
        case steadyTraffic = "traffic as ever"

        /// Those of the set that came first: what fills and what is used up.
        static let all = Array(allCases.prefix(while: { $0 != .mixed }))
        /// Those of hardware in advance.
        static let hardware = Array(allCases.drop(while: { $0 != .mixed }).dropFirst())

        fileprivate func course(_ dice: inout Dice) -> Course {
            switch self {
            case .plainGrowth: Course.plainGrowth(&dice)
            case .noisyGrowth: Course.noisyGrowth(&dice)
            case .seasonalGrowth: Course.seasonalGrowth(&dice)
            case .weekdayGrowth: Course.weekdayGrowth(&dice)
            case .acceleratingGrowth: Course.acceleratingGrowth(&dice)
            case .growthWithGaps: Course.growthWithGaps(&dice)
            case .onset: Course.onset(&dice)
            case .stepwiseGrowth: Course.stepwiseGrowth(&dice)
            case .slowGrowth: Course.slowGrowth(&dice)
            case .cleanedGrowth: Course.cleanedGrowth(&dice)
            case .growingRotation: Course.growingRotation(&dice)
            case .dailyRotation: Course.dailyRotation(&dice)
            case .weeklyRotation: Course.weeklyRotation(&dice)
            case .monthlyCleaning: Course.monthlyCleaning(&dice)
            case .nightlyBackup: Course.nightlyBackup(&dice)
            case .bursts: Course.bursts(&dice)
            case .leakWithRestarts: Course.leakWithRestarts(&dice)
            case .leakBeforeRestart: Course.leakBeforeRestart(&dice)
            case .singleStep: Course.singleStep(&dice)
            case .severalSteps: Course.severalSteps(&dice)
            case .newDisk: Course.newDisk(&dice)
            case .plateau: Course.plateau(&dice)
            case .smallVar: Course.smallVar(&dice)
            case .wander: Course.wander(&dice)
            case .flatWithGaps: Course.flatWithGaps(&dice)
            case .upsRuntime: Course.upsRuntime(&dice)
            case .optics: Course.optics(&dice)
            case .fan: Course.fan(&dice)
            case .toner: Course.toner(&dice)
            case .mixed: Course.mixed(&dice)
            case .dimming: Course.dimming(&dice)
            case .replugged: Course.replugged(&dice)
            case .seasonalLight: Course.seasonalLight(&dice)
            case .laser: Course.laser(&dice)
            case .warmLaser: Course.warmLaser(&dice)
            case .wornFan: Course.wornFan(&dice)
            case .controlledFan: Course.controlledFan(&dice)
            case .clogging: Course.clogging(&dice)
            case .seasonalHeat: Course.seasonalHeat(&dice)
            case .heatStep: Course.heatStep(&dice)
            case .growingErrors: Course.growingErrors(&dice)
            case .burstsOfErrors: Course.burstsOfErrors(&dice)
            case .steadyErrors: Course.steadyErrors(&dice)
            case .growingSectors: Course.growingSectors(&dice)
            case .fewSectors: Course.fewSectors(&dice)
            case .worn: Course.worn(&dice)
            case .oldBattery: Course.oldBattery(&dice)
            case .loadedBattery: Course.loadedBattery(&dice)
            case .growingTraffic: Course.growingTraffic(&dice)
            case .holidays: Course.holidays(&dice)
            case .steadyTraffic: Course.steadyTraffic(&dice)
            }
        }
    }

    /// One series up to one moment.
    struct Case {
        var kind: Kind
        var seed: UInt64
        /// An hour is known once it is over: its sample has the time of its end.
        var samples: [(time: Timestamp, value: Double)]
        var now: Timestamp
        var limit: Double
        var floor: Double
        var isFalling: Bool
        var horizonDays: Int
        var matter: Course.Matter?
        var truth: Truth
    }

    /// What became of it.
    enum Truth: Equatable {
        /// At the limit within the horizon.
        case crosses(Timestamp)
        /// Between 1 and 1.5 horizons: counted neither way.
        case undecided(Timestamp)
        case stays
    }

    /// All moments of one kind. Series that have been at their limit within the last day are left out: that is no
    /// matter of forecasts.
    static func cases(of kind: Kind, seeds: ClosedRange<UInt64>) -> [Case] {
        seeds.flatMap { seed in
            let number = UInt64(Kind.allCases.firstIndex(of: kind) ?? 0)
            var dice = Dice(seed: number * 1000 + seed)
            let course = kind.course(&dice)
            return course.moments.compactMap { judged(course, at: $0, kind: kind, seed: seed) }
        }
    }

    private static func judged(_ course: Course, at moment: Int, kind: Kind, seed: UInt64) -> Case? {
        let values = course.values(asOf: moment)
        let readings = course.readings(of: values)
        guard moment >= 12, !readings[max(0, moment - 24)..<moment].contains(where: course.isReached) else {
            return nil
        }
        let samples = (0..<moment).filter { !course.isMissing[$0] }
        let future = readings[moment..<(moment + course.horizonDays * 36)]
        let truth: Truth =
            switch future.firstIndex(where: course.isReached) {
            case nil: .stays
            case .some(let hour) where hour < moment + course.horizonDays * 24: .crosses(time(hour + 1))
            case .some(let hour): .undecided(time(hour + 1))
            }
        return Case(
            kind: kind, seed: seed, samples: samples.map { (time($0 + 1), values[$0]) }, now: time(moment),
            limit: course.limit, floor: course.floor, isFalling: course.isFalling,
            horizonDays: course.horizonDays, matter: course.matter, truth: truth)
    }

    private static func time(_ hour: Int) -> Timestamp {
        Timestamp(milliseconds: begin.milliseconds + Int64(hour) * 3_600_000)
    }
}
