import Model
import Rules
import TestSupport
import Testing

/// What is expected to be full soon is yellow, with a range of dates.
@Suite struct ProspectTests {
    private static let check = Check(host: "srv-1", aspect: .disk, subject: "C:")

    private static func story(_ percent: Double) -> Story {
        var town = Town()
        town.add("srv-1")
        var story = Story(town, probes: [Samples.disk])
        story.groups["srv-1"] = [
            Story.PlayedGroup(
                layout: GroupLayout(
                    key: GroupKey(host: "srv-1", group: "host.storage"),
                    columns: [
                        Column(name: "total", kind: "storage", unit: .bytes, measure: .gauge),
                        Column(name: "used", kind: "storage", unit: .bytes, measure: .gauge),
                    ], rows: [Row(identity: "C:", label: "C:", instance: OID([1]))]),
                values: [.integer(1000), .integer(Int64(percent * 10))], uptime: nil)
        ]
        story.run(.seconds(130))
        return story
    }

    @Test func `a disk that fills within days is asked for by its columns, and its dates are told`() throws {
        var story = Self.story(70)
        let question = try #require(story.judge.prospectQuestions(of: "srv-1").first)
        #expect(question.check == Self.check)
        #expect(question.series.map(\.field) == ["total", "used"])
        #expect(question.value(of: [1000, 700]) == 70)
        #expect(question.value(of: [nil, 700]) == nil)
        #expect(question.target.limit == 100 && question.target.floor == 60)
        // Two per cent a day for twenty days.
        let now = story.now
        let samples = (0...480).map { hour in
            Forecast.Sample(time: now - .seconds(Int64(480 - hour) * 3600), value: 70 - Double(480 - hour) * 2 / 24)
        }
        let forecast = Forecast.of(samples, target: question.target, now: now)
        let prospect = try #require(question.prospect(forecast, newest: 70), "\(forecast)")
        #expect(abs(prospect.perDay - 2) < 0.1)
        #expect(prospect.earliest <= now + .seconds(15 * 86_400) && prospect.earliest > now + .seconds(12 * 86_400))
        story.foretell([Self.check: prospect], of: "srv-1")
        #expect(story.light("srv-1", .disk, "C:") == .yellow)
        #expect(story.reason("srv-1", .disk, "C:") == .expected(prospect))
        #expect(story.openIncidents.map(\.status) == [.yellow])
        let wording = Wording(language: .english) { CalendarTime(utc: $0) }
        #expect(wording.prospect(prospect, now: now).contains(/^full \d+\.12\.(–\d+\.12\.)?, \+2.*a day, now 70 %$/))

        // Kept over a restart, outranked by a limit, and gone when there is nothing to expect any more.
        try story.restart(after: .seconds(5))
        story.run(.seconds(130))
        #expect(story.light("srv-1", .disk, "C:") == .yellow)
        story.groups["srv-1"]?[0].values[1] = .integer(960)
        story.run(.seconds(300))
        #expect(story.light("srv-1", .disk, "C:") == .red)
        story.groups["srv-1"]?[0].values[1] = .integer(500)
        story.run(.seconds(120))
        story.foretell([:], of: "srv-1")
        #expect(story.light("srv-1", .disk, "C:") == .green)
        #expect(story.openIncidents.isEmpty)
    }

    @Test func `what is told of a falling value names its limit`() {
        let wording = Wording(language: .finnish) { CalendarTime(utc: $0) }
        let now = ManualClock.start
        let prospect = Prospect(
            earliest: now + .seconds(86_400 * 5), latest: nil, value: 900, perDay: -60, limit: 180, unit: .seconds)
        #expect(
            wording.prospect(prospect, now: now) == "rajalla 3 min aikaisintaan 28.11., −1 min päivässä, nyt 15 min")
    }
}
