internal import Model

/// What the last polls of a check found, for a colour that shows only if enough of them found it. It counts polls, not time:
/// what a restart or an outage leaves out is no poll. Kept with the check's state.
struct PollWindow: Sendable, Hashable, Codable {
    private(set) var quorum: PollQuorum
    /// The newest poll in the lowest bit, set where it was that colour or worse.
    private var yellows: UInt32 = 0
    private var reds: UInt32 = 0

    init(_ quorum: PollQuorum) {
        self.quorum = quorum
    }

    /// The same polls under another quorum.
    mutating func follow(_ quorum: PollQuorum) {
        self.quorum = quorum
        yellows &= mask
        reds &= mask
    }

    /// - Parameter isCorrection: The poll that was taken last is judged again.
    mutating func take(_ status: Status, isCorrection: Bool) {
        if isCorrection {
            yellows &= ~1
            reds &= ~1
        } else {
            yellows = yellows << 1 & mask
            reds = reds << 1 & mask
        }
        if status.isTrouble { yellows |= 1 }
        if status == .red { reds |= 1 }
    }

    /// The worst colour that enough polls found.
    var colour: Status? {
        if reds.nonzeroBitCount >= quorum.needed { return .red }
        return yellows.nonzeroBitCount >= quorum.needed ? .yellow : nil
    }

    /// How many polls found it as bad as it shows.
    var count: Int { colour == .red ? reds.nonzeroBitCount : yellows.nonzeroBitCount }

    private var mask: UInt32 { UInt32(1) << UInt32(quorum.polls) - 1 }
}
