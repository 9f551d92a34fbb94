import Model

/// How busy a place is over the week, as a level from 0 to 1 and as its integral, so that counters only grow.
public enum Rhythm: String, Sendable, Hashable, CaseIterable {
    case school, office, evening, machine

    /// The level at a moment; linear between full hours.
    func level(at moment: Timestamp) -> Double {
        let (_, hour, fraction) = Rhythm.position(ofSeconds: Double(moment.milliseconds) / 1000)
        let levels = Rhythm.weeks[self.place].levels
        return levels[hour] + (levels[(hour + 1) % 168] - levels[hour]) * fraction
    }

    /// The integral of the level from 1970 to a moment in seconds, in seconds of full busyness. Never falls.
    func total(atSeconds seconds: Double) -> Double {
        let (weeks, hour, fraction) = Rhythm.position(ofSeconds: seconds)
        let week = Rhythm.weeks[self.place]
        let (from, to) = (week.levels[hour], week.levels[(hour + 1) % 168])
        let partial = 3600 * (from * fraction + (to - from) * fraction * fraction / 2)
        return weeks * week.sums[168] + week.sums[hour] + partial
    }

    private var place: Int {
        switch self {
        case .school: 0
        case .office: 1
        case .evening: 2
        case .machine: 3
        }
    }

    /// The town keeps winter time all the year: its day is UTC + 2 h. 1970-01-01 was a Thursday.
    private static func position(ofSeconds seconds: Double) -> (weeks: Double, hour: Int, fraction: Double) {
        let hours = (seconds / 3600) + 2 + 3 * 24
        let weeks = (hours / 168).rounded(.down)
        let ofWeek = hours - weeks * 168
        let hour = min(max(Int(ofWeek), 0), 167)
        return (weeks, hour, min(max(ofWeek - Double(hour), 0), 1))
    }

    private struct Week: Sendable {
        var levels: [Double]
        /// Integrals from the beginning of the week to each full hour, in seconds; 169 of them.
        var sums: [Double]

        init(day: [Double], weekend: Double) {
            levels = (0..<168).map { hour in hour < 120 ? day[hour % 24] : max(day[hour % 24] * weekend, 0.02) }
            sums = [0]
            for hour in 0..<168 {
                sums.append(sums[hour] + 3600 * (levels[hour] + levels[(hour + 1) % 168]) / 2)
            }
        }
    }

    private static let weeks: [Week] = [
        // From midnight: lessons from 8 to 15, clubs in the evening.
        Week(
            day: [
                0.02, 0.02, 0.02, 0.02, 0.02, 0.03, 0.08, 0.35, 0.80, 0.95, 0.90, 0.60, 0.85, 1.00, 0.80, 0.45, 0.25,
                0.20, 0.18, 0.15, 0.08, 0.04, 0.02, 0.02,
            ], weekend: 0.08),
        Week(
            day: [
                0.03, 0.03, 0.03, 0.03, 0.03, 0.05, 0.15, 0.50, 0.85, 1.00, 0.95, 0.65, 0.80, 0.95, 0.90, 0.70, 0.35,
                0.15, 0.10, 0.08, 0.06, 0.05, 0.04, 0.03,
            ], weekend: 0.10),
        Week(
            day: [
                0.05, 0.03, 0.02, 0.02, 0.02, 0.03, 0.05, 0.10, 0.25, 0.40, 0.50, 0.50, 0.55, 0.60, 0.65, 0.75, 0.90,
                1.00, 1.00, 0.90, 0.60, 0.25, 0.12, 0.08,
            ], weekend: 0.85),
        // Servers: the office by day, backups from 22 to 3.
        Week(
            day: [
                0.85, 0.90, 0.70, 0.30, 0.12, 0.12, 0.15, 0.35, 0.65, 0.75, 0.70, 0.60, 0.65, 0.70, 0.65, 0.50, 0.35,
                0.25, 0.20, 0.18, 0.15, 0.20, 0.60, 0.80,
            ], weekend: 0.6),
    ]
}
