import Control
import Hummingbird
import Model

/// Answers the questions of the API. Nothing is changed by any of them.
struct Routes {
    let source: any ControlSource
    let feed: BoardFeed
    let text: ReplyText

    func router() -> Router<BasicRequestContext> {
        let router = Router(context: BasicRequestContext.self)
        router.add(middleware: ErrorMiddleware())
        router.get("\(ControlPath.status)") { _, _ in
            let board = await source.board()
            return try Response.json(StatusReply(board: board, text: text.incidents(board)))
        }
        router.get("\(ControlPath.hosts)/{name}") { _, context in
            try await host(context.parameters.get("name") ?? "")
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
        router.get("\(ControlPath.counters)") { _, _ in
            try Response.json(await source.counters())
        }
        router.get("\(ControlPath.board)") { _, _ in
            try await BoardStreamBody(feed: feed).response()
        }
        return router
    }

    private func host(_ encoded: String) async throws -> Response {
        guard let name = ControlPath.component(encoded) else {
            throw APIError(.badRequest, "the host's name is not percent-encoded UTF-8", remedy: "write % as %25")
        }
        guard let detail = await source.detail(of: name) else { throw await unknown(name) }
        let now = await source.board().time
        return try .json(HostReply(host: detail, text: text.checks(detail, now: now)))
    }

    private func events(_ parameters: Parameters) async throws -> Response {
        var question = EventsQuestion(host: try parameters.text("host"))
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
        let question = QueryQuestion(
            host: host, series: try parameters.text("series"), from: try parameters.time("from"),
            to: try parameters.time("to"), step: try parameters.number("step", 1...31_622_400).map { .seconds($0) })
        if let from = question.from, let to = question.to, from >= to {
            throw APIError(.badRequest, "from \(from) is not before to \(to)", remedy: "swap them")
        }
        guard let reply = try await source.query(question) else { throw await unknown(host) }
        return try .json(reply)
    }

    private func unknown(_ host: Host.Name) async -> APIError {
        let names = await source.board().hosts.lazy.map(\.id)
        let nearest = NearestNames.of(host, among: names)
        return APIError(
            .notFound, "no host \(host.visible(limit: 100))",
            remedy: nearest.isEmpty
                ? "\(ControlPath.status) lists all hosts" : "did you mean \(nearest.joined(separator: ", "))?",
            nearest: nearest)
    }
}

/// The parameters of a question, each with its own complaint.
private struct Parameters {
    private let values: [(name: String, value: String)]

    init(_ request: Request) throws(APIError) {
        values = request.uri.queryParameters.map { (String($0.key), String($0.value)) }
        guard values.count <= 16 else {
            throw APIError(.badRequest, "more than 16 parameters", remedy: "leave out what is not needed")
        }
    }

    /// `nil` where it is not given or empty.
    func text(_ name: String) throws(APIError) -> String? {
        guard let value = values.first(where: { $0.name == name })?.value, !value.isEmpty else { return nil }
        guard value.utf8.count <= 1024 else {
            throw APIError(.badRequest, "\(name) is longer than 1024 bytes", remedy: "shorten it")
        }
        return value
    }

    func number(_ name: String, _ range: ClosedRange<Int>) throws(APIError) -> Int? {
        guard let value = try text(name) else { return nil }
        guard let number = Int(value), range.contains(number) else {
            throw APIError(
                .badRequest,
                "\(name)=\(value.visible(limit: 40)) is no whole number from \(range.lowerBound) to "
                    + "\(range.upperBound)", remedy: "write \(name)=\(range.lowerBound)")
        }
        return number
    }

    func time(_ name: String) throws(APIError) -> Timestamp? {
        guard let value = try text(name) else { return nil }
        guard let time = Timestamp(iso8601: value) else {
            throw APIError(
                .badRequest, "\(name)=\(value.visible(limit: 40)) is no time",
                remedy: "write it in UTC: \(name)=2026-11-23T10:16:04Z")
        }
        return time
    }
}
