import Model
import SNMP

/// What a host has taught us, kept from visit to visit.
struct HostMemory {
    /// Its groups' layouts, by `probe.group`; known ones come from the store, so that slots survive a restart.
    var layouts: [String: GroupLayout] = [:]
    /// The groups whose layout was told in this run: whoever listens may know nothing of earlier ones.
    var toldLayouts: Set<String> = []
    var facts: HostFacts?
    var plan = ReadingPlan()
    /// What the rows of the plan's groups say of themselves, if it was asked for.
    var descriptions: [[RowDescription]] = []
    /// The plan's cells packed into messages.
    var requests: [PreparedRequest] = []
    /// The limits that the requests were packed for; `nil`: they are not those of the plan. Where the host has come to
    /// take other sizes they are packed anew before the next visit, not while one still refers to them.
    var packedFor: RequestSize?
    /// When tables were last discovered; `nil` before the first time and when something said that they have changed.
    var discovered: Timestamp?
    /// Instances of the plan that the device would not give. Each has caused one discovery; that it goes on causes no
    /// other until the regular one.
    var refused: Set<OID> = []
    /// The last sysUpTime, in hundredths of a second, and when it was read.
    var uptime: (ticks: UInt32, time: Timestamp)?
    /// The last discontinuity times, by their numbers in the plan.
    var discontinuities: [Int64?] = []
    var narrowCounters = NarrowCounters()
    var visits = 0
    /// Whether the last visit got an answer: a host that was silent is asked one question first.
    var answeredLast = false

    /// How long an agent is young, and how soon a young one is discovered again: net-snmp needs a minute before it shows
    /// its processors, a switch several before all its modules are up.
    private static let youth: (ticks: UInt32, interval: Duration) = (60_000, .seconds(60))

    /// Whether the tables are to be discovered in a visit at that time.
    func needsDiscovery(now: Timestamp, interval: Duration) -> Bool {
        guard let discovered else { return true }
        let isYoung = uptime.map { $0.ticks < HostMemory.youth.ticks } ?? false
        return now - discovered >= (isYoung ? min(interval, HostMemory.youth.interval) : interval)
    }

    /// Takes note of the sysUpTime of a visit.
    ///
    /// - Returns: Whether the agent has begun anew since the last one. TimeTicks wrap after 497 days (2³² hundredths):
    ///   going back by less than what that wrap and the elapsed time explain is no restart. One that is up for less than
    ///   the time since the last look has been restarted, even if it was up for less then.
    mutating func note(uptime ticks: UInt32, at time: Timestamp) -> Bool {
        defer { uptime = (ticks, time) }
        guard let before = uptime else { return false }
        let elapsed = (time - before.time).wholeMilliseconds / 10
        let tolerance = max(6000, elapsed / 10)
        guard ticks < before.ticks else { return Int64(ticks) < elapsed - tolerance }
        let grown = Int64(ticks &- before.ticks)
        return abs(grown - elapsed) > tolerance
    }
}

/// A request for known instances, encoded once and sent at every visit with another request-id.
struct PreparedRequest: Hashable {
    /// The cells of the plan, in the order of the message's bindings.
    var cells: Range<Int>
    /// Whether sysUpTime.0 stands before them.
    var hasUptime: Bool
    var message: RequestTemplate
    var size: RequestSize
}
