import Control
import Foundation
import Model
import Screen
import Testing

/// What `monitor query` writes, as text in `golden/query-*.txt`, accepted like frames.
@Suite struct QueryTests {
    private func expect(
        _ text: String, _ name: String, sourceLocation: Testing.SourceLocation = #_sourceLocation
    ) throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "golden/query-\(name).txt")
        if ProcessInfo.processInfo.environment["MONITOR_ACCEPT"] == "1" {
            try Data(text.utf8).write(to: file)
            return
        }
        let accepted = try String(decoding: Data(contentsOf: file), as: UTF8.self)
        #expect(text == accepted, "\(name)", sourceLocation: sourceLocation)
    }

    private func reply(_ series: RecordedSeries..., next: String? = nil) -> QueryReply {
        QueryReply(host: "=cmd()", from: Town.now - .seconds(86_400), to: Town.now, series: series, next: next)
    }

    private func traffic(_ points: [RecordedPoint], path: String = "port/A1/inOctets") -> RecordedSeries {
        RecordedSeries(path: path, group: "if-mib.ports", unit: .bytesPerSecond, counted: .bytes, points: points)
    }

    /// Windows with everything known of them; `nil`: of which nothing is known.
    private func windows(_ averages: [Double?], every step: Duration, to last: Timestamp) -> [RecordedPoint] {
        averages.enumerated().map { number, average in
            var point = RecordedPoint(time: last - step * (averages.count - 1 - number), value: average)
            guard let average else { return point }
            let seconds = Double(step.wholeMilliseconds / 1000)
            (point.minimum, point.maximum, point.last) = (average / 2, average * 2, average)
            (point.count, point.sum, point.percentile) = (288, average * seconds, average * 1.9)
            (point.covered, point.length) = (number == 1 ? seconds * 0.937 : seconds - 30, seconds)
            return point
        }
    }

    private func all(_ writer: any QueryWriter, _ pages: [QueryReply]) -> String {
        var writer = writer
        return pages.map { writer.page($0) }.joined() + writer.end()
    }

    private let midnight = Town.at(0, 0)
    private let day = Duration.seconds(86_400)

    // MARK: - For people

    @Test(arguments: Language.allCases)
    func `readings that are lost are told once, below all pages`(language: Language) throws {
        var first = reply(traffic([RecordedPoint(time: Town.now - .seconds(7200), value: 1000)]), next: "x")
        first.gaps = [
            Gap(from: nil, to: Town.now - .seconds(500 * 86_400), reason: "a backup was restored"),
            Gap(
                from: Town.now - .seconds(7000), to: Town.now - .seconds(3000),
                reason: "the database was damaged: row 7 \u{1B}[2J"),
        ]
        let second = reply(traffic([RecordedPoint(time: Town.now, value: 1000)]))
        let table = QueryTable(.readings, wording: Town.wording(language), now: Town.now)
        try expect(all(table, [first, second]), "lost-\(language.rawValue)")
        guard language == .english else { return }
        let document = try JSONDecoder().decode(Gaps.self, from: Data(all(QueryDocument(), [first, second]).utf8))
        #expect(document.gaps.map(\.reason) == first.gaps?.map(\.reason))
    }

    private struct Gaps: Decodable {
        struct Gap: Decodable {
            var reason: String
        }
        var gaps: [Gap]
    }

    @Test(arguments: Language.allCases)
    func `readings stand under their series, over pages, and a rate of a port is in bits`(language: Language) throws {
        let early = RecordedPoint(time: Town.now - .seconds(60), value: 1_250_000)
        let late = RecordedPoint(time: Town.now, value: nil)
        let disk = RecordedSeries(
            path: "storage/C:/used", group: "x.y", unit: .bytes,
            points: [RecordedPoint(time: Town.now - .seconds(400 * 86_400), value: 13_958_643_712)])
        let empty = RecordedSeries(path: "storage/\u{1B}[2J/used", group: "x.y", unit: .bytes, points: [])
        let table = QueryTable(.readings, wording: Town.wording(language), now: Town.now)
        try expect(
            all(table, [reply(traffic([early]), next: "x"), reply(traffic([late]), disk, empty)]),
            "readings-\(language.rawValue)")
    }

    @Test(arguments: Language.allCases)
    func `windows have a column for each word, and what is not known is one line`(language: Language) throws {
        let show: [Aggregate] = [.average, .minimum, .maximum, .last, .count, .sum, .covered, .percentile(95)]
        let table = QueryTable(.windows(.days(1), show), wording: Town.wording(language), now: Town.now)
        let points = windows([1e6, 2e6, nil, nil, nil, 3e6, nil], every: day, to: midnight)
        // The gap lies on two pages.
        let pages = [reply(traffic(Array(points[..<4]))), reply(traffic(Array(points[4...])))]
        try expect(all(table, pages), "windows-\(language.rawValue)")
    }

    @Test(arguments: Language.allCases)
    func `a volume says for how much of the time it is known where that is not nearly all`(language: Language) throws {
        let table = QueryTable(.volumes(.days(1)), wording: Town.wording(language), now: Town.now)
        let points = windows([1e6, 2e6, nil, 3e6], every: day, to: midnight)
        try expect(
            all(table, [reply(traffic(points), traffic([points[0]], path: "port/A1/outOctets"))]),
            "volume-\(language.rawValue)")
    }

    @Test(arguments: Language.allCases)
    func `a percentile says of what it was taken`(language: Language) throws {
        let writer = QueryPercentiles(95, wording: Town.wording(language))
        let points = windows([4_700_000], every: day, to: midnight)
        try expect(
            all(
                writer,
                [
                    reply(traffic(points), traffic(points, path: "port/A1, long name/outOctets")),
                    reply(traffic([RecordedPoint(time: midnight, value: nil)], path: "port/B2/inOctets")),
                ]), "percentile-\(language.rawValue)")
    }

    @Test(arguments: [
        (1.0, "1st"), (2, "2nd"), (3, "3rd"), (11, "11th"), (12, "12th"), (50, "50th"), (91, "91st"), (99.9, "99.9th"),
        (100, "100th"),
    ])
    func `a percentile has its ending`(percent: Double, shown: String) {
        let title = all(QueryPercentiles(percent, wording: Town.wording(.english)), [reply()])
        #expect(title.hasPrefix("\(shown) percentile of 5-minute averages, "))
    }

    @Test(arguments: [
        (Step.months(1), "11/2026"), (.weeks(1), "Mon 23.11.2026"), (.seconds(300), "Mon 23.11. 00:00"),
        (.seconds(5), "Mon 23.11. 00:00:00"),
    ])
    func `a window is named by its beginning`(step: Step, label: String) {
        let table = QueryTable(.windows(step, [.average]), wording: Town.wording(.english), now: Town.now)
        let text = all(table, [reply(traffic(windows([1], every: day, to: midnight)))])
        #expect(text.hasPrefix("port/A1/inOctets\n  \(label) "))
    }

    /// A clock that is put back by an hour at 01:00 UTC on 25 October, as Helsinki's is.
    @Test func `the hour that comes twice is told apart`() {
        let change = UTCTime(year: 2026, month: 10, day: 25, hour: 1).timestamp
        let wording = Wording(language: .english) { moment in
            let offset = moment < change ? 10_800 : 7200
            let time = UTCTime(moment + .seconds(offset))
            return CalendarTime(
                year: time.year, month: time.month, day: time.day, hour: time.hour, minute: time.minute,
                second: time.second, weekday: 7, offset: offset)
        }
        let hour = Duration.seconds(3600)
        let table = QueryTable(.windows(.seconds(3600), [.average]), wording: wording, now: Town.now)
        let text = all(table, [reply(traffic(windows([1, 1, 1, 1], every: hour, to: change + hour)))])
        #expect(
            text.split(separator: "\n").dropFirst().map { $0.split(separator: " ").dropLast(2).joined(separator: " ") }
                == [
                    "Sun 25.10. 02:00", "Sun 25.10. 03:00 UTC+3", "Sun 25.10. 03:00 UTC+2", "Sun 25.10. 04:00",
                ])
    }

    @Test func `the list has each series with its last value`() {
        let series = traffic(
            [RecordedPoint(time: Town.now - .seconds(60), value: 1536)], path: "port/A1, uplink/inOctets")
        #expect(
            QueryReport.list(reply(series), wording: Town.wording(.english))
                == ["port/A1, uplink/inOctets  1.5 KiB/s  12:15"])
    }

    // MARK: - For programs

    @Test func `CSV holds no formula, quotes what needs it, and is empty where nothing is known`() {
        let points = [
            RecordedPoint(time: Town.now - .seconds(60), value: 1536.5), RecordedPoint(time: Town.now, value: nil),
        ]
        let series = traffic(points, path: "port/A1, uplink/inOctets")
        #expect(
            all(QueryCSV(nil), [reply(series), reply(series)]) == """
                time,host,series,unit,value
                2026-11-23T10:15:04.000Z,'=cmd(),"port/A1, uplink/inOctets",B/s,1536.5
                2026-11-23T10:16:04.000Z,'=cmd(),"port/A1, uplink/inOctets",B/s,
                2026-11-23T10:15:04.000Z,'=cmd(),"port/A1, uplink/inOctets",B/s,1536.5
                2026-11-23T10:16:04.000Z,'=cmd(),"port/A1, uplink/inOctets",B/s,

                """)
        let windows = windows([1e6, nil], every: day, to: midnight)
        #expect(
            all(QueryCSV([.sum, .covered, .percentile(95)]), [reply(traffic(windows))]) == """
                time,host,series,unit,sum,covered,p95
                2026-11-21T22:00:00.000Z,'=cmd(),port/A1/inOctets,B/s,86400000000,0.9996527777777777,1900000
                2026-11-22T22:00:00.000Z,'=cmd(),port/A1/inOctets,B/s,,,

                """)
        #expect(all(QueryCSV(nil), []) == "time,host,series,unit,value\n")
    }

    @Test func `pages come out as one document that the reply's reader takes`() throws {
        let points = windows([1, 2, nil, .infinity], every: day, to: midnight)
        let other = RecordedSeries(path: "a\"\u{202E}", group: "x.y", unit: .none, points: [])
        let whole = reply(traffic(points), other)
        let pages = [
            reply(traffic([])), reply(traffic(Array(points[..<1])), next: "x"),
            reply(traffic(Array(points[1...])), other),
        ]
        let text = all(QueryDocument(), pages)
        #expect(try ControlJSON.decode(QueryReply.self, from: Array(text.utf8)) == whole)
        #expect(text.hasSuffix("]}]}\n"))
        #expect(!text.contains("\u{202E}"))
        let none = all(QueryDocument(), [reply()])
        #expect(try ControlJSON.decode(QueryReply.self, from: Array(none.utf8)) == reply())
    }
}
