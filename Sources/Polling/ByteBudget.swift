/// How many bytes a second may go to and from the hosts of a site: what was spent, and when the next may go. A bucket that
/// holds a second's worth, kept as one moment (the generic cell rate algorithm, ITU-T I.371 annex A). Times are
/// monotonic nanoseconds.
public struct ByteBudget: Sendable, Hashable {
    /// Always at least 1.
    public let bytesPerSecond: Int
    /// When all that was spent is paid off.
    private var paid: Int64 = .min
    /// What went in each of the last seconds, by the second's number modulo their count.
    private var seconds: [Int] = []
    /// The number of the newest of these seconds.
    private var newest: Int64 = 0

    /// The longest time for which a debt keeps others waiting; what a flood of answers ran up beyond it is let go.
    private static let longestDebt: Int64 = 60_000_000_000
    private static let nanosecondsPerSecond: Int64 = 1_000_000_000
    /// Seconds that are remembered: a minute.
    private static let remembered = 60
    /// Far more than any datagram, few enough that no product runs over.
    private static let mostBytes = 1 << 30

    /// - Parameter bytesPerSecond: Less than 1 counts as 1.
    public init(bytesPerSecond: Int) {
        self.bytesPerSecond = max(1, bytesPerSecond)
    }

    /// Takes note of bytes that went or came. More than there was room for are a debt: the next wait until it is paid.
    public mutating func spend(_ bytes: Int, now: Int64) {
        guard bytes > 0 else { return }
        paid = min(max(paid, now) + cost(of: bytes), now + ByteBudget.longestDebt)
        remember(bytes, now: now)
    }

    /// When so many bytes may go: the moment, not after `now` if it is now. After an idle second any datagram may,
    /// however large.
    public func nextAllowed(bytes: Int, now: Int64) -> Int64 {
        let burst = ByteBudget.nanosecondsPerSecond
        return max(paid, now) + min(cost(of: bytes), burst) - burst
    }

    /// The bytes of the last 60 seconds, the one that has just begun among them.
    public func lastMinute(now: Int64) -> Int {
        let second = ByteBudget.second(of: now)
        guard !seconds.isEmpty, second - newest < Int64(ByteBudget.remembered) else { return 0 }
        // The oldest ones that are still kept may be older than a minute by now.
        let first = max(second, newest) - Int64(ByteBudget.remembered) + 1
        return (first...max(first, newest)).reduce(0) { $0 + seconds[ByteBudget.place(of: $1)] }
    }

    /// How long so many bytes take at this rate.
    private func cost(of bytes: Int) -> Int64 {
        Int64(min(max(0, bytes), ByteBudget.mostBytes)) * ByteBudget.nanosecondsPerSecond / Int64(bytesPerSecond)
    }

    private mutating func remember(_ bytes: Int, now: Int64) {
        if seconds.isEmpty {
            seconds = Array(repeating: 0, count: ByteBudget.remembered)
            newest = ByteBudget.second(of: now)
        }
        let second = ByteBudget.second(of: now)
        if second > newest {
            for passed in max(newest + 1, second - Int64(ByteBudget.remembered) + 1)...second {
                seconds[ByteBudget.place(of: passed)] = 0
            }
            newest = second
        }
        seconds[ByteBudget.place(of: newest)] += bytes
    }

    private static func second(of now: Int64) -> Int64 { now / nanosecondsPerSecond }

    private static func place(of second: Int64) -> Int {
        Int((second % Int64(remembered) + Int64(remembered)) % Int64(remembered))
    }
}
