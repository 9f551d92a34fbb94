import Config
import Control
import ControlServer
import Logging
import Model
import Platform
import Polling
import Rules
import Store

/// What the API asks.
extension Watch: ControlSource {
    func counters() async -> CountersReply {
        CountersReply(started: started, polling: await exchange.counters.byName)
    }

    /// As it was published last. While a commit hangs its time stands still, as nothing is published then: screens say
    /// NOT LIVE.
    func board() -> Board {
        var board = published.board
        let now = SystemClock.now()
        board.time = commitBegan.map { now - $0 > Watch.commitPatience ? $0 : now } ?? now
        let used = judge.usedBytesPerSecond(now: now)
        for place in board.sites.indices { board.sites[place].usedBytesPerSecond = used[board.sites[place].id] }
        return board
    }

    func changes() -> AsyncStream<BoardUpdate> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: BoardUpdate.self, bufferingPolicy: .bufferingNewest(64))
        updates = continuation
        continuation.yield(.full(published.board))
        return stream
    }

    func detail(of host: Host.Name) async -> HostDetail? {
        guard var detail = judge.detail(of: host, now: SystemClock.now()) else { return nil }
        let credential = detail.polled?.credential.flatMap { loaded.configuration.credentials[$0] }
        detail.polled?.version = credential?.version
        detail.attachment = surroundings.attachment(of: host, among: detail.light.parents)
        do {
            detail.events = try await archive.events(host: host, limit: 10)
        } catch {
            logger.error("\(error)")
        }
        return detail
    }

    func facts() async -> [Host.Name: HostFacts] { judge.facts }

    func events(_ question: EventsQuestion) async throws -> [Event] {
        try await archive.events(
            host: question.host, from: question.from, before: question.before, limit: question.limit)
    }

    /// As they were told; of those that are closed, with what was wrong instead of what made them end.
    func incidents(_ question: IncidentsQuestion) async throws -> [Incident] {
        try await archive.incidents(
            from: question.from, to: question.to, host: question.host, site: question.site, after: question.after,
            limit: question.limit
        ).told(by: archive)
    }

    func incident(_ number: Incident.Number) async throws -> Incident? {
        guard let incident = try await archive.incident(number) else { return nil }
        return try await [incident].told(by: archive).first
    }
}

extension [Incident] {
    /// Those that are closed with the reason of their worst colour.
    fileprivate func told(by archive: Archive) async throws -> [Incident] {
        let reasons = try await archive.troubles(of: filter { $0.closed != nil })
        return map { incident in
            var incident = incident
            incident.reason = reasons[incident.number] ?? incident.reason
            return incident
        }
    }
}
