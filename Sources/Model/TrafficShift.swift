/// Traffic at a port that became another one than it was at the same time a day before and in most of that day.
public struct TrafficShift: Sendable, Hashable, Codable {
    public var port: Attachment
    /// As the port counts: in is what comes from the host that hangs on it.
    public var isIn: Bool
    /// When it began, to ten minutes.
    public var time: Timestamp
    /// In bits a second: as it was, and the farthest from it.
    public var before: Double
    public var after: Double

    /// How long what was recorded is averaged over.
    public static let window = Duration.seconds(600)
    /// How far before a trouble it is looked at, and how much before that it is compared with.
    public static let recent = Duration.seconds(3600)
    public static let reference = Duration.seconds(26 * 3600)
    /// By so many times it has to be more, or less.
    private static let factor = 3.0
    /// And by so many bits a second: less is no traffic.
    private static let least = 1e6
    /// So many windows are too few to compare with.
    private static let fewest = 12
    private static let day = Duration.seconds(86_400)

    public init(port: Attachment, isIn: Bool, time: Timestamp, before: Double, after: Double) {
        self.port = port
        self.isIn = isIn
        self.time = time
        self.before = before
        self.after = after
    }

    /// - Parameters:
    ///   - rates: Bits a second in windows of `window`, by their begin.
    ///   - moment: When the trouble began; a window that it lies in shows its consequences.
    /// - Returns: `nil` if nothing of note changed in the hour before.
    public init?(port: Attachment, isIn: Bool, rates: [(begin: Timestamp, value: Double)], before moment: Timestamp) {
        let start = moment - TrafficShift.recent
        let past = rates.filter { $0.begin + TrafficShift.window <= start }
        guard past.count >= TrafficShift.fewest else { return nil }
        let median = past.map(\.value).sorted()[past.count / 2]
        func usual(_ time: Timestamp) -> ClosedRange<Double> {
            let yesterday = past.filter { abs(($0.begin + TrafficShift.day - time).wholeMilliseconds) <= 3_600_000 }
            let values = yesterday.map(\.value) + [median]
            return (values.min() ?? median)...(values.max() ?? median)
        }
        let changed = rates.filter { $0.begin >= start && $0.begin + TrafficShift.window <= moment }.filter {
            let usual = usual($0.begin)
            return $0.value >= usual.upperBound * TrafficShift.factor
                && $0.value - usual.upperBound >= TrafficShift.least
                || $0.value * TrafficShift.factor <= usual.lowerBound
                    && usual.lowerBound - $0.value >= TrafficShift.least
        }
        guard let first = changed.first else { return nil }
        let farthest = changed.map(\.value).max { abs($0 - median) < abs($1 - median) } ?? first.value
        self.init(port: port, isIn: isIn, time: first.begin, before: median, after: farthest)
    }
}

extension Wording {
    /// `core-1 A2: traffic in 340 Mbit/s, else 12 Mbit/s`.
    func traffic(_ shift: TrafficShift) -> String {
        let port = "\(shift.port.host) \(shift.port.port)".visible(limit: 120)
        let direction = shift.isIn ? say(fi: "sisään", sv: "in", en: "in") : say(fi: "ulos", sv: "ut", en: "out")
        let (before, after) = (value(shift.before, .bitsPerSecond), value(shift.after, .bitsPerSecond))
        return say(
            fi: "\(port): liikenne \(direction) \(after), muuten \(before)",
            sv: "\(port): trafik \(direction) \(after), annars \(before)",
            en: "\(port): traffic \(direction) \(after), else \(before)")
    }
}
