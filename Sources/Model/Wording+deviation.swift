extension Wording {
    /// `78 %, in this hour of the last four weeks 12–31 %`, `96 %, the other 11 of its kind 41–58 %`.
    public func deviation(_ deviation: Deviation) -> String {
        let (unit, range) = (deviation.unit, range(deviation))
        let ground =
            switch deviation.ground {
            case .weeks:
                say(
                    fi: "tähän aikaan neljänä viime viikkona", sv: "vid den här tiden de senaste fyra veckorna",
                    en: "in this hour of the last four weeks")
            case .others(let count):
                say(
                    fi: "muut \(count) samanlaista", sv: "de andra \(count) av samma slag",
                    en: "the other \(count) of its kind")
            }
        return "\(value(plain(deviation.value, unit), unit)), \(ground) \(range)"
    }

    private func range(_ deviation: Deviation) -> String {
        let unit = deviation.unit
        let (low, high) = (plain(deviation.low, unit), plain(deviation.high, unit))
        let end = value(high, unit)
        if low == high { return end }
        // One unit is enough where it is the same for both.
        return (unit == .percent || unit == .none ? number(low) : value(low, unit)) + "–" + end
    }

    /// Tenths of a per cent say nothing here.
    private func plain(_ value: Double, _ unit: Unit) -> Double {
        unit == .percent && abs(value) >= 9.95 || unit == .none && abs(value) >= 9.95 ? value.rounded() : value
    }
}
