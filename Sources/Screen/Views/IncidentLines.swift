import Model

/// How an incident is drawn wherever it stands in a list.
enum IncidentLines {
    /// As wide as shape and word.
    static let indent = "       "

    /// `■ PUN  Konesali  sql-1: levy D: 97 %, raja 95   11.52   24 min   #1483`
    static func head(_ incident: Incident, _ board: Board, _ scene: Scene) -> Line {
        row(
            status: incident.status, place: board.siteName(incident.site),
            text: scene.wording.headline(incident, now: scene.now), opened: incident.opened,
            label: "#\(incident.number)", scene)
    }

    /// Several yellows of one aspect in a line.
    static func folded(_ aspect: Aspect, _ incidents: [Incident], _ scene: Scene) -> Line {
        let wording = scene.wording
        let hosts = Set(incidents.map(\.cause.host)).count
        let oldest = incidents.map(\.opened).min() ?? scene.now
        return row(
            status: .yellow, place: wording.sites(Set(incidents.map(\.site)).count),
            text: "\(wording.word(aspect)): \(wording.hosts(hosts)) \(wording.enterOpens)", opened: oldest,
            label: wording.pieces(incidents.count), scene)
    }

    /// The columns of the list filled in.
    private static func row(
        status: Status, place: String, text: String, opened: Timestamp, label: String, _ scene: Scene
    ) -> Line {
        let placeWidth = scene.isWide ? min(32, 20 + (scene.width - 100) / 4) : 17
        let age = scene.now - opened
        let duration = scene.isWide && age < .seconds(86_400) ? scene.wording.duration(age) : ""
        let right = 11 + 1 + (scene.isWide ? 11 + 1 : 0) + 7
        var line = scene.mark(status)
        line.add(place, width: placeWidth, status == .red ? .bold : .plain)
        line.add(" ")
        let style = status == .red && scene.state.isLive ? Style.bold : .plain
        line.add(text, width: max(0, scene.width - line.columns - 1 - right), style)
        line.add(" ")
        line.add(scene.wording.since(opened, now: scene.now), width: 11)
        line.add(" ")
        if scene.isWide {
            line.add(duration, width: 11)
            line.add(" ")
        }
        line.add(label, width: 7, .muted, alignment: .right)
        return line
    }

    /// The lines below it: cause and consequences, and what to tell a caller. None for what can wait.
    /// - Parameter isWrapped: whole over up to two lines each, else cut off at one.
    static func explanation(_ incident: Incident, _ board: Board, _ scene: Scene, isWrapped: Bool) -> [Line] {
        guard incident.status == .red || incident.status == .grey else { return [] }
        let detail = scene.state.details[incident.cause.host]
        let site = board.sites.first { $0.id == incident.site }
        let consequences = scene.wording.consequences(
            incident, site: site, firstStep: detail?.firstStep, isWhole: isWrapped, now: scene.now)
        let texts = [consequences, detail?.tell.map(scene.wording.tell)].compactMap { $0 }
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
