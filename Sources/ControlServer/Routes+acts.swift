import Control
import Hummingbird
import Model

extension Routes {
    /// The largest request that is taken, in bytes: the longest text in three bytes a character, and a few names.
    private static let requestLimit = 16 * 1024

    /// Does what the body asks for, in the name of who sent it.
    func act(_ request: Request, _ context: PeerContext) async throws -> Response {
        let asked = try await asked(request)
        do {
            return try .json(try await source.act(asked, by: try await context.user()))
        } catch let refusal as ActRefusal {
            let status: HTTPResponse.Status =
                switch refusal.code {
                case .unknown: .notFound
                case .refused: .conflict
                case .unnamed: .forbidden
                case .unstored: .serviceUnavailable
                }
            throw APIError(
                status, refusal.objection.problem, remedy: refusal.objection.remedy,
                nearest: refusal.code == .unknown ? await nearest(asked) : nil, objection: refusal.objection)
        }
    }

    private func asked(_ request: Request) async throws -> ActRequest {
        let body: ByteBuffer
        do {
            body = try await request.body.collect(upTo: Self.requestLimit)
        } catch {
            throw APIError(
                .contentTooLarge, "the request is longer than \(Self.requestLimit) bytes", remedy: "write less text")
        }
        do {
            return try ControlJSON.decode(ActRequest.self, from: Array(body.readableBytesView))
        } catch {
            throw APIError(
                .badRequest, "the body says no act: \(error.description.visible(limit: 200))",
                remedy: "write {\"act\": \"acknowledge\", \"incident\": 1482}; docs/api.md has the others")
        }
    }

    private func nearest(_ asked: ActRequest) async -> [String]? {
        let board = await source.board()
        if let host = asked.host { return NearestNames.of(host, among: board.hosts.lazy.map(\.id)) }
        if let site = asked.site { return NearestNames.of(site, among: board.sites.lazy.map(\.id)) }
        return nil
    }
}
