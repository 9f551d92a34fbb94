import Config
import Control
import Logging
import Model
import Platform
import Rules
import Store

/// The configuration in short, as it is kept in the archive: what changed while the daemon was away is told at the start.
struct ConfigurationMemory {
    static let key = "configuration"

    /// Not stored yet.
    private(set) var unsaved: ConfigurationDigest?

    /// Takes what is in use from now on.
    mutating func take(_ digest: ConfigurationDigest) { unsaved = digest }

    /// The row to store; `nil` if it is.
    func entry(logger: Logger) -> (key: String, bytes: [UInt8])? {
        guard let unsaved else { return nil }
        do {
            return (ConfigurationMemory.key, try ControlJSON.encode(unsaved))
        } catch {
            logger.error("the configuration in short cannot be encoded: \(error)")
            return nil
        }
    }

    /// It was stored; another one may have come meanwhile.
    mutating func stored(_ digest: ConfigurationDigest?) {
        if unsaved == digest { unsaved = nil }
    }

    /// What changed since the last run; nothing at the first start.
    ///
    /// - Parameters:
    ///   - bytes: What is stored under `key`.
    ///   - digest: Of the configuration that is used now.
    mutating func changes(
        since bytes: [UInt8]?, to digest: ConfigurationDigest, logger: Logger
    ) -> [ConfigurationChange.Item] {
        take(digest)
        guard let bytes else { return [] }
        do {
            let changes = try ControlJSON.decode(ConfigurationDigest.self, from: bytes).changes(to: digest)
            if changes.isEmpty { unsaved = nil }
            return changes
        } catch {
            logger.warning("the configuration of the last run cannot be read, what changed is not told: \(error)")
            return []
        }
    }
}

extension Watch {
    /// Reads the configuration again; a bad one changes nothing but the daemon's own light.
    func reload(_ files: FileOptions) async {
        let now = SystemClock.now()
        do throws(ConfigurationErrors) {
            let next = try ConfigurationFiles.load(files)
            if let mistake = LabNetworkGuard.mistake(in: next.configuration)
                ?? loaded.configuration.fixed(in: next.configuration)
            {
                throw ConfigurationErrors(mistakes: [mistake])
            }
            while isAdopting { try? await Task.sleep(for: .milliseconds(50)) }
            let before = surroundings.configured
            var old = loaded.configuration
            old.fleet = before
            let changes = old.changes(to: next.configuration)
            surroundings.configured = next.configuration.fleet
            var extended = next
            extended.configuration.fleet = surroundings.fleet
            do throws(ConfigurationErrors) {
                try await adopt(extended, now: now)
            } catch {
                surroundings.configured = before
                throw error
            }
            // Other rules may ask for more.
            learnt = [:]
            ownLights.accepted()
            configurationMemory.take(next.configuration.digest)
            tell(changes, now: now)
            for mistake in next.probeMistakes { logger.error("left out: \(mistake)") }
            logger.info("configuration taken over: \(extended.configuration.fleet.hosts.count) hosts")
        } catch {
            for mistake in error.mistakes { logger.error("\(mistake)") }
            ownLights.rejected(error.mistakes)
        }
        await tick()
    }

    /// Tells what another configuration changed.
    func tell(_ changes: [ConfigurationChange.Item], now: Timestamp) {
        guard !changes.isEmpty else { return }
        let wording = ownLights.wording
        logger.info("\(wording.configuration(ConfigurationChange(changes)))")
        note(judge.take(changes, now: now), now: now)
    }
}
