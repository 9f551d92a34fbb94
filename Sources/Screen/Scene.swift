public import Model

/// What every view draws from, and the pieces that all of them share.
struct Scene {
    let state: WatchState
    let size: Size
    let wording: Wording
    let now: Timestamp

    /// The smallest screen on which everything has its place.
    static let smallest = Size(columns: 80, rows: 24)

    var width: Int { size.columns }

    /// From this width on there is room for the long forms.
    var isWide: Bool { width >= 100 }

    /// How a light looks: in its colour while the screen is live, without any while nobody knows.
    func light(_ status: Status, isAgeing: Bool = false) -> Style {
        guard state.isLive else { return Style(.muted, isDim: true) }
        return Style(.light(status), isBold: status == .red, isDim: isAgeing)
    }

    /// Shape and word in seven columns: `■ PUN  `.
    func mark(_ status: Status) -> Line {
        var line = Line()
        line.add("\(status.shape) \(wording.short(status))", width: 7, light(status))
        return line
    }

    /// A thin line from edge to edge.
    func rule() -> Line {
        var line = Line()
        for _ in 0..<max(0, width) {
            line.add("─", .muted)
        }
        return line
    }

    /// The header, a rule, the body and the footer as a frame.
    func page(_ body: [Line], footer: Line) -> Frame {
        var frame = Frame(header() + body, size: size)
        frame.put(footer, row: size.rows - 1)
        return frame
    }

    /// Rows between header and footer.
    var bodyRows: Int { max(0, size.rows - header().count - 1) }

    // MARK: Header

    /// Title, time and liveness; the counts by colour; a rule, or why nothing is live, or what the daemon has to say of
    /// itself.
    func header() -> [Line] {
        let notices = noticeLines()
        let third = state.isLive ? (notices.isEmpty ? [rule()] : notices) : [troubleLine()]
        return [titleLine(), countLine()] + third
    }

    private func titleLine() -> Line {
        let time = wording.headerTime(now)
        let title = (state.board?.title ?? "monitor").uppercased()
        let isLive = state.isLive
        let long = livenessText(isShort: false)
        let room = width - title.visible().columns - time.columns
        // While nothing is live, the title makes way for the time of the last data.
        let isLong = room - long.columns >= 4 || !isLive && width - time.columns - long.columns >= 12
        let shown = isLong ? long : livenessText(isShort: true)
        let gap = room - shown.columns >= 8 ? 4 : 2
        var line = Line()
        let base = isLive ? Style.bold : Style.alarm
        let titleWidth = max(4, min(title.visible().columns, width - time.columns - shown.columns - 2 * gap))
        line.add(title, width: titleWidth, base)
        line.move(to: line.columns + gap, base)
        line.add(time, isLive ? .plain : base)
        line.move(to: line.columns + gap, base)
        line.add(shown, isLive ? light(.green) : base)
        if !isLive { line.move(to: width, base) }
        return line
    }

    private func livenessText(isShort: Bool) -> String {
        guard state.isLive else {
            let mark = "\(Status.red.shape) \(wording.notLive)"
            guard let moment = state.lastHeard else { return "\(mark) · \(wording.noDataYet)" }
            return isShort
                ? "\(mark) · \(wording.clockWithSeconds(moment))" : "\(mark) · \(wording.lastData(moment, now: now))"
        }
        let mark = "\(Status.green.shape) \(wording.live)"
        guard let freshness = state.board?.freshness else { return mark }
        return "\(mark) · "
            + (isShort ? wording.shortFreshness(freshness) : wording.freshness(freshness, now: now))
    }

    private func countLine() -> Line {
        guard let board = state.board else { return Line() }
        return counts(LightCount(board.hosts.map(\.status)), board.incidents)
    }

    /// Lights by colour, open incidents, and the reds that nobody has taken: with less air where room is short, and
    /// without the number of incidents rather than without that of the reds.
    func counts(_ lights: LightCount, _ incidents: [Incident]) -> Line {
        let open = incidents.filter { $0.closed == nil }
        let loud = open.count { !$0.isQuiet }
        let nobodys = open.count(where: \.isNobodys)
        let alone = nobodys > 0 ? wording.nobodys(nobodys) : nil
        let all = wording.incidentCount(loud)
        var line = Line()
        for text in [alone.map { "\(all) · \($0)" } ?? all, alone ?? all] {
            for gap in [3, 2] {
                line = Line()
                for status in [Status.red, .yellow, .grey, .blue, .green] {
                    let number = lights.number(of: status)
                    line.add(
                        "\(status.shape) \(wording.short(status)) \(number)", number == 0 ? .muted : light(status))
                    line.move(to: line.columns + gap)
                }
                line.move(to: line.columns + (gap == 3 ? 3 : 0))
                line.add(text, loud > 0 ? .bold : .plain)
                if line.columns <= width { return line }
            }
        }
        return line
    }

    /// At most two: nobody reads more, and the lights are what people came for.
    private func noticeLines() -> [Line] {
        (state.board?.notices ?? []).prefix(2).map { notice in
            // The one notice that changes what all lights mean: no device is judged.
            let isBlind =
                switch notice.condition {
                case .sight(.blindWithoutLine), .sight(.blindWithoutFleet): true
                // As an older daemon said it.
                case .text(let text): text.hasPrefix("blind:")
                case .polls, .queues, .configurationInUse, .configurationRefused, .probes, .probesLeftOut, .database,
                    .echoesSent, .echoesFailed, .algorithmsMissing, .findings, .sight, .backup:
                    false
                }
            var line = Line()
            line.add(
                isBlind ? wording.blind : "! " + wording.own(notice, now: now), width: width,
                isBlind ? .alarm : light(.yellow))
            return line
        }
    }

    private func troubleLine() -> Line {
        var line = Line()
        line.add(wording.reconnecting(state.trouble), width: width, .alarm)
        return line
    }

    // MARK: Footer

    /// The keys of a page, as many as fit.
    func footer(_ keys: [Help.Key]) -> Line {
        var line = Line()
        for key in keys {
            let hint = wording.hint(key)
            let gap = line.columns == 0 ? 0 : 2
            guard line.columns + gap + key.name.columns + 1 + hint.columns <= width else { continue }
            line.move(to: line.columns + gap)
            line.add(key.name, .bold)
            line.add(" " + hint)
        }
        return line
    }
}

extension WatchState {
    /// What the screen looks like now. Pure: the same state, size and moment give the same frame.
    /// - Parameter wording: speaks the state's `language`.
    public func frame(size: Size, wording: Wording, now: Timestamp) -> Frame {
        let scene = Scene(state: self, size: size, wording: wording, now: now)
        var frame = page(scene)
        PromptLines.draw(scene, over: &frame)
        return frame
    }

    private func page(_ scene: Scene) -> Frame {
        guard scene.size.columns >= Scene.smallest.columns, scene.size.rows >= Scene.smallest.rows else {
            return SmallView.draw(scene)
        }
        if page.place == .help {
            return HelpView.draw(scene)
        }
        guard let board else { return WaitingView.draw(scene) }
        return switch page.place {
        case .overview: OverviewView.draw(board, scene)
        case .sites: SitesView.draw(board, scene)
        case .site(let key): SiteView.draw(key, board, scene)
        case .host(let name): HostView.draw(name, board, scene)
        case .search(let text): SearchView.draw(text, board, scene)
        case .help: HelpView.draw(scene)
        }
    }
}
