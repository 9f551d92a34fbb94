/// Where the simulated town lives, so that a configuration made for it is never polled on a real network.
public enum LabNetwork {
    /// 10.77.0.0/16: the town's addresses inside its own network namespace.
    public static let prefix = IPAddress.v4(0x0a4d_0000)
    /// 127.77.0.0/16: the same town where no namespace is to be had.
    public static let loopbackPrefix = IPAddress.v4(0x7f4d_0000)
    /// The network interface that leads to the town; it exists only inside the lab's namespace.
    public static let interface = "town0"
    /// SNMP's port where 161 is not to be had.
    public static let unprivilegedPort: UInt16 = 16161

    /// Whether the address is one of the town inside its namespace.
    public static func contains(_ address: IPAddress) -> Bool {
        guard case .v4(let number) = address, case .v4(let first) = prefix else { return false }
        return number >> 16 == first >> 16
    }
}
