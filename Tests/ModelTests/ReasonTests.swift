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

    @Test(arguments: Language.allCases) func `every silence has a remedy of its own`(language: Language) {
        let causes =
            SecurityFault.allCases.map(SilenceCause.security)
            + [.timeout, .refused, .otherAddress("10.1.2.3:161"), .malformed("no BER")]
        let remedies = causes.map(ReasonTests.wording(language).remedy)
        #expect(Set(remedies).count == causes.count)
        #expect(remedies.allSatisfy { (20...90).contains($0.count) }, "\(remedies.filter { $0.count > 90 })")
        #expect(
            Set(SecurityFault.allCases.map(ReasonTests.wording(language).word)).count == SecurityFault.allCases.count)
    }

    @Test func `an answer from another address says which, and what to write`() {
        let wording = ReasonTests.wording(.english)
        let cause = SilenceCause.otherAddress("10.1.2.3:161\u{1B}")
        #expect(
            wording.reason(.silent(cause, since: ReasonTests.seen), now: ReasonTests.seen)
                == "answers ping, SNMP silent (answers from 10.1.2.3:161\\u{1B}) since 10:00")
        #expect(
            wording.remedy(cause)
                == "have the device answer from the address that is asked, or write address: 10.1.2.3:161\\u{1B}")
        #expect(
            wording.greenWhen(.silent(cause, since: ReasonTests.seen)) == "green when the address that is asked answers"
        )
        #expect(wording.greenWhen(.silent(.timeout, since: ReasonTests.seen)) == "green when SNMP answers")
    }

    @Test func `findings read the same in three languages`() {
        let old = EngineID([0x80, 0x00, 0x1F, 0x88, 0x80, 0xE9, 0xBD, 0x9F, 0x3A])
        let new = EngineID([0x80, 0, 0, 9, 1])
        let shared = Finding.sharedEngine(engine: old, with: ["sw-2", "sw-3", "sw-4", "sw-5\u{1B}"])
        let changed = Finding.changedEngine(from: old, to: new, since: ReasonTests.seen)
        let texts = Language.allCases.map { language in
            [shared, changed].map {
                ReasonTests.wording(language).reason(.finding($0), now: ReasonTests.seen + .seconds(60))
            }
        }
        #expect(
            Set(texts) == [
                [
                    "sama engine ID kuin sw-2, sw-3, sw-4 … (80001f88…9f3a): anna joka laitteelle oma",
                    "engine ID vaihtui 10.00: 80001f88…9f3a → 8000000901 (uusi tai nollattu laite?)",
                ],
                [
                    "samma engine-ID som sw-2, sw-3, sw-4 … (80001f88…9f3a): ge varje enhet ett eget",
                    "engine-ID byttes 10.00: 80001f88…9f3a → 8000000901 (ny eller nollställd enhet?)",
                ],
                [
                    "same engine ID as sw-2, sw-3, sw-4 … (80001f88…9f3a): give each device its own",
                    "engine ID changed 10:00: 80001f88…9f3a → 8000000901 (new or reset device?)",
                ],
            ])
    }

    @Test func `what does not run is green when it runs, what runs has nothing to wait for`() {
        #expect(ReasonTests.wording(.english).greenWhen(.processes(0)) == "green when it runs")
        #expect(ReasonTests.wording(.english).greenWhen(.processes(2)) == nil)
    }
}
