/// Reports that were not handed over yet. Handing over wakes somebody, so what can wait gathers.
struct UnreportedNews {
    private var reports: [PollingReport] = []
    /// When the oldest came, in monotonic nanoseconds.
    private var since: Int64 = 0
    private var isUrgent = false

    /// How long a report that is not urgent may wait for others.
    private static let patience: Int64 = 250_000_000

    mutating func add(_ report: PollingReport, now: Int64) {
        if reports.isEmpty { since = now }
        reports.append(report)
        switch report {
        // A colour hangs on it.
        case .reach: isUrgent = true
        case .visit, .echoes: break
        }
    }

    /// When they have to be handed over; `nil` if there are none.
    var due: Int64? {
        if reports.isEmpty { return nil }
        return isUrgent ? 0 : since + UnreportedNews.patience
    }

    /// Takes them all out.
    mutating func takeAll() -> [PollingReport] {
        defer { self = UnreportedNews() }
        return reports
    }
}
