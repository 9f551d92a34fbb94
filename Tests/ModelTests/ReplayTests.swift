import Model
import TestSupport
import Testing

/// The board as it was, from what is stored.
@Suite struct ReplayTests {
    private static let moment = ManualClock.start - .seconds(3600)
    private static let full = Check(host: "srv-1", aspect: .disk, subject: "C:")
    private static let limits = Limits(yellow: 90, red: 95)

    private static func disk(_ percent: Double) -> Reason {
        .measured(value: percent, unit: .percent, condition: .above, limits: limits)
    }

    private static func event(
        _ host: Host.Name, _ minutesBefore: Int, _ to: Status, _ reason: Reason, aspect: Aspect = .reach,
        subject: String = ""
    ) -> Event {
        Event(
            time: moment - .seconds(minutesBefore * 60), check: Check(host: host, aspect: aspect, subject: subject),
            from: .green, to: to, reason: reason)
    }

    private static func incident(_ number: Int64, _ cause: Check, from: Int, to: Int?) -> Incident {
        var incident = Incident(
            number: number, cause: cause, site: "hall", status: .green, worst: .red,
            reason: .answers(roundTrip: 1, loss: 0), opened: moment - .seconds(from * 60))
        incident.closed = to.map { moment + .seconds($0 * 60) }
        return incident
    }

    private func replay(_ events: [Event], _ incidents: [Incident] = []) -> Replay.Result {
        let board = Board.sample()
        var replay = Replay(of: board, at: Self.moment)
        for host in board.hosts {
            replay.add(events.filter { $0.check.host == host.id }.sorted { $0.time > $1.time }, of: host.id)
        }
        return replay.result(incidents: incidents)
    }

    private func light(_ host: Host.Name, _ result: Replay.Result) throws -> HostLight {
        try #require(result.board.hosts.first { $0.id == host })
    }

    @Test func `the last event of each check before the moment says its colour, and an incident what it was`() throws {
        let result = replay(
            [
                Self.event("srv-1", 90, .yellow, Self.disk(91), aspect: .disk, subject: "C:"),
                Self.event("srv-1", 30, .red, Self.disk(96), aspect: .disk, subject: "C:"),
                Self.event("srv-1", -5, .green, Self.disk(50), aspect: .disk, subject: "C:"),
                Self.event("srv-1", 20, .green, .finding(.rebooted(at: Self.moment))),
                Self.event("srv-2", 40, .red, .noAnswer(lastAnswer: nil)),
                Self.event("srv-2", 35, .green, .answers(roundTrip: 800, loss: 0)),
            ],
            [
                Self.incident(7, Self.full, from: 90, to: 5), Self.incident(8, Self.full, from: 200, to: -1),
                Self.incident(9, Self.full, from: -1, to: nil),
            ])
        let server = try light("srv-1", result)
        #expect(server.status == .red)
        #expect(server.troubles.map(\.verdict.reason) == [Self.disk(96)])
        #expect(server.since == Self.moment - .seconds(1800))
        #expect(try light("srv-2", result).status == .green)
        #expect(result.board.incidents.map(\.number) == [7])
        #expect(result.board.incidents.first?.status == .red)
        #expect(result.board.incidents.first?.reason == Self.disk(96))
        #expect(result.board.incidents.first?.closed == nil)
        #expect(result.board.time == Self.moment)
    }

    @Test func `what had no event by then is green or was not there yet, and says so`() throws {
        let result = replay([Self.event("sw-1", 10, .red, .noAnswer(lastAnswer: nil))])
        #expect(result.quiet == ["printer-1", "srv-1", "srv-2", "srv-3"])
        #expect(result.board.freshness == Board.Freshness(fresh: 1, total: 5, oldest: nil))
        let quiet = try light("srv-1", result)
        #expect(quiet.status == .green)
        #expect(quiet.aspects.allSatisfy { $0.status == .green && $0.isAgeing })
        #expect(quiet.troubles == [])
    }

    @Test func `what cannot be known behind a dead host is grey`() throws {
        let result = replay([
            Self.event("srv-1", 10, .grey, .behind("sw-1")),
            Self.event("srv-1", 60, .yellow, Self.disk(91), aspect: .disk, subject: "C:"),
        ])
        let server = try light("srv-1", result)
        #expect(
            server.aspects == [
                AspectLight(aspect: .reach, status: .grey), AspectLight(aspect: .disk, status: .grey),
            ])
        #expect(server.status == .grey)
    }

    @Test func `an incident without an event tells its worst colour`() throws {
        let result = replay([], [Self.incident(7, Self.full, from: 90, to: nil)])
        #expect(try light("srv-1", result).status == .red)
        #expect(!result.quiet.contains("srv-1"))
    }

    @Test(
        arguments: [
            (60, nil, nil, true), (60, 30, nil, false), (60, nil, 30, false), (-1, nil, nil, false),
            (60, -30, nil, true),
        ] as [(Int, Int?, Int?, Bool)])
    func `a pause lasts until it is over or somebody ends it`(
        paused: Int, ends: Int?, resumed: Int?, isBlue: Bool
    ) throws {
        let person = Person(user: "mikko")
        let until = ends.map { Self.moment - .seconds($0 * 60) }
        var events = [
            Self.event("srv-1", paused, .green, .act(Act(person: person, deed: .pause(.site("hall"), until: until))))
        ]
        if let resumed {
            events.append(
                Self.event("srv-1", resumed, .green, .act(Act(person: person, deed: .resume(.host("srv-1"))))))
        }
        let server = try light("srv-1", replay(events))
        #expect((server.status == .blue) == isBlue)
    }
}
