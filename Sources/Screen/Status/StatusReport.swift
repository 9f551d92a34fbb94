public import Control
public import Model

/// `monitor status`: the board, or one site of it, as lines for a terminal or a pipe.
public struct StatusReport: Sendable {
    private let board: Board
    private let site: SiteLight?
    private let scene: Scene
    private let isLive: Bool
    /// Of a board as it was: how many hosts had no event by then.
    private var quiet: Int?

    /// - Parameters:
    ///   - site: Only what belongs to it; `nil`: everything.
    ///   - isLive: Whether a daemon vouches for the board; else it is a snapshot and its age is what comes first.
    ///   - width: In columns; less than 80 is taken as 80.
    public init(board: Board, site: SiteLight? = nil, isLive: Bool, wording: Wording, now: Timestamp, width: Int = 100)
    {
        self.board = board
        self.site = site
        self.isLive = isLive
        var state = WatchState(language: wording.language, source: "")
        if isLive {
            _ = state.event(.connected, now: now)
            _ = state.event(.board(board), now: now)
        } else {
            state.board = board
        }
        scene = Scene(state: state, size: Size(columns: max(80, width), rows: 1), wording: wording, now: now)
    }

    /// A board as it was.
    ///
    /// - Parameters:
    ///   - site: Only what belongs to it; `nil`: everything.
    ///   - width: In columns; less than 80 is taken as 80.
    public init(replay: ReplayReply, site: SiteLight? = nil, wording: Wording, width: Int = 100) {
        self.init(
            board: replay.board, site: site, isLive: true, wording: wording, now: replay.board.time, width: width)
        quiet = Set(hosts.map(\.id)).intersection(replay.quiet).count
    }

    /// The worst light of what is shown; grey where nothing vouches for it.
    public var status: Status {
        isLive ? Status.fold(hosts.map(\.status)) ?? .green : .grey
    }

    /// - Parameter inColour: Only for a terminal.
    public func lines(inColour: Bool) -> [String] {
        (head + [scene.rule()] + incidents + [scene.rule()] + matrix + applications + paused).map {
            $0.text(inColour: inColour)
        }
    }

    private var wording: Wording { scene.wording }

    private var hosts: [HostLight] {
        site.map { site in board.hosts.filter { $0.site == site.id } } ?? board.hosts
    }

    private var head: [Line] {
        var title = Line(site?.name ?? board.title, .bold)
        title.add("  " + wording.headerTime(isLive ? scene.now : board.time) + "  ")
        if quiet == nil {
            title.add(wording.freshness(board.freshness, now: isLive ? scene.now : board.time), .muted)
        }
        let counts = scene.counts(LightCount(hosts.map(\.status)), shownIncidents)
        let warning =
            quiet.map { wording.replayed(at: board.time, quiet: $0, of: hosts.count) }
            ?? (isLive ? nil : wording.notLive(since: board.time, now: scene.now))
        return (warning.map { [Line($0, .alarm)] } ?? [])
            + [title, counts] + notices + contact
    }

    private var notices: [Line] {
        let now = isLive ? scene.now : board.time
        return board.notices.map { Line("! " + scene.wording.own($0, now: now), .bold) }
    }

    private var contact: [Line] {
        guard let site else { return [] }
        let budget = site.budgetBytesPerSecond.map {
            wording.polledLabel + "  " + wording.budget($0, used: site.usedBytesPerSecond)
        }
        return [site.contact.map { wording.contact + ": " + $0 }, site.lineOperator.map(wording.line), budget]
            .compactMap { $0 }.map { Line($0) }
    }

    private var shownIncidents: [Incident] {
        let open = board.incidents.filter { $0.closed == nil && (site == nil || $0.site == site?.id) }
        return open.sorted { $0.isListedBefore($1) }
    }

    private var incidents: [Line] {
        guard !shownIncidents.isEmpty else { return [Line(wording.allWell)] }
        return shownIncidents.flatMap { incident in
            [IncidentLines.head(incident, board, scene)]
                + IncidentLines.explanation(incident, board, scene, isWrapped: true)
        }
    }

    /// What people use, each with its light; of one that is not well the hosts that decide.
    private var applications: [Line] {
        let own = Set(hosts.map(\.id))
        let lights = (board.applications ?? []).filter { site == nil || !own.isDisjoint(with: $0.deciding) }
        guard !lights.isEmpty else { return [] }
        return [scene.rule()]
            + lights.map { light in
                var line = scene.mark(light.status)
                line.add(light.name.visible(limit: 60), .bold)
                if light.status != .green {
                    line.add("  " + scene.wording.application(light, now: scene.now))
                }
                return line
            }
    }

    /// What nobody is alarmed of for now.
    private var paused: [Line] {
        var shown = board
        shown.hosts = hosts
        let lines = PausedLines.all(shown, scene)
        return lines.isEmpty ? [] : [scene.rule()] + lines
    }

    /// Sites by aspects, or the hosts of the one site by aspects.
    private var matrix: [Line] {
        let matrix = Matrix(scene: scene, hosts: hosts)
        let rows: [SiteRow] =
            if site != nil {
                hosts.map { SiteRow(site: SiteLight(id: $0.id, name: $0.id), hosts: [$0]) }.sorted(by: SiteRow.isWorse)
            } else {
                board.siteRows.filter { $0.hostCount > 0 }
            }
        return [matrix.heading()] + rows.map { matrix.row($0, name: $0.site.name) }
    }
}

extension Board {
    /// The site that somebody means by its key or its name, without regard to case.
    public func site(called name: String) -> SiteLight? {
        let wanted = name.lowercased()
        return sites.first { $0.id == name }
            ?? sites.first { $0.id.lowercased() == wanted || $0.name.lowercased() == wanted }
    }
}
