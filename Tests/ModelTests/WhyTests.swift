import Model
import Testing

/// What changed before a trouble: chosen by what it tells, shown in the order of time.
@Suite struct WhyTests {
    /// Monday 23 November 2026, 11:38.
    private static let moment = UTCTime(year: 2026, month: 11, day: 23, hour: 11, minute: 38).timestamp
    private static let supply = Check(host: "sw-2", aspect: .hardware, subject: "psu 2")
    private static let incident = Self.incident(1482, at: .zero, seconds: nil)

    private static func incident(_ number: Int64, at ago: Duration, seconds: Int64?) -> Incident {
        Incident(
            number: number, cause: supply, site: "kuusela", status: .red, worst: .red,
            reason: .state(name: "failed", number: 3), opened: moment - ago,
            closed: seconds.map { moment - ago + .seconds($0) })
    }

    private static func event(
        _ host: Host.Name, _ minutesAgo: Int, _ from: Status = .green, _ to: Status = .red,
        _ reason: Reason = .noAnswer(lastAnswer: nil), aspect: Aspect = .reach, subject: String = "",
        of number: Int64? = nil
    ) -> Event {
        Event(
            time: moment - .seconds(minutesAgo * 60), check: Check(host: host, aspect: aspect, subject: subject),
            from: from, to: to, reason: reason, incident: number)
    }

    private var why = Why(
        host: "sw-2", parents: ["core-1"], neighbours: ["sw-3", "sw-4", "sw-5", "sw-6"], daemon: "monitor",
        before: Self.moment, incident: Self.incident)

    private static func wording(_ language: Language) -> Wording {
        Wording(language: language) { CalendarTime(utc: $0) }
    }

    private func texts(
        _ events: [Event], _ incidents: [Incident] = [], _ language: Language = .english
    ) -> [String] {
        why.lines(events: events, incidents: incidents).map {
            WhyTests.wording(language).why($0, of: "sw-2", now: WhyTests.moment + .seconds(60))
        }
    }

    @Test func `each kind of change is told as what it is, in the order of time`() {
        let act = Act(person: Person(user: "mikko", initials: "MK"), deed: .note(.host("sw-2")), text: "moved")
        let events = [
            Self.event("core-1", 3), Self.event("core-1", 2, .red, .green, .answers(roundTrip: 1100, loss: 0)),
            Self.event("sw-2", 12, .green, .green, .finding(.rebooted(at: Self.moment - .seconds(720)))),
            Self.event("sw-2", 3 * 1440, .green, .green, .act(act)),
            Self.event(
                "sw-2", 30, .green, .yellow, .state(name: "no power", number: 2), aspect: .hardware, subject: "psu 1"),
            Self.event("sw-4", 5), Self.event("sw-3", 4), Self.event("sw-5", 4), Self.event("sw-6", 3),
            Self.event("monitor", 20, .green, .red, .own("new configuration"), aspect: .services, subject: "reload"),
        ]
        let before = [
            Self.incident(1401, at: .seconds(6 * 86_400 + 26_760), seconds: 8),
            Self.incident(1300, at: .seconds(20 * 86_400), seconds: 600),
        ]
        #expect(
            texts(events.shuffled(), before) == [
                "the same 2 times in 30 days: Tue 17.11. 04:12 (8 s), Tue 3.11. 11:38 (10 min)",
                "note, MK: moved", "psu 1 no power, green → yellow",
                "the monitor: reload new configuration, green → red", "restarted at 11:26:00",
                "on the same parent sw-4, sw-3, sw-5 and 1 more: no connection, never answered, green → red",
                "core-1: no connection, never answered, green → red", "core-1: 1.1 ms, loss 0 %, red → green",
            ])
        #expect(
            texts(events, before, .finnish).first
                == "sama vika 2 kertaa 30 päivässä: ti 17.11. klo 04.12 (8 s), ti 3.11. klo 11.38 (10 min)")
        #expect(
            texts(events, before, .swedish).first
                == "samma fel 2 gånger på 30 dagar: tis 17.11. kl. 04.12 (8 s), tis 3.11. kl. 11.38 (10 min)")
    }

    @Test func `what is too old, not before it, its own, or only follows is left out`() {
        let events = [
            Self.event("sw-2", 25 * 60), Self.event("core-1", 61), Self.event("sw-3", 90), Self.event("stranger", 1),
            Self.event("sw-2", 0), Self.event("sw-2", -5), Self.event("sw-2", 5, .green, .grey, .hostDown),
            Self.event("sw-2", 5, .grey, .green, .notYetChecked),
            Self.event("sw-3", 5, .red, .green, .answers(roundTrip: 1, loss: 0)),
            Self.event(
                "sw-2", 8 * 1440, .green, .green, .finding(.changedVersion(from: "1", to: "2"))),
        ]
        #expect(texts(events, [Self.incident, Self.incident(1, at: .seconds(31 * 86_400), seconds: 5)]) == [])
    }

    @Test func `a check that comes and goes is one line, and so is what somebody did to many`() {
        let flaps = (1...9).map { number in
            Self.event(
                "sw-2", number * 10, number % 2 == 0 ? .red : .green, number % 2 == 0 ? .green : .red,
                .state(name: number % 2 == 0 ? "up" : "down", number: 1), aspect: .link, subject: "A1")
        }
        let pause = Act(person: Person(user: "mikko"), deed: .pause(.site("kuusela"), until: nil), text: "power")
        let pauses = ["sw-2", "sw-3", "core-1"].map { Self.event($0, 55, .green, .green, .act(pause)) }
        #expect(
            texts(flaps + pauses) == ["paused, mikko: power", "link A1 down, 9 changes since 10:08"])
        #expect(
            texts(Array(pauses.dropFirst())) == ["core-1, sw-3: paused, mikko: power"])
    }

    @Test func `another configuration is told of the host, and of the daemon where it says more`() {
        let change = ConfigurationChange([.init(.host, .changed, "sw-2", fields: ["parent"])])
        let all = ConfigurationChange([.init(.host, .changed, "sw-2", fields: ["parent"]), .init(.host, .added, "x")])
        let wide = ConfigurationChange([.init(.rule, .changed, "disk", fields: ["limits"])], isWide: true)
        func told(_ host: Host.Name, _ minutes: Int, _ change: ConfigurationChange) -> Event {
            Self.event(host, minutes, .green, .green, .finding(.configured(change)))
        }
        let events = [
            told("sw-2", 3 * 1440, change), told("monitor", 3 * 1440, all), told("sw-2", 20, change),
            told("monitor", 20, all), told("monitor", 2 * 1440, wide), told("monitor", 40, all),
            told("monitor", 8 * 1440, wide),
        ]
        #expect(
            texts(events) == [
                "new configuration: changed host sw-2 (parent)",
                "the monitor: new configuration: changed rule disk (limits)",
                "the monitor: new configuration: added host x; changed host sw-2 (parent)",
                "new configuration: changed host sw-2 (parent)",
            ])
    }

    @Test func `a port of the parent that comes and goes is one line, and its own port tells more than others`() {
        func flaps(_ port: String, _ count: Int) -> [Event] {
            (1...count).map { number in
                Self.event(
                    "core-1", number * 4, number % 2 == 0 ? .red : .green, number % 2 == 0 ? .green : .red,
                    .state(name: number % 2 == 0 ? "up" : "down", number: 1), aspect: .link, subject: port)
            }
        }
        let own = (0..<10).map { number in
            Self.event(
                "sw-2", 20 + number, .green, .yellow, .state(name: "warm", number: 2), aspect: .hardware,
                subject: "fan \(number)")
        }
        #expect(texts(flaps("A2", 9)) == ["core-1: link A2 down, 9 changes since 11:02"])
        let known = Why(
            host: "sw-2", parents: ["core-1"], attachment: Attachment(host: "core-1", port: "A2"),
            before: Self.moment, incident: nil)
        let lines = known.lines(events: flaps("A2", 9) + (1...9).flatMap { flaps("B\($0)", 9) } + own, incidents: [])
        #expect(lines.count == Why.lineLimit)
        #expect(lines.count { $0.kind == .parent } == 2)
        #expect(lines.contains { $0.event?.check.subject == "A2" })
    }

    @Test func `of too much the most telling twelve are chosen`() {
        let own = (0..<30).map { number in
            Self.event(
                "sw-2", 10 + number, .green, .yellow, .state(name: "warm", number: 2), aspect: .hardware,
                subject: "fan \(number)")
        }
        let older = Self.event("sw-2", 1000, .green, .green, .finding(.changedVersion(from: "1", to: "2")))
        let lines = why.lines(events: own + [older, Self.event("core-1", 50)], incidents: [])
        #expect(lines.count == Why.lineLimit)
        #expect(lines.first?.kind == .finding)
        #expect(lines.contains { $0.kind == .parent })
        // Of the same weight the newest.
        #expect(lines.last?.event?.check.subject == "fan 0")
        #expect(lines.map(\.time) == lines.map(\.time).sorted())
    }

    @Test func `without an incident no repetition is told`() {
        let why = Why(host: "sw-2", before: Self.moment)
        #expect(why.lines(events: [], incidents: [Self.incident(1, at: .seconds(60), seconds: 5)]) == [])
    }

    @Test func `outages are the red incidents of reach, within the time that is looked at`() {
        func incident(_ number: Int64, _ site: String, _ ago: Int64, _ length: Int64?, _ worst: Status = .red)
            -> Incident
        {
            var incident = Incident(
                number: number, cause: Check(host: "h", aspect: .reach), site: site, status: worst, worst: worst,
                reason: .noAnswer(lastAnswer: nil), opened: Self.moment - .seconds(ago))
            incident.closed = length.map { incident.opened + .seconds($0) }
            return incident
        }
        var silent = incident(5, "hall", 600, 60)
        silent.cause.subject = "snmp"
        let incidents = [
            incident(1, "hall", 7200, 3600), incident(2, "hall", 300, nil), incident(3, "library", 4000, 3000),
            incident(4, "library", 100, 50, .yellow), silent, Self.incident(6, at: .seconds(100), seconds: 5),
        ]
        #expect(
            Outages.by(site: incidents, from: Self.moment - .seconds(5400), to: Self.moment) == [
                Outages(site: "library", count: 1, duration: .seconds(3000)),
                Outages(site: "hall", count: 2, duration: .seconds(1800 + 300)),
            ])
        #expect(Outages.by(site: incidents, to: Self.moment).first?.duration == .seconds(3900))
    }
}
