import Model

/// A board arranged for the overview: incidents worst first with yellows of one kind folded, troubled sites, and how
/// many sites have nothing to say.
struct Overview: Sendable, Hashable {
    /// Yellows that share a line until somebody opens it.
    enum Fold: Sendable, Hashable {
        /// Of one aspect.
        case aspect(Aspect)
        /// They are as they should be, somebody said.
        case accepted
    }

    /// A place in the list of incidents.
    enum Entry: Sendable, Hashable {
        case incident(Incident)
        /// In the order of the list, in one line.
        case folded(Fold, [Incident])
    }

    /// Yellows of one aspect that make a fold. What was accepted is folded however little it is.
    static let foldedFrom = 3

    var lights: LightCount
    var entries: [Entry]
    /// Worst first; none of them all green.
    var troubled: [SiteRow]
    /// The sites where everything is green, as one row; `nil` if there is none.
    var green: SiteRow?
    var greenCount: Int

    /// - Parameter unfolded: what somebody opened.
    init(_ board: Board, unfolded: Set<Fold>) {
        lights = LightCount(board.hosts.map(\.status))
        entries = Overview.entries(board.incidents, unfolded: unfolded)
        let rows = board.siteRows.filter { $0.hostCount > 0 }
        troubled = rows.filter { !$0.hosts.isAllGreen || $0.aspects.values.contains { !$0.isAllGreen } }
        let quiet = Set(rows.map(\.site.id)).subtracting(troubled.map(\.site.id))
        greenCount = quiet.count
        green =
            quiet.isEmpty
            ? nil : SiteRow(site: SiteLight(id: "", name: ""), hosts: board.hosts.filter { quiet.contains($0.site) })
    }

    private static func entries(_ incidents: [Incident], unfolded: Set<Fold>) -> [Entry] {
        let sorted = incidents.filter { $0.closed == nil }.sorted { $0.isListedBefore($1) }
        let accepted = unfolded.contains(.accepted) ? [] : sorted.filter(\.isAccepted)
        let listed = sorted.filter { !accepted.contains($0) }
        let yellows = Dictionary(grouping: listed.filter { $0.status == .yellow }, by: \.cause.aspect)
        let folded = yellows.filter { $1.count >= foldedFrom && !unfolded.contains(.aspect($0)) }
        let single = listed.filter { $0.status != .yellow || folded[$0.cause.aspect] == nil }
        let firstAfterYellow = single.firstIndex { $0.status.foldRank < Status.yellow.foldRank } ?? single.endIndex
        let folds =
            folded.sorted { $0.key < $1.key }.map { Entry.folded(.aspect($0.key), $0.value) }
            + (accepted.isEmpty ? [] : [.folded(.accepted, accepted)])
        return single[..<firstAfterYellow].map(Entry.incident) + folds + single[firstAfterYellow...].map(Entry.incident)
    }
}

extension Incident {
    /// Red, grey, yellow and the rest; of equals nobody's, those that somebody is on, those of new hosts, what was accepted;
    /// and the newest first.
    func isListedBefore(_ other: Incident) -> Bool {
        if status != other.status { return status.foldRank > other.status.foldRank }
        let places = (listPlace, other.listPlace)
        if places.0 != places.1 { return places.0 < places.1 }
        if opened != other.opened { return opened > other.opened }
        return number > other.number
    }

    private var listPlace: Int { isAccepted ? 3 : isMuted == true ? 2 : acknowledgement == nil ? 0 : 1 }

    /// Yellow as it should be: told in the digest only.
    var isAccepted: Bool { status == .yellow && acknowledgement?.isAccepted == true }

    /// Nobody has to think of it now: it is accepted or paused, or its host is new.
    var isQuiet: Bool { isAccepted || status == .blue || isMuted == true }

    /// A red that somebody should take.
    var isNobodys: Bool { status == .red && acknowledgement == nil && !isQuiet }
}

extension Board {
    /// The open incident that a host suffers from: its own worst, else the one that it is behind.
    func incident(of host: Host.Name) -> Incident? {
        let open = incidents.filter { $0.closed == nil }.sorted { $0.isListedBefore($1) }
        return open.first { $0.cause.host == host } ?? open.first { $0.behind.contains(host) }
    }
}
