import Model

/// The foot of the overview: what nobody is alarmed of for now, and why.
enum PausedLines {
    /// A line for each pause at each site, what ends first on top; then what is closed, in one line.
    static func all(_ board: Board, _ scene: Scene) -> [Line] {
        let blue = board.hosts.filter { $0.status == .blue }
        let reasons = Dictionary(grouping: blue) { Reasons(site: $0.site, reason: reason($0)) }
        let paused = reasons.filter { !$0.key.isClosed }.sorted { left, right in
            let ends = (left.key.end, right.key.end)
            return ends.0 == ends.1
                ? precedesNaturally(board.siteName(left.key.site), board.siteName(right.key.site)) : ends.0 < ends.1
        }
        let closed = reasons.filter(\.key.isClosed)
        let lines = paused.map { text($0.key, hosts: $0.value.count, board, scene) }
        let hosts = closed.values.reduce(0) { $0 + $1.count }
        let end = hosts == 0 ? [] : [scene.wording.closed(hosts, sites: Set(closed.keys.map(\.site)).count)]
        return (lines + end).map { text in
            var line = Line("\(Status.blue.shape) ", scene.light(.blue))
            line.add(text, width: scene.width - line.columns)
            return line
        }
    }

    /// Hosts of a site that are blue for the same reason.
    private struct Reasons: Hashable {
        var site: Site.Key
        var reason: Reason?

        var isClosed: Bool { if case .closed = reason { true } else { false } }

        var end: Timestamp {
            if case .paused(let pause) = reason, let until = pause.until { return until }
            return Timestamp(milliseconds: .max)
        }
    }

    /// The reason that counts for all of them: since when each was paused does not.
    private static func reason(_ host: HostLight) -> Reason? {
        switch host.troubles.first?.verdict.reason {
        case .paused(var pause):
            pause.since = nil
            return .paused(pause)
        case .closed: return .closed(opens: nil)
        case let reason: return reason
        }
    }

    private static func text(_ reasons: Reasons, hosts: Int, _ board: Board, _ scene: Scene) -> String {
        let site = board.siteName(reasons.site)
        guard case .paused(let pause) = reasons.reason else {
            return scene.wording.paused(
                hosts, at: site, reasons.reason.map { scene.wording.reason($0, now: scene.now) })
        }
        return scene.wording.paused(hosts, at: site, pause, now: scene.now)
    }
}
