import Model
import Platform
import SNMP

/// What keeps a question waiting for the sake of an agent or a line.
extension Exchange {
    /// Until when a host's next question waits; `nil` if it may go now, and where there is none to be asked.
    func restUntil(_ place: Int) -> Int64? {
        guard hosts[place].pacing.gapMilliseconds > 0 || hosts[place].target.budget != nil || requestBudget != nil
        else {
            return nil
        }
        let now = SystemClock.monotonicNanoseconds()
        var time = hosts[place].nextAllowed
        if let requestBudget {
            time = max(time, requestBudget.nextAllowed(bytes: Exchange.share(of: requestBudget), now: now))
        }
        if let budget = budgets[hosts[place].target.site] {
            let octets = hosts[place].sizes.get.maximumResponseOctets
            time = max(time, budget.nextAllowed(bytes: 2 * octets, now: now))
        }
        return time > now ? time : nil
    }

    /// What must be free before a request goes: nearly all, so that no second's worth goes at once.
    private static func share(of budget: ByteBudget) -> Int { max(1, budget.bytesPerSecond * 9 / 10) }

    /// Takes note of a datagram from or to a host, on its site's budget.
    func spend(_ octets: Int, of place: Int, now: Int64) {
        guard hosts[place].target.budget != nil else { return }
        budgets[hosts[place].target.site]?.spend(octets + Exchange.headerOctets, now: now)
    }

    /// Of IPv4 and UDP, without which no message travels.
    private static let headerOctets = 28

    /// Enters the sites' budgets; what was spent of one that stays is kept.
    func takeBudgets(of targets: [PollTarget]) {
        var known: [Site.Key: ByteBudget] = [:]
        for target in targets {
            guard let bytes = target.budget, known[target.site] == nil else { continue }
            let before = budgets[target.site]
            known[target.site] = before?.bytesPerSecond == bytes ? before : ByteBudget(bytesPerSecond: bytes)
        }
        budgets = known
    }
}
