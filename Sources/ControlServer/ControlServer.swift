// ControlServer — the API's server: HTTP/JSON and server-sent events on a Unix socket.
//
// It decides nothing; what it publishes is committed already. What people do it hands on, with their names.
//
//   ControlSource                      who knows: the daemon's watch
//   ControlServer                      the service; limits, start and end
//   SocketFile                         mode 0660, and whose socket it is
//   Routes, ReplyText, APIError        questions → replies, and errors with a remedy
//   Routes+acts, PeerContext           what people do, and who they are
//   BoardFeed, PendingUpdate           the board to all who read the stream; the latest wins
//   BoardStreamBody, SlowPeerHandler   one open stream, and its end if nobody reads it

import Hummingbird
public import Logging
public import Model
import NIOCore
public import ServiceLifecycle

/// Serves the API on a Unix socket until it is told to stop, and then stops within a second.
public struct ControlServer: Service {
    /// How many connections are served at once; those that come on top wait.
    private static let connectionLimit = 256
    /// How long an idle connection is kept, and how long a question may take to come in.
    private static let idleTimeout = TimeAmount.seconds(30)
    /// How long what was written may wait for a peer that does not read.
    private static let patience = TimeAmount.seconds(10)
    /// How long the open answers have when the server stops.
    private static let farewell = Duration.milliseconds(800)

    private let socket: SocketFile
    private let source: any ControlSource
    private let text: ReplyText
    private let logger: Logger
    private let onServing: @Sendable () -> Void

    /// - Parameters:
    ///   - path: Of the socket; its directory must exist.
    ///   - wording: For the texts in replies.
    ///   - onServing: Called once when questions are answered.
    /// - Throws: If the path is too long.
    public init(
        path: String, source: any ControlSource, wording: Wording, logger: Logger,
        onServing: @escaping @Sendable () -> Void = {}
    ) throws(ControlServerError) {
        self.onServing = onServing
        socket = try SocketFile(path: path)
        self.source = source
        text = ReplyText(wording: wording)
        self.logger = logger
    }

    /// Serves until graceful shutdown or cancellation; both end it in the same orderly way.
    ///
    /// - Throws: `ControlServerError` if the socket cannot be had.
    public func run() async throws {
        try socket.claim()
        defer { socket.remove() }
        let feed = BoardFeed(source: source)
        let opening = SocketOpening()
        // Stopped from the last to the first: the feed ends its streams, so the server can end its connections.
        var configuration = ServiceGroupConfiguration(
            services: [
                .init(service: opening), .init(service: application(feed: feed, opening: opening)),
                // A source that ends early ends the streams, not the answers.
                .init(service: feed, successTerminationBehavior: .ignore),
            ], logger: quiet)
        configuration.maximumGracefulShutdownDuration = Self.farewell
        let services = ServiceGroup(configuration: configuration)
        // No child of this task, for NIO traps if it is cancelled while a connection comes in. Ended by the handler
        // below or by the graceful shutdown that it inherits, and waited for in any case.
        let serving = Task { try await services.run() }
        try await withTaskCancellationHandler {
            try await serving.value
        } onCancel: {
            // Ends as soon as the services have been told.
            Task { await services.triggerGracefulShutdown() }
        }
    }

    /// The libraries' notices name the path that the socket has only while it is made.
    private var quiet: Logger {
        var quiet = logger
        quiet.logLevel = max(logger.logLevel, .warning)
        return quiet
    }

    private func application(feed: BoardFeed, opening: SocketOpening) -> some Service {
        Application(
            router: Routes(source: source, feed: feed, text: text).router(),
            server: .http1(
                configuration: .init(
                    additionalChannelHandlers: [SlowPeerHandler(patience: Self.patience)],
                    idleTimeout: Self.idleTimeout,
                    httpDecoderConfiguration: .init(
                        maxHeaderFieldSize: 8 * 1024, maxHeaderListSize: 16 * 1024, maxHeaderFieldCount: 64))),
            configuration: ApplicationConfiguration(
                address: .unixDomainSocket(path: socket.bindingPath),
                availableConnectionsDelegate: .maximum(Self.connectionLimit, logger: quiet)),
            onServerRunning: { _ in
                do throws(ControlServerError) {
                    try socket.publish()
                    logger.info("API is served", metadata: ["socket": "\(socket.path)"])
                    onServing()
                } catch {
                    opening.fail(error)
                }
            },
            logger: quiet)
    }
}

/// Brings a socket that could not be published to the end of the service: the server's own hook cannot throw.
private struct SocketOpening: Service {
    private let failures: AsyncThrowingStream<Never, any Error>
    private let continuation: AsyncThrowingStream<Never, any Error>.Continuation

    init() {
        (failures, continuation) = AsyncThrowingStream.makeStream()
    }

    func fail(_ error: ControlServerError) {
        continuation.finish(throwing: error)
    }

    func run() async throws {
        try await withGracefulShutdownHandler {
            for try await _ in failures {}
        } onGracefulShutdown: {
            continuation.finish()
        }
    }
}
