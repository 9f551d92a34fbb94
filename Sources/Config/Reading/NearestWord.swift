internal import Model

/// The known word that was probably meant: one that begins or ends with it (`Helsinki`, `AES`), else one few typing
/// errors away, whatever the case. `nil` if none is near.
func nearestWord(to word: String, among known: some Sequence<String>) -> String? {
    let wanted = Array(word.lowercased().unicodeScalars.prefix(64))
    let limit = max(1, wanted.count / 3)
    if wanted.count >= 3,
        let longer = known.first(where: {
            $0.lowercased().hasPrefix(word.lowercased()) || $0.lowercased().hasSuffix("/\(word.lowercased())")
        })
    {
        return longer
    }
    var best: (word: String, distance: Int)?
    for candidate in known {
        let letters = Array(candidate.lowercased().unicodeScalars.prefix(64))
        guard abs(letters.count - wanted.count) <= limit else { continue }
        let distance = typingErrors(from: wanted, to: letters)
        if distance <= limit, best.map({ distance < $0.distance }) ?? true {
            best = (candidate, distance)
        }
    }
    return best?.word
}

/// How many letters must be inserted, removed, replaced or swapped with their neighbour (optimal string alignment).
private func typingErrors(from source: [Unicode.Scalar], to target: [Unicode.Scalar]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...target.count)
    for (row, letter) in source.enumerated() {
        var current = [row + 1]
        for (column, other) in target.enumerated() {
            var cost = min(last[column + 1] + 1, current[column] + 1, last[column] + (letter == other ? 0 : 1))
            if row > 0, column > 0, letter == target[column - 1], source[row - 1] == other {
                cost = min(cost, beforeLast[column - 1] + 1)
            }
            current.append(cost)
        }
        (beforeLast, last) = (last, current)
    }
    return last[target.count]
}

/// `did you mean 'address'?` if a known word is near, else what `otherwise` says.
func remedy(for word: String, among known: some Sequence<String>, otherwise: @autoclosure () -> String) -> String {
    guard let nearest = nearestWord(to: word, among: known) else { return otherwise() }
    return "did you mean \(quoted(nearest))?"
}

/// A word of the file as messages show it: inert, not too long, in quotes.
func quoted(_ text: some StringProtocol) -> String {
    "'\(text.visible(limit: 60))'"
}

/// `a, b and c`
func listed(_ words: [String], _ conjunction: String = "and") -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return "\(words.dropLast().joined(separator: ", ")) \(conjunction) \(last)"
}
