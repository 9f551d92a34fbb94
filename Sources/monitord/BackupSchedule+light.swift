import Model
import Rules
import Store

extension BackupSchedule {
    /// A last good one that is older is no good news.
    private static let oldest = Duration.seconds(3 * 86_400)
    /// So long after the start nobody misses a first one.
    private static let firstHour = Duration.seconds(3600)

    /// What the daemon's own light says of it.
    func light(now: Timestamp) -> OwnLight {
        let isLate = last.map { now - $0 > BackupSchedule.oldest } ?? (now - started >= BackupSchedule.firstHour)
        return OwnLight(
            aspect: .backup, subject: "backup", status: failure != nil || isLate ? .yellow : .green,
            .backup(
                OwnCondition.BackupCondition(
                    failure: failure.map { "\($0)" }, last: last, bytes: bytes, isRunning: isRunning,
                    isFirstAwaited: !isLate)))
    }
}
