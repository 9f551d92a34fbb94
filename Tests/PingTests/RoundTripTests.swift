import Model
import Ping
import Testing

@Suite struct RoundTripTests {
    @Test func `no echoes say nothing`() {
        let statistics = RoundTripStatistics()
        #expect(statistics.lossPercent == nil)
        #expect(statistics.average == nil)
        #expect(statistics.jitter == nil)
    }

    @Test func `lost echoes alone are 100 % loss without times`() {
        var statistics = RoundTripStatistics()
        statistics.missed()
        #expect(statistics.lossPercent == 100)
        #expect(statistics.minimum == nil)
    }

    @Test func `an interval is summed up as it is stored`() {
        var statistics = RoundTripStatistics()
        for roundTrip in [400, 500, 380, 1000] as [Int64] {
            statistics.answered(roundTripMicroseconds: roundTrip)
        }
        statistics.missed()
        #expect(statistics.lossPercent == 20)
        // Jitter: (100 + 120 + 620) / 3
        let time = Timestamp(seconds: 60)
        #expect(
            statistics.report(host: "srv-1", time: time)
                == EchoReport(
                    host: "srv-1", time: time, sent: 5, received: 4, minimum: 380, average: 570, maximum: 1000,
                    jitter: 280))
    }

    @Test func `absurd round trips neither trap nor go below zero`() {
        var statistics = RoundTripStatistics()
        var estimator = RoundTripEstimator()
        for roundTrip in [Int64.max, .min, -1, .max] {
            statistics.answered(roundTripMicroseconds: roundTrip)
            estimator.answered(roundTripMicroseconds: roundTrip)
        }
        #expect(statistics.minimum == 0)
        #expect(statistics.maximum == 86_400_000_000)
        #expect(estimator.deadline(within: .seconds(1)...Duration.seconds(3)) == .seconds(3))
    }

    @Test func `RFC 6298 §2.2 and §2.3: smoothed round trip and variation make the deadline`() {
        var estimator = RoundTripEstimator()
        let wide = Duration.zero...Duration.seconds(60)
        estimator.answered(roundTripMicroseconds: 100_000)
        #expect(estimator.deadline(within: wide) == .milliseconds(300))
        estimator.answered(roundTripMicroseconds: 200_000)
        // RTTVAR = 3/4 · 50 + 1/4 · 100 = 62.5 ms; SRTT = 7/8 · 100 + 1/8 · 200 = 112.5 ms
        #expect(estimator.deadline(within: wide) == .microseconds(362_500))
    }

    @Test func `the deadline keeps within its bounds`() {
        var estimator = RoundTripEstimator()
        let bounds = Duration.seconds(1)...Duration.seconds(3)
        #expect(estimator.deadline(within: bounds) == .seconds(1))
        estimator.answered(roundTripMicroseconds: 300)
        #expect(estimator.deadline(within: bounds) == .seconds(1))
        estimator.answered(roundTripMicroseconds: 9_000_000)
        #expect(estimator.deadline(within: bounds) == .seconds(3))
    }
}
