/// Regular expressions of the probes, compiled once. Config has checked that they compile; one that does not, never
/// matches. Belongs to one owner: `Regex` is not Sendable.
final class PatternCache {
    private var compiled: [String: Regex<AnyRegexOutput>?] = [:]

    /// Whether the pattern is found anywhere in the text.
    ///
    /// Only the first 2,048 characters are looked at: the text comes from a device.
    func matches(_ pattern: String, _ text: String) -> Bool {
        regex(pattern).map { text.prefix(PatternCache.longest).firstMatch(of: $0) != nil } ?? false
    }

    private static let longest = 2048

    /// The first group of the first match, or the whole match where the pattern has no group.
    func capture(_ pattern: String, _ text: String) -> String? {
        guard let regex = regex(pattern), let match = text.prefix(PatternCache.longest).firstMatch(of: regex) else {
            return nil
        }
        let group = match.output.count > 1 ? match.output[1].substring : match.output[0].substring
        return group.map(String.init)
    }

    private func regex(_ pattern: String) -> Regex<AnyRegexOutput>? {
        if let known = compiled[pattern] {
            return known
        }
        let regex: Regex<AnyRegexOutput>?
        do {
            regex = try Regex(pattern)
        } catch {
            regex = nil
        }
        compiled[pattern] = regex
        return regex
    }
}
