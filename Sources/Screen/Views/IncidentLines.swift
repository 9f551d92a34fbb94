import Model

/// How an incident is drawn wherever it stands in a list.
enum IncidentLines {
    /// As wide as shape and word.
    static let indent = "       "

    /// `■ PUN  Konesali  sql-1: levy D: 97 %, raja 95   11.52   24 min   MK   #1483`
    static func head(_ incident: Incident, _ board: Board, _ scene: Scene) -> Line {
        let marks =
            (incident.isFlapping == true ? "~ " : "") + (incident.isMuted == true ? scene.wording.newHost : "")
            + (incident.isAccepted ? scene.wording.accepted : "")
        return row(
            Row(
                status: incident.status, place: board.siteName(incident.site),
                text: marks + scene.wording.headline(incident, now: scene.now), opened: incident.opened,
                who: scene.wording.who(incident.acknowledgement), label: "#\(incident.number)",
                isQuiet: incident.isQuiet),
            scene)
    }

    /// Several yellows in a line.
    static func folded(_ fold: Overview.Fold, _ incidents: [Incident], _ scene: Scene) -> Line {
        let wording = scene.wording
        let hosts = wording.hosts(Set(incidents.map(\.cause.host)).count)
        let what =
            switch fold {
            case .aspect(let aspect): "\(wording.word(aspect)): \(hosts)"
            case .accepted:
                wording.accepted(until: incidents.compactMap(\.acknowledgement?.until), now: scene.now)
            }
        let people = Set(incidents.map { wording.who($0.acknowledgement) })
        return row(
            Row(
                status: .yellow, place: wording.sites(Set(incidents.map(\.site)).count),
                text: what + (scene.isWide || fold != .accepted ? " " + wording.enterOpens : ""),
                opened: incidents.map(\.opened).min() ?? scene.now,
                who: people.count == 1 ? people.first ?? "" : wording.who(nil),
                label: wording.pieces(incidents.count), isQuiet: fold == .accepted),
            scene)
    }

    private struct Row {
        var status: Status
        var place: String
        var text: String
        var opened: Timestamp
        var who: String
        var label: String
        var isQuiet: Bool
    }

    /// The columns of the list filled in.
    private static func row(_ row: Row, _ scene: Scene) -> Line {
        let placeWidth = scene.isWide ? min(32, 20 + (scene.width - 100) / 4) : 17
        let whoWidth = scene.isWide ? min(16, 8 + (scene.width - 100) / 8) : 6
        // `tors 19.11.` is longer than any other day.
        let timeWidth = scene.isWide ? 17 : scene.wording.language == .swedish ? 11 : 10
        let labelWidth = 6
        let plain = Style(isDim: row.isQuiet)
        let isLoud = row.status == .red && !row.isQuiet
        var line = Line()
        let mark = "\(row.status.shape) \(scene.wording.short(row.status))"
        line.add(mark, width: 7, row.isQuiet ? Style(.muted, isDim: true) : scene.light(row.status))
        line.add(row.place, width: placeWidth, isLoud ? .bold : plain)
        line.add(" ")
        let right = timeWidth + 1 + whoWidth + 1 + labelWidth
        let style = isLoud && scene.state.isLive ? Style.bold : plain
        line.add(row.text, width: max(0, scene.width - line.columns - 1 - right), style)
        line.add(" ")
        line.add(time(row.opened, scene), width: timeWidth, plain)
        line.add(" ")
        line.add(row.who, width: whoWidth, isLoud && scene.state.isLive ? .bold : plain)
        line.add(" ")
        line.add(row.label, width: labelWidth, .muted, alignment: .right)
        return line
    }

    /// Since when: today the time, and where there is room how long ago; of the last night the day and the time; else the
    /// day.
    private static func time(_ opened: Timestamp, _ scene: Scene) -> String {
        let since = scene.wording.since(opened, now: scene.now)
        let clock = scene.wording.clock(opened)
        let age = scene.now - opened
        guard scene.isWide, age < .seconds(86_400) else { return since }
        return since == clock ? "\(clock)  \(scene.wording.duration(age))" : "\(since) \(clock)"
    }

    /// The lines below it: cause and consequences, who is on it, and what to tell a caller. None for what can wait.
    /// - Parameter isWrapped: whole over up to two lines each, else cut off at one.
    static func explanation(_ incident: Incident, _ board: Board, _ scene: Scene, isWrapped: Bool) -> [Line] {
        guard incident.isExplained || incident.isFlapping == true && !incident.isQuiet else { return [] }
        let detail = scene.state.details[incident.cause.host]
        let site = board.sites.first { $0.id == incident.site }
        let consequences = scene.wording.consequences(
            incident, site: site, applications: board.applications(hitBy: incident), firstStep: detail?.firstStep,
            isWhole: isWrapped, now: scene.now)
        let texts = [
            consequences, scene.wording.remark(incident.acknowledgement, now: scene.now),
            (incident.saying?.text ?? detail?.tell).map(scene.wording.tell),
        ].compactMap { $0 }
        let room = scene.width - indent.count
        return texts.flatMap { text -> [Line] in
            let parts = isWrapped ? text.visible().wrapped(to: room, atMost: 2) : [text]
            return parts.enumerated().map { position, part in
                var line = Line(indent + (position > 0 ? "  " : ""))
                line.add(part, width: scene.width - line.columns)
                return line
            }
        }
    }
}

extension Incident {
    /// It gets lines of its own below its head.
    var isExplained: Bool { (status == .red || status == .grey) && !isQuiet }
}
