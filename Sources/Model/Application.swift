/// Something that people use and that needs several hosts: `Payroll: all of db-1, one of web-1..3`.
public struct Application: Sendable, Hashable {
    /// As people call it.
    public var name: String
    /// It needs each of them.
    public var parts: [Part]
    public var origin: SourceLocation

    public init(name: String, parts: [Part], origin: SourceLocation) {
        self.name = name
        self.parts = parts
        self.origin = origin
    }

    /// Hosts of which so many are needed.
    public struct Part: Sendable, Hashable {
        public var quorum: Quorum
        /// How many must be entirely well for green; `nil`: all.
        public var good: Quorum?
        public var members: [Member]

        public init(_ quorum: Quorum, good: Quorum? = nil, of members: [Member]) {
            self.quorum = quorum
            self.good = good
            self.members = members
        }
    }

    /// Hosts that count alike.
    public struct Member: Sendable, Hashable {
        public enum Choice: Sendable, Hashable {
            /// A name, or a pattern with `*`.
            case host(String)
            case tag(String)
            case site(Site.Key)
        }

        public var choice: Choice
        /// For how many each of them counts, at least 1.
        public var weight: Int

        public init(_ choice: Choice, weight: Int = 1) {
            self.choice = choice
            self.weight = weight
        }
    }

    public enum Quorum: Sendable, Hashable {
        case all
        case count(Int)
        /// Above 0, up to 100.
        case percent(Double)

        /// How many of so many have to work.
        public func needed(of count: Int) -> Int {
            switch self {
            case .all: count
            case .count(let number): min(number, count)
            case .percent(let percent): min(count, Int((percent / 100 * Double(count)).rounded(.up)))
            }
        }
    }
}

/// How an application is, and who decides that.
public struct ApplicationLight: Sendable, Hashable, Codable {
    public var name: String
    public var status: Status
    public var since: Timestamp
    /// The hosts that make it what it is; of a green one none.
    public var deciding: [Host.Name]
    /// Those that are not green.
    public var parts: [PartLight]

    public struct PartLight: Sendable, Hashable, Codable {
        public var status: Status
        public var members: [Host.Name]
        /// For how many those count that work.
        public var working: Int
        public var needed: Int
        /// For how many all of them count; `nil`: each for one.
        public var total: Int?
        /// How many would be good; `nil`: all.
        public var good: Int?

        public init(
            status: Status, members: [Host.Name], working: Int, needed: Int, total: Int? = nil, good: Int? = nil
        ) {
            self.status = status
            self.members = members
            self.working = working
            self.needed = needed
            self.total = total
            self.good = good
        }
    }

    public init(name: String, status: Status, since: Timestamp, deciding: [Host.Name], parts: [PartLight]) {
        self.name = name
        self.status = status
        self.since = since
        self.deciding = deciding
        self.parts = parts
    }
}

extension Application.Part {
    /// A host among the members, and for how many it counts.
    public struct Vote: Sendable {
        public var host: Host.Name
        public var status: Status
        public var weight: Int

        public init(host: Host.Name, status: Status, weight: Int = 1) {
            self.host = host
            self.status = status
            self.weight = weight
        }
    }

    /// Folds the lights of its members.
    ///
    /// As many as are needed work: green if all are well (or as many as are good enough), else yellow. Fewer: red if even those
    /// that nobody sees could not make it enough, else grey. What is paused works: somebody sees to it that the rest is enough.
    ///
    /// - Parameter votes: Of the members, in their order.
    public func fold(_ votes: [Vote]) -> (ApplicationLight.PartLight, deciding: [Host.Name]) {
        func hosts(_ statuses: Status...) -> [Host.Name] { votes.filter { statuses.contains($0.status) }.map(\.host) }
        func weight(_ statuses: Status...) -> Int {
            votes.reduce(0) { $0 + (statuses.contains($1.status) ? $1.weight : 0) }
        }
        let total = votes.reduce(0) { $0 + $1.weight }
        let needed = quorum.needed(of: total)
        let working = weight(.green, .blue, .yellow)
        var light = ApplicationLight.PartLight(
            status: .green, members: votes.map(\.host), working: working, needed: needed,
            total: total == votes.count ? nil : total, good: good?.needed(of: total))
        if votes.isEmpty {
            light.status = .grey
            return (light, [])
        }
        if working >= needed {
            light.status = weight(.green, .blue) >= light.good ?? total ? .green : .yellow
            return (light, light.status == .green ? [] : hosts(.red, .grey, .yellow))
        }
        light.status = working + weight(.grey) < needed ? .red : .grey
        return (light, light.status == .red ? hosts(.red) : hosts(.grey))
    }
}
