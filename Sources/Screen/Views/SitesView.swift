import Model

/// All sites, the green ones too, as a matrix.
enum SitesView {
    /// The page as a frame of exactly the scene's size.
    static func draw(_ board: Board, _ scene: Scene) -> Frame {
        let matrix = Matrix(scene: scene, hosts: board.hosts)
        let rows = board.siteRows
        let selected = rows.firstIndex { .site($0.site.id) == scene.state.page.selected }
        let blocks = rows.enumerated().map { position, row in
            let line = matrix.row(row, name: row.site.name)
            return [position == selected ? line.selected(width: scene.width) : line]
        }
        let lines = Listing.lines(
            blocks, selected: selected, room: scene.bodyRows - 1,
            above: { Line(scene.wording.moreAbove($0), .muted) },
            below: { Line(scene.wording.moreBelow($0), .muted) })
        return scene.page(
            [matrix.heading()] + lines,
            footer: scene.footer([.open, .back, .pause, .resume, .note, .search, .help, .quit]))
    }
}
