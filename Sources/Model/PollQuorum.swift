/// How many of the last polls must have found something before it shows, `3 of 5`; it goes when they are fewer.
public struct PollQuorum: Sendable, Hashable, Codable {
    /// More polls are not looked back upon.
    public static let mostPolls = 30

    public let needed: Int
    public let polls: Int

    /// - Returns: `nil` unless it is from 2 of 2 to 30 of 30: one poll needs no hold.
    public init?(_ needed: Int, of polls: Int) {
        guard (2...PollQuorum.mostPolls).contains(polls), (2...polls).contains(needed) else { return nil }
        self.needed = needed
        self.polls = polls
    }

    /// Reads `3 of 5`.
    public init?(_ text: some StringProtocol) {
        let words = text.split { $0 == " " }
        guard words.count == 3, words[1] == "of", let needed = Int(words[0]), let polls = Int(words[2]) else {
            return nil
        }
        self.init(needed, of: polls)
    }
}

extension PollQuorum {
    private enum CodingKeys: String, CodingKey {
        case needed, polls
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let needed = try container.decode(Int.self, forKey: .needed)
        let polls = try container.decode(Int.self, forKey: .polls)
        guard let quorum = PollQuorum(needed, of: polls) else {
            throw DecodingError.dataCorruptedError(
                forKey: .polls, in: container, debugDescription: "\(needed) of \(polls) is no number of polls")
        }
        self = quorum
    }
}
