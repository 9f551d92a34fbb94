extension Wording {
    /// A value as people read it: `97 %`, `13 Gt`, `1,1 ms`, `340 Mbit/s`, `39 °C`. Three digits that matter.
    public func value(_ value: Double, _ unit: Unit) -> String {
        switch unit {
        case .bytes: return scaled(value, steps: 1024, units: byteUnits)
        case .bytesPerSecond: return scaled(value, steps: 1024, units: byteUnits.map { $0 + "/s" })
        case .bitsPerSecond:
            return scaled(value, steps: 1000, units: ["bit/s", "kbit/s", "Mbit/s", "Gbit/s", "Tbit/s"])
        case .hertz: return scaled(value, steps: 1000, units: ["Hz", "kHz", "MHz", "GHz"])
        case .microseconds:
            return abs(value) < 1_000_000 ? number(value / 1000) + " ms" : number(value / 1_000_000) + " s"
        case .milliseconds: return abs(value) < 1000 ? number(value) + " ms" : number(value / 1000) + " s"
        case .seconds:
            return value.isFinite && abs(value) < 1e12
                ? duration(.seconds(Int64(value.rounded()))) : number(value) + " s"
        case .celsius: return number(value) + " °C"
        case .none: return number(value)
        case .percent, .perSecond, .revolutionsPerMinute, .volts, .amperes, .watts, .wattHours, .decibels,
            .decibelMilliwatts, .decibelMillivolts, .picosecondsPerNanometer, .pascals, .meters, .litersPerMinute,
            .cubicFeetPerMinute:
            return number(value) + " " + unit.rawValue
        }
    }

    /// Three digits that matter, with the language's decimal mark and a real minus: `0,42`, `12.3`, `340`, `−6,1`.
    public func number(_ value: Double) -> String {
        guard value.isFinite else { return "?" }
        let size = abs(value)
        let decimals = size >= 99.95 || size == size.rounded() ? 0 : size >= 9.995 ? 1 : 2
        let factor: Double = decimals == 0 ? 1 : decimals == 1 ? 10 : 100
        guard size * factor < 9e15 else { return (value < 0 ? "−" : "") + String(size) }
        let scaled = Int64((size * factor).rounded())
        let whole = scaled / Int64(factor)
        var fraction = String(scaled % Int64(factor))
        fraction = String(repeating: "0", count: max(0, decimals - fraction.count)) + fraction
        while fraction.last == "0" || decimals == 0 && !fraction.isEmpty { fraction.removeLast() }
        let mark = say(fi: ",", sv: ",", en: ".")
        let sign = value < 0 && scaled != 0 ? "−" : ""
        return sign + String(whole) + (fraction.isEmpty ? "" : mark + fraction)
    }

    private var byteUnits: [String] {
        say(fi: "t kt Mt Gt Tt Pt", sv: "B kB MB GB TB PB", en: "B KiB MiB GiB TiB PiB")
            .split(separator: " ").map(String.init)
    }

    private func scaled(_ value: Double, steps: Double, units: [String]) -> String {
        var rest = value
        var place = 0
        while abs(rest) >= steps * 0.9995, place + 1 < units.count {
            rest /= steps
            place += 1
        }
        return number(rest) + " " + units[place]
    }
}
