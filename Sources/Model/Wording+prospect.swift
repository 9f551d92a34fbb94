extension Wording {
    /// `full 14.2.–2.3., +0.4 % a day, now 81 %`, and of hardware a sentence: `the light reaches its lower limit of −14 dBm
    /// between 3 and 20 May, −0.1 dB a day, now −9.2 dBm`.
    public func prospect(_ prospect: Prospect, now: Timestamp) -> String {
        let pace = (prospect.perDay < 0 ? "−" : "+") + change(abs(prospect.perDay), prospect.unit)
        return "\(arrival(prospect, now: now)), \(pace)"
            + say(fi: " päivässä, nyt ", sv: " om dagen, nu ", en: " a day, now ")
            + amount(prospect.value, prospect.unit)
    }

    private func arrival(_ prospect: Prospect, now: Timestamp) -> String {
        let limit = amount(prospect.limit, prospect.unit)
        if let matter = prospect.matter, let what = comes(matter, to: limit) {
            return "\(what) \(period(prospect, now: now))"
        }
        let isFull = prospect.unit == .percent && prospect.limit == 100
        let what =
            isFull
            ? say(fi: "täynnä", sv: "full", en: "full")
            : say(fi: "rajalla", sv: "vid gränsen", en: "at") + " " + limit
        return "\(what) \(dates(prospect, now: now))"
    }

    /// `the light reaches its lower limit of −14 dBm`; `nil` for what has no sentence of its own.
    private func comes(_ matter: Prospect.Matter, to limit: String) -> String? {
        switch matter {
        case .fullness, .supply: nil
        case .light:
            say(
                fi: "valo saavuttaa alarajansa \(limit)", sv: "ljuset når sin nedre gräns \(limit)",
                en: "the light reaches its lower limit of \(limit)")
        case .laser:
            say(
                fi: "laserin virta saavuttaa ylärajansa \(limit)", sv: "laserns ström når sin övre gräns \(limit)",
                en: "the laser's current reaches its upper limit of \(limit)")
        case .fan:
            say(
                fi: "tuulettimen nopeus saavuttaa alarajansa \(limit)",
                sv: "fläktens varvtal når sin nedre gräns \(limit)",
                en: "the fan's speed reaches its lower limit of \(limit)")
        case .temperature:
            say(
                fi: "lämpötila saavuttaa ylärajansa \(limit)", sv: "temperaturen når sin övre gräns \(limit)",
                en: "the temperature reaches its upper limit of \(limit)")
        case .errors:
            say(
                fi: "virheet saavuttavat rajansa \(limit)", sv: "felen når sin gräns \(limit)",
                en: "errors reach their limit of \(limit)")
        case .sectors:
            say(
                fi: "vialliset sektorit saavuttavat rajansa \(limit)",
                sv: "de skadade sektorerna når sin gräns \(limit)", en: "bad sectors reach their limit of \(limit)")
        case .flash:
            say(
                fi: "muistin käyttöikä saavuttaa rajansa \(limit)", sv: "minnets livslängd når sin gräns \(limit)",
                en: "the memory's life reaches its limit of \(limit)")
        case .battery:
            say(
                fi: "akun kesto saavuttaa rajansa \(limit)", sv: "batteriets drifttid når sin gräns \(limit)",
                en: "the battery's runtime reaches its limit of \(limit)")
        case .charge:
            say(
                fi: "akun varaus saavuttaa rajansa \(limit)", sv: "batteriets laddning når sin gräns \(limit)",
                en: "the battery's charge reaches its limit of \(limit)")
        case .traffic:
            say(
                fi: "liikenne saavuttaa rajansa \(limit)", sv: "trafiken når sin gräns \(limit)",
                en: "traffic reaches its limit of \(limit)")
        }
    }

    /// Lasers take thousandths of amperes.
    private func amount(_ value: Double, _ unit: Unit) -> String {
        unit == .amperes && abs(value) < 1 ? number(value * 1000) + " mA" : self.value(value, unit)
    }

    /// Between two levels lie decibels.
    private func change(_ value: Double, _ unit: Unit) -> String {
        amount(value, unit == .decibelMilliwatts ? .decibels : unit)
    }

    /// As part of a sentence: `between 3 and 20 May`, `mellan 3.5. och 20.5.`.
    private func period(_ prospect: Prospect, now: Timestamp) -> String {
        guard language != .finnish else { return dates(prospect, now: now) }
        let earliest = longDate(max(prospect.earliest, now), now: now)
        guard let latest = prospect.latest else {
            return say(fi: "", sv: "tidigast \(earliest)", en: "from \(earliest) on")
        }
        let end = longDate(max(latest, now), now: now)
        if end == earliest { return say(fi: "", sv: "omkring \(end)", en: "about \(end)") }
        let (first, last) = (localTime(max(prospect.earliest, now)), localTime(max(latest, now)))
        let isOneMonth = (first.year, first.month) == (last.year, last.month)
        return say(
            fi: "", sv: "mellan \(earliest) och \(end)",
            en: "between \(isOneMonth ? String(first.day) : earliest) and \(end)")
    }

    /// `3 May`, `3.5.`, with its year if that is another one than now.
    private func longDate(_ moment: Timestamp, now: Timestamp) -> String {
        guard language == .english else { return shortDate(moment, now: now) }
        let (time, today) = (localTime(moment), localTime(now))
        let months = [
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
            "November", "December",
        ]
        let month = months.indices.contains(time.month - 1) ? months[time.month - 1] : String(time.month)
        return "\(time.day) \(month)" + (time.year == today.year ? "" : " \(time.year)")
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
