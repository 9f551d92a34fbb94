/// A moment as a wall clock of some zone shows it.
public struct CalendarTime: Equatable, Sendable {
    public var year, month, day, hour, minute, second: Int
    /// 1 = Monday … 7 = Sunday (ISO 8601).
    public var weekday: Int
    /// Seconds east of UTC.
    public var offset: Int

    public init(
        year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int, weekday: Int, offset: Int
    ) {
        self.year = year
        self.month = month
        self.day = day
        self.hour = hour
        self.minute = minute
        self.second = second
        self.weekday = weekday
        self.offset = offset
    }
}

extension CalendarTime {
    /// What a clock on UTC shows.
    public init(utc moment: Timestamp) {
        let time = UTCTime(moment)
        let day = 86_400_000 as Int64
        let days = (moment.milliseconds - (moment.milliseconds % day + day) % day) / day
        self.init(
            year: time.year, month: time.month, day: time.day, hour: time.hour, minute: time.minute,
            second: time.second, weekday: Int(((days + 3) % 7 + 7) % 7) + 1, offset: 0)
    }
}
