/// What is worth mending about a host, or worth knowing of its past, although no light changes its colour for it.
public enum Finding: Sendable, Hashable, Codable {
    /// Other hosts call themselves by the same SNMPv3 engine ID. It has to be unique (RFC 3411 §3.1.1.1): who asks one of
    /// them with keys and clock of another is refused.
    case sharedEngine(engine: EngineID, with: [Host.Name])
    /// The agent has another SNMPv3 engine ID than before, since then.
    case changedEngine(from: EngineID, to: EngineID, since: Timestamp)
    /// Of an event only: it has another address now, and goes on with its history.
    case changedAddress(from: IPAddress?, to: IPAddress?)
    /// Of an event only: another device answers at its address, by the serial number.
    case changedDevice(from: String, to: String)
    /// Of an event only: it stands in the table of that host.
    case appeared(at: Host.Name)
    /// Of an event only: it hangs on the port of that one, which is gone.
    case replaces(Host.Name)
    /// Of an event only: it or its agent was started anew, at that moment.
    case rebooted(at: Timestamp)
    /// Of an event only: it runs another version now.
    case changedVersion(from: String, to: String)
    /// Of an event only: the daemon goes on with another configuration, in which this concerns the host.
    case configured(ConfigurationChange)
    /// Of an event only: it hangs on another port of what it hangs on by the configuration.
    case moved(from: Attachment, to: Attachment)
}
