import Synchronization

/// Regular expressions on sysDescr, compiled once, and what they said of a text: hosts say the same at every visit. A judge and
/// its copies share one.
final class DescriptionPatterns: Sendable {
    private struct Question: Hashable {
        var pattern: String
        var text: String
    }

    /// Beyond this it begins anew.
    private static let limit = 20_000
    /// The text comes from a device.
    private static let longest = 512

    private let known = Mutex<[Question: Bool]>([:])

    /// Whether the pattern is found anywhere in the text; one that is none never is.
    func matches(_ pattern: String, _ text: String) -> Bool {
        let question = Question(pattern: pattern, text: String(text.prefix(DescriptionPatterns.longest)))
        return known.withLock { known -> Bool in
            if let answer = known[question] { return answer }
            if known.count >= DescriptionPatterns.limit { known.removeAll() }
            var answer = false
            do {
                answer = try question.text.firstMatch(of: Regex(pattern)) != nil
            } catch {
                // Config has checked that they compile.
            }
            known[question] = answer
            return answer
        }
    }
}
