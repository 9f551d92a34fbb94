import Model
import Store

extension RecordedHistory {
    /// So many events are read at once for a board as it was; a quiet town has fewer in a year.
    private static let mostEvents = 20_000
    /// The stretch that is read first; each further one is twice as long.
    private static let firstStretch = Duration.seconds(7 * 86_400)
    /// Further back nothing is read at once.
    private static let farthest = Duration.seconds(20 * 366 * 86_400)

    /// The newest events up to a moment, newest first; from when on they are all, `nil`: there are no older ones.
    @concurrent
    func newestEvents(upTo moment: Timestamp) async throws(StoreError) -> (events: [Event], since: Timestamp?) {
        var events: [Event] = []
        var end = moment
        var stretch = Self.firstStretch
        while events.count < Self.mostEvents {
            guard moment - end < Self.farthest else { return (events, nil) }
            let start = end - stretch
            events += try await reader.events(from: start, to: end).reversed()
            end = start - .milliseconds(1)
            stretch = stretch * 2
        }
        return (events, end + .milliseconds(1))
    }
}

extension Watch {
    /// What is known of each host at a moment: one look at all of them, and where that did not reach back far enough,
    /// what is older of those of whom little was found.
    func events(upTo moment: Timestamp, of hosts: [Host.Name], limit: Int) async throws -> [Host.Name: [Event]] {
        let (events, since) = try await history.newestEvents(upTo: moment)
        var found = Dictionary(grouping: events, by: \.check.host)
        guard let since else { return found }
        for host in hosts {
            let missing = limit - (found[host]?.count ?? 0)
            guard missing > 0 else { continue }
            found[host, default: []] += try await archive.events(host: host, before: since, limit: missing)
        }
        return found
    }
}
