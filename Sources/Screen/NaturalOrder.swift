/// Whether one name comes before another as people count: `sw2` before `sw10`.
func precedesNaturally(_ left: String, _ right: String) -> Bool {
    let (leftParts, rightParts) = (parts(of: left), parts(of: right))
    for (one, other) in zip(leftParts, rightParts) where one != other {
        if let number = UInt64(one), let otherNumber = UInt64(other), number != otherNumber {
            return number < otherNumber
        }
        return one < other
    }
    return leftParts.count < rightParts.count
}

/// Runs of digits and runs of anything else.
private func parts(of text: String) -> [String] {
    func isDigit(_ character: Character?) -> Bool { character.map { ("0"..."9").contains($0) } ?? false }
    var parts: [String] = []
    for character in text {
        if let last = parts.last, isDigit(last.first) == isDigit(character) {
            parts[parts.count - 1].append(character)
        } else {
            parts.append(String(character))
        }
    }
    return parts
}
