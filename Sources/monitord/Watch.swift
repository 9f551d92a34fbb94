import Alerts
import Config
import Control
import ControlServer
import Logging
import Model
import Platform
import Polling
import Rules
import Store

/// The middle of the daemon: takes what polling reports, lets the rules judge it, has it stored, and publishes what is
/// committed.
///
/// One loop takes the reports, one the seconds; both work through `queue`, so that batches are committed in the order in
/// which they were made although every commit suspends.
actor Watch {
    /// A batch is committed when it holds this many readings or is this old; at once if it carries an event.
    private static let batchReadings = 20_000
    private static let batchAge = Duration.seconds(5)

    let archive: Archive
    let exchange: Exchange
    let logger: Logger
    var loaded: ConfigurationFiles
    var judge: Judge
    private var batch = Batch()
    private var batchValues = 0
    private var batchOpened: Timestamp
    /// Incidents as they were last told, to see what stage a change is.
    private var told: [Incident.Number: Incident] = [:]
    private var rechecks: [Host.Name] = []
    /// Hosts whose lights are not stored as they are now.
    private var unsaved: Set<Host.Name> = []
    private var hasChanges = false
    private var isCommitting = false
    private var ownLights: OwnLights
    private var published: Board
    private var updates: AsyncStream<BoardUpdate>.Continuation?
    private var snapshot: BoardSnapshotFile

    /// Takes over where the last run ended: layouts, verdicts and open incidents come back from the archive.
    init(
        loaded: ConfigurationFiles, archive: Archive, exchange: Exchange, logger: Logger
    ) async throws {
        self.loaded = loaded
        self.archive = archive
        self.exchange = exchange
        self.logger = logger
        let now = SystemClock.now()
        let configuration = loaded.configuration
        judge = Judge(
            fleet: configuration.fleet, probes: loaded.probes, rules: configuration.rules,
            timing: configuration.timing, title: configuration.title,
            state: try await JudgeMemory.read(from: archive, fleet: configuration.fleet, logger: logger), now: now)
        batchOpened = now
        for incident in try await archive.openIncidents() { told[incident.number] = incident }
        ownLights = OwnLights(recovery: archive.recovery.map { "\($0)" })
        published = judge.board(now: now)
        snapshot = BoardSnapshotFile(directory: configuration.dataDirectory)
        try await exchange.configure(
            targets: configuration.targets, probes: loaded.probes, layouts: try await archive.layouts())
    }

    /// Takes reports until the exchange has stopped.
    func takeReports() async {
        for await reports in exchange.reports {
            let now = SystemClock.now()
            for report in reports { take(report, now: now) }
            await settle(now: now)
        }
    }

    /// Lets a second pass: freshness, holds, the daemon's own lights.
    func tick() async {
        let now = SystemClock.now()
        if ownLights.isLookDue(now: now) {
            let (counters, failure) = (await exchange.counters, await exchange.echoFailure)
            ownLights.look(counters, echoFailure: failure, configuration: loaded.configuration, now: now)
        }
        note(judge.take(own: ownLights.lights, now: now), now: now)
        note(judge.tick(now: now), now: now)
        await settle(now: now)
    }

    /// Stores what is still open; the last thing that is done.
    func finish() async throws {
        await commit(now: SystemClock.now())
        try await archive.close()
    }

    // MARK: - Judging

    private func take(_ report: PollingReport, now: Timestamp) {
        switch report {
        case .reach(let reach): note(judge.take(reach, now: now), now: now)
        case .echoes(let echoes):
            note(judge.take(echoes, now: now), now: now)
            let layout = EchoReport.layout(host: echoes.host)
            add(layouts: ownLights.knowsEchoLayout(of: echoes.host) ? [] : [layout], readings: [echoes.readings])
        case .visit(let visit):
            note(judge.take(visit, now: now), now: now)
            add(layouts: visit.layouts, readings: visit.readings)
            if let facts = visit.facts { batch.facts.append((visit.host, facts)) }
            for failure in visit.failures {
                logger.debug("\(visit.host): \(failure.group) \(failure.detail)")
            }
        }
    }

    private func add(layouts: [GroupLayout], readings: [Readings]) {
        batch.layouts.append(contentsOf: layouts)
        batch.readings.append(contentsOf: readings)
        batchValues += readings.reduce(0) { $0 + $1.values.count }
    }

    private func note(_ outcome: Outcome, now: Timestamp) {
        if !outcome.isEmpty { hasChanges = true }
        unsaved.formUnion(outcome.changedHosts)
        rechecks.append(contentsOf: outcome.recheck)
        batch.events.append(contentsOf: outcome.events)
        batch.incidents.append(contentsOf: outcome.incidents)
        for incident in outcome.incidents {
            let stages = AlertPolicy().stages(from: told[incident.number], to: incident)
            batch.outbox.append(contentsOf: stages.map { notice($0, of: incident, now: now) })
            told[incident.number] = incident.closed == nil ? incident : nil
        }
    }

    /// What is to be told, with all that the text needs of the fleet as it is now.
    private func notice(_ stage: Stage, of incident: Incident, now: Timestamp) -> Notice {
        let fleet = loaded.configuration.fleet
        let host = fleet.host(incident.cause.host)
        let site = fleet.site(incident.site)
        return Notice(
            stage: stage, incident: incident, time: now, site: site?.name ?? incident.site, place: host?.place,
            lineOperator: site?.lineOperator, firstStep: host?.firstStep, tell: host?.tell)
    }

    // MARK: - Committing and publishing

    private func settle(now: Timestamp) async {
        if !rechecks.isEmpty {
            let names = rechecks
            rechecks = []
            await exchange.recheck(names)
        }
        let isUrgent = !batch.events.isEmpty || !batch.incidents.isEmpty || !batch.outbox.isEmpty
        guard isUrgent || batchValues >= Watch.batchReadings || now - batchOpened >= Watch.batchAge else { return }
        await commit(now: now)
    }

    /// Commits what has gathered. While a commit is under way others only gather: the next one takes it along.
    private func commit(now: Timestamp) async {
        guard !isCommitting else { return }
        isCommitting = true
        defer { isCommitting = false }
        var sent = batch
        batch = Batch()
        batchValues = 0
        batchOpened = now
        let isUrgent = !sent.events.isEmpty || !sent.incidents.isEmpty || !sent.outbox.isEmpty
        let isStateDue = ownLights.isStateDue(now: now)
        if isUrgent || isStateDue {
            // With an event go the lights that it is about; the rest, whose ages changed, once a minute.
            let hosts = isStateDue ? unsaved : sent.hosts
            unsaved.subtract(hosts)
            do {
                sent.state = try JudgeMemory.entries(
                    head: judge.stateHead(now: now), hosts: hosts.compactMap(judge.state))
            } catch {
                logger.error("the lights cannot be encoded: \(error)")
            }
        }
        do {
            try await archive.write(sent)
            ownLights.stored(now: now, withState: isStateDue)
        } catch {
            keep(sent, after: error, now: now)
        }
        publish(now: SystemClock.now(), isUrgent: isUrgent)
    }

    /// What could not be stored: events, incidents and notices wait for the next commit, readings are given up and
    /// counted. Monitoring goes on, and its own light says so.
    private func keep(_ unsent: Batch, after error: StoreError, now: Timestamp) {
        if ownLights.failed(error, readings: unsent.readings.count, now: now) { logger.error("\(error)") }
        batch.events.insert(contentsOf: unsent.events, at: 0)
        batch.incidents.insert(contentsOf: unsent.incidents, at: 0)
        batch.outbox.insert(contentsOf: unsent.outbox, at: 0)
        batch.layouts.insert(contentsOf: unsent.layouts, at: 0)
        batch.facts.insert(contentsOf: unsent.facts, at: 0)
    }

    private func publish(now: Timestamp, isUrgent: Bool) {
        let board = judge.board(now: now)
        if hasChanges {
            hasChanges = false
            if let change = BoardChange(from: published, to: board) {
                updates?.yield(.change(change))
            } else {
                updates?.yield(.full(board))
            }
            published = board
        }
        do {
            try snapshot.write(board, now: now, isUrgent: isUrgent)
        } catch {
            logger.warning("the board's snapshot cannot be written: \(error)")
        }
    }

    // MARK: - Reload

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
            try await adopt(next, now: now)
        } catch {
            for mistake in error.mistakes { logger.error("\(mistake)") }
            ownLights.rejected(error.mistakes)
        }
        await tick()
    }

    private func adopt(_ next: ConfigurationFiles, now: Timestamp) async throws(ConfigurationErrors) {
        do {
            try await exchange.configure(
                targets: next.configuration.targets, probes: next.probes, layouts: try await archive.layouts())
        } catch {
            throw ConfigurationErrors(mistakes: [
                Mistake(
                    location: SourceLocation(file: next.configuration.file, line: 1), what: "\(error)",
                    remedy: "the old configuration stays")
            ])
        }
        loaded = next
        note(
            judge.reload(
                fleet: next.configuration.fleet, probes: next.probes, rules: next.configuration.rules,
                timing: next.configuration.timing, now: now), now: now)
        ownLights.accepted()
        hasChanges = true
        logger.info("configuration taken over: \(next.configuration.fleet.hosts.count) hosts")
    }
}

extension Batch {
    /// The hosts that its events and incidents are about.
    fileprivate var hosts: Set<Host.Name> {
        Set(events.map(\.check.host)).union(incidents.flatMap { [$0.cause.host] + $0.behind })
    }
}

// MARK: - What the API asks

extension Watch: ControlSource {
    func board() -> Board {
        var board = published
        board.time = SystemClock.now()
        return board
    }

    func changes() -> AsyncStream<BoardUpdate> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: BoardUpdate.self, bufferingPolicy: .bufferingNewest(64))
        updates = continuation
        continuation.yield(.full(published))
        return stream
    }

    func detail(of host: Host.Name) async -> HostDetail? {
        guard var detail = judge.detail(of: host, now: SystemClock.now()) else { return nil }
        do {
            detail.events = try await archive.events(host: host, limit: 10)
        } catch {
            logger.error("\(error)")
        }
        return detail
    }

    func events(_ question: EventsQuestion) async throws -> [Event] {
        try await archive.events(host: question.host, limit: question.limit)
    }
}
