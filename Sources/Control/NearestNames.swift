/// Names that somebody may have meant: for "unknown host" and its like.
public enum NearestNames {
    /// Up to `limit` of the names, nearest first: those that hold what was typed, and those a few slips away.
    ///
    /// - Parameter typed: Taken without regard to case; at most 100 characters of it are looked at.
    public static func of(_ typed: String, among names: some Sequence<String>, limit: Int = 3) -> [String] {
        let wanted = Array(typed.lowercased().unicodeScalars.prefix(100))
        guard !wanted.isEmpty else { return [] }
        let slips = max(1, wanted.count / 3)
        let ranked = names.compactMap { name -> (distance: Int, name: String)? in
            let candidate = Array(name.lowercased().unicodeScalars.prefix(100))
            if contains(candidate, wanted) || contains(wanted, candidate) { return (0, name) }
            guard abs(candidate.count - wanted.count) <= slips else { return nil }
            let distance = distance(wanted, candidate)
            return distance <= slips ? (distance, name) : nil
        }
        return ranked.sorted { ($0.distance, $0.name.count, $0.name) < ($1.distance, $1.name.count, $1.name) }
            .prefix(limit).map(\.name)
    }

    private static func contains(_ text: [Unicode.Scalar], _ part: [Unicode.Scalar]) -> Bool {
        guard part.count >= 2, part.count <= text.count else { return false }
        return (0...text.count - part.count).contains { text[$0..<$0 + part.count].elementsEqual(part) }
    }

    /// Insertions, deletions, replacements and swaps of neighbours that lead from one to the other (optimal string
    /// alignment).
    private static func distance(_ first: [Unicode.Scalar], _ second: [Unicode.Scalar]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...second.count)
        for row in 0..<first.count {
            var current = [row + 1]
            for column in 0..<second.count {
                var best = min(
                    current[column] + 1, last[column + 1] + 1, last[column] + (first[row] == second[column] ? 0 : 1))
                if row > 0, column > 0, first[row] == second[column - 1], first[row - 1] == second[column] {
                    best = min(best, beforeLast[column - 1] + 1)
                }
                current.append(best)
            }
            (beforeLast, last) = (last, current)
        }
        return last[second.count]
    }
}
