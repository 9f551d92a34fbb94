/// When a site is open, as written in the configuration: `Mon-Fri 6-18`, `Mon-Thu 7:30-16, Fri 7:30-14:45`.
public struct OpeningHours: Sendable, Hashable {
    /// From the first to the last day, both included, 1 = Monday, from the first minute of the day to before the last.
    private struct Span: Sendable, Hashable {
        var days: Set<Int>
        var minutes: Range<Int>
    }

    private var spans: [Span]

    private static let dayNames = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

    /// `nil` for text that is no such list of days and hours. Days are `Mon` to `Sun` or a range of them, hours run
    /// from 0 to 24 and end on the day they begin.
    public init?(_ text: some StringProtocol) {
        var spans: [Span] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let words = part.split(separator: " ")
            guard words.count == 2, let days = OpeningHours.days(words[0]), let minutes = OpeningHours.minutes(words[1])
            else { return nil }
            spans.append(Span(days: days, minutes: minutes))
        }
        self.spans = spans
    }

    /// Whether it is open at that moment of the site's wall clock.
    public func isOpen(at time: CalendarTime) -> Bool {
        let minute = time.hour * 60 + time.minute
        return spans.contains { $0.days.contains(time.weekday) && $0.minutes.contains(minute) }
    }

    /// The first minute after a moment at which it opens or closes; `nil` if that does not happen within eight days.
    ///
    /// - Parameter calendar: What the site's wall clock shows at a moment: hours follow it through both nights on which
    ///   it is changed.
    public func change(after moment: Timestamp, calendar: (Timestamp) -> CalendarTime) -> Timestamp? {
        let isOpenNow = isOpen(at: calendar(moment))
        var minute = moment.milliseconds / 60_000 + 1
        let end = minute + 8 * 1440
        while minute < end {
            let next = Timestamp(milliseconds: minute * 60_000)
            if isOpen(at: calendar(next)) != isOpenNow { return next }
            minute += 1
        }
        return nil
    }

    private static func days(_ text: some StringProtocol) -> Set<Int>? {
        let ends = text.split(separator: "-", omittingEmptySubsequences: false).map {
            dayNames.firstIndex(of: $0.lowercased())
        }
        guard let first = ends.first ?? nil, let last = ends.last ?? nil, ends.count <= 2 else { return nil }
        let length = (last - first + 7) % 7
        return Set((0...length).map { (first + $0) % 7 + 1 })
    }

    private static func minutes(_ text: some StringProtocol) -> Range<Int>? {
        let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { minute($0) }
        guard ends.count == 2, let begin = ends[0], let end = ends[1], begin < end else { return nil }
        return begin..<end
    }

    /// Minutes since midnight of `6`, `6:30`, `24`.
    private static func minute(_ text: some StringProtocol) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count),
            parts.allSatisfy({ (1...2).contains($0.count) && $0.allSatisfy(\.isASCIIDigit) }),
            let hour = Int(parts[0]), let minute = parts.count == 2 ? Int(parts[1]) : 0,
            (0...59).contains(minute), hour * 60 + minute <= 24 * 60
        else { return nil }
        return hour * 60 + minute
    }
}

extension Character {
    fileprivate var isASCIIDigit: Bool { ("0"..."9").contains(self) }
}
