/// Why a check has its colour where one number and its limit do not say it all.
public enum ConditionGround: Sendable, Hashable, Codable {
    /// So many of the last polls found it: the newest of these, which need not be the last poll.
    indirect case repeated(reason: Reason, count: Int, of: PollQuorum)
}
