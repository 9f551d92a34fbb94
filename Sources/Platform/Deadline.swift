import Model

/// A moment on the monotonic clock after which a wait is given up.
struct Deadline {
    private let nanoseconds: Int64

    /// A year is the longest wait, so that the sum never overflows.
    init(after wait: Duration) {
        let wait = min(max(wait, .zero), .seconds(31_536_000))
        nanoseconds = SystemClock.monotonicNanoseconds() + wait.wholeMicroseconds * 1000
    }

    var hasPassed: Bool { SystemClock.monotonicNanoseconds() >= nanoseconds }

    /// For `poll`: rounded up, so that it is over when poll returns.
    var remainingMilliseconds: Int32 {
        let remaining = nanoseconds - SystemClock.monotonicNanoseconds()
        return remaining <= 0 ? 0 : Int32(clamping: (remaining + 999_999) / 1_000_000)
    }
}
