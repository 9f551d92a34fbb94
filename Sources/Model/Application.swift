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
        /// Names, and patterns with `*`.
        public var members: [String]

        public init(_ quorum: Quorum, of members: [String]) {
            self.quorum = quorum
            self.members = members
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

extension Application.Part {
    /// What is written of a part: `all of db-1`, `db-1`, `one of web-1..3`, `2 of web-*, app-1`, `75 % of ap-*`.
    public init?(_ text: some StringProtocol) {
        let words = text.split { $0 == " " }.map { String($0) }
        guard !words.isEmpty else { return nil }
        guard let of = words.firstIndex(of: "of") else {
            guard words.count == 1 else { return nil }
            self.init(.all, of: Self.spread(words[0]))
            return
        }
        let numbers = ["one": 1, "two": 2, "three": 3]
        let head = words[..<of].joined()
        let quorum: Application.Quorum
        if head == "all" {
            quorum = .all
        } else if head.hasSuffix("%"), let percent = Double(String(head.dropLast())), percent > 0,
            percent <= 100
        {
            quorum = .percent(percent)
        } else if let number = numbers[head] ?? Int(head), number > 0 {
            quorum = .count(number)
        } else {
            return nil
        }
        let members = words[(of + 1)...].filter { $0 != "and" }.flatMap { Self.spread($0) }
        guard !members.isEmpty else { return nil }
        self.init(quorum, of: members)
    }

    /// `web-1..3` is web-1, web-2 and web-3; at most a hundred.
    private static func spread(_ word: String) -> [String] {
        let halves = word.split(separator: "..", omittingEmptySubsequences: false)
        guard halves.count == 2, let last = Int(halves[1]) else { return [word] }
        let digits = halves[0].reversed().prefix { $0.isASCII && $0.isNumber }
        guard let first = Int(String(digits.reversed())), first <= last, last - first < 100 else { return [word] }
        let stem = halves[0].dropLast(digits.count)
        return (first...last).map { "\(stem)\($0)" }
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
        public var working: Int
        public var needed: Int

        public init(status: Status, members: [Host.Name], working: Int, needed: Int) {
            self.status = status
            self.members = members
            self.working = working
            self.needed = needed
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
    /// Folds the lights of its members.
    ///
    /// As many as are needed work: green if all are well, else yellow. Fewer: red if even those that nobody sees could not make it enough, else grey. What is paused works: somebody
    /// sees to it that the rest is enough.
    ///
    /// - Parameter lights: Of the members, in their order.
    public func fold(_ lights: [(host: Host.Name, status: Status)]) -> (
        ApplicationLight.PartLight, deciding: [Host.Name]
    ) {
        func hosts(_ statuses: Status...) -> [Host.Name] { lights.filter { statuses.contains($0.status) }.map(\.host) }
        let needed = quorum.needed(of: lights.count)
        let working = hosts(.green, .blue, .yellow)
        var light = ApplicationLight.PartLight(
            status: .green, members: lights.map(\.host), working: working.count, needed: needed)
        if lights.isEmpty {
            light.status = .grey
            return (light, [])
        }
        if working.count >= needed {
            let amiss = hosts(.red, .grey, .yellow)
            light.status = amiss.isEmpty ? .green : .yellow
            return (light, amiss)
        }
        let unseen = hosts(.grey)
        light.status = working.count + unseen.count < needed ? .red : .grey
        return (light, light.status == .red ? hosts(.red) : unseen)
    }
}
