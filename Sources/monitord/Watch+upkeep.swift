import Config
import Logging
import Platform
import Store

extension Watch {
    /// Packs what has been stored; to be called every second.
    func seal() async {
        do {
            // Each call is a small step, between which others may commit.
            for _ in 0..<5 where !Task.isCancelled {
                guard try await archive.seal(now: SystemClock.now()) else { break }
            }
            ownLights.sealingFailure = nil
        } catch {
            if ownLights.sealingFailure == nil { logger.error("\(error)") }
            ownLights.sealingFailure = "\(error)"
        }
    }

    /// Deletes what is older than it is to be kept; to be called every few minutes.
    func forget() async {
        do {
            while try await archive.forget(olderThan: loaded.configuration.retention.retention, now: SystemClock.now()),
                !Task.isCancelled
            {}
        } catch {
            logger.error("\(error)")
        }
    }
}
