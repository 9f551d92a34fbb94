import Model
import Rules

/// What `predict_linear(x[6h], …)` does: least squares over six hours, drawn on to the horizon. For comparison only.
enum LinearFit {
    static func forecast(_ one: BackTestSet.Case, days: Int) -> Forecast {
        let recent = one.samples.filter { one.now - $0.time < .seconds(6 * 3600) }
        let isPast =
            one.isFalling
            ? one.samples.last.map { $0.value < one.floor } : one.samples.last.map { $0.value > one.floor }
        let times = recent.map { -Double((one.now - $0.time).wholeMilliseconds) / 86_400_000 }
        let count = Double(recent.count)
        let meanTime = times.reduce(0, +) / count
        let meanValue = recent.reduce(0) { $0 + $1.value } / count
        let variance = times.reduce(0) { $0 + ($1 - meanTime) * ($1 - meanTime) }
        guard recent.count > 1, isPast == true else { return .none(.noData) }
        let covariance = zip(times, recent).reduce(0) { $0 + ($1.0 - meanTime) * ($1.1.value - meanValue) }
        let slope = covariance / variance
        let end = meanValue + slope * (Double(days) - meanTime)
        guard one.isFalling ? end <= one.limit : end >= one.limit else { return .none(.flat) }
        let date = one.now + .milliseconds((one.limit - meanValue) / slope * 86_400_000)
        return .expected(
            Forecast.Arrival(
                earliest: date, likeliest: date, latest: date, perDay: slope, since: one.now - .seconds(6 * 3600),
                basis: .climb, urgency: .due))
    }
}
