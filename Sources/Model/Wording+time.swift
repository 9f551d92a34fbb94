extension Wording {
    /// `12.04` in Finnish and Swedish, `12:04` in English.
    public func clock(_ moment: Timestamp) -> String {
        let time = localTime(moment)
        return [time.hour, time.minute].map(twoDigits).joined(separator: clockSeparator)
    }

    /// With seconds: `12.03.41`, `12:03:41`.
    public func clockWithSeconds(_ moment: Timestamp) -> String {
        let time = localTime(moment)
        return [time.hour, time.minute, time.second].map(twoDigits).joined(separator: clockSeparator)
    }

    /// `ma 23.11.`, `mån 23.11.`, `Mon 23.11.`
    public func day(_ moment: Timestamp) -> String {
        let time = localTime(moment)
        return "\(weekday(time.weekday)) \(time.day).\(time.month)."
    }

    /// With its year: `10.10.2023`.
    public func date(_ moment: Timestamp) -> String {
        let time = localTime(moment)
        return "\(time.day).\(time.month).\(time.year)"
    }

    /// As in a header or a mail: `ma 23.11. klo 11.38`, `mån 23.11. kl. 11.38`, `Mon 23.11. 11:38`.
    public func dayAndClock(_ moment: Timestamp) -> String {
        day(moment) + say(fi: " klo ", sv: " kl. ", en: " ") + clock(moment)
    }

    /// As short as can be understood from `now`: today the time, else the day, and the year where it is another.
    public func since(_ moment: Timestamp, now: Timestamp) -> String {
        let time = localTime(moment)
        let today = localTime(now)
        if (time.year, time.month, time.day) == (today.year, today.month, today.day) {
            return clock(moment)
        }
        return time.year == today.year ? day(moment) : "\(time.day).\(time.month).\(time.year)"
    }

    /// The two largest units that matter: `41 s`, `38 min`, `4 h 4 min`, `3 d 2 h`, `214 d`. Below zero counts as 0.
    public func duration(_ duration: Duration) -> String {
        let seconds = max(0, duration.wholeMilliseconds / 1000)
        let day = say(fi: "vrk", sv: "d", en: "d")
        switch seconds {
        case ..<60: return "\(seconds) s"
        case ..<3600: return "\(seconds / 60) min"
        case ..<86_400:
            let minutes = seconds / 60 % 60
            return minutes == 0 ? "\(seconds / 3600) h" : "\(seconds / 3600) h \(minutes) min"
        case ..<864_000:
            let hours = seconds / 3600 % 24
            return hours == 0 ? "\(seconds / 86_400) \(day)" : "\(seconds / 86_400) \(day) \(hours) h"
        default: return "\(seconds / 86_400) \(day)"
        }
    }

    private var clockSeparator: String { say(fi: ".", sv: ".", en: ":") }

    private func twoDigits(_ number: Int) -> String {
        number < 10 ? "0\(number)" : String(number)
    }

    /// - Parameter number: 1 = Monday … 7 = Sunday.
    private func weekday(_ number: Int) -> String {
        let names: [String]
        switch language {
        case .finnish: names = ["ma", "ti", "ke", "to", "pe", "la", "su"]
        case .swedish: names = ["mån", "tis", "ons", "tors", "fre", "lör", "sön"]
        case .english: names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
        }
        return names.indices.contains(number - 1) ? names[number - 1] : "?"
    }
}
