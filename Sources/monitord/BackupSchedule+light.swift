import Model
import Rules
import Store

extension BackupSchedule {
    /// A last good one that is older is no good news.
    private static let oldest = Duration.seconds(3 * 86_400)
    /// So long after the start nobody misses a first one.
    private static let firstHour = Duration.seconds(3600)

    /// What the daemon's own light says of it.
    ///
    /// - Parameter wording: For ages.
    func light(now: Timestamp, wording: Wording) -> OwnLight {
        func light(_ status: Status, _ text: String) -> OwnLight {
            OwnLight(aspect: .backup, subject: "backup", status: status, text: text)
        }
        let age = last.map { now - $0 }
        let known = age.map { "the last good one is \(wording.duration($0)) old" } ?? "there is none"
        if let failure { return light(.yellow, "\(failure); \(known)") }
        guard let age else {
            return now - started < BackupSchedule.firstHour
                ? light(.green, isRunning ? "the first is being made" : "the first is made soon")
                : light(.yellow, known)
        }
        if age > BackupSchedule.oldest { return light(.yellow, known) }
        return light(.green, known + (bytes.map { ", \(megabytes($0))" } ?? ""))
    }
}
