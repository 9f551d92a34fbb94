import Foundation
import Rules
import Testing

/// What forecasts cost. Figures mean something in release only: `swift test -c release --filter ForecastCost`.
@Suite(.serialized) struct ForecastCostTests {
    @Test(arguments: BackTestSet.Kind.allCases)
    func `the cost of a forecast`(kind: BackTestSet.Kind) {
        let cases = BackTestSet.cases(of: kind, seeds: BackTestSet.tuning).map { ($0.history, $0.target(), $0.now) }
        var slowest = 0.0
        let begin = ForecastCostTests.processorMicroseconds()
        for (history, target, now) in cases {
            let begin = ForecastCostTests.processorMicroseconds()
            _ = Forecast.of(history, target: target, now: now)
            slowest = max(slowest, ForecastCostTests.processorMicroseconds() - begin)
        }
        let one = (ForecastCostTests.processorMicroseconds() - begin) / Double(cases.count)
        print("\(kind.rawValue): \(Int(one)) µs of processor time, \(Int(slowest)) at most")
    }

    private static func processorMicroseconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) * 1e6 + Double(time.tv_nsec) / 1e3
    }
}
