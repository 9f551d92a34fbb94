/// What is worth mending about a host although no light changes its colour for it.
public enum Finding: Sendable, Hashable, Codable {
    /// Other hosts call themselves by the same SNMPv3 engine ID. It has to be unique (RFC 3411 §3.1.1.1): who asks one of
    /// them with keys and clock of another is refused.
    case sharedEngine(engine: EngineID, with: [Host.Name])
    /// The agent has another SNMPv3 engine ID than before, since then.
    case changedEngine(from: EngineID, to: EngineID, since: Timestamp)
}
