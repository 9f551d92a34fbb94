public import Control
public import Model

/// What came from outside: a key, something from the daemon, or a second gone by.
public enum WatchEvent: Sendable {
    case key(Key)
    /// The connection stands; a board follows.
    case connected
    case board(Board)
    /// The daemon says that at this time the board still holds.
    case heartbeat(Timestamp)
    /// The connection is gone or could not be made, and why.
    case disconnected(ControlError)
    case detail(HostDetail)
    /// A host's detail was asked for and did not come; why.
    case noDetail(Host.Name, ControlError)
    /// What somebody did here is done.
    case acted(ActReply)
    /// It was refused, or nobody knows; why.
    case notActed(ControlError)
    case tick
}

/// What the shell has to do for the screen.
public enum WatchAction: Sendable, Hashable {
    case askDetail(Host.Name)
    /// The daemon is to do it; `acted` or `notActed` follows.
    case act(ActRequest)
    case beep
    case quit
}

/// What the screen knows and shows. The shell feeds it events and draws `frame(size:wording:now:)` after each.
public struct WatchState: Sendable {
    /// Whether what is shown is what is.
    public enum Link: Sendable, Hashable {
        /// Not connected yet, or not again. → live, lost
        case connecting
        /// Heard within `silenceLimit`. → lost
        case live
        /// Silent or disconnected since then. → live
        case lost(since: Timestamp)
    }

    /// The daemon says something every two seconds; two missed words make the screen doubt, well within the promised 5 s.
    static let silenceLimit = Duration.seconds(4)
    /// How often the detail of the host on the screen is asked for again.
    static let detailInterval = Duration.seconds(5)
    /// When a detail that did not come is asked for again in advance.
    static let retryInterval = Duration.seconds(60)
    /// Incidents whose first step and text for callers are fetched in advance.
    static let prefetched = 8

    public internal(set) var board: Board?
    public private(set) var link = Link.connecting
    public internal(set) var language: Language
    /// When anything was heard from the daemon the last time.
    public private(set) var lastHeard: Timestamp?
    /// The daemon's own time in what it said last.
    private var lastWord: Timestamp?
    /// Why there is no connection.
    public private(set) var trouble: ControlError?
    /// Where the daemon is asked: a path, for people.
    public let source: String
    public internal(set) var isBellOn = true

    var details: [Host.Name: HostDetail] = [:]
    var missingDetails: [Host.Name: ControlError] = [:]
    private var asked: [Host.Name: Timestamp] = [:]
    var unfolded: Set<Overview.Fold> = []
    /// The page in front is last; the overview is always first.
    var pages = [Page(place: .overview)]

    /// What somebody is about to do. It takes all keys.
    var prompt: Prompt?
    var remark: Remark?
    /// Who types here, on an account that several people share; typed once.
    var initials: String?
    /// Reads a moment to come as people type it: `15:00`, `+2h`.
    let moment: @Sendable (_ text: String, _ now: Timestamp) -> Timestamp?

    /// - Parameters:
    ///   - source: Where the daemon is asked.
    ///   - initials: Who types, if that is known.
    ///   - moment: Reads a moment to come as people type it, `nil` for none; without it every end is left open.
    public init(
        language: Language, source: String, initials: String? = nil,
        moment: @escaping @Sendable (_ text: String, _ now: Timestamp) -> Timestamp? = { _, _ in nil }
    ) {
        self.language = language
        self.source = source
        self.initials = initials
        self.moment = moment
    }

    var isLive: Bool { link == .live }

    /// When a tick is due that may find the daemon silent; `nil` while nothing is live.
    public var nextDoubt: Timestamp? {
        guard isLive, let lastHeard else { return nil }
        return lastHeard + WatchState.silenceLimit + .milliseconds(1)
    }

    var page: Page {
        get { pages[pages.count - 1] }
        set { pages[pages.count - 1] = newValue }
    }

    /// Takes in one event and says what is to be done about it.
    /// - Parameter now: the wall clock; may jump.
    public mutating func event(_ event: WatchEvent, now: Timestamp) -> [WatchAction] {
        if let lastHeard, now < lastHeard {
            // The clock was set back: a daemon that died would seem to live until it catches up.
            self.lastHeard = now
        }
        switch event {
        case .key(let key): return press(key, now: now)
        case .connected:
            trouble = nil
            return []
        case .heartbeat(let time):
            heard(time, now: now)
            return []
        case .board(let board):
            heard(board.time, now: now)
            return show(board, now: now)
        case .disconnected(let trouble):
            self.trouble = trouble
            if link != .connecting { lose(now) }
            return []
        case .detail(let detail):
            details[detail.light.id] = detail
            missingDetails[detail.light.id] = nil
            return []
        case .noDetail(let host, let trouble):
            missingDetails[host] = trouble
            return []
        case .acted(let reply):
            done(reply, now: now)
            return []
        case .notActed(let trouble):
            prompt?.refused(trouble)
            return []
        case .tick:
            if link == .live, let lastHeard, now - lastHeard > WatchState.silenceLimit { lose(now) }
            return wantedDetails(now: now)
        }
    }

    /// Only a new word counts: a daemon that repeats the same time hangs, whatever its server still sends. The times are
    /// not held against this machine's clock, which may be another's.
    private mutating func heard(_ time: Timestamp, now: Timestamp) {
        guard time != lastWord || link == .connecting else { return }
        lastWord = time
        lastHeard = now
        trouble = nil
        link = .live
    }

    private mutating func lose(_ now: Timestamp) {
        if link == .live { link = .lost(since: now) }
    }

    private mutating func show(_ new: Board, now: Timestamp) -> [WatchAction] {
        let known = board.map { Set($0.incidents.filter { $0.isNobodys && $0.closed == nil }.map(\.number)) }
        board = new
        let hosts = Set(new.hosts.map(\.id))
        details = details.filter { hosts.contains($0.key) }
        missingDetails = missingDetails.filter { hosts.contains($0.key) }
        asked = asked.filter { hosts.contains($0.key) }
        for position in pages.indices {
            pages[position].keepSelection(in: items(of: pages[position]))
        }
        // Nothing rings for what was there before the screen was; a red that nobody is on any more does.
        let isWorse = known.map { known in
            new.incidents.contains { $0.isNobodys && $0.closed == nil && !known.contains($0.number) }
        }
        return (isWorse == true && isBellOn ? [.beep] : []) + wantedDetails(now: now)
    }

    /// The details that a page shows or soon shows, and that are not there or no longer fresh.
    mutating func wantedDetails(now: Timestamp) -> [WatchAction] {
        guard isLive, let board else { return [] }
        var wanted: [Host.Name] = []
        if case .host(let name) = page.place, now - (asked[name] ?? .distantPast) >= WatchState.detailInterval {
            wanted.append(name)
        }
        let causes = Overview(board, unfolded: unfolded).entries.prefix(WatchState.prefetched)
        for case .incident(let incident) in causes where incident.isExplained {
            let name = incident.cause.host
            guard details[name] == nil, !wanted.contains(name), board.host(name) != nil else { continue }
            if now - (asked[name] ?? .distantPast) >= WatchState.retryInterval { wanted.append(name) }
        }
        for name in wanted {
            asked[name] = now
        }
        return wanted.map(WatchAction.askDetail)
    }
}

extension Timestamp {
    fileprivate static let distantPast = Timestamp(milliseconds: 0)
}
