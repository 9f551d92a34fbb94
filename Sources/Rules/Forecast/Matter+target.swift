public import Model

extension Prospect.Matter {
    /// What is used up somebody can buy, or clean up, within two weeks; hardware wants to be ordered.
    var horizon: Duration {
        switch self {
        case .fullness, .supply: .seconds(14 * 86_400)
        case .light, .laser, .fan, .temperature, .errors, .sectors, .flash, .battery, .charge, .traffic:
            .seconds(30 * 86_400)
        }
    }

    /// On which side the limit is.
    var direction: Forecast.Direction {
        switch self {
        case .fullness, .laser, .temperature, .errors, .sectors, .traffic: .rising
        case .supply, .light, .fan, .flash, .battery, .charge: .falling
        }
    }

    private var reading: Forecast.Reading {
        switch self {
        case .fullness, .supply, .light, .laser, .fan, .temperature, .flash, .battery, .charge: .dailyPeaks
        case .errors: .factors
        case .sectors: .counts
        case .traffic: .weeklyPeaks
        }
    }

    private var shortestDays: Double {
        switch self {
        case .fullness, .supply: 0
        case .errors, .sectors: 8
        case .light, .laser, .fan, .temperature, .flash, .battery, .charge: 10
        case .traffic: 14
        }
    }

    /// From where on a date matters: before, there is much room yet.
    private func floor(below limit: Double) -> Double? {
        switch self {
        case .fullness, .supply: nil
        // Decibels: half the light is 3 of them.
        case .light: limit + 4
        case .laser: limit * 0.7
        case .fan: limit * 1.75
        case .temperature: limit - 12
        case .errors: limit / 20
        case .sectors: limit / 10
        case .flash: limit + 22
        case .battery: limit * 2.5
        case .charge: 90
        case .traffic: limit * 0.6
        }
    }

    /// What a series is held against.
    ///
    /// - Parameters:
    ///   - floor: If it is another one than usual.
    ///   - horizon: What somebody wants to know in advance; `nil`: as usual.
    public func target(limit: Double, floor: Double? = nil, horizon: Duration? = nil) -> Forecast.Target {
        Forecast.Target(
            limit: limit, direction: direction, floor: floor ?? self.floor(below: limit),
            horizon: horizon ?? self.horizon, reading: reading, shortestDays: shortestDays)
    }
}

extension Prospect.Matter {
    /// What the future of a column is about that nothing judges; `nil` where there is none to speak of.
    init?(recorded column: Column, label: String) {
        guard column.measure == .gauge else { return nil }
        let words = "\(column.name) \(label)".lowercased()
        switch (column.class, column.unit) {
        case ("signal", .decibelMilliwatts): self = .light
        case ("current", .amperes) where words.contains("bias") || words.contains("laser"): self = .laser
        case ("fan", .revolutionsPerMinute): self = .fan
        case ("temperature", .celsius): self = .temperature
        case ("count", .none)
        where words.contains("badsectors") || words.contains("reallocated") || words.contains("pending"):
            self = .sectors
        default: return nil
        }
    }

    /// The limit that a device has for it, the warning rather than the alarm; of sectors none has one, and so many are the
    /// end of a disk whoever made it.
    func limit(of device: RowLimits?) -> Double? {
        switch self {
        case .sectors: 100
        case .light, .fan, .supply, .flash, .battery, .charge: device?.lowWarn ?? device?.low
        case .fullness, .laser, .temperature, .errors, .traffic: device?.highWarn ?? device?.high
        }
    }
}
