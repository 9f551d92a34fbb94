import Model

/// Series that have a name, a type and a unit in common.
struct MetricFamily: Hashable {
    /// Without the `_total` of a counter's samples.
    var name: String
    var isCounter: Bool
    var unit: Unit
    var series: [Series]

    /// What OpenMetrics gives a meaning of its own at the end of a name (OpenMetrics 1.0, "Suffixes").
    private static let reserved = [
        "_total", "_created", "_count", "_sum", "_bucket", "_gcount", "_gsum", "_info",
    ]

    /// The families of series, by name; in each the series by host.
    static func families(of series: [Series], rates: Bool) -> [MetricFamily] {
        let counters = rates ? [] : Set(series.lazy.filter(\.isCounter).map { plainName($0, unit: $0.unit) })
        var families: [String: MetricFamily] = [:]
        for one in series {
            let isCounter = one.isCounter && !rates
            let unit = rates ? one.unitOfRate : one.unit
            let name = name(one, unit: unit, isCounter: isCounter, counters: counters)
            families[name, default: MetricFamily(name: name, isCounter: isCounter, unit: unit, series: [])].series
                .append(one)
        }
        return families.values.sorted { $0.name < $1.name }.map { family in
            var family = family
            family.series.sort { ($0.host, $0.group, $0.identity) < ($1.host, $1.group, $1.identity) }
            return family
        }
    }

    /// Its lines before the samples.
    var head: String {
        let unit = unit.metricName.map { "# UNIT \(name) \($0)\n" } ?? ""
        return "# TYPE \(name) \(isCounter ? "counter" : "gauge")\n" + unit
    }

    /// The name of its samples.
    var sample: String { isCounter ? name + "_total" : name }

    /// One name is of one type, and none ends as only others may.
    private static func name(_ series: Series, unit: Unit, isCounter: Bool, counters: Set<String>) -> String {
        let plain = plainName(series, unit: unit)
        let isTaken = !isCounter && counters.contains(plain) || reserved.contains { plain.hasSuffix($0) }
        guard isTaken else { return plain }
        // The unit is to stand last.
        let suffix = unit.metricName.map { "_" + $0 } ?? ""
        return "\(plain.dropLast(suffix.count))_value\(suffix)"
    }

    /// `monitor_port_in_octets_bytes`: kind, field, unit.
    private static func plainName(_ series: Series, unit: Unit) -> String {
        ["monitor", snakeCase(series.kind), snakeCase(series.field), unit.metricName].compactMap { $0 }
            .joined(separator: "_")
    }

    /// Letters, digits and underscores of ASCII (`metricname-char`), words apart.
    static func snakeCase(_ text: String) -> String {
        var result = ""
        var isAfterSmall = false
        for scalar in text.unicodeScalars {
            let isAllowed = ("0"..."9").contains(scalar) || ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
            guard isAllowed else {
                result += "_"
                isAfterSmall = false
                continue
            }
            let isCapital = ("A"..."Z").contains(scalar)
            if isCapital, isAfterSmall { result += "_" }
            result += scalar.properties.lowercaseMapping
            isAfterSmall = !isCapital
        }
        return result
    }
}

extension Series {
    /// What tells it from the others of its family, in braces.
    var metricLabels: String {
        let labels = [
            ("host", host), ("group", group), ("kind", kind), ("class", `class` ?? ""), ("identity", identity),
            ("label", label), ("unit", unit.rawValue),
        ].filter { !$0.1.isEmpty }
        return "{" + labels.map { "\($0)=\"\(escaped($1))\"" }.joined(separator: ",") + "}"
    }

    /// Backslash, line feed and quote as OpenMetrics writes them; what could steer a terminal is visible.
    private func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.visible(limit: .max).unicodeScalars {
            switch scalar {
            case "\\": result += "\\\\"
            case "\"": result += "\\\""
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}

extension Unit {
    /// As it stands in a name; `nil` for none.
    var metricName: String? {
        switch self {
        case .none: nil
        case .percent: "percent"
        case .bytes: "bytes"
        case .bitsPerSecond: "bits_per_second"
        case .bytesPerSecond: "bytes_per_second"
        case .perSecond: "per_second"
        case .seconds: "seconds"
        case .milliseconds: "milliseconds"
        case .microseconds: "microseconds"
        case .celsius: "celsius"
        case .revolutionsPerMinute: "revolutions_per_minute"
        case .volts: "volts"
        case .amperes: "amperes"
        case .watts: "watts"
        case .wattHours: "watt_hours"
        case .hertz: "hertz"
        case .decibels: "decibels"
        case .decibelMilliwatts: "decibel_milliwatts"
        case .decibelMillivolts: "decibel_millivolts"
        case .picosecondsPerNanometer: "picoseconds_per_nanometer"
        case .pascals: "pascals"
        case .meters: "meters"
        case .litersPerMinute: "liters_per_minute"
        case .cubicFeetPerMinute: "cubic_feet_per_minute"
        }
    }
}
