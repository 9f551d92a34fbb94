import Model
import Rules
import Testing

/// What of a series is drawn on, and for how long it has to be so.
@Suite struct ReadingTests {
    private static let now = Timestamp(seconds: 1_780_000_000)

    private static func forecast(
        days: Int, _ matter: Prospect.Matter, limit: Double, _ value: (Double) -> Double
    ) -> Forecast {
        let samples = (0...(days * 24)).map {
            Forecast.Sample(time: now - .seconds((days * 24 - $0) * 3600), value: value(Double($0) / 24))
        }
        return Forecast.of(samples, target: matter.target(limit: limit), now: now)
    }

    private func days(_ forecast: Forecast) throws -> Double {
        guard case .expected(let arrival) = forecast else { throw Absent(forecast: forecast) }
        return (arrival.likeliest - ReadingTests.now) / .seconds(86_400)
    }

    private struct Absent: Error { var forecast: Forecast }

    @Test func `errors that double every week are at their limit in as many weeks as there are doublings left`() throws
    {
        // 6.25 now: four doublings to 100.
        var rate = 6.25
        var rates: [Double] = []
        for _ in 0...(40 * 24) {
            rates.append(rate)
            rate *= 1 - 0.693_147 / (24 * 7)
        }
        let forecast = ReadingTests.forecast(days: 40, .errors, limit: 100) { rates[40 * 24 - Int($0 * 24 + 0.5)] }
        #expect(abs(try days(forecast) - 28) < 2)
        #expect(forecast.isDue)
    }

    @Test func `sectors that come ever more often are no line, and still have a date`() throws {
        // The square of the days: 64 after 40 days, 100 after 50.
        let forecast = ReadingTests.forecast(days: 40, .sectors, limit: 100) { ($0 / 5) * ($0 / 5) }
        #expect(abs(try days(forecast) - 10) < 1.5)
    }

    @Test func `what lasts less than ten days is weather to hardware`() throws {
        func warmth(_ begin: Double) -> Forecast {
            ReadingTests.forecast(days: 60, .temperature, limit: 70) { 55 + max(0, $0 - begin) }
        }
        #expect(!warmth(54).isDue)
        #expect(warmth(48).isDue)
        #expect(ReadingTests.forecast(days: 14, .temperature, limit: 70) { 50 + $0 } == .none(.tooNew))
    }

    @Test func `traffic that comes back after holidays does not grow`() throws {
        func traffic(_ height: (Double) -> Double) -> Forecast {
            ReadingTests.forecast(days: 70, .traffic, limit: 90) { day in
                height(day) * (Int(day) % 7 < 5 ? 1 : 0.3)
            }
        }
        #expect(traffic { $0 < 30 ? 75 : $0 < 55 ? 20 : 20 + min(55, ($0 - 55) * 4) } == .none(.noisy))
        #expect(traffic { 40 + $0 * 0.6 }.isDue)
    }

    @Test func `a date counts if it is at most half as far again as the series is known`() {
        func disk(_ days: Int) -> Forecast {
            ReadingTests.forecast(days: days, .fullness, limit: 100) { 88 + $0 - Double(days) }
        }
        #expect(!disk(7).isDue)
        #expect(disk(9).isDue)
    }
}
