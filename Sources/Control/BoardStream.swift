public import Model

/// The board kept live: one connection to the daemon's stream, for a loop that polls its descriptor.
///
/// Connecting and asking takes at most the time-out; nothing else here waits. When it throws, the stream is over: drop it
/// and open another after a moment.
public struct BoardStream: Sendable {
    private let client: ControlClient
    private var connection: ControlConnection
    private var response = HTTPResponseReader()
    private var events = ServerSentEventReader()
    private var refused: (status: Int, body: [UInt8])?

    /// The board as far as it is known; `nil` until the first has come.
    public private(set) var board: Board?
    /// The time of the daemon's last sign of life, by its clock.
    public private(set) var lastSign: Timestamp?

    /// Connects and asks for the stream.
    public init(socketPath: String, timeout: Duration = .seconds(2)) throws(ControlError) {
        client = ControlClient(socketPath: socketPath, timeout: timeout)
        connection = try ControlConnection(path: socketPath, timeout: timeout)
        try connection.send(request: ControlPath.board)
    }

    /// Readable when something has come. Another one after updates were missed: ask for it before each poll.
    public var descriptor: Int32 { connection.descriptor }

    /// Takes what has come, brings `board` up to date, and says what came; empty if that was nothing. Never waits for
    /// the daemon, except to connect anew if updates were missed: then the full board comes again.
    ///
    /// - Throws: `closed` when the daemon has gone; whatever else is wrong.
    public mutating func readAvailable() throws(ControlError) -> [BoardUpdate] {
        var updates: [BoardUpdate] = []
        // A daemon that sends without end must not keep the caller from its keys.
        for _ in 0..<64 {
            guard let bytes = try connection.receiveAvailable() else { break }
            guard !bytes.isEmpty else { throw end() }
            response.append(bytes)
            for update in try received() {
                guard take(update) else {
                    try reopen()
                    return updates
                }
                updates.append(update)
            }
        }
        return updates
    }

    private mutating func received() throws(ControlError) -> [BoardUpdate] {
        var updates: [BoardUpdate] = []
        while let part = try response.next() {
            switch part {
            case .head(status: 200): break
            case .head(let status): refused = (status, [])
            case .body(let piece) where refused != nil:
                refused?.body += piece.prefix(HTTPResponseReader.headLimit)
            case .body(let piece):
                for event in try events.read(piece) {
                    if let update = try BoardUpdate(event) { updates.append(update) }
                }
            case .end: throw end()
            }
        }
        return updates
    }

    /// - Returns: `false` if something was missed.
    private mutating func take(_ update: BoardUpdate) -> Bool {
        switch update {
        case .full(let full):
            board = full
            lastSign = full.time
        case .change(let change):
            guard board?.apply(change) == true else { return false }
            lastSign = change.time
        case .heartbeat(let time):
            board?.time = time
            lastSign = time
        }
        return true
    }

    private mutating func reopen() throws(ControlError) {
        connection = try ControlConnection(path: client.socketPath, timeout: client.timeout)
        try connection.send(request: ControlPath.board)
        response = HTTPResponseReader()
        events = ServerSentEventReader()
    }

    private func end() -> ControlError {
        guard let refused else { return .closed }
        return ControlClient.refusal(refused.status, refused.body)
    }
}
