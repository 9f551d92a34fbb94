import Model
import Platform
import Polling

/// One look at many hosts at once: each is visited once, and told in the order in which they were named.
struct DiscoverySession {
    /// What came of one host.
    enum Outcome {
        case found(DiscoveredHost, failures: [ReadingFailure])
        case silent(SilenceCause)
        /// It speaks in a way that cannot be spoken here.
        case unaskable
        /// It answers, but was not through in time.
        case unfinished
    }

    private static let requestsPerSecond = 1000

    let probes: ProbeLibrary
    /// Whether who is silent to SNMPv2c is asked by SNMPv1.
    let triesVersion1: Bool
    /// Whether it is asked who hangs on whom.
    var readsSurroundings = false
    /// For all of them together.
    let patience: Duration

    /// Visits the hosts, and hands each to `body` when it and all before it are through.
    ///
    /// - Throws: `PlatformError` if no socket is to be had.
    func run(_ targets: [PollTarget], _ body: (PollTarget, Outcome) -> Void) async throws {
        var settings = Exchange.Settings()
        settings.describesRows = true
        settings.readsSurroundings = readsSurroundings
        settings.requestsPerSecond = DiscoverySession.requestsPerSecond
        // A discovery takes more work than a reading: with more on their way, a slow machine takes answers for late.
        settings.globalWindow = 256
        let exchange = try Exchange(settings: settings)
        try await exchange.configure(targets: targets, probes: probes)
        var outcomes: [Host.Name: Outcome] = [:]
        for name in await exchange.visitEachOnce() { outcomes[name] = .unaskable }
        var askedAgain: Set<Host.Name> = []
        var told = 0
        // Ends with this function: it is cancelled below.
        let limit = Task { [patience] in
            try await Task.sleep(for: patience)
            await exchange.stop()
        }
        if outcomes.count == targets.count { await exchange.stop() }
        for await batch in exchange.reports {
            for case .visit(let report) in batch {
                if triesVersion1, report.outcome == .silent(.timeout), askedAgain.insert(report.host).inserted,
                    await exchange.visitByVersion1(report.host)
                {
                    continue
                }
                outcomes[report.host] = await outcome(of: report, exchange)
            }
            while told < targets.count, let outcome = outcomes[targets[told].host.id] {
                outcomes[targets[told].host.id] = nil
                body(targets[told], outcome)
                told += 1
            }
            if told == targets.count { break }
        }
        limit.cancel()
        await exchange.stop()
        for target in targets[told...] { body(target, outcomes[target.host.id] ?? .unfinished) }
    }

    private func outcome(of report: PollReport, _ exchange: Exchange) async -> Outcome {
        switch report.outcome {
        case .silent(let cause): return .silent(cause)
        case .answered:
            guard let host = await exchange.discovered(by: report) else { return .unfinished }
            return .found(host, failures: report.failures)
        }
    }
}
