import Model
import Testing

struct ReasonTests {
    private static func wording(_ language: Language) -> Wording {
        Wording(language: language) { moment in
            let time = UTCTime(moment)
            return CalendarTime(
                year: time.year, month: time.month, day: time.day, hour: time.hour, minute: time.minute,
                second: time.second, weekday: 1, offset: 0)
        }
    }

    private static let seen = Timestamp(seconds: 36_000)

    @Test(
        arguments: [
            (.processes(0), "ei käynnissä", "körs inte", "not running"),
            (.processes(1), "käynnissä", "körs", "running"),
            (.processes(3), "käynnissä, 3 prosessia", "körs, 3 processer", "running, 3 processes"),
            (
                .blind(lastAnswer: nil), "valvonta ei näe laitetta", "övervakningen ser inte enheten",
                "monitoring cannot see it"
            ),
            (
                .blind(lastAnswer: seen), "valvonta ei näe laitetta, vastasi viimeksi 10.00.00",
                "övervakningen ser inte enheten, svarade senast 10.00.00",
                "monitoring cannot see it, last answered 10:00:00"
            ),
        ] as [(Reason, String, String, String)])
    func `a reason reads the same in three languages`(reason: Reason, fi: String, sv: String, en: String) {
        let now = ReasonTests.seen + .seconds(60)
        #expect(ReasonTests.wording(.finnish).reason(reason, now: now) == fi)
        #expect(ReasonTests.wording(.swedish).reason(reason, now: now) == sv)
        #expect(ReasonTests.wording(.english).reason(reason, now: now) == en)
    }

    @Test func `what does not run is green when it runs, what runs has nothing to wait for`() {
        #expect(ReasonTests.wording(.english).greenWhen(.processes(0)) == "green when it runs")
        #expect(ReasonTests.wording(.english).greenWhen(.processes(2)) == nil)
    }
}
