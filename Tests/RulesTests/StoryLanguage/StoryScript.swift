import Model
import Rules

/// A story as its file tells it, ready to be played.
struct StoryScript: Sendable {
    var file: String
    var title = ""
    /// The promise, the pain or the scene that it shows.
    var shows = ""
    var seeds = [1]
    /// Over so many moments of the cycle of pings the beginning is spread.
    var phases = 1
    var begin = Timestamp(seconds: 0)
    /// The town has been watched for a while when the story begins; else the daemon starts then.
    var isSettled = true
    var sites: [Site] = []
    var town: [StoryTownLine] = []
    var rules: [Rule] = []
    var updates = UpdateRules()
    var applications: [Application] = []
    var timing = Judge.Timing()
    /// What holds before anything is watched.
    var first: [Sentence] = []
    var blocks: [Block] = []

    struct Sentence: Sendable {
        var line: Int
        var text: String
        var deed: StoryDeed
    }

    struct Block: Sendable {
        var line: Int
        var text: String
        var time: Time
        var sentences: [Sentence] = []
    }

    enum Time: Sendable {
        case clock(hour: Int, minute: Int, second: Int)
        case date([Timestamp])
        case after(Duration)
        /// As soon as all that is expected holds, and that is not later.
        case within(Duration)
        /// All that is expected holds at every second of it.
        case throughout(Duration)
    }
}

/// What a sentence does.
enum StoryDeed: Sendable {
    case fact(@Sendable (inout StoryPlay) throws -> Void)
    /// What is wrong, `nil` if all is well.
    case expectation(@Sendable (StoryPlay) -> String?)
    /// All events since the last look are those that the sentences of a block name.
    case events(Int, StoryEvent)
    case noEvents
    /// Whatever was told is not looked at.
    case anyEvents
}

/// Hosts of a town as one line tells them.
struct StoryTownLine: Sendable {
    var names: [Host.Name]
    var parents: [Host.Name] = []
    /// Each has one of the parents, in turn.
    var isInTurn = false
    var site: Site.Key = "hall"
    var isRead = true
    var maximum: Status?
    var tags: [String] = []
    var isSlow = false
    var manager: Host.Name?
    var hours: Host.Hours?
    var maintenance: String?

    /// - Parameter address: The next free one.
    func hosts(address: inout UInt32) -> [Host] {
        names.enumerated().map { place, name in
            address += 1
            var host = Host(
                id: name, endpoint: Endpoint(address: .v4(address), port: 161), site: site,
                credential: isRead ? "public" : nil, parents: parents, tags: tags, isSlow: isSlow, maximum: maximum,
                hours: hours, maintenance: maintenance)
            if isInTurn, !parents.isEmpty { host.parents = [parents[place % parents.count]] }
            host.membership = manager.map {
                Membership(
                    manager: $0, group: StoryTownLine.listing, identity: PlayedTable.identity(of: name))
            }
            return host
        }
    }

    /// The group of the rows that are hosts.
    static let listing = "access-point.rows"
}
