internal import Model

/// The daily backup: `backup: {directory: backups, keep: 2, at: "03:30"}`.
public struct BackupSettings: Sendable, Hashable {
    /// Where the backups lie.
    public var directory: String
    /// How many are kept; one more is there while the next is made.
    public var keep = 2
    /// When it is made, in minutes since midnight by the clock of the time zone.
    public var minuteOfDay = 3 * 60 + 30

    public init(directory: String) {
        self.directory = directory
    }

    /// `nil` for `no`, and where there is a mistake.
    ///
    /// - Parameters:
    ///   - node: What stands behind `backup:`, if it is written.
    ///   - parent: Where relative paths begin.
    ///   - standard: The directory if none is written.
    init?(_ node: YAMLNode?, beside parent: String, standard: String, _ mistakes: inout Mistakes) {
        self.init(directory: standard)
        guard let node else { return }
        if case .text = node.content {
            if node.flag("'backup'", &mistakes) != true { return nil }
            return
        }
        guard let fields = Fields(node, of: "'backup'", known: ["directory", "keep", "at"], &mistakes) else {
            return nil
        }
        if let path = fields.text("directory", &mistakes) {
            directory = path.hasPrefix("/") ? path : "\(parent)/\(path)"
        }
        keep = fields["keep"]?.integer("'keep'", in: 1...366, &mistakes).map { Int($0) } ?? keep
        minuteOfDay = fields["at"]?.timeOfDay("'at'", &mistakes) ?? minuteOfDay
    }
}

/// How long things are kept: `retention: {readings: 800d, hours: 5y, days: forever, events: forever}`; `nil` is for ever.
public struct RetentionSettings: Sendable, Hashable {
    /// Every reading: two years and a bit, so that a month can be held against the same month two years ago.
    public var readings: Duration? = .seconds(800 * 86_400)
    /// Least, greatest and average of every hour.
    public var hours: Duration? = .seconds(5 * 365 * 86_400)
    /// The same of every day.
    public var days: Duration?
    /// Events, incidents and what was told of them. For ever: they are what people did, and a busy year has less than
    /// 100 MB.
    public var events: Duration?

    public init() {}

    init(_ node: YAMLNode, _ mistakes: inout Mistakes) {
        let words = ["readings", "hours", "days", "events"]
        guard let fields = Fields(node, of: "'retention'", known: words, &mistakes) else { return }
        func span(_ word: String, from minimum: Duration, _ mistakes: inout Mistakes) -> Duration?? {
            fields[word]?.span("'\(word)'", from: minimum, &mistakes)
        }
        let day = Duration.seconds(86_400)
        readings = span("readings", from: day * 2, &mistakes) ?? readings
        events = span("events", from: day * 7, &mistakes) ?? events
        // What is coarser outlives what it is made of: who asks for long spans reads it instead.
        hours = coarser(
            "hours", span("hours", from: day * 2, &mistakes), hours, than: ("readings", readings), fields, &mistakes)
        days = coarser("days", span("days", from: day * 2, &mistakes), days, than: ("hours", hours), fields, &mistakes)
    }

    /// What is written, if it is no less than the finer level; without, the longer of the usual and the finer one.
    private func coarser(
        _ word: String, _ written: Duration??, _ usual: Duration?, than finer: (word: String, span: Duration?),
        _ fields: Fields, _ mistakes: inout Mistakes
    ) -> Duration? {
        guard let written, let node = fields[word] else {
            guard let usual, let span = finer.span else { return nil }
            return max(usual, span)
        }
        let isShorter = written.map { written in finer.span.map { written < $0 } ?? true } ?? false
        if isShorter {
            let least = finer.span?.configurationText ?? "forever"
            mistakes.add(
                node.location, "'\(word)' is shorter than '\(finer.word)' (\(least))",
                "write \(finer.span == nil ? "" : "at least ")\(least)")
        }
        return written
    }
}

extension YAMLNode {
    /// A time of day, `03:30` or `3.30`, in minutes since midnight.
    fileprivate func timeOfDay(_ what: String, _ mistakes: inout Mistakes) -> Int? {
        guard let text = text(what, &mistakes) else { return nil }
        let parts = text.split(separator: text.contains(":") ? ":" : ".", omittingEmptySubsequences: false)
        let isPlain = text.utf8.allSatisfy {
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == 0x3A || $0 == 0x2E
        }
        guard isPlain, parts.count == 2, parts[1].count == 2, let hour = Int(parts[0]), let minute = Int(parts[1]),
            (0...23).contains(hour), (0...59).contains(minute)
        else {
            mistakes.add(location, "\(what) is \(quoted(text))", "write a time of day, as \"03:30\"")
            return nil
        }
        return hour * 60 + minute
    }
}
