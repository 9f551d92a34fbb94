/// A time as people type it on the command line.
public enum Moment {
    /// Reads `now`, `-2h` (s, min, h, d, w, mo, y), `today`, `yesterday`, `2026-11-23`, `2026-11-23T10:00[:00]` (on the site's
    /// clock) and `2026-11-23T10:00:00Z`. `nil` for anything else.
    ///
    /// - Parameter timestamp: When the site's clock shows year, month, day, hour, minute, second.
    public static func read(
        _ text: String, now: Timestamp, wording: Wording,
        timestamp: (_ year: Int, _ month: Int, _ day: Int, _ hour: Int, _ minute: Int, _ second: Int) -> Timestamp
    ) -> Timestamp? {
        if text == "now" { return now }
        if text.hasPrefix("-") {
            let back = text.dropFirst()
            if let months = months(back) {
                let today = wording.localTime(now)
                let month = today.year * 12 + today.month - 1 - months
                return timestamp(month / 12, month % 12 + 1, today.day, today.hour, today.minute, today.second)
            }
            return duration(String(back)).map { now - $0 }
        }
        if text == "today" || text == "yesterday" {
            let today = wording.localTime(now)
            return timestamp(today.year, today.month, today.day - (text == "today" ? 0 : 1), 0, 0, 0)
        }
        if let moment = Timestamp(iso8601: text) { return moment }
        let halves = text.split(separator: "T", omittingEmptySubsequences: false)
        let date = numbers(halves[0], "-")
        let clock = halves.count == 2 ? numbers(halves[1], ":") : [0, 0]
        guard halves.count <= 2, let date, date.count == 3, let clock, (2...3).contains(clock.count),
            (1970...9999).contains(date[0]), (1...12).contains(date[1]), (1...31).contains(date[2]),
            (0...23).contains(clock[0]), clock.dropFirst().allSatisfy({ (0...59).contains($0) })
        else { return nil }
        return timestamp(date[0], date[1], date[2], clock[0], clock[1], clock.count == 3 ? clock[2] : 0)
    }

    /// Reads `90s`, `5min`, `2h`, `7d`, `1w`; `nil` for anything else and for more than a century.
    public static func duration(_ text: String) -> Duration? {
        let digits = text.prefix { ("0"..."9").contains($0) }
        let units: [Substring: Int] = ["s": 1, "m": 60, "min": 60, "h": 3600, "d": 86_400, "w": 604_800]
        guard let number = Int(digits), let unit = units[text[digits.endIndex...]], number <= 3_155_760_000 / unit
        else { return nil }
        return .seconds(number * unit)
    }

    /// Reads `3mo`, `2y`: months, at most a hundred years of them.
    private static func months(_ text: Substring) -> Int? {
        let digits = text.prefix { ("0"..."9").contains($0) }
        guard let number = Int(digits), let unit = ["mo": 1, "y": 12][text[digits.endIndex...]], number <= 1200 / unit
        else { return nil }
        return number * unit
    }

    private static func numbers(_ text: Substring, _ separator: Character) -> [Int]? {
        let parts = text.split(separator: separator, omittingEmptySubsequences: false)
        let numbers = parts.compactMap { part in
            part.count <= 4 && part.allSatisfy { ("0"..."9").contains($0) } ? Int(part) : nil
        }
        return numbers.count == parts.count ? numbers : nil
    }
}
