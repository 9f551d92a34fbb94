import Model

/// A mistake in a story file, in words for who wrote it.
struct StoryError: Error, Equatable, CustomStringConvertible {
    var file: String
    var line: Int
    var message: String

    var description: String { "\(file):\(line): \(message)" }
}

/// A word of a story; what stands in quotes is one.
struct StoryWord: Equatable, ExpressibleByStringLiteral {
    var text: String
    var isQuoted = false

    init(_ text: String, isQuoted: Bool = false) {
        self.text = text
        self.isQuoted = isQuoted
    }

    init(stringLiteral text: String) { self.init(text) }

    /// The words of a line up to its comment, which begins with a `#` after a space; a comma and `…` are words of
    /// their own.
    ///
    /// - Returns: `nil` if a quote does not end.
    static func split(_ line: some StringProtocol) -> [StoryWord]? {
        var words: [StoryWord] = []
        var word = ""
        var quoted: String?
        func end() {
            if !word.isEmpty { words.append(StoryWord(word)) }
            word = ""
        }
        for letter in line {
            if let text = quoted {
                if letter == "\"" {
                    words.append(StoryWord(text, isQuoted: true))
                    quoted = nil
                } else {
                    quoted = text + String(letter)
                }
                continue
            }
            switch letter {
            case "#" where word.isEmpty: return words
            case "\"" where word.isEmpty: quoted = ""
            case " ", "\t": end()
            case ",", "…":
                end()
                words.append(StoryWord(String(letter)))
            default: word.append(letter)
            }
        }
        end()
        return quoted == nil ? words : nil
    }
}

/// The word that somebody may have meant: the one that takes the fewest changed letters, if they are few.
func nearestStoryWord(to word: String, among known: some Sequence<String>) -> String? {
    func distance(_ other: String) -> Int {
        let (left, right) = (Array(word.lowercased()), Array(other.lowercased()))
        var row = Array(0...right.count)
        for (place, letter) in left.enumerated() {
            var before = row[0]
            row[0] = place + 1
            for column in right.indices {
                let cost = before + (letter == right[column] ? 0 : 1)
                before = row[column + 1]
                row[column + 1] = min(cost, row[column] + 1, before + 1)
            }
        }
        return row[right.count]
    }
    let candidates = Set(known).sorted().map { (word: $0, distance: distance($0)) }
    guard let best = candidates.min(by: { $0.distance < $1.distance }) else { return nil }
    return best.distance <= max(1, word.count / 3) ? best.word : nil
}
