public import Model
import Platform

/// Asks the daemon, one question a connection.
public struct ControlClient: Sendable {
    /// Where `monitord` listens unless its configuration says otherwise.
    public static let defaultSocketPath = "/run/monitor/monitor.sock"
    /// The largest reply that is taken, in bytes: a board of 10,000 hosts is about 10 MB.
    static let replyLimit = 64 * 1024 * 1024

    public let socketPath: String
    /// How long a whole question may take.
    public let timeout: Duration

    public init(socketPath: String = ControlClient.defaultSocketPath, timeout: Duration = .seconds(5)) {
        self.socketPath = socketPath
        self.timeout = timeout
    }

    /// The state of everything now.
    public func board() throws(ControlError) -> Board {
        try ask(ControlPath.status, StatusReply.self).board
    }

    /// Everything about one host; `refused` with status 404 and the nearest names for one that is not watched.
    public func host(_ name: Host.Name) throws(ControlError) -> HostDetail {
        try ask(ControlPath.path(ControlPath.hosts, name), HostReply.self).host
    }

    /// What all hosts say of themselves.
    public func facts() throws(ControlError) -> [Host.Name: HostFacts] {
        try ask(ControlPath.facts, FactsReply.self).facts
    }

    /// The last events, newest first; `nil`: of all hosts.
    public func events(host: Host.Name? = nil, limit: Int = 50) throws(ControlError) -> [Event] {
        let path = ControlPath.path(ControlPath.events, [("host", host), ("limit", String(limit))])
        return try ask(path, EventsReply.self).events
    }

    /// What was recorded, or a page of it.
    public func query(_ question: QueryQuestion) throws(ControlError) -> QueryReply {
        try ask(question.path, QueryReply.self)
    }

    /// Does something in the name of whoever runs this program; `refused` with what to do instead where it makes no sense.
    public func act(_ request: ActRequest) throws(ControlError) -> ActReply {
        let body: [UInt8]
        do { body = try ControlJSON.encode(request) } catch { throw .malformed("a request that is no JSON: \(error)") }
        return try ControlJSON.decode(ActReply.self, from: try reply(to: ControlPath.acts, posting: body))
    }

    /// Whether anybody accepts connections on the socket: tells a living daemon from the socket of a dead one.
    public static func isAnswered(socketPath: String) -> Bool {
        do {
            _ = try ControlConnection(path: socketPath, timeout: .seconds(1))
            return true
        } catch .noDaemon {
            return false
        } catch {
            return true  // Somebody is there who is too busy, or does not want us.
        }
    }

    func ask<Reply: Decodable>(_ path: String, _ reply: Reply.Type) throws(ControlError) -> Reply {
        let body = try get(path)
        return try ControlJSON.decode(reply, from: body)
    }

    /// The body of the reply to a GET.
    ///
    /// - Throws: `refused` for any status but 200.
    func get(_ path: String) throws(ControlError) -> [UInt8] { try reply(to: path, posting: nil) }

    private func reply(to path: String, posting request: [UInt8]?) throws(ControlError) -> [UInt8] {
        let connection = try ControlConnection(path: socketPath, timeout: timeout)
        try connection.send(request: path, posting: request)
        var reader = HTTPResponseReader()
        var status = 0
        var body: [UInt8] = []
        while true {
            while let part = try reader.next() {
                switch part {
                case .head(let code): status = code
                case .body(let piece):
                    guard body.count + piece.count <= Self.replyLimit else {
                        throw .tooLarge("answer", limit: Self.replyLimit)
                    }
                    body += piece
                case .end:
                    guard status == 200 else { throw Self.refusal(status, body) }
                    return body
                }
            }
            let bytes = try connection.receive()
            if bytes.isEmpty { try reader.finish() }
            reader.append(bytes)
        }
    }

    static func refusal(_ status: Int, _ body: [UInt8]) -> ControlError {
        do {
            return .refused(status: status, try ControlJSON.decode(Refusal.self, from: body))
        } catch {
            return .refused(status: status, Refusal(error: "the daemon answered with HTTP status \(status)"))
        }
    }
}
