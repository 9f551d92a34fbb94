internal import Model

/// sysUpTime of an agent as it was read at a moment.
struct Uptime: Sendable, Hashable, Codable {
    var time: Timestamp
    /// In hundredths of a second; wraps after 497 days (TimeTicks, RFC 2578 §7.1.8).
    var ticks: UInt32

    /// How far the moment of a start may be off: a visit takes its time.
    private static let slack = Duration.seconds(60)

    /// When the agent was started since then, if it was: only if its clock went back, as there are agents whose clock goes
    /// too slowly or stands still. The wrap is no start; nor is one that lies before the reading before: then somebody
    /// else answers, or the agent counts wrongly.
    func restart(seenBy later: Uptime) -> Timestamp? {
        guard later.time > time, later.ticks < ticks,
            CounterRate(from: time, to: later.time, uptimes: (ticks, later.ticks)) == nil
        else { return nil }
        let started = later.time - .milliseconds(Int64(later.ticks) * 10)
        return started >= time - Uptime.slack ? started : nil
    }
}

extension Judge {
    /// Tells that a host was started anew, by its sysUpTime. No light changes for it.
    mutating func noteUptime(_ readings: Readings, of place: Int, now: Timestamp, into outcome: inout Outcome) {
        guard let ticks = readings.uptime else { return }
        let uptime = Uptime(time: readings.time, ticks: ticks)
        let before = watched[place].uptime
        // The groups of one visit come in any order.
        if let before, before.time >= uptime.time { return }
        watched[place].uptime = uptime
        guard let started = before?.restart(seenBy: uptime) else { return }
        tell(.rebooted(at: started), of: place, now: now, into: &outcome)
    }

    /// Tells that a host runs another version.
    mutating func noteVersion(
        _ facts: HostFacts, after before: HostFacts?, of place: Int, now: Timestamp, into outcome: inout Outcome
    ) {
        guard let old = before?.version, let new = facts.version, old != new else { return }
        tell(.changedVersion(from: old, to: new), of: place, now: now, into: &outcome)
    }
}
