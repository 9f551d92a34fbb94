extension Wording {
    /// `full 14.2.–2.3., +0.4 % a day, now 81 %`.
    public func prospect(_ prospect: Prospect, now: Timestamp) -> String {
        let isFull = prospect.unit == .percent && prospect.limit == 100
        let what =
            isFull
            ? say(fi: "täynnä", sv: "full", en: "full")
            : say(fi: "rajalla", sv: "vid gränsen", en: "at") + " " + value(prospect.limit, prospect.unit)
        let pace = (prospect.perDay < 0 ? "−" : "+") + value(abs(prospect.perDay), prospect.unit)
        return "\(what) \(dates(prospect, now: now)), \(pace)"
            + say(fi: " päivässä, nyt ", sv: " om dagen, nu ", en: " a day, now ")
            + value(prospect.value, prospect.unit)
    }

    /// A range of dates, never a date alone: `14.2.–2.3.`, `from 14.2. on`.
    private func dates(_ prospect: Prospect, now: Timestamp) -> String {
        let earliest = shortDate(max(prospect.earliest, now), now: now)
        guard let latest = prospect.latest else {
            return say(fi: "aikaisintaan \(earliest)", sv: "tidigast \(earliest)", en: "from \(earliest) on")
        }
        let end = shortDate(max(latest, now), now: now)
        return end == earliest ? earliest : "\(earliest)–\(end)"
    }

    /// `14.2.`, with its year if that is another one than now.
    private func shortDate(_ moment: Timestamp, now: Timestamp) -> String {
        let (time, today) = (localTime(moment), localTime(now))
        return "\(time.day).\(time.month)." + (time.year == today.year ? "" : String(time.year))
    }
}
