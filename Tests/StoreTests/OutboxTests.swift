import Model
import Testing

@testable import Store

private let lease = Duration.seconds(120)

private func incident(_ number: Incident.Number, closed: Timestamp? = nil) -> Incident {
    Incident(
        number: number, cause: Check(host: "sw-\(number)", aspect: .reach), site: "hall", status: .red, worst: .red,
        reason: .noAnswer(lastAnswer: .start), opened: .start, closed: closed, behind: ["ap-1"])
}

private func notice(_ number: Incident.Number, _ stage: Stage = .began) -> Notice {
    Notice(stage: stage, incident: incident(number), time: .start, site: "Town hall", tell: "Use the \u{202E}cable")
}

@Suite struct `The outbox and the rest` {
    private let directory: TemporaryDirectory
    private let archive: Archive

    init() throws {
        directory = try TemporaryDirectory()
        archive = try Archive(directory: directory.path, now: .start)
    }

    @Test func `a notice that cannot be read is told, and the others are delivered`() async throws {
        try await archive.write(Batch(outbox: [notice(1), notice(2)]))
        try await archive.spoil("outbox", column: "notice", where: "id = 1")
        let outbox = try outbox()
        var told: [OutboxRow.ID] = []
        let claimed = try outbox.claim(now: .start, claimant: 1, lease: lease) { told.append($0) }
        #expect(claimed.map(\.notice) == [notice(2)])
        #expect(told == [1])
        #expect(try outbox.waiting().oldest == notice(2).time)
        _ = try outbox.claim(now: .start + .seconds(3600), claimant: 1, lease: lease) { told.append($0) }
        #expect(told == [1])
        _ = try outbox.claim(now: .start + .seconds(86_401), claimant: 1, lease: lease) { told.append($0) }
        #expect(told == [1, 1])
    }

    private func outbox() throws -> Outbox {
        try Outbox(directory: directory.path)
    }

    // MARK: - Outbox

    @Test func `a notice comes back whole, once`() async throws {
        try await archive.write(Batch(outbox: [notice(1)]))
        let outbox = try outbox()
        let claimed = try outbox.taken(now: .start, claimant: 1, lease: lease)
        #expect(claimed.map(\.notice) == [notice(1)])
        try outbox.confirm(claimed[0].id, now: .start)
        #expect(try outbox.taken(now: .start + .seconds(9999), claimant: 1, lease: lease).isEmpty)
        #expect(try outbox.waiting().count == 0)
    }

    @Test func `two claimants at once never get the same row`() async throws {
        try await archive.write(Batch(outbox: (1...300).map { notice($0) }))
        let directory = directory.path
        let taken = try await withThrowingTaskGroup(of: [OutboxRow.ID].self) { group in
            for claimant in 1...4 {
                group.addTask {
                    let outbox = try Outbox(directory: directory)
                    var mine: [OutboxRow.ID] = []
                    while true {
                        let rows = try outbox.taken(now: .start, claimant: Int64(claimant), lease: lease, limit: 7)
                        if rows.isEmpty { return mine }
                        for row in rows { try outbox.confirm(row.id, now: .start) }
                        mine += rows.map(\.id)
                    }
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(taken.sorted() == Array(1...300))
    }

    @Test func `what a dead claimant had is due again when its lease ends`() async throws {
        try await archive.write(Batch(outbox: [notice(1)]))
        let outbox = try outbox()
        #expect(try outbox.taken(now: .start, claimant: 1, lease: lease).count == 1)
        #expect(try outbox.taken(now: .start + lease - .seconds(1), claimant: 2, lease: lease).isEmpty)
        #expect(try outbox.taken(now: .start + lease, claimant: 2, lease: lease).count == 1)
    }

    @Test func `the end of an incident waits for its beginning, others do not`() async throws {
        try await archive.write(Batch(outbox: [notice(1), notice(1, .ended), notice(2)]))
        let outbox = try outbox()
        let first = try outbox.taken(now: .start, claimant: 1, lease: lease, limit: 1)
        #expect(try outbox.taken(now: .start, claimant: 2, lease: lease).map(\.notice) == [notice(2)])
        try outbox.postpone(first[0].id, until: .start + .seconds(60))
        #expect(try outbox.taken(now: .start + .seconds(59), claimant: 2, lease: lease).isEmpty)
        let again = try outbox.taken(now: .start + .seconds(60), claimant: 2, lease: lease)
        #expect(again.map(\.notice) == [notice(1), notice(1, .ended)])
        #expect(again.map(\.failures) == [1, 0])
    }

    @Test func `an event and its notice are stored together or not at all`() async throws {
        try await archive.breakTable("outbox")
        await #expect(throws: StoreError.self) {
            try await archive.write(Batch(incidents: [incident(1)], outbox: [notice(1)]))
        }
        #expect(try await archive.openIncidents().isEmpty)
    }

    @Test func `where there is no database there is no outbox`() throws {
        let empty = try TemporaryDirectory()
        do throws(StoreError) {
            _ = try Outbox(directory: empty.path)
            Issue.record("it opened")
        } catch {
            #expect(error.code == .missingDirectory)
            #expect(empty.names.isEmpty)
        }
    }

    // MARK: - Events, incidents, facts, state

    @Test func `events come newest first, by host and by time`() async throws {
        let events = (0..<10).map(event)
        try await archive.write(Batch(events: events))
        #expect(try await archive.events(limit: 3) == Array(events.reversed().prefix(3)))
        #expect(try await archive.events(host: "sw-1", limit: 2) == [events[9], events[7]])
        let middle = try await archive.events(from: events[2].time, before: events[5].time, limit: 100)
        #expect(middle == [events[4], events[3], events[2]])
    }

    private func event(_ number: Int) -> Event {
        Event(
            time: .start + .seconds(number), check: Check(host: "sw-\(number % 2)", aspect: .reach), from: .green,
            to: .red, reason: .noAnswer(lastAnswer: nil), incident: 7)
    }

    @Test func `an event or incident that cannot be read costs itself and is counted`() async throws {
        try await archive.write(Batch(events: [event(0), event(1)], incidents: [incident(1), incident(2)]))
        try await archive.spoil("events", column: "event", where: "id = 1")
        try await archive.spoil("incidents", column: "incident", where: "number = 1")
        #expect(try await archive.events(limit: 10) == [event(1)])
        #expect(try await archive.openIncidents() == [incident(2)])
        #expect(await archive.account.damagedRows == 2)
    }

    @Test func `an incident keeps its number and is found while it was open`() async throws {
        try await archive.write(Batch(incidents: [incident(1), incident(2)]))
        let closed = incident(1, closed: .start + .seconds(60))
        try await archive.write(Batch(incidents: [closed]))
        #expect(try await archive.openIncidents() == [incident(2)])
        #expect(try await archive.incident(1) == closed)
        #expect(try await archive.incidents(from: .start, to: .start) == [closed, incident(2)])
        #expect(try await archive.incidents(from: .start + .seconds(61), to: .start + .seconds(90)) == [incident(2)])
        #expect(try await archive.lastIncidentNumber() == 2)
    }

    @Test func `the number of an incident is not given again when all are forgotten`() async throws {
        try await archive.write(Batch(incidents: [incident(41, closed: .start)]))
        let retention = Retention(readings: .seconds(60), events: .seconds(60))
        try await archive.forget(olderThan: retention, now: .start + .seconds(999))
        #expect(try await archive.incident(41) == nil)
        #expect(try await archive.lastIncidentNumber() == 41)
    }

    @Test func `facts and state come back, empty state is gone`() async throws {
        let facts = HostFacts(systemName: "sw\u{1B}[2J", serial: "X1", started: .start, probes: ["if-mib"])
        try await archive.write(Batch(facts: [("sw-1", facts)], state: [("judge", [0, 255]), ("other", [1])]))
        #expect(try await archive.facts(of: "sw-1") == facts)
        #expect(try await archive.facts(of: "sw-2") == nil)
        #expect(try await archive.facts() == ["sw-1": facts])
        #expect(try await archive.state("judge") == [0, 255])
        try await archive.write(Batch(state: [("judge", [])]))
        #expect(try await archive.state("judge") == nil)
        #expect(try await archive.state("other") == [1])
    }
}

extension Outbox {
    /// What is claimed where every row can be read.
    fileprivate func taken(
        now: Timestamp, claimant: Int64, lease: Duration, limit: Int = 100
    ) throws -> [OutboxRow] {
        try claim(now: now, claimant: claimant, lease: lease, limit: limit) {
            Issue.record("row \($0) cannot be read")
        }
    }
}
