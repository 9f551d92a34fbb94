/// What a series, whose limit is above, heads for.
enum Outlook {
    /// In days from now.
    case arrival(days: ClosedRange<Double>, trend: Trend, basis: Forecast.Basis)
    case absent(Forecast.Absence)

    init(_ hours: HourlyValues, limit: Double, shortestDays: Double) {
        let falls = Fall.all(in: hours)
        guard let teeth = Teeth(falls, limit: limit) else {
            let peaks = Envelope(hours.undoing(falls).undoing(Jump.few(in: hours)))
            self = Outlook(peaks, limit: limit, basis: .peaks, shortestDays: shortestDays)
            return
        }
        let climb = Outlook(
            Envelope(hours.younger(than: teeth.age + 1)), limit: limit, basis: .climb, shortestDays: shortestDays)
        if teeth.isOverdue {
            self = climb
            return
        }
        if case .arrival(_, let trend, _) = climb, trend.days(to: limit) <= teeth.remainingDays(at: hours.newest) {
            self = climb
            return
        }
        let peaks = Envelope(hours).widened(to: min(teeth.width + 6, hours.byAge.count / 2))
        // Within one tooth everything climbs.
        let moreThanATooth = 1.5 * Double(teeth.width) / 24
        self = Outlook(peaks, limit: limit, basis: .teeth, shortestDays: max(shortestDays, moreThanATooth))
        if case .absent = self { self = .absent(.sawTooth) }
    }

    init(_ envelope: Envelope, limit: Double, basis: Forecast.Basis, shortestDays: Double) {
        switch Trend.find(in: envelope, limit: limit, shortestDays: shortestDays) {
        case .trend(let trend): self = .arrival(days: trend.range(to: limit), trend: trend, basis: basis)
        case .absent(let absence): self = .absent(absence)
        }
    }
}

extension HourlyValues {
    /// As if it had never fallen: what was before is lowered.
    fileprivate func undoing(_ falls: [Fall]) -> HourlyValues {
        var values = self
        for fall in falls {
            for age in (fall.age + 1)..<values.byAge.count { values.byAge[age] -= fall.size }
        }
        return values
    }

    /// As if it had never jumped: what was before is raised.
    fileprivate func undoing(_ jumps: [Jump]) -> HourlyValues {
        var values = self
        for jump in jumps {
            for age in (jump.age + 1)..<values.byAge.count { values.byAge[age] += jump.size }
        }
        return values
    }
}
