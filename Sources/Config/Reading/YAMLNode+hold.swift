internal import Model

/// How long something must be worse before it shows.
enum WrittenHold {
    case duration(Duration)
    case polls(PollQuorum)
}

extension YAMLNode {
    /// `5m`, or `3 of 5`: of the last polls.
    func hold(_ what: String, _ mistakes: inout Mistakes) -> WrittenHold? {
        guard let text = text(what, &mistakes) else { return nil }
        guard text.split(separator: " ").contains("of") else {
            return duration(what, from: .zero, &mistakes).map { .duration($0) }
        }
        guard let quorum = PollQuorum(text) else {
            mistakes.add(
                location, "\(what) is \(quoted(text))",
                "write how many of the last polls, as 3 of 5: from 2 of 2 to 30 of \(PollQuorum.mostPolls)")
            return nil
        }
        return .polls(quorum)
    }
}
