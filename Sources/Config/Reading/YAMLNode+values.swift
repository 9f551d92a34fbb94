internal import Model

extension YAMLNode {
    /// `yes` or `no`; also `true` and `false`.
    func flag(_ what: String, _ mistakes: inout Mistakes) -> Bool? {
        guard let text = text(what, &mistakes) else { return nil }
        switch text.lowercased() {
        case "yes", "true": return true
        case "no", "false": return false
        default:
            mistakes.add(location, "\(what) is \(quoted(text))", "write yes or no")
            return nil
        }
    }

    /// A decimal number; a per cent sign behind it is allowed and changes nothing.
    func number(_ what: String, _ mistakes: inout Mistakes) -> Double? {
        guard let text = text(what, &mistakes) else { return nil }
        let digits = text.hasSuffix("%") ? text.dropLast().trimmingTrailingSpaces : text[...]
        guard let number = Double(decimal: digits) else {
            mistakes.add(location, "\(what) is \(quoted(text))", "write a number, as 90 or 0.5")
            return nil
        }
        return number
    }

    /// A whole number.
    func integer(_ what: String, in range: ClosedRange<Int64>, _ mistakes: inout Mistakes) -> Int64? {
        guard let text = text(what, &mistakes) else { return nil }
        guard let number = Int64(text), range.contains(number) else {
            mistakes.add(
                location, "\(what) is \(quoted(text))",
                range.lowerBound == .min
                    ? "write a whole number" : "write a whole number from \(range.lowerBound) to \(range.upperBound)")
            return nil
        }
        return number
    }

    /// `90s`, `5m`, `1h30m`, at least `minimum`, at most a year.
    func duration(_ what: String, from minimum: Duration, _ mistakes: inout Mistakes) -> Duration? {
        guard let text = text(what, &mistakes) else { return nil }
        guard let duration = Duration(configuration: text) else {
            let isBare = Double(decimal: text) != nil
            mistakes.add(
                location, "\(what) is \(quoted(text))",
                isBare
                    ? "write it with a unit: \(text.visible(limit: 20))s" : "write a duration, as 30s, 5m, 1h30m or 2d")
            return nil
        }
        guard duration >= minimum, duration <= .seconds(366 * 86_400) else {
            mistakes.add(
                location, "\(what) is \(quoted(text))",
                duration < minimum ? "at least \(minimum.configurationText) is needed" : "at most 366d is possible")
            return nil
        }
        return duration
    }

    /// How long something is kept: `800d`, `5y`, at least `minimum`, or `forever`; `nil` within for ever.
    ///
    /// - Returns: `nil` if it is a mistake.
    func span(_ what: String, from minimum: Duration, _ mistakes: inout Mistakes) -> Duration?? {
        guard let text = text(what, &mistakes) else { return nil }
        if text == "forever" { return .some(nil) }
        guard let span = Duration(configuration: text) else {
            let isBare = Double(decimal: text) != nil
            mistakes.add(
                location, "\(what) is \(quoted(text))",
                isBare
                    ? "write it with a unit: \(text.visible(limit: 20))d"
                    : remedy(for: text, among: ["forever"], otherwise: "write how long, as 800d or 5y, or forever"))
            return nil
        }
        guard span >= minimum, span <= .seconds(100 * 365 * 86_400) else {
            mistakes.add(
                location, "\(what) is \(quoted(text))",
                span < minimum ? "at least \(minimum.configurationText) is needed" : "write forever")
            return nil
        }
        return span
    }

    /// Bytes a second: `4kB/s`, `500B/s`, `0.5MB/s`; from 100 B/s to 1 GB/s. `k` and `M` are thousands, as line speeds
    /// are counted.
    func byteRate(_ what: String, _ mistakes: inout Mistakes) -> Int? {
        guard let text = text(what, &mistakes) else { return nil }
        let units: [(word: String, bytes: Double)] = [("kB/s", 1e3), ("MB/s", 1e6), ("B/s", 1)]
        guard let unit = units.first(where: { text.hasSuffix($0.word) }),
            let number = Double(decimal: text.dropLast(unit.word.count).trimmingTrailingSpaces)
        else {
            let isBare = Double(decimal: text) != nil
            mistakes.add(
                location, "\(what) is \(quoted(text))",
                isBare
                    ? "write it with a unit: \(text.visible(limit: 20))B/s" : "write bytes a second, as 4kB/s or 500B/s"
            )
            return nil
        }
        let rate = number * unit.bytes
        guard (100...1e9).contains(rate) else {
            mistakes.add(
                location, "\(what) is \(quoted(text))",
                rate < 100 ? "at least 100B/s is needed: a single answer has more" : "at most 1000MB/s is possible")
            return nil
        }
        return Int(rate.rounded())
    }

    /// One of a few words.
    func choice<Choice>(_ what: String, among choices: [(word: String, choice: Choice)], _ mistakes: inout Mistakes)
        -> Choice?
    {
        guard let text = text(what, &mistakes) else { return nil }
        if let found = choices.first(where: { $0.word == text }) { return found.choice }
        let words = choices.map(\.word)
        mistakes.add(
            location, "\(what) is \(quoted(text))",
            remedy(for: text, among: words, otherwise: "write \(listed(words, "or"))"))
        return nil
    }

    /// A numeric OID of at least two sub-identifiers, or `base.1.2` of a probe.
    func oid(_ what: String, _ mistakes: inout Mistakes) -> OID? {
        guard let text = text(what, &mistakes) else { return nil }
        if text.hasPrefix("base."), let oid = OID(text.dropFirst("base.".count)) {
            return Probe.baseMark.appending(oid)
        }
        guard let oid = OID(text), oid.count >= 2, !text.hasPrefix(".") else {
            mistakes.add(
                location, "\(what) is \(quoted(text))",
                "write an OID in numbers, as 1.3.6.1.2.1.1.5.0, with its name in a comment")
            return nil
        }
        return oid
    }

    /// Text that people read on screens and in mails.
    func checkedDisplay(_ text: String, _ what: String, limit: Int = 200, _ mistakes: inout Mistakes) -> String? {
        guard text.unicodeScalars.count <= limit else {
            mistakes.add(location, "\(what) has \(text.unicodeScalars.count) characters", "write at most \(limit)")
            return nil
        }
        guard text.visible(limit: limit) == text else {
            mistakes.add(
                location, "\(what) has characters that cannot be shown: \(quoted(text))", "remove them")
            return nil
        }
        return text
    }
}

extension Duration {
    /// Reads whole numbers with units, the larger first: `500ms`, `30s`, `5m` (or `5min`), `1h30m`, `2d`, `5y`; a
    /// year has 365 days.
    package init?(configuration text: some StringProtocol) {
        let units: [(word: String, milliseconds: Int64)] = [
            ("y", 365 * 86_400_000), ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("min", 60_000), ("s", 1000),
            ("ms", 1),
        ]
        var total: Int64 = 0
        var smallest = Int64.max
        var rest = text[...]
        while !rest.isEmpty {
            let digits = rest.prefix { ("0"..."9").contains($0) }
            rest = rest[digits.endIndex...]
            let word = rest.prefix { !("0"..."9").contains($0) }
            rest = rest[word.endIndex...]
            guard let number = Int64(digits), let unit = units.first(where: { $0.word == word })?.milliseconds,
                unit < smallest
            else { return nil }
            smallest = unit
            let (product, overflows) = number.multipliedReportingOverflow(by: unit)
            let (sum, exceeds) = total.addingReportingOverflow(product)
            guard !overflows, !exceeds else { return nil }
            total = sum
        }
        guard smallest != .max else { return nil }
        self = .milliseconds(total)
    }

    /// As the configuration writes it: `90s`, `5m`.
    var configurationText: String {
        let milliseconds = wholeMilliseconds
        let units: [(String, Int64)] = [("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000)]
        for (word, size) in units where milliseconds >= size && milliseconds % size == 0 {
            return "\(milliseconds / size)\(word)"
        }
        return "\(milliseconds)ms"
    }
}

extension Double {
    /// A finite decimal number: no hexadecimal, `inf` or `nan`.
    init?(decimal text: some StringProtocol) {
        guard !text.isEmpty, text.allSatisfy({ "0123456789.-".contains($0) }), let number = Double(String(text)),
            number.isFinite
        else { return nil }
        self = number
    }
}

extension Substring {
    fileprivate var trimmingTrailingSpaces: Substring {
        var result = self
        while result.last == " " { result.removeLast() }
        return result
    }
}
