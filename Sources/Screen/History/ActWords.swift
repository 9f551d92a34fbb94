import Control
public import Model

/// What the words of a command are about: names or numbers first, what is left is a text. Nothing has to be quoted.
public enum ActWords {
    /// The first word is nothing that is watched.
    public struct Miss: Error, Sendable, Hashable {
        /// What was typed.
        public var word: String
        /// Names that may have been meant, nearest first.
        public var nearest: [String]
    }

    /// The hosts and sites at the beginning, and the text behind them. A name of several words may stand as it is.
    public static func scopes(
        _ words: [String], on board: Board
    ) throws(Miss) -> (scopes: [Act.Scope], text: String) {
        var scopes: [Act.Scope] = []
        var rest = words[...]
        while let found = board.scope(at: rest) {
            if !scopes.contains(found.scope) { scopes.append(found.scope) }
            rest = rest.dropFirst(found.count)
        }
        guard !scopes.isEmpty else { throw miss(words.first ?? "", on: board) }
        return (scopes, rest.joined(separator: " "))
    }

    /// The one host or site at the beginning, and the text behind it, which may begin with a name, too.
    public static func scope(_ words: [String], on board: Board) throws(Miss) -> (scope: Act.Scope, text: String) {
        guard let found = board.scope(at: words[...]) else { throw miss(words.first ?? "", on: board) }
        return (found.scope, words.dropFirst(found.count).joined(separator: " "))
    }

    /// The numbers of incidents at the beginning, `1482` or `#1482`, and the text behind them.
    public static func numbers(_ words: [String]) -> (numbers: [Incident.Number], text: String) {
        let numbers = words.prefix { number($0) != nil }.compactMap(number)
        var unique: [Incident.Number] = []
        for number in numbers where !unique.contains(number) { unique.append(number) }
        return (unique, words.dropFirst(numbers.count).joined(separator: " "))
    }

    /// `1482` or `#1482`; `nil` for anything else.
    public static func number(_ word: String) -> Incident.Number? {
        let digits = word.hasPrefix("#") ? word.dropFirst() : word[...]
        guard !digits.isEmpty, digits.allSatisfy({ ("0"..."9").contains($0) }) else { return nil }
        return Incident.Number(digits)
    }

    /// A day as `--until` may be followed by its time of day: `--until friday 8:00 new fan`.
    ///
    /// - Returns: the two together, and the words without the time of day; as they were if they do not belong together.
    public static func until(_ until: String?, _ words: [String]) -> (until: String?, words: [String]) {
        guard let until, Moment.isDay(until), let place = words.firstIndex(where: Moment.isClock) else {
            return (until, words)
        }
        var rest = words
        rest.remove(at: place)
        return (until + " " + words[place], rest)
    }

    private static func miss(_ word: String, on board: Board) -> Miss {
        let names = board.hosts.map(\.id) + board.sites.flatMap { [$0.id, $0.name] }
        return Miss(word: word, nearest: NearestNames.of(word, among: names))
    }
}

extension Board {
    /// The host that somebody means by its name, without regard to case where that is no other's.
    public func host(called name: String) -> HostLight? {
        if let host = hosts.first(where: { $0.id == name }) { return host }
        let wanted = name.lowercased()
        let found = hosts.filter { $0.id.lowercased() == wanted }
        return found.count == 1 ? found.first : nil
    }

    /// What the words begin with: the longest name that fits, of a host before that of a site.
    fileprivate func scope(at words: ArraySlice<String>) -> (scope: Act.Scope, count: Int)? {
        for count in stride(from: min(words.count, 6), through: 1, by: -1) {
            let name = words.prefix(count).joined(separator: " ")
            if let host = host(called: name) { return (.host(host.id), count) }
            if let site = site(called: name) { return (.site(site.id), count) }
        }
        return nil
    }
}
