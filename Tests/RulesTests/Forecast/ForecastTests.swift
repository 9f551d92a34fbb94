import Foundation
import Model
import Rules
import Testing

/// What a forecast says of single series.
@Suite struct ForecastTests {
    private static let now = Timestamp(seconds: 1_780_000_000)
    private static let disk = Forecast.Target(limit: 100, floor: 60, horizon: .seconds(14 * 86_400))

    /// Hourly averages, the newest at `now`; the function is given the days since the first.
    private static func samples(days: Double, _ value: (Double) -> Double) -> [Forecast.Sample] {
        let hours = Int(days * 24)
        return (0...hours).map {
            Forecast.Sample(time: now - .seconds((hours - $0) * 3600), value: value(Double($0) / 24))
        }
    }

    private static func forecast(
        days: Double, target: Forecast.Target = disk, _ value: (Double) -> Double
    ) -> Forecast {
        Forecast.of(samples(days: days, value), target: target, now: now)
    }

    /// 1 % a day from 60 %: at 90 % after 30 days, full in 10.
    private static let growth = samples(days: 30) { 60 + $0 }

    private static func days(_ date: Timestamp?) -> Double {
        date.map { Double(($0 - now).wholeMilliseconds) / 86_400_000 } ?? .infinity
    }

    @Test func `even growth has a date, a range around it, a slope and the time it was seen in`() throws {
        guard
            case .expected(let arrival) = Forecast.of(
                ForecastTests.growth, target: ForecastTests.disk, now: ForecastTests.now)
        else { throw Unexpected() }
        #expect(abs(ForecastTests.days(arrival.likeliest) - 10) < 0.1)
        #expect((8...9.9).contains(ForecastTests.days(arrival.earliest)))
        #expect((10.1...13).contains(ForecastTests.days(arrival.latest)))
        #expect(abs(arrival.perDay - 1) < 0.01)
        #expect(abs(ForecastTests.days(arrival.since) + 30) < 0.5)
        #expect(arrival.basis == .peaks)
        #expect(arrival.urgency == .due)
    }

    @Test func `what falls to a limit below is the same, upside down`() throws {
        let rising = Forecast.of(ForecastTests.growth, target: ForecastTests.disk, now: ForecastTests.now)
        let mirrored = ForecastTests.growth.map { Forecast.Sample(time: $0.time, value: -$0.value) }
        let target = Forecast.Target(limit: -100, direction: .falling, floor: -60, horizon: .seconds(14 * 86_400))
        guard case .expected(var arrival) = Forecast.of(mirrored, target: target, now: ForecastTests.now) else {
            throw Unexpected()
        }
        arrival.perDay = -arrival.perDay
        #expect(.expected(arrival) == rising)
    }

    @Test func `order does not matter, nor what is no number, has not been yet or is too old`() {
        var random = SystemRandomNumberGenerator()
        var others = ForecastTests.growth.shuffled(using: &random)
        for value in [Double.nan, .infinity, -.infinity] {
            others.append(Forecast.Sample(time: ForecastTests.now - .seconds(7200), value: value))
        }
        others.append(Forecast.Sample(time: ForecastTests.now + .seconds(1), value: 3))
        others.append(Forecast.Sample(time: ForecastTests.now - .seconds(91 * 86_400), value: 3))
        others.append(Forecast.Sample(time: Timestamp(milliseconds: .min), value: 3))
        others.append(Forecast.Sample(time: Timestamp(milliseconds: .max), value: 3))
        let target = ForecastTests.disk
        #expect(
            Forecast.of(others, target: target, now: ForecastTests.now)
                == Forecast.of(ForecastTests.growth, target: target, now: ForecastTests.now))
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity])
    func `without a number there is no forecast`(number: Double) {
        let samples = ForecastTests.growth
        let nothing = samples.map { Forecast.Sample(time: $0.time, value: number) }
        let target = Forecast.Target(limit: number, horizon: .seconds(86_400))
        #expect(Forecast.of([], target: ForecastTests.disk, now: ForecastTests.now) == .none(.noData))
        #expect(Forecast.of(nothing, target: ForecastTests.disk, now: ForecastTests.now) == .none(.noData))
        #expect(Forecast.of(samples, target: target, now: ForecastTests.now) == .none(.noData))
    }

    @Test func `without a number of the last two days there is none either`() {
        let later = ForecastTests.now + .seconds(50 * 3600)
        #expect(Forecast.of(ForecastTests.growth, target: ForecastTests.disk, now: later) == .none(.noData))
    }

    @Test(arguments: [5, 13, 30, 47])
    func `some hours without news change little`(hours: Int) throws {
        let later = ForecastTests.now + .seconds(hours * 3600)
        guard case .expected(let arrival) = Forecast.of(ForecastTests.growth, target: ForecastTests.disk, now: later)
        else { throw Unexpected() }
        #expect(abs(ForecastTests.days(arrival.likeliest) - 10) < 0.5)
    }

    @Test func `at the limit and beyond it is too late`() {
        #expect(ForecastTests.forecast(days: 30) { 70 + $0 } == .reached)
        #expect(ForecastTests.forecast(days: 0) { _ in 100 } == .reached)
        let toner = Forecast.Target(limit: 5, direction: .falling, horizon: .seconds(86_400))
        #expect(ForecastTests.forecast(days: 9, target: toner) { _ in 5 } == .reached)
    }

    struct Silence: Sendable {
        var absence: Forecast.Absence
        var days = 30.0
        var value: @Sendable (Double) -> Double
    }

    @Test(arguments: [
        Silence(absence: .tooNew, days: 2.9) { 70 + $0 },
        Silence(absence: .tooNew, days: 0) { _ in 99 },
        Silence(absence: .flat) { _ in 97 },
        Silence(absence: .flat) { 90 - $0 },
        // Up and down by 15 over five days, evenly.
        Silence(absence: .noisy) { 75 + 15 * abs(($0 / 5).truncatingRemainder(dividingBy: 2) - 1) + $0 / 1000 },
        // Seven days up by 30, then down at once.
        Silence(absence: .sawTooth) { 60 + 30 * ($0 / 7).truncatingRemainder(dividingBy: 1) },
        Silence(absence: .step) { $0 < 29.5 ? 60 : 90 },
        Silence(absence: .flat) { $0 < 27 ? 60 : 90 },
        // Half of what is left to 90 every three days.
        Silence(absence: .levelling, days: 7) { 90 - 80 / ForecastTests.powerOfTwo($0 / 3) },
        Silence(absence: .tooFar) { 60 + $0 / 100 },
    ])
    func `why there is no date is told`(silence: Silence) {
        #expect(ForecastTests.forecast(days: silence.days, silence.value) == .none(silence.absence))
    }

    /// Linear between the whole powers.
    private static func powerOfTwo(_ exponent: Double) -> Double {
        let whole = exponent.rounded(.down)
        return Double(sign: .plus, exponent: Int(whole), significand: 1 + exponent - whole)
    }

    struct Need: Sendable {
        var start: Double
        var growth: Double
        var floor: Double?
        var urgency: Forecast.Urgency
    }

    /// Over 30 days.
    @Test(arguments: [
        Need(start: 60, growth: 1, floor: 60, urgency: .due),
        Need(start: 60, growth: 1, floor: 95, urgency: .belowFloor),
        Need(start: 60, growth: 1, floor: nil, urgency: .due),
        Need(start: 60, growth: 0.5, floor: 60, urgency: .beyondHorizon),
        Need(start: 10, growth: 0.5, floor: 60, urgency: .beyondHorizon),
        // Much room yet, but two days will do.
        Need(start: 0, growth: 3.15, floor: 96, urgency: .due),
    ])
    func `yellow is only what comes soon and has passed the floor, or comes very soon`(need: Need) throws {
        let target = Forecast.Target(limit: 100, floor: need.floor, horizon: .seconds(14 * 86_400))
        let forecast = ForecastTests.forecast(days: 30, target: target) { need.start + need.growth * $0 }
        guard case .expected(let arrival) = forecast else { throw Unexpected() }
        #expect(arrival.urgency == need.urgency)
        #expect(forecast.isDue == (need.urgency == .due))
    }

    @Test func `growing peaks of a saw-tooth are growth`() throws {
        let forecast = ForecastTests.forecast(days: 40) { 40 + $0 + 15 * ($0 / 7).truncatingRemainder(dividingBy: 1) }
        guard case .expected(let arrival) = forecast else { throw Unexpected() }
        #expect(arrival.basis == .teeth)
        #expect(abs(arrival.perDay - 1) < 0.3)
    }

    @Test func `a leak that will be full before its usual restart is told`() throws {
        let forecast = ForecastTests.forecast(days: 30.5) {
            $0 < 28 ? 40 + 30 * ($0 / 7).truncatingRemainder(dividingBy: 1) : 40 + 12 * ($0 - 28)
        }
        guard case .expected(let arrival) = forecast else { throw Unexpected() }
        #expect(arrival.basis == .climb)
        #expect(abs(ForecastTests.days(arrival.likeliest) - 2.5) < 0.3)
    }

    @Test func `three hours after somebody cleaned up, the date is that of what is left`() throws {
        let forecast = ForecastTests.forecast(days: 30) { 60 + $0 - ($0 > 29.85 ? 20 : 0) }
        guard case .expected(let arrival) = forecast else { throw Unexpected() }
        #expect(abs(ForecastTests.days(arrival.likeliest) - 30) < 2)
    }

    @Test func `values once a day are enough`() throws {
        let daily = ForecastTests.growth.enumerated().filter { $0.offset % 24 == 5 }.map(\.element)
        guard case .expected(let arrival) = Forecast.of(daily, target: ForecastTests.disk, now: ForecastTests.now)
        else {
            throw Unexpected()
        }
        #expect(abs(ForecastTests.days(arrival.likeliest) - 10) < 1)
    }

    @Test(arguments: [1e-300, 1e-9, 1e9, 1e100, 1e300, .greatestFiniteMagnitude / 200])
    func `huge and tiny values end in no trap`(scale: Double) {
        for limit in [100 * scale, .greatestFiniteMagnitude, -.greatestFiniteMagnitude, 0] {
            for direction in [Forecast.Direction.rising, .falling] {
                let target = Forecast.Target(
                    limit: limit, direction: direction, horizon: .seconds(Int64.max / 1_000_000))
                for shape in [{ 60 + $0 }, { $0 * $0 }, { -$0 }, { $0.truncatingRemainder(dividingBy: 5) }]
                    as [(Double) -> Double]
                {
                    _ = ForecastTests.forecast(days: 30, target: target) { scale * shape($0) }
                }
            }
        }
    }

    @Test(arguments: [1e-9, 1, 1e12, 1e18])
    func `the unit does not matter`(scale: Double) throws {
        let target = Forecast.Target(limit: 100 * scale, floor: 60 * scale, horizon: .seconds(14 * 86_400))
        guard case .expected(let arrival) = ForecastTests.forecast(days: 30, target: target, { scale * (60 + $0) })
        else {
            throw Unexpected()
        }
        #expect(abs(ForecastTests.days(arrival.likeliest) - 10) < 0.1)
        #expect(arrival.urgency == .due)
    }

    @Test func `at the ends of time dates do not overflow`() {
        for now in [Timestamp(milliseconds: .max), Timestamp(milliseconds: .min + 31 * 86_400_000)] {
            let samples = (0...720).map {
                Forecast.Sample(time: now - .seconds($0 * 3600), value: 90 - Double($0) / 24)
            }
            #expect(Forecast.of(samples, target: ForecastTests.disk, now: now).isDue)
        }
    }

    @Test(arguments: 1...200)
    func `whatever is thrown at it, the earliest date is not after the latest`(seed: Int) {
        var dice = Dice(seed: UInt64(seed))
        let count = dice.whole(0...400)
        let samples = (0..<count).map { _ in
            Forecast.Sample(
                time: ForecastTests.now - .seconds(dice.whole(-10...2400) * dice.whole(1...3600)),
                value: dice.once(in: 20) ? .nan : dice.once(in: 20) ? 1e200 : dice.between(0, 100))
        }
        let target = Forecast.Target(
            limit: dice.between(-50, 150), direction: dice.once(in: 2) ? .rising : .falling, horizon: .seconds(86_400))
        let forecast = Forecast.of(samples, target: target, now: ForecastTests.now)
        if case .expected(let arrival) = forecast {
            #expect(arrival.earliest >= ForecastTests.now && arrival.earliest <= arrival.likeliest, "seed \(seed)")
            #expect(arrival.latest.map { arrival.likeliest <= $0 } ?? true, "seed \(seed)")
        }
    }

    @Test func `a forecast comes back from JSON as it was`() throws {
        let forecasts = [
            Forecast.of(ForecastTests.growth, target: ForecastTests.disk, now: ForecastTests.now), .reached,
            .none(.sawTooth),
        ]
        let text = try JSONEncoder().encode(forecasts)
        #expect(try JSONDecoder().decode([Forecast].self, from: text) == forecasts)
    }

    private struct Unexpected: Error {}
}
