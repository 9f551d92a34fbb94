import Model

/// The screen that hangs on the wall: what is wrong, worst first, and every site below.
enum OverviewView {
    static let keys: [Help.Key] = [.open, .acknowledge, .pause, .note, .search, .sites, .help, .quit, .bell]

    /// The page as a frame of exactly the scene's size.
    static func draw(_ board: Board, _ scene: Scene) -> Frame {
        let overview = Overview(board, unfolded: scene.state.unfolded)
        let paused = PausedLines.all(board, scene)
        // The rule between the halves, the heading of the matrix, and a line of what is paused.
        let room = scene.bodyRows - 2 - min(1, paused.count)
        let entries = overview.entries.map { EntryBlock($0, board, scene) }
        let rows = matrixRows(overview, scene)
        let wanted = max(1, entries.reduce(0) { $0 + $1.tallest })
        let rowsRoom = wanted + rows.count <= room ? rows.count : min(rows.count, max(room - wanted, room / 2))

        var body = entryLines(entries, scene, room: room - rowsRoom)
        body.append(scene.rule())
        body.append(Matrix(scene: scene, hosts: board.hosts).heading())
        body += listing(rows.map { [$0.line] }, rows.map(\.item), scene, room: rowsRoom, indent: "")
        let spare = scene.bodyRows - body.count
        let foot = spare > 1 && !paused.isEmpty ? [scene.rule()] + paused.prefix(spare - 1) : paused.prefix(spare)
        while body.count + foot.count < scene.bodyRows { body.append(Line()) }
        return scene.page(body + foot, footer: scene.footer(keys))
    }

    // MARK: Incidents

    /// An entry of the list with its explanation in two lengths.
    private struct EntryBlock {
        var item: Item
        var head: Line
        /// A line for each matter, cut off.
        var short: [Line] = []
        /// The same, wrapped.
        var long: [Line] = []

        var tallest: Int { 1 + long.count }

        init(_ entry: Overview.Entry, _ board: Board, _ scene: Scene) {
            switch entry {
            case .incident(let incident):
                item = .incident(incident.number)
                head = IncidentLines.head(incident, board, scene)
                short = IncidentLines.explanation(incident, board, scene, isWrapped: false)
                long = IncidentLines.explanation(incident, board, scene, isWrapped: true)
            case .folded(let fold, let incidents):
                item = .folded(fold)
                head = IncidentLines.folded(fold, incidents, scene)
            }
        }
    }

    /// A line for every entry, then from the top as much explanation as there is room for: first the short one of each,
    /// then the whole.
    private static func entryLines(_ entries: [EntryBlock], _ scene: Scene, room: Int) -> [Line] {
        guard !entries.isEmpty else {
            var line = Line("\(Status.green.shape) ", scene.light(.green))
            line.add(scene.wording.allWell)
            return [line]
        }
        var spare = room - entries.count
        var explanations = entries.map { entry -> [Line] in
            guard entry.short.count <= spare else { return [] }
            spare -= entry.short.count
            return entry.short
        }
        for (position, entry) in entries.enumerated() where explanations[position].count == entry.short.count {
            let more = entry.long.count - entry.short.count
            guard more <= spare else { continue }
            spare -= more
            explanations[position] = entry.long
        }
        let blocks = zip(entries, explanations).map { [$0.head] + $1 }
        return listing(blocks, entries.map(\.item), scene, room: room, indent: IncidentLines.indent)
    }

    // MARK: Sites

    private static func matrixRows(_ overview: Overview, _ scene: Scene) -> [(line: Line, item: Item)] {
        guard let board = scene.state.board else { return [] }
        let matrix = Matrix(scene: scene, hosts: board.hosts)
        var rows = overview.troubled.map { (matrix.row($0, name: $0.site.name), Item.site($0.site.id)) }
        if let green = overview.green {
            let name = scene.wording.allGreen(
                overview.greenCount, isAll: overview.troubled.isEmpty, isShort: !scene.isWide)
            rows.append((matrix.row(green, name: name), .otherSites))
        }
        return rows
    }

    /// Blocks of lines of which the first one of the selected block is reversed.
    private static func listing(
        _ blocks: [[Line]], _ items: [Item], _ scene: Scene, room: Int, indent: String
    ) -> [Line] {
        let selected = items.firstIndex { $0 == scene.state.page.selected }
        var blocks = blocks
        if let selected { blocks[selected][0] = blocks[selected][0].selected(width: scene.width) }
        return Listing.lines(
            blocks, selected: selected, room: room,
            above: { Line(indent + scene.wording.moreAbove($0), .muted) },
            below: { Line(indent + scene.wording.moreBelow($0), .muted) })
    }
}
