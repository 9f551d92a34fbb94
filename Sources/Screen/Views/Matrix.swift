import Model

/// The site × aspect matrix: a cell is a shape and the number of hosts, `·` means there is no such check.
struct Matrix {
    let scene: Scene
    /// The columns shown: all of them where they fit, else those in use.
    let aspects: [Aspect]
    private let nameWidth: Int
    private let cellWidth: Int

    init(scene: Scene, hosts: [HostLight]) {
        self.scene = scene
        nameWidth = scene.isWide ? min(40, 22 + (scene.width - 100) / 4) : 19
        let used = Set(hosts.flatMap { $0.aspects.map(\.aspect) })
        aspects = scene.isWide ? Aspect.allCases : Aspect.allCases.filter { used.contains($0) || $0 == .reach }
        cellWidth = min(9, (scene.width - nameWidth - 1) / max(1, aspects.count))
    }

    func heading() -> Line {
        let count = scene.wording.hostCountHeading(isShort: !scene.isWide)
        var line = Line()
        line.add(scene.wording.siteHeading, width: nameWidth - count.columns, .muted)
        line.add(count, .muted)
        line.add(" ")
        addHeadings(to: &line)
        return line
    }

    func addHeadings(to line: inout Line) {
        for aspect in aspects {
            line.add(scene.wording.heading(aspect), width: cellWidth - 1, .muted)
            line.add(" ")
        }
    }

    func row(_ row: SiteRow, name: String) -> Line {
        var line = Line()
        line.add(name, width: nameWidth - 5, row.hosts.isAllGreen ? .plain : .bold)
        line.add(String(row.hostCount), width: 5, alignment: .right)
        line.add(" ")
        for aspect in aspects {
            line.add(cell(row.aspects[aspect] ?? LightCount()))
        }
        return line
    }

    /// Exactly a cell's width: the worst colours that fit, green alone without a number.
    func cell(_ count: LightCount) -> Line {
        var line = Line()
        let room = cellWidth - 1 - (count.isAgeing ? 1 : 0)
        if count.isEmpty {
            line.add("·", .muted)
        } else if count.isAllGreen {
            line.add(String(Status.green.shape), scene.light(.green, isAgeing: count.isAgeing))
        } else {
            for status in count.colours where status != .green {
                let text = "\(status.shape)\(count.number(of: status))"
                guard line.columns + text.columns <= room else { break }
                line.add(text, scene.light(status, isAgeing: count.isAgeing))
            }
        }
        if count.isAgeing { line.add("~", .muted) }
        line.move(to: cellWidth)
        return line
    }
}
