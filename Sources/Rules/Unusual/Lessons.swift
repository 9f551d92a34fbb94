public import Model

/// Which hours of a host teach what is usual, and which do not: what was wrong then is not usual, nor is what happens
/// while somebody works on it. What was unusual and is over teaches that it happens, so that it is not told every day.
public struct Lessons: Sendable {
    /// What has been unusual for so long is usual.
    public static let patience = Duration.seconds(7 * 86_400)

    private struct Span {
        var from: Timestamp
        var to: Timestamp
        var isUnusual = false
    }

    private var troubles: [Check: [Span]] = [:]
    private var pauses: [Span] = []
    private let windows: [OpeningHours]
    private let calendar: @Sendable (Timestamp) -> CalendarTime
    private let now: Timestamp

    /// - Parameters:
    ///   - events: Of the host, the oldest first.
    ///   - windows: Of planned work.
    public init(
        _ events: [Event], windows: [OpeningHours] = [], now: Timestamp,
        calendar: @escaping @Sendable (Timestamp) -> CalendarTime
    ) {
        self.windows = windows
        self.now = now
        self.calendar = calendar
        for event in events { take(event) }
    }

    private mutating func take(_ event: Event) {
        if case .act(let act) = event.reason {
            switch act.deed {
            case .pause(_, let until):
                pauses.append(Span(from: event.time, to: until ?? .never))
            case .resume:
                if let last = pauses.indices.last { pauses[last].to = min(pauses[last].to, event.time) }
            case .acknowledge, .accept, .note, .noteOnIncident, .tell, .retire: break
            }
            return
        }
        // While it is grey nobody has seen it end.
        guard event.to == .green || event.to.isTrouble else { return }
        if let last = troubles[event.check]?.indices.last {
            let end = troubles[event.check]?[last].to ?? .never
            troubles[event.check]?[last].to = min(end, event.time)
        } else if event.from.isTrouble {
            troubles[event.check] = [Span(from: Timestamp(milliseconds: .min), to: event.time)]
        }
        if event.to.isTrouble, let begun = Lessons.begin(of: event) {
            troubles[event.check, default: []].append(begun)
        }
    }

    /// It was so for some time before it showed.
    private static func begin(of event: Event) -> Span? {
        // What is only expected to come is as usual now.
        if case .expected = event.reason { return nil }
        var span = Span(from: event.time - Comparison.hold, to: .never)
        if case .unusual = event.reason { span.isUnusual = true }
        return span
    }

    /// What an hour, counted from 1970, teaches of a check.
    public func lesson(_ value: Double?, of check: Check, hour: Int64) -> UsualHours.Lesson? {
        guard let value else { return nil }
        let begin = Timestamp(milliseconds: hour * 3_600_000)
        let end = begin + .seconds(3600)
        func overlaps(_ span: Span) -> Bool { span.from < end && span.to > begin }
        if pauses.contains(where: overlaps) { return nil }
        var lesson = UsualHours.Lesson(value: value)
        for span in troubles[check] ?? [] where overlaps(span) {
            let isOpen = span.to == .never
            guard span.isUnusual, !isOpen || now - span.from >= Lessons.patience else { return nil }
            lesson.isUsual = isOpen
        }
        guard !windows.isEmpty else { return lesson }
        let middle = calendar(begin + .seconds(1800))
        return windows.contains { $0.isOpen(at: middle) } ? nil : lesson
    }
}
