import Control
import Hummingbird
import Logging
import Model

/// An answer that says what is wrong and what to do, as JSON: `{"error": …, "remedy": …}`.
struct APIError: Error, HTTPResponseError {
    var status: HTTPResponse.Status
    var refusal: Refusal

    init(
        _ status: HTTPResponse.Status, _ error: String, remedy: String? = nil, nearest: [String]? = nil,
        objection: ActObjection? = nil
    ) {
        self.status = status
        refusal = Refusal(error: error, remedy: remedy, nearest: nearest, objection: objection)
    }

    func response(from request: Request, context: some RequestContext) throws -> Response {
        try .json(refusal, status: status)
    }
}

extension Response {
    /// A reply in JSON, with a line end for people who use curl.
    static func json(_ reply: some Encodable, status: HTTPResponse.Status = .ok) throws -> Response {
        let body = ByteBuffer(bytes: try ControlJSON.encode(reply) + [10])
        return Response(
            status: status,
            headers: [.contentType: "application/json; charset=utf-8", .contentLength: String(body.readableBytes)],
            body: ResponseBody(byteBuffer: body))
    }
}

/// Says every error in our words: also those of the router, and those of the source that nobody expected.
struct ErrorMiddleware: RouterMiddleware {
    func handle(
        _ request: Request, context: PeerContext,
        next: @concurrent (Request, PeerContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as APIError {
            throw error
        } catch let error as HTTPError where error.status == .notFound {
            guard request.method == .get else {
                throw APIError(
                    .methodNotAllowed, "only GET is served, and POST to \(ControlPath.acts)", remedy: "ask with GET")
            }
            throw APIError(
                .notFound, "there is nothing at \(request.uri.path.visible(limit: 100))",
                remedy: "ask for \(ControlPath.status), \(ControlPath.hosts)/NAME, \(ControlPath.events), "
                    + "\(ControlPath.query) or \(ControlPath.board)")
        } catch {
            context.logger.error("request failed", metadata: ["path": "\(request.uri.path)", "error": "\(error)"])
            throw APIError(
                .internalServerError, "the daemon could not answer: \(String(describing: error).visible())",
                remedy: "look at its journal (journalctl -u monitord)")
        }
    }
}
