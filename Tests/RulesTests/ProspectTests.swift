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

    // MARK: Hardware

    private static let optics = Probe(
        name: "switch", title: "Switch", recognition: Probe.Recognition(),
        groups: [
            Probe.Group(
                name: "optics", rows: .scalar,
                columns: ["rx", "bias", "status"].map { Probe.Field(column: column($0), source: .objects([])) })
        ])

    private static func column(_ name: String) -> Column {
        switch name {
        case "rx": Column(name: name, kind: "sensor", class: "signal", unit: .decibelMilliwatts, measure: .gauge)
        case "bias": Column(name: name, kind: "sensor", class: "current", unit: .amperes, measure: .gauge)
        default: Column(name: name, kind: "sensor", class: "state", unit: .none, measure: .state)
        }
    }

    private static func opticsStory(rules: [Rule] = []) -> Story {
        var town = Town()
        town.add("sw-1")
        var story = Story(town, probes: [optics], rules: rules)
        story.groups["sw-1"] = [
            Story.PlayedGroup(
                layout: GroupLayout(
                    key: GroupKey(host: "sw-1", group: "switch.optics"), columns: ["rx", "bias", "status"].map(column),
                    rows: ["49", "50"].map { Row(identity: "port \($0)", label: $0, instance: OID([1])) }),
                values: [.real(-8), .real(0.03), .integer(1), .real(-7), .real(0.03), .integer(1)], uptime: nil)
        ]
        story.limits["sw-1"] = [
            RowLimits(group: "switch.optics", identity: "port 49", column: "rx", low: -16, lowWarn: -14),
            RowLimits(group: "switch.optics", identity: "port 49", column: "bias", highWarn: 0.08, high: 0.09),
            RowLimits(group: "switch.optics", identity: "port 50", column: "rx", low: -18),
            RowLimits(group: "switch.optics", identity: "port 50", column: "status", low: 2),
        ]
        story.run(.seconds(130))
        return story
    }

    @Test func `what the device has limits for is asked for, and the warning counts before the alarm`() {
        let questions = Self.opticsStory().judge.prospectQuestions(of: "sw-1")
        #expect(questions.map(\.check.subject) == ["rx 49", "rx 50", "bias 49"])
        #expect(questions.map(\.target.limit) == [-14, -18, 0.08])
        #expect(questions.map(\.target.direction) == [.falling, .falling, .rising])
        #expect(questions.map(\.matter) == [.light, .light, .laser])
        #expect(questions.allSatisfy { $0.target.horizon == .seconds(30 * 86_400) })
    }

    @Test func `a rule changes how far ahead is looked, its limit counts before the device's, and it may say no`() {
        let origin = SourceLocation(file: "monitor.yaml", line: 1)
        let rules = [
            Rule(aspect: .hardware, subject: "rx *", forecast: .within(.seconds(60 * 86_400)), origin: origin),
            Rule(aspect: .hardware, subject: "rx 50", limits: Limits(yellow: -17), origin: origin),
            Rule(aspect: .hardware, subject: "bias *", forecast: .never, origin: origin),
            // Who names no subject means other units.
            Rule(aspect: .hardware, host: "sw-1", limits: Limits(yellow: 40), origin: origin),
        ]
        let questions = Self.opticsStory(rules: rules).judge.prospectQuestions(of: "sw-1")
        #expect(questions.map(\.check.subject) == ["rx 49", "rx 50"])
        #expect(questions.map(\.target.limit) == [-14, -17])
        #expect(questions.allSatisfy { $0.target.horizon == .seconds(60 * 86_400) })
        let silent = [Rule(aspect: .hardware, subject: "rx 49", isJudged: false, origin: origin)]
        #expect(
            Self.opticsStory(rules: silent).judge.prospectQuestions(of: "sw-1").map(\.check.subject)
                == ["rx 50", "bias 49"])
    }

    @Test func `what is foretold has a light as long as it is foretold again and again`() throws {
        var story = Self.opticsStory()
        let check = Check(host: "sw-1", aspect: .hardware, subject: "rx 49")
        let prospect = Prospect(
            earliest: story.now + .seconds(9 * 86_400), latest: story.now + .seconds(20 * 86_400), value: -12,
            perDay: -0.15, limit: -14, unit: .decibelMilliwatts, matter: .light)
        story.foretell([check: prospect], of: "sw-1")
        #expect(story.light("sw-1", .hardware, "rx 49") == .yellow)
        #expect(story.reason("sw-1", .hardware, "rx 49") == .expected(prospect))
        // Kept with the limits over a restart.
        try story.restart(after: .seconds(5))
        #expect(story.judge.prospectQuestions(of: "sw-1").isEmpty)
        story.limits["sw-1"] = nil
        story.run(.seconds(130))
        #expect(story.light("sw-1", .hardware, "rx 49") == .yellow)
        #expect(story.judge.prospectQuestions(of: "sw-1").count == 3)
        // Nobody looks ahead any more: it ages and is grey, never green.
        story.run(.seconds(19 * 3600))
        #expect(story.light("sw-1", .hardware, "rx 49") == .grey)
        story.foretell([check: prospect], of: "sw-1")
        #expect(story.light("sw-1", .hardware, "rx 49") == .yellow)
        story.foretell([:], of: "sw-1")
        #expect(story.light("sw-1", .hardware, "rx 49") == nil)
        #expect(story.openIncidents.isEmpty)
    }

    @Test func `traffic and errors are foretold from the rates of counters`() throws {
        let counters = ["inOctets", "inErrors"].map {
            Probe.Field(
                column: Column(name: $0, kind: "port", unit: .bytes, measure: .counter64), source: .objects([]))
        }
        let probe = Probe(
            name: "if", title: "Ports", recognition: Probe.Recognition(),
            groups: [
                Probe.Group(
                    name: "ports", rows: .scalar, columns: counters,
                    checks: [
                        CheckTemplate(
                            aspect: .traffic, subject: "in ",
                            value: .quotient(.product(.number(800), .rate(0)), .number(1_000_000)), unit: .percent,
                            condition: .above(Limits(yellow: 90))),
                        CheckTemplate(
                            aspect: .traffic, subject: "errors ", value: .quotient(.rate(1), .rate(0)), unit: .none,
                            condition: .above(Limits(yellow: 100))),
                    ])
            ])
        var town = Town()
        town.add("sw-1")
        var story = Story(town, probes: [probe])
        func played(_ octets: Int64) -> Story.PlayedGroup {
            Story.PlayedGroup(
                layout: GroupLayout(
                    key: GroupKey(host: "sw-1", group: "if.ports"), columns: counters.map(\.column),
                    rows: [Row(identity: "A1", label: "A1", instance: OID([1]))]),
                values: [.integer(octets), .integer(octets / 1000)], uptime: UInt32(octets / 10))
        }
        for octets: Int64 in [60_000, 120_000, 180_000] {
            story.groups["sw-1"] = [played(octets)]
            story.run(.seconds(60))
        }
        let questions = story.judge.prospectQuestions(of: "sw-1")
        #expect(questions.map(\.check.subject) == ["in A1", "errors A1"])
        #expect(questions.map(\.matter) == [.traffic, .errors])
        let traffic = try #require(questions.first)
        #expect(traffic.series.map(\.field) == ["inOctets"])
        #expect(traffic.value(of: [62_500]) == 50)
        #expect(questions.last?.value(of: [1000, 3]) == 0.003)
        #expect(questions.last?.value(of: [0, 3]) == nil)
        #expect(traffic.target.reading == .weeklyPeaks && questions.last?.target.reading == .factors)
    }

    @Test func `a sentence tells what comes to which limit, and between which days`() {
        let now = ManualClock.start
        let prospect = Prospect(
            earliest: now + .seconds(86_400 * 9), latest: now + .seconds(86_400 * 20), value: -9.2, perDay: -0.13,
            limit: -14, unit: .decibelMilliwatts, matter: .light)
        func text(_ language: Language, _ prospect: Prospect) -> String {
            Wording(language: language) { CalendarTime(utc: $0) }.prospect(prospect, now: now)
        }
        #expect(
            text(.english, prospect)
                == "the light reaches its lower limit of −14 dBm between 2 and 13 December, −0.13 dB a day, now −9.2 dBm"
        )
        #expect(
            text(.finnish, prospect)
                == "valo saavuttaa alarajansa −14 dBm 2.12.–13.12., −0,13 dB päivässä, nyt −9,2 dBm")
        #expect(
            text(.swedish, prospect)
                == "ljuset når sin nedre gräns −14 dBm mellan 2.12. och 13.12., −0,13 dB om dagen, nu −9,2 dBm")
        var later = prospect
        later.latest = now + .seconds(86_400 * 50)
        #expect(text(.english, later).contains("between 2 December and 12 January 2027"))
        later.latest = nil
        #expect(text(.english, later).contains("from 2 December on"))
        later.latest = later.earliest
        #expect(text(.english, later).contains("about 2 December,"))
        let texts = Prospect.Matter.allCases.flatMap { matter in
            [Language.english, .finnish, .swedish].map { language in
                var other = prospect
                other.matter = matter
                return text(language, other)
            }
        }
        // What fills and what is used up are told alike.
        #expect(Set(texts).count == texts.count - 3)
    }
}
