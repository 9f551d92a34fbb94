extension Moment {
    /// Why what was typed is no moment to come, and what to write instead.
    public struct Mistake: Error, Sendable, Hashable {
        public var problem: String
        public var remedy: String
    }

    /// Reads until when something is to hold: `15:00` (today, tomorrow if that is over), `+2h` (min, h, d, w, mo, y),
    /// `tomorrow`, `friday`, `friday 8:00`, `2026-12-24`, `2026-12-24T15:00`, all on the site's clock, and
    /// `2026-12-24T15:00:00Z`. A day alone is its beginning. Days may be written in Finnish and Swedish, too.
    ///
    /// - Parameter timestamp: When the site's clock shows year, month, day, hour, minute, second: of two such moments the
    ///   earlier one; parts may overflow.
    /// - Throws: For what is over, for what a clock shows twice or never that night, and for what is no time.
    public static func readFuture(
        _ text: String, now: Timestamp, wording: Wording,
        timestamp: (_ year: Int, _ month: Int, _ day: Int, _ hour: Int, _ minute: Int, _ second: Int) -> Timestamp
    ) throws(Mistake) -> Timestamp {
        let text = text.lowercased()
        if text.hasPrefix("+") {
            return try ahead(text, now: wording.localTime(now), from: now, timestamp: timestamp)
        }
        if let moment = Timestamp(iso8601: text.uppercased()) {
            guard moment > now else { throw isOver(text) }
            return moment
        }
        guard let wish = Wish(text, today: wording.localTime(now)) else { throw noTime(text) }
        for day in wish.days {
            let shown = UTCTime(year: wish.year, month: wish.month, day: 1).timestamp + .seconds((day - 1) * 86_400)
            let date = UTCTime(shown)
            if wish.isDate, date.day != day { throw noDay(text) }
            let first = timestamp(wish.year, wish.month, day, wish.hour, wish.minute, 0)
            let later = [first, first + .seconds(3600)].filter { moment in
                let clock = wording.localTime(moment)
                return (clock.day, clock.hour, clock.minute) == (date.day, wish.hour, wish.minute)
            }
            let clock = wish.clock
            // Midnight that does not come: the day begins an hour later then.
            if later.isEmpty, wish.hasClock, first > now {
                throw Mistake(
                    problem: "\(clock) does not come on \(dateText(date)): the clocks go forward that night",
                    remedy: "write an hour later")
            }
            let coming = (later.isEmpty ? [first] : later).filter { $0 > now }
            guard coming.count < 2 else {
                let instant = coming.map { "\($0)".replacingMilliseconds }.joined(separator: " or ")
                throw Mistake(
                    problem: "\(clock) comes twice on \(dateText(date)): the clocks go back that night",
                    remedy: "write \(instant)")
            }
            if let moment = coming.first { return moment }
        }
        throw isOver(text)
    }

    /// Whether somebody who wrote this meant a day, so that a time of day may follow.
    public static func isDay(_ text: String) -> Bool {
        let text = text.lowercased()
        return Wish.weekday(text) != nil || Wish.tomorrow.contains(text) || Wish.today.contains(text)
            || Wish.date(text) != nil
    }

    /// Whether it is a time of day: `8:00`, `15.30`.
    public static func isClock(_ text: String) -> Bool { Wish.clock(text) != nil }

    /// Days, weeks, months and years are those of the calendar: the same time of day.
    private static func ahead(
        _ text: String, now: CalendarTime, from: Timestamp,
        timestamp: (Int, Int, Int, Int, Int, Int) -> Timestamp
    ) throws(Mistake) -> Timestamp {
        let digits = text.dropFirst().prefix { ("0"..."9").contains($0) }
        let unit = text.dropFirst(1 + digits.count)
        guard let number = Int(digits), (1...5_256_000).contains(number) else { throw noTime(text) }
        func calendar(days: Int = 0, months: Int = 0) -> Timestamp {
            let month = now.year * 12 + now.month - 1 + months
            return timestamp(month / 12, month % 12 + 1, now.day + days, now.hour, now.minute, now.second)
        }
        switch unit {
        case "min" where number <= 5_256_000: return from + .seconds(number * 60)
        case "h" where number <= 87_600: return from + .seconds(number * 3600)
        case "d" where number <= 3660: return calendar(days: number)
        case "w" where number <= 520: return calendar(days: number * 7)
        case "mo" where number <= 120: return calendar(months: number)
        case "y" where number <= 10: return calendar(months: number * 12)
        case "m":
            throw Mistake(
                problem: "\(text.visible(limit: 40)) may be minutes or months",
                remedy: "write +\(number)min or +\(number)mo")
        default: throw noTime(text)
        }
    }

    private static let forms = "write 15:00, +2h, +3d, tomorrow, \"friday 8:00\", 2026-12-24 or 2026-12-24T15:00"

    private static func noTime(_ text: String) -> Mistake {
        let shown = text.visible(limit: 40)
        if text.hasPrefix("+"), let number = Int(text.dropFirst()), number > 0 {
            return Mistake(problem: "\(shown) has no unit", remedy: "write +\(number)min, +\(number)h or +\(number)d")
        }
        if !text.hasPrefix("+"), let hour = Int(text), (0...23).contains(hour) {
            return Mistake(
                problem: "\(shown) may be a time of day or a length", remedy: "write \(hour):00 or +\(hour)h")
        }
        if duration(text) != nil { return Mistake(problem: "\(shown) has no direction", remedy: "write +\(shown)") }
        if text == "now" || text.hasPrefix("-") { return isOver(text) }
        return Mistake(problem: "\(shown) is no time", remedy: forms)
    }

    private static func isOver(_ text: String) -> Mistake {
        Mistake(problem: "\(text.visible(limit: 40)) is over", remedy: forms)
    }

    private static func noDay(_ text: String) -> Mistake {
        Mistake(problem: "there is no \(text.visible(limit: 40))", remedy: "look at the calendar")
    }

    private static func dateText(_ date: UTCTime) -> String { "\(date.day).\(date.month).\(date.year)" }
}

/// A moment on the site's clock as somebody typed it.
private struct Wish {
    var year: Int
    var month: Int
    /// Days of that month that are meant, the first that is not over; they may overflow it.
    var days: [Int]
    var hour = 0
    var minute = 0
    /// A time of day was written.
    var hasClock = false
    /// A date of the calendar was written.
    var isDate = false

    var clock: String { "\(hour):\(minute < 10 ? "0" : "")\(minute)" }

    init?(_ text: String, today: CalendarTime) {
        (year, month) = (today.year, today.month)
        // Between a date and its time stands a T, between a word and its time whatever people write.
        var words = text.split(separator: " ", omittingEmptySubsequences: true).map(String.init)
        if words.count == 1, let date = words.first, date.contains("t"), Wish.date(String(date.prefix(10))) != nil {
            let time = date.dropFirst(10)
            guard time.first == "t" else { return nil }
            words = [String(date.prefix(10)), String(time.dropFirst())]
        }
        guard let first = words.first, words.count <= 2 else { return nil }
        if let time = words.count == 2 ? words.last : Wish.clock(first) == nil ? nil : first {
            guard let clock = Wish.clock(time) else { return nil }
            (hour, minute) = clock
            hasClock = true
        }
        if words.count == 1, hasClock {
            days = [today.day, today.day + 1]
        } else if Wish.tomorrow.contains(first) {
            days = [today.day + 1]
        } else if Wish.today.contains(first) {
            days = [today.day]
        } else if let weekday = Wish.weekday(first) {
            let distance = (weekday - today.weekday + 7) % 7
            days = [today.day + distance, today.day + distance + 7]
        } else if let date = Wish.date(first) {
            (year, month, days) = (date.year, date.month, [date.day])
            isDate = true
        } else {
            return nil
        }
    }

    static let tomorrow: Set = ["tomorrow", "huomenna", "imorgon"]
    static let today: Set = ["today", "tänään", "idag"]

    /// Monday first; two letters are enough.
    private static let weekdays = [
        ["monday", "maanantai", "måndag"], ["tuesday", "tiistai", "tisdag"], ["wednesday", "keskiviikko", "onsdag"],
        ["thursday", "torstai", "torsdag"], ["friday", "perjantai", "fredag"], ["saturday", "lauantai", "lördag"],
        ["sunday", "sunnuntai", "söndag"],
    ]

    /// 1 = Monday … 7 = Sunday.
    static func weekday(_ word: String) -> Int? {
        guard word.count >= 2 else { return nil }
        let found = weekdays.indices.filter { weekdays[$0].contains { $0.hasPrefix(word) } }
        return found.count == 1 ? found[0] + 1 : nil
    }

    /// `8:00`, and as it is written in Finland `8.00`.
    static func clock(_ text: String) -> (hour: Int, minute: Int)? {
        let parts = text.split(omittingEmptySubsequences: false) { $0 == ":" || $0 == "." }
        guard parts.count == 2, (1...2).contains(parts[0].count), parts[1].count == 2,
            parts.allSatisfy({ $0.allSatisfy { ("0"..."9").contains($0) } }),
            let hour = Int(parts[0]), let minute = Int(parts[1]), hour < 24, minute < 60
        else { return nil }
        return (hour, minute)
    }

    static func date(_ text: String) -> (year: Int, month: Int, day: Int)? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, parts.map(\.count) == [4, 2, 2],
            parts.allSatisfy({ $0.allSatisfy { ("0"..."9").contains($0) } }),
            let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]),
            (1970...9999).contains(year), (1...12).contains(month), (1...31).contains(day)
        else { return nil }
        return (year, month, day)
    }
}

extension String {
    /// A moment without the zeros of its milliseconds, as people write it.
    fileprivate var replacingMilliseconds: String { hasSuffix(".000Z") ? dropLast(5) + "Z" : self }
}
