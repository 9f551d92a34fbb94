internal import Model

extension Prospect.Matter {
    /// What the future of a check is about; `nil` where there is none to speak of: what goes up and down with the weather
    /// or the hour, or is there or not.
    ///
    /// - Parameter column: The first that its value is made of.
    init?(of judgement: Judgement, aspect: Aspect, column: Column?, hasRates: Bool) {
        switch (judgement.condition, aspect, judgement.unit) {
        case (.above, .disk, .percent), (.above, .memory, .percent): self = .fullness
        case (.above, .traffic, .percent) where hasRates: self = .traffic
        case (.above, .traffic, .none) where hasRates: self = .errors
        case (.above, .hardware, .celsius): self = .temperature
        case (.below, .hardware, .revolutionsPerMinute): self = .fan
        case (.below, .hardware, .decibelMilliwatts): self = .light
        case (.below, .hardware, .percent) where column?.class == "charge": self = .charge
        case (.below, .hardware, .percent) where column?.name == "lifeLeft": self = .flash
        case (.below, .hardware, .seconds): self = .battery
        case (.below, .hardware, _): self = .supply
        default: return nil
        }
    }
}
