import Model
import Platform
import Testing

/// Windows on the clock of Helsinki, where 2026-03-29 has 23 hours and 2026-10-25 has 25.
@Suite struct StepEdgesTests {
    private let local: LocalTime

    init() throws {
        local = try LocalTime.use("Europe/Helsinki")
    }

    private func edges(_ step: Step, _ from: String, _ to: String, limit: Int = 1000) throws -> [String] {
        let (from, to) = (try #require(Timestamp(iso8601: from)), try #require(Timestamp(iso8601: to)))
        return local.edges(step, from: from, to: to, limit: limit).map { String($0.description.dropLast(8)) }
    }

    @Test func `days are whole and begin at midnight, also on the nights of the clocks`() throws {
        #expect(
            try edges(.days(1), "2026-03-28T12:00:00Z", "2026-03-30T12:00:00Z")
                == ["2026-03-27T22:00", "2026-03-28T22:00", "2026-03-29T21:00", "2026-03-30T21:00"])
        #expect(
            try edges(.days(1), "2026-10-24T21:00:00Z", "2026-10-25T22:00:00Z") == [
                "2026-10-24T21:00", "2026-10-25T22:00",
            ])
    }

    @Test func `weeks begin on Mondays, months on the first, quarters in January`() throws {
        #expect(
            try edges(.weeks(1), "2026-10-21T12:00:00Z", "2026-10-28T12:00:00Z")
                == ["2026-10-18T21:00", "2026-10-25T22:00", "2026-11-01T22:00"])
        #expect(
            try edges(.months(1), "2026-12-31T21:59:59Z", "2027-02-01T00:00:00Z")
                == ["2026-11-30T22:00", "2026-12-31T22:00", "2027-01-31T22:00", "2027-02-28T22:00"])
        #expect(
            try edges(.months(3), "2026-05-05T00:00:00Z", "2026-05-06T00:00:00Z") == [
                "2026-03-31T21:00", "2026-06-30T21:00",
            ])
        #expect(
            try edges(.months(12), "2026-05-05T00:00:00Z", "2026-05-06T00:00:00Z") == [
                "2025-12-31T22:00", "2026-12-31T22:00",
            ])
    }

    @Test func `the autumn night has 25 hours, the spring night 23`() throws {
        let autumn = try edges(.seconds(3600), "2026-10-24T21:00:00Z", "2026-10-25T22:00:00Z")
        #expect(autumn.count == 26)
        #expect(autumn[3...5] == ["2026-10-25T00:00", "2026-10-25T01:00", "2026-10-25T02:00"])
        #expect(try edges(.seconds(3600), "2026-03-28T22:00:00Z", "2026-03-29T21:00:00Z").count == 24)
    }

    @Test func `longer hours follow the wall clock, and the window with the change is longer or shorter`() throws {
        #expect(
            try edges(.seconds(6 * 3600), "2026-10-24T21:00:00Z", "2026-10-25T22:00:00Z")
                == ["2026-10-24T21:00", "2026-10-25T04:00", "2026-10-25T10:00", "2026-10-25T16:00", "2026-10-25T22:00"])
        #expect(
            try edges(.seconds(3 * 3600), "2026-03-28T22:00:00Z", "2026-03-29T06:00:00Z")
                == ["2026-03-28T22:00", "2026-03-29T01:00", "2026-03-29T03:00", "2026-03-29T06:00"])
        #expect(
            try edges(.seconds(3 * 3600), "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z")
                == ["2026-10-25T00:00", "2026-10-25T04:00"])
    }

    @Test func `steps of minutes are aligned to the clock, odd ones end with the day`() throws {
        #expect(
            try edges(.seconds(300), "2026-11-23T10:07:30Z", "2026-11-23T10:12:00Z")
                == ["2026-11-23T10:05", "2026-11-23T10:10", "2026-11-23T10:15"])
        #expect(
            try edges(.seconds(7 * 60), "2026-11-23T21:50:00Z", "2026-11-23T22:05:00Z")
                == ["2026-11-23T21:48", "2026-11-23T21:55", "2026-11-23T22:00", "2026-11-23T22:07"])
    }

    @Test func `the whole is one window, and what is cut goes on where it ended`() throws {
        #expect(
            try edges(.whole, "2026-11-23T10:07:30Z", "2026-11-23T10:12:00Z") == [
                "2026-11-23T10:07", "2026-11-23T10:12",
            ])
        #expect(
            try edges(.days(1), "2026-03-27T22:00:00Z", "2026-12-31T00:00:00Z", limit: 2)
                == ["2026-03-27T22:00", "2026-03-28T22:00", "2026-03-29T21:00"])
    }

    @Test(arguments: [
        Step.seconds(60), .seconds(420), .seconds(3600), .seconds(5400), .seconds(7200), .seconds(10_800),
        .seconds(18_000), .seconds(43_200), .days(1), .days(3), .weeks(1), .weeks(2), .months(1), .months(5),
    ])
    func `over two years every window is longer than nothing, ends where the next begins and holds its moments`(
        step: Step
    ) throws {
        let from = try #require(Timestamp(iso8601: "2025-06-15T09:13:27Z"))
        // Of the short ones both nights.
        let spans =
            step.shortest < .seconds(3600)
            ? ["2026-03-28T12:00:00Z", "2026-10-24T12:00:00Z"].compactMap { Timestamp(iso8601: $0) }
                .map { ($0, $0 + .seconds(86_400)) }
            : [(from, from + .seconds(2 * 365 * 86_400))]
        for (from, to) in spans {
            let edges = local.edges(step, from: from, to: to, limit: .max - 1)
            #expect(edges[0] <= from)
            #expect(try #require(edges.last) >= to)
            for (begin, end) in zip(edges, edges.dropFirst()) {
                #expect(begin < end)
                #expect(local.beginning(of: step, at: begin) == begin)
                #expect(local.beginning(of: step, at: end - .milliseconds(1)) == begin)
            }
        }
    }
}
