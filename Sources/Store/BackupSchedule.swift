public import Model

/// When the next daily backup is due, and how the last one went.
public struct BackupSchedule: Sendable {
    /// Not in the first minute: the start has enough to do.
    static let patience = Duration.seconds(60)
    /// After one that failed.
    static let pause = Duration.seconds(3600)

    public let started: Timestamp
    /// The time of the last good one.
    public private(set) var last: Timestamp?
    /// Its size, if it was made since the start.
    public private(set) var bytes: Int64?
    /// Why there is none of today.
    public private(set) var failure: StoreError?
    public private(set) var isRunning = false
    private var failed: Timestamp?

    public init(started: Timestamp) {
        self.started = started
    }

    /// Whether one is to be made now: none was made since the time of day came last.
    ///
    /// - Parameters:
    ///   - newest: The time of the newest one that is there.
    ///   - moment: When the time of day was, or will be, on the day of a moment.
    public mutating func isDue(now: Timestamp, newest: Timestamp?, moment: (Timestamp) -> Timestamp) -> Bool {
        last = newest
        // A clock that was set back does not wait for the time of the failure to come again.
        let isPaused = failed.map { now >= $0 && now < $0 + BackupSchedule.pause } ?? false
        guard !isRunning, !isPaused, now >= started + BackupSchedule.patience else { return false }
        let today = moment(now)
        let latest = today <= now ? today : moment(now - .seconds(86_400))
        return last.map { $0 < latest } ?? true
    }

    /// One is being made.
    public mutating func begin() { isRunning = true }

    /// It is there.
    public mutating func succeed(at time: Timestamp, bytes: Int64) {
        isRunning = false
        (failure, failed) = (nil, nil)
        last = time
        self.bytes = bytes
    }

    /// There is none: it is tried again after a pause. One that was stopped is nobody's fault.
    public mutating func fail(_ error: StoreError, at time: Timestamp) {
        isRunning = false
        if error.code != .cancelled { (failure, failed) = (error, time) }
    }
}
