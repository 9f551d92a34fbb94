import Control
import ControlServer
import Model

/// A watch that says what a test tells it.
actor FakeSource: ControlSource {
    private var current: Board
    /// What was asked of the records.
    private(set) var asked: [QueryQuestion] = []
    static let paths = ["ping/average", "port/A1/inOctets", "port/A1/outOctets", "port/A2/inOctets"]
    private var listeners: [AsyncStream<BoardUpdate>.Continuation] = []

    struct Broken: Error {}

    init(board: Board = SampleBoard.board) {
        current = board
    }

    func board() async -> Board { current }

    func detail(of host: Host.Name) async -> HostDetail? {
        current.hosts.first { $0.id == host }.map { HostDetail(light: $0, checks: $0.troubles) }
    }

    /// What happened, if a test says so; else as many events as are asked for.
    private var history: (events: [Event], incidents: [Incident])?

    func remember(events: [Event], incidents: [Incident]) { history = (events, incidents) }

    func incidents(_ question: IncidentsQuestion) async throws -> [Incident] {
        let all = history?.incidents ?? current.incidents
        return Array(
            all.filter { incident in
                incident.number > question.after ?? 0
                    && question.from.map { incident.closed ?? $0 >= $0 } ?? true
                    && question.to.map { incident.opened <= $0 } ?? true
                    && question.host.map { incident.cause.host == $0 || incident.behind.contains($0) } ?? true
                    && question.site.map { incident.site == $0 } ?? true
            }.prefix(question.limit))
    }

    func incident(_ number: Incident.Number) async throws -> Incident? {
        (history?.incidents ?? current.incidents).first { $0.number == number }
    }

    func events(_ question: EventsQuestion) async throws -> [Event] {
        guard question.limit != 666 else { throw Broken() }
        if let history {
            let found = history.events.filter { event in
                question.host.map { event.check.host == $0 } ?? true && question.from.map { event.time >= $0 } ?? true
                    && question.before.map { event.time < $0 } ?? true
            }
            return Array(found.sorted { $0.time > $1.time }.prefix(question.limit))
        }
        let event = Event(
            time: SampleBoard.now, check: Check(host: question.host ?? "kuusela-sw2", aspect: .reach), from: .green,
            to: .red, reason: .noAnswer(lastAnswer: nil), incident: 1482)
        return Array(repeating: event, count: question.limit)
    }

    func events(upTo moment: Timestamp, of hosts: [Host.Name], limit: Int) async throws -> [Host.Name: [Event]] {
        sweeps += 1
        var found: [Host.Name: [Event]] = [:]
        for host in hosts {
            found[host] = try await events(
                EventsQuestion(host: host, limit: limit, before: moment + .milliseconds(1)))
        }
        return found
    }

    /// How often the events of many were asked for at once.
    private(set) var sweeps = 0

    func query(_ question: QueryQuestion) async throws -> QueryReply? {
        guard current.hosts.contains(where: { $0.id == question.host }) else { return nil }
        asked.append(question)
        let pattern = NamePattern(question.series ?? "*")
        let to = question.to ?? current.time
        let from = question.from ?? to - .seconds(86_400)
        let points = [RecordedPoint(time: from, value: 1.5), RecordedPoint(time: to, value: nil)]
        return QueryReply(
            host: question.host, from: from, to: to,
            series: Self.paths.filter { pattern.fits($0) }.map {
                RecordedSeries(path: $0, group: "ping", unit: .microseconds, points: points)
            }, next: question.limit == 1 ? "next" : nil)
    }

    func act(_ request: ActRequest, by user: String) async throws -> ActReply {
        guard request.host != "nobody" else { throw ActRefusal(.unknown, .unknownHost("nobody")) }
        let act = Act(
            person: Person(user: user, initials: request.initials), deed: try request.deed(), text: request.text ?? "")
        return ActReply(act: act, incident: nil, hosts: [], text: "done")
    }

    func facts() async -> [Host.Name: HostFacts] { [:] }

    func counters() async -> CountersReply {
        CountersReply(started: SampleBoard.now, polling: ["visits": 7])
    }

    func changes() async -> AsyncStream<BoardUpdate> {
        let (stream, continuation) = AsyncStream.makeStream(of: BoardUpdate.self)
        continuation.yield(.full(current))
        listeners.append(continuation)
        return stream
    }

    /// Changes the board and tells it, or changes it without telling.
    func change(telling: Bool = true, _ edit: @Sendable (inout Board) -> Void) {
        let old = current
        current.sequence += 1
        edit(&current)
        guard telling else { return }
        let update = BoardChange(from: old, to: current).map { BoardUpdate.change($0) } ?? .full(current)
        for listener in listeners { listener.yield(update) }
    }
}
