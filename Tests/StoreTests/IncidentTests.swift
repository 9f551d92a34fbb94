import Model
import Store
import Testing

/// Incidents as history asks for them.
@Suite struct IncidentTests {
    private static let minute = Duration.seconds(60)

    /// The first of each hour, an hour long; every third one is open.
    private static func incident(_ number: Incident.Number) -> Incident {
        let opened = Timestamp.start + .seconds(number * 3600)
        return Incident(
            number: number, cause: Check(host: number % 2 == 0 ? "sw/1" : "sw-2", aspect: .reach),
            site: number % 4 == 0 ? "hall" : "library", status: .red, worst: .red,
            reason: .noAnswer(lastAnswer: nil), opened: opened,
            closed: number % 3 == 0 ? nil : opened + .seconds(1800), behind: number % 5 == 0 ? ["ap-\"1\""] : [])
    }

    private func filled(_ directory: TemporaryDirectory) async throws -> Archive {
        let archive = try Archive(directory: directory.path, now: .start)
        try await archive.write(Batch(incidents: (1...20).map(Self.incident)))
        return archive
    }

    @Test func `incidents are found by time, host, site and number`() async throws {
        let directory = try TemporaryDirectory()
        let archive = try await filled(directory)
        func numbers(
            from: Int64? = nil, to: Int64? = nil, host: String? = nil, site: String? = nil, after: Int64? = nil,
            limit: Int = 100
        ) async throws -> [Int64] {
            try await archive.incidents(
                from: from.map { .start + .seconds($0 * 3600) }, to: to.map { .start + .seconds($0 * 3600) },
                host: host, site: site, after: after, limit: limit
            ).map(\.number)
        }
        #expect(try await numbers() == Array(1...20))
        #expect(try await numbers(limit: 3) == [1, 2, 3])
        #expect(try await numbers(after: 17) == [18, 19, 20])
        // What is open lasts until now.
        #expect(try await numbers(from: 10, to: 11) == [3, 6, 9, 10, 11])
        #expect(try await numbers(to: 2) == [1, 2])
        #expect(try await numbers(host: "sw/1", after: 10) == [12, 14, 16, 18, 20])
        // A name is a whole one, and those behind count.
        #expect(try await numbers(host: "sw") == [])
        #expect(try await numbers(host: "ap-\"1\"") == [5, 10, 15, 20])
        #expect(try await numbers(site: "hall") == [4, 8, 12, 16, 20])
        #expect(try await numbers(host: "ap-\"1\"", site: "hall") == [20])
        #expect(try await numbers(site: "sw-2") == [])
        try await archive.close()
    }

    @Test func `a closed incident tells what was wrong in its worst colour`() async throws {
        let directory = try TemporaryDirectory()
        let archive = try Archive(directory: directory.path, now: .start)
        let check = Check(host: "srv-1", aspect: .disk, subject: "D:")
        func full(_ percent: Double) -> Reason {
            .measured(value: percent, unit: .percent, condition: .above, limits: Limits(yellow: 80, red: 90))
        }
        func event(_ minute: Int64, _ from: Status, _ to: Status, _ reason: Reason, of number: Int64?) -> Event {
            Event(
                time: .start + Self.minute * Int(minute), check: check, from: from, to: to, reason: reason,
                incident: number)
        }
        let act = Act(person: Person(user: "mk"), deed: .acknowledge(7, until: nil))
        let events = [
            event(0, .green, .yellow, full(81), of: 7), event(5, .yellow, .red, full(91), of: 7),
            event(6, .red, .red, .act(act), of: 7), event(7, .red, .grey, .hostDown, of: 7),
            event(9, .grey, .green, full(50), of: 7), event(9, .green, .red, full(99), of: 8),
        ]
        let incident = Incident(
            number: 7, cause: check, site: "hall", status: .green, worst: .red, reason: full(50), opened: .start,
            closed: .start + Self.minute * 9)
        var silent = incident
        silent.number = 9
        try await archive.write(Batch(events: events, incidents: [incident]))
        #expect(try await archive.troubles(of: [incident, silent]) == [7: full(91)])
        try await archive.close()
    }
}
