public import Model

/// What the stream of the board says: first the whole, then what changes, and every two seconds that it still holds.
public enum BoardUpdate: Sendable, Hashable {
    case full(Board)
    case change(BoardChange)
    /// The daemon's heart beats: this is how things are at that time.
    case heartbeat(Timestamp)
}

/// What is different on the board. Hosts are sent one by one, the short lists whole; a change of the configuration
/// (other hosts, other sites) is no `BoardChange` but a full board.
public struct BoardChange: Sendable, Hashable, Codable {
    /// The sequence of the board it is to be applied to.
    public var previous: Int64
    /// The sequence of the board that results.
    public var sequence: Int64
    public var time: Timestamp
    public var freshness: Board.Freshness
    /// Those that are different, whole.
    public var hosts: [HostLight]
    /// All open incidents; `nil`: as they were.
    public var incidents: [Incident]?
    /// All notices; `nil`: as they were.
    public var notices: [OwnStatement]?
    /// All applications; `nil`: as they were.
    public var applications: [ApplicationLight]?

    public init(
        previous: Int64, sequence: Int64, time: Timestamp, freshness: Board.Freshness, hosts: [HostLight] = [],
        incidents: [Incident]? = nil, notices: [OwnStatement]? = nil,
        applications: [ApplicationLight]? = nil
    ) {
        self.previous = previous
        self.sequence = sequence
        self.time = time
        self.freshness = freshness
        self.hosts = hosts
        self.incidents = incidents
        self.notices = notices
        self.applications = applications
    }

    /// What leads from one board to the next; `nil` where only the whole board can (other hosts, sites, title or
    /// interval).
    public init?(from old: Board, to new: Board) {
        guard old.title == new.title, old.interval == new.interval, old.sites == new.sites,
            (old.applications == nil) == (new.applications == nil), old.hosts.count == new.hosts.count,
            zip(old.hosts, new.hosts).allSatisfy({ $0.id == $1.id })
        else { return nil }
        self.init(
            previous: old.sequence, sequence: new.sequence, time: new.time, freshness: new.freshness,
            hosts: zip(old.hosts, new.hosts).filter { $0 != $1 }.map(\.1),
            incidents: old.incidents == new.incidents ? nil : new.incidents,
            notices: old.notices == new.notices ? nil : new.notices,
            applications: old.applications == new.applications ? nil : new.applications)
    }

    /// This change and the one that follows it as one: the latest wins, so what waits for a slow reader never grows
    /// beyond one board. `nil` if `next` does not follow.
    public func followed(by next: BoardChange) -> BoardChange? {
        guard next.previous == sequence else { return nil }
        var together = next
        together.previous = previous
        let newer = Set(next.hosts.map(\.id))
        together.hosts = hosts.filter { !newer.contains($0.id) } + next.hosts
        together.incidents = next.incidents ?? incidents
        together.notices = next.notices ?? notices
        together.applications = next.applications ?? applications
        return together
    }
}

extension Board {
    /// Brings the board up to date.
    ///
    /// - Returns: `false`, and the board as it was, if the change does not follow on this board (something was missed:
    ///   ask for the full board) or names a host that is not on it.
    public mutating func apply(_ change: BoardChange) -> Bool {
        guard change.previous == sequence else { return false }
        let changed = Dictionary(change.hosts.map { ($0.id, $0) }, uniquingKeysWith: { _, last in last })
        let places = hosts.indices.filter { changed[hosts[$0].id] != nil }
        guard places.count == changed.count else { return false }
        for place in places {
            if let light = changed[hosts[place].id] { hosts[place] = light }
        }
        sequence = change.sequence
        time = change.time
        freshness = change.freshness
        if let incidents = change.incidents { self.incidents = incidents }
        if let notices = change.notices { self.notices = notices }
        if let applications = change.applications { self.applications = applications }
        return true
    }
}
