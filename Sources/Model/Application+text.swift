/// What of the words for an application is none, and nothing that helps.
public struct ApplicationMistake: Error, Sendable, Hashable {
    /// What says not what is needed.
    public var piece: String
}

extension Application {
    /// What is written of what it needs: `all of db-1, one of web-1..3`; `70 % of tag wlan, good from 95 %`.
    ///
    /// A comma begins the next part where words of one follow, else it goes on with the members of the part before.
    public static func parts(of text: String) throws(ApplicationMistake) -> [Part] {
        var pieces: [(part: String, good: String?)] = []
        for piece in text.split(separator: ",", omittingEmptySubsequences: false) {
            let words = piece.split(separator: " ")
            let piece = words.joined(separator: " ")
            if words.starts(with: ["good", "from"]), let last = pieces.indices.last, pieces[last].good == nil {
                pieces[last].good = piece
            } else if let last = pieces.last, last.good == nil, last.part.split(separator: " ").contains("of"),
                words.count == 1 || (!words.contains("of") && Part("all of \(piece)") != nil)
            {
                pieces[pieces.count - 1].part += " " + piece
            } else {
                pieces.append((piece, nil))
            }
        }
        var parts: [Part] = []
        for (text, goodText) in pieces {
            guard var part = Part(text) else { throw ApplicationMistake(piece: text) }
            if let goodText {
                let words = goodText.split(separator: " ").dropFirst(2)
                guard let good = Quorum(words.joined()) else { throw ApplicationMistake(piece: goodText) }
                part.good = good
            }
            parts.append(part)
        }
        return parts
    }
}

extension Application.Quorum {
    /// `all`, `one`, `2`, `75%`.
    fileprivate init?(_ text: String) {
        let numbers = ["one": 1, "two": 2, "three": 3]
        if text == "all" {
            self = .all
        } else if text.hasSuffix("%"), let percent = Double(String(text.dropLast())), percent > 0, percent <= 100 {
            self = .percent(percent)
        } else if let number = numbers[text] ?? Int(text), number > 0 {
            self = .count(number)
        } else {
            return nil
        }
    }
}

extension Application.Part {
    /// What is written of a part: `all of db-1`, `db-1`, `one of web-1..3`, `2 of db-1 (2) db-2 db-3`, `75 % of ap-*`,
    /// `90 % of tag wlan`, `all of site kuusela`.
    public init?(_ text: some StringProtocol) {
        let words = text.split { $0 == " " }.map { String($0) }
        guard !words.isEmpty else { return nil }
        guard let of = words.firstIndex(of: "of") else {
            guard words.count == 1 else { return nil }
            self.init(.all, of: Self.spread(words[0]))
            return
        }
        guard let quorum = Application.Quorum(words[..<of].joined()),
            let members = Self.members(words[(of + 1)...].filter { $0 != "and" }), !members.isEmpty
        else { return nil }
        self.init(quorum, of: members)
    }

    private static func members(_ words: [String]) -> [Application.Member]? {
        var members: [Application.Member] = []
        // Those that a weight behind them is for.
        var latest = 0..<0
        var place = 0
        while place < words.count {
            let word = words[place]
            place += 1
            if word.first == "(", word.last == ")" {
                guard let weight = Int(word.dropFirst().dropLast()), (1...100).contains(weight), !latest.isEmpty else {
                    return nil
                }
                for index in latest { members[index].weight = weight }
                latest = 0..<0
                continue
            }
            let start = members.count
            if word == "tag" || word == "site" {
                guard place < words.count else { return nil }
                members.append(Application.Member(word == "tag" ? .tag(words[place]) : .site(words[place])))
                place += 1
            } else {
                members += spread(word)
            }
            latest = start..<members.count
        }
        return members
    }

    /// `web-1..3` is web-1, web-2 and web-3; at most a hundred.
    private static func spread(_ word: String) -> [Application.Member] {
        let halves = word.split(separator: "..", omittingEmptySubsequences: false)
        guard halves.count == 2, let last = Int(halves[1]) else { return [Application.Member(.host(word))] }
        let digits = halves[0].reversed().prefix { $0.isASCII && $0.isNumber }
        guard let first = Int(String(digits.reversed())), first <= last, last - first < 100 else {
            return [Application.Member(.host(word))]
        }
        let stem = halves[0].dropLast(digits.count)
        return (first...last).map { Application.Member(.host("\(stem)\($0)")) }
    }
}
