public import Model

/// What the configuration file and the files it includes say, checked.
public struct Configuration: Sendable {
    /// Where the database lies.
    public var dataDirectory: String
    /// The Unix socket on which screens and commands ask.
    public var socketPath: String
    /// A name of the IANA time zone database, as `Europe/Helsinki`.
    public var timezone: String
    public var language: Language
    /// How often a host is read.
    public var interval: Duration
    /// How often a host is pinged; at most `interval`.
    public var ping: Duration
    /// How long a new host's yellows are not told; zero: they are at once.
    public var grace: Duration
    public var people: PeopleSettings
    /// The heading of the screen.
    public var title: String
    /// By their words under `snmp:`.
    public var credentials: [String: Credential]
    public var fleet: Fleet
    /// In the order of the files.
    public var rules: [Rule]
    /// What people use that needs several hosts.
    public var applications: [Application]
    /// By the probes that they are about.
    public var policies: [VersionPolicy]
    /// Where probes are looked for, if the file says so.
    public var probesDirectory: String?
    /// Whether addresses of the simulated town may be polled outside of it (`allow-lab-network: yes`).
    public var allowsLabNetwork: Bool
    /// The daily backup; `nil`: none is made.
    public var backup: BackupSettings?
    public var retention: RetentionSettings
    /// The path of the file as it was given.
    public var file: String
    /// Every file that was read, as messages name them: the main file first.
    public var files: [String]
    /// What does not keep it from working but ought to be mended.
    public var warnings: [Mistake]
}
