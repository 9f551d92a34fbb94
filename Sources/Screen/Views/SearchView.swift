import Model

/// Search as you type over incidents, sites and hosts.
enum SearchView {
    /// The page as a frame of exactly the scene's size.
    static func draw(_ text: String, _ board: Board, _ scene: Scene) -> Frame {
        var prompt = Line("\(scene.wording.search): ", .bold)
        prompt.add(text)
        prompt.add(" ", Style(isReversed: true))
        let footer = scene.footer([.open, .back])
        guard !text.isEmpty else {
            return scene.page([prompt, Line(), Line(scene.wording.searchHint, .muted)], footer: footer)
        }
        let items = board.matches(text)
        guard !items.isEmpty else {
            return scene.page([prompt, Line(), Line(scene.wording.nothingFound)], footer: footer)
        }
        let selected = items.firstIndex { $0 == scene.state.page.selected }
        let blocks = items.enumerated().compactMap { position, item -> [Line]? in
            guard let line = row(item, board, scene) else { return nil }
            return [position == selected ? line.selected(width: scene.width) : line]
        }
        let lines = Listing.lines(
            blocks, selected: selected, room: scene.bodyRows - 2,
            above: { Line("       " + scene.wording.moreAbove($0), .muted) },
            below: { Line("       " + scene.wording.moreBelow($0), .muted) })
        return scene.page([prompt, Line()] + lines, footer: footer)
    }

    private static func row(_ item: Item, _ board: Board, _ scene: Scene) -> Line? {
        switch item {
        case .incident(let number):
            return board.incidents.first { $0.number == number }.map { IncidentLines.head($0, board, scene) }
        case .site(let key):
            let row = board.siteRows.first { $0.site.id == key }
            let status = row?.hosts.colours.first ?? .grey
            var line = scene.mark(status)
            line.add(board.siteName(key), .bold)
            line.add("  " + scene.wording.hosts(row?.hostCount ?? 0))
            return line
        case .host(let name):
            guard let host = board.host(name) else { return nil }
            var line = scene.mark(host.status)
            line.add(host.id, width: 28, .bold)
            line.add(" ")
            let place = [board.siteName(host.site), host.place].compactMap { $0 }.joined(separator: ", ")
            line.add("\(host.endpoint.address)  \(place)", width: max(0, scene.width - line.columns))
            return line
        case .folded, .otherSites: return nil
        }
    }
}
