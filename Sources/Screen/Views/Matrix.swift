import Model

/// The site × aspect matrix: a cell is a shape and the number of hosts, `·` means there is no such check.
struct Matrix {
    /// A column: its aspect and how wide it is, the gap behind it included.
    struct Column {
        var aspect: Aspect
        var width: Int
    }

    let scene: Scene
    /// All aspects where they fit, else those that some host has.
    let columns: [Column]
    private let nameWidth: Int

    init(scene: Scene, hosts: [HostLight]) {
        self.scene = scene
        nameWidth = scene.isWide ? min(44, 22 + (scene.width - 100) / 4) : 20
        let used = Set(hosts.flatMap { $0.aspects.map(\.aspect) })
        let aspects = scene.isWide ? Aspect.allCases : Aspect.allCases.filter { used.contains($0) || $0 == .reach }
        columns = Matrix.columns(aspects, scene.wording, room: scene.width - nameWidth - 1)
    }

    /// Equal columns at first; what is left over goes to headings that do not fit.
    private static func columns(_ aspects: [Aspect], _ wording: Wording, room: Int) -> [Column] {
        // The last column needs no gap.
        let equal = min(9, (room + 1) / max(1, aspects.count))
        var spare = room + 1 - equal * aspects.count
        return aspects.map { aspect in
            let wanted = max(0, wording.heading(aspect).columns + 1 - equal)
            let extra = wanted <= spare ? wanted : 0
            spare -= extra
            return Column(aspect: aspect, width: equal + extra)
        }
    }

    /// The names of the columns.
    func heading() -> Line {
        let count = scene.wording.hostCountHeading(isShort: !scene.isWide)
        var line = Line()
        line.add(scene.wording.siteHeading, width: nameWidth - count.columns, .muted)
        line.add(count + " ", .muted)
        for column in columns {
            // Cut off without an ellipsis, which would cost another letter.
            line.add(String(scene.wording.heading(column.aspect).prefix(column.width - 1)), width: column.width, .muted)
        }
        return line
    }

    /// A site, or several as one, under a name of at most the first column's width.
    func row(_ row: SiteRow, name: String) -> Line {
        var line = Line()
        line.add(name, width: nameWidth - 5, row.hosts.isAllGreen ? .plain : .bold)
        line.add(String(row.hostCount), width: 5, alignment: .right)
        line.add(" ")
        for column in columns {
            line.add(cell(row.aspects[column.aspect] ?? LightCount(), width: column.width))
        }
        return line
    }

    /// Exactly `width` columns: the worst colours that fit, green alone without a number.
    func cell(_ count: LightCount, width: Int) -> Line {
        var line = Line()
        let room = width - 1 - (count.isAgeing ? 1 : 0)
        if count.isEmpty {
            line.add("·", .muted)
        } else if count.isAllGreen {
            line.add(String(Status.green.shape), scene.light(.green, isAgeing: count.isAgeing))
        } else {
            for status in count.colours where status != .green {
                let text = "\(status.shape)\(count.number(of: status))"
                // The worst one always shows, were it only by its shape.
                let shown = line.columns == 0 && text.columns > room ? String(status.shape) : text
                guard line.columns + shown.columns <= room else { break }
                line.add(shown, scene.light(status, isAgeing: count.isAgeing))
            }
        }
        if count.isAgeing { line.add("~", .muted) }
        line.move(to: width)
        return line
    }
}
