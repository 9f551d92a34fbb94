internal import Model

extension ConfigurationLoader {
    /// Reads all under `applications:`: a name, and what it needs in words, `all of db-1, one of web-1..3`.
    mutating func readApplications() -> [Application] {
        entries(under: "applications").compactMap { entry in
            guard let text = entry.value.text(quoted(entry.key), &mistakes) else { return nil }
            var parts: [Application.Part] = []
            // A comma begins the next part where words of it follow, else it goes on with the members.
            for piece in Self.parts(of: text) {
                guard let part = Application.Part(piece) else {
                    mistakes.add(
                        entry.value.location, "\(quoted(String(piece))) says not what \(quoted(entry.key)) needs",
                        "write all of db-1, one of web-1..3, 2 of app-*, 75 % of ap-*")
                    return nil
                }
                parts.append(part)
            }
            for part in parts { checkMembers(part, entry) }
            return Application(name: entry.key, parts: parts, origin: entry.keyLocation)
        }
    }

    private static func parts(of text: String) -> [String] {
        var parts: [String] = []
        for piece in text.split(separator: ",", omittingEmptySubsequences: false).map({ String($0) }) {
            let words = piece.split(separator: " ")
            if words.count == 1, let last = parts.last, last.split(separator: " ").contains("of") {
                parts[parts.count - 1] = last + " " + piece
            } else {
                parts.append(piece)
            }
        }
        return parts
    }

    private mutating func checkMembers(_ part: Application.Part, _ entry: YAMLNode.Entry) {
        for member in part.members {
            let pattern = NamePattern(member)
            if !pattern.isOpen, !hostNames.contains(member) {
                mistakes.add(
                    entry.value.location, "there is no host \(quoted(member))",
                    remedy(for: member, among: hostNames, otherwise: "use * for any characters: web-*"))
            } else if pattern.isOpen, !hostNames.contains(where: { pattern.fits($0) }) {
                warnings.add(entry.value.location, "no host fits \(quoted(member))", "mend the pattern")
            }
        }
        let count = part.members.count
        if case .count(let number) = part.quorum, !part.members.contains(where: { $0.contains("*") }), number > count {
            mistakes.add(entry.value.location, "\(number) of \(count) cannot work", "write at most \(count)")
        }
    }
}
