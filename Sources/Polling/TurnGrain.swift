/// Moments so far apart, the same for everybody: what comes due between two of them is done at the second. Times are
/// monotonic nanoseconds.
struct TurnGrain {
    private var nanoseconds: Int64 = 1

    /// Moments as they come.
    init() {}

    /// - Parameter intervals: Of all hosts. Nobody's turn is put off by more than a twentieth of the shortest one.
    init(intervals: [Duration], _ settings: Exchange.Settings) {
        guard let shortest = intervals.min()?.nanoseconds else { return }
        let turnsPerNanosecond = intervals.reduce(0) { $0 + 1 / Double(max(1, $1.nanoseconds)) }
        let together = Double(settings.turnsTogether) / turnsPerNanosecond
        nanoseconds = max(1, min(settings.turnGrain.nanoseconds, shortest / 20, Int64(together)))
    }

    /// The last of the moments: whatever is due by then is due now.
    func last(before now: Int64) -> Int64 {
        now / nanoseconds * nanoseconds
    }

    /// The first of the moments at which something is due.
    func next(after due: Int64) -> Int64 {
        (due + nanoseconds - 1) / nanoseconds * nanoseconds
    }
}
