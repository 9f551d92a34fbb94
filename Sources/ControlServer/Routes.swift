import Control
import Hummingbird
import Model

/// Answers the questions of the API, which change nothing, and does what people do about lights.
struct Routes {
    let source: any ControlSource
    let feed: BoardFeed
    let text: ReplyText

    func router() -> Router<PeerContext> {
        let router = Router(context: PeerContext.self)
        router.add(middleware: ErrorMiddleware())
        router.get("\(ControlPath.status)") { _, _ in
            let board = await source.board()
            return try Response.json(StatusReply(board: board, text: text.incidents(board)))
        }
        router.get("\(ControlPath.hosts)/{name}") { _, context in
            try await host(context.parameters.get("name") ?? "")
        }
        router.get("\(ControlPath.hosts)/{name}\(ControlPath.why)") { request, context in
            try await why(context.parameters.get("name") ?? "", Parameters(request))
        }
        router.get("\(ControlPath.incidents)") { request, _ in
            try await incidents(Parameters(request))
        }
        router.get("\(ControlPath.incidents)/{number}") { _, context in
            try await incident(context.parameters.get("number") ?? "")
        }
        router.get("\(ControlPath.replay)") { request, _ in
            try await replay(Parameters(request))
        }
        router.get("\(ControlPath.events)") { request, _ in
            try await events(Parameters(request))
        }
        router.get("\(ControlPath.query)") { request, _ in
            try await query(Parameters(request))
        }
        router.get("\(ControlPath.facts)") { _, _ in
            try Response.json(FactsReply(facts: await source.facts()))
        }
        router.post("\(ControlPath.acts)") { request, context in
            try await act(request, context)
        }
        router.get("\(ControlPath.counters)") { _, _ in
            try Response.json(await source.counters())
        }
        router.get("\(ControlPath.board)") { _, _ in
            try await BoardStreamBody(feed: feed).response()
        }
        return router
    }

    /// The name that stands percent-encoded in a path.
    func name(_ encoded: String) throws -> Host.Name {
        guard let name = ControlPath.component(encoded) else {
            throw APIError(.badRequest, "the host's name is not percent-encoded UTF-8", remedy: "write % as %25")
        }
        return name
    }

    private func host(_ encoded: String) async throws -> Response {
        let name = try name(encoded)
        guard let detail = await source.detail(of: name) else { throw await unknown(name) }
        let now = await source.board().time
        return try .json(HostReply(host: detail, text: text.checks(detail, now: now)))
    }

    private func events(_ parameters: Parameters) async throws -> Response {
        var question = EventsQuestion(
            host: try parameters.text("host"), from: try parameters.time("from"), before: try parameters.time("before"))
        if let limit = try parameters.number("limit", EventsQuestion.limits) { question.limit = limit }
        let board = await source.board()
        if let host = question.host, !board.hosts.contains(where: { $0.id == host }) { throw await unknown(host) }
        let events = try await source.events(question)
        return try .json(EventsReply(events: events, text: text.events(events, now: board.time)))
    }

    private func query(_ parameters: Parameters) async throws -> Response {
        guard let host = try parameters.text("host") else {
            throw APIError(.badRequest, "which host?", remedy: "ask for \(ControlPath.query)?host=NAME")
        }
        var question = QueryQuestion(
            host: host, series: try parameters.text("series"), from: try parameters.time("from"),
            to: try parameters.time("to"), step: try parameters.step("step"), show: try parameters.show("show"),
            limit: try parameters.number("limit", QueryQuestion.limits))
        question.after = try parameters.text("after", limit: Parameters.cursorLimit)
        if let after = question.after, QueryCursor(after) == nil {
            throw APIError(
                .badRequest, "after=\(after.visible(limit: 40)) is no place in an answer",
                remedy: "write what the answer before had as next")
        }
        if let from = question.from, let to = question.to, from >= to {
            throw APIError(.badRequest, "from \(from) is not before to \(to)", remedy: "swap them")
        }
        guard let reply = try await source.query(question) else { throw await unknown(host) }
        if reply.series.isEmpty, question.after == nil, let series = question.series {
            throw try await unknown(series, of: host)
        }
        return try .json(reply)
    }

    private func unknown(_ series: String, of host: Host.Name) async throws -> APIError {
        let all = try await source.query(QueryQuestion(host: host))?.series.map(\.path) ?? []
        let nearest = NearestNames.of(series, among: Routes.like(series, all))
        return APIError(
            .notFound, "\(host.visible(limit: 100)) has no series \(series.visible(limit: 100))",
            remedy: nearest.isEmpty
                ? "leave the series out to see which there are, and write * for anything"
                : "did you mean \(nearest.map { $0.visible() }.joined(separator: ", "))?",
            nearest: nearest)
    }

    /// Names that a pattern may have meant: with stars where it has them, and without.
    static func like(_ pattern: String, _ paths: [String]) -> [String] {
        let wanted = pattern.split(separator: "/", omittingEmptySubsequences: false)
        let masked = paths.compactMap { path -> String? in
            let parts = path.split(separator: "/", omittingEmptySubsequences: false)
            guard pattern.contains("*"), parts.count == wanted.count else { return nil }
            return zip(wanted, parts).map { $0.contains("*") ? $0 : $1 }.joined(separator: "/")
        }
        return Set(masked).sorted() + paths
    }

    /// There is no such host; with those that may have been meant.
    func unknown(_ host: Host.Name) async -> APIError {
        let names = await source.board().hosts.lazy.map(\.id)
        let nearest = NearestNames.of(host, among: names)
        return APIError(
            .notFound, "no host \(host.visible(limit: 100))",
            remedy: nearest.isEmpty
                ? "\(ControlPath.status) lists all hosts" : "did you mean \(nearest.joined(separator: ", "))?",
            nearest: nearest)
    }
}
