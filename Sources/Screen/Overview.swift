import Model

/// A board arranged for the overview: incidents worst first with yellows of one kind folded, troubled sites, and how
/// many sites have nothing to say.
struct Overview: Sendable, Hashable {
    /// A place in the list of incidents.
    enum Entry: Sendable, Hashable {
        case incident(Incident)
        /// Yellows of one aspect, newest first, in one line.
        case folded(Aspect, [Incident])
    }

    /// Yellows of one aspect that make a fold.
    static let foldedFrom = 3

    var lights: LightCount
    var entries: [Entry]
    /// Worst first; none of them all green.
    var troubled: [SiteRow]
    /// The sites where everything is green, as one row; `nil` if there is none.
    var green: SiteRow?
    var greenCount: Int

    /// - Parameter unfolded: the aspects whose yellows somebody opened.
    init(_ board: Board, unfolded: Set<Aspect>) {
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

    /// Red, grey, yellow and the rest; among equals the newest first.
    private static func entries(_ incidents: [Incident], unfolded: Set<Aspect>) -> [Entry] {
        let sorted = incidents.filter { $0.closed == nil }.sorted { left, right in
            if left.status != right.status { return left.status.foldRank > right.status.foldRank }
            if left.opened != right.opened { return left.opened > right.opened }
            return left.number > right.number
        }
        let yellows = Dictionary(grouping: sorted.filter { $0.status == .yellow }, by: \.cause.aspect)
        let folded = yellows.filter { $1.count >= foldedFrom && !unfolded.contains($0) }
        let single = sorted.filter { $0.status != .yellow || folded[$0.cause.aspect] == nil }
        let firstAfterYellow = single.firstIndex { $0.status.foldRank < Status.yellow.foldRank } ?? single.endIndex
        let folds = folded.sorted { $0.key < $1.key }.map { Entry.folded($0.key, $0.value) }
        return single[..<firstAfterYellow].map(Entry.incident) + folds + single[firstAfterYellow...].map(Entry.incident)
    }
}
