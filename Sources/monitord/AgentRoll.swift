import Model
import Polling
import Store

/// Whom the manners of each host's agent are learnt of: what was learnt of one agent is not for another one that stands
/// at the same name now.
struct AgentRoll {
    private var agents: [Host.Name: String]
    /// Since when a host has had another agent than before: a visit that ended earlier was to the old one.
    private var changes: [Host.Name: Timestamp] = [:]

    init(_ targets: [PollTarget]) {
        agents = Dictionary(
            targets.compactMap { target in target.agentName.map { (target.host.id, $0) } },
            uniquingKeysWith: { first, _ in first })
    }

    /// Goes on with other targets.
    ///
    /// - Returns: The hosts that were there before and have another agent now.
    mutating func change(to targets: [PollTarget], now: Timestamp) -> Set<Host.Name> {
        let old = self
        self = AgentRoll(targets)
        let others = Set(agents.keys.filter { old.agents[$0] != nil && old.agents[$0] != agents[$0] })
        changes = old.changes.filter { agents[$0.key] != nil }
        for name in others { changes[name] = now }
        return others
    }

    /// What was learnt of agents that still stand where they did; of one that is named twice, the last counts.
    func fitting(_ learnt: [LearntManners]) -> [Host.Name: Manners] {
        var fitting: [Host.Name: Manners] = [:]
        for row in learnt where agents[row.host] == row.agent { fitting[row.host] = row.manners }
        return fitting
    }

    /// What is to be stored of a visit, if it learnt something of the agent that the host has now.
    func learnt(in visit: PollReport) -> LearntManners? {
        guard let manners = visit.manners, let agent = agents[visit.host],
            changes[visit.host].map({ visit.ended > $0 }) ?? true
        else { return nil }
        return LearntManners(host: visit.host, agent: agent, manners: manners)
    }
}

extension PollTarget {
    /// The agent by its address and what it is asked with, no secret among it; `nil` where none is asked.
    fileprivate var agentName: String? {
        credential.map { "\(host.endpoint) \($0.name) \($0.version)" }
    }
}
