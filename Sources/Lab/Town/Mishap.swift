/// Something that goes wrong in the town, at an offset from its opening or on demand. What the monitor makes of it is
/// an incident; this is the deed.
public struct Mishap: Sendable, Hashable {
    public var name: String
    public var deed: Deed
    /// After the opening; `nil`: only on demand.
    public var offset: Duration?
    /// `nil`: until somebody ends it.
    public var duration: Duration?

    public init(name: String, deed: Deed, offset: Duration? = nil, duration: Duration? = nil) {
        self.name = name
        self.deed = deed
        self.offset = offset
        self.duration = duration
    }

    /// What happens, and to whom. The words of the town file stand behind each.
    public enum Deed: Sendable, Hashable {
        /// `dead`: no power. It and all that hangs on it fall silent; it boots when this ends.
        case dead(host: String)
        /// `agent-silent`: answers echoes, not SNMP.
        case agentSilent(host: String)
        /// `disk-fills`: the volume grows to so many per cent within a time.
        case diskFills(host: String, volume: String, percent: Double, within: Duration)
        /// `fan-fails`: numbered from 1.
        case fanFails(host: String, unit: Int)
        /// `power-supply-fails`: numbered from 1; the ports of `dark` hosts get no power any more.
        case powerSupplyFails(host: String, unit: Int, dark: [String])
        /// `service-stops`
        case serviceStops(host: String, service: String)
        /// `line-cut`: nothing of the site is reachable.
        case lineCut(site: String)
        /// `line-slow`: so much more latency and loss.
        case lineSlow(site: String, latency: Duration, lossPercent: Double)
    }
}
