import Model

/// Before the first board: whom we ask, and what to try if nobody answers. No colour is shown that nobody knows.
enum WaitingView {
    /// The page as a frame of exactly the scene's size.
    static func draw(_ scene: Scene) -> Frame {
        let wording = scene.wording
        let lines = [
            Line(), Line("  " + wording.connecting, .bold), Line(), Line("  " + wording.askedAt(scene.state.source)),
            Line("  " + wording.whatToTry),
        ]
        return scene.page(lines, footer: scene.footer([.language, .help, .quit]))
    }
}

/// On a window that is too small: how large it should be, and the counts, which fit almost everywhere.
enum SmallView {
    /// The page as a frame of exactly the scene's size.
    static func draw(_ scene: Scene) -> Frame {
        var lines: [Line] = []
        if !scene.state.isLive {
            var banner = Line()
            banner.add("\(Status.red.shape) \(scene.wording.notLive)", width: scene.width, .alarm)
            lines.append(banner)
        }
        if let board = scene.state.board {
            let counts = LightCount(board.hosts.map(\.status))
            for status in counts.colours {
                var line = scene.mark(status)
                line.add(String(counts.number(of: status)), .bold)
                lines.append(line)
            }
        }
        let advice = scene.wording.tooSmall(scene.size, needed: Scene.smallest)
        lines += advice.wrapped(to: scene.width, atMost: max(1, scene.size.rows)).map { Line($0) }
        return Frame(lines, size: scene.size)
    }
}
