import Control
import Logging
import Model
import Rules
import Store

/// The judge's state in the archive, piece by piece: what brings verdicts back after a restart.
enum JudgeMemory {
    private static let headKey = "judge"

    private static func key(_ host: Host.Name) -> String {
        "judge/\(host)"
    }

    /// The rows to store. Off the caller's actor: with a thousand hosts it takes most of a second.
    ///
    /// - Parameters:
    ///   - others: Hosts that are stored too as far as there is time.
    ///   - patience: For the others.
    @concurrent static func entries(
        head: JudgeState.Head, hosts: [JudgeState.HostState], others: [JudgeState.HostState] = [],
        patience: Duration = .zero
    ) async throws -> [(key: String, bytes: [UInt8])] {
        var pieces = [(key: headKey, bytes: try ControlJSON.encode(head))]
        for host in hosts { pieces.append((key(host.name), try ControlJSON.encode(host))) }
        let end = ContinuousClock.now + patience
        for host in others where ContinuousClock.now < end {
            pieces.append((key(host.name), try ControlJSON.encode(host)))
        }
        return pieces
    }

    /// What the last run stored of these hosts and of the daemon itself; `nil` at the first start, and where it cannot
    /// be understood any more, which is logged: the lights then begin grey.
    ///
    /// - Parameter incidents: The open ones, which the archive keeps by themselves.
    static func read(
        from archive: Archive, incidents: [Incident], fleet: Fleet, logger: Logger
    ) async throws(StoreError) -> JudgeState? {
        guard let head = try await archive.state(headKey) else { return nil }
        var hosts: [JudgeState.HostState] = []
        for name in fleet.hosts.map(\.id) + [Judge.ownHost] {
            guard let piece = try await archive.state(key(name)) else { continue }
            do {
                hosts.append(try ControlJSON.decode(JudgeState.HostState.self, from: piece))
            } catch {
                logger.warning("the lights of \(name) from the last run cannot be read and begin grey: \(error)")
            }
        }
        do {
            var head = try ControlJSON.decode(JudgeState.Head.self, from: head)
            head.incidents = incidents
            return JudgeState(head: head, hosts: hosts)
        } catch {
            logger.warning("the lights of the last run cannot be read and are left aside: \(error)")
            return nil
        }
    }
}
