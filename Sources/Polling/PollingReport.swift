public import Model

/// What polling has to tell, in the order in which it happened.
public enum PollingReport: Sendable {
    case visit(PollReport)
    case echoes(EchoReport)
    case reach(ReachReport)
}

/// What happened since the start, for the daemon's own light and for benchmarks. Nothing is dropped silently.
public struct PollingCounters: Sendable, Hashable {
    public var visits = 0
    /// Visits that began more than a tenth of the interval after their turn.
    public var lateVisits = 0
    /// Turns that came while the visit before was still going on.
    public var overruns = 0
    /// The longest delay of a visit behind its turn since the start.
    public var worstDelay = Duration.zero
    public var requests = 0
    public var retransmissions = 0
    public var responses = 0
    /// Of SNMP, without the headers of IP and UDP.
    public var octetsSent = 0
    public var octetsReceived = 0
    public var values = 0
    /// Datagrams that were no answer to anything on its way.
    public var strays = 0
    /// Datagrams with a request-id of ours from another address than was asked.
    public var foreign = 0
    /// Datagrams that could not be decoded.
    public var malformed = 0
    /// Messages of SNMPv3 that bear another digest than the key gives, or come from another engine or user than was asked.
    public var unauthentic = 0
    /// Authentic messages of SNMPv3 to which no question is on its way: replayed, or late.
    public var replayed = 0
    /// Reports that nobody fetched in time.
    public var droppedReports = 0
    /// Times that a host had to wait because too many requests were on their way.
    public var throttled = 0
    /// Datagrams that the kernel dropped because the receive buffer was full.
    public var overflowed = 0
    public var sendFailures = 0
    public var echoesSent = 0
    public var echoesAnswered = 0

    public init() {}
}

extension PollingCounters {
    /// All of them by name, for the API; durations in milliseconds.
    public var byName: [String: Int] {
        [
            "visits": visits, "lateVisits": lateVisits, "overruns": overruns,
            "worstDelayMilliseconds": Int(clamping: worstDelay.wholeMilliseconds), "requests": requests,
            "retransmissions": retransmissions, "responses": responses, "octetsSent": octetsSent,
            "octetsReceived": octetsReceived, "values": values, "strays": strays, "foreign": foreign,
            "malformed": malformed, "unauthentic": unauthentic, "replayed": replayed, "droppedReports": droppedReports,
            "throttled": throttled, "overflowed": overflowed, "sendFailures": sendFailures, "echoesSent": echoesSent,
            "echoesAnswered": echoesAnswered,
        ]
    }
}
