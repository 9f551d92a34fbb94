import Model
import Testing

struct ConditionGroundTests {
    private static func wording(_ language: Language) -> Wording {
        Wording(language: language) { moment in
            let time = UTCTime(moment)
            return CalendarTime(
                year: time.year, month: time.month, day: time.day, hour: time.hour, minute: time.minute,
                second: time.second, weekday: 1, offset: 0)
        }
    }

    struct Said: Sendable {
        var ground: ConditionGround?
        var reads: [String]
        var greens: [String?]
    }

    private static let warm = Reason.measured(
        value: 63, unit: .celsius, condition: .above, limits: Limits(yellow: 60, hysteresis: 3))

    @Test(arguments: [
        Said(
            ground: PollQuorum(3, of: 5).map { .repeated(reason: warm, count: 4, of: $0) },
            reads: [
                "63 °C, raja 60 °C, 4/5 kyselyssä", "63 °C, gräns 60 °C, i 4 av 5 avläsningar",
                "63 °C, limit 60 °C, in 4 of 5 polls",
            ],
            greens: [
                "vihreä kun alle 57 °C 3/5 kyselyssä", "grön under 57 °C i 3 av 5 avläsningar",
                "green below 57 °C in 3 of 5 polls",
            ]),
        Said(
            ground: PollQuorum(2, of: 4).map {
                .repeated(reason: .state(name: "failed", number: 2), count: 2, of: $0)
            },
            reads: ["failed, 2/4 kyselyssä", "failed, i 2 av 4 avläsningar", "failed, in 2 of 4 polls"],
            greens: [
                "vihreä kun kunnossa 3/4 kyselyssä", "grön när det är i ordning i 3 av 4 avläsningar",
                "green when in order in 3 of 4 polls",
            ]),
        Said(
            ground: .counted(
                CountedRows(
                    good: 1, total: 4, needed: 2, neededForGreen: 4,
                    amiss: [
                        CountedRows.Row(name: "psu 2", reason: .state(name: "failed", number: 2)),
                        CountedRows.Row(name: "psu 3", reason: nil),
                    ])),
            reads: [
                "1/4 kunnossa, tarvitaan 2: psu 2 failed, psu 3 poissa ja 1 muuta",
                "1 av 4 i ordning, 2 behövs: psu 2 failed, psu 3 borta och 1 till",
                "1 of 4 in order, 2 needed: psu 2 failed, psu 3 gone and 1 more",
            ],
            greens: ["vihreä kun 4 kunnossa", "grön när 4 är i ordning", "green with 4 in order"]),
        Said(
            ground: .banded(value: -3, unit: .celsius, band: Band(yellow: -1...27, hysteresis: 1)),
            reads: [
                "−3 °C, rajat −1 °C – 27 °C", "−3 °C, gränser −1 °C till 27 °C", "−3 °C, limits −1 °C to 27 °C",
            ],
            greens: ["vihreä kun 0 °C – 26 °C", "grön vid 0 °C till 26 °C", "green from 0 °C to 26 °C"]),
        Said(
            ground: .changed(
                by: 7, unit: .celsius,
                change: ValueChange(.rise, Limits(yellow: 5, red: 10, hysteresis: 1), within: .seconds(600))),
            reads: [
                "nousi 7 °C, 10 min, raja 5 °C", "steg 7 °C på 10 min, gräns 5 °C", "rose 7 °C in 10 min, limit 5 °C",
            ],
            greens: [
                "vihreä kun muutos alle 4 °C, 10 min", "grön under 4 °C på 10 min", "green below 4 °C in 10 min",
            ]),
    ])
    func `a ground reads the same in three languages`(said: Said) throws {
        let reason = Reason.condition(try #require(said.ground))
        let wordings = [Language.finnish, .swedish, .english].map { ConditionGroundTests.wording($0) }
        #expect(wordings.map { $0.reason(reason, now: Timestamp(seconds: 0)) } == said.reads)
        #expect(wordings.map { $0.greenWhen(reason) } == said.greens)
    }
}
