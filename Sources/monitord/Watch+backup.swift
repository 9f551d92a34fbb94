import Config
import Logging
import Model
import Platform
import ServiceLifecycle
import Store

/// Makes the daily backup when its time has come.
struct BackupService: Service {
    let watch: Watch
    let localTime: LocalTime

    func run() async throws {
        // A backup that is being made when the daemon is stopped ends with it.
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do { try await Task.sleep(for: .seconds(5)) } catch { return }
                await watch.backUp(localTime)
            }
        }
    }
}

extension Watch {
    /// Where backups are made, and looked for when the database is damaged.
    var backupFolder: BackupFolder {
        BackupFolder(
            path: loaded.configuration.backup?.directory ?? loaded.configuration.dataDirectory + "/backups")
    }

    /// Makes a backup if one is due, and looks after the light that tells of it. Commits go on meanwhile.
    func backUp(_ localTime: LocalTime) async {
        let now = SystemClock.now()
        guard let settings = loaded.configuration.backup else {
            ownLights.backup = nil
            return
        }
        let folder = backupFolder
        do throws(StoreError) {
            let newest = try folder.entries(now: now).first?.time
            let isDue = backups.isDue(now: now, newest: newest) { moment in
                let day = localTime.calendar(moment)
                return localTime.timestamp(
                    year: day.year, month: day.month, day: day.day, hour: settings.minuteOfDay / 60,
                    minute: settings.minuteOfDay % 60)
            }
            if isDue {
                backups.begin()
                ownLights.backup = backups.light(now: now)
                try folder.make()
                let backup = try await BackupRun(
                    of: loaded.configuration.dataDirectory, to: folder.file(of: now), pace: .gentle
                ).made()
                backups.succeed(at: now, bytes: backup.bytes)
                logger.info("backup \(backup.path): \(megabytes(backup.bytes)) in \(backup.duration)")
                try folder.keep(settings.keep, now: now)
            }
        } catch {
            await backupFailed(error)
        }
        ownLights.backup = backups.light(now: SystemClock.now())
    }

    private func backupFailed(_ error: StoreError) async {
        backups.fail(error, at: SystemClock.now())
        guard error.code != .cancelled else { return }
        logger.error("\(error)")
        // What was copied is not sound because the database is not.
        await archive.suspect(error)
    }
}
