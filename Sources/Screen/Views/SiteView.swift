import Model

/// The hosts of a site, worst first, with what is wrong below each.
enum SiteView {
    /// The page as a frame of exactly the scene's size.
    static func draw(_ key: Site.Key, _ board: Board, _ scene: Scene) -> Frame {
        var body = heading(key, board, scene)
        let hosts = board.hostsWorstFirst(of: key)
        let columns = Columns(scene: scene, hosts: hosts)
        body.append(columns.heading)
        guard !hosts.isEmpty else {
            return scene.page(body + [Line(scene.wording.noHosts)], footer: footer(scene))
        }
        let selected = hosts.firstIndex { .host($0.id) == scene.state.page.selected }
        let blocks = hosts.enumerated().map { position, host in
            let line = columns.row(host)
            // The same for many: said once.
            let reason = reason(host)
            let isKnown = position > 0 && reason == self.reason(hosts[position - 1])
            return [position == selected ? line.selected(width: scene.width) : line]
                + (isKnown ? [] : troubles(host, scene))
        }
        body += Listing.lines(
            blocks, selected: selected, room: scene.bodyRows - body.count,
            above: { Line("       " + scene.wording.moreAbove($0), .muted) },
            below: { Line("       " + scene.wording.moreBelow($0), .muted) })
        return scene.page(body, footer: footer(scene))
    }

    private static func footer(_ scene: Scene) -> Line {
        scene.footer([.open, .back, .acknowledge, .pause, .note, .search, .sites, .help, .quit])
    }

    /// Name, whom to call, the line.
    private static func heading(_ key: Site.Key, _ board: Board, _ scene: Scene) -> [Line] {
        let site = board.sites.first { $0.id == key }
        var first = Line(board.siteName(key), .bold)
        if let contact = site?.contact {
            first.add("  ·  \(scene.wording.contact): \(contact)")
        }
        let second = site?.lineOperator.map { Line(scene.wording.line($0)) }
        return [first] + [second].compactMap { $0 } + [Line()]
    }

    private static func reason(_ host: HostLight) -> Reason? {
        host.status == .green ? nil : host.troubles.first?.verdict.reason
    }

    /// Its worst trouble in a line.
    private static func troubles(_ host: HostLight, _ scene: Scene) -> [Line] {
        guard let worst = host.troubles.first, host.status != .green else { return [] }
        var line = Line("       ")
        line.add(
            "→ " + scene.wording.trouble(worst.check, worst.verdict.reason, now: scene.now),
            width: scene.width - 7)
        return [line]
    }

    /// The table of hosts: mark, name, place, since when, a shape for each aspect.
    private struct Columns {
        let scene: Scene
        let aspects: [Aspect]
        private let nameWidth: Int
        private let cellWidth: Int

        init(scene: Scene, hosts: [HostLight]) {
            self.scene = scene
            nameWidth = scene.isWide ? min(40, 23 + (scene.width - 100) / 2) : 21
            let used = Set(hosts.flatMap { $0.aspects.map(\.aspect) })
            aspects = Aspect.allCases.filter { used.contains($0) }
            cellWidth = max(2, min(7, (scene.width - 7 - nameWidth - 12) / max(1, aspects.count)))
        }

        var heading: Line {
            var line = Line("       ")
            line.add(scene.wording.hostHeading, width: nameWidth, .muted)
            line.add(scene.wording.sinceHeading, width: 12, .muted)
            for aspect in aspects {
                line.add(scene.wording.heading(aspect), width: cellWidth - 1, .muted)
                line.add(" ")
            }
            return line
        }

        /// A host in its columns.
        func row(_ host: HostLight) -> Line {
            var line = scene.mark(host.status)
            line.add(host.id, width: nameWidth - 1, host.status == .green ? .plain : .bold)
            line.add(" ")
            line.add(scene.wording.since(host.since, now: scene.now), width: 12)
            for aspect in aspects {
                let light = host.aspects.first { $0.aspect == aspect }
                var cell = Line()
                if let light {
                    cell.add(String(light.status.shape), scene.light(light.status, isAgeing: light.isAgeing))
                    if light.isAgeing, cellWidth > 2 { cell.add("~", .muted) }
                } else {
                    cell.add("·", .muted)
                }
                cell.move(to: cellWidth)
                line.add(cell)
            }
            return line
        }
    }
}
