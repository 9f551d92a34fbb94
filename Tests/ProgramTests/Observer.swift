import Foundation
import Model
import Synchronization
import Testing

/// Somebody who asks a daemon all the time and remembers what it said: that is acknowledged.
///
/// It asks over the socket itself, so that an answer that the kill cut short is known as none.
final class Observer: Sendable {
    /// What was said, by all daemons that there have been.
    struct Told {
        var events: Set<Event> = []
        /// Those of which nobody has looked yet whether they are stored.
        var newEvents: Set<Event> = []
        var incidents: [Incident.Number: Incident] = [:]
        /// The last answer about each host.
        var queries: [String: Query] = [:]
        var points = 0
        /// Numbers that were given to another incident.
        var complaints: [String] = []
    }

    /// A question about a span of time that is over, and the points of the answer.
    struct Query {
        var question: String
        var points: Set<Point>
    }

    struct Point: Hashable {
        var path: String
        var time: String
        var value: Double
    }

    private let socket: String
    private let hosts: [String]
    private let told = Mutex(Told())

    init(socket: String, hosts: [String]) {
        self.socket = socket
        self.hosts = hosts
    }

    var memory: Told { told.withLock { $0 } }

    /// Asks until it is cancelled, or the daemon is gone.
    func watch() async {
        var turn = 0
        while !Task.isCancelled, askForEvents(), askForBoard() {
            for _ in 0..<3 {
                guard askForReadings(of: hosts[turn % hosts.count]) else { return }
                turn += 1
            }
            await Task.yield()
        }
    }

    /// The events that are new since the last call.
    func takeNewEvents() -> Set<Event> {
        told.withLock { told in
            defer { told.newEvents = [] }
            return told.newEvents
        }
    }

    /// Asks the questions of before once more.
    ///
    /// - Returns: what another answer lacks.
    func askAgain() throws -> [String] {
        try memory.queries.compactMap { host, query in
            let answer = try #require(points(ask(query.question)), "no answer to \(query.question)")
            let missing = query.points.subtracting(answer)
            return missing.isEmpty
                ? nil : "\(host): \(missing.count) of \(query.points.count) points are gone: \(query.question)"
        }
    }

    // MARK: - Questions

    private func askForEvents() -> Bool {
        struct Reply: Decodable { var events: [Event] }
        guard let reply = decoded(Reply.self, ask("/v1/events?limit=200")) else { return false }
        told.withLock { told in
            let new = Set(reply.events).subtracting(told.events)
            told.events.formUnion(new)
            told.newEvents.formUnion(new)
        }
        return true
    }

    private func askForBoard() -> Bool {
        struct Reply: Decodable { var board: Board }
        guard let reply = decoded(Reply.self, ask("/v1/status")) else { return false }
        told.withLock { told in
            for incident in reply.board.incidents {
                let known = told.incidents.updateValue(incident, forKey: incident.number)
                guard let known, known.cause != incident.cause || known.opened != incident.opened else { continue }
                told.complaints.append("#\(incident.number) was \(known.cause), then \(incident.cause)")
            }
        }
        return true
    }

    private func askForReadings(of host: String) -> Bool {
        let now = Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
        let span = "from=\(now - .seconds(60))&to=\(now)"
        let question = "/v1/query?host=\(host)&series=*&\(span)"
        guard let points = points(ask(question)) else { return false }
        told.withLock { told in
            told.points += points.count
            told.queries[host] = Query(question: question, points: points)
        }
        return true
    }

    private func points(_ answer: Data?) -> Set<Point>? {
        struct Reply: Decodable {
            struct Series: Decodable {
                struct Reading: Decodable {
                    var time: String
                    var value: Double
                }
                var path: String
                var points: [Reading]
            }
            var series: [Series]
        }
        guard let reply = decoded(Reply.self, answer) else { return nil }
        return Set(
            reply.series.flatMap { series in
                series.points.map { Point(path: series.path, time: $0.time, value: $0.value) }
            })
    }

    private func decoded<Reply: Decodable>(_ type: Reply.Type, _ answer: Data?) -> Reply? {
        answer.flatMap { answer in
            do {
                return try JSONDecoder().decode(type, from: answer)
            } catch {
                told.withLock { $0.complaints.append("\(type): \(error)") }
                return nil
            }
        }
    }

    // MARK: - The socket

    /// The body of a good answer that came whole, else `nil`.
    private func ask(_ path: String) -> Data? {
        let file = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var patience = timeval(tv_sec: 10, tv_usec: 0)
        setsockopt(file, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        guard connect(file) else { return nil }
        let request = Array("GET \(path) HTTP/1.1\r\nHost: monitor\r\nConnection: close\r\n\r\n".utf8)
        guard send(file, request, request.count, Int32(MSG_NOSIGNAL)) == request.count else { return nil }
        var answer = Data()
        var part = [UInt8](repeating: 0, count: 65_536)
        // The server may keep the connection: the answer's own length tells where it ends.
        while true {
            if let body = body(of: answer) { return body }
            let count = recv(file, &part, part.count, 0)
            guard count > 0 else { return nil }
            answer.append(contentsOf: part[..<count])
        }
    }

    /// The body, once all of it is there.
    private func body(of answer: Data) -> Data? {
        guard let end = answer.firstRange(of: Data("\r\n\r\n".utf8)) else { return nil }
        let head = String(decoding: answer[..<end.lowerBound], as: UTF8.self).lowercased()
        guard head.hasPrefix("http/1.1 200"), let length = head.firstMatch(of: /content-length: (\d+)/),
            Int(length.1) == answer.count - end.upperBound
        else { return nil }
        return answer[end.upperBound...]
    }

    private func connect(_ file: Int32) -> Bool {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: socket.utf8) }
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(file, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
            }
        }
    }
}
