internal import Model

/// What goes wrong with the devices that are served, and with the line to them; nothing by default.
public struct Faults: Hashable, Sendable {
    /// Answers come so much later, without holding up others.
    public var latency = Duration.zero
    /// Of requests and of answers, each by itself.
    public var lossPercent = 0.0
    /// Longer answers vanish.
    public var dropOver: Int?
    /// Every so many devices is mute, counted in the order of their addresses; 1: all of them.
    public var muteEvery: Int?
    /// Answers are cut in the middle.
    public var isTruncating = false
    /// GETNEXT and GETBULK come back to objects that they had before.
    public var isNonIncreasing = false
    /// sysUpTime runs, and begins anew so often.
    public var restartEvery: Duration?
    /// The clock that engines of SNMPv3 write into their messages is not the one that they go by.
    public var hasWrongEngineTime = false
    /// All devices have one engine ID.
    public var isSharingEngineID = false
    /// A datagram that is no answer comes before each answer, and some answers are corrupted.
    public var isSendingGarbage = false
    /// What is random is the same for the same seed.
    public var seed: UInt64 = 0

    public init() {}

    /// Whether the device at a number from 0 never answers.
    func isMute(_ number: Int) -> Bool {
        guard let muteEvery else { return false }
        return (number + 1) % max(1, muteEvery) == 0
    }

    /// How long the devices have been up since the last restart, `elapsed` after they were started; `nil` where what
    /// was recorded stands still.
    func uptime(_ elapsed: Duration) -> Duration? {
        guard let restartEvery, restartEvery > .zero else { return nil }
        return elapsed - restartEvery * restarts(elapsed)
    }

    /// How often the devices have restarted.
    func restarts(_ elapsed: Duration) -> Int {
        guard let restartEvery, restartEvery > .zero else { return 0 }
        return Int(elapsed.wholeMicroseconds / max(1, restartEvery.wholeMicroseconds))
    }
}
