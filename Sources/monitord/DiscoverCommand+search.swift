import Config
import Glibc
import Model
import Platform
import Polling

/// `discover 10.20.0.0/22`: who answers there, a line each.
extension DiscoverCommand {
    /// Pings all addresses of the ranges, asks who answers with one credential after the other, and tells them.
    ///
    /// - Returns: Those that speak SNMP.
    func search(_ plan: DiscoveryPlan) async throws -> [FoundHost] {
        var hosts: [FoundHost] = []
        let progress = SearchProgress()
        var left = plan.searched
        if ping {
            let answering = try await PingSweep().run(left) {
                progress.show("\($0) of \(plan.searched.count) pinged, \($1) answer")
            }
            left.removeAll { !answering.contains($0.id) }
        }
        let answering = left.count
        var unfinished: Set<Host.Name> = []
        for credential in plan.credentials where !left.isEmpty {
            let targets = left.map {
                PollTarget(host: $0, credential: credential, interval: .seconds(3600), ping: .seconds(3600))
            }
            var found: Set<Host.Name> = []
            var asked = 0
            let session = DiscoverySession(
                probes: plan.probes, triesVersion1: snmpVersion == nil, readsSurroundings: write != nil,
                patience: .seconds(within))
            try await session.run(targets) { target, outcome in
                asked += 1
                if case .unfinished = outcome { unfinished.insert(target.host.id) }
                if case .found(let host, let failures) = outcome {
                    progress.clear()
                    found.insert(target.host.id)
                    hosts.append(FoundHost(host, of: target))
                    if json {
                        show(host, of: target, failures: failures, isOne: false)
                    } else {
                        print(line(host, of: target))
                    }
                }
                progress.show("\(asked) of \(targets.count) asked, \(found.count) found")
            }
            left.removeAll { found.contains($0.id) }
        }
        progress.clear()
        let pinged = ping ? "\(answering) answer a ping, " : ""
        unfinished.formIntersection(left.map(\.id))
        if !unfinished.isEmpty {
            printError("\(unfinished.count) were not through after \(within) s; give them longer with --within SECONDS")
        }
        printError("\(plan.searched.count) addresses, \(pinged)\(answering - left.count) speak SNMP")
        return hosts
    }

    /// `10.20.0.3  sw-kuusela  HPE J9773A  ProCurve YA.16.10  26 ports`.
    func line(_ host: DiscoveredHost, of target: PollTarget) -> String {
        let inventory = Inventory(host)
        let device = inventory.device
        let ports = inventory.readings.filter { $0.kind == "port" }.count
        let words = [
            target.host.id, device.sysName ?? "-",
            [device.vendor, device.model].compactMap { $0 }.joined(separator: " "),
            [device.os, device.version].compactMap { $0 }.joined(separator: " "), ports > 0 ? "\(ports) ports" : "",
        ]
        return words.filter { !$0.isEmpty }.map { $0.visible(limit: 60) }.joined(separator: "  ")
    }
}

/// How far a search is, on one line of standard error that is written over; nothing where that is no terminal.
private struct SearchProgress {
    private let isShown = Terminal.isTerminal(descriptor: STDERR_FILENO)

    func show(_ text: String) {
        if isShown { write(text) }
    }

    func clear() {
        if isShown { write("") }
    }
}

extension SearchProgress {
    private func write(_ text: String) {
        _ = writeAll("\r\u{1b}[K\(text)", to: STDERR_FILENO)
    }
}

/// Finds out which of many addresses answer a ping.
private struct PingSweep {
    /// So many are pinged at the same time. One that is dead takes six echoes within a quarter of a minute, so there are
    /// never more than a thousand a second.
    private static let together = 1000
    /// Who is silent is known to be after 15 s; this is for reports that were lost.
    private static let patience = Duration.seconds(30)

    /// - Parameter progress: Called with how many are known, and how many of them answer.
    /// - Throws: `PlatformError` if no socket for pings is to be had.
    func run(_ hosts: [Host], _ progress: (Int, Int) -> Void) async throws -> Set<Host.Name> {
        var answering: Set<Host.Name> = []
        for start in stride(from: 0, to: hosts.count, by: PingSweep.together) {
            let part = hosts[start...].prefix(PingSweep.together)
            try await ping(part) { known, found in
                answering.formUnion(found)
                progress(start + known, answering.count)
            }
        }
        return answering
    }

    /// - Parameter progress: Called with how many of them are known, and who answers.
    private func ping(_ hosts: ArraySlice<Host>, _ progress: (Int, Set<Host.Name>) -> Void) async throws {
        let exchange = try Exchange()
        let targets = hosts.map { PollTarget(host: $0, credential: nil, interval: .seconds(3600), ping: .seconds(5)) }
        try await exchange.configure(targets: targets, probes: [])
        if let failure = await exchange.echoFailure { throw failure }
        await exchange.start()
        // Ends with this function: it is cancelled below.
        let limit = Task {
            try await Task.sleep(for: PingSweep.patience)
            await exchange.stop()
        }
        var known: Set<Host.Name> = []
        var answering: Set<Host.Name> = []
        for await batch in exchange.reports {
            for case .reach(let report) in batch {
                known.insert(report.host)
                if report.answers { answering.insert(report.host) }
            }
            progress(known.count, answering)
            if known.count == hosts.count { break }
        }
        limit.cancel()
        await exchange.stop()
    }
}
