import Glibc
public import Model
import Synchronization

/// What the wall clock of the site's zone shows, by glibc and the system's zone files; needs no ICU.
///
/// glibc knows one zone per process (TZ), so it is chosen once, before other threads run; a value of this type is the
/// proof that it was.
public struct LocalTime: Sendable {
    /// As in `/usr/share/zoneinfo`: `Europe/Helsinki`.
    public let zone: String

    private static let directory = "/usr/share/zoneinfo"

    /// The zone the process has taken, kept for good.
    private static let chosen = Mutex<String?>(nil)

    /// Takes `zone` for this process. To be called in `main`, before threads: it writes to the environment.
    ///
    /// The same zone may be taken again; another one is refused, as is one that has no file in `/usr/share/zoneinfo`.
    public static func use(_ zone: String) throws(PlatformError) -> LocalTime {
        try check(zone)
        let before = chosen.withLock { chosen in
            let before = chosen
            if chosen == nil {
                // Safe by the rule above: nobody reads the environment meanwhile.
                _ = unsafe setenv("TZ", ":\(LocalTime.directory)/\(zone)", 1)
                tzset()
                chosen = zone
            }
            return before
        }
        guard before == nil || before == zone else {
            throw PlatformError(
                "use time zone", zone, detail: "this process already uses \(before ?? "")",
                remedy: "restart the daemon for another zone")
        }
        return LocalTime(zone: zone)
    }

    /// Throws if `use(zone)` would not know the zone; changes nothing.
    public static func check(_ zone: String) throws(PlatformError) {
        let remedy = "write a name from /usr/share/zoneinfo, for example Europe/Helsinki"
        let isName = zone.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "+"),
                UInt8(ascii: "/"):
                true
            default: false
            }
        }
        // No dots, so no way out of the directory; a leading slash would name any file.
        guard isName, !zone.isEmpty, zone.utf8.count <= 64, zone.utf8.first != UInt8(ascii: "/") else {
            throw PlatformError("use time zone", zone, detail: "this is no name of a zone", remedy: remedy)
        }
        let file: [UInt8]
        do throws(PlatformError) {
            file = try readFile("\(directory)/\(zone)", limit: 1 << 20)
        } catch {
            throw PlatformError("use time zone", zone, code: error.code, remedy: remedy)
        }
        // RFC 8536 §3.1: every zone file begins so.
        guard file.starts(with: Array("TZif".utf8)) else {
            throw PlatformError("use time zone", zone, detail: "its file is no zone file", remedy: remedy)
        }
    }

    /// What the wall clock shows at `moment`.
    public func calendar(_ moment: Timestamp) -> CalendarTime {
        let (whole, remainder) = moment.milliseconds.quotientAndRemainder(dividingBy: 1000)
        var seconds = time_t(remainder < 0 ? whole - 1 : whole)
        var parts = unsafe tm()
        // NULL only for years beyond Int32 (EOVERFLOW); then UTC is as good as any.
        guard unsafe localtime_r(&seconds, &parts) != nil else {
            let time = UTCTime(moment)
            return CalendarTime(
                year: time.year, month: time.month, day: time.day, hour: time.hour, minute: time.minute,
                second: time.second, weekday: 1, offset: 0)
        }
        return CalendarTime(
            year: Int(unsafe parts.tm_year) + 1900, month: Int(unsafe parts.tm_mon) + 1,
            day: Int(unsafe parts.tm_mday), hour: Int(unsafe parts.tm_hour), minute: Int(unsafe parts.tm_min),
            second: Int(unsafe parts.tm_sec), weekday: (Int(unsafe parts.tm_wday) + 6) % 7 + 1,
            offset: Int(unsafe parts.tm_gmtoff))
    }

    /// The moment at which the wall clock shows these parts; parts may overflow (day 32, hour -1) and carry over.
    ///
    /// Of the two moments in the hour that a clock shows twice, the earlier one unless `later`. A time in the hour that
    /// it skips counts on from the hour before: 03:30 is 04:30 summer time.
    public func timestamp(
        year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0, later: Bool = false
    ) -> Timestamp {
        let wall =
            UTCTime(year: year, month: month, day: 1).timestamp + .seconds(((day - 1) * 24 + hour) * 3600)
            + .seconds(minute * 60 + second)
        // No zone changes twice within two days, so these are the only offsets that can be right.
        let before = Duration.seconds(calendar(wall - .seconds(86_400)).offset)
        let after = Duration.seconds(calendar(wall + .seconds(86_400)).offset)
        let right = [before, after].filter { .seconds(calendar(wall - $0).offset) == $0 }.map { wall - $0 }
        return (later ? right.max() : right.min()) ?? wall - before
    }
}
