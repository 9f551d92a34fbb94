public import Model

/// A comparison of incidents in words.
public struct IncidentReport: Sendable {
    private let wording: Wording
    private let now: Timestamp

    public init(wording: Wording, now: Timestamp) {
        self.wording = wording
        self.now = now
    }

    /// A numbered line for each incident: `+` would have been, `-` was and would not have been, neither: both.
    ///
    /// - Parameter stored: Whose number is named where it is the same trouble.
    public func lines(_ comparison: IncidentComparison, stored: [ReplayedIncident] = []) -> [String] {
        let numbers = Dictionary(grouping: stored, by: \.incident.cause)
        let rows = comparison.entries.map { entry in
            let incident = entry.incident
            let known = numbers[incident.incident.cause]?.first { $0.overlaps(incident) }
            return [sign(entry.side)] + words(incident, number: known?.incident.number)
        }
        let widths = (0..<5).map { column in rows.map { $0[column].count }.max() ?? 0 }
        let width = String(rows.count).count
        return rows.enumerated().map { place, row in
            let cells = row.enumerated().map { column, text in
                column < widths.count ? text + spaces(widths[column] - text.count) : text
            }
            let number = String(place + 1)
            var line =
                spaces(width - number.count) + number + " " + cells[0] + " " + cells[1...].joined(separator: "  ")
            while line.last == " " { line.removeLast() }
            return line
        }
    }

    /// `7 incidents instead of 12; 3 red instead of 4; mails 6 instead of 9`.
    public func summary(_ comparison: IncidentComparison) -> String {
        let (all, red, mails) = (comparison.counts(), comparison.counts(.red), comparison.mails)
        return wording.say(
            fi: "Häiriöitä \(all.latter), ennen \(all.former); punaisia \(red.latter), ennen \(red.former); "
                + "viestejä \(mails.latter), ennen \(mails.former)",
            sv: "Störningar \(all.latter) i stället för \(all.former); röda \(red.latter) i stället för \(red.former); "
                + "brev \(mails.latter) i stället för \(mails.former)",
            en: "\(all.latter) incident\(all.latter == 1 ? "" : "s") instead of \(all.former); "
                + "\(red.latter) red instead of \(red.former); mails \(mails.latter) instead of \(mails.former)")
    }

    /// Where what was stored is not what the same configuration makes of the readings.
    ///
    /// - Parameters:
    ///   - stored: The incidents that there were.
    ///   - present: What the configuration of the daemon makes of the same history.
    public func note(stored: [ReplayedIncident], present: [ReplayedIncident]) -> [String] {
        let comparison = IncidentComparison(stored, present)
        let differing = comparison.entries.filter { $0.side != .both }
        guard !differing.isEmpty else { return [] }
        let (lost, new) = (differing.count { $0.side == .former }, differing.count { $0.side == .latter })
        let head = wording.say(
            fi:
                "Tallennettu poikkeaa siitä, mitä nykyinen asetus tekee samoista lukemista: vain tallennettuja \(lost), "
                + "tallentamattomia \(new). Tallennetusta ei näy ennusteita, nopeita tarkistuksia eikä silloisia asetuksia.",
            sv:
                "Det sparade avviker från vad den nuvarande konfigurationen gör av samma mätvärden: \(lost) bara sparade, "
                + "\(new) inte sparade. Det sparade visar inte prognoser, snabba kontroller eller den dåvarande "
                + "konfigurationen.",
            en: "What was stored differs from what the present configuration makes of the same readings: \(lost) "
                + "stored only, \(new) not stored. What is stored does not hold forecasts, quick re-checks, "
                + "or which configuration there was then.")
        let lines = differing.map { entry in
            let number = entry.side == .former ? entry.incident.incident.number : nil
            let side =
                entry.side == .former
                ? wording.say(fi: "vain tallennettu:", sv: "bara sparad:", en: "stored only:")
                : wording.say(fi: "ei tallennettu:", sv: "inte sparad:", en: "not stored: ")
            return "  \(side) " + words(entry.incident, number: number).joined(separator: "  ")
        }
        return [head] + lines
    }

    private func sign(_ side: IncidentComparison.Side) -> String {
        switch side {
        case .both: " "
        case .former: "-"
        case .latter: "+"
        }
    }

    /// Opened, duration, colour, host; then check, reason and number, which need no column.
    private func words(_ replayed: ReplayedIncident, number: Incident.Number?) -> [String] {
        let incident = replayed.incident
        let check = [wording.word(incident.cause.aspect), incident.cause.subject.visible(limit: 60)]
            .filter { !$0.isEmpty }.joined(separator: " ")
        let behind = incident.behind.isEmpty ? "" : ", " + behind(incident.behind.count)
        let colour = wording.short(incident.worst)
        return [
            wording.dayAndClock(incident.opened),
            incident.closed.map { wording.duration($0 - incident.opened) }
                ?? wording.say(fi: "vielä auki", sv: "pågår", en: "still open"),
            colour + spaces(4 - colour.count), incident.cause.host.visible(limit: 60), check,
            wording.reason(replayed.reason, now: now) + behind, number.map { "#\($0)" } ?? "",
        ].filter { !$0.isEmpty }
    }

    private func behind(_ count: Int) -> String {
        wording.say(fi: "takana \(count)", sv: "\(count) bakom den", en: "\(count) behind it")
    }

    private func spaces(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }
}
