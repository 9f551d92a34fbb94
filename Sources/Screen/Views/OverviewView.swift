import Model

/// The screen that hangs on the wall: what is wrong, worst first, and every site below.
enum OverviewView {
    static let keys: [Help.Key] = [.open, .search, .sites, .bell, .language, .help, .quit]

    static func draw(_ board: Board, _ scene: Scene) -> Frame {
        let overview = Overview(board, unfolded: scene.state.unfolded)
        let notices = noticeLines(board, scene)
        // The rule between the halves and the heading of the matrix.
        let room = scene.bodyRows - 2 - notices.count
        let rowCount = max(1, overview.troubled.count + (overview.green == nil ? 0 : 1))
        let wanted = entryBlocks(overview, board, scene, room: .max).reduce(0) { $0 + $1.count }
        let rowsRoom = wanted + rowCount <= room ? rowCount : min(rowCount, max(room - wanted, room / 2))
        let entriesRoom = room - rowsRoom

        var body = entryLines(overview, board, scene, room: entriesRoom)
        // Where everything fits, what is left over stays empty above the notices.
        body.append(scene.rule())
        body += matrixLines(overview, board, scene, room: rowsRoom)
        while body.count < scene.bodyRows - notices.count { body.append(Line()) }
        return scene.page(body + notices, footer: scene.footer(keys))
    }

    // MARK: Incidents

    private static func entryLines(_ overview: Overview, _ board: Board, _ scene: Scene, room: Int) -> [Line] {
        guard !overview.entries.isEmpty else {
            var line = Line()
            line.add("\(Status.green.shape) ", scene.light(.green))
            line.add(scene.wording.allWell)
            return [line]
        }
        let blocks = entryBlocks(overview, board, scene, room: room)
        let selected = overview.entries.firstIndex { item(of: $0) == scene.state.page.selected }
        return Listing.lines(
            blocks, selected: selected, room: room,
            above: { Line("       " + scene.wording.moreAbove($0), .muted) },
            below: { Line("       " + scene.wording.moreBelow($0), .muted) })
    }

    /// A block of lines for each entry: a line for every one, and their explanations from the top as long as there is room.
    private static func entryBlocks(_ overview: Overview, _ board: Board, _ scene: Scene, room: Int) -> [[Line]] {
        var spare = room == .max ? .max : max(0, room - overview.entries.count)
        return overview.entries.map { entry in
            let isSelected = item(of: entry) == scene.state.page.selected
            switch entry {
            case .incident(let incident):
                let head = self.head(incident, board, scene)
                let more = IncidentLines.explanation(incident, board, scene)
                let shown = more.count <= spare ? more : []
                if spare != .max { spare -= shown.count }
                return [isSelected ? head.selected(width: scene.width) : head] + shown
            case .folded(let aspect, let incidents):
                let line = folded(aspect, incidents, scene)
                return [isSelected ? line.selected(width: scene.width) : line]
            }
        }
    }

    private static func head(_ incident: Incident, _ board: Board, _ scene: Scene) -> Line {
        IncidentLines.head(incident, board, scene)
    }

    private static func folded(_ aspect: Aspect, _ incidents: [Incident], _ scene: Scene) -> Line {
        let wording = scene.wording
        let hosts = Set(incidents.map(\.cause.host)).count
        let oldest = incidents.map(\.opened).min() ?? scene.now
        return IncidentLines.row(
            status: .yellow, place: wording.sites(Set(incidents.map(\.site)).count),
            text: "\(wording.word(aspect)): \(wording.hosts(hosts)) \(wording.enterOpens)", opened: oldest,
            label: wording.pieces(incidents.count), scene)
    }

    private static func item(of entry: Overview.Entry) -> Item {
        switch entry {
        case .incident(let incident): .incident(incident.number)
        case .folded(let aspect, _): .folded(aspect)
        }
    }

    // MARK: Sites

    private static func matrixLines(_ overview: Overview, _ board: Board, _ scene: Scene, room: Int) -> [Line] {
        let matrix = Matrix(scene: scene, hosts: board.hosts)
        var blocks: [[Line]] = []
        var selected: Int?
        func add(_ line: Line, _ item: Item) {
            let isSelected = scene.state.page.selected == item
            if isSelected { selected = blocks.count }
            blocks.append([isSelected ? line.selected(width: scene.width) : line])
        }
        for row in overview.troubled {
            add(matrix.row(row, name: row.site.name), .site(row.site.id))
        }
        if let green = overview.green {
            let name = scene.wording.allGreen(overview.greenCount, isAll: overview.troubled.isEmpty)
            add(matrix.row(green, name: name), .otherSites)
        }
        return [matrix.heading()]
            + Listing.lines(
                blocks, selected: selected, room: room,
                above: { Line(scene.wording.moreAbove($0), .muted) },
                below: { Line(scene.wording.moreBelow($0), .muted) })
    }

    /// What the daemon has to say of itself, at most two lines.
    private static func noticeLines(_ board: Board, _ scene: Scene) -> [Line] {
        board.notices.prefix(2).map { notice in
            var line = Line()
            line.add("! " + notice, width: scene.width, Style(.light(.yellow), isBold: true))
            return line
        }
    }
}
