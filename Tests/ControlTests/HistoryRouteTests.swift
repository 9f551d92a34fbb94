import Control
import ControlServer
import Foundation
import Model
import Testing

/// Incidents and what changed before, over a real socket.
@Suite(.timeLimit(.minutes(1))) struct HistoryRouteTests {
    private static let now = SampleBoard.now

    private static func incident(_ number: Int64, _ ago: Int64, closed: Bool) -> Incident {
        var incident = SampleBoard.incident(number, "kuusela-sw2")
        incident.opened = now - .seconds(ago)
        if closed { incident.closed = incident.opened + .seconds(60) }
        if number == 1482 { incident.behind = ["hall-sw1"] }
        return incident
    }

    private static func event(_ host: String, _ ago: Int64, _ number: Int64?, _ to: Status = .red) -> Event {
        Event(
            time: now - .seconds(ago), check: Check(host: host, aspect: .reach), from: .green, to: to,
            reason: .noAnswer(lastAnswer: nil), incident: number)
    }

    private static func source() async -> FakeSource {
        let source = FakeSource()
        await source.change(telling: false) { board in
            for place in board.hosts.indices where board.hosts[place].id != "kuusela-sw1" {
                board.hosts[place].parents = ["kuusela-sw1"]
            }
        }
        await source.remember(
            events: [
                event("kuusela-sw2", 600, 1482), event("hall-sw1", 598, 1482, .grey), event("hall-sw1", 500, nil),
                event("kuusela-sw1", 700, nil), event("hall-sw1", 650, nil), event("kuusela-sw2", 9000, 1479),
                event("kuusela-sw2", 400, 1482),
            ],
            incidents: [
                incident(1400, 40 * 86_400, closed: true), incident(1479, 9000, closed: true),
                incident(1482, 600, closed: false),
            ])
        return source
    }

    @Test func `incidents come in pages, with the names of their sites`() async throws {
        try await ServerHarness.run(source: await Self.source()) { harness in
            let client = harness.client
            func ask(_ question: IncidentsQuestion) async throws -> IncidentsReply {
                try await blocking { try client.incidents(question) }
            }
            let first = try await ask(IncidentsQuestion(limit: 2))
            #expect(first.incidents.map(\.number) == [1400, 1479])
            #expect(first.next == 1479)
            #expect(first.sites == ["kuusela": "Koulu Kuusela"])
            let second = try await ask(IncidentsQuestion(limit: 2, after: first.next))
            #expect(second.incidents == [Self.incident(1482, 600, closed: false)])
            #expect(second.next == nil)
            #expect(
                second.text == [
                    "#1482  RED  Koulu Kuusela  kuusela-sw2 reach  no connection, last answered 10:16:04  "
                        + "Mon 23.11. 10:06 –"
                ])
            let recent = try await ask(
                IncidentsQuestion(from: Self.now - .seconds(700), to: Self.now, host: "hall-sw1", site: "kuusela"))
            #expect(recent.incidents.map(\.number) == [1482])
            let curl = try await harness.curl("http://monitor/v1/incidents?from=2026-11-23T10:00:00Z")
            #expect(curl.hasPrefix(#"{"incidents":[{"#) && curl.hasSuffix("200"))
        }
    }

    @Test func `one incident comes with all that happened, in order`() async throws {
        try await ServerHarness.run(source: await Self.source()) { harness in
            let client = harness.client
            let reply = try await blocking { try client.incident(1482) }
            #expect(reply.site == "Koulu Kuusela")
            #expect(reply.events.map(\.check.host) == ["kuusela-sw2", "hall-sw1", "kuusela-sw2"])
            #expect(reply.text.count == 3)
        }
    }

    @Test(arguments: [
        ("incidents/1", 404, "no incident #1"), ("incidents/x", 400, "x is no number of an incident"),
        ("incidents/-1", 400, "-1 is no number"), ("incidents?host=kuusela-sw9", 404, "no host kuusela-sw9"),
        ("incidents?site=kuusel", 404, "no site kuusel"), ("incidents?limit=0", 400, "limit=0 is no whole number"),
        ("incidents?after=x", 400, "after=x is no whole number"),
        ("incidents?from=2026-11-23T10:00:00Z&to=2026-11-22T10:00:00Z", 400, "is after to"),
        ("hosts/nobody/why", 404, "no host nobody"), ("hosts/hall-sw1/why?at=noon", 400, "at=noon is no time"),
    ])
    func `what makes no sense is refused in words`(path: String, status: Int, words: String) async throws {
        try await ServerHarness.run(source: await Self.source()) { harness in
            let answer = try await harness.curl("http://monitor/v1/\(path)")
            #expect(answer.hasSuffix("\n\(status)"), "\(answer)")
            #expect(answer.contains(words), "\(answer)")
        }
    }

    @Test func `what changed before the newest incident of a host`() async throws {
        try await ServerHarness.run(source: await Self.source()) { harness in
            let client = harness.client
            let reply = try await blocking { try client.why("kuusela-sw2") }
            #expect(reply.incident?.number == 1482)
            #expect(reply.at == Self.now - .seconds(600))
            #expect(reply.lines.map(\.kind) == [.own, .again, .parent, .neighbours])
            #expect(
                reply.text.last
                    == "Mon 23.11. 10:05  on the same parent hall-sw1: no connection, never answered, green → red")
            // Before a moment: the incident that there was by then.
            let earlier = try await blocking { try client.why("kuusela-sw2", at: Self.now - .seconds(8000)) }
            #expect(earlier.incident?.number == 1479)
            #expect(earlier.at == Self.now - .seconds(8000))
            #expect(earlier.lines == [])
            // One that never had any.
            let never = try await blocking { try client.why("kuusela-sw1") }
            #expect(never.incident == nil)
            #expect(never.at == Self.now)
            #expect(never.lines.map(\.kind) == [.own])
        }
    }

    @Test func `the board as it was`() async throws {
        try await ServerHarness.run(source: await Self.source()) { harness in
            let client = harness.client
            let reply = try await blocking { try client.replay(at: Self.now - .seconds(8970)) }
            #expect(reply.board.incidents.map(\.number) == [1479])
            #expect(reply.board.hosts.map(\.status) == [.green, .red, .green])
            #expect(reply.quiet == ["hall-sw1", "kuusela-sw1"])
            #expect(reply.text.count == 1)
            for (question, words) in [("replay", "when?"), ("replay?at=2027-01-01T00:00:00Z", "is yet to come")] {
                let answer = try await harness.curl("http://monitor/v1/\(question)")
                #expect(answer.contains(words) && answer.hasSuffix("\n400"), "\(answer)")
            }
        }
    }

    @Test func `events of a span of time`() async throws {
        try await ServerHarness.run(source: await Self.source()) { harness in
            let answer = try await harness.curl(
                "http://monitor/v1/events?host=kuusela-sw2&from=2026-11-23T10:00:00Z&before=2026-11-23T10:09:00Z")
            #expect(answer.components(separatedBy: "\"noAnswer\"").count == 2, "\(answer)")
        }
    }
}
