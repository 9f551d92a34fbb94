import Model
import Testing

/// How it reads that something is unusual.
@Suite struct DeviationTests {
    private static let load = Deviation(value: 78.3, low: 12.4, high: 31.2, unit: .percent, ground: .weeks(4))
    private static let memory = Deviation(value: 96, low: 41, high: 58.4, unit: .percent, ground: .others(11))
    private static let clients = Deviation(value: 0, low: 9, high: 23.7, unit: .none, ground: .weeks(3))
    private static let flow = Deviation(
        value: 2_100_000_000, low: 900_000, high: 1_500_000, unit: .bitsPerSecond, ground: .weeks(4))
    private static let still = Deviation(value: 40, low: 3, high: 3, unit: .percent, ground: .weeks(4))

    @Test(arguments: [
        (load, Language.english, "78 %, in this hour of the last four weeks 12–31 %"),
        (load, .finnish, "78 %, tähän aikaan neljänä viime viikkona 12–31 %"),
        (load, .swedish, "78 %, vid den här tiden de senaste fyra veckorna 12–31 %"),
        (memory, .english, "96 %, the other 11 of its kind 41–58 %"),
        (memory, .finnish, "96 %, muut 11 samanlaista 41–58 %"),
        (memory, .swedish, "96 %, de andra 11 av samma slag 41–58 %"),
        (clients, .english, "0, in this hour of the last four weeks 9–24"),
        (flow, .english, "2.1 Gbit/s, in this hour of the last four weeks 900 kbit/s–1.5 Mbit/s"),
        (still, .english, "40 %, in this hour of the last four weeks 3 %"),
    ])
    func `it is one sentence with what is usual`(deviation: Deviation, language: Language, text: String) {
        let wording = Wording(language: language) { CalendarTime(utc: $0) }
        #expect(wording.reason(.unusual(deviation), now: Timestamp(seconds: 0)) == text)
        #expect(wording.greenWhen(.unusual(deviation)) == nil)
    }

    @Test(arguments: [(Language.english, "learnt"), (.finnish, "opittu"), (.swedish, "inlärt")])
    func `where it comes from is said`(language: Language, text: String) {
        #expect(Wording(language: language) { CalendarTime(utc: $0) }.origin(.learnt) == text)
    }
}
