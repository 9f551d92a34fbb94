import Config
import Model
import Platform
import Polling
import Rules
import Store

/// The daemon's own lights, on its own host of the board: late polls, queues, database, configuration, echoes, uplink.
struct OwnLights {
    private(set) var lights: [OwnLight] = []
    private var configuration: OwnLight = .init(
        aspect: .services, subject: "configuration", status: .green, .configurationInUse)
    private var storage: OwnLight = .init(aspect: .disk, subject: "database", status: .green, .database(.stores))
    /// Why readings cannot be packed: they stay as they are, and take more room.
    var sealingFailure: String?
    /// For the log.
    let wording: Wording
    private var recovery: Archive.Recovery?
    /// What the schedule of the daily backup says; `nil` if there is none.
    var backup: OwnLight?
    private var before = PollingCounters()
    private var lastLook: Timestamp?
    private var stateStored: Timestamp?
    /// Nothing has been stored since a commit failed.
    private var isFailing = false
    private var refused: (count: Int, latest: Timestamp?) = (0, nil)
    private var echoLayouts: Set<Host.Name> = []

    /// How often the counters are looked at.
    private static let lookInterval = Duration.seconds(10)
    private static let stateInterval = Duration.seconds(60)
    /// How long refused readings are worth a light.
    private static let refusalMemory = Duration.seconds(600)

    /// - Parameter wording: For the log.
    init(recovery: Archive.Recovery?, wording: Wording) {
        self.recovery = recovery
        self.wording = wording
        if let recovery {
            storage = OwnLight(aspect: .disk, subject: "database", status: .yellow, .database(recovery.condition))
        }
    }

    /// Whether it is time to look again; at once when something was told.
    func isLookDue(now: Timestamp) -> Bool {
        lastLook.map { now - $0 >= OwnLights.lookInterval } ?? true
    }

    /// Looks at everything that can be wrong with ourselves.
    mutating func look(
        _ counters: PollingCounters, echoFailure failure: PlatformError?, speechless: [Host.Name],
        files: ConfigurationFiles, now: Timestamp
    ) {
        lastLook = now
        let uplink = Uplink.light(for: files.configuration.fleet)
        lights = [
            polling(counters), queue(counters), storage, configuration, probes(files),
            failure.map {
                OwnLight(aspect: .reach, subject: "echoes", status: .red, .echoesFailed("\($0)"))
            } ?? OwnLight(aspect: .reach, subject: "echoes", status: .green, .echoesSent),
        ]
        if let uplink { lights.append(uplink) }
        if let backup { lights.append(backup) }
        if let first = speechless.first {
            lights.append(
                OwnLight(
                    aspect: .services, subject: "credentials", status: .yellow,
                    .algorithmsMissing(hosts: speechless.count, first: first)))
        }
        before = counters
    }

    /// Tells that hosts have something to mend for which no light changes; to be called after each look.
    mutating func found(_ hosts: [Host.Name]) {
        guard let first = hosts.first else { return }
        lights.append(
            OwnLight(
                aspect: .services, subject: "findings", status: .green,
                .findings(first: first, more: hosts.count - 1)))
    }

    /// Probes with mistakes are left out; of the rest of one it is known when a host is there that it fits.
    private func probes(_ files: ConfigurationFiles) -> OwnLight {
        let mistakes = files.probeMistakes.map(\.description) + files.probes.faults.flatMap(\.lines)
        guard let first = mistakes.first else {
            return OwnLight(
                aspect: .services, subject: "probes", status: .green, .probes(known: files.probes.entries.count))
        }
        return OwnLight(
            aspect: .services, subject: "probes", status: .yellow, .probesLeftOut(first, more: mistakes.count - 1))
    }

    private func polling(_ counters: PollingCounters) -> OwnLight {
        let overruns = counters.overruns - before.overruns
        let turns = counters.visits - before.visits + overruns
        let late = counters.lateVisits - before.lateVisits + overruns
        let isBad = late * 20 > max(turns, 1)
        return OwnLight(
            aspect: .cpu, subject: "polls", status: isBad ? .yellow : .green,
            .polls(late: late, of: turns, seconds: Int(OwnLights.lookInterval.components.seconds)))
    }

    private func queue(_ counters: PollingCounters) -> OwnLight {
        let lost = counters.droppedReports - before.droppedReports
        let overflowed = counters.overflowed - before.overflowed
        let isBad = lost + overflowed > 0
        return OwnLight(
            aspect: .memory, subject: "queues", status: isBad ? .yellow : .green,
            .queues(reports: lost, datagrams: overflowed))
    }

    // MARK: - What the watch tells

    /// A commit went through.
    ///
    /// - Parameter withState: All lights went along.
    mutating func stored(_ account: Archive.Account, withState: Bool, now: Timestamp) {
        recovery = account.recovery
        if account.refusedReadings > refused.count { refused = (account.refusedReadings, now) }
        let isRefusing = refused.latest.map { now - $0 < OwnLights.refusalMemory } ?? false
        if account.isFull {
            storage.status = .red
            storage.condition = .database(.diskFull)
        } else if let recovery, recovery.isUnattended {
            storage.status = .yellow
            storage.condition = .database(recovery.condition)
        } else if isRefusing || account.damagedRows > 0 {
            storage.status = .yellow
            storage.condition = .database(
                .lost(readings: account.refusedReadings, rows: account.damagedRows))
        } else if let sealingFailure {
            storage.status = .yellow
            storage.condition = .text(sealingFailure)
        } else {
            storage.status = .green
            storage.condition = .database(.stores)
        }
        if withState { stateStored = now }
        isFailing = false
    }

    /// A commit failed.
    ///
    /// - Returns: Whether that is news.
    mutating func failed(_ error: StoreError) -> Bool {
        defer { isFailing = true }
        storage.status = .red
        storage.condition = .text("\(error)")
        lastLook = nil
        return !isFailing
    }

    /// A commit takes so long that readings are given up.
    mutating func overran() {
        storage.status = .red
        storage.condition = .database(.diskTooSlow)
    }

    /// A new configuration was refused.
    mutating func rejected(_ mistakes: [Mistake]) {
        configuration = OwnLight(
            aspect: .services, subject: "configuration", status: .yellow,
            .configurationRefused(mistakes.first.map { "\($0)" } ?? "", more: max(0, mistakes.count - 1)))
        lastLook = nil
    }

    /// A new configuration is in use.
    mutating func accepted() {
        configuration.status = .green
        configuration.condition = .configurationInUse
        lastLook = nil
    }

    /// The fleet is another one: layouts go to the store anew.
    mutating func forgetEchoLayouts() { echoLayouts = [] }

    /// Whether the judge's state is to be stored although nothing happened.
    func isStateDue(now: Timestamp) -> Bool {
        stateStored.map { now - $0 >= OwnLights.stateInterval } ?? true
    }

    /// Whether the layout of a host's echoes went to the store in this run; from now on it did.
    mutating func knowsEchoLayout(of host: Host.Name) -> Bool {
        !echoLayouts.insert(host).inserted
    }
}

extension Archive.Recovery {
    /// What the light says of it; green again when somebody has looked after the file.
    fileprivate var condition: OwnCondition.DatabaseCondition {
        .recovered(
            OwnCondition.DatabaseRecovery(
                finding: finding, setAside: setAside, backup: backup, passedOver: passedOver, from: gap.from,
                to: gap.to, hasAllEvents: hasAllEvents))
    }
}
