import Model
import Testing

/// The language of stories: what is wrong with a file is said, and what is false in a story is found.
@Suite struct StoryLanguageTests {
    private static func text(_ body: String) -> String {
        "A title\n# Promise 2: for the language\n" + body
    }

    private static let town = "town\n  core-1\n  sw-1 … sw-3 behind core-1\n"

    struct Mistake: Sendable {
        var text: String
        var line: Int
        var message: String

        /// In a file that is right but for these lines after a town of four hosts, from line 6 on.
        init(_ body: String, _ line: Int, _ message: String) {
            self.init(file: StoryLanguageTests.text(StoryLanguageTests.town + body), line, message)
        }

        init(file text: String, _ line: Int, _ message: String) {
            self.text = text
            self.line = line
            self.message = message
        }
    }

    @Test(arguments: [
        Mistake(file: "", 1, "the first line is the title"),
        Mistake(file: "# A comment\n", 1, "the first line is the title"),
        Mistake(
            file: "A title\n\ntown\n", 2,
            "the second line says what is shown: # Promise 2: …, # Pain: …, # Scene 1: … or # Colours: …"),
        Mistake(file: text("08:00  no events\n"), 4, "there is no town"),
        Mistake("", 6, "nothing happens in it"),
        Mistake(file: text("  core-1\n"), 3, "an indented line belongs to a section or a moment"),
        Mistake(
            "towm\n", 6,
            #""towm" is neither a moment (08:00, +15 s, within 15 s, for 10 min) nor a section, did you mean "town"?"#),
        Mistake(
            "25:00  no events\n", 6,
            #""25:00" is neither a moment (08:00, +15 s, within 15 s, for 10 min) nor a section"#),
        Mistake(
            "+15  no events\n", 6, #""+15" is neither a moment (08:00, +15 s, within 15 s, for 10 min) nor a section"#),
        Mistake("rules now\n", 6, "rules stands alone, what belongs to it is indented below"),
        Mistake("08:00  cor-1 dies\n", 6, #""cor-1" is not understood here, did you mean "core-1"?"#),
        Mistake("08:00  core-1 dyes\n", 6, #""dyes" is not understood here, did you mean "dies"?"#),
        Mistake("08:00\n  core-1\n", 7, "the line ends too early, expected [a-z]…"),
        Mistake("08:00  core-1 is reed\n", 6, #""reed" is not understood here, did you mean "red"?"#),
        Mistake("08:00  core-1 is red because no answer\n", 6, #""no" is not understood here, expected "a text""#),
        Mistake("08:00  core-1 is red because \"no\n", 6, "a quote does not end"),
        Mistake("08:00  core-1 is red today\n", 6, #""today" is not understood here, expected …"#),
        Mistake("08:00  sw-1 … sw-4 die\n", 6, #""sw-4" is not understood here, did you mean "sw-1"?"#),
        Mistake("08:00  sw-1 tells dsk C: 50 %\n", 6, #""dsk" is not understood here, did you mean "disk"?"#),
        Mistake(
            "08:00  sw-1 tells part psu-1 broken\n", 6, #"part is never "broken", did you mean failed, ok, warning?"#),
        Mistake("08:00  sw-1 tells part psu-1 fialed\n", 6, #"part is never "fialed", did you mean failed?"#),
        Mistake("08:00  sw-1 tells disk C: full\n", 6, #"disk is told in numbers, not "full""#),
        Mistake("08:00  sw-1 tells part psu-1 50\n", 6, "part is told as failed, ok, warning"),
        Mistake(
            "08:00  the agent of sw-1 refuses us with unknownUsr\n", 6,
            #"no agent refuses with "unknownUsr", did you mean unknownUser?"#),
        Mistake("within 15 s  core-1 dies\n", 6, "nothing is done while time passes: write a moment for it"),
        Mistake("at first\n  core-1 is red\n", 7, "nothing can be expected before the story begins"),
        Mistake("begins 2026-03-29 03:30\n", 6, "no clock in Helsinki shows that"),
        Mistake("seeds 4 … 1\n", 6, "the first seed is above the last"),
        Mistake("rules\n  disk yelow 80\n", 7, #""yelow" is not understood here, did you mean "yellow"?"#),
    ])
    func `a mistake is told with its line and the word that may be meant`(mistake: Mistake) throws {
        let error = #expect(throws: StoryError.self) {
            try StoryParser.read(mistake.text, file: "a.story")
        }
        let found = try #require(error)
        #expect(found.line == mistake.line)
        #expect(StoryText.fits(mistake.message.replacing("[a-z]", with: ""), found.message), "\(found.message)")
        #expect(found.description.hasPrefix("a.story:\(mistake.line): "))
    }

    /// What is found in a story of a core switch, three switches and a server with a disk.
    private func failures(_ body: String) throws -> [StoryPlay.Failure] {
        let text = StoryLanguageTests.text(
            StoryLanguageTests.town + "  srv-1\nat first\n  srv-1 tells disk C: 50 %\n" + body)
        return try StoryPlay.failures(of: StoryParser.read(text, file: "a.story"))
    }

    @Test func `a true story is silent`() throws {
        let failures = try failures(
            """
            08:00  all hosts are green
                   srv-1 disk C: is green, by "probe disk", because "50 %, limit 80", and fresh
                   no events
                   no incident was opened
                   core-1 dies
            +30 s  core-1 is red, since 08:00:05 to 08:00:20, told "green when it answers"
                   3 hosts are grey behind core-1
                   event core-1 green → red because "no connection, last answered …"
                   3 events green → grey
                   incident 1 is open: core-1, red, 3 behind
            """)
        #expect(failures.map(\.text) == [])
    }

    @Test(arguments: [
        ("core-1 is red", "core-1 reach is green, because \"0.8 ms, loss 0 %\", since …"),
        ("core-1 is green because \"lost\"", "core-1 reach is green, because \"0.8 ms, loss 0 %\", since …"),
        ("core-1 is green since 07:00", "core-1 reach is green, …, since 2026-11-23 07:5…"),
        ("core-1 is green by \"line 3\"", "…by \"built-in rule\""),
        ("srv-1 disk C: is green told \"green soon\"", "…told \"green below 78 %\""),
        ("core-1 is green and ageing", "core-1 reach is green, because…"),
        ("srv-1 disk D: is green", "there is no light srv-1 disk D:, only srv-1 reach…"),
        ("srv-1 disk C: has no light", "srv-1 disk C: is green, …"),
        ("srv-1 overall is red", "srv-1 overall is green"),
        ("4 hosts are green", "5 are green: core-1, sw-1, sw-2, sw-3, srv-1"),
        ("3 hosts are green behind core-1", "0 are green"),
        ("no host is green", "5 are green: …"),
        ("all hosts are red", "core-1 reach is green, …"),
        ("all lights are red", "core-1 reach is green, …"),
        ("all lights of sw-1 are green and ageing", "sw-1 reach is green, …"),
        ("no light of srv-1 is green", "srv-1 reach is green, …"),
        ("2 disk lights are green", "1 are: srv-1 disk C:"),
        ("event core-1 green → red", "there were 0 of these; no other was told beside them"),
        ("3 events green → red", "there were 0 of these; …"),
        ("event core-1 tells \"a change\"", "there were 0 of these; …"),
        ("1 incident is open", "there is none"),
        ("1 incident was opened", "there is none"),
        ("incident 1 is open: core-1", "there is none"),
        ("incident 1 is over: core-1", "there is none"),
        ("the banner says \"blind\"", "there is no banner"),
        ("3 of 5 hosts are fresh", "5 of 5 are"),
        ("application Payroll is red", "the applications are []"),
        ("core-1 has the finding \"same engine\"", "its findings are []"),
    ])
    func `what is not so is reported with what is`(sentence: String, found: String) throws {
        let failures = try failures("08:00\n  \(sentence)\n")
        #expect(failures.count == 1)
        let failure = try #require(failures.first)
        #expect(failure.line == 10)
        #expect(failure.sentence == sentence)
        #expect(StoryText.fits(found, failure.found), "\(failure.found)")
        #expect(failure.text.hasPrefix("at 2026-11-23 08:00:00, seed 1, phase 0, expected: \(sentence) — but "))
    }

    @Test(arguments: [
        ("no incident is open", "incident 1 is open: core-1 reach, red, red at worst, 3 behind"),
        ("no incident was opened", "incident 1 is open: core-1 reach, red, red at worst, 3 behind"),
        ("incident 1 is open: sw-1", "incident 1 is open: core-1 reach, …"),
        ("incident 1 is open: core-1, yellow", "incident 1 is open: core-1 reach, …"),
        ("incident 1 is open: core-1, yellow at worst", "incident 1 is open: core-1 reach, …"),
        ("incident 1 is open: core-1, 2 behind", "incident 1 is open: core-1 reach, …"),
        ("incident 1 is over: core-1", "incident 1 is open: core-1 reach, …"),
        ("incident 2 is open: core-1", "incident 1 is open: core-1 reach, …"),
        ("no device has turned red", "it was told: core-1 reach green → red at …"),
        ("incident 1 is open: core-1, flapping", "incident 1 is open: core-1 reach, red, red at worst, 3 behind"),
        ("incident 1 is open: core-1, muted", "incident 1 is open: core-1 reach, …"),
        ("incident 1 is open: core-1, with maija on it", "incident 1 is open: core-1 reach, …"),
        ("incident 1 is open: core-1, telling \"a line\"", "incident 1 is open: core-1 reach, …"),
        ("maija acknowledges incident 7", "ActError(…unknownIncident(7)…"),
        ("no events", "this was told, too: …core-1 reach green → red at 2026-11-23 08:0…"),
        ("event core-1 green → red", "this was told, too: sw-… reach green → grey at …"),
        ("no light of sw-1 is grey", "sw-1 reach is grey, because \"behind core-1\", …"),
    ])
    func `what is not so in an outage is reported with what is`(sentence: String, found: String) throws {
        let failures = try failures("08:00  core-1 dies\n+30 s\n  \(sentence)\n")
        #expect(failures.map(\.line) == [11])
        #expect(failures.first.map { StoryText.fits(found, $0.found) } == true, "\(failures)")
    }

    @Test func `what does not come in time, and what does not last, is reported when it is missed`() throws {
        let late = try failures("08:00  core-1 dies\nwithin 3 s  core-1 is red\n  sw-1 is green\n")
        #expect(late.map(\.line) == [10])
        #expect(
            late.map(\.moment) == [
                StoryClock.moments(UTCTime(year: 2026, month: 11, day: 23, hour: 8))[0] + .seconds(3)
            ])
        let brief = try failures("08:00  core-1 dies\nfor 1 min  core-1 is green\n  no incident is open\n")
        #expect(brief.map(\.line) == [10, 11])
        #expect(brief.allSatisfy { $0.found.contains("core-1 reach") })
    }

    @Test func `a moment that is past or that no clock shows is reported`() throws {
        let failures = try failures("2026-11-23 07:00  no events\n2026-03-29 03:30  no events\n")
        #expect(failures.map(\.line) == [9, 10])
    }

    @Test func `every seed and phase is played, and the first that fails is told`() throws {
        let story = try StoryParser.read(
            StoryLanguageTests.text(
                "seeds 3 … 40\nphases 2\n" + StoryLanguageTests.town
                    + "08:00  core-1 dies\n+8 s  core-1 is green\n"), file: "a.story")
        let failure = try #require(StoryPlay.failures(of: story).first)
        #expect((3...40).contains(failure.seed))
    }

    @Test func `words are split at spaces, commas and quotes, and a comment ends them`() {
        #expect(
            StoryWord.split(#"sw-1…sw-2, ap "a, # b" C:  # so"#) == [
                "sw-1", "…", "sw-2", ",", "ap", StoryWord("a, # b", isQuoted: true), "C:",
            ])
        #expect(StoryWord.split("a#1 b") == ["a#1", "b"])
        #expect(StoryWord.split(#"a "b"#) == nil)
    }

    @Test(arguments: [
        ("2026-03-29T00:59:59.000Z", 7200), ("2026-03-29T01:00:00.000Z", 10_800), ("2026-10-25T00:59:59.000Z", 10_800),
        ("2026-10-25T01:00:00.000Z", 7200), ("2027-03-28T01:00:00.000Z", 10_800), ("2026-12-31T23:00:00.000Z", 7200),
    ])
    func `clocks in Helsinki are put forward and back on the last Sundays`(text: String, offset: Int) throws {
        #expect(StoryClock.offset(at: try #require(Timestamp(iso8601: text))) == offset)
    }

    @Test func `a time of day is the next one, also in the night that has it twice or not at all`() {
        func moment(_ text: String) -> Timestamp { Timestamp(iso8601: text) ?? Timestamp(seconds: 0) }
        func next(_ hour: Int, _ minute: Int, from text: String) -> Timestamp? {
            StoryClock.next(hour: hour, minute: minute, second: 0, from: moment(text))
        }
        #expect(next(8, 0, from: "2026-11-23T06:00:00Z") == moment("2026-11-23T06:00:00Z"))
        #expect(next(7, 59, from: "2026-11-23T06:00:00Z") == moment("2026-11-24T05:59:00Z"))
        #expect(next(3, 30, from: "2026-10-25T00:00:00Z") == moment("2026-10-25T00:30:00Z"))
        #expect(next(3, 30, from: "2026-10-25T00:31:00Z") == moment("2026-10-25T01:30:00Z"))
        #expect(next(3, 30, from: "2026-03-29T00:00:00Z") == moment("2026-03-30T00:30:00Z"))
    }
}
