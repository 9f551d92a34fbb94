import Model
import Testing

/// Traffic that became another one before a trouble.
@Suite struct TrafficShiftTests {
    /// Monday 23 November 2026, 11:38.
    private static let moment = UTCTime(year: 2026, month: 11, day: 23, hour: 11, minute: 38).timestamp
    private static let port = Attachment(host: "core-1", port: "A2")

    /// What was found with this many Mbit/s in the window that begins so many minutes before.
    private func shift(hours: Int = 26, _ rate: (Int) -> Double) -> TrafficShift? {
        let rates = stride(from: hours * 60, through: 0, by: -10).map { minutes in
            (begin: Self.moment - .seconds(Int64(minutes) * 60), value: rate(minutes) * 1e6)
        }
        return TrafficShift(port: Self.port, isIn: true, rates: rates, before: Self.moment)
    }

    @Test func `three times as much as before is told from its begin on, with the most of it`() {
        let found = shift { $0 > 30 ? 12 : $0 == 20 ? 340 : 100 }
        #expect(
            found
                == TrafficShift(
                    port: Self.port, isIn: true, time: Self.moment - .seconds(1800), before: 12e6, after: 340e6))
    }

    @Test func `a third of it is told too`() {
        let found = shift { $0 > 40 ? 90 : 2 }
        #expect(found?.time == Self.moment - .seconds(2400))
        #expect(found?.after == 2e6)
    }

    private static let unchanged: [(what: String, rate: @Sendable (Int) -> Double)] = [
        ("as ever", { (_: Int) -> Double in 12 }),
        ("twice as much", { (ago: Int) -> Double in ago > 30 ? 12 : 24 }),
        ("ten times next to nothing", { (ago: Int) -> Double in ago > 30 ? 0.05 : 0.5 }),
        ("a peak that comes every day at this time", { (ago: Int) -> Double in ago % 1440 < 60 ? 200 : 12 }),
        ("a quiet hour that comes every day", { (ago: Int) -> Double in ago % 1440 < 60 ? 2 : 90 }),
        ("what begins with the trouble", { (ago: Int) -> Double in ago == 0 ? 900 : 12 }),
        ("what was long before", { (ago: Int) -> Double in ago == 90 ? 900 : 12 }),
    ]

    @Test func `what is no change is not told`() {
        for (what, rate) in Self.unchanged { #expect(shift(rate) == nil, "\(what)") }
    }

    @Test func `with less than two hours to compare with nothing is told`() {
        #expect(shift(hours: 2) { $0 > 30 ? 12 : 340 } == nil)
    }

    @Test func `it is a line among the others`() throws {
        let found = try #require(shift { $0 > 30 ? 12 : 340 })
        let why = Why(host: "sw-2", parents: ["core-1"], attachment: Self.port, before: Self.moment)
        let lines = why.lines(events: [], incidents: [], traffic: [found])
        #expect(lines.map(\.kind) == [.traffic])
        func text(_ language: Language) -> [String] {
            let wording = Wording(language: language) { CalendarTime(utc: $0) }
            return lines.map { wording.why($0, of: "sw-2", now: Self.moment) }
        }
        #expect(text(.english) == ["core-1 A2: traffic in 340 Mbit/s, else 12 Mbit/s"])
        #expect(text(.finnish) == ["core-1 A2: liikenne sisään 340 Mbit/s, muuten 12 Mbit/s"])
        #expect(text(.swedish) == ["core-1 A2: trafik in 340 Mbit/s, annars 12 Mbit/s"])
    }
}
