import Model
import Platform
import Testing

/// All in Europe/Helsinki: a process has one zone.
@Suite struct LocalTimeTests {
    struct Night: Sendable {
        var utc: String
        var hour: Int
        var minute: Int
        var day: Int
        var weekday: Int
        var offset: Int
    }

    @Test(arguments: [
        // 29 March 2026: 03:00 becomes 04:00
        Night(utc: "2026-03-29T00:59:59Z", hour: 2, minute: 59, day: 29, weekday: 7, offset: 7200),
        Night(utc: "2026-03-29T01:00:00Z", hour: 4, minute: 0, day: 29, weekday: 7, offset: 10_800),
        // 25 October 2026: 04:00 becomes 03:00
        Night(utc: "2026-10-25T00:30:00Z", hour: 3, minute: 30, day: 25, weekday: 7, offset: 10_800),
        Night(utc: "2026-10-25T00:59:59Z", hour: 3, minute: 59, day: 25, weekday: 7, offset: 10_800),
        Night(utc: "2026-10-25T01:00:00Z", hour: 3, minute: 0, day: 25, weekday: 7, offset: 7200),
        Night(utc: "2026-10-25T02:00:00Z", hour: 4, minute: 0, day: 25, weekday: 7, offset: 7200),
        Night(utc: "2026-11-22T22:30:00Z", hour: 0, minute: 30, day: 23, weekday: 1, offset: 7200),
        Night(utc: "1969-12-31T23:59:59.999Z", hour: 1, minute: 59, day: 1, weekday: 4, offset: 7200),
    ])
    func `the wall clock goes through both nights`(night: Night) throws {
        let local = try LocalTime.use("Europe/Helsinki")
        let time = local.calendar(try #require(Timestamp(iso8601: night.utc)))
        #expect([time.hour, time.minute, time.day] == [night.hour, night.minute, night.day])
        #expect(time.weekday == night.weekday)
        #expect(time.offset == night.offset)
    }

    @Test func `every half hour of a year comes back from its wall clock`() throws {
        let local = try LocalTime.use("Europe/Helsinki")
        let start = try #require(Timestamp(iso8601: "2026-01-01T00:00:00Z"))
        var twice = 0
        for half in 0..<365 * 48 {
            let moment = start + .seconds(half * 1800)
            let time = local.calendar(moment)
            func back(later: Bool) -> Timestamp {
                local.timestamp(
                    year: time.year, month: time.month, day: time.day, hour: time.hour, minute: time.minute,
                    second: time.second, later: later)
            }
            let (early, late) = (back(later: false), back(later: true))
            #expect(early == moment || late == moment)
            if early != late { twice += 1 }
        }
        #expect(twice == 4, "03:00 and 03:30, seen twice each")
    }

    @Test func `the hour that is skipped counts on, the one shown twice is the earlier unless asked`() throws {
        let local = try LocalTime.use("Europe/Helsinki")
        let skipped = local.timestamp(year: 2026, month: 3, day: 29, hour: 3, minute: 30)
        #expect(skipped.description == "2026-03-29T01:30:00.000Z")
        #expect(local.calendar(skipped).hour == 4)
        let early = local.timestamp(year: 2026, month: 10, day: 25, hour: 3, minute: 30)
        let late = local.timestamp(year: 2026, month: 10, day: 25, hour: 3, minute: 30, later: true)
        #expect(early.description == "2026-10-25T00:30:00.000Z")
        #expect(late.description == "2026-10-25T01:30:00.000Z")
    }

    @Test func `midnight after a short and a long day is found by counting days`() throws {
        let local = try LocalTime.use("Europe/Helsinki")
        let short = local.timestamp(year: 2026, month: 3, day: 29 + 1) - local.timestamp(year: 2026, month: 3, day: 29)
        let long = local.timestamp(year: 2026, month: 10, day: 26) - local.timestamp(year: 2026, month: 10, day: 25)
        #expect(short == .seconds(23 * 3600))
        #expect(long == .seconds(25 * 3600))
        #expect(local.timestamp(year: 2026, month: 12, day: 32).description == "2026-12-31T22:00:00.000Z")
    }

    @Test(arguments: [
        "Europe/Helsinky", "", "/etc/passwd", "../../etc/passwd", "Europe/../Europe/Helsinki", "Europe", "EET\nX",
        "tzdata.zi", String(repeating: "a", count: 65),
    ])
    func `a zone that is none is refused and told what to write`(zone: String) {
        let error = #expect(throws: PlatformError.self) { try LocalTime.check(zone) }
        #expect(error?.remedy == "write a name from /usr/share/zoneinfo, for example Europe/Helsinki")
        #expect(error?.operation == "use time zone")
    }

    @Test func `a second zone in one process is refused`() throws {
        _ = try LocalTime.use("Europe/Helsinki")
        #expect(throws: PlatformError.self) { try LocalTime.use("Europe/Stockholm") }
        #expect(try LocalTime.use("Europe/Helsinki").zone == "Europe/Helsinki")
    }
}
