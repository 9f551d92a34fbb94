import Control
import Hummingbird

/// One open stream of the board: waits for the bell and writes what is there.
///
/// The heartbeats find out when the reader is gone; a reader that does not read is closed by `SlowPeerHandler`.
struct BoardStreamBody {
    let feed: BoardFeed

    func response() async throws -> Response {
        guard await feed.hasRoom else {
            throw APIError(
                .serviceUnavailable, "\(BoardFeed.readerLimit) screens are open already, or the daemon is stopping",
                remedy: "close one, or try again in a moment")
        }
        return Response(
            status: .ok,
            headers: [.contentType: "text/event-stream; charset=utf-8", .cacheControl: "no-store"],
            body: ResponseBody { writer in
                let (reader, bell) = await feed.enter()
                do {
                    for await _ in bell {
                        while let update = await feed.next(for: reader) {
                            try await writer.write(ByteBuffer(bytes: try update.event().encoded))
                        }
                    }
                    await feed.leave(reader)
                    try await writer.finish(nil)
                } catch {
                    await feed.leave(reader)
                    throw error
                }
            })
    }
}
