import Control
import Model
import Testing

@testable import Screen

/// Incidents, their stories, and what changed before.
@Suite struct HistoryTests {
    private static func incident(
        _ number: Int64, _ check: Check, _ site: String, _ reason: Reason, from opened: Timestamp, to closed: Timestamp?
    ) -> Incident {
        Incident(
            number: number, cause: check, site: site, status: closed == nil ? .red : .green, worst: .red,
            reason: reason, opened: opened, closed: closed)
    }

    private static let person = Person(user: "mikko", initials: "MK")

    private static let supply: Incident = {
        var incident = HistoryTests.incident(
            1482, Check(host: "kuusela-sw2", aspect: .hardware, subject: "psu 2"), "kuusela",
            .state(name: "failed\u{1B}[31m", number: 3), from: Town.at(11, 38), to: nil)
        incident.acknowledgement = Acknowledgement(
            person: person, since: Town.at(11, 50), until: Town.at(15, 0), text: "new one ordered", status: .red)
        incident.saying = Saying(person: person, time: Town.at(11, 51), text: "WLAN is off on the second floor")
        incident.behind = ["ap-1", "ap-2"]
        return incident
    }()

    private static let reply = IncidentsReply(
        incidents: [
            incident(
                1477, Check(host: "kanerva-rtr", aspect: .reach), "kanerva",
                .noAnswer(lastAnswer: Town.at(23, 40, day: 21)),
                from: Town.at(23, 41, day: 21), to: Town.at(3, 15, day: 22)),
            incident(
                1481, Check(host: "kanerva-rtr", aspect: .reach), "kanerva", .noAnswer(lastAnswer: Town.at(9, 0)),
                from: Town.at(9, 0), to: Town.at(9, 12)),
            supply,
        ], sites: ["kanerva": "Päiväkoti Kanerva", "kuusela": "Koulu Kuusela"], next: nil, text: [])

    private func report(_ language: Language, width: Int = 100) -> [String] {
        IncidentsReport(
            Self.reply, from: nil, to: Town.now, wording: Town.wording(language), now: Town.now, width: width
        ).lines(inColour: false)
    }

    @Test func `incidents stand in columns, and what they come to in the last line`() {
        #expect(
            report(.english) == [
                "#1477 ■ RED  21.11. 23:41 – 22.11. 03:15 3 h 34 min  Päiväkoti Kanerva  kanerva-rtr: no connect…",
                "#1481 ■ RED  23.11. 09:00 – 09:12            12 min  Päiväkoti Kanerva  kanerva-rtr: no connect…",
                "#1482 ■ RED  23.11. 11:38 – open             38 min  Koulu Kuusela      kuusela-sw2: psu 2 fail…  MK",
                "3 incidents, 1 open; outages: Päiväkoti Kanerva 226 min (2)",
            ])
        #expect(report(.finnish).last == "3 häiriötä, 1 auki; katkot: Päiväkoti Kanerva 226 min (2)")
        #expect(report(.swedish).last == "3 störningar, 1 öppna; avbrott: Päiväkoti Kanerva 226 min (2)")
        for language in Language.allCases {
            for width in [40, 80, 100, 160] {
                #expect(report(language, width: width).allSatisfy { $0.columns <= max(80, width) })
            }
        }
        let none = IncidentsReply(incidents: [], sites: [:], next: nil, text: [])
        let report = IncidentsReport(none, from: nil, to: Town.now, wording: Town.wording(.english), now: Town.now)
        #expect(report.lines(inColour: false) == ["no incidents in that time"])
    }

    @Test func `a spreadsheet gets one line for each`() {
        let lines = IncidentsCSV.text(Self.reply, wording: Town.wording(.english), now: Town.now).split(separator: "\n")
        #expect(lines.count == 4)
        #expect(lines[0] == "number,opened,closed,seconds,worst,status,site,host,aspect,subject,cause,who,text")
        #expect(
            lines[3]
                == "1482,2026-11-23T09:38:00.000Z,,,red,red,Koulu Kuusela,kuusela-sw2,hardware,psu 2,failed\\u{1B}[31m,MK,new one ordered"
        )
        #expect(lines[2].contains(",720,red,green,Päiväkoti Kanerva,"))
    }

    @Test func `a story has who, what callers are told, what hung on it, and all that happened`() {
        func event(_ time: Timestamp, _ from: Status, _ to: Status, _ reason: Reason, _ host: String? = nil) -> Event {
            let check = host.map { Check(host: $0, aspect: .reach) } ?? Self.supply.cause
            return Event(time: time, check: check, from: from, to: to, reason: reason, incident: 1482)
        }
        let act = Act(person: Self.person, deed: .acknowledge(1482, until: nil), text: "on it")
        let reply = IncidentReply(
            incident: Self.supply, site: "Koulu Kuusela",
            events: [
                event(Town.at(11, 38), .green, .red, .state(name: "failed", number: 3)),
                event(Town.at(11, 38, 2), .green, .grey, .behind("kuusela-sw2"), "ap-1"),
                event(Town.at(11, 50), .red, .red, .act(act)),
            ], text: [])
        #expect(
            IncidentStory(reply, wording: Town.wording(.english), now: Town.now).lines(inColour: false) == [
                "#1482 ■ RED  Koulu Kuusela  kuusela-sw2: psu 2 failed\\u{1B}[31m",
                "       Mon 23.11. 11:38 – open, 38 min", "       MK until 15:00: new one ordered",
                "       Tell: WLAN is off on the second floor", "       behind 2 hosts: ap-1 ap-2",
                "  Mon 23.11. 11:38:00  ■ psu 2 failed, green → red",
                "             11:38:02  ○ ap-1: behind kuusela-sw2, green → grey",
                "             11:50:00  ■ acknowledged, MK: on it",
            ])
    }

    @Test func `what changed before has a title and its times`() {
        let event = Event(
            time: Town.at(11, 26), check: Check(host: "kuusela-sw2", aspect: .reach, subject: "snmp"), from: .green,
            to: .green, reason: .finding(.rebooted(at: Town.at(11, 26))))
        var again = Why.Line(time: Town.at(4, 12, day: 17), kind: .again, hosts: ["kuusela-sw2"])
        again.again = [Why.Spell(opened: again.time, closed: again.time + .seconds(8))]
        let line = Why.Line(time: event.time, kind: .finding, hosts: ["kuusela-sw2"], event: event)
        var reply = WhyReply(
            host: "kuusela-sw2", at: Town.at(11, 38), incident: Self.supply, lines: [again, line], text: [])
        func lines(_ language: Language) -> [String] {
            WhyReport(reply, wording: Town.wording(language), now: Town.now).lines(inColour: false)
        }
        #expect(
            lines(.english) == [
                "kuusela-sw2: what changed before #1482 (kuusela-sw2: psu 2 failed\\u{1B}[31m), Mon 23.11. 11:38",
                "  Tue 17.11. 04:12:00  ▲ the same once in 30 days: Tue 17.11. 04:12 (8 s)",
                "  Mon 23.11. 11:26:00  ● restarted at 11:26:00",
            ])
        #expect(lines(.finnish).last == "  ma 23.11. 11.26.00  ● käynnistyi klo 11.26.00")
        (reply.lines, reply.incident) = ([], nil)
        #expect(
            lines(.english) == [
                "kuusela-sw2: what changed before Mon 23.11. 11:38",
                "  no change was recorded: none of the host in a day, none around it in an hour",
            ])
    }
}

extension HistoryTests {
    @Test func `a board as it was says so first, and how much of it is known`() throws {
        var board = Town.board
        board.incidents.removeAll { $0.opened > Town.at(11, 45) }
        board.time = Town.at(11, 45)
        let reply = ReplayReply(board: board, quiet: ["kuusela-sw5", "kuusela-sw6", "sali-sw1"], text: [])
        let site = try #require(board.site(called: "kuusela"))
        let lines = StatusReport(replay: reply, site: site, wording: Town.wording(.english)).lines(inColour: false)
        #expect(
            lines[0] == "AS IT WAS Mon 23.11. 11:45: 2 of 20 hosts had no event by then: green, or not there yet (~).")
        #expect(lines[1].hasPrefix("Koulu Kuusela  Mon 23.11. 11:45:00"))
        #expect(!lines[1].contains("fresh"))
    }
}

/// The words of commands that do something.
@Suite struct ActWordsTests {
    private func words(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }

    @Test(arguments: [
        ("kuusela-sw2 new psu", [Act.Scope.host("kuusela-sw2")], "new psu"),
        ("KUUSELA-SW2 kirj-sw1", [.host("kuusela-sw2"), .host("kirj-sw1")], ""),
        ("kuusela kuusela swap", [.site("kuusela")], "swap"),
        ("Koulu Kuusela power off", [.site("kuusela")], "power off"),
        ("koulu kuusela kirj-sw1 power", [.site("kuusela"), .host("kirj-sw1")], "power"),
        ("kirjasto", [.site("kirj")], ""),
    ])
    func `names come first, what is left is the text`(text: String, scopes: [Act.Scope], rest: String) throws {
        let found = try ActWords.scopes(words(text), on: Town.board)
        #expect(found.scopes == scopes)
        #expect(found.text == rest)
    }

    @Test func `a note is about one, whatever its text begins with`() throws {
        let note = try ActWords.scope(words("kirj-sw1 kirj-sw2 was moved"), on: Town.board)
        #expect(note.scope == .host("kirj-sw1"))
        #expect(note.text == "kirj-sw2 was moved")
    }

    @Test func `a name that nobody has is told with the nearest ones`() throws {
        let miss = try #require(throws: ActWords.Miss.self) {
            try ActWords.scopes(words("kirj-sw99 x"), on: Town.board)
        }
        #expect(miss.word == "kirj-sw99")
        #expect(miss.nearest.contains("kirj-sw9"))
        let nothing = try #require(throws: ActWords.Miss.self) { try ActWords.scope([], on: Town.board) }
        #expect(nothing == ActWords.Miss(word: "", nearest: []))
    }

    @Test(arguments: [
        ("1482", [Int64(1482)], ""), ("#1482 1483 1482 new fan", [1482, 1483], "new fan"),
        ("new fan", [], "new fan"), ("1482 2x", [1482], "2x"), ("# 1", [], "# 1"),
        ("99999999999999999999", [], "99999999999999999999"), ("", [], ""),
    ])
    func `numbers come first, what is left is the reason`(text: String, numbers: [Int64], rest: String) {
        let found = ActWords.numbers(words(text))
        #expect(found.numbers == numbers)
        #expect(found.text == rest)
    }

    @Test func `a day takes the time of day that follows it, wherever the words put it`() {
        func until(_ until: String?, _ text: String) -> [String?] {
            let found = ActWords.until(until, words(text))
            return [found.until, found.words.joined(separator: " ")]
        }
        #expect(until("friday", "1482 8:00 ordered") == ["friday 8:00", "1482 ordered"])
        #expect(until("2026-12-24", "1482 8.30") == ["2026-12-24 8.30", "1482"])
        #expect(until("+2h", "1482 8:00 ordered") == ["+2h", "1482 8:00 ordered"])
        #expect(until("friday", "1482 ordered") == ["friday", "1482 ordered"])
        #expect(until(nil, "1482 8:00") == [nil, "1482 8:00"])
    }
}
