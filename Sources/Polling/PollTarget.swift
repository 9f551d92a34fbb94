public import Model

/// A host as it is to be polled.
public struct PollTarget: Sendable, Hashable {
    public var host: Host
    /// `nil`: it is only pinged.
    public var credential: Credential?
    public var interval: Duration
    public var ping: Duration

    public init(host: Host, credential: Credential?, interval: Duration, ping: Duration) {
        self.host = host
        self.credential = credential
        self.interval = interval
        self.ping = ping
    }
}
