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
/// One loop takes the reports, one the seconds. A commit suspends; while it does, both only gather, so that batches are
/// committed one after the other, in the order in which they were made.
actor Watch {
    /// A batch is committed when it holds this many readings or a quarter of the polling interval after the one before;
    /// at once if it carries an event.
    private static let batchReadings = 20_000
    /// How long another colour without an event may wait.
    private static let promptness = Duration.seconds(1)
    /// A quarter of the polling interval lies within these bounds. Values and ages that changed without a colour reach
    /// screens with the commit.
    private static let calmInterval = Duration.seconds(5)...Duration.seconds(15)
    /// More readings than this do not wait for a commit that hangs.
    private static let mostValues = 2_000_000
    /// A commit that takes longer than the archive's own patience hangs.
    static let commitPatience = Duration.seconds(10)
    /// The lights of this part of the hosts are stored every minute although nothing happened: at a restart none is
    /// older than the judge still takes for recent (an hour).
    private static let turns = 30
    /// How long lights of which only the ages have changed are stored at the end: a stop takes no more than 5 s.
    private static let lastPatience = Duration.seconds(2)

    let archive: Archive
    let history: RecordedHistory
    let exchange: Exchange
    let logger: Logger
    /// Its fleet holds those of the roster too.
    var loaded: ConfigurationFiles
    var judge: Judge
    var surroundings: KnownSurroundings
    /// On which ports the hosts hang, as it is stored.
    var attachments: [Host.Name: Attachment] = [:]
    var batch = Batch()
    private var batchValues = 0
    private var batchOpened: Timestamp
    let started: Timestamp
    /// Incidents as they were last told, to see what stage a change is.
    private(set) var told: [Incident.Number: Incident] = [:]
    private var rechecks: [Host.Name] = []
    /// Hosts whose lights are not stored as they are now.
    private var unsaved: Set<Host.Name> = []
    /// Whose lights are stored next although nothing happened: a place in the fleet.
    private var nextTurn = 0
    /// Whose future is told next: a place in the fleet.
    var nextForetold = 0
    /// When it was learnt last what is usual of a host, and who is next: a place in the fleet.
    var learnt: [Host.Name: Timestamp] = [:]
    var nextLearnt = 0
    private var hasChanges = false
    /// A light got another colour that screens do not show yet.
    private var isRecoloured = false
    private var lastPublished: Timestamp
    /// When the commit that is under way began.
    var commitBegan: Timestamp?
    var ownLights: OwnLights
    var backups: BackupSchedule
    private var agents: AgentRoll
    var published: PublishedBoard
    var updates: AsyncStream<BoardUpdate>.Continuation?
    private var snapshot: BoardSnapshotFile
    private var hasSnapshotFailed = false
    /// Exchange and judge are about to get another fleet.
    var isAdopting = false
    var configurationMemory = ConfigurationMemory()
    /// What is wrong with probes and in the log already.
    private var loggedFaults: Set<ProbeLibrary.Fault> = []

    /// Takes over where the last run ended: layouts, verdicts and open incidents come back from the archive.
    init(
        loaded: ConfigurationFiles, archive: Archive, exchange: Exchange, localTime: LocalTime, logger: Logger
    ) async throws {
        surroundings = KnownSurroundings(
            configured: loaded.configuration.fleet, roster: Roster(try await archive.members()))
        let digest = loaded.configuration.digest
        var loaded = loaded
        loaded.configuration.fleet = surroundings.fleet
        self.loaded = loaded
        self.archive = archive
        history = RecordedHistory(reader: try archive.reader(), localTime: localTime)
        self.exchange = exchange
        self.logger = logger
        let now = SystemClock.now()
        let configuration = loaded.configuration
        let open = try await archive.openIncidents()
        judge = Judge(
            fleet: configuration.fleet, probes: loaded.probes, rules: configuration.rules,
            applications: configuration.applications, updates: loaded.updates, timing: configuration.timing,
            title: configuration.title,
            calendar: { localTime.calendar($0) },
            state: try await JudgeMemory.read(
                from: archive, incidents: open, fleet: configuration.fleet, logger: logger),
            history: (try await archive.lastIncidentNumber(), open), now: now)
        batchOpened = now
        started = now
        lastPublished = now
        for incident in open { told[incident.number] = incident }
        // The places in the stored head are this judge's from now on: no host may go on with those of the last run.
        unsaved = Set(configuration.fleet.hosts.map(\.id) + [Judge.ownHost])
        ownLights = OwnLights(
            recovery: archive.recovery,
            wording: Wording(language: .english) { localTime.calendar($0) })
        backups = BackupSchedule(started: now)
        let targets = configuration.targets
        agents = AgentRoll(targets)
        let manners = agents.fitting(try await archive.manners())
        judge.remember(manners)
        published = PublishedBoard(judge.board(now: now))
        snapshot = BoardSnapshotFile(directory: configuration.dataDirectory)
        try await exchange.configure(
            targets: targets, probes: loaded.probes, layouts: try await archive.layouts(), manners: manners)
        let last = try await archive.state(ConfigurationMemory.key)
        tell(configurationMemory.changes(since: last, to: digest, logger: logger), now: now)
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
            ownLights.look(
                counters, echoFailure: failure, speechless: await exchange.speechless,
                files: loaded, now: now)
            ownLights.found(judge.hostsWithFindings(now: now))
            logProbeFaults()
        }
        note(judge.take(own: ownLights.lights, now: now), now: now)
        note(judge.tick(now: now), now: now)
        await followSurroundings(now: now)
        await settle(now: now)
    }

    /// The rest of a probe is read when a host is there that it fits; what is wrong in it is known only then.
    private func logProbeFaults() {
        for fault in loaded.probes.faults where loggedFaults.insert(fault).inserted {
            for line in fault.lines { logger.error("left out: \(line)") }
        }
    }

    /// Stores what is still open and the lights as they are; the last thing that is done.
    func finish() async throws {
        await commit(now: SystemClock.now(), isLast: true)
        if batch.mustOutlivePowerCut {
            logger.critical("\(batch.events.count) events and \(batch.outbox.count) notices are lost: see above")
        }
        try await history.reader.close()
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
        case .visit(var visit):
            let learnt = agents.learnt(in: visit)
            visit.manners = learnt?.manners
            note(judge.take(visit, now: now), now: now)
            add(layouts: visit.layouts, readings: visit.readings)
            if let learnt { batch.manners.append(learnt) }
            if var facts = visit.facts {
                facts.attachment = attachments[visit.host]
                batch.facts.append((visit.host, facts))
            }
            if let found = visit.surroundings { surroundings.take(found, of: visit.host, now: now) }
            for failure in visit.failures {
                logger.debug("\(visit.host): \(failure.group) \(failure.detail.visible())")
            }
        }
    }

    private func add(layouts: [GroupLayout], readings: [Readings]) {
        batch.layouts.append(contentsOf: layouts)
        guard batchValues < Watch.mostValues else { return ownLights.overran() }
        batch.readings.append(contentsOf: readings)
        batchValues += readings.reduce(0) { $0 + $1.values.count }
    }

    func note(_ outcome: Outcome, now: Timestamp) {
        if !outcome.isEmpty { hasChanges = true }
        if outcome.isRecoloured { isRecoloured = true }
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

    func settle(now: Timestamp) async {
        if !rechecks.isEmpty {
            let names = rechecks
            rechecks = []
            await exchange.recheck(names)
        }
        let isAwaited = isRecoloured && now - batchOpened >= Watch.promptness
        guard
            batch.mustOutlivePowerCut || isAwaited || batchValues >= Watch.batchReadings
                || now - batchOpened >= calm
        else { return }
        await commit(now: now)
    }

    /// Commits what has gathered. While a commit is under way others only gather: the next one takes it along.
    ///
    /// - Parameter repetitions: How often events that came meanwhile are committed too before anything is shown: screens show
    ///   what is stored.
    private func commit(now: Timestamp, isLast: Bool = false, repetitions: Int = 3) async {
        guard commitBegan == nil else { return }
        commitBegan = now
        defer { commitBegan = nil }
        // Who else is behind an incident is told with a tick: what screens show is stored with it.
        note(judge.tick(now: now), now: now)
        var sent = batch
        batch = Batch()
        batchValues = 0
        batchOpened = now
        let isUrgent = sent.mustOutlivePowerCut
        let isStateDue = isLast || ownLights.isStateDue(now: now)
        // With an event go the lights that it is about; the rest, whose ages changed, once a minute.
        let hosts = isStateDue ? unsaved.union(hostsInTurn()) : sent.hosts
        if isUrgent || isStateDue {
            unsaved.subtract(hosts)
            do {
                // Of the others only the ages have changed: a stop does not wait for them.
                let others = isLast ? fleetHosts.subtracting(hosts) : []
                sent.state = try await JudgeMemory.entries(
                    head: judge.stateHead(now: now), hosts: hosts.compactMap(judge.state),
                    others: others.compactMap(judge.state), patience: Watch.lastPatience)
            } catch {
                unsaved.formUnion(hosts)
                logger.error("the lights cannot be encoded: \(error)")
            }
        }
        let digest = configurationMemory.unsaved
        if isUrgent || isStateDue, let entry = configurationMemory.entry(logger: logger) { sent.state.append(entry) }
        do {
            try await store(sent)
            if isUrgent || isStateDue { configurationMemory.stored(digest) }
            let account = await archive.account
            // Then it left out the layouts too; what comes once there is room needs them.
            if account.isFull { batch.takeBack(Batch(layouts: sent.layouts)) }
            ownLights.stored(account, withState: isStateDue, now: now)
            if batch.mustOutlivePowerCut, !isLast, repetitions > 0 {
                commitBegan = nil
                return await commit(now: SystemClock.now(), repetitions: repetitions - 1)
            }
        } catch {
            // Events, incidents and notices wait for the next commit. Monitoring goes on, and its own light says so.
            if ownLights.failed(error) { logger.error("\(error)") }
            batch.takeBack(sent)
            if !sent.state.isEmpty { unsaved.formUnion(hosts) }
        }
        publish(now: SystemClock.now(), isUrgent: isUrgent || isLast)
    }

    /// None of the lights is stored any more: all are to be.
    func forgetStoredLights() { unsaved = fleetHosts }

    private var fleetHosts: Set<Host.Name> { Set(loaded.configuration.fleet.hosts.map(\.id) + [Judge.ownHost]) }

    /// The next part of the hosts whose lights are stored although nothing happened.
    private func hostsInTurn() -> [Host.Name] {
        let hosts = loaded.configuration.fleet.hosts
        if nextTurn >= hosts.count { nextTurn = 0 }
        let part = hosts[nextTurn...].prefix(hosts.count / Watch.turns + 1)
        nextTurn = part.endIndex
        return part.map(\.id)
    }

    /// The time between two commits, and with them what screens show, while nothing happens.
    private var calm: Duration {
        min(max(loaded.configuration.interval / 4, Watch.calmInterval.lowerBound), Watch.calmInterval.upperBound)
    }

    private func publish(now: Timestamp, isUrgent: Bool) {
        guard isUrgent || isRecoloured || now < lastPublished || now - lastPublished >= calm else { return }
        lastPublished = now
        published.renew(by: &judge, now: now)
        if hasChanges {
            hasChanges = false
            isRecoloured = false
            if let update = published.takeUpdate() { updates?.yield(update) }
        }
        do {
            try snapshot.write(published.board, now: now, isUrgent: isUrgent)
            hasSnapshotFailed = false
        } catch {
            if !hasSnapshotFailed { logger.warning("the board's snapshot cannot be written: \(error)") }
            hasSnapshotFailed = true
        }
    }

    // MARK: - Reload

    /// Has exchange and judge go on with another fleet. One at a time: it waits for both.
    func adopt(_ next: ConfigurationFiles, now: Timestamp) async throws(ConfigurationErrors) {
        isAdopting = true
        defer { isAdopting = false }
        let targets = next.configuration.targets
        let manners: [Host.Name: Manners]
        do {
            // What has not been committed yet is newer than what has.
            manners = AgentRoll(targets).fitting(try await archive.manners() + batch.manners)
            try await exchange.configure(
                targets: targets, probes: next.probes, layouts: try await archive.layouts(), manners: manners)
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
                applications: next.configuration.applications, updates: next.updates, timing: next.configuration.timing,
                title: next.configuration.title, now: now),
            now: now)
        judge.remember(manners, forgetting: agents.change(to: targets, now: SystemClock.now()))
        ownLights.forgetEchoLayouts()
        published.replace(by: judge, now: now)
        hasChanges = true
        isRecoloured = true
    }
}

extension Batch {
    /// The hosts that its events and incidents are about.
    fileprivate var hosts: Set<Host.Name> {
        Set(events.map(\.check.host)).union(incidents.flatMap { [$0.cause.host] + $0.behind })
    }
}
