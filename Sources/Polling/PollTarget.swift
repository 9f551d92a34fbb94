public import Model

/// A host as it is to be polled.
public struct PollTarget: Sendable, Hashable {
    public var host: Host
    /// `nil`: it is only pinged.
    public var credential: Credential?
    public var interval: Duration
    public var ping: Duration
    /// How many bytes of SNMP a second may go to and from all hosts of its site together; `nil`: as many as it takes.
    public var budget: Int?

    /// Whose budget it shares.
    public var site: Site.Key { host.site }

    public init(host: Host, credential: Credential?, interval: Duration, ping: Duration, budget: Int? = nil) {
        self.host = host
        self.credential = credential
        self.interval = interval
        self.ping = ping
        self.budget = budget
    }
}
