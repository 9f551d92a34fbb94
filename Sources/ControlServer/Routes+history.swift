import Control
import Hummingbird
import Model

extension Routes {
    // MARK: - Incidents

    func incidents(_ parameters: Parameters) async throws -> Response {
        var question = IncidentsQuestion(
            from: try parameters.time("from"), to: try parameters.time("to"), host: try parameters.text("host"),
            site: try parameters.text("site"))
        if let limit = try parameters.number("limit", IncidentsQuestion.limits) { question.limit = limit }
        question.after = try parameters.number("after", 0...Int.max).map { Incident.Number($0) }
        if let from = question.from, let to = question.to, from > to {
            throw APIError(.badRequest, "from \(from) is after to \(to)", remedy: "swap them")
        }
        let board = await source.board()
        let incidents = try await source.incidents(question)
        // Incidents outlive hosts and sites: a name is unknown only if nothing is there of it at all.
        if incidents.isEmpty, question.after == nil { try await check(question, on: board) }
        let names = Dictionary(board.sites.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
        let sites = Dictionary(
            incidents.map { ($0.site, names[$0.site] ?? $0.site) }, uniquingKeysWith: { first, _ in first })
        return try .json(
            IncidentsReply(
                incidents: incidents, sites: sites,
                next: incidents.count == question.limit ? incidents.last?.number : nil,
                text: text.incidents(incidents, sites: sites, now: board.time)))
    }

    private func check(_ question: IncidentsQuestion, on board: Board) async throws {
        if let host = question.host, !board.hosts.contains(where: { $0.id == host }) { throw await unknown(host) }
        if let site = question.site, !board.sites.contains(where: { $0.id == site }) {
            let nearest = NearestNames.of(site, among: board.sites.lazy.map(\.id))
            throw APIError(
                .notFound, "no site \(site.visible(limit: 100))",
                remedy: nearest.isEmpty
                    ? "\(ControlPath.status) lists all sites" : "did you mean \(nearest.joined(separator: ", "))?",
                nearest: nearest)
        }
    }

    func incident(_ number: String) async throws -> Response {
        guard let wanted = Incident.Number(number), wanted > 0 else {
            throw APIError(
                .badRequest, "\(number.visible(limit: 40)) is no number of an incident",
                remedy: "write \(ControlPath.incidents)/1482")
        }
        guard let incident = try await source.incident(wanted) else {
            throw APIError(.notFound, "no incident #\(wanted)", remedy: "\(ControlPath.incidents) lists them")
        }
        let board = await source.board()
        var events: [Event] = []
        for host in [incident.cause.host] + incident.behind where events.count < EventsQuestion.limits.upperBound {
            events += try await source.events(
                EventsQuestion(
                    host: host, limit: EventsQuestion.limits.upperBound, from: incident.opened,
                    before: incident.closed.map { $0 + .milliseconds(1) })
            ).reversed().filter { $0.incident == wanted }
        }
        events = events.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }
            .map(\.element)
        return try .json(
            IncidentReply(
                incident: incident, site: board.sites.first { $0.id == incident.site }?.name ?? incident.site,
                events: events, text: text.events(events, now: board.time)))
    }

    // MARK: - What changed before

    func why(_ encoded: String, _ parameters: Parameters) async throws -> Response {
        let name = try name(encoded)
        let board = await source.board()
        guard let light = board.hosts.first(where: { $0.id == name }) else { throw await unknown(name) }
        let asked = try parameters.time("at")
        let end = asked ?? board.time
        let incidents = try await allIncidents(of: name, from: end - Why.repetitionSpan, to: end)
        // Without a time the newest trouble is meant, however old it is.
        var incident = incidents.last
        if incident == nil, asked == nil { incident = try await allIncidents(of: name, from: nil, to: end).last }
        let why = Why(
            host: name, parents: board.ancestors(of: light), neighbours: board.neighbours(of: light),
            daemon: Host.daemon, attachment: await source.detail(of: name)?.attachment,
            before: asked ?? incident?.opened ?? end, incident: incident)
        let lines = why.lines(
            events: try await events(around: why),
            incidents: try await allIncidents(of: name, from: why.moment - Why.repetitionSpan, to: why.moment),
            traffic: try await traffic(around: why))
        return try .json(
            WhyReply(
                host: name, at: why.moment, incident: incident, lines: lines,
                text: lines.map { text.line($0.time, text.wording.why($0, of: name, now: board.time)) }))
    }

    /// What changed at the port that the host hangs on.
    private func traffic(around why: Why) async throws -> [TrafficShift] {
        guard let port = why.attachment, !port.port.isEmpty, !port.port.contains("*") else { return [] }
        let question = QueryQuestion(
            host: port.host, series: "port/\(port.port)/*Octets",
            from: why.moment - TrafficShift.recent - TrafficShift.reference, to: why.moment,
            step: .seconds(Int(TrafficShift.window.components.seconds)), show: [.average])
        guard let reply = try await source.query(question) else { return [] }
        return reply.series.compactMap { series in
            guard series.unit == .bytesPerSecond else { return nil }
            let rates = series.points.compactMap { point in
                point.value.map { (begin: point.time, value: $0 * 8) }
            }
            return TrafficShift(
                port: port, isIn: series.path.hasSuffix("/inOctets"), rates: rates, before: why.moment)
        }
    }

    // MARK: - The board as it was

    func replay(_ parameters: Parameters) async throws -> Response {
        guard let moment = try parameters.time("at") else {
            throw APIError(
                .badRequest, "when?", remedy: "ask for \(ControlPath.replay)?at=2026-11-23T10:16:04Z")
        }
        let board = await source.board()
        guard moment <= board.time else {
            throw APIError(.badRequest, "at \(moment) is yet to come", remedy: "ask for \(ControlPath.status)")
        }
        var replay = Replay(of: board, at: moment)
        let events = try await source.events(
            upTo: moment, of: board.hosts.map(\.id), limit: Replay.eventLimit)
        for host in board.hosts { replay.add(events[host.id] ?? [], of: host.id) }
        let result = replay.result(incidents: try await allIncidents(from: moment, to: moment))
        return try .json(
            ReplayReply(board: result.board, quiet: result.quiet, text: text.incidents(result.board)))
    }

    private func allIncidents(
        of host: Host.Name? = nil, from: Timestamp?, to: Timestamp
    ) async throws -> [Incident] {
        var question = IncidentsQuestion(from: from, to: to, host: host, limit: IncidentsQuestion.limits.upperBound)
        var all: [Incident] = []
        repeat {
            let page = try await source.incidents(question)
            all += page
            question.after = page.count == question.limit ? page.last?.number : nil
        } while question.after != nil
        return all
    }

    /// Of the host and the daemon a week, of what is around it an hour.
    private func events(around why: Why) async throws -> [Event] {
        let limit = EventsQuestion.limits.upperBound
        var events = try await source.events(
            EventsQuestion(
                host: why.host, limit: limit, from: why.moment - Why.memorableSpan, before: why.moment))
        let begin = why.moment - Why.surroundingsSpan
        for parent in why.parents.sorted() {
            events += try await source.events(
                EventsQuestion(host: parent, limit: limit, from: begin, before: why.moment))
        }
        events += try await source.events(
            EventsQuestion(
                host: Host.daemon, limit: limit, from: why.moment - Why.memorableSpan, before: why.moment))
        // Neighbours may be many: all that happened is read once, the newest of it where it is too much.
        if !why.neighbours.isEmpty {
            events += try await source.events(EventsQuestion(limit: limit, from: begin, before: why.moment))
        }
        return events
    }
}

extension Board {
    /// What a host hangs on, directly or further on.
    fileprivate func ancestors(of host: HostLight) -> Set<Host.Name> {
        let parents = Dictionary(hosts.map { ($0.id, $0.parents) }, uniquingKeysWith: { first, _ in first })
        var found: Set<Host.Name> = []
        var next = host.parents
        while let parent = next.popLast() {
            if parent != host.id, found.insert(parent).inserted { next += parents[parent] ?? [] }
        }
        return found
    }

    /// Hosts on the same parent.
    fileprivate func neighbours(of host: HostLight) -> Set<Host.Name> {
        guard !host.parents.isEmpty else { return [] }
        let parents = Set(host.parents)
        return Set(hosts.lazy.filter { $0.id != host.id && !parents.isDisjoint(with: $0.parents) }.map(\.id))
    }
}
