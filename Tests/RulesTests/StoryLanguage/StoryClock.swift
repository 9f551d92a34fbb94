import Model

/// Wall clocks in Helsinki, where stories play: two hours east of UTC, three from the last Sunday of March to the last
/// of October, both at 01:00 UTC (Directive 2000/84/EC).
enum StoryClock {
    static func calendar(_ moment: Timestamp) -> CalendarTime {
        let offset = offset(at: moment)
        let time = UTCTime(moment + .seconds(offset))
        // 1970-01-01 was a Thursday.
        let days = (moment + .seconds(offset)).milliseconds / 86_400_000
        return CalendarTime(
            year: time.year, month: time.month, day: time.day, hour: time.hour, minute: time.minute,
            second: time.second, weekday: Int((days + 3) % 7) + 1, offset: offset)
    }

    static func offset(at moment: Timestamp) -> Int {
        let year = UTCTime(moment).year
        return moment >= lastSunday(of: 3, year) && moment < lastSunday(of: 10, year) ? 10_800 : 7200
    }

    /// 01:00 UTC of it, in a month of 31 days.
    private static func lastSunday(of month: Int, _ year: Int) -> Timestamp {
        let last = UTCTime(year: year, month: month, day: 31, hour: 1).timestamp
        let weekday = Int((last.milliseconds / 86_400_000 + 3) % 7) + 1
        return last - .seconds(weekday % 7 * 86_400)
    }

    /// The moments, by summer and by winter time, at which a clock shows this; none in the hour that is left out.
    static func moments(_ time: UTCTime) -> [Timestamp] {
        [10_800, 7200].map { time.timestamp - .seconds($0) }.filter { moment in
            UTCTime(moment + .seconds(offset(at: moment))) == time
        }
    }

    /// The first moment from `now` on at which a clock shows this time of day.
    static func next(hour: Int, minute: Int, second: Int, from now: Timestamp) -> Timestamp? {
        (0...2).flatMap { days -> [Timestamp] in
            let day = calendar(now + .seconds(days * 86_400))
            return moments(
                UTCTime(year: day.year, month: day.month, day: day.day, hour: hour, minute: minute, second: second))
        }.filter { $0 >= now }.min()
    }

    /// `Mon 2026-11-23 08:00:15`
    static func text(_ moment: Timestamp) -> String {
        let time = calendar(moment)
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return
            "\(time.year)-\(two(time.month))-\(two(time.day)) \(two(time.hour)):\(two(time.minute)):\(two(time.second))"
    }
}
