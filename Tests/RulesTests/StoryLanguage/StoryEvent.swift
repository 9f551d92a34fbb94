import Model
import Rules

/// What a story expects of an event; what is `nil` may be anything.
struct StoryEvent: Sendable {
    var host: Host.Name?
    var aspect: Aspect?
    var subject: String?
    var from: Status?
    var to: Status?
    /// How the reason reads in English; `…` stands for anything.
    var reason: String?

    func fits(_ event: Event, now: Timestamp) -> Bool {
        if let host, event.check.host != host { return false }
        if let aspect, event.check.aspect != aspect { return false }
        if let subject, event.check.subject != subject { return false }
        if let from, event.from != from { return false }
        if let to, event.to != to { return false }
        return reason.map { StoryText.fits($0, StoryText.wording.reason(event.reason, now: now)) } ?? true
    }

    static func text(_ events: [Event], now: Timestamp) -> String {
        let shown = events.prefix(4).map { event in
            "\(StoryText.name(event.check)) \(event.from) → \(event.to) at \(StoryClock.text(event.time))"
                + " (\(StoryText.wording.reason(event.reason, now: now)))"
        }
        return shown.joined(separator: "; ") + (events.count > 4 ? "; \(events.count - 4) more" : "")
    }
}

/// How things read in stories.
enum StoryText {
    static let wording = Wording(language: .english, calendar: { StoryClock.calendar($0) })

    static func fits(_ pattern: String, _ text: String) -> Bool {
        NamePattern(pattern.replacing("…", with: "*")).fits(text)
    }

    static func name(_ check: Check) -> String {
        [check.host, check.aspect.rawValue, check.subject].filter { !$0.isEmpty }.joined(separator: " ")
    }
}
