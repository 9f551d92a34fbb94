import ArgumentParser
import Model
import Platform

/// Reads a time that somebody wrote behind an option.
func moment(
    _ text: String, _ option: String, now: Timestamp, _ local: LocalTime, _ wording: Wording
) throws -> Timestamp {
    let moment = Moment.read(text, now: now, wording: wording) {
        local.timestamp(year: $0, month: $1, day: $2, hour: $3, minute: $4, second: $5)
    }
    guard let moment else {
        throw ValidationError(
            "--\(option) \(text.visible()) is no time; write -7d, today, yesterday, 2026-11-23 or 2026-11-23T10:00")
    }
    return moment
}
