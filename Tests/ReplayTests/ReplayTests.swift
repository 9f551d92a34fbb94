import FoundationEssentials
import Model
import Rules
import Store
import TestSupport
import Testing

@testable import Replay

/// A day of a small town, stored as the daemon stores it: echoes and visits every minute.
private struct StoredTown {
    let directory: URL
    let begin = ManualClock.start
    var town = Town()

    init() throws {
        directory = FileManager.default.temporaryDirectory.appending(path: "replay-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: false)
        town.add("core-1")
        town.add("srv-1", behind: ["core-1"])
    }

    func remove() throws { try FileManager.default.removeItem(at: directory) }

    /// Stores minutes.
    ///
    /// - Parameters:
    ///   - percent: How full the disk of srv-1 is in a minute; `nil`: nothing is stored then.
    ///   - octets: What its port has counted.
    ///   - dead: Hosts that answer nothing in a minute.
    func store(
        minutes: Int, percent: (Int) -> Int64?, octets: (Int) -> Int64 = { Int64($0) * 60_000 },
        dead: (Int) -> Set<Host.Name> = { _ in [] }, events: [Event] = [], incidents: [Incident] = []
    ) async throws {
        let archive = try Archive(directory: directory.path(), now: begin)
        let hosts = town.hosts.map(\.id)
        try await archive.write(
            Batch(
                layouts: hosts.map(EchoReport.layout) + [Self.storage, Self.ports], events: events, incidents: incidents
            ))
        for minute in 0..<minutes {
            guard let percent = percent(minute) else { continue }
            let time = begin + .seconds(Int64(minute) * 60)
            let gone = dead(minute)
            var batch = Batch(
                readings: hosts.map { host in
                    EchoReport(host: host, time: time, sent: 12, received: gone.contains(host) ? 0 : 12, average: 800)
                        .readings
                })
            if !gone.contains("srv-1") {
                let read = time + .milliseconds(400)
                batch.readings += [
                    Readings(key: Self.storage.key, time: read, values: [.integer(1000), .integer(percent * 10)]),
                    Readings(
                        key: Self.ports.key, time: read, uptime: UInt32(10_000_000 + minute * 6000),
                        values: [.integer(octets(minute))]),
                ]
            }
            try await archive.write(batch)
        }
        try await archive.close()
    }

    /// What configurations make of it.
    func played(
        _ settings: [Rehearsal.Setting], hours: ClosedRange<Int64>
    ) async throws -> [Rehearsal] {
        let reader = try ArchiveReader(directory: directory.path())
        let from = begin + .seconds(hours.lowerBound * 3600)
        let history = HistoryReader(reader, from: from, to: begin + .seconds(hours.upperBound * 3600))
        var rehearsals = settings.map {
            Rehearsal($0, from: from, begin: history.begin, calendar: { CalendarTime(utc: $0) })
        }
        try await history.play(to: &rehearsals)
        try await reader.close()
        return rehearsals
    }

    func setting(_ rules: [Rule] = []) -> Rehearsal.Setting {
        Rehearsal.Setting(fleet: town.fleet, probes: ProbeLibrary([Self.probe]), rules: rules)
    }

    static func rule(_ aspect: Aspect, yellow: Double? = nil, red: Double? = nil) -> Rule {
        Rule(
            aspect: aspect, limits: Limits(yellow: yellow, red: red), origin: SourceLocation(file: "new.yaml", line: 3))
    }

    private static func layout(_ group: String, _ columns: [(String, Model.Unit, Measure)]) -> GroupLayout {
        GroupLayout(
            key: GroupKey(host: "srv-1", group: group),
            columns: columns.map { Column(name: $0.0, kind: "x", unit: $0.1, measure: $0.2) },
            rows: [Row(identity: "1", label: "C:", instance: OID([1]))])
    }

    private static let storage = layout("sample.storage", [("total", .bytes, .gauge), ("used", .bytes, .gauge)])
    private static let ports = layout("sample.ports", [("inOctets", .bytes, .counter32)])

    private static let probe = Probe(
        name: "sample", title: "Sample", recognition: Probe.Recognition(),
        groups: [
            Probe.Group(
                name: "storage", rows: .scalar, columns: fields(storage),
                checks: [
                    CheckTemplate(
                        aspect: .disk, value: .quotient(.product(.number(100), .column(1)), .column(0)),
                        unit: .percent, condition: .above(Limits(yellow: 90, red: 95, hysteresis: 2)),
                        hold: .seconds(300))
                ]),
            Probe.Group(
                name: "ports", rows: .scalar, columns: fields(ports),
                checks: [
                    CheckTemplate(
                        aspect: .traffic, value: .product(.number(8), .rate(0)), unit: .bitsPerSecond,
                        condition: .above(Limits(red: 100_000)))
                ]),
        ])

    private static func fields(_ layout: GroupLayout) -> [Probe.Field] {
        layout.columns.map { Probe.Field(column: $0, source: .objects([])) }
    }
}

@Suite struct `History judged anew` {
    @Test func `a disk between two limits is an incident of the lower one only`() async throws {
        let stored = try StoredTown()
        // From the sixth hour on for an hour.
        try await stored.store(minutes: 600) { (360..<420).contains($0) ? 87 : 50 }
        let played = try await stored.played(
            [stored.setting(), stored.setting([StoredTown.rule(.disk, yellow: 85, red: 95)])], hours: 4...9)
        #expect(played[0].incidents.isEmpty)
        let found = try #require(played[1].incidents.first)
        #expect(played[1].incidents.count == 1)
        #expect(found.incident.cause == Check(host: "srv-1", aspect: .disk, subject: "C:"))
        #expect(found.incident.worst == .yellow)
        #expect(found.incident.opened == stored.begin + .seconds(365 * 60) + .milliseconds(400))
        #expect(found.incident.closed == stored.begin + .seconds(420 * 60) + .milliseconds(400))
        guard case .measured(let value, _, _, let limits, _) = found.reason else {
            Issue.record("the reason is of its end: \(found.reason)")
            return
        }
        #expect(value == 87)
        #expect(limits.yellow == 85)
        #expect(played[1].incidents.map(\.mails) == [0], "yellow is for the digest")
        let comparison = IncidentComparison(played[0].incidents, played[1].incidents)
        #expect(comparison.entries.map(\.side) == [.latter])
        #expect(comparison.counts() == (0, 1))
        try stored.remove()
    }

    @Test func `what began in the hours before and ended there does not count, what reaches in does`() async throws {
        let stored = try StoredTown()
        try await stored.store(minutes: 600) { (250..<280).contains($0) || (340..<420).contains($0) ? 97 : 50 }
        let played = try await stored.played([stored.setting()], hours: 6...9)
        #expect(played[0].incidents.map(\.incident.worst) == [.red])
        #expect(played[0].incidents.first.map { $0.incident.opened < stored.begin + .seconds(6 * 3600) } == true)
        #expect(played[0].incidents.map(\.mails) == [1], "of its beginning a mail was sent before")
        try stored.remove()
    }

    @Test func `counters are judged by their rates, and a counter that begins anew is no incident`() async throws {
        let stored = try StoredTown()
        // A megabyte a minute is 133 kbit/s; in the 300th minute the agent's counter is set anew.
        try await stored.store(
            minutes: 480, percent: { _ in 50 },
            octets: { minute in
                minute < 240
                    ? Int64(minute) * 60_000
                    : minute < 300 ? 14_400_000 + Int64(minute - 240) * 1_000_000 : Int64(minute - 300) * 60_000
            })
        let played = try await stored.played(
            [stored.setting(), stored.setting([StoredTown.rule(.traffic, red: 200_000)])], hours: 3...8)
        #expect(played[0].incidents.map(\.incident.cause.aspect) == [.traffic])
        #expect(played[0].incidents.first?.incident.opened == stored.begin + .seconds(241 * 60) + .milliseconds(400))
        #expect(played[0].incidents.map(\.mails) == [2])
        #expect(played[1].incidents.isEmpty)
        try stored.remove()
    }

    @Test func `hours in which the daemon was away neither end an incident nor open another`() async throws {
        let stored = try StoredTown()
        try await stored.store(minutes: 600) { (300..<420).contains($0) ? nil : (240..<480).contains($0) ? 97 : 50 }
        let played = try await stored.played([stored.setting()], hours: 3...10)
        #expect(played[0].incidents.count == 1)
        #expect(played[0].incidents.first?.incident.closed == stored.begin + .seconds(480 * 60) + .milliseconds(400))
        try stored.remove()
    }

    @Test func `the core's death is one incident with what is behind it, by the stored events to the second`()
        async throws
    {
        let stored = try StoredTown()
        let died = stored.begin + .seconds(300 * 60 + 17)
        let back = stored.begin + .seconds(330 * 60 + 20)
        func event(_ host: Host.Name, _ reason: Reason, _ from: Status, _ to: Status, _ time: Timestamp) -> Event {
            Event(time: time, check: Check(host: host, aspect: .reach), from: from, to: to, reason: reason)
        }
        let up = Reason.answers(roundTrip: 800, loss: 0)
        try await stored.store(
            minutes: 480, percent: { _ in 50 },
            dead: { (301...330).contains($0) ? ["core-1", "srv-1"] : [] },
            events: [
                event("core-1", .noAnswer(lastAnswer: died - .seconds(12)), .green, .red, died),
                event("srv-1", .behind("core-1"), .green, .grey, died + .seconds(1)),
                event("core-1", up, .red, .green, back), event("srv-1", up, .grey, .green, back + .seconds(5)),
            ])
        let played = try await stored.played([stored.setting()], hours: 4...8)
        let found = try #require(played[0].incidents.first?.incident)
        #expect(played[0].incidents.count == 1)
        #expect(found.cause == Check(host: "core-1", aspect: .reach))
        #expect(found.behind == ["srv-1"])
        #expect(abs((found.opened - died).wholeMilliseconds) <= 4000)
        #expect(found.closed == back)
        #expect(played[0].incidents.map(\.mails) == [2])
        try stored.remove()
    }

    @Test func `without events the echoes tell who was gone`() async throws {
        let stored = try StoredTown()
        try await stored.store(
            minutes: 480, percent: { _ in 50 }, dead: { (301...330).contains($0) ? ["core-1", "srv-1"] : [] })
        let played = try await stored.played([stored.setting()], hours: 4...8)
        #expect(played[0].incidents.map(\.incident.cause.host) == ["core-1"])
        #expect(played[0].incidents.first?.incident.closed == stored.begin + .seconds(331 * 60))
        try stored.remove()
    }
}

@Suite struct `Incidents against each other` {
    private func incident(
        _ number: Int64, _ host: Host.Name, _ worst: Status, _ hours: ClosedRange<Int64>
    ) -> ReplayedIncident {
        let reason = Reason.noAnswer(lastAnswer: nil)
        return ReplayedIncident(
            incident: Incident(
                number: number, cause: Check(host: host, aspect: .reach), site: "hall", status: .green, worst: worst,
                reason: reason, opened: ManualClock.start + .seconds(hours.lowerBound * 3600),
                closed: ManualClock.start + .seconds(hours.upperBound * 3600)), reason: reason)
    }

    @Test func `the same check, as bad, at the same time is the same`() {
        let comparison = IncidentComparison(
            [incident(1, "a", .red, 1...3), incident(2, "b", .red, 1...2), incident(3, "c", .yellow, 4...5)],
            [incident(9, "a", .red, 2...4), incident(8, "b", .red, 3...4), incident(7, "c", .red, 4...5)])
        #expect(comparison.entries.map(\.incident.incident.number) == [2, 9, 8, 3, 7])
        #expect(comparison.entries.map(\.side) == [.former, .both, .latter, .former, .latter])
        #expect(comparison.counts() == (3, 3))
        #expect(comparison.counts(.red) == (2, 3))
    }

    @Test func `a report has a line for each, and says in a sentence how many`() {
        let comparison = IncidentComparison(
            [incident(1, "a", .red, 1...3), incident(2, "b", .red, 1...2)], [incident(9, "a", .red, 1...3)])
        let report = IncidentReport(
            wording: Wording(language: .english) { CalendarTime(utc: $0) }, now: ManualClock.start + .seconds(86_400))
        #expect(
            report.lines(comparison, stored: [incident(17, "a", .red, 1...3)]) == [
                "1   Mon 23.11. 09:00  2 h  RED   a  reach  no connection, never answered  #17",
                "2 - Mon 23.11. 09:00  1 h  RED   b  reach  no connection, never answered",
            ])
        #expect(report.summary(comparison) == "1 incident instead of 2; 1 red instead of 2; mails 0 instead of 0")
    }

    @Test func `two that one would have been are one and another`() {
        let comparison = IncidentComparison(
            [incident(1, "a", .red, 1...9)], [incident(4, "a", .red, 1...3), incident(5, "a", .red, 5...9)])
        #expect(comparison.entries.map(\.side) == [.both, .latter])
    }
}
