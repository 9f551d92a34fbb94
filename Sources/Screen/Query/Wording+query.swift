import Model

/// The words of `monitor query`.
extension Wording {
    func word(_ aggregate: Aggregate) -> String {
        switch aggregate {
        case .average: say(fi: "keskiarvo", sv: "medel", en: "average")
        case .minimum: say(fi: "pienin", sv: "lägst", en: "minimum")
        case .maximum: say(fi: "suurin", sv: "högst", en: "maximum")
        case .last: say(fi: "viimeisin", sv: "senast", en: "last")
        case .count: say(fi: "lukemia", sv: "avläsningar", en: "readings")
        case .sum: say(fi: "yhteensä", sv: "summa", en: "sum")
        case .covered: say(fi: "tiedossa", sv: "känt", en: "known")
        case .percentile: aggregate.description
        }
    }

    var total: String { say(fi: "yhteensä", sv: "summa", en: "total") }

    var nothingRecorded: String {
        say(
            fi: "ei lukemia tältä ajalta", sv: "inga avläsningar från den här tiden",
            en: "nothing was recorded in this time")
    }

    /// `Lost: Mon 23.11. 11:38 – Mon 23.11. 12:04 (the database was damaged)`
    func lost(_ gap: Gap, now: Timestamp) -> String {
        let year = localTime(now).year
        let moment = { (time: Timestamp) in
            let day = localTime(time).year == year ? day(time) : date(time)
            return "\(day) \(clock(time))"
        }
        let span = (gap.from.map { moment($0) + " " } ?? "") + "– " + moment(gap.to)
        let lost = say(fi: "Lukemat menetetty", sv: "Förlorade avläsningar", en: "Readings lost")
        return "\(lost): \(span) (\(gap.reason.visible()))"
    }

    /// For what part of the time it is known; 0 to 1, never rounded up to all of it.
    func known(_ share: Double) -> String {
        let percent = number((share * 1000).rounded(.down) / 10)
        return say(
            fi: "\(percent) % ajasta tiedossa", sv: "känt \(percent) % av tiden", en: "known \(percent) % of the time")
    }

    /// `95th percentile of 5-minute averages`
    func percentile(_ percent: Double) -> String {
        let shown = number(percent)
        return say(
            fi: "\(shown). prosenttipiste 5 minuutin keskiarvoista",
            sv: "\(shown):e percentilen av 5-minutersmedelvärden",
            en: "\(shown)\(ordinalEnd(percent)) percentile of 5-minute averages")
    }

    private func ordinalEnd(_ number: Double) -> String {
        guard number == number.rounded(), !(11...13).contains(Int(number)) else { return "th" }
        switch Int(number) % 10 {
        case 1: return "st"
        case 2: return "nd"
        case 3: return "rd"
        default: return "th"
        }
    }
}
