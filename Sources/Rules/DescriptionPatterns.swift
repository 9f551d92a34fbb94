import Synchronization

/// Regular expressions on sysDescr, compiled once. A judge and its copies share one.
final class DescriptionPatterns: Sendable {
    /// The text comes from a device.
    private static let longest = 512

    private let compiled = Mutex<[String: Pattern]>([:])

    /// Used by one at a time.
    private struct Pattern {
        /// `nil`: it is none; Config has checked that, so there is none such.
        var regex: Regex<AnyRegexOutput>?

        init(_ text: String) {
            do { regex = try Regex(text) } catch { regex = nil }
        }
    }

    /// Whether the pattern is found anywhere in the text; one that is none never is.
    func matches(_ pattern: String, _ text: String) -> Bool {
        compiled.withLock { compiled -> Bool in
            let known = compiled[pattern] ?? Pattern(pattern)
            compiled[pattern] = known
            return known.regex.map { text.prefix(DescriptionPatterns.longest).firstMatch(of: $0) != nil } ?? false
        }
    }
}
