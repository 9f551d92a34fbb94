import Config
import ControlServer
import Logging
import Model
import Platform
import Polling
import Rules
import ServiceLifecycle
import Store
import UnixSignals

/// The daemon's parts, put together, started in order and stopped in reverse.
struct Daemon {
    let files: FileOptions
    let loaded: ConfigurationFiles
    let logger: Logger

    /// Runs until SIGTERM or SIGINT.
    ///
    /// - Throws: What keeps it from starting: the database, a socket, the API's socket.
    func run() async throws {
        let configuration = loaded.configuration
        Allocator.shareHeaps()
        let localTime = try LocalTime.use(configuration.timezone)
        let wording = Wording(language: configuration.language) { localTime.calendar($0) }
        let archive = try Archive(
            directory: configuration.dataDirectory,
            backups: configuration.backup.map { BackupFolder(path: $0.directory) }, now: SystemClock.now())
        if let recovery = archive.recovery { logger.critical("\(recovery)") }
        var polling = Exchange.Settings()
        polling.readsSurroundings = true
        polling.readsLimits = true
        let exchange = try Exchange(settings: polling)
        let watch = try await Watch(
            loaded: loaded, archive: archive, exchange: exchange, localTime: localTime, logger: logger)
        // Ends when the API answers: only then is the daemon up.
        let (serving, opened) = AsyncStream.makeStream(of: Never.self)
        let server = try ControlServer(
            path: configuration.socketPath, source: watch, wording: wording,
            logger: Logger(label: "monitord.control"), onServing: { opened.finish() })
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [
                    .init(service: server, successTerminationBehavior: .gracefullyShutdownGroup),
                    .init(service: WatchService(watch: watch)),
                    .init(service: PollingService(exchange: exchange)),
                    .init(service: BackupService(watch: watch, localTime: localTime)),
                    .init(service: ReloadService(watch: watch, files: files, logger: logger)),
                    .init(service: NotifyService(watch: watch, serving: serving, logger: logger)),
                ],
                gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
        logger.info(
            "watching \(configuration.fleet.hosts.count) hosts at \(configuration.fleet.sites.count) sites",
            metadata: ["config": "\(configuration.file)", "data": "\(configuration.dataDirectory)"])
        do {
            try await group.run()
        } catch {
            do { try await watch.finish() } catch { logger.error("\(error)") }
            throw error
        }
        try await watch.finish()
        logger.info("stopped")
    }
}

/// Polls until it is told to stop.
struct PollingService: Service {
    let exchange: Exchange

    func run() async throws {
        await exchange.start()
        try? await gracefulShutdown()
        await exchange.stop()
    }
}

/// Feeds the watch with reports and with the passing of time.
struct WatchService: Service {
    let watch: Watch

    func run() async throws {
        // All children end with this group: the clocks are cancelled when the reports end.
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await watch.takeReports() }
            group.addTask {
                // The daemon's own lights are there before those of the hosts.
                await watch.tick()
                await repeating(every: .seconds(1)) { await watch.tick() }
            }
            group.addTask { await repeating(every: .seconds(1)) { await watch.seal() } }
            group.addTask { await repeating(every: .seconds(300)) { await watch.forget() } }
            group.addTask { await repeating(every: .seconds(60)) { await watch.foretell() } }
            group.addTask { await repeating(every: .seconds(60)) { await watch.learn() } }
            await group.next()
            group.cancelAll()
        }
        // The stream of reports ends with polling, which is stopped first. A service that ends before its own turn, even
        // by a moment, counts as one that failed. It throws when the group is cancelled: then it ends all the same.
        try? await gracefulShutdown()
    }

    private func repeating(every interval: Duration, _ work: () async -> Void) async {
        while !Task.isCancelled {
            do { try await Task.sleep(for: interval) } catch { return }
            await work()
        }
    }
}

/// Reads the configuration again on SIGHUP: a bad one changes nothing and is told.
struct ReloadService: Service {
    let watch: Watch
    let files: FileOptions
    let logger: Logger

    func run() async throws {
        for await _ in try signalStream([.reload]).cancelOnGracefulShutdown() {
            logger.info("reading the configuration again", metadata: ["config": "\(files.config)"])
            await watch.reload(files)
        }
    }
}

/// Tells systemd that the daemon is up, alive and stopping (man 3 sd_notify).
struct NotifyService: Service {
    let watch: Watch
    /// Ends when the API answers.
    let serving: AsyncStream<Never>
    let logger: Logger

    func run() async throws {
        guard let notifier = ServiceNotifier.fromEnvironment() else {
            try? await gracefulShutdown()
            return
        }
        await cancelWhenGracefulShutdown {
            for await _ in serving {}
        }
        if !Task.isCancelled, !Task.isShuttingDownGracefully { tell(notifier, .ready) }
        if let interval = ServiceNotifier.watchdogInterval() {
            // Alive means that the watch answers, not that some thread runs.
            await cancelWhenGracefulShutdown {
                while !Task.isCancelled {
                    _ = await watch.board()
                    tell(notifier, .watchdog)
                    do { try await Task.sleep(for: interval) } catch { return }
                }
            }
        } else {
            try? await gracefulShutdown()
        }
        tell(notifier, .stopping)
    }

    private func tell(_ notifier: ServiceNotifier, _ state: ServiceNotifier.State) {
        do {
            try notifier.notify(state)
        } catch {
            logger.warning("systemd was not told: \(error)")
        }
    }
}
